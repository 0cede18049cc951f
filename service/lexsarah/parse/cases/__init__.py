"""Which parts of a document tell of which case."""
