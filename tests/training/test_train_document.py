"""Training the model of documents on a handful: who is named does not get in, and the same gives the same."""

from dataclasses import replace
from itertools import cycle, islice
from pathlib import Path

import numpy as np
import pytest
from training.material import Example
from training.train_document import heads, material, vectors_of

from lexsarah.classify.document import LABELS, DocumentClassifier, load
from lexsarah.classify.linear import Linear
from lexsarah.classify.stored import Model
from lexsarah.learning.saving import save
from lexsarah.records import Block, BlockKind, Case, ParsedDocument, Producer, Span, TextMap

CASES = (
    "Utredning om händelsen. En brukare på boendet Kråkstigen fick inte sin medicin, berättar Quintessa Ärtholm.",
    "Rapport om händelsen. Quintessa Ärtholm såg att brukaren i hemtjänsten föll och att larmet inte hade besvarats.",
    "Quintessa skriver att brukaren inte fick sin medicin i tid och att en utredning om händelsen görs.",
)
ROUTINES = (
    "Riktlinje för rapporter. Den som arbetar här ska rapportera till närmaste chef, enligt Quintessa Ärtholm.",
    "Riktlinje om skyldigheten. Chefen ska utreda rapporter och följa upp rutiner, har Quintessa Ärtholm beslutat.",
)


def example(number: int, text: str, *, told: bool) -> Example:
    blocks = (Block(BlockKind.PARAGRAPH, Span(0, len(text))),)
    document = ParsedDocument(text, blocks, TextMap(), Producer("rule", "test", "1"))
    gold = {
        "genre": "investigation_report" if told else "policy_routine",
        "is_deviation_report": told,
        "service_area": ["aldreomsorg"] if told else [],
        "provider": "kommunal" if told else None,
    }
    return Example(f"d{number}", f"g{number}", document, Case(Span(0, len(text)), ""), (), gold, Path(f"d{number}.txt"))


@pytest.fixture(scope="module")
def learned():
    texts = [*islice(cycle(CASES), 12), *islice(cycle(ROUTINES), 10)]
    return [example(number, text, told=number < 12) for number, text in enumerate(texts)]


@pytest.fixture(scope="module")
def linear(learned) -> Linear:
    given = material(learned)
    vectors = vectors_of(given, range(len(learned)))
    return Linear(vectors, heads(vectors, given))


def test_no_planted_name_reaches_the_features(linear):
    seen = {feature for one in linear.vectors.vocabularies.values() for feature in one}
    assert any("brukar" in feature for feature in seen)
    assert not {feature for feature in seen if "quintess" in feature.lower() or "ärtholm" in feature.lower()}
    assert not {feature for feature in linear.vectors.vocabularies["letters"] if feature in {"quin", "tess"}}


def test_short_texts_teach_areas_and_say_nothing_of_the_kind_of_document(learned, linear):
    text = "Utredning om händelsen. En brukare i hemtjänsten fick inget besök och ingen utredning om händelsen görs."
    brief = [replace(example(50 + at, text, told=True), short=True) for at in range(4)]
    for one in brief:
        one.gold.update(genre="policy_routine", service_area=["funktionsnedsattning"])
    given = material([*learned, *brief])
    vectors = vectors_of(given, range(len(given.items)))
    made = heads(vectors, given)
    rows = vectors.weighted(vectors.counts(given.items[-1:]))
    said = {name: made[name].probabilities(made[name].scores(rows))[0] for name in ("genre", "service_area")}
    assert LABELS["genre"][said["genre"].argmax()] == "investigation_report"
    assert LABELS["service_area"][said["service_area"].argmax()] == "funktionsnedsattning"


def test_what_one_group_alone_has_is_no_feature(learned):
    given = material([*learned, example(99, "Något om kulsprutan som ingen annan nämner.", told=False)])
    vectors = vectors_of(given, range(len(given.items)))
    assert not {feature for feature in vectors.vocabularies["words"] if "kulsprut" in feature}


def test_it_tells_the_two_kinds_apart(linear, learned):
    classifier = DocumentClassifier.of(Model(linear, Producer("model", "document", "test")))
    for one in learned:
        facts = classifier(one.document, one.case, ())
        said = {fact.field: fact.value for fact in facts}
        assert said["is_deviation_report"] is one.gold["is_deviation_report"]
        assert said["genre"] == one.gold["genre"]


def test_the_same_documents_give_the_same_model(linear, learned):
    given = material(learned)
    again = heads(vectors_of(given, range(len(learned))), given)
    for name in LABELS:
        np.testing.assert_allclose(again[name].coefficients, linear.heads[name].coefficients, atol=1e-5)
        np.testing.assert_array_equal(again[name].thresholds, linear.heads[name].thresholds)


def test_what_is_saved_is_what_is_loaded(linear, learned, tmp_path):
    save(linear, tmp_path, {})
    loaded = load(tmp_path)
    before = DocumentClassifier.of(Model(linear, loaded.model.producer))
    one = learned[0]
    assert loaded(one.document, one.case, ()) == before(one.document, one.case, ())
