"""The read side: ranked passages and similar cases."""
