"""Server-rendered Swedish pages. They work without scripts; ``static/app.js`` only makes them quicker to use."""

from pathlib import Path

STATIC = Path(__file__).parent / "static"
"""Folder that is served under ``/static``."""
