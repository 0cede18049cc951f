"""Measures search: how words are found, and what finds them."""
