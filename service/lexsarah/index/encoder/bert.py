"""BERT's layers without what only training needs, as a first module of sentence-transformers.

The same numbers as ``transformers.BertModel`` gives (a test compares), in half the time for a short question: query,
key and value are one product, and in bfloat16 the matrices lie in memory as the CPU's matrix unit reads them.
"""

from collections.abc import Callable, Mapping
from typing import Any, Final

import torch
from torch.nn import functional

Features = dict[str, Any]
States = Mapping[str, Any]
"""Tensors by the names that transformers gives them."""

Layer = Callable[[Any], Any]
Linear = Callable[[Any, Any, bool], Layer]
"""Makes a layer of a matrix and a bias, with GELU after it or not."""

ROWS_EXPECTED: Final = 32
"""Rows for which a matrix is laid out: those of a question. Batches of passages are as fast with it."""


class Bert(torch.nn.Module):  # type: ignore[misc]
    """A BERT of given configuration and weights; ``half`` computes in bfloat16, for a CPU with a matrix unit.

    Raises
    ------
    KeyError
        If a weight is missing.
    ValueError
        If the configuration asks for what is not known here.
    """

    def __init__(self, config: Mapping[str, Any], states: States, *, half: bool) -> None:
        super().__init__()
        if not fits(config):
            raise ValueError("another kind of BERT")
        self._heads = int(config["num_attention_heads"])
        self._width = int(config["hidden_size"])
        self._small = float(config["layer_norm_eps"])
        kind = torch.bfloat16 if half else torch.float32
        linear: Linear = _laid_out if half and has_matrix_unit() else _plain
        self._words = states["embeddings.word_embeddings.weight"].to(kind)
        places = states["embeddings.position_embeddings.weight"] + states["embeddings.token_type_embeddings.weight"][0]
        self._places = places.to(kind)
        self._norm = _weights(states, "embeddings.LayerNorm", kind)
        self._layers = []
        for at in range(int(config["num_hidden_layers"])):
            name = f"encoder.layer.{at}."
            asked = [f"{name}attention.self.{one}" for one in ("query", "key", "value")]
            self._layers.append(
                (
                    linear(
                        torch.cat([states[f"{one}.weight"] for one in asked]).to(kind),
                        torch.cat([states[f"{one}.bias"] for one in asked]).to(kind),
                        False,
                    ),
                    linear(*_weights(states, name + "attention.output.dense", kind), False),
                    _weights(states, name + "attention.output.LayerNorm", kind),
                    linear(*_weights(states, name + "intermediate.dense", kind), True),
                    linear(*_weights(states, name + "output.dense", kind), False),
                    _weights(states, name + "output.LayerNorm", kind),
                )
            )

    def forward(self, features: Features) -> Features:
        """Add ``token_embeddings`` (texts, pieces, width) to ``input_ids`` and ``attention_mask`` (texts, pieces)."""
        ids, there = features["input_ids"], features["attention_mask"]
        texts, pieces = ids.shape
        mask = None if there.all() else there.bool()[:, None, None, :]
        now = self._normed(functional.embedding(ids, self._words) + self._places[:pieces], self._norm)
        for asked, joined, first, wide, narrow, second in self._layers:
            parts = asked(now).view(texts, pieces, 3, self._heads, -1).permute(2, 0, 3, 1, 4)
            heard = functional.scaled_dot_product_attention(parts[0], parts[1], parts[2], attn_mask=mask)
            now = self._normed(now + joined(heard.transpose(1, 2).reshape(now.shape)), first)
            now = self._normed(now + narrow(wide(now)), second)
        return {**features, "token_embeddings": now}

    def _normed(self, states: Any, norm: tuple[Any, Any]) -> Any:  # noqa: ANN401  (tensors)
        return functional.layer_norm(states, (self._width,), norm[0], norm[1], self._small)


def fits(config: Mapping[str, Any]) -> bool:
    """Whether a configuration is of a BERT as it is computed here: GELU, and places that are learned."""
    return (
        config.get("model_type") == "bert"
        and config.get("hidden_act") == "gelu"
        and config.get("position_embedding_type", "absolute") == "absolute"
    )


def has_matrix_unit() -> bool:
    """Whether the CPU multiplies matrices in bfloat16 (AMX), which makes that the faster way."""
    return bool(torch.cpu.get_capabilities().get("amx_bf16", False))


def _weights(states: States, name: str, kind: Any) -> tuple[Any, Any]:  # noqa: ANN401  (a torch.dtype)
    return states[f"{name}.weight"].to(kind), states[f"{name}.bias"].to(kind)


def _plain(weight: Any, bias: Any, gelu: bool) -> Layer:  # noqa: ANN401, FBT001  (tensors)
    if gelu:
        return lambda states: functional.gelu(functional.linear(states, weight, bias))
    return lambda states: functional.linear(states, weight, bias)


def _laid_out(weight: Any, bias: Any, gelu: bool) -> Layer:  # noqa: ANN401, FBT001  (tensors)
    """Return the product with a matrix that is laid out once, by the calls that torch's own compiler makes."""
    matrix = torch.ops.mkldnn._reorder_linear_weight(weight, ROWS_EXPECTED)  # noqa: SLF001
    after: tuple[str, list[Any], str] = ("gelu", [], "none") if gelu else ("none", [], "")
    return lambda states: torch.ops.mkldnn._linear_pointwise(states, matrix, bias, *after)  # noqa: SLF001
