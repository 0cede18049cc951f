"""Counts over time and place, and their charts."""
