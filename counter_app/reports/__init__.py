"""Figures of a day as JSON."""
