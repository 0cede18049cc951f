"""Learning on the user's own machine: the shipped models moved towards an office's corrected documents."""
