"""Qt models over frozen rows; they follow a new reading by id, so that selection and scroll stay."""
