"""Other matters of the same paper are cut out before rules read, and evidence leads back to the whole text."""

from dataclasses import replace

import pytest

from lexsarah.extract import extract
from lexsarah.extract.abridged import abridged
from lexsarah.limits import Limits
from lexsarah.parse.text import parse_text
from lexsarah.records import BlockKind, Case, ParsedDocument, SourceFile, Span

TEXT = """Sammanträdesprotokoll 2021-03-10

§ 1 Anna Utby berättar om Lindgårdens äldreboende, dnr SN 2021/5. Den 3 februari 2021 stals pengar.

§ 2 Lex Sarah. Sven Ekutby har utrett. En kund i hemtjänsten föll den 4 januari. Rutinen har ändrats.

§ 3 Händelsen i Mora bedöms som ett allvarligt missförhållande. Personalen ska utbildas.
"""


@pytest.fixture
def document() -> ParsedDocument:
    return parse_text(SourceFile("0" * 64, "text/plain", "x", "x", TEXT.encode()), Limits())


def seen_from(document: ParsedDocument, item: str) -> tuple[ParsedDocument, Case]:
    """View and case of one item; what stands before the first is its background."""
    head, own = (
        document.blocks[0],
        next(block for block in document.blocks if document.slice(block.span).startswith(item)),
    )
    kept = (head, own)
    blocks = tuple(block if block in kept else replace(block, kind=BlockKind.OTHER_MATTER) for block in document.blocks)
    return replace(document, blocks=blocks), Case(own.span, item, (head.span,))


def test_nothing_of_other_matters_is_found(document: ParsedDocument) -> None:
    view, case = seen_from(document, "§ 2")
    facts = extract(view, case, None)
    quotes = " ".join(one.quote for fact in facts for one in fact.evidence)
    for strange in ("Anna", "Lindgården", "SN 2021/5", "februari", "allvarligt", "utbildas", "Mora"):
        assert strange not in quotes
    assert {"Sven Ekutby"} == {fact.value.name for fact in facts if fact.field == "person"}  # type: ignore[union-attr]


def test_evidence_stands_where_it_stands_in_the_whole_text(document: ParsedDocument) -> None:
    view, case = seen_from(document, "§ 2")
    for fact in extract(view, case, None):
        for one in fact.evidence:
            assert TEXT[one.span.start : one.span.end] == one.quote
            assert case.holds(one.span)


def test_the_year_of_the_head_holds_for_the_item(document: ParsedDocument) -> None:
    view, case = seen_from(document, "§ 2")
    dates = [fact for fact in extract(view, case, None) if fact.field == "date"]
    assert [fact.value.edtf for fact in dates] == ["2021-01-04"]  # type: ignore[union-attr]


def test_overlong_runs_and_other_matters_are_cut_together() -> None:
    text = "En kund föll.\n" + "x" * 5000 + "\nEn annan sak.\nHon bröt armen."
    document = parse_text(SourceFile("0" * 64, "text/plain", "x", "x", text.encode()), Limits())
    blocks = tuple(
        replace(block, kind=BlockKind.OTHER_MATTER) if "annan" in document.slice(block.span) else block
        for block in document.blocks
    )
    way = abridged(replace(document, blocks=blocks))
    assert way is not None
    assert "annan" not in way.short.text
    assert len(way.short.text) < 600
    case = way.case(Case(Span(0, 13), "x", (Span(len(text) - 15, len(text)),)))
    assert way.short.slice(case.span) == "En kund föll."
    assert [way.short.slice(part) for part in case.background] == ["Hon bröt armen."]


def test_a_document_with_nothing_to_cut_is_read_as_it_is(document: ParsedDocument) -> None:
    assert abridged(document) is None
