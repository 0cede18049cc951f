"""Spans, evidence and the way back to the page."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lexsarah.records import Block, BlockKind, Box, Page, ParsedDocument, Producer, Run, Span, TextMap

RULE = Producer("rule", "test", "1")


def document_of(text: str, textmap: TextMap | None = None) -> ParsedDocument:
    return ParsedDocument(text, (Block(BlockKind.PARAGRAPH, Span(0, len(text))),), textmap or TextMap(), RULE)


@given(st.text(min_size=1), st.data())
def test_every_quote_equals_its_slice(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    evidence = document_of(text).evidence(Span(start, end))
    assert evidence.quote == text[start:end]
    assert evidence.page is None


@pytest.mark.parametrize(("start", "end"), [(0, 0), (2, 9), (9, 12)])
def test_no_evidence_outside_the_text(start: int, end: int) -> None:
    with pytest.raises(ValueError, match="no evidence"):
        document_of("åtta ord").evidence(Span(start, end))


@pytest.mark.parametrize(("start", "end"), [(-1, 2), (3, 2)])
def test_a_span_is_not_backwards(start: int, end: int) -> None:
    with pytest.raises(ValueError, match="not a span"):
        Span(start, end)


@given(st.lists(st.lists(st.text("abcåäö", min_size=1, max_size=8), min_size=1, max_size=6), min_size=1, max_size=5))
def test_every_offset_of_a_word_maps_back_to_it(pages: list[list[str]]) -> None:
    text, runs, starts = "", [], []
    for number, words in enumerate(pages, 1):
        starts.append(len(text))
        for place, word in enumerate(words):
            box = Box(place * 10.0, number * 1.0, place * 10.0 + 9, number + 1.0)
            runs.append(Run(Span(len(text), len(text) + len(word)), number, box))
            text += word + " "
    textmap = TextMap(tuple(map(Page, starts)), tuple(runs))
    for run in runs:
        for offset in range(run.span.start, run.span.end):
            assert list(textmap.boxes(Span(offset, offset + 1))) == [run]
            assert textmap.page(offset) == run.page
    everything = list(textmap.boxes(Span(0, len(text))))
    assert everything == runs


@given(st.integers(0, 50), st.integers(0, 50), st.integers(0, 50), st.integers(0, 50))
def test_overlap_is_mutual_and_shared(a: int, b: int, c: int, d: int) -> None:
    one, other = Span(min(a, b), max(a, b)), Span(min(c, d), max(c, d))
    shared = set(range(one.start, one.end)) & set(range(other.start, other.end))
    if len(one) and len(other):
        assert one.overlaps(other) == other.overlaps(one) == bool(shared)
