"""The process that reads files from outside, what it may no longer do, and what it says to its parent."""
