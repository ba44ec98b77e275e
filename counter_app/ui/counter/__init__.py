"""The counter window: who is in front on the left, the work in the middle, who waits on the right."""
