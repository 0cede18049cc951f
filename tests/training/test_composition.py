"""What the corpus is made of: years by five, counts by split, and demands that can be missed."""

import pytest
from training.composition import demands, tables, totals
from training.documents import Document

LISTS = (
    "dates persons organisations identifiers causes measures consequences event_types service_area misconduct_types"
    " incidents"
).split()


def document(name: str, **case: object) -> Document:
    """Return a document about no case, with some keys changed."""
    plain = dict.fromkeys(("municipality", "event_id", "decision", "ivo", "provider", "setting_code")) | {
        key: [] for key in LISTS
    }
    return Document(name, "ett två tre", {**plain, "genre": "faq", "is_deviation_report": False, **case}, marked=True)


def date(edtf: str, role: str = "incident") -> dict[str, str]:
    """Return an annotated date."""
    return {"text": "x", "edtf": edtf, "role": role}


@pytest.mark.parametrize(
    ("dates", "row"),
    [
        ([date("2012-03"), date("2009")], "2005–2009"),
        ([date("2020-03/2020-04")], "2020–2024"),
        ([date("../2019-12-31"), date("XXXX-05")], "none"),
        ([date("1998", "other")], "none"),
        ([], "none"),
    ],
)
def test_the_earliest_year(dates: list[dict[str, str]], row: str) -> None:
    made = tables([document("a", dates=dates)], {"a": "dev"})
    assert made["earliest year"] == [(row, {"dev": 1})]


def test_documents_are_counted_by_split() -> None:
    corpus = [document("a"), document("b"), document("c", genre="lex_maria")]
    made = tables(corpus, {"a": "train", "b": "test"})
    assert made["genre"] == [("faq", {"train": 1, "test": 1}), ("lex_maria", {"none": 1})]


def test_totals() -> None:
    found = totals([document("a", dates=[date("2012")]), document("b")])
    assert (found["documents"], found["words"], found["dates"], found["persons"]) == (2, 6, 1, 0)


def test_demands_are_counted_and_can_be_missed() -> None:
    corpus = [document("a", event_id="e1", municipality="Falun"), document("b", event_id="e1", municipality="Falu")]
    found = {one.what: one for one in demands(corpus, {"a": {"series_id": "s1"}, "b": {"series_id": "s1"}})}
    assert found["events told in two to five papers"].found == 1
    assert found["units with the same fault twice or more"].found == 1
    assert found["counties"].found == 1
    assert found["hard negatives, of 100 documents"].met
    assert not found["documents"].met
