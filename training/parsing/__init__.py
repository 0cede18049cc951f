"""The parsing benchmark: what documents say (gold), and the files that renderers of others make of them."""
