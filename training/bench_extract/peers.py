"""Other finders of identifiers, for the benchmark: plain patterns with python-stdnum, phonenumbers, Presidio.

Presidio's recognisers are used one by one, without a language model; it runs where it is installed
(``pip install presidio-analyzer``) and is left out of the tables where it is not.
"""

import re
from collections.abc import Callable
from importlib import import_module
from importlib.util import find_spec

import phonenumbers
from stdnum.se import orgnr, personnummer

Found = list[tuple[int, int, str]]
"""Stretches of a text and the kind of each."""

PLAIN = (
    ("personnummer", re.compile(r"\b(?:19|20)?\d{6}[-+]?\d{4}\b")),
    ("organisationsnummer", re.compile(r"\b(?:16)?\d{6}-?\d{4}\b")),
    ("epost", re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")),
    ("url", re.compile(r"(?:https?://|www\.)\S+")),
    ("telefon", re.compile(r"(?:\+46|0)\d{1,3}[- ]?\d{2,3}(?: ?\d{2,3}){1,3}\b")),
    ("lagrum", re.compile(r"(?:\d+ kap\.? )?\d+(?: [a-z])? §(?: (?:\w*[Ll]agen|[A-ZÅÄÖ][A-Za-zÅÄÖåäö]+))?")),
    ("diarienummer", re.compile(r"\b[A-ZÅÄÖ]{2,5}[ -]?\d{4}[/-]\d+\b")),
)
CHECKS: dict[str, Callable[[str], bool]] = {
    "personnummer": personnummer.is_valid,
    "organisationsnummer": orgnr.is_valid,
}


def plain(text: str) -> Found:
    """Find by a plain pattern a kind, the numbers checked by python-stdnum; the first kind keeps its stretch."""
    found: Found = []
    for kind, pattern in PLAIN:
        for match in pattern.finditer(text):
            free = all(match.end() <= start or end <= match.start() for start, end, _ in found)
            if free and CHECKS.get(kind, bool)(match.group()):
                found.append((*match.span(), kind))
    return found


def phone_matcher(text: str) -> Found:
    """Find telephone numbers by the matcher of phonenumbers."""
    matches = phonenumbers.PhoneNumberMatcher(text, "SE")
    return [(one.start, one.end, "telefon") for one in matches]


def presidio() -> Callable[[str], Found] | None:
    """Return a finder by Presidio's Swedish and general recognisers, None where it is not installed."""
    if find_spec("presidio_analyzer") is None:
        return None
    ready = import_module("presidio_analyzer.predefined_recognizers")
    kinds = {
        "SePersonnummerRecognizer": "personnummer",
        "SeOrganisationsnummerRecognizer": "organisationsnummer",
        "EmailRecognizer": "epost",
        "UrlRecognizer": "url",
        "PhoneRecognizer": "telefon",
    }
    made = []
    for name, kind in kinds.items():
        if recogniser := getattr(ready, name, None):
            made.append((recogniser(supported_regions=("SE",)) if name == "PhoneRecognizer" else recogniser(), kind))

    def find(text: str) -> Found:
        return [
            (one.start, one.end, kind)
            for recogniser, kind in made
            for one in recogniser.analyze(text, recogniser.supported_entities, None) or ()
        ]

    return find
