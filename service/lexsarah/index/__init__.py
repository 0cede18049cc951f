"""From a read case to what is searched and counted: passages, terms and codes."""
