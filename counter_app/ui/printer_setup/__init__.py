"""Setting up the printer, and what is told of it."""
