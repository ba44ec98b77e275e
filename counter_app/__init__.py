"""The counter application of a Mal Pelayanan Publik."""
