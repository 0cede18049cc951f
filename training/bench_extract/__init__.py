"""Extraction side by side with other tools: one module a kind, ``python -m training.bench_extract KIND``."""
