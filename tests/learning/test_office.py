"""An office's own training: kept where it helps on documents not seen, in the home, for the model it was made from."""

import json
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from scipy.sparse import csr_matrix

from lexsarah.classify import load_classifiers
from lexsarah.classify.linear import Head
from lexsarah.classify.stored import ADAPTED, MANIFEST_FILE, own_or_shipped
from lexsarah.errors import GoldUnusable, TooFewDocuments
from lexsarah.learning.office import FEWEST, Corrected, train, tried
from lexsarah.records import Block, BlockKind, Case, ParsedDocument, Producer, Span, TextMap
from lexsarah.resources import folder

SHIPPED = folder("models")
ROOMS = ["köket", "hallen", "badrummet", "matsalen", "sovrummet", "trapphuset"]
HOURS = ["morgonen", "kvällen", "natten", "eftermiddagen"]


def document(text: str) -> ParsedDocument:
    return ParsedDocument(
        text, (Block(BlockKind.PARAGRAPH, Span(0, len(text))),), TextMap(), Producer("rule", "test", "1")
    )


def office(number: int, event: str) -> list[Corrected]:
    """Reports of one house, whose people have a label of their own for an alarm that nobody answers."""
    found = []
    for at in range(number):
        text = (
            f"En boende larmade på {HOURS[at % 4]} från {ROOMS[at % 6]} utan att någon svarade på larmet. "
            f"Hon blev liggande på golvet i {at + 1} timmar innan personalen kom. "
            "Händelsen rapporterades enligt lex Sarah."
        )
        answer = {
            "genre": "incident_report",
            "is_deviation_report": True,
            "service_area": ["aldreomsorg"],
            "provider": None,
            "event_types": [event],
            "misconduct_types": ["brister_utforande_insats"],
            "primary_type": "brister_utforande_insats",
        }
        found.append(Corrected(f"r{at}", f"g{at}", document(text), Case(Span(0, len(text)), ""), (), answer))
    return found


def events(own: Path | None, one: Corrected) -> list[object]:
    facts = load_classifiers(SHIPPED, own).types(one.document, one.case, ())
    return [fact.value for fact in facts if fact.field == "event_type"]


def test_what_an_office_says_differently_is_learned_and_the_package_is_left_alone(tmp_path: Path) -> None:
    before = {path: path.read_bytes() for path in SHIPPED.rglob("*.json")}
    learned, new = office(24, "bemanning_organisation"), office(30, "bemanning_organisation")[-1]
    assert "bemanning_organisation" not in events(None, new)
    judged = {one.head: one for one in train(learned, SHIPPED, tmp_path)}
    assert judged["event_types"].kept
    assert judged["event_types"].after < judged["event_types"].before / 2
    assert events(tmp_path, new)[0] == "bemanning_organisation"
    assert {path: path.read_bytes() for path in SHIPPED.rglob("*.json")} == before


def test_answers_as_probable_as_the_model_holds_them_teach_nothing() -> None:
    """Documents that only vary by chance: what fits those seen fits the others worse."""
    random = np.random.default_rng(3)
    zeros, ones = np.zeros(4), np.ones(4)
    head = Head(("a", "b", "c", "d"), False, random.normal(size=(300, 4)), zeros, ones, zeros, ones / 2, ones)
    rows = csr_matrix(random.random((60, 300)) < 0.05, dtype=np.float64)
    truth = random.random((60, 4)) < head.probabilities(head.scores(rows))
    one = tried(("types", "x"), head, rows, truth, [str(at) for at in range(60)])
    assert one.before is not None
    assert one.after is not None
    assert one.after > one.before
    assert not one.kept


def test_a_label_that_there_is_none_of_is_refused_by_name(tmp_path: Path) -> None:
    with pytest.raises(GoldUnusable, match=r"r0\.json: event_types has no label 'fallolycka'"):
        train(office(24, "fallolycka"), SHIPPED, tmp_path)


def test_too_few_documents_are_refused(tmp_path: Path) -> None:
    with pytest.raises(TooFewDocuments, match=str(FEWEST)):
        train(office(FEWEST - 1, "fall"), SHIPPED, tmp_path)


def test_what_was_learned_stays_when_the_next_training_cannot_be_done(tmp_path: Path) -> None:
    train(office(24, "bemanning_organisation"), SHIPPED, tmp_path)
    before = {path: path.read_bytes() for path in tmp_path.rglob("*.*")}
    with pytest.raises(TooFewDocuments):
        train(office(FEWEST - 1, "fall"), SHIPPED, tmp_path)
    with pytest.raises(GoldUnusable):
        train(office(24, "fallolycka"), SHIPPED, tmp_path)
    assert {path: path.read_bytes() for path in tmp_path.rglob("*.*")} == before


def test_papers_of_one_event_are_one_thing_to_learn_from(tmp_path: Path) -> None:
    """Copies in several folds would be tried on what was learned from: one group is no proof of anything."""
    copies = [replace(one, group="one event") for one in office(24, "bemanning_organisation")]
    with pytest.raises(TooFewDocuments, match="different events"):
        train(copies, SHIPPED, tmp_path)


def test_a_model_made_from_another_one_is_passed_over(tmp_path: Path) -> None:
    train(office(24, "bemanning_organisation"), SHIPPED, tmp_path)
    assert own_or_shipped("types", SHIPPED, tmp_path) == tmp_path / "types"
    manifest = tmp_path / "types" / MANIFEST_FILE
    told = json.loads(manifest.read_text("utf-8"))
    manifest.write_text(json.dumps(told | {ADAPTED: "0" * 12}), "utf-8")
    assert own_or_shipped("types", SHIPPED, tmp_path) == SHIPPED / "types"


def test_training_anew_forgets_what_no_longer_helps(tmp_path: Path) -> None:
    train(office(24, "bemanning_organisation"), SHIPPED, tmp_path)
    assert own_or_shipped("types", SHIPPED, tmp_path) == tmp_path / "types"
    plain = [
        Corrected(one.name, one.group, one.document, one.case, (), {"genre": "other", "is_deviation_report": False})
        for one in office(24, "")
    ]
    train(plain, SHIPPED, tmp_path)
    assert own_or_shipped("types", SHIPPED, tmp_path) == SHIPPED / "types"
