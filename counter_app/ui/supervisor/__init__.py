"""The supervisor's screens: the hall, the day, reports."""
