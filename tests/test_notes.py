"""What a person is told of how a document was read."""

from dataclasses import replace

import pytest

from lexsarah.notes import notes
from lexsarah.records import Block, BlockKind, Issue, Page, ParsedDocument, Producer, Span, TextMap, TextSource

SWEDISH = "Personalen såg att den boende hade fallit i sitt rum under natten och att larmet inte hade gått fram. " * 3
OCR, NONE = TextSource.OCR, TextSource.NONE


def document(*pages: Page, text: str = SWEDISH, issues: tuple[Issue, ...] = ()) -> ParsedDocument:
    whole = Span(0, len(text))
    blocks = (Block(BlockKind.PARAGRAPH, whole),)
    return ParsedDocument(text, blocks, TextMap(pages), Producer("rule", "test", "1"), issues=issues)


def test_nothing_is_said_where_all_went_well() -> None:
    assert notes(document(Page(0), Page(100))) == ()
    assert notes(document()) == ()


def test_a_scan_says_that_it_is_one_and_which_pages_went_badly() -> None:
    first, second = notes(document(Page(0, OCR, 0.95, 300), Page(50, OCR, 0.4, 200)))
    assert first.startswith("Dokumentet är inskannat.")
    assert second.startswith("Sidan 2 gick dåligt")


def test_scanned_pages_among_others_are_named() -> None:
    (note,) = notes(document(Page(0), *(Page(at, OCR, 0.95, 300) for at in (10, 20, 30)), Page(40)))
    assert note.startswith("Sidorna 2–4 är inskannade.")
    (note,) = notes(document(Page(0), Page(40, OCR, 0.95, 300)))
    assert note.startswith("Sidan 2 är inskannad.")


@pytest.mark.parametrize(("code", "said"), [("ocr_unavailable", "inte installerad"), ("page_without_text", "läs om")])
def test_pages_that_were_not_read_say_why(code: str, said: str) -> None:
    issues = tuple(Issue("parse", code, "x", page) for page in (2, 4))
    (note,) = notes(document(Page(0), Page(50, NONE), Page(50), Page(50, NONE), issues=issues))
    assert note.startswith("Sidorna 2 och 4 har ingen text")
    assert said in note


def test_boxes_that_cannot_be_told_are_counted() -> None:
    one = document()
    box = Block(BlockKind.CHECKBOX, Span(0, 3), label=Span(0, 3), checked=None)
    (note,) = notes(replace(one, blocks=(box,)))
    assert note.startswith("För en kryssruta")
    (note,) = notes(replace(one, blocks=(box, replace(box, span=Span(4, 7)), replace(box, checked=False))))
    assert note.startswith("För 2 kryssrutor")


def test_another_language_is_told() -> None:
    english = (
        "The staff found that the resident had fallen in the room during the night and the alarm was not heard. " * 3
    )
    (note,) = notes(document(text=english))
    assert "svenska" in note


def test_pages_that_the_numbers_miss_are_named() -> None:
    text = SWEDISH + "\nSida 1 (3)"
    blocks = (
        Block(BlockKind.PARAGRAPH, Span(0, len(SWEDISH))),
        Block(BlockKind.BOILERPLATE, Span(len(text) - 10, len(text))),
    )
    (note,) = notes(ParsedDocument(text, blocks, TextMap((Page(0),)), Producer("rule", "test", "1")))
    assert note.startswith("Sidorna 2 och 3 finns inte i filen")


def test_hidden_text_that_was_not_compared_or_is_garbage_is_told() -> None:
    untested = Issue("parse", "text_layer_untested", "x", 1)
    (note,) = notes(document(Page(0), issues=(untested,)))
    assert "inte har jämförts" in note
    garbled = Issue("parse", "garbled_text_layer", "x", 2)
    (note,) = notes(document(Page(0), Page(50), issues=(garbled,)))
    assert note.startswith("Filens text på sidan 2 är oläslig")
    (note,) = notes(document(Page(0), Page(50, OCR, 0.95, 300), issues=(garbled,)))
    assert note.startswith("Sidan 2 är inskannad")
