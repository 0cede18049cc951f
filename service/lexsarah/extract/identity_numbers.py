"""Personal, coordination and organisation numbers: every spelling, and whether they are valid.

Checksums by python-stdnum (Luhn, mod 10). A coordination number has 60 added to the day. With "+" the person turns a
hundred that year or has done so (folkbokföringslagen 1991:481, 18 §).
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from stdnum import luhn
from stdnum.se import orgnr

from lexsarah.vocabulary import IdentifierKind, NumberStatus

MASK = "Xx*█•_"
DASH = "-\u2010\u2011\u2013\u2212+"
"""Signs that stand between the date and the last four: hyphens, en dash, minus, plus."""

WRITTEN = re.compile(
    rf"(?<![\d{MASK}/.:{DASH}])(?:(?:19|20)?[\d{MASK}]{{6}}"
    rf"(?:[ \u00a0]?[{DASH}][ \u00a0]?[\d{MASK}]{{2,4}}|[ \u00a0]\d{{4}})"
    rf"|(?:19|20)\d{{6}}[Xx*█]{{4}}|(?:16|19|20)\d{{10}}|\d{{10}})(?![\d{MASK}]|[-/]\d)"
    rf"|(?<![\w])16\d{{6}}-?\d{{4}}(?!\d)"
)
PERSONAL_LABEL = re.compile(
    r"(?:pers(?:on)?\.?[- ]?(?:nr|nummer)|samordnings(?:nr|nummer)|pnr|p-nr|födelsenummer)\W{0,4}$", re.IGNORECASE
)
CUT = re.compile(
    rf"(?:personnummer|samordningsnummer|pers\.?nr|pnr|p-nr)\.?:?[ \t]*"
    rf"((?:19|20)?[\d{MASK}]{{6}}(?:[{DASH}][\d{MASK}]{{0,4}})?)"
    rf"(?![\d{MASK}])",
    re.IGNORECASE,
)
"""A label and a birthday alone, or a number of which the end is cut."""
ORGANISATION_LABEL = re.compile(r"org(?:anisations)?\.?\s?-?(?:nr|nummer)\W{0,4}$", re.IGNORECASE)
OTHER_LABEL = re.compile(
    r"\b(?:ocr|artikel|konto|faktura|order|serie|inventarie|kund|bankgiro|plusgiro|postgiro|meddelande)"
    r"(?:-?(?:nr|nummer))?\W{0,4}$",
    re.IGNORECASE,
)
"""Figures of accounts and things, of which one in ten has the checksum of a personal number."""
MONTHS = re.compile(rf"(?:19|20)\d\d(?:0[1-9]|1[0-2])\s?[{DASH}]\s?(?:19|20)\d\d")
"""From a month to a year ("201803-2019"); without a label such figures are no number."""
VAT = re.compile(r"(?<!\w)SE[ ]?(\d{10})01(?!\d)")
"""Registration number for value added tax: the organisation number between SE and 01."""
UNDATED = date(2026, 12, 31)
"""Day that two digits of a year are read from where that of the document is not known: the end of the year in which
these rules were made. Never today: the same text gives the same number, whenever it is read."""
LABEL = 24
"""Code points before a number in which its label ends."""


@dataclass(frozen=True, slots=True)
class IdentityNumber:
    """A number at ``[start, end)``; ``normal`` is its twelve digits, None unless it is valid."""

    start: int
    end: int
    kind: IdentifierKind
    normal: str | None
    status: NumberStatus


def identity_numbers(text: str, when: date | None = None) -> Iterator[IdentityNumber]:
    """Yield the personal, coordination and organisation numbers of a text; those that only look alike stay out.

    ``when`` is the day of the document, from which two digits of a year are read (None: ``UNDATED``).
    """
    found: list[tuple[int, int]] = []
    for match in WRITTEN.finditer(text):
        lead = text[max(0, match.start() - LABEL) : match.start()]
        one = _number(match, lead, when or UNDATED)
        if one is not None:
            found.append(match.span())
            yield one
    for match in VAT.finditer(text):
        if orgnr.is_valid(match[1]):
            yield IdentityNumber(*match.span(), IdentifierKind.ORGANISATION_NUMBER, f"16{match[1]}", NumberStatus.VALID)
    starts = {start for start, _ in found}
    for match in CUT.finditer(text):
        if match.start(1) not in starts:
            yield IdentityNumber(*match.span(1), IdentifierKind.PERSONAL_ID, None, NumberStatus.MASKED)


def _number(match: re.Match[str], lead: str, when: date) -> IdentityNumber | None:
    """Read a number by its form and by the label that ``lead``, the words before it, ends in; ``when``: its day."""
    organisation, personal = bool(ORGANISATION_LABEL.search(lead)), bool(PERSONAL_LABEL.search(lead))
    written = match.group()
    if MONTHS.fullmatch(written) and not (organisation or personal):
        return None
    digits = re.sub(r"\D", "", written)
    ten = digits[-10:]
    body = digits[:-4][-6:] if len(digits) in {10, 12} else ""
    is_company = bool(body) and body[2] >= "2" and bool(orgnr.is_valid(ten))
    spaced = any(sign in " \u00a0" for sign in written) or written.isdigit()
    if organisation or (is_company and not personal and (not spaced or len(digits) == 12)):
        valid = bool(orgnr.is_valid(ten))
        return IdentityNumber(
            *match.span(),
            IdentifierKind.ORGANISATION_NUMBER,
            f"16{ten}" if valid else None,
            NumberStatus.VALID if valid else NumberStatus.INVALID,
        )
    if OTHER_LABEL.search(lead) or not _is_personal(written, labelled=personal):
        return None
    normal = _twelve(written, when)
    status = NumberStatus.VALID if normal else NumberStatus.MASKED if _is_masked(written) else NumberStatus.INVALID
    return IdentityNumber(*match.span(), IdentifierKind.PERSONAL_ID, normal, status)


def _is_masked(written: str) -> bool:
    return any(sign in MASK for sign in written) or len(re.sub(r"\D", "", written)) not in {10, 12}


def _is_personal(written: str, *, labelled: bool) -> bool:
    """Whether it is dated like a personal or coordination number; without a hyphen the checksum must hold too."""
    dash = any(sign in DASH for sign in written)
    if any(sign in MASK for sign in written):
        date = re.split(rf"[{DASH}\s]", written)[0][-6:] if dash else written[:-4][-6:]
        return any(sign.isdigit() for sign in written) and (not date.isdigit() or _is_birthday(date))
    digits = re.sub(r"\D", "", written)
    if len(digits) not in {10, 12} or not _is_birthday(digits[:-4][-6:]):
        return False
    checked = bool(luhn.is_valid(digits[-10:]))
    tight = dash and not any(sign in " \u00a0" for sign in written)
    return tight or labelled or (checked and (len(digits) == 12 or not written.startswith("0")))


def _is_birthday(six: str) -> bool:
    """Whether six digits are year, month and day, or the day with 60 added, as in a coordination number."""
    month, day = int(six[2:4]), int(six[4:])
    return 1 <= month <= 12 and (1 <= day <= 31 or 61 <= day <= 91)


def _twelve(written: str, when: date) -> str | None:
    """Twelve digits of a valid number, else None; two digits of a year are of the hundred years before ``when``."""
    digits = re.sub(r"\D", "", written)
    if _is_masked(written) or not luhn.is_valid(digits[-10:]):
        return None
    month, day = int(digits[-8:-6]), int(digits[-6:-4])
    day -= 60 * (day > 60)
    if len(digits) == 12:
        return digits if _is_day(int(digits[:4]), month, day) else None
    year = when.year - (when.year - int(digits[:2])) % 100
    if "+" in written:
        year -= 100
    elif (year, month, day) > (when.year, when.month, when.day):
        # Nobody has a number before the day of birth; the sign of those who turn a hundred was left out.
        year -= 100
    return f"{year // 100}{digits}" if _is_day(year, month, day) else None


def _is_day(year: int, month: int, day: int) -> bool:
    try:
        date(year, month, day)
    except ValueError:
        return False
    return True
