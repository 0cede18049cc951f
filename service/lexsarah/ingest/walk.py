"""Which files a command's paths mean."""

from collections.abc import Iterable, Iterator
from pathlib import Path

BESIDE_DOCUMENTS = frozenset({".json", ".jsonl", ".yaml", ".yml", ".md", ".csv", ".tsv", ".log"})
"""Endings of files that lie beside documents (annotations, notes, tables): skipped in folders, read when named."""


def walk(paths: Iterable[Path]) -> Iterator[Path]:
    """Yield files in the order given, folders replaced by their files in sorted order, at any depth.

    In folders, hidden files and folders, Word's lock files (``~$…``) and ``BESIDE_DOCUMENTS`` are skipped, and a link
    is followed only to a file or folder inside the folder that was named. A path that does not exist is yielded all
    the same, so that ``load`` reports it.
    """
    for path in paths:
        if _is_folder(path):
            yield from _files_in(path, path.resolve(), frozenset())
        else:
            yield path


def _is_folder(path: Path) -> bool:
    try:
        return path.is_dir()
    except OSError:
        # A name that is too long, say: ``load`` tells of it.
        return False


def _files_in(folder: Path, root: Path, above: frozenset[Path]) -> Iterator[Path]:
    here = folder.resolve()
    if here in above:
        return
    try:
        paths = sorted(folder.iterdir())
    except OSError:
        yield folder
        return
    for path in paths:
        if path.name.startswith((".", "~$")) or (path.is_symlink() and not path.resolve().is_relative_to(root)):
            continue
        if path.is_dir():
            yield from _files_in(path, root, above | {here})
        elif path.is_file() and path.suffix.lower() not in BESIDE_DOCUMENTS:
            yield path
