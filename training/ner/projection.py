"""The annotations of corpus/documents as names in the text: the gold lists who is named, not where.

Silver: every place of an annotated name counts, and a person's surname or given name alone; a place name counts where
the text uses it as a place; elsewhere a word that is also the name of a place is unsure.
"""

import csv
import re
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path
from typing import Any

from lexsarah.extract.taken import Taken
from lexsarah.records import Span
from lexsarah.reference import localities, municipalities, words_of
from training.documents import CORPUS, Document, documents
from training.ner.sentence import Name, Sentence, Source

OPEN, SHUT = r"(?<![\w-])", r"(?!\w|-\w)"
COMPANY = re.compile(r"\b(?:AB|HB|KB|kommun|kommuner|stad|förening|förbund|region|Region|Stiftelsen)\b")
AUTHORITY = re.compile(r"(?:nämnd|nämnden|förvaltning|förvaltningen|styrelsen|kontoret|utskottet|myndigheten|verket)$")
TITLE_END = re.compile(r",| (?:för|på|i|vid|inom|hos|av|till|med|och ansvarig)\b")
PLACE = re.compile(
    r"(?<![\w-])(?:i|från|till|vid|utanför|nära|mellan|centrala|norra|södra|östra|västra) "
    rf"(?P<name>[A-ZÅÄÖ]\w+(?: [A-ZÅÄÖ]\w+)?){SHUT}"
)
CAPITALISED = re.compile(r"(?<=[\w,;] )[A-ZÅÄÖ][\w-]*")
"""A capital inside a sentence."""
BESIDE = 120
"""Code points between a name and its role, at most."""


def split_of(path: Path = CORPUS / "splits.csv") -> dict[str, str]:
    """Return train, dev or test by document."""
    with path.open(encoding="utf-8", newline="") as lines:
        return {row["document"]: row["split"] for row in csv.DictReader(lines)}


def corpus(split: str) -> Iterator[tuple[Document, list[Sentence]]]:
    """Yield the documents of a split with their lines."""
    chosen = split_of()
    for document in documents():
        if chosen[document.name] == split:
            yield document, list(lines(document.text, project(document.text, document.case)))


def lines(text: str, names: Iterable[Name]) -> Iterator[Sentence]:
    """Cut a text and the names in it into lines."""
    left, known = sorted(names), _known_places()
    for line in re.finditer(r"[^\n]+", text):
        start, end = line.span()
        inside = tuple(
            Name(one.start - start, one.end - start, one.label) for one in left if start <= one.start and one.end <= end
        )
        taken = Taken(Span(one.start, one.end) for one in inside)
        unsure = tuple(
            match.span()
            for match in CAPITALISED.finditer(line.group())
            if match.group() in known and not taken.overlaps(Span(*match.span()))
        )
        yield Sentence(Source.CORPUS, line.group(), inside, unsure)


def project(text: str, case: Any) -> tuple[Name, ...]:  # noqa: ANN401  (the annotation as JSON)
    """Find where the annotated names stand, longest first; none overlaps another."""
    found: list[Name] = []
    taken = Taken()

    def take(label: str, places: Iterable[Span]) -> list[Span]:
        new = [place for place in places if not taken.overlaps(place)]
        for place in new:
            taken.add(place)
            found.append(Name(place.start, place.end, label))
        return new

    people = [person["name"] for person in case["persons"]]
    path = frozenset(case["units"] or ())
    bodies = {name: "UNIT" if _is_unit(name, path) else "ORG" for name in case["organisations"]}
    wanted = [(name, "PER") for name in people] + list(bodies.items())
    for name, label in sorted(wanted, key=lambda one: (-len(one[0]), one)):
        take(label, _everywhere(text, name))
    for name in people:
        for part in name.split():
            if len(part) > 2 and part[0].isupper():
                take("PER", _everywhere(text, part))
    for start, end in _roles(text, case["persons"]):
        take("ROLE", [Span(start, end)])
    for place in {case["municipality"], case["place"]} - {None}:
        take("LOC", _everywhere(text, place))
    take("LOC", _places(text))
    return tuple(sorted(found))


def _is_unit(name: str, path: frozenset[str]) -> bool:
    """Whether an organisation is a home, district or team: it is in the path of units, or named like one."""
    if COMPANY.search(name) or AUTHORITY.search(name):
        return False
    return (
        name in path
        or name.endswith(tuple(words_of("home_end") | words_of("after_name")))
        or (name.split(maxsplit=1)[0] in words_of("before_name"))
    )


def _everywhere(text: str, name: str) -> list[Span]:
    """Return every place of a name, its genitive -s included."""
    pattern = r"\s+".join(re.escape(word) for word in name.split())
    return [Span(*match.span()) for match in re.finditer(rf"{OPEN}{pattern}(?::?s)?{SHUT}", text)]


def _places(text: str) -> Iterator[Span]:
    """Yield known places behind a word that says where."""
    known = _known_places()
    for match in PLACE.finditer(text):
        name = match.group("name")
        for candidate in (name, name.split()[0]):
            if candidate in known or candidate.removesuffix("s") in known:
                yield Span(match.start("name"), match.start("name") + len(candidate))
                break


@cache
def _known_places() -> frozenset[str]:
    return frozenset(one.name for one in municipalities()) | frozenset(localities())


def _roles(text: str, persons: Iterable[dict[str, Any]]) -> Iterator[tuple[int, int]]:
    """Yield the titles of the persons, each where it stands beside its person's name."""
    for person in persons:
        title = TITLE_END.split(person["role"] or "")[0].strip()
        if not title:
            continue
        titles = _everywhere(text, title)
        for name in _everywhere(text, person["name"]):
            apart = [(max(one.start - name.end, name.start - one.end), one) for one in titles]
            if apart and min(apart)[0] <= BESIDE:
                yield min(apart)[1].start, min(apart)[1].end
