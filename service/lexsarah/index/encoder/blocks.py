"""Matrices in 4 or 8 bits, as they lie in ``weights.safetensors``.

A row is cut into blocks of 32 weights, each with a scale (half precision) of its own; a weight is a small whole number
times the scale of its block. In 4 bits that is -8 to 7, stored plus 8, a byte holding the weights n and n + 16 of its
block in its low and high half (Q4_0 of ggml); in 8 bits -127 to 127. ``NAME.q4`` or ``NAME.q8`` holds the numbers,
``NAME.scale`` the scales. Any other tensor lies there as it is.
"""

from collections.abc import Mapping
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

BLOCK: Final = 32
FOUR, EIGHT, SCALE = ".q4", ".q8", ".scale"

Tensor = NDArray[Any]


def unpacked(tensors: Mapping[str, Tensor]) -> dict[str, NDArray[np.float32]]:
    """Return every tensor by its own name, in single precision.

    Raises
    ------
    KeyError, ValueError
        If numbers have no scales, or not as many as they have blocks.
    """
    found = {}
    for name, tensor in tensors.items():
        if name.endswith(FOUR):
            plain = name.removesuffix(FOUR)
            found[plain] = _scaled(_halves(tensor), tensors[plain + SCALE])
        elif name.endswith(EIGHT):
            plain = name.removesuffix(EIGHT)
            found[plain] = _scaled(tensor, tensors[plain + SCALE])
        elif not name.endswith(SCALE):
            found[name] = tensor.astype(np.float32)
    return found


def _halves(packed: Tensor) -> NDArray[np.int8]:
    """Return the numbers of a matrix in 4 bits."""
    blocks = packed.reshape(len(packed), -1, BLOCK // 2)
    both = np.concatenate([blocks & 15, blocks >> 4], axis=2).astype(np.int8)
    return both.reshape(len(packed), -1) - np.int8(8)


def _scaled(numbers: Tensor, scales: Tensor) -> NDArray[np.float32]:
    blocks = numbers.reshape(*scales.shape, BLOCK)
    return (blocks * scales.astype(np.float32)[..., None]).reshape(numbers.shape)
