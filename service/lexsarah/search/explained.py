"""Why a hit is there: which words of the question it has, which of its codes they name, which sentence is nearest."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from lexsarah.index.encoder import Encoder
from lexsarah.index.terms import Asked, Kind, asked, spotted
from lexsarah.labels import code_label
from lexsarah.language import sentences
from lexsarah.records import Span
from lexsarah.search.hits import Hit
from lexsarah.search.meaning import Vector
from lexsarah.search.question import parsed
from lexsarah.store.database import Connection

FIELDS = (
    "event_type",
    "misconduct_type",
    "cause",
    "consequence",
    "measure",
    "service_area",
    "setting_code",
    "decision",
)
"""Fields whose codes are shown where the question names them."""


@dataclass(frozen=True, slots=True)
class Matched:
    """Words of the question, and how they stand in the passage: ``written`` are the forms there.

    ``kind`` is that of the term that was found: the word itself, a part of a compound, another form of a name, or a
    word of the trade that the thesaurus adds.
    """

    words: str
    written: tuple[str, ...]
    kind: Kind


@dataclass(frozen=True, slots=True)
class Explanation:
    """``codes`` are (field, value) of the case that the question names; ``sentence`` is the nearest by meaning."""

    matched: tuple[Matched, ...]
    codes: tuple[tuple[str, str], ...]
    sentence: Span | None


def explanations(
    connection: Connection, text: str, hits: Sequence[Hit], encoder: Encoder | None, vector: Vector | None
) -> tuple[Explanation, ...]:
    """Explain hits of a question, in their order.

    The nearest sentence is sought for hits that have no word of the question, where there is an encoder.
    """
    wanted = asked(parsed(text).words)
    terms = {each.term for each in wanted}
    rows = connection.execute(
        "SELECT case_id, field, value FROM codes WHERE case_id = ANY(%s) AND field = ANY(%s) ORDER BY field, value",
        [[hit.case_id for hit in hits], list(FIELDS)],
    ).fetchall()
    named = [
        (row["case_id"], (row["field"], row["value"]))
        for row in rows
        if terms & _terms_of_code(row["field"], row["value"])
    ]
    by_case: dict[UUID, Span | None] = {}
    wordless = [hit for hit in hits if not hit.marks]
    if encoder is not None and vector is not None and wordless:
        nearest = _nearest_sentences([hit.text for hit in wordless], encoder, vector)
        by_case.update(zip((hit.case_id for hit in wordless), nearest, strict=True))
    return tuple(
        Explanation(
            _matched(hit.text, wanted),
            tuple(code for case_id, code in named if case_id == hit.case_id),
            by_case.get(hit.case_id),
        )
        for hit in hits
    )


def _terms_of_code(field: str, value: str) -> frozenset[str]:
    return frozenset(each.term for each in spotted(code_label(field, value)) if each.kind is not Kind.PART)


def _matched(text: str, wanted: Sequence[Asked]) -> tuple[Matched, ...]:
    """Say of each asked term that stands in a text how it is written there."""
    written: dict[str, dict[str, None]] = {}
    parts: dict[str, bool] = {}
    for each in spotted(text):
        written.setdefault(each.term, {})[text[each.span.start : each.span.end].lower()] = None
        parts[each.term] = parts.get(each.term, True) and each.kind is Kind.PART
    return tuple(
        Matched(each.words, tuple(written[each.term]), Kind.PART if parts[each.term] else each.kind)
        for each in wanted
        if each.term in written
    )


def _nearest_sentences(texts: Sequence[str], encoder: Encoder, vector: Vector) -> list[Span | None]:
    """Return the sentence of each text that is nearest to a question."""
    spans = [list(sentences(text, Span(0, len(text)))) for text in texts]
    flat = [text[span.start : span.end] for text, found in zip(texts, spans, strict=True) for span in found]
    near = iter((encoder.passages(flat) @ vector).tolist())
    chosen: list[Span | None] = []
    for found in spans:
        rated = [(next(near), -span.start, span) for span in found]
        chosen.append(max(rated)[2] if rated else None)
    return chosen
