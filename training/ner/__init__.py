"""Training of the pipeline ``models/sv_lexsarah`` (docs/ner.md)."""
