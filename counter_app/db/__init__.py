"""Tables, journal, projections and what is read from them. Rows never leave the session."""
