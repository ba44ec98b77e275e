"""How databases of older programs are brought to today's shape."""
