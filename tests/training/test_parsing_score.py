"""Counting what a tool found of a document: words in order, å ä ö, pairs, boxes, cases."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from training.parsing.gold import Boxes, DocumentKind, Element, Field, Gold, Heading, Option, Paragraph, State, Table
from training.parsing.score import (
    Answer,
    Choice,
    Count,
    Mark,
    Score,
    common,
    expected,
    figure,
    likeness,
    match_boxes,
    score,
    squash,
)

SMALL = st.lists(st.sampled_from("abcd"), max_size=12)
CHECKED, UNCHECKED, LOST = State.CHECKED, State.UNCHECKED, State.LOST


def gold(*elements: Element, cases: tuple[tuple[int, int], ...] | None = None) -> Gold:
    return Gold("f000", DocumentKind.FORM, "Rapport", elements, cases=cases)


def scored(document: Gold, answer: Answer, *, near: bool = False) -> Score:
    return score(expected(document), answer, near=near)


def naive(one: list[str], other: list[str]) -> int:
    lengths = [0] * (len(other) + 1)
    for item in one:
        before = list(lengths)
        for at, same in enumerate(other, 1):
            lengths[at] = before[at - 1] + 1 if item == same else max(lengths[at - 1], before[at])
    return lengths[-1]


@given(SMALL, SMALL)
def test_common_is_a_longest_common_subsequence(one: list[str], other: list[str]) -> None:
    pairs = common(one, other)
    assert len(pairs) == naive(one, other)
    assert all(one[i] == other[j] for i, j in pairs)
    assert all(a < c and b < d for (a, b), (c, d) in pairwise(pairs))


@given(st.text("aåäöe ", max_size=40))
def test_the_same_text_loses_nothing(text: str) -> None:
    counts = scored(gold(Paragraph(text)), Answer(text)).counts
    n = len(text.split())
    assert counts["words"] == counts["words_any"] == Count(n, n, n)
    assert counts["swedish_lost"].right == counts["letters_lost"].right == counts["extra"].right == 0


def test_words_in_order_and_at_all() -> None:
    counts = scored(gold(Paragraph("ett två tre fyra")), Answer("tre fyra ett två fem")).counts
    assert counts["words"] == Count(2, 4, 4)
    assert counts["words_any"] == Count(4, 4, 4)
    assert counts["extra"] == Count(3, 5, 5)


def test_a_folded_letter_is_lost_and_a_decomposed_one_is_not() -> None:
    counts = scored(gold(Paragraph("hälsan är åter god")), Answer("halsan a\u0308r åtor god")).counts
    assert counts["words"] == Count(2, 4, 4)
    assert counts["swedish_lost"] == Count(2, 3, 3)
    assert counts["letters_lost"] == Count(1, 3, 3)


def test_pairs() -> None:
    document = gold(
        Field("Diarienummer", "Dnr 12/3"),
        Field("Telefon", ""),
        Field("1.2 Ort", "Mora"),
        Field("Enhet", "Villa Åsen"),
        Table((("Datum", "Händelse"), ("3 maj", "Fall"))),
        Paragraph("Obs: gäller inte barn"),
    )
    fields = (
        ("DIARIENUMMER:", "dnr 12 / 3"),
        ("Telefon", "08-465 004 00"),
        ("Ort", ""),
        ("Enhet", "Villa Asen"),
        ("Händelse", "Fall"),
        ("3 maj", "Fall"),
        ("Obs", "gäller inte barn"),
    )
    found = scored(document, Answer("", fields))
    assert found.counts["pairs"] == Count(1, 3, 3)
    assert found.counts["pairs_near"] == Count(2, 3, 3)
    assert found.faults["missed pairs"] == ["ort = mora", "enhet = villa åsen"]
    assert found.faults["wrong pairs"] == ["telefon = 08 465 004 00", "enhet = villa asen"]


def options(group: str, *labels: tuple[str, State]) -> Boxes:
    return Boxes(group, False, tuple(Option(label, state) for label, state in labels))


def test_boxes() -> None:
    document = gold(
        options("Lagrum", ("SoL", CHECKED), ("LSS", UNCHECKED), ("HSL", CHECKED)),
        options("Anmält?", ("Ja", LOST), ("Nej", LOST)),
    )
    marks = (
        Mark("Lagrum", "SoL", True),
        Mark("Lagrum", "LSS", True),
        Mark(None, "HSL", None),
        Mark("Anmält?", "Ja", None),
        Mark("Anmält?", "Nej", True),
        Mark("Anmält?", "Vet ej", False),
    )
    found = scored(document, Answer("", (), marks))
    assert found.counts["boxes"] == Count(1, 2, 3)
    assert found.counts["invented"] == Count(1, 6, 6)
    assert found.counts["unsure"] == Count(1, 3, 3)
    assert found.counts["lost_as_unsure"] == Count(1, 2, 2)
    assert found.counts["groups"] == Count(4, 5, 5)
    assert found.counts["options_found"] == Count(5, 5, 5)
    assert len(found.faults["wrong boxes"]) == 3


def test_a_tool_that_gives_no_boxes_misses_the_marked_ones() -> None:
    counts = scored(gold(options("Kön", ("Man", CHECKED), ("Kvinna", UNCHECKED))), Answer("Kön Man Kvinna")).counts
    assert counts["boxes"] == Count(0, 1, 0)


def test_equal_labels_go_to_their_groups_and_else_in_order() -> None:
    asked = [Choice(group, label, UNCHECKED) for group in ("Ett", "Två") for label in ("Ja", "Nej")]
    swapped = [Mark("Två", "Ja", True), Mark("Två", "Nej", False), Mark("Ett", "Ja", False), Mark("Ett", "Nej", True)]
    assert match_boxes(asked, swapped, near=False) == [(0, 2), (1, 3), (2, 0), (3, 1)]
    bare = [Mark(None, label, None) for label in ("Nej", "Ja", "Nej")]
    assert match_boxes(asked, bare, near=False) == [(1, 0), (2, 1), (3, 2)]


def test_only_a_scan_has_near_labels() -> None:
    document = gold(options("Typ", ("Brister i bemötande", CHECKED), ("Brister i bemanning", UNCHECKED)))
    marks = (Mark("Typ", "Brister i bemótande", True), Mark("Typ", "Brister i bemanning", False))
    assert scored(document, Answer("", (), marks)).counts["invented"].right == 1
    near = scored(document, Answer("", (), marks), near=True).counts
    assert near["boxes"] == Count(1, 1, 1)
    assert near["invented"].right == 0


@pytest.mark.parametrize(
    ("given_cases", "right"),
    [
        (("Fall ett två tre", "Svek fem sex sju"), True),
        (("Fall ett två tre Svek fem sex sju",), False),
        (("Fall ett två tre Svek", "fem sex sju"), False),
        (("Fall ett två", "Svek fem sex sju"), False),
        (("Svek fem sex sju", "Fall ett två tre"), False),
        (None, False),
    ],
)
def test_cases(given_cases: tuple[str, ...] | None, right: bool) -> None:
    parts = (Heading("Inledning", 1), Heading("Fall", 2), Paragraph("ett två tre"), Paragraph("Svek fem sex sju"))
    found = scored(gold(*parts, cases=((1, 2), (3, 3))), Answer("", cases=given_cases))
    assert found.counts["cases"] == Count(right, 1, 1)
    assert bool(found.faults["cases"]) is not right


def test_one_case_that_was_split() -> None:
    assert scored(gold(Paragraph("a b")), Answer("a b", cases=("a", "b"))).counts["needlessly_split"] == Count(1, 1, 1)
    assert scored(gold(Paragraph("a b")), Answer("a b", cases=("a b",))).counts["needlessly_split"] == Count(0, 1, 1)


@given(st.text("abå", max_size=12), st.text("abå", max_size=12))
def test_likeness_is_a_share_and_one_for_the_same(one: str, other: str) -> None:
    assert 0 <= likeness(one, other) == likeness(other, one) <= 1
    assert likeness(one, one) == 1


def test_squashed() -> None:
    assert squash(" Hot mot  den enskildes hälsa: ") == "hot mot den enskildes hälsa"


def test_figures_and_their_intervals() -> None:
    some = figure([("a", Count(9, 10, 10)), ("b", Count(5, 10, 10)), ("b", Count(10, 10, 10))])
    assert some.value == pytest.approx(0.8)
    assert some.low == pytest.approx(0.75)
    assert some.high == pytest.approx(0.9)
    assert some.n == 30
    assert figure([("a", Count(2, 2, 4))]).value == pytest.approx(2 / 3)
    sure = figure([("a", Count(3, 3, 3)), ("b", Count(2, 2, 2))])
    assert (sure.value, sure.low, sure.high) == (1.0, None, None)
    right = figure([(name, Count(1, 1, 1)) for name in "abcde"], trials=True)
    assert right.low is not None
    assert right.low < 0.6
    assert figure([]).value is figure([("a", Count(0, 0, 0))]).value is None


def test_a_stamp_is_true_in_a_scan_and_wrong_elsewhere() -> None:
    paper = gold(Field("Enhet", "Granen"))
    answer = Answer("", fields=(("Enhet", "Granen"), ("INKOM", "2020-12-01")))
    assert scored(paper, answer, near=True).counts["pairs"] == Count(1, 1, 1)
    assert scored(paper, answer).counts["pairs"] == Count(1, 1, 2)
    inkomna = Answer("", fields=(("Enhet", "Granen"), ("Inkomna rapporter", "7")))
    assert scored(paper, inkomna, near=True).counts["pairs"] == Count(1, 1, 2)
