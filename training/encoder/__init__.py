"""The encoder of ``models/encoder``: packing, and what it costs to run."""
