"""Passages cover the text about the case once, and nothing else."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from lexsarah.index.passages import WORDS, passages
from lexsarah.language import WORD
from lexsarah.records import NOT_ABOUT_THE_CASE, Block, BlockKind, Case, ParsedDocument, Producer, Span, TextMap

RULE = Producer("rule", "test", "1")
kinds = st.sampled_from([BlockKind.PARAGRAPH, BlockKind.HEADING, BlockKind.LAW_BOX, BlockKind.BOILERPLATE])
texts = st.lists(
    st.sampled_from(["Larmet ringde.", "Ingen kom på natten.", "Ja!", "Hon väntade i tre timmar"]),
    min_size=1,
    max_size=60,
)


def document_of(parts: list[tuple[BlockKind, str]]) -> ParsedDocument:
    text, blocks, section = "", [], None
    for kind, content in parts:
        section = content if kind is BlockKind.HEADING else section
        blocks.append(Block(kind, Span(len(text), len(text) + len(content)), section))
        text += content + "\n"
    return ParsedDocument(text, tuple(blocks), TextMap(), RULE)


@given(st.lists(st.tuples(kinds, texts.map(" ".join)), min_size=1, max_size=12))
def test_every_word_about_the_case_is_in_one_passage(parts: list[tuple[BlockKind, str]]) -> None:
    document = document_of(parts)
    made = passages(document, Case(Span(0, len(document.text)), "x"))
    about = [word for kind, text in parts if kind not in NOT_ABOUT_THE_CASE for word in WORD.findall(text)]
    assert [word for passage in made for word in WORD.findall(passage.text)] == about
    assert all(first.span.end <= second.span.start for first, second in pairwise(made))
    assert all(len(WORD.findall(passage.text)) <= WORDS for passage in made)


def test_a_passage_starts_with_its_section() -> None:
    long = " ".join(["Larmet ringde hela natten."] * 20)
    document = document_of([(BlockKind.PARAGRAPH, long), (BlockKind.HEADING, "Orsaker"), (BlockKind.PARAGRAPH, long)])
    first, second = passages(document, Case(Span(0, len(document.text)), "x"))
    assert first.section is None
    assert second.section == "Orsaker"
    assert second.text.startswith("Orsaker\nLarmet")
