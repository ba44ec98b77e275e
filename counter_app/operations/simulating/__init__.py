"""A simulated hall for practice and for measuring: years of days through the real operations."""
