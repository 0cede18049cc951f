"""Ways to learn beside each other: the same documents, labels, folds and thresholds; how a way turns text into scores."""
