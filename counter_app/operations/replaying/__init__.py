"""Another system's ticket history becomes a data folder of ours: file, site, and import."""
