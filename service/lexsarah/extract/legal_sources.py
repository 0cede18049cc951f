"""Sources of law that are no act: bills, inquiries, reports of the Riksdag and the National Audit, published cases."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from lexsarah.records import Span

SESSION = r"(?:19|20)\d\d/\d\d:\d{1,4}"
"""A session of the Riksdag and the running number of its paper."""
YEARLY = r"(?:19|20)\d\d:\d{1,4}"

SOURCES = re.compile(
    rf"(?<![\w.])(?:(?P<session>[Pp]rop|[Ss]kr)\.?\s{{1,2}}(?P<paper>{SESSION})"
    rf"|(?P<report>[Bb]et)\.?\s{{1,2}}(?P<committee>(?:19|20)\d\d/\d\d:[A-Za-zÅÄÖåäö]{{2,4}}\d{{1,3}})"
    rf"|(?P<yearly>SOU|Ds|DS|RiR|[Dd]ir)\.?\s{{1,2}}(?P<number>{YEARLY})"
    r"|(?P<court>HFD|RÅ|NJA|AD)\s{1,2}(?P<year>(?:19|20)\d\d)\s{1,2}(?P<sort>ref|not|s|nr)\.?\s{0,2}(?P<page>\d{1,4})"
    r"|(?P<newer>NJA|HFD)\s{1,2}(?P<later>(?:20)\d\d:\d{1,4}))(?![\d:])"
)


@dataclass(frozen=True, slots=True)
class LegalSource:
    """A source where it stands, and its normal form ("prop. 2024/25:89", "SOU 2017:21", "HFD 2016 ref. 4")."""

    span: Span
    normal: str


def legal_sources(text: str) -> Iterator[LegalSource]:
    """Yield the sources of a text, in order."""
    for match in SOURCES.finditer(text):
        yield LegalSource(Span(*match.span()), _normal(match))


def _normal(match: re.Match[str]) -> str:
    if match["session"]:
        return f"{match['session'].lower()}. {match['paper']}"
    if match["report"]:
        return f"bet. {match['committee']}"
    if match["yearly"]:
        letters = match["yearly"]
        shown = "dir." if letters.lower() == "dir" else "Ds" if letters.lower() == "ds" else letters
        return f"{shown} {match['number']}"
    if match["court"]:
        dot = "." if match["sort"] in {"ref", "not", "s"} else ""
        return f"{match['court']} {match['year']} {match['sort']}{dot} {match['page']}"
    return f"{match['newer']} {match['later']}"
