"""A folder of sentence-transformers into the project's own format (``lexsarah.index.encoder``).

``python -m training.encoder.pack FOLDER TO ABOUT`` does it for a trained encoder; ABOUT is a JSON file with what the
manifest says besides (base, licence, scores …). Mean pooling over BERT is all that the format knows.
"""

import hashlib
import json
import sys
from collections.abc import Iterator, Mapping
from importlib.metadata import version
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from safetensors.numpy import load_file, save

from lexsarah.index.encoder.blocks import BLOCK, EIGHT, FOUR, SCALE, unpacked
from lexsarah.index.encoder.identity import CONFIG, FILES, FORMAT, MANIFEST, TOKENIZER, WEIGHTS

Matrix = NDArray[np.float32]

LIBRARIES = ("sentence-transformers", "torch", "transformers", "tokenizers", "safetensors")
ROUNDED = 2.0**-10
"""Relative difference that rounding to half precision explains, twice over."""


def pack(folder: Path, to: Path, about: Mapping[str, Any]) -> None:
    """Write the encoder of a folder to ``to``, over what is there; ``about`` goes into the manifest.

    ``README.md`` in ``to`` is left alone.

    Raises
    ------
    ValueError
        If it is not a BERT with mean pooling, or ``about`` would replace what the manifest says by itself.
    """
    config, dimensions, longest, prompts = _described(folder)
    tensors = {name: one.astype(np.float32) for name, one in load_file(folder / "model.safetensors").items()}
    weights = dict(packed({name: one for name, one in tensors.items() if not name.startswith("pooler.")}))
    to.mkdir(parents=True, exist_ok=True)
    (to / WEIGHTS).write_bytes(save(weights))
    (to / CONFIG).write_text(json.dumps(config, indent=2, sort_keys=True) + "\n", "utf-8")
    vocabulary = json.loads((folder / TOKENIZER).read_text("utf-8"))
    (to / TOKENIZER).write_text(json.dumps(vocabulary, ensure_ascii=False, separators=(",", ":")) + "\n", "utf-8")
    manifest = {
        "format": FORMAT,
        "dimensions": dimensions,
        "longest": longest,
        "query": prompts["query"],
        "passage": prompts["passage"],
        "sha256": {name: hashlib.sha256((to / name).read_bytes()).hexdigest() for name in FILES},
        "versions": {name: version(name) for name in LIBRARIES},
        "largest_error": _largest_error(tensors, weights),
    }
    if twice := manifest.keys() & about.keys():
        raise ValueError(f"told twice: {', '.join(sorted(twice))}")
    (to / MANIFEST).write_text(json.dumps({**manifest, **about}, indent=2, ensure_ascii=False) + "\n", "utf-8")


def _described(folder: Path) -> tuple[dict[str, Any], int, int, dict[str, str]]:
    """Return configuration, dimensions, longest input and prompts of a folder."""

    def read(name: str) -> Any:  # noqa: ANN401  (any JSON)
        return json.loads((folder / name).read_text("utf-8"))

    kinds = [(module["type"].rpartition(".")[2], module["path"]) for module in read("modules.json")]
    config = read("config.json")
    if [kind for kind, _ in kinds] != ["Transformer", "Pooling", "Normalize"] or config["model_type"] != "bert":
        raise ValueError(f"{folder} is not a BERT that is pooled and normalised")
    pooling = read(f"{kinds[1][1]}/config.json")
    if pooling.get("pooling_mode") != "mean" or not pooling.get("include_prompt", True):
        raise ValueError(f"{folder} is not pooled by the mean of all states")
    tokenizer = read("tokenizer_config.json")
    longest = min(int(tokenizer["model_max_length"]), int(config["max_position_embeddings"]))
    kept = {name: value for name, value in config.items() if name not in {"dtype", "torch_dtype", "architectures"}}
    return kept, int(config["hidden_size"]), longest, read("config_sentence_transformers.json")["prompts"]


def packed(tensors: Mapping[str, Matrix]) -> Iterator[tuple[str, NDArray[Any]]]:
    """Yield what the file of weights holds: matrices in 4 bits where that loses nothing, else in 8; vectors whole."""
    for name, tensor in tensors.items():
        if tensor.ndim != 2 or tensor.shape[1] % BLOCK:
            yield name, tensor
            continue
        blocks = tensor.reshape(len(tensor), -1, BLOCK)
        scales = _four_bit_scales(blocks)
        numbers = _numbers(blocks, scales, -8, 7)
        if np.all(np.abs(numbers * scales[..., None] - blocks) <= ROUNDED * np.abs(blocks) + 2.0**-24):
            low, high = np.split((numbers + 8).astype(np.uint8), 2, axis=2)
            yield name + FOUR, (low | high << 4).reshape(len(tensor), -1)
        else:
            scales = (np.abs(blocks).max(axis=2) / 127).astype(np.float16).astype(np.float32)
            yield name + EIGHT, _numbers(blocks, scales, -127, 127).astype(np.int8).reshape(tensor.shape)
        yield name + SCALE, scales.astype(np.float16)


def _four_bit_scales(blocks: Matrix) -> Matrix:
    """Return the scales by which the largest weight of each block is -8 (so ggml's Q4_0 has it)."""
    furthest = np.take_along_axis(blocks, np.abs(blocks).argmax(axis=2)[..., None], axis=2)[..., 0]
    scales: Matrix = (furthest / -8).astype(np.float16).astype(np.float32)
    return scales


def _numbers(blocks: Matrix, scales: Matrix, least: int, most: int) -> Matrix:
    per = np.divide(1, scales, out=np.zeros_like(scales), where=scales != 0)
    numbers: Matrix = np.clip(np.rint(blocks * per[..., None]), least, most)
    return numbers


def _largest_error(tensors: Mapping[str, Matrix], weights: Mapping[str, NDArray[Any]]) -> float:
    """Return how far any weight is from what it was, as a share of the largest of its tensor."""
    again = unpacked(weights)
    return float(
        max(np.abs(one - tensors[name]).max() / (np.abs(tensors[name]).max() or 1) for name, one in again.items())
    )


if __name__ == "__main__":
    source, target, told = map(Path, sys.argv[1:])
    pack(source, target, json.loads(told.read_text("utf-8")))
