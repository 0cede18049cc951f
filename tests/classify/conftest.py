from collections.abc import Callable

import pytest

from lexsarah.classify.types import TypeClassifier, load
from lexsarah.records import Block, BlockKind, Case, ParsedDocument, Producer, Span, TextMap
from lexsarah.resources import folder

Written = Callable[..., tuple[ParsedDocument, Case]]


@pytest.fixture(scope="session")
def classifier() -> TypeClassifier:
    return load(folder("models") / "types")


@pytest.fixture
def written() -> Written:
    """A document of blocks: strings are paragraphs, else (kind, text) or (kind, text, section) or with checked."""

    def make(*given):
        text, blocks = "", []
        for one in given:
            kind, words, section, checked = ((BlockKind.PARAGRAPH, one) if isinstance(one, str) else one) + (None,) * (
                2 if isinstance(one, str) else 4 - len(one)
            )
            blocks.append(Block(kind, Span(len(text), len(text) + len(words)), section=section, checked=checked))
            text += words + "\n\n"
        document = ParsedDocument(text, tuple(blocks), TextMap(), Producer("rule", "test", "1"))
        return document, Case(Span(0, len(text)), "")

    return make
