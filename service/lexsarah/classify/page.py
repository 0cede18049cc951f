"""What the model of documents counts: words of the whole, of the head and of the beginnings of lines, and signs.

What kind a document is shows in how it begins and in the words that its lines begin with ("Foto:", "§ 0", "Beslutande")
more than in what it tells of. What the rules found stands beside the words as signs.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from lexsarah.classify.features import features, tokens
from lexsarah.classify.vectors import Counted
from lexsarah.language import sentences
from lexsarah.records import NOT_ABOUT_THE_CASE, BlockKind, Fact, ParsedDocument, Span

BLOCKS = ("words", "letters", "concepts", "head", "open", "signs")
"""Kinds of features: those of ``features`` · words and pairs of the head · first word and first two words of a
sentence or line · signs."""

HEAD = 400
"""Code points from the start of a text in which a sentence of its head begins: letterhead, title, first lines."""

SAID = frozenset(
    {
        "genre",
        "is_deviation_report",
        "setting_code",
        "provider",
        "decision",
        "ivo",
        "reported_to_ivo",
        "service_area",
        "law",
    }
)
"""Fields whose values, as the rules found them, are signs."""

FOUND = frozenset({"cause", "measure", "consequence"})
"""Fields of which it is a sign how many facts the rules found …"""

FOUND_ONCE = 0.3
"""… each this much, 1 together at most."""

LONG = 8_000
"""Code points of a long document: longer ones are alike."""

LENGTHS = (700, 1_500, 3_000, 6_000)
"""Code points past which it is a sign of its own."""


@dataclass(frozen=True, slots=True)
class Line:
    """A sentence or a line, where it stands and what it stands in; ``about``: it may say something about the case."""

    span: Span
    kind: BlockKind
    role: str
    about: bool


def lines(document: ParsedDocument) -> tuple[Line, ...]:
    """Cut what a case has of its document into sentences: those about the case first, each part in order.

    Boxes that are not ticked say nothing, nor do the blocks of other cases.
    """
    found = [
        Line(span, block.kind, block.role.value if block.role else "none", block.kind not in NOT_ABOUT_THE_CASE)
        for block in document.blocks
        if block.kind is not BlockKind.OTHER_MATTER and not (block.kind is BlockKind.CHECKBOX and not block.checked)
        for span in sentences(document.text, block.span)
    ]
    return tuple(sorted(found, key=lambda line: not line.about))


def counted(
    document: ParsedDocument, cut: Sequence[Line], facts: Iterable[Fact], known: frozenset[str] | None = None
) -> list[Counted]:
    """Count the features of every line, and last, as an item of its own, those of the whole: the signs.

    ``known`` holds the words that a line may begin with (``features.tokens``); None: any.
    """
    items: list[Counted] = [_of_line(document, line, known) for line in cut]
    nothing: dict[str, Mapping[str, float]] = {block: {} for block in BLOCKS}
    return [*items, nothing | {"signs": signs(cut, facts)}]


def _of_line(document: ParsedDocument, line: Line, known: frozenset[str] | None) -> Counted:
    words = tokens(document.slice(line.span), known)
    found = features(words)
    first = Counter((words[0], " ".join(words[:2]))) if words else Counter()
    head = found["words"] if line.span.start < HEAD else Counter()
    return {**found, "head": head, "open": first, "signs": Counter()}


def signs(cut: Sequence[Line], facts: Iterable[Fact]) -> dict[str, float]:
    """Return what is no word: values that rules found, how many findings, kinds and roles of lines, length."""
    found: Counter[str] = Counter(f"kind={line.kind.value}" for line in cut)
    found.update(f"role={line.role}" for line in cut)
    told = {name: times / len(cut) for name, times in found.items()}
    length = sum(len(line.span) for line in cut)
    told |= {"long": min(1.0, length / LONG)} | {f"over {least}": 1.0 for least in LENGTHS if length > least}
    findings: Counter[str] = Counter()
    for fact in facts:
        if fact.field in SAID:
            told[f"{fact.field}={fact.value}"] = 1.0
        elif fact.field in FOUND:
            findings[fact.field] += 1
    return told | {name: min(1.0, FOUND_ONCE * times) for name, times in findings.items()}
