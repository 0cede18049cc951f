import json

import numpy as np
import pytest
import skops.io
from training.corpus import FOLDER, Paragraph, hashes, read, tokenised
from training.crossvalidate import best_threshold, calibrated, chosen, folds, micro_f1, platt
from training.fit import Fitted, fit, fit_vectors
from training.train import parts, write

from lexsarah.classify.artefact import MANIFEST_FILE, MODEL_FILE
from lexsarah.classify.labels import EVENT_LABELS
from lexsarah.resources import folder

PLANTED = "Qvarnströmer"


@pytest.fixture(scope="module")
def paragraphs() -> tuple[Paragraph, ...]:
    return read()


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


def test_the_shipped_model_was_trained_on_the_corpus_as_it_is():
    manifest = json.loads((folder("models") / "types" / MANIFEST_FILE).read_text("utf-8"))
    assert manifest["corpus_sha256"] == hashes()
    assert manifest["cross_validated"]["event_types_micro_f1"]["n"] >= 150


@pytest.fixture(scope="module")
def fitted(paragraphs) -> Fitted:
    return fit(paragraphs, tokenised(paragraphs))


def test_training_twice_gives_the_same_coefficients(paragraphs, fitted):
    again = fit(paragraphs, tokenised(paragraphs))
    for one, other in zip(fitted.event_types.estimators_, again.event_types.estimators_, strict=True):
        assert one.coef_.tobytes() == other.coef_.tobytes()


def test_no_planted_name_reaches_the_features(paragraphs):
    planted = [
        Paragraph(
            f"{one.id}-p",
            one.file,
            f"{PLANTED} var där. {one.text} Det sade {PLANTED} till Anna{PLANTED.lower()}.",
            one.is_deviation_report,
            one.event_types,
            one.misconduct_types,
            one.primary_type,
        )
        for one in paragraphs[:60]
    ]
    vectors = fit_vectors(tokenised(planted))
    names = [name.lower() for one in vectors.vectorizers.values() for name in one.vocabulary_]
    assert not [name for name in names if "qvarn" in name or "strömer" in name]
    assert any(name == "name" for name in names)


def test_no_first_name_of_the_corpus_is_in_the_shipped_model():
    found = skops.io.load(folder("models") / "types" / MODEL_FILE)
    stems = {name for name in found["vectorizers"]["words"].vocabulary_ if " " not in name}
    assert not stems & {"anneli", "birgit", "katarin", "mohammed", "lennart", "ahmed"}


def test_the_chosen_threshold_maximises_micro_f1():
    random = np.random.default_rng(1)
    truth = random.random((300, 4)) < 0.3
    probabilities = np.where(truth, 0.45, 0.25) + random.normal(0, 0.1, truth.shape)
    threshold = best_threshold(truth, lambda at: probabilities >= at)
    highest = max(micro_f1(truth, probabilities >= at) for at in np.arange(0, 1, 0.01))
    assert micro_f1(truth, probabilities >= threshold) > highest - 0.01


def test_a_curve_orders_and_bounds_what_it_calibrates():
    scores = np.array([[-2.0, -1.0], [0.0, 1.0], [2.0, -2.0]])
    truth = np.array([[0, 0], [0, 1], [1, 0]])
    probabilities = calibrated(platt(scores, truth), scores)
    assert probabilities.shape == scores.shape
    assert ((probabilities > 0) & (probabilities < 1)).all()
    assert (np.argsort(probabilities.ravel()) == np.argsort(scores.ravel())).all()


def test_every_row_gets_at_least_one_event_type():
    assert chosen(np.array([[0.1, 0.2, 0.3, 0.05]]), 0.9).sum() == 1


def test_folds_hold_every_paragraph_once_and_are_the_same_every_time(paragraphs):
    assert (folds(paragraphs) == folds(paragraphs)).all()
    assert np.bincount(folds(paragraphs)).min() > 50


def test_writing_leaves_no_temporary_file(tmp_path):
    write(b"one", tmp_path / "file")
    write(b"two", tmp_path / "file")
    assert [path.name for path in tmp_path.iterdir()] == ["file"]
    assert (tmp_path / "file").read_bytes() == b"two"


def test_the_parts_are_those_that_the_product_reads(fitted):
    found = skops.io.load(folder("models") / "types" / MODEL_FILE)
    assert set(parts(fitted, {})) == set(found)
