"""The words of every fact, marked in the text."""

from hypothesis import given
from hypothesis import strategies as st

from lexsarah.records import Block, BlockKind, ParsedDocument, Producer, Span, TextMap
from lexsarah.ui.facts import FactView
from lexsarah.ui.marked import Marked, Piece, marked

RULE = Producer("rule", "test", "1")


def document(text: str, *blocks: Block) -> ParsedDocument:
    return ParsedDocument(text, blocks, TextMap(), RULE)


def fact(key: str, parsed: ParsedDocument, *spans: Span) -> FactView:
    found = tuple(parsed.evidence(span) for span in spans)
    return FactView(key, "", "", False, "", "", evidence=found, pages="", weighty=True, ocr=False, unsure=False)


def pieces(shown: Marked) -> list[Piece]:
    return [piece for element in shown.elements for line in element.lines for cell in line.cells for piece in cell]


def words_of(shown: Marked, name: str) -> str:
    return "".join(piece.text for piece in pieces(shown) if name in piece.evidence.split())


def squeezed(text: str) -> str:
    return "".join(text.split())


TEXT = "Rubrik här\n\nFörsta stycket är långt nog.\nNamn: Värdet\tcell två\n\nSlutet på det hela."
BLOCKS = (
    Block(BlockKind.HEADING, Span(0, 10)),
    Block(BlockKind.PARAGRAPH, Span(12, 40)),
    Block(BlockKind.FIELD, Span(41, 53), label=Span(41, 45), value=Span(47, 53)),
    Block(BlockKind.LAW_BOX, Span(64, 83)),
)


@given(st.lists(st.tuples(st.integers(0, len(TEXT) - 1), st.integers(1, 40)), max_size=8))
def test_pieces_of_an_evidence_are_its_quote_and_the_text_stays_whole(drawn: list[tuple[int, int]]) -> None:
    parsed = document(TEXT, *BLOCKS)
    facts = [fact(f"u1-{n}", parsed, Span(at, min(at + size, len(TEXT)))) for n, (at, size) in enumerate(drawn)]
    shown = marked(parsed, facts)
    assert squeezed("".join(piece.text for piece in pieces(shown))) == squeezed(TEXT)
    for one in facts:
        assert squeezed(words_of(shown, f"{one.key}.0")) == squeezed(one.evidence[0].quote)
    anchors = [piece.anchor for piece in pieces(shown) if piece.anchor]
    assert len(anchors) == len(set(anchors))
    assert set(shown.anchors.values()) <= set(anchors)


def test_an_overlap_belongs_to_both() -> None:
    parsed = document("ett två tre", Block(BlockKind.PARAGRAPH, Span(0, 11)))
    shown = marked(parsed, [fact("a", parsed, Span(0, 7)), fact("b", parsed, Span(4, 11))])
    assert [(piece.text, piece.evidence) for piece in pieces(shown)] == [
        ("ett ", "a.0"),
        ("två", "a.0 b.0"),
        (" tre", "b.0"),
    ]
    assert shown.anchors == {"a.0": "m1", "b.0": "m2"}


def test_kinds_become_elements_and_neighbours_stand_together() -> None:
    text = "☒ Ja\n☐ Nej\n\nÅr\tAntal\n2022\t3"
    parsed = document(
        text,
        Block(BlockKind.CHECKBOX, Span(0, 4), checked=True),
        Block(BlockKind.CHECKBOX, Span(5, 10), checked=False),
        Block(BlockKind.TABLE, Span(12, 20)),
        Block(BlockKind.TABLE, Span(21, 27)),
    )
    boxes, table = marked(parsed, []).elements
    assert (boxes.kind, [line.checked for line in boxes.lines]) == ("boxes", [True, False])
    assert [[cell[0].text for cell in line.cells] for line in table.lines] == [["År", "Antal"], ["2022", "3"]]


def test_words_between_blocks_are_not_lost_and_law_boxes_are_labelled() -> None:
    shown = marked(document(TEXT, *BLOCKS), [])
    assert [element.kind for element in shown.elements] == ["heading", "paragraph", "fields", "paragraph", "law"]
    assert "används inte som underlag" in shown.elements[-1].label
    label, value = shown.elements[2].lines[0].cells
    assert (label[0].text, value[0].text) == ("Namn: ", "Värdet")
