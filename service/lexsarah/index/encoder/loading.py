"""An encoder as it is used: loaded once, asked for the vectors of questions and of passages."""

import os
import sys
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING, Final, Literal

import numpy as np
from numpy.typing import NDArray

from lexsarah.errors import ModelError
from lexsarah.index.encoder.identity import Identity, artefact, foreign_hash, is_artefact
from lexsarah.resources import folder as resource

if TYPE_CHECKING:
    from lexsarah.index.encoder.network import Network

Backend = Literal["bf16", "fp32"]

PIECES_AT_ONCE: Final = 2_048
"""Word pieces of a batch, padding included: more gain nothing on two cores, and fewer leave the matrix unit waiting."""

_lock = Lock()
_loaded: dict[tuple[Path, int], "Encoder"] = {}


class Encoder:
    """Vectors of texts as rows of length 1; for several threads at once.

    ``hash`` (64 hex digits) tells its vectors from those of another encoder; ``backend`` is how they are computed,
    which moves them by too little to change what is near (docs/benchmarks.md); ``threads`` is how many batches are
    computed at once. ``floor`` is the cosine below which a passage is not about a question, ``sure`` that from which it
    most likely is. A single question is computed on the thread that asks.
    """

    def __init__(self, network: "Network", identity: Identity, backend: Backend, threads: int) -> None:
        self.hash = identity.hash
        self.dimensions = identity.dimensions
        self.floor, self.sure = identity.floor, identity.sure
        self.backend: Backend = backend
        self.threads = threads
        self._network = network
        self._identity = identity

    def passages(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Return the vectors of passages, shape (texts, dimensions); what is longer than the longest input is cut."""
        return self._vectors([self._identity.passage + text for text in texts])

    def questions(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Return the vectors of questions, shape (texts, dimensions)."""
        return self._vectors([self._identity.query + text for text in texts])

    def _vectors(self, texts: list[str]) -> NDArray[np.float32]:
        found = np.empty((len(texts), self.dimensions), dtype=np.float32)
        if texts:
            pieces = self._network.pieces(texts)
            at_once = list(batches([len(one) for one in pieces]))

            def compute(some: list[int]) -> None:
                found[some] = self._network.vectors([pieces[at] for at in some])

            if len(at_once) == 1 or self.threads == 1:
                for some in at_once:
                    compute(some)
            else:
                with ThreadPoolExecutor(min(self.threads, len(at_once))) as pool:
                    list(pool.map(compute, at_once))
        return found


def batches(lengths: Sequence[int], most: int = PIECES_AT_ONCE) -> Iterator[list[int]]:
    """Yield the places of texts by batch: alike in length, and no more than ``most`` word pieces with the padding."""
    some: list[int] = []
    # The longest first: whoever lacks memory is told at once.
    for at in sorted(range(len(lengths)), key=lambda at: (-lengths[at], at)):
        if some and (len(some) + 1) * lengths[some[0]] > most:
            yield some
            some = []
        some.append(at)
    if some:
        yield some


def encoder_folder(chosen: Path | None = None) -> Path:
    """Return the folder of the encoder: the one that the settings name (``Settings.encoder``), or the shipped one."""
    return chosen or resource("models") / "encoder"


def loaded_encoder(folder: Path, threads: int = 0) -> Encoder:
    """Return the encoder of a folder, loaded by whoever asks first. Raises as ``load_encoder``."""
    with _lock:
        key = (folder, threads)
        if key not in _loaded:
            _loaded[key] = load_encoder(folder, threads)
        return _loaded[key]


def load_encoder(folder: Path, threads: int = 0, backend: Backend | None = None) -> Encoder:
    """Load the encoder in a folder: one in the project's own format, or a folder of sentence-transformers.

    From then on torch uses one thread for every thread of the process that asks it something: texts computed side by
    side share the processors out better than the parts of one product do.

    Parameters
    ----------
    threads
        How many batches are computed at once; 0: as many as there are processors.
    backend
        ``bf16`` or ``fp32``; the faster one on this CPU if it is not given.

    Raises
    ------
    ModelError
        Naming what is missing, damaged, pickled or not supported.
    """
    found = artefact(folder) if is_artefact(folder) else None
    digest = found.hash if found else foreign_hash(folder)
    # Read by the libraries when they are imported: no network, no message about threads after a fork.
    os.environ.update(HF_HUB_OFFLINE="1", HF_HUB_DISABLE_TELEMETRY="1", TOKENIZERS_PARALLELISM="false")
    try:
        from lexsarah.index.encoder import bert, network  # noqa: PLC0415
    except ImportError as error:
        raise ModelError(f"the encoder needs torch and sentence-transformers, and one is missing: {error}") from None

    backend = backend or ("bf16" if bert.has_matrix_unit() else "fp32")
    half = backend == "bf16"
    if found:
        layers = network.packed(found, half=half)
    else:
        layers, found = network.foreign(folder, digest, half=half)
    network.compute_alone()
    return Encoder(layers, found, backend, threads or _processors())


def _processors() -> int:
    """Return how many processors this process may use."""
    return len(os.sched_getaffinity(0)) if sys.platform == "linux" else os.cpu_count() or 1
