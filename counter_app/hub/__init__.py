"""The hub: takes in what stations wrote, and serves the public pages."""
