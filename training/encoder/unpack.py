"""The project's own format back into a folder of sentence-transformers: to train on, or to use elsewhere.

``python -m training.encoder.unpack FROM TO``
"""

import json
import sys
import tempfile
from pathlib import Path

import torch
from safetensors.numpy import load_file
from sentence_transformers import SentenceTransformer
from sentence_transformers.base.modules import Transformer
from sentence_transformers.sentence_transformer.modules import Normalize, Pooling
from transformers import BertConfig, BertModel, PreTrainedTokenizerFast

from lexsarah.index.encoder.blocks import unpacked
from lexsarah.index.encoder.identity import CONFIG, TOKENIZER, WEIGHTS, artefact

MARKS = {"bos_token": "<s>", "eos_token": "</s>", "cls_token": "<s>", "sep_token": "</s>", "pad_token": "<pad>"}


def unpack(folder: Path, to: Path) -> None:
    """Write the encoder of a folder to ``to`` as sentence-transformers keeps one, in single precision.

    Raises
    ------
    ModelError
        If the folder is damaged or of another format.
    """
    found = artefact(folder)
    config = BertConfig(**json.loads((folder / CONFIG).read_text("utf-8")))
    states = {name: torch.from_numpy(one) for name, one in unpacked(load_file(folder / WEIGHTS)).items()}
    tokenizer = PreTrainedTokenizerFast(
        tokenizer_file=str(folder / TOKENIZER),
        model_max_length=found.longest,
        model_input_names=["input_ids", "attention_mask"],
        unk_token="<unk>",  # noqa: S106  (a mark of the vocabulary)
        **MARKS,
    )
    with tempfile.TemporaryDirectory() as aside:
        model = BertModel.from_pretrained(
            None, config=config, state_dict=states, add_pooling_layer=False, dtype=torch.float32
        )
        model.save_pretrained(aside)
        tokenizer.save_pretrained(aside)
        modules = [Transformer(aside), Pooling(found.dimensions, pooling_mode="mean"), Normalize()]
        prompts = {"query": found.query, "document": found.passage, "passage": found.passage}
        whole = SentenceTransformer(modules=modules, prompts=prompts, similarity_fn_name="cosine", device="cpu")
        whole.save_pretrained(str(to), create_model_card=False)


if __name__ == "__main__":
    unpack(*map(Path, sys.argv[1:]))
