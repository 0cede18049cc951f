"""Vectors of real texts by the shipped encoder, made once and kept in a folder of the machine's own."""

import hashlib
from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np
import numpy.typing as npt

from lexsarah.index.encoder import Encoder

AT_ONCE = 256
"""Texts after which the file is written again: what was made outlives a run that is cut off."""

Floats = npt.NDArray[np.float32]
Halves = npt.NDArray[np.float16]


def passage_vectors(encoder: Encoder, texts: Sequence[str], cache: Path, say: Callable[[str], None]) -> Halves:
    """Return the vectors of passages in half precision, as the product stores them; shape (texts, dimensions)."""
    file = cache / f"passages-{encoder.hash[:12]}.npz"
    known: dict[str, Halves] = {}
    if file.exists():
        with np.load(file) as kept:
            known = dict(zip(kept["keys"].tolist(), kept["vectors"], strict=True))
    keys = [hashlib.sha256(text.encode()).hexdigest() for text in texts]
    missing = [(key, text) for key, text in dict(zip(keys, texts, strict=True)).items() if key not in known]
    for start in range(0, len(missing), AT_ONCE):
        some = missing[start : start + AT_ONCE]
        made = encoder.passages([text for _, text in some]).astype(np.float16)
        known.update(zip((key for key, _ in some), made, strict=True))
        part = file.with_suffix(".part.npz")
        np.savez(part, keys=np.array(list(known)), vectors=np.stack(list(known.values())))
        part.replace(file)
        say(f"encoded {start + len(some):,} of {len(missing):,} passages")
    return np.stack([known[key] for key in keys])
