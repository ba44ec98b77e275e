"""What people and workers do: one function, one transaction."""
