"""Masks private persons for the index: "[person 1]" for all mentions of one in a case, "[personnummer]", "[telefon]".

The index is searched by many and copied into terms and vectors: it need not know who a client or a carer was. Facts,
evidence and documents keep their words. What nobody found is not masked; docs/search.md says how much that is.
"""

import re
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from lexsarah.index.covered import Covered
from lexsarah.index.marks import OF_NUMBERS, Mask, of_person
from lexsarah.index.people import NAME_WORD, People
from lexsarah.records import IdentifierValue, ParsedDocument, Report, Span
from lexsarah.vocabulary import IdentifierKind

FEWEST_DIGITS = 6
"""Digits of a telephone number; with fewer it is a service ("112"), and tells what somebody did."""
CODE = "851 01 "
"""Before the town in the normal form of a postal address."""


class Found(NamedTuple):
    """What is found in the words of a case for the index alone, besides its facts; in any order.

    ``names`` are of persons, ``numbers`` are identifiers. What the network holds for homes, bodies and places is not
    asked: it takes many a surname for one.
    """

    names: Sequence[Span] = ()
    numbers: Sequence[tuple[Span, IdentifierValue]] = ()


def masks(document: ParsedDocument, report: Report, found: Found) -> tuple[Mask, ...]:
    """Return what is masked in the case of a report, in order and without overlap.

    Of persons all but those in office (``lexsarah.index.office``), numbered in order of the text; of numbers and
    addresses all, for nothing tells whose they are. Of a postal address the town stays.
    """
    text, within = document.text, report.case.span
    numbers = [
        Mask(_without_town(text, span, value), OF_NUMBERS[value.kind])
        for span, value in found.numbers
        if value.kind in OF_NUMBERS and span in within and _is_somebodys(text, span, value)
    ]
    people = People(text, report)
    people.add(span for span in found.names if span in within)
    people.sweep()
    people.add_likely()
    people.sweep()
    people.add_letters()
    taken = Covered(mask.span for mask in numbers)
    order: dict[int, int] = {}
    persons = (
        Mask(part, of_person(order.setdefault(number, len(order) + 1)))
        for span, number in _joined(text, people.private())
        if span in within
        for part in taken.outside(span)
        if NAME_WORD.search(text, part.start, part.end)
    )
    return tuple(sorted((*numbers, *persons)))


def _is_somebodys(text: str, span: Span, value: IdentifierValue) -> bool:
    if value.kind is not IdentifierKind.PHONE or value.normal is not None:
        return True
    written = text[span.start : span.end]
    return any(sign in "Xx█" for sign in written) or sum(map(str.isdigit, written)) >= FEWEST_DIGITS


def _without_town(text: str, span: Span, value: IdentifierValue) -> Span:
    if value.kind is not IdentifierKind.POSTAL_ADDRESS or value.normal is None:
        return span
    written = text[span.start : span.end].removesuffix(value.normal[len(CODE) :]).rstrip()
    return Span(span.start, span.start + len(written))


BETWEEN = re.compile(r"[ \t\u00a0]{0,2}[-‐–]?[ \t\u00a0]{0,2}")
"""Between two mentions that are one: a first name and a surname found apart."""


def _joined(text: str, named: Iterable[tuple[Span, int]]) -> list[tuple[Span, int]]:
    """Unite mentions that overlap, the earlier giving the person, and those of one person side by side."""
    joined: list[tuple[Span, int]] = []
    for span, number in named:
        if joined:
            last, before = joined[-1]
            beside = number == before and BETWEEN.fullmatch(text, last.end, max(last.end, span.start))
            if span.start < last.end or beside:
                joined[-1] = Span(last.start, max(last.end, span.end)), before
                continue
        joined.append((span, number))
    return joined
