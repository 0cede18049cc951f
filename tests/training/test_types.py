import json
from dataclasses import replace

import numpy as np
import pytest
import skops.io
from training.corpus import FOLDER, Paragraph, read
from training.train_types import Text, chosen, counted, of_paragraphs, train
from training.types_card import CARD, card

from lexsarah.classify.labels import EVENT_LABELS, TYPE_HEADS
from lexsarah.classify.stored import MANIFEST_FILE, MODEL_FILE, load_model
from lexsarah.learning.saving import save
from lexsarah.resources import folder

SHIPPED = folder("models") / "types"
PLANTED = "Qvarnströmer"


@pytest.fixture(scope="module")
def paragraphs() -> tuple[Paragraph, ...]:
    return read()


@pytest.fixture(scope="module")
def manifest():
    return json.loads((SHIPPED / MANIFEST_FILE).read_text("utf-8"))


def test_the_corpus_is_large_enough_and_every_label_is_in_it(paragraphs):
    assert len(paragraphs) >= 150
    for event in EVENT_LABELS:
        assert sum(event in one.event_types for one in paragraphs) >= 8, event


def test_labels_agree_with_each_other(paragraphs):
    for one in paragraphs:
        if not one.is_deviation_report:
            assert not one.event_types
            assert not one.misconduct_types
            assert one.primary_type is None
        else:
            assert one.event_types
            assert one.primary_type in one.misconduct_types, one.id


def test_a_line_that_is_not_marked_as_invented_is_refused(tmp_path):
    line = {"id": "x", "synthetic": False, "text": "x", "is_deviation_report": False}
    (tmp_path / "a.jsonl").write_text(json.dumps(line), "utf-8")
    with pytest.raises(ValueError, match="invented"):
        read(tmp_path)


def test_an_id_that_occurs_twice_is_refused(tmp_path):
    line = (FOLDER / "extra.jsonl").read_text("utf-8").splitlines()[0]
    (tmp_path / "a.jsonl").write_text(f"{line}\n{line}\n", "utf-8")
    with pytest.raises(ValueError, match="twice"):
        read(tmp_path)


def test_the_card_says_what_the_manifest_says(manifest):
    assert (SHIPPED / CARD).read_text("utf-8") == card(manifest)


def test_the_shipped_model_is_good_enough(manifest):
    figures = {name: one["value"] for name, one in manifest["dev"]["figures"].items()}
    assert figures["event_types_f1"] >= 0.55
    assert figures["misconduct_types_f1"] >= 0.72
    assert figures["misconduct_types_f1_macro"] >= 0.60
    assert figures["primary_type_accuracy"] >= 0.75


def test_the_evidence_of_the_shipped_model_passes_the_deletion_test(manifest):
    for found in manifest["dev"]["deletion"].values():
        assert found["beats_random"] >= 0.8
        assert found["decides"] >= 0.5


@pytest.fixture(scope="module")
def texts() -> list[Text]:
    """Paragraphs, half of them as if they were documents: few, so that a test trains in seconds."""
    few = of_paragraphs(FOLDER)[:60]
    return [replace(one, document=at % 2 == 0) for at, one in enumerate(few)]


@pytest.fixture(scope="module")
def linear(texts):
    return train(texts)


def test_training_twice_gives_the_same_numbers(texts, linear):
    again = train(texts)
    for name in TYPE_HEADS:
        assert linear.heads[name].coefficients.tobytes() == again.heads[name].coefficients.tobytes()
        assert linear.heads[name].slopes.tobytes() == again.heads[name].slopes.tobytes()
        assert linear.heads[name].thresholds.tobytes() == again.heads[name].thresholds.tobytes()


def test_what_is_saved_loads_as_it_was(linear, tmp_path):
    save(linear, tmp_path / "types", {})
    loaded = load_model(tmp_path / "types", TYPE_HEADS)
    assert sorted(path.name for path in (tmp_path / "types").iterdir()) == [MANIFEST_FILE, MODEL_FILE]
    for name in TYPE_HEADS:
        assert (loaded.linear.heads[name].coefficients == linear.heads[name].coefficients).all()


def test_no_planted_name_reaches_the_model(texts, tmp_path):
    planted = [
        replace(one, sentences=(f"{PLANTED} var där.", *one.sentences, f"Det sade {PLANTED} till Anna{PLANTED}."))
        for one in texts
    ]
    save(train(planted), tmp_path, {})
    found = skops.io.load(tmp_path / MODEL_FILE)
    names = [name.lower() for one in found["features"].values() for name in one.split("\n")]
    assert "name" in names
    assert not [name for name in names if "qvarn" in name or "strömer" in name]


def test_no_first_name_of_the_corpus_is_in_the_shipped_model():
    found = skops.io.load(SHIPPED / MODEL_FILE)
    stems = {name for name in found["features"]["words"].split("\n") if " " not in name}
    assert not stems & {"anneli", "birgit", "katarin", "mohammed", "lennart", "ahmed"}


def test_every_row_gets_at_least_one_event_type():
    assert chosen(np.array([[0.1, 0.2, 0.3, 0.05]]), 0.9).sum() == 1


def test_features_are_counted_over_the_whole_text():
    text = Text(("Hon föll i duschen.", "Sedan föll hon igen."), dict.fromkeys(TYPE_HEADS, frozenset()), "x", True)
    assert counted([text])[0]["concepts"]["fall"] == 2
