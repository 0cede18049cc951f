"""The shipped models were trained on the corpus as it is."""

import json

import pytest
from training.material import CORPUS
from training.origin import corpus_hash
from training.splits import read as places

from lexsarah.classify.stored import MANIFEST_FILE
from lexsarah.resources import folder
from training import corpus, short


@pytest.mark.parametrize(("model", "more"), [("types", corpus.files()), ("document", ()), ("findings", ())])
def test_the_shipped_model_was_trained_on_the_corpus_as_it_is(model, more):
    manifest = json.loads((folder("models") / model / MANIFEST_FILE).read_text("utf-8"))
    names = [name for name, place in places().items() if place.split == "train"]
    documents = [CORPUS / "documents" / f"{name}{ending}" for name in names for ending in (".txt", ".json")]
    assert manifest["corpus_sha256"] == corpus_hash([*documents, *short.files(), *more])
