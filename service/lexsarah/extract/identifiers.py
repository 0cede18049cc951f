"""Numbers and addresses that name one thing: case numbers, personal numbers, telephones, e-mail, web, law, post.

Each kind is found by a module of its own; here the first kind that takes a stretch of the text keeps it.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from lexsarah.extract import case_numbers, contacts
from lexsarah.extract.citations import citations
from lexsarah.extract.contacts import Contact
from lexsarah.extract.identity_numbers import identity_numbers
from lexsarah.extract.legal_sources import legal_sources
from lexsarah.extract.taken import Taken
from lexsarah.records import Block, BlockKind, DateValue, Fact, IdentifierValue, ParsedDocument, Producer, Span
from lexsarah.vocabulary import DateRole, IdentifierKind

PRODUCER = Producer("rule", "identifiers", "3")
DAY = re.compile(r"\d{4}-\d\d-\d\d")


@dataclass(frozen=True, slots=True)
class Identifier:
    """An identifier in a text: ``[start, end)``, the words there, and what they stand for."""

    start: int
    end: int
    text: str
    value: IdentifierValue

    @property
    def kind(self) -> IdentifierKind:
        """Its kind."""
        return self.value.kind

    @property
    def normal(self) -> str | None:
        """Its normal form, if it has one."""
        return self.value.normal

    @property
    def span(self) -> Span:
        """Where it stands."""
        return Span(self.start, self.end)


def identifiers_in(text: str, when: date | None = None) -> tuple[Identifier, ...]:
    """Find every identifier of a text, in order, without overlap.

    ``when`` is the day of the document, by which an act is told from the one that replaced it and 1924 from 2024 in the
    two digits of a year of birth (None: not known).
    """
    found = _codes(text, when)
    for finder in (contacts.phones, contacts.postal_addresses):
        found = _with(found, _contacts(text, finder))
    return tuple(sorted(found, key=lambda one: one.start))


def code_spans(text: str) -> tuple[Span, ...]:
    """Where identifiers stand whose figures could be taken for dates or amounts."""
    return tuple(one.span for one in _codes(text, None))


def find_identifiers(document: ParsedDocument, when: date | None = None) -> tuple[Fact, ...]:
    """Find the identifiers of a document, each distinct wording once.

    Menus and other news do not count, except that a block which begins with a web address and is nothing but the way
    to a page names the site itself.
    """
    menus = Taken(block.span for block in document.blocks if _is_menu(document, block))
    facts: dict[tuple[IdentifierKind, str], Fact] = {}
    for one in identifiers_in(document.text, when):
        if menus.overlaps(one.span):
            continue
        fact = Fact("identifier", one.value, (document.evidence(one.span),), PRODUCER)
        facts.setdefault((one.kind, " ".join(one.text.lower().split())), fact)
    return tuple(facts.values())


def day_of(dates: Iterable[Fact], published: date | None) -> date | None:
    """Day of a document: of publication, else the latest whole day that it gives itself.

    By it the act in force is chosen, and the century of a year of birth.

    Days in the text that are nobody's act in the case (``OTHER``) do not count: a deadline lies ahead.
    """
    if published is not None:
        return published
    days = [
        fact.value.edtf
        for fact in dates
        if isinstance(fact.value, DateValue)
        and fact.value.role is not DateRole.OTHER
        and DAY.fullmatch(fact.value.edtf)
    ]
    return date.fromisoformat(max(days)) if days else None


def _is_menu(document: ParsedDocument, block: Block) -> bool:
    return block.kind is BlockKind.BOILERPLATE and not contacts.SITE.fullmatch(document.slice(block.span).strip())


def _codes(text: str, when: date | None) -> list[Identifier]:
    """Everything but telephones and postal addresses."""
    found = _with([], _addresses(text))
    found = _with(found, _identity(text, when))
    found = _with(found, _law(text, when))
    return _with(found, _cases(text))


def _with(found: list[Identifier], more: Iterable[Identifier]) -> list[Identifier]:
    taken = Taken(one.span for one in found)
    return found + [one for one in more if not taken.overlaps(one.span)]


def _identifier(text: str, span: Span, value: IdentifierValue) -> Identifier:
    return Identifier(span.start, span.end, text[span.start : span.end], value)


def _contacts(text: str, finder: Callable[[str], Iterator[Contact]]) -> Iterator[Identifier]:
    for one in finder(text):
        yield _identifier(text, Span(one.start, one.end), IdentifierValue(one.kind, one.normal))


@lru_cache(maxsize=2)
def _addresses(text: str) -> tuple[Identifier, ...]:
    """Addresses of mail, then of pages beside them."""
    return tuple(_with(list(_contacts(text, contacts.emails)), _contacts(text, contacts.web_addresses)))


@lru_cache(maxsize=2)
def _identity(text: str, when: date | None) -> tuple[Identifier, ...]:
    return tuple(_numbers(text, when))


def _numbers(text: str, when: date | None) -> Iterator[Identifier]:
    taken = Taken()
    for one in identity_numbers(text, when):
        span = Span(one.start, one.end)
        if not taken.overlaps(span):
            taken.add(span)
            yield _identifier(text, span, IdentifierValue(one.kind, one.normal, status=one.status))


def _law(text: str, when: date | None) -> Iterator[Identifier]:
    for one in citations(text, when):
        value = IdentifierValue(IdentifierKind.LEGAL_REFERENCE, one.normal, law=one.reference)
        yield _identifier(text, one.span, value)
    for source in legal_sources(text):
        yield _identifier(text, source.span, IdentifierValue(IdentifierKind.LEGAL_SOURCE, source.normal))


@lru_cache(maxsize=2)
def _cases(text: str) -> tuple[Identifier, ...]:
    return tuple(_numbered(text))


def _numbered(text: str) -> Iterator[Identifier]:
    for span in case_numbers.case_numbers(text):
        written = text[span.start : span.end]
        value = IdentifierValue(
            IdentifierKind.CASE_NUMBER, case_numbers.normal(written), issuer=case_numbers.issuer(text, span)
        )
        yield _identifier(text, span, value)
