"""What a station tells its hub and hears from it, in the background."""
