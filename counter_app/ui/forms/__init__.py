"""Forms: what is typed, kept and checked on submit."""
