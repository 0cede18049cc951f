"""Pages that the numbers on the others say there should be."""

import pytest

from lexsarah.parse.page_numbers import missing_pages
from lexsarah.records import Block, BlockKind, Page, ParsedDocument, Producer, Span, TextMap


def document(*footers: str) -> ParsedDocument:
    """One page for each footer; an empty one is none."""
    text, blocks, pages = "", [], []
    for footer in footers:
        pages.append(Page(len(text)))
        for kind, words in ((BlockKind.PARAGRAPH, "Text på sidan."), (BlockKind.BOILERPLATE, footer)):
            if words:
                blocks.append(Block(kind, Span(len(text), len(text) + len(words))))
                text += words + "\n"
    return ParsedDocument(text, tuple(blocks), TextMap(tuple(pages)), Producer("rule", "test", "1"))


@pytest.mark.parametrize(
    ("footers", "missing"),
    [
        (("Sida 1 (2)", "Sida 2 (2)"), ()),
        (("1(5)", "2(5)", "5(5)"), (3, 4)),
        (("Exempelkommunen  Sida 1 av 3", "Exempelkommunen  Sida 2 av 3"), (3,)),
        (("", "2 (4)", "3 (4)"), (4,)),
        (("Sid 1/10",), tuple(range(2, 11))),
        (("", "2 (4)", "", "4 (4)"), ()),
        (("1 (2)", "1 (2)"), ()),
        (("1 (2)", "1 (3)"), ()),
        (("Tryckt 1/12",), ()),
        (("Sida 7 (3)",), ()),
        (("Dnr 2023/14", "Dnr 2023/14"), ()),
        (("", ""), ()),
    ],
)
def test_missing_pages(footers: tuple[str, ...], missing: tuple[int, ...]) -> None:
    assert missing_pages(document(*footers)) == missing


def test_a_number_in_the_text_is_none_of_the_page() -> None:
    text = "Se sida 1 (9) i utredningen."
    block = Block(BlockKind.PARAGRAPH, Span(0, len(text)))
    assert not missing_pages(ParsedDocument(text, (block,), TextMap((Page(0),)), Producer("rule", "test", "1")))
