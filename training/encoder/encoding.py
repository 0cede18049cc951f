"""Turns texts into vectors with a sentence-transformers folder, for mining and measuring."""

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import numpy.typing as npt
import torch
from sentence_transformers import SentenceTransformer

Floats = npt.NDArray[np.floating]

LONGEST = 256
"""Word pieces that are read when measuring: 200 words are seldom more than 300."""


def loaded(folder: Path) -> SentenceTransformer:
    """Load a folder with weights in float32, for the CPU."""
    return SentenceTransformer(str(folder), model_kwargs={"dtype": torch.float32}, device="cpu", local_files_only=True)


def quick(model: SentenceTransformer) -> SentenceTransformer:
    """Make a model read in bfloat16, which a CPU with AMX does three times as fast; the model is changed."""
    model.max_seq_length = LONGEST
    return model.to(torch.bfloat16).eval()


def vectors(model: SentenceTransformer, texts: Sequence[str]) -> Floats:
    """Return a row of length 1 for every text, prefix included."""
    found = model.encode(list(texts), batch_size=32, convert_to_tensor=True, show_progress_bar=False).float().numpy()
    return np.asarray(found / np.linalg.norm(found, axis=1, keepdims=True), dtype=np.float32)


def mixed(start: SentenceTransformer, tuned: SentenceTransformer, share: float) -> None:
    """Put into ``start`` the weights ``share`` of the way to ``tuned`` (Wortsman et al. 2022, "WiSE-FT")."""
    own, other = start.state_dict(), tuned.state_dict()
    start.load_state_dict({name: torch.lerp(own[name].float(), other[name].float(), share) for name in own})
