"""The layers of an encoder, by sentence-transformers; the only module here that imports torch.

The weights of the project's own format are unpacked in memory and never lie on the disk.
"""

import json
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray
from safetensors.numpy import load_file
from sentence_transformers import SentenceTransformer
from sentence_transformers.sentence_transformer.modules import Normalize, Pooling
from tokenizers import Tokenizer
from transformers.utils import logging

from lexsarah.errors import ModelError
from lexsarah.index.encoder.bert import Bert, Features, fits
from lexsarah.index.encoder.blocks import unpacked
from lexsarah.index.encoder.identity import CONFIG, TOKENIZER, WEIGHTS, Identity

logging.disable_progress_bar()


class Network:
    """A tokenizer and the modules after it; for several threads at once.

    The transformer may compute in bfloat16; what comes after it is in single precision.
    """

    def __init__(self, model: SentenceTransformer, tokenizer: Tokenizer, longest: int) -> None:
        self._modules = list(model.eval())
        self._tokenizer = tokenizer
        self._padding = int((tokenizer.padding or {}).get("pad_id", 0))
        self._tokenizer.no_padding()
        self._tokenizer.enable_truncation(longest)

    def pieces(self, texts: list[str]) -> list[list[int]]:
        """Return the word pieces of texts, as numbers, cut at the longest input."""
        return [one.ids for one in self._tokenizer.encode_batch_fast(texts)]

    def vectors(self, pieces: list[list[int]]) -> NDArray[np.float32]:
        """Return the vectors of texts that are computed at once, as rows of length 1."""
        longest = max(map(len, pieces))
        ids = torch.tensor([one + [self._padding] * (longest - len(one)) for one in pieces])
        there = torch.tensor([[1] * len(one) + [0] * (longest - len(one)) for one in pieces])
        with torch.inference_mode():
            features: Features = {"input_ids": ids, "attention_mask": there}
            for module in self._modules:
                features = _single(module(features))
            rows = torch.nn.functional.normalize(features["sentence_embedding"].float())
        found: NDArray[np.float32] = rows.numpy()
        return found


def packed(found: Identity, *, half: bool) -> Network:
    """Put together the encoder of a checked folder in the project's own format.

    Raises
    ------
    ModelError
        If its files do not fit each other.
    """
    try:
        config = json.loads((found.folder / CONFIG).read_bytes())
        states = {name: torch.from_numpy(one) for name, one in unpacked(load_file(found.folder / WEIGHTS)).items()}
        modules = [Bert(config, states, half=half), Pooling(found.dimensions, pooling_mode="mean"), Normalize()]
        tokenizer = Tokenizer.from_file(str(found.folder / TOKENIZER))
    except Exception as error:  # noqa: BLE001  (tokenizers and safetensors raise no narrower one)
        raise ModelError(f"the files of {found.folder} do not fit each other ({type(error).__name__})") from None
    return Network(SentenceTransformer(modules=modules, device="cpu"), tokenizer, found.longest)


def foreign(folder: Path, digest: str, *, half: bool) -> tuple[Network, Identity]:
    """Load a checked folder of sentence-transformers, whose hash is ``digest``.

    Raises
    ------
    ModelError
        If it is not one, or works in a way that is not known here.
    """
    try:
        model = SentenceTransformer(
            str(folder),
            device="cpu",
            local_files_only=True,
            trust_remote_code=False,
            model_kwargs={"dtype": torch.float32, "use_safetensors": True},
        )
        tokenizer = Tokenizer.from_str(model.tokenizer.backend_tokenizer.to_str())
        config = model[0].model.config.to_dict()
        longest = int(model.max_seq_length or config["max_position_embeddings"])
        dimensions = int(model.get_embedding_dimension() or 0)
    except Exception as error:  # noqa: BLE001  (it may be any folder, and the libraries raise whatever they meet)
        raise ModelError(f"{folder} cannot be loaded as an encoder ({type(error).__name__})") from None
    if not all(getattr(module, "include_prompt", True) for module in model):
        raise ModelError(f"{folder} leaves the prompt out of its vectors, which is not supported")
    if fits(config):
        model[0] = Bert(config, model[0].model.state_dict(), half=half)
    elif half:
        model[0].to(torch.bfloat16)
    prompts = model.prompts
    passage = prompts.get("passage") or prompts.get("document") or ""
    return Network(model, tokenizer, longest), Identity(
        folder, digest, dimensions, longest, prompts.get("query") or "", passage
    )


def _single(features: Features) -> Features:
    """Return features in single precision."""
    return {
        name: value.float() if isinstance(value, torch.Tensor) and value.dtype == torch.bfloat16 else value
        for name, value in features.items()
    }


def compute_alone() -> None:
    """Have every thread of the process compute by itself: several texts at once share out better than one matrix."""
    torch.set_num_threads(1)
