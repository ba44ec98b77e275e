"""The window of the reception: find, explain, give numbers."""
