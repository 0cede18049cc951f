"""Passages cover the text about the case once, and nothing else."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from lexsarah.index.marks import Mask
from lexsarah.index.passages import WORDS, passages
from lexsarah.language import WORD
from lexsarah.records import NOT_ABOUT_THE_CASE, Block, BlockKind, Case, Page, ParsedDocument, Producer, Span, TextMap
from lexsarah.vocabulary import SectionRole

RULE = Producer("rule", "test", "1")
kinds = st.sampled_from(
    [BlockKind.PARAGRAPH, BlockKind.HEADING, BlockKind.LIST_ITEM, BlockKind.FIELD, *sorted(NOT_ABOUT_THE_CASE)]
)
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


@given(st.lists(st.tuples(kinds, texts.map(" ".join)), min_size=1, max_size=12))
def test_no_passage_reaches_over_what_is_not_about_the_case(parts: list[tuple[BlockKind, str]]) -> None:
    document = document_of(parts)
    aside = [block.span for block in document.blocks if block.kind in NOT_ABOUT_THE_CASE]
    for passage in passages(document, Case(Span(0, len(document.text)), "x")):
        assert not any(passage.span.overlaps(span) for span in aside)
        assert passage.text.split() == document.slice(passage.span).split()


@given(st.integers(0, 11), st.lists(st.tuples(kinds, texts.map(" ".join)), min_size=1, max_size=12))
def test_a_case_has_passages_of_its_own_part_alone(at: int, parts: list[tuple[BlockKind, str]]) -> None:
    document = document_of(parts)
    own = document.blocks[at % len(document.blocks)].span
    assert all(passage.span in own for passage in passages(document, Case(own, "x")))


def test_a_passage_starts_with_its_section() -> None:
    long = " ".join(["Larmet ringde hela natten."] * 20)
    document = document_of([(BlockKind.PARAGRAPH, long), (BlockKind.HEADING, "Orsaker"), (BlockKind.PARAGRAPH, long)])
    first, second = passages(document, Case(Span(0, len(document.text)), "x"))
    assert first.section is None
    assert second.section == "Orsaker"
    assert second.text.startswith("Orsaker\nLarmet")


def test_a_passage_has_the_role_of_most_of_its_words_and_its_first_page() -> None:
    text = "Larmet ringde.\nIngen kom på hela natten, och hon väntade.\nRutinen saknades."
    lines = [Span(at, at + len(line)) for line in text.split("\n") for at in [text.index(line)]]
    roles = (None, SectionRole.EVENT, SectionRole.CAUSE)
    blocks = tuple(Block(BlockKind.PARAGRAPH, span, role=role) for span, role in zip(lines, roles, strict=True))
    paged = TextMap((Page(0), Page(lines[0].start), Page(lines[1].start)))
    (passage,) = passages(ParsedDocument(text, blocks, paged, RULE), Case(Span(0, len(text)), "x"))
    assert passage.role is SectionRole.EVENT
    assert passage.page == 2
    assert passages(ParsedDocument(text, blocks, TextMap(), RULE), Case(Span(0, len(text)), "x"))[0].page is None


def test_masks_stand_in_the_text_and_in_the_section() -> None:
    document = document_of([(BlockKind.HEADING, "Samtal med Astrid"), (BlockKind.PARAGRAPH, "Astrid kom på natten.")])
    hidden = tuple(Mask(Span(at, at + 6), "[person 1]") for at in (11, 18))
    (passage,) = passages(document, Case(Span(0, len(document.text)), "x"), hidden)
    assert passage.section == "Samtal med [person 1]"
    assert passage.text == "Samtal med [person 1]\n[person 1] kom på natten."
    assert passage.span == Span(0, len(document.text) - 1)
