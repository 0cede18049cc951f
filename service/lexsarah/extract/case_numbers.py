"""Case numbers of committees, companies, authorities and courts, and who issued them where that can be told.

The formats were gathered from public documents of committees, IVO, SiS, JO and courts.
"""

import re
from collections.abc import Iterator
from functools import cache

from lexsarah.records import Span
from lexsarah.reference import rows

BLOCKED = "█"
YEAR = r"(?:19|20)\d\d"
NUMBER = rf"(?=[Ol]{{0,6}}[\d{BLOCKED}])[\dOl{BLOCKED}]{{1,6}}"
"""A running number; O and l stand for 0 and 1 in scans, a block for what was masked."""
LONG = rf"(?=[Ol]{{0,6}}[\d{BLOCKED}])[\dOl{BLOCKED}]{{3,6}}"
PARTS = r"(?:[.-]\d{1,4}){0,4}"
"""Volume and document behind a case's number."""
SERIES = (
    r"(?!(?:SFS|SOSFS|HSLF|IVOFS|AFS|SOU|DS|PROP|SKR|BET|HFD|NJA|RÅ|RIR|ISO|EN|EU|EG|NR|TEL|FAX|BOX|COVID)\b)"
    r"(?:(?:[A-ZÅÄÖ]{1,6}-)?[A-ZÅÄÖ]{2,6}(?:-[A-ZÅÄÖ])?|Son|Soc|Von)"
)
"""Letters of a committee, a company or an authority; not those of collections of statutes and the like."""

FORMATS = tuple(
    re.compile(pattern)
    for pattern in (
        (
            rf"(?<![\w{BLOCKED}.])(?:{SERIES}[ /-])?\d{{1,2}}(?:\.\d{{1,2}}){{1,4}}-\d{{1,6}}[/-]{YEAR}"
            r"(?:-\d{1,3})?(?![\d/])"
        ),
        rf"(?<![\w{BLOCKED}]){SERIES}[ /-]?{YEAR}[/-]{LONG}{PARTS}(?![\d/])",
        rf"(?<![\w{BLOCKED}-]){SERIES}[ /-]?{YEAR}[/:]{NUMBER}{PARTS}(?![\d/])",
        rf"(?<![\w{BLOCKED}-]){SERIES}-{YEAR}-{NUMBER}(?![\d/-])",
        rf"(?<![\w{BLOCKED}-]){SERIES}[ .]{YEAR}\.\d{{1,5}}(?![\d/.-])",
        rf"(?<![\w{BLOCKED}-]){SERIES}[ ]{YEAR}-(?:1[3-9]|[2-9]\d|[1-9](?!\d))(?![\d/-])",
        rf"(?<=[\t\n(]){SERIES}[ ]{YEAR}-{NUMBER}(?=[\t\n)]|$)",
        rf"(?<![\w{BLOCKED}-]){SERIES}[ -]\d{{1,6}}[/-]{YEAR}(?:-\d{{1,3}})?(?![\d/-])",
        rf"(?<![\w{BLOCKED}-]){SERIES}[ ]0\d{{2,5}}/\d\d(?![\d/-])",
        rf"(?<![\w{BLOCKED}-]){SERIES}[ ]?\d\d/(?:{LONG}|[4-9]\d|3[2-9])(?![\d/-])",
        rf"(?<![\w{BLOCKED}-]){SERIES}[ ]?(?:3[2-9]|[4-9]\d)/\d\d(?![\d/-])",
        rf"(?<![\w/.-]){YEAR}/\d{{1,5}}-[A-ZÅÄÖ]{{2,5}}(?:-\d{{1,5}})?\b",
        rf"(?<![\w/.-])(?:{YEAR}|\d\d)/{SERIES}[ ]\d{{2,6}}(?![\d/-])",
        rf"(?<![\w/.-])\d\d{SERIES}/\d{{1,5}}(?![\d/-])",
        rf"(?<![\w/.-]){YEAR}[.]\d{{1,5}}[ ]{SERIES}[ ]\d{{1,5}}(?![\d/-])",
        r"\b(?:[A-ZÅÄÖ]{1,4}N|KS|KF|IFO|VOO|SOC)[ ]\d\d/(?:\d{3,4}|1[3-9]|[2-9]\d)\b(?![/-]\d)",
    )
)
"""Formats that need no label. What could be a day and month, or a month of a year, needs one."""

START = re.compile(r"(?<!\w)(?=\d|(?:[A-ZÅÄÖ]{2}|[A-ZÅÄÖ]-|S[oO]|V[oO])[^\n]{0,16}\d)")
"""Where alone one of the formats may begin: at a figure, or at the letters of a series with a figure soon behind."""

MASKED = re.compile(rf"(?:{BLOCKED}+|\[\w+\])[ ]?-?{YEAR}[-/:][\d{BLOCKED}]+")
"""The same where the letters of the series are masked."""

YEARLY = re.compile(rf"{SERIES}[ ]{YEAR}-")

