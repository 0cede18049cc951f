"""Extraction side by side with other tools: one module a kind, each with ``report``; ``__main__`` runs them."""
