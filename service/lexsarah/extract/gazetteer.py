"""Names of municipalities, localities and districts in a text, and the sites of municipalities.

A name is found in capitals, in small letters before "kommun", with a genitive -s and grown together with the next word
("Ljungby kommunUtredning"). What a name says of the case is for ``places`` to weigh.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from lexsarah.records import Span
from lexsarah.reference import localities, municipalities

AMBIGUOUS = frozenset(
    "Ale Berg Eda Flen Habo Håbo Kil Lund Mark Mora Nora Sala Vara Heby Hjo Dorotea Vilhelmina Åre Tranås".split()
)
"""Municipalities whose names are words or names of people: a bare mention proves nothing."""

CITY = re.compile(r"\s+((?i:kommun(?:s|en|ens|al|ala|alt)?|stad(?:s|en|ens)?|stads\s+kommun))(?![a-zåäö])")

WORD = re.compile(r"(?<![\w@./-])(?:[A-ZÅÄÖ][\w-]*|[a-zåäö][a-zåäö-]{1,20}(?= kommun(?:en|s)?(?!\w)))")
"""Where a name may begin; in small letters only before "kommun"."""


@dataclass(frozen=True, slots=True)
class Name:
    """A name of a place as it stands in the text.

    ``municipality`` is the short name of the municipality that it is or lies in, ``own`` whether it is the
    municipality's own name and ``sure`` that a list of others says where it lies; ``city`` is the word after it
    ("kommun", "stad"), which ends at ``city_end``.
    """

    span: Span
    municipality: str
    own: bool
    sure: bool
    city: str | None
    city_end: int

    @property
    def ambiguous(self) -> bool:
        """Whether the name is also a word or somebody's name."""
        return self.own and self.municipality in AMBIGUOUS


@cache
def _forms() -> dict[str, str]:
    """Written form of a name (lower case) → short name; with the genitive, and the forms before "kommun"."""
    forms: dict[str, str] = {}
    for one in municipalities():
        before_kommun = one.official_name.removesuffix(" kommun")
        for form in (one.name, one.name if one.name.endswith("s") else one.name + "s", before_kommun):
            forms[form.lower()] = one.name
    return forms


@cache
def _districts() -> dict[str, str]:
    """Written form of a locality or a district (lower case, with the genitive) → its name."""
    forms: dict[str, str] = {}
    for name in localities():
        forms[name.lower()] = name
        if not name.endswith("s"):
            forms.setdefault(f"{name.lower()}s", name)
    return forms


@cache
def _by_first_word() -> dict[str, tuple[str, ...]]:
    """Return the names of municipalities and localities (lower case) by their first word, the longest first."""
    table: dict[str, list[str]] = {}
    for name in {*_forms(), *_districts()}:
        table.setdefault(name.split()[0], []).append(name)
    return {first: tuple(sorted(names, key=len, reverse=True)) for first, names in table.items()}


def names(text: str) -> Iterator[Name]:
    """Yield every name of a municipality, a locality or a district in order; the longest where several fit."""
    end = 0
    for word in WORD.finditer(text):
        if word.start() < end:
            continue
        for low in _by_first_word().get(word.group().lower(), ()):
            end = word.start() + len(low)
            after = text[end : end + 2]
            written = text[word.start() : end]
            if written.lower() != low or re.match(r"[\w@]|-[a-zåäöP]", after):
                continue
            city = CITY.match(text, end)
            found = _name(written, low, Span(word.start(), end), city)
            if found is not None:
                yield found
                break


def _name(written: str, low: str, span: Span, city: re.Match[str] | None) -> Name | None:
    after, city_end = (city[1], city.end()) if city else (None, span.end)
    if low in _forms():
        name = Name(span, _forms()[low], True, True, after, city_end)
        return None if name.ambiguous and written[0].islower() else name
    # A locality or a district is written as it is listed, or in capitals.
    known = _districts()[low]
    if written.isupper() or written.startswith(known):
        place = localities()[known]
        return Name(span, place.municipality, False, place.checked, after, city_end)
    return None


def is_place(name: str) -> bool:
    """Whether a name is that of a municipality, a locality or a district."""
    return name.lower() in _forms() or name in localities()


SITE = re.compile(r"(?:[\w-]{1,63}\.){1,8}(?:se|example|exempel)(?![\w-])", re.IGNORECASE)
"""A site; a label has at most 63 characters (RFC 1035). ".example" is for examples (RFC 2606)."""

AFFIX = re.compile(
    r"^(?:exempel|example|kommun|www|edu)-|-(?:exempel|example|kommun|stad)$|(?<=\w\w)(?:kommun|kommunen|stad)$"
)
"""What a municipality's label may carry beside its name; an invented address says that it is one."""


@cache
def _domains() -> dict[str, str]:
    """Label of a municipality's site → short name: å, ä, ö become a and o, spaces go or become hyphens."""
    domains: dict[str, str] = {}
    for one in municipalities():
        plain = one.name.lower().translate(str.maketrans("åäöé", "aaoe"))
        for form in {one.name.lower(), plain.replace(" ", ""), plain.replace(" ", "-"), plain.replace("-", "")}:
            domains[form] = one.name
    return domains | {"habo": "Håbo", "habokommun": "Habo"}


def sites(text: str) -> Iterator[tuple[Span, str]]:
    """Yield the addresses of sites and mailboxes that are a municipality's, with its short name."""
    for match in SITE.finditer(text):
        for label in reversed(match.group().lower().split(".")[:-1]):
            owner = _domains().get(label) or _domains().get(AFFIX.sub("", label))
            if owner:
                yield Span(*match.span()), owner
                break