TITLES = (
    r"[Dd]nr|DNR|[Dd]iarienr|[Dd]iarie-?nummer|[Ää]rende-?(?:nr|nummer|id)?|ÄRENDE(?:NR|NUMMER)?|[Mm]ålnr|[Mm]ålnummer"
    r"|[Mm]ål(?:\s?nr)?|[Bb]eteckning|[Ll]öpnr|[Ll]öpnummer|[Rr]ef(?:erens)?(?:nr|nummer)?|[Ii]nternt\s(?:nr|nummer|ärende)"
    r"|[Aa]vvikelse-?(?:nr|nummer|id)|(?:rapport|utredning|[Tt]illvara|[Aa]nmälan|§§?),?\s?nr"
)
MONTH = rf"{YEAR}-(?:0\d|1[0-2])"
LABELLED = re.compile(
    rf"(?<![^\W\d_])(?:{TITLES})\b\.?[ \t]*[:.]?[ \t]*(?P<number>(?!{MONTH}-\d\d(?!\d))"
    rf"(?:[A-ZÅÄÖ][A-ZÅÄÖa-zåäö{BLOCKED}]{{0,6}}(?:-[A-ZÅÄÖ]{{1,4}})?[ /.-]?)?"
    rf"[\d{BLOCKED}]{{1,12}}(?:[./:-][\dOl{BLOCKED}]{{1,10}}"
    rf"|[./:-]?[A-ZÅÄÖ]{{2,6}}(?![a-zåäö])(?:[ ./:-]?[\dOl{BLOCKED}]{{1,8}})?"
    rf"|[ ][A-ZÅÄÖ]{{2,5}}(?:[ ]\d{{1,6}})?(?![\wåäö])){{0,5}})"
)
STRONG = re.compile(r"[Dd](?:iarie-?)?(?:nr|nummer)|DNR|[Ää]rende-?(?:nr|nummer|id)|[Mm]ål(?:nr|nummer)")
"""Labels behind which any number is one; the other words are also used of other things."""
CODED = re.compile(rf"[A-ZÅÄÖ{BLOCKED}].*\d|\d.*[./:-].*[\d{BLOCKED}]|\d[A-ZÅÄÖ]{{2}}", re.DOTALL)
DATED = re.compile(rf"{YEAR}-\d\d-\d\d|\d{{1,2}}[/.]\d{{1,2}}(?:[-/. ]\d{{2,4}})?|\d{{6}}")
COURT = re.compile(
    r"(?:Förvaltningsrätten|Kammarrätten|Länsrätten)\si\s[A-ZÅÄÖ]\w+|Hovrätten\s\w+\s[A-ZÅÄÖ]\w+"
    r"|[A-ZÅÄÖ]\w+s?\stingsrätt|Högsta\s(?:förvaltnings)?domstolen",
    re.IGNORECASE,
)
COURT_LABEL = re.compile(r"\bmål(?:\s?nr|nummer)?[.: ]*$", re.IGNORECASE)
NEAR = 120
"""Code points before a case's number in which the court that issued it is named."""


def case_numbers(text: str) -> Iterator[Span]:
    """Yield where case numbers stand, in order, without overlap."""
    spans = list(_labelled(text))
    starts = [match.start() for match in START.finditer(text)]
    for pattern in FORMATS:
        end = 0
        for start in starts:
            match = pattern.match(text, start) if start >= end else None
            if match:
                end = match.end()
                spans.append(Span(start, end))
    spans += [Span(*match.span()) for match in MASKED.finditer(text)]
    spans += _like_the_others(text, spans)
    end = 0
    for span in sorted(spans, key=lambda one: (one.start, -one.end)):
        if span.start >= end:
            end = span.end
            yield span


def _like_the_others(text: str, spans: list[Span]) -> Iterator[Span]:
    """Yield numbers that could be months ("SON 2024-12") where the text has others of their series and year."""
    yearly = (YEARLY.match(text, span.start, span.end) for span in spans)
    for lead in {match.group() for match in yearly if match}:
        for match in re.finditer(rf"(?<![\w{BLOCKED}-]){re.escape(lead)}(?:0[1-9]|1[0-2])(?![\d/-])", text):
            yield Span(*match.span())


def _labelled(text: str) -> Iterator[Span]:
    for match in LABELLED.finditer(text):
        written = match["number"].rstrip(".:-/ ")
        label = text[match.start() : match.start("number")]
        strong = STRONG.match(label)
        if not strong and (not CODED.search(written) or DATED.fullmatch(written)):
            continue
        yield Span(match.start("number"), match.start("number") + len(written))


def normal(written: str) -> str | None:
    """Return a case number with single blanks and figures for the letters of a scan; None if part of it is masked."""
    if BLOCKED in written:
        return None
    shown = re.sub(r"(?<=\d)O|O(?=\d)", "0", " ".join(written.split()))
    return re.sub(r"(?<=\d)l|l(?=\d)", "1", shown)


@cache
def _issuers() -> dict[str, str]:
    return {row["series"]: row["issuer"] for row in rows("case_series.csv") if row["certain"] == "yes"}


def issuer(text: str, span: Span) -> str | None:
    """Return who issued a case number: by its letters, or the court named before "mål"; None where nothing tells.

    A classification before the number ("3.1.1-") tells nothing: several authorities use the same.
    """
    letters = re.search(r"[A-ZÅÄÖ]{2,6}", text[span.start : span.end].upper())
    if letters and letters.group() in _issuers():
        return _issuers()[letters.group()]
    before = text[max(0, span.start - NEAR) : span.start]
    if COURT_LABEL.search(before):
        courts = COURT.findall(before)
        return courts[-1] if courts else None
    return None
