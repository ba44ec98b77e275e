"""Making this PC the hub of its site."""
