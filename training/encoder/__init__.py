"""The encoder of ``models/encoder``: pairs, training, the gate that it must pass, packing, and what it costs to run."""
