"""Builds what is in models/ from corpus/. Imports lexsarah; lexsarah never imports it."""
