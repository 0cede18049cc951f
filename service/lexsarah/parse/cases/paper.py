"""The blocks of a document with what their words say: what cases are told by."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from lexsarah.parse.cases.words import ADDRESS, COMMON, EMPTY, GRADE
from lexsarah.parse.structure.headings import key
from lexsarah.parse.structure.sections import announced
from lexsarah.records import NOT_ABOUT_THE_CASE, BlockKind, ParsedDocument, Span
from lexsarah.reference import rows
from lexsarah.vocabulary import SectionRole

LEAST_WORDS = 8
"""Words under an opener that can tell of an event; rows of an overview have fewer."""

LEAST_TALE = 12
"""Words of an item or a row that tells of an event by itself."""

MAX_HEAD_WORDS = 9
"""Words of a line that is taken for a heading by what stands under it alone."""

MAX_NAME_WORDS = 8
"""Words of a signature."""

TAIL = 8
"""Blocks at the end of a document among which a few words without a stop are a signature."""

METADATA = re.compile(r"(?P<label>[^:]{2,40}):\s+\S.*")
"""A line with a label and a value, which is no heading though it is short."""


@dataclass(frozen=True, slots=True)
class Part:
    """Blocks ``first`` to ``last`` (inclusive) of a document."""

    first: int
    last: int


@cache
def event_words() -> re.Pattern[str]:
    """Words of an event, or of somebody that it befell."""
    listed = [row["pattern"] for row in rows("deviation_cues.csv") if row["sign"] in {"event", "victim"}]
    return re.compile(rf"\b(?:{'|'.join(listed)})\b", re.IGNORECASE)


class Paper:
    """A document's blocks; ``words[i]`` are those of block ``i``, white space made single."""

    def __init__(self, document: ParsedDocument) -> None:
        self.document = document
        self.blocks = document.blocks
        self.words = [" ".join(document.slice(block.span).split()) for block in self.blocks]
        self.headings = frozenset(at for at in range(len(self.blocks)) if self._heads(at))

    def _heads(self, at: int) -> bool:
        """Whether a block is a heading, or a short line right over a text where no blank line sets headings off."""
        block, words = self.blocks[at], self.words[at]
        metadata = METADATA.fullmatch(words) if len(words) <= MAX_HEAD_WORDS * 20 else None
        if metadata and (announced(metadata["label"])[1] or any(map(str.isdigit, words))) and not words[0].isdigit():
            return False
        if block.kind is not BlockKind.PARAGRAPH:
            return block.kind is BlockKind.HEADING
        size = len(words.split())
        if size > MAX_HEAD_WORDS or words.endswith((".", ",", ";", ":", "!", "?")) or not words[:1].isupper():
            return False
        below = range(at + 1, min(at + 3, len(self.blocks)))
        return any(self.blocks[near].kind is BlockKind.PARAGRAPH and self.is_long(near) for near in below)

    def candidates(self, part: Part, *kinds: BlockKind) -> Iterator[int]:
        """Yield the blocks of a part that may be about a case, of some kinds or any."""
        for at in range(part.first, part.last + 1):
            kind = self.blocks[at].kind
            if kind not in NOT_ABOUT_THE_CASE and (not kinds or kind in kinds):
                yield at

    def text(self, part: Part) -> str:
        """Words of a part as they stand."""
        return self.document.slice(self.span(part))

    def span(self, part: Part) -> Span:
        """Span of a part."""
        return Span(self.blocks[part.first].span.start, self.blocks[part.last].span.end)

    def size(self, part: Part) -> int:
        """Words in a part."""
        return sum(len(self.words[at].split()) for at in range(part.first, part.last + 1))

    def can_tell(self, at: int) -> bool:
        """Whether an item of a list or a row of a table is long enough to tell of an event by itself."""
        return len(self.words[at].split()) >= LEAST_TALE

    def is_long(self, at: int) -> bool:
        """Whether a block is a paragraph of running text."""
        return len(self.words[at].split()) >= 2 * LEAST_WORDS

    def is_usual(self, at: int) -> bool:
        """Whether a heading names a section that any paper may have."""
        return announced(self.words[at])[1] or self.is_common(at)

    def is_common(self, at: int) -> bool:
        """Whether a heading stands over what is said of all the cases."""
        return COMMON.fullmatch(key(self.words[at])) is not None

    def is_signature(self, at: int) -> bool:
        """Whether a block holds a name at the end of a paper, or an address."""
        block, words = self.blocks[at], self.words[at]
        if block.kind is BlockKind.FIELD and block.label is not None:
            return announced(self.document.slice(block.label))[0] is SectionRole.SIGNATURES
        return (
            block.kind in {BlockKind.PARAGRAPH, BlockKind.TABLE}
            and len(words.split()) <= MAX_NAME_WORDS
            and (ADDRESS.search(words) is not None or self._is_name(at))
        )

    def _is_name(self, at: int) -> bool:
        block, words = self.blocks[at], self.words[at]
        return (
            not words.endswith((".", "!", "?", ":", ")"))
            and not GRADE.search(words)
            and not event_words().search(words)
            and (block.role is SectionRole.SIGNATURES or at >= len(self.blocks) - TAIL)
        )

    def body(self, part: Part) -> str:
        """Words of a part but its headings and what is not about the case."""
        return " ".join(self.words[at] for at in self.candidates(part) if at not in self.headings)

    def has_body(self, part: Part) -> bool:
        """Whether a part says something under its opener."""
        body = self.body(part)
        size = len(body.split())
        return size >= LEAST_WORDS and not (size < 3 * LEAST_WORDS and EMPTY.search(body))

    def tells(self, part: Part) -> bool:
        """Whether a part has words of an event."""
        return event_words().search(self.body(part)) is not None

    def is_graded(self, part: Part) -> bool:
        """Whether a part has a grade of its own."""
        return GRADE.search(self.text(part)) is not None

    def labels(self, part: Part) -> frozenset[SectionRole]:
        """Roles that headings and labels under the opener of a part announce."""
        told = (
            announced(self.words[at].partition(":")[0])[0]
            for at in self.candidates(Part(part.first + 1, part.last))
            if at in self.headings or ":" in self.words[at][:40]
        )
        return frozenset(role for role in told if role is not None)
