"""One module a screen: SQL in, frozen rows out."""
