"""Connecting a station to a hub."""
