"""Sentence vectors by an encoder in a folder (sentence-transformers, safetensors), kept in a file between runs."""

import hashlib
import time
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import torch
from sentence_transformers import SentenceTransformer

from training.compare.rows import Dense, Encoded
from training.compare.texts import Text

PREFIX = "passage: "
"""What e5 was trained to see before a text that is not a question (Wang et al. 2022)."""

LONGEST = 256
"""Word pieces of a sentence; longer ones are cut."""

AT_ONCE = 1_000
"""Texts encoded between two writings of the file."""


def loaded(folder: Path) -> Any:  # noqa: ANN401  (sentence-transformers is not installed where types are checked)
    """Load an encoder in single precision, on one thread."""
    torch.set_num_threads(1)
    model = SentenceTransformer(str(folder), device="cpu", model_kwargs={"dtype": torch.float32}, local_files_only=True)
    model.max_seq_length = LONGEST
    return model


def weights_hash(folder: Path) -> str:
    """Return the sha256 of an encoder's weights."""
    return hashlib.sha256((folder / "model.safetensors").read_bytes()).hexdigest()


class Store:
    """Vectors of texts by the sha256 of the text, in one file an encoder in a folder of the caller's."""

    def __init__(self, encoder: Path, folder: Path) -> None:
        self._encoder = encoder
        self._path = folder / f"{weights_hash(encoder)[:12]}.npz"
        self._vectors: dict[str, Dense] = {}
        self.seconds = 0.0
        """Processor time that the vectors in the file took."""
        if self._path.exists():
            with np.load(self._path) as kept:
                self._vectors = dict(zip(kept["keys"].tolist(), kept["vectors"], strict=True))
                self.seconds = float(kept["seconds"])

    def vectors(self, texts: Sequence[str]) -> Dense:
        """Return the vectors of texts (texts, size), encoding those that are new."""
        keys = [hashlib.sha256(text.encode()).hexdigest() for text in texts]
        missing = {key: text for key, text in zip(keys, texts, strict=True) if key not in self._vectors}
        if missing:
            self._encode(missing)
        return np.stack([self._vectors[key] for key in keys])

    def _encode(self, missing: dict[str, str]) -> None:
        model = loaded(self._encoder)
        keys = sorted(missing, key=lambda key: (len(missing[key]), key))
        for start in range(0, len(keys), AT_ONCE):
            begun = time.process_time()
            some = keys[start : start + AT_ONCE]
            with torch.autocast("cpu", dtype=torch.bfloat16):
                found = model.encode([PREFIX + missing[key] for key in some], convert_to_tensor=True)
            self._vectors.update(zip(some, found.to(torch.float32).numpy(), strict=True))
            self.seconds += time.process_time() - begun
            self._write()

    def _write(self) -> None:
        self._path.parent.mkdir(parents=True, exist_ok=True)
        part = self._path.with_suffix(".part.npz")
        np.savez(part, keys=list(self._vectors), vectors=np.stack(list(self._vectors.values())), seconds=self.seconds)
        part.replace(self._path)


def encoded(documents: Iterable[Text], store: Store) -> tuple[Encoded, ...]:
    """Return the vectors of documents; a line under no heading has zeros for it."""
    documents = tuple(documents)
    wanted = {text for one in documents for text in pieces(one)}
    of = dict(zip(sorted(wanted), store.vectors(sorted(wanted)), strict=True))
    return tuple(_of_document(one, of) for one in documents)


def pieces(document: Text) -> Iterable[str]:
    """Yield what is encoded of a document: its head, its frame, its lines and their headings."""
    yield document.head
    yield from document.frame
    for line in document.lines:
        yield line.text
        if line.heading:
            yield line.heading


def _of_document(document: Text, of: dict[str, Dense]) -> Encoded:
    head = of[document.head]
    nothing = np.zeros_like(head)
    lines = np.array([of[line.text] for line in document.lines], dtype=np.float32).reshape(-1, len(head))
    headings = np.array([of.get(line.heading, nothing) for line in document.lines], dtype=np.float32)
    frame = np.stack([of[text] for text in document.frame]).mean(axis=0) if document.frame else nothing
    return Encoded(lines, headings.reshape(-1, len(head)), head, frame)
