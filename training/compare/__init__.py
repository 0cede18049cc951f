"""Ways to learn, beside each other: the same documents, labels, folds and thresholds for each."""
