"""Pure rules and words: no Qt, no SQL, no HTTP, no files, no clock of its own."""
