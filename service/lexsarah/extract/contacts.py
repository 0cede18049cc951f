"""Where somebody is reached: e-mail, web, telephone, post."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

import phonenumbers

from lexsarah.vocabulary import IdentifierKind

BLOCKED = "█"


@dataclass(frozen=True, slots=True)
class Contact:
    """An address or number at ``[start, end)``: its kind, and its normal form if it has one."""

    start: int
    end: int
    kind: IdentifierKind
    normal: str | None


EMAIL = re.compile(r"[\w.+-]{0,63}\w@(?:[\w-]{1,63}\.){1,8}[^\W\d_]{2,63}")
"""Lengths as in RFC 5321 (local part 64) and RFC 1035 (labels 63): a search from every letter has an end."""
WEB = re.compile(
    r"(?:https?://|www\.)[^\s<>\"”»]+"
    r"|(?<![\w@./-])(?:[^\W_](?:[\w-]*[^\W_])?\.)+(?:se|nu|com|org|net|eu|info|fi|no|dk)\b(?:/[^\s<>\"”»]*)?(?!@)",
)
"""Full addresses, and bare site names by the top domains that Swedish texts use."""
SITE = re.compile(rf"(?:{WEB.pattern})(?:\s{{0,2}}[›>»/|][^\n]*)?")
"""A line that is a web address, or the way from one to a page ("www.exempel.se › Omsorg › Aktuellt")."""


def emails(text: str) -> Iterator[Contact]:
    """Yield e-mail addresses; the normal form is in small letters."""
    if "@" not in text:
        return
    for match in EMAIL.finditer(text):
        yield Contact(*match.span(), IdentifierKind.EMAIL, match.group().lower())


def web_addresses(text: str) -> Iterator[Contact]:
    """Yield full addresses and bare site names; the normal form has no scheme."""
    for match in WEB.finditer(text):
        written = match.group().rstrip(".,;:!?…'’")
        if written.endswith(")") and "(" not in written:
            written = written.rstrip(").,;:")
        if "." not in written.removeprefix("www."):
            continue
        yield Contact(match.start(), match.start() + len(written), IdentifierKind.URL, _web_normal(written))


def _web_normal(written: str) -> str:
    bare = re.sub(r"^https?://", "", written, flags=re.IGNORECASE)
    host, slash, path = bare.partition("/")
    return host.lower() + (slash + path if path else "")


PHONE = re.compile(
    rf"(?<![\w{BLOCKED}.,:/+-])(?:(?:\+|00)\d{{2}}[ -]?(?:\(0\)[ ]?)?[1-9]|\(?0[1-9])[\dXx{BLOCKED}]{{0,3}}\)?(?:[ "
    rf"\u00a0–/-]{{0,3}}[\dXx{BLOCKED}]{{2,4}}){{2,5}}(?![\d{BLOCKED}]|[-/:]\d)"
)
SHORT_PHONE = re.compile(
    r"\b(?:[Tt]el(?:efon)?|[Rr]ing(?:a|er)?)\b[.:]?\s+(?:till\s+)?(?:polisen\s+(?:på\s+)?)?(114 14|116 111|116 006"
    r"|1177|112)\b"
)
DIGITS_IN_PHONE = range(7, 14)
"""Swedish numbers have seven to ten digits, with a country code up to thirteen."""


def phones(text: str) -> Iterator[Contact]:
    """Yield telephone numbers; the normal form is E.164, None for masked ones and short service numbers."""
    for match in PHONE.finditer(text):
        written = match.group()
        if any(sign in f"Xx{BLOCKED}" for sign in written):
            if "-" in written or written.startswith("+"):
                yield Contact(*match.span(), IdentifierKind.PHONE, None)
            continue
        normal = _phone_normal(written)
        if normal:
            yield Contact(*match.span(), IdentifierKind.PHONE, normal)
    for match in SHORT_PHONE.finditer(text):
        yield Contact(*match.span(1), IdentifierKind.PHONE, None)


def _phone_normal(written: str) -> str | None:
    """E.164, or None if it is no possible number."""
    if sum(sign.isdigit() for sign in written) not in DIGITS_IN_PHONE:
        return None
    try:
        number = phonenumbers.parse(written, "SE")
    except phonenumbers.NumberParseException:
        return None
    if not phonenumbers.is_possible_number(number):
        return None
    return str(phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164))


POSTAL = re.compile(
    r"(?:(?:[A-ZÅÄÖ][\wéÉ.]{0,40}[ ]){0,5}"
    r"(?:[A-ZÅÄÖ][\wé]{0,40}(?:gatan|gata|vägen|väg|gränd|torget|torg|allén|allé|backen"
    r"|stigen|planen|plan|gården)|"
    r"Box)[ ]\d{1,4}[ ]?[A-Z]?\b,?[ \t]*\n?[ \t]*)?(?<![\d\w-])(?:SE?-)?(?P<code>[1-9]\d\d[ ]?\d\d)[ "
    r"]+(?P<town>[A-ZÅÄÖ][a-zåäöéA-ZÅÄÖ]+(?:[ ][A-ZÅÄÖ][a-zåäö]+)?)"
)
POSTAL_CODE = re.compile(r"[1-9]\d\d[ ]?\d\d[ ]+[A-ZÅÄÖ]")
"""Without one there is no address: the pattern of the whole is slow, and is tried only around these."""
LONGEST_STREET = 300
"""Code points before the code in which the street stands."""


def postal_addresses(text: str) -> Iterator[Contact]:
    """Yield postal codes with their town, and the street or box before them where there is one."""
    end = 0
    for near in POSTAL_CODE.finditer(text):
        match = POSTAL.search(text, max(end, near.start() - LONGEST_STREET), near.end() + LONGEST_STREET)
        if near.start() < end or match is None:
            continue
        end = match.end()
        code = match["code"].replace(" ", "")
        yield Contact(*match.span(), IdentifierKind.POSTAL_ADDRESS, f"{code[:3]} {code[3:]} {match['town']}")
