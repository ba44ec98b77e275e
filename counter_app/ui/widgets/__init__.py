"""Small parts that draw themselves from the tokens (MOCKS.md 4); a module a part."""
