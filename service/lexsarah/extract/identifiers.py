"""Numbers and addresses that name one thing: case numbers, personal numbers, telephones, e-mail, web, law, post.

Formats of case numbers were gathered from public documents of committees, IVO and JO; checksums and E.164 by
python-stdnum and phonenumbers.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache

import phonenumbers
from stdnum import luhn
from stdnum.se import orgnr, personnummer

from lexsarah.extract.taken import Taken
from lexsarah.records import Block, BlockKind, Fact, IdentifierValue, ParsedDocument, Producer, Span
from lexsarah.reference import Statute, statutes
from lexsarah.vocabulary import IdentifierKind

PRODUCER = Producer("rule", "identifiers", "1")


@dataclass(frozen=True, slots=True)
class Identifier:
    """An identifier in a text: ``[start, end)``, the words there, its kind, and its normal form if it has one."""

    start: int
    end: int
    text: str
    kind: IdentifierKind
    normal: str | None

    @property
    def span(self) -> Span:
        """Where it stands."""
        return Span(self.start, self.end)


def identifiers_in(text: str) -> tuple[Identifier, ...]:
    """Find every identifier of a text, in order, without overlap."""
    found = _codes(text)
    for finder in (_phones, _postal_addresses):
        taken = Taken(one.span for one in found)
        found += [one for one in finder(text) if not taken.overlaps(one.span)]
    return tuple(sorted(found, key=lambda one: one.start))


def code_spans(text: str) -> tuple[Span, ...]:
    """Where identifiers stand whose figures could be taken for dates or amounts."""
    return tuple(one.span for one in _codes(text))


def find_identifiers(document: ParsedDocument) -> tuple[Fact, ...]:
    """Find the identifiers of a document, each distinct wording once.

    Menus and other news do not count, except that a block which is nothing but a web address names the site itself.
    """
    menus = Taken(block.span for block in document.blocks if _is_menu(document, block))
    facts: dict[tuple[IdentifierKind, str], Fact] = {}
    for one in identifiers_in(document.text):
        if menus.overlaps(one.span):
            continue
        fact = Fact("identifier", IdentifierValue(one.kind, one.normal), (document.evidence(one.span),), PRODUCER)
        facts.setdefault((one.kind, " ".join(one.text.lower().split())), fact)
    return tuple(facts.values())


def _is_menu(document: ParsedDocument, block: Block) -> bool:
    return block.kind is BlockKind.BOILERPLATE and not WEB.fullmatch(document.slice(block.span).strip())


def _codes(text: str) -> list[Identifier]:
    """Everything but telephones and postal addresses; the first kind that takes a stretch keeps it."""
    found: list[Identifier] = []
    finders: tuple[Callable[[str], Iterator[Identifier]], ...] = (
        _emails,
        _web_addresses,
        _personal_numbers,
        _paragraphs,
        _case_numbers,
    )
    for finder in finders:
        taken = Taken(one.span for one in found)
        found += [one for one in finder(text) if not taken.overlaps(one.span)]
    return found


def _identifier(text: str, start: int, end: int, kind: IdentifierKind, normal: str | None) -> Identifier:
    return Identifier(start, end, text[start:end], kind, normal)


# Net addresses

EMAIL = re.compile(r"[\w.+-]{0,63}\w@(?:[\w-]{1,63}\.){1,8}[^\W\d_]{2,63}")
"""Lengths as in RFC 5321 (local part 64) and RFC 1035 (labels 63): a search from every letter has an end."""
WEB = re.compile(
    r"(?:https?://|www\.)[^\s<>\"”»]+"
    r"|(?<![\w@./-])(?:[^\W_](?:[\w-]*[^\W_])?\.)+(?:se|nu|com|org|net|eu|info|fi|no|dk)\b(?:/[^\s<>\"”»]*)?(?!@)",
)
"""Full addresses, and bare site names by the top domains that Swedish texts use."""


def _emails(text: str) -> Iterator[Identifier]:
    if "@" not in text:
        return
    for match in EMAIL.finditer(text):
        yield _identifier(text, *match.span(), IdentifierKind.EMAIL, match.group().lower())


def _web_addresses(text: str) -> Iterator[Identifier]:
    for match in WEB.finditer(text):
        written = match.group().rstrip(".,;:!?…'’")
        if written.endswith(")") and "(" not in written:
            written = written.rstrip(").,;:")
        if "." not in written.removeprefix("www."):
            continue
        yield _identifier(text, match.start(), match.start() + len(written), IdentifierKind.URL, _web_normal(written))


def _web_normal(written: str) -> str:
    bare = re.sub(r"^https?://", "", written, flags=re.IGNORECASE)
    host, slash, path = bare.partition("/")
    return host.lower() + (slash + path if path else "")


# Personal and organisation numbers

MASK = "Xx*█•_"
PERSONAL = re.compile(
    rf"(?<![\d{MASK}/.:-])(?:(?:19|20)?\d{{6}}[-+][\d{MASK}]{{4}}|(?:19|20)?[\d{MASK}]{{6}}[-+][\d{MASK}]{{4}}"
    rf"|(?:19|20)\d{{10}}|\d{{10}})(?![\d{MASK}]|[-/]\d)"
)
PERSONAL_LABEL = re.compile(
    r"(?:pers(?:on)?\.?\s?(?:nr|nummer)|personnummer|samordningsnummer|pnr|p-nr|födelsenummer)\W{0,4}$", re.IGNORECASE
)
CUT_PERSONAL = re.compile(
    (
        rf"(?:personnummer|samordningsnummer|pers\.?nr|pnr|p-nr)\.?:?[ \t]*((?:19"
        rf"|20)?[\d{MASK}]{{6}}(?:[-+][\d{MASK}]{{0,4}})?)"
    ),
    re.IGNORECASE,
)
ORGANISATION_LABEL = re.compile(r"org(?:anisations)?\.?\s?-?(?:nr|nummer)\W{0,4}$", re.IGNORECASE)


def _personal_numbers(text: str) -> Iterator[Identifier]:
    found: list[Identifier] = []
    for match in PERSONAL.finditer(text):
        written = match.group()
        lead = text[max(0, match.start() - 24) : match.start()]
        if ORGANISATION_LABEL.search(lead) or _is_organisation(written):
            normal = "16" + orgnr.compact(written) if orgnr.is_valid(written) else None
            found.append(_identifier(text, *match.span(), IdentifierKind.ORGANISATION_NUMBER, normal))
        elif _is_personal(written, labelled=bool(PERSONAL_LABEL.search(lead))):
            found.append(_identifier(text, *match.span(), IdentifierKind.PERSONAL_ID, _personal_normal(written)))
    taken = Taken(one.span for one in found)
    found += [
        _identifier(text, *match.span(1), IdentifierKind.PERSONAL_ID, None)
        for match in CUT_PERSONAL.finditer(text)
        if not taken.overlaps(Span(*match.span(1)))
    ]
    yield from found


def _is_organisation(written: str) -> bool:
    """Whether it is a valid organisation number: its third digit is at least 2, where a birthday has a month."""
    return len(written) == 11 and written[2] >= "2" and bool(orgnr.is_valid(written))


def _is_personal(written: str, *, labelled: bool) -> bool:
    """Whether it is dated like a personal or coordination number; without a hyphen the checksum must hold too."""
    body = written[:-4].rstrip("-+")[-6:]
    if any(sign in MASK for sign in written):
        return any(sign.isdigit() for sign in written) and (not body.isdigit() or _is_birthday(body))
    if not _is_birthday(body):
        return False
    checked = bool(luhn.is_valid(re.sub(r"\D", "", written)[-10:]))
    return "-" in written or "+" in written or labelled or (checked and not written.startswith("0"))


def _is_birthday(six: str) -> bool:
    """Whether six digits are year, month and day, or the day with 60 added, as in a coordination number."""
    month, day = int(six[2:4]), int(six[4:])
    return 1 <= month <= 12 and (1 <= day <= 31 or 61 <= day <= 91)


def _personal_normal(written: str) -> str | None:
    """Twelve digits, or None if it is masked, cut or its checksum does not hold."""
    digits = re.sub(r"\D", "", written)
    if any(sign in MASK for sign in written) or len(digits) not in {10, 12} or not luhn.is_valid(digits[-10:]):
        return None
    if len(digits) == 12:
        return digits
    if not personnummer.is_valid(written):
        return None
    return f"{personnummer.get_birth_date(written).year // 100}{digits}"


# Paragraphs of law

NUMBER = r"\d{1,3}(?:\s?[a-z](?![a-zåäö]))?"
RUN = rf"{NUMBER}(?:\s?(?:[-–,]|och|eller|samt)\s?{NUMBER}){{0,30}}"
CHAPTER = r"\d{1,2}\s?kap\.?"
POINT = r"(?:\s?(?:\d\s?st(?:ycket)?\.?|(?:första|andra|tredje|fjärde)\s+stycket|p(?:unkten)?\.?\s?\d{1,2}))?"
RULES = r"(?:SOSFS|HSLF-FS|SFS|IVOFS|AFS)\s?\d{4}:\d{1,4}"
SFS = r"\(?(?:SFS\s?)?(?:18|19|20)\d\d:\d{1,4}\)?"


@cache
def _law_names() -> tuple[re.Pattern[str], dict[str, Statute]]:
    """Pattern of a law's name, and the statute by lower-case name; an old act before the new one of the same name."""
    by_name: dict[str, Statute] = {}
    for one in statutes():
        for name in (one.name, one.short):
            if name:
                by_name.setdefault(name.lower(), one)
    names = "|".join(re.escape(name) for name in sorted(by_name, key=len, reverse=True))
    return re.compile(rf"(?:{names})(?:s)?(?![\w-])", re.IGNORECASE), by_name


@cache
def _paragraph_patterns() -> tuple[re.Pattern[str], ...]:
    law = rf"(?:{_law_names()[0].pattern})"
    named = rf"(?P<law>{law})(?:\s?,?\s?\(?(?:{law})\)?)?(?:\s?(?P<sfs>{SFS}))?"
    return tuple(
        re.compile(pattern, re.IGNORECASE)
        for pattern in (
            (
                rf"(?<![\w:.])(?:(?P<chapter>{CHAPTER})\s?)?(?P<run>{RUN})\s?§§?{POINT}\s+(?:i\s+)?"
                rf"(?:Socialstyrelsens föreskrifter (?:och allmänna råd )?)?\(?(?P<rule>{RULES})"
            ),
            rf"(?<![\w:.])(?P<chapter>{CHAPTER})\s?(?P<run>{RUN})\s?§§?{POINT}(?:\s+(?:i\s+)?{named})?",
            rf"(?<![\w:.])(?P<run>{RUN})\s?§§?{POINT}\s+(?:\d{{1,2}}\s+)?(?:i\s+)?{named}",
            rf"(?<![\w:.])(?P<chapter>{CHAPTER})\s+(?:i\s+)?{named}",
            rf"\b{named}\s?,?\s?(?:(?P<chapter>{CHAPTER})\s?)?(?P<run>{RUN})\s?§§?",
            rf"\b(?:{law})\s?(?P<short>\d{{1,2}}:\d{{1,2}}(?:[-–]\d{{1,2}})?)(?!\d)",
            rf"(?<![\w:.])(?P<short>\d{{1,2}}:\d{{1,2}}(?:[-–]\d{{1,2}})?)\s+(?P<law>{law})",
            rf"§\s?(?P<run>{RUN})\s+{named}",
            rf"\b(?P<rule>{RULES})",
            rf"\b(?P<law>{law})\s?(?P<sfs>\((?:SFS\s?)?(?:18|19|20)\d\d:\d{{1,4}}\))",
            r"(?P<sfs>\((?:SFS\s?)?(?:19|20)\d\d:\d{1,4}\))",
        )
    )


LINE = re.compile(r"[^\n]+")
CITES = re.compile(r"§|\d:\d|\bkap\b")
"""A line without any of these cites no law; the patterns are slow, and most lines are such."""


def _paragraphs(text: str) -> Iterator[Identifier]:
    taken = Taken()
    for line in LINE.finditer(text):
        if not CITES.search(text, *line.span()):
            continue
        for pattern in _paragraph_patterns():
            for match in pattern.finditer(text, *line.span()):
                start, end = match.span()
                if match.group().startswith("(") and match.group().endswith(")"):
                    start, end = start + 1, end - 1
                span = Span(start, end)
                if not taken.overlaps(span):
                    taken.add(span)
                    yield _identifier(text, start, end, IdentifierKind.LEGAL_REFERENCE, _paragraph_normal(match))


def _paragraph_normal(match: re.Match[str]) -> str | None:
    """Give "2001:453 14:3", "1993:387 24 b §", "SOSFS 2011:5", "27:6" where no law is named."""
    parts = match.groupdict()
    chapter = re.sub(r"\D", "", parts.get("chapter") or "")
    run = re.sub(r"\s?([-–])\s?", "–", " ".join((parts.get("run") or "").split()))
    run = re.sub(r"(?<=\d)(?=[a-z])", " ", run)
    if parts.get("short"):
        chapter, _, run = parts["short"].replace("-", "–").partition(":")
    number = re.search(r"\d{4}:\d+", parts.get("sfs") or "")
    rule = re.sub(r"(?<=[A-Z])\s?(?=\d)", " ", parts.get("rule") or "")
    named = number.group() if number else _act(parts.get("law") or _leading_law(match.group()), chapter)
    act = rule or named
    place = f"{chapter}:{run}" if chapter and run else f"{run} §" if run else f"{chapter} kap." if chapter else ""
    return " ".join(piece for piece in (act, place) if piece) or None


def _leading_law(written: str) -> str:
    found = _law_names()[0].match(written)
    return found.group() if found else ""


NEW_ACT_CHAPTERS = 17
"""Socialtjänstlagen of 2001 ends at chapter 17; a higher one is of the act of 2025."""


def _act(name: str, chapter: str) -> str:
    by_name = _law_names()[1]
    one = by_name.get(name.lower()) or by_name.get(name.lower().removesuffix("s"))
    if one is None:
        return ""
    if one.sfs == "2001:453" and chapter and int(chapter) > NEW_ACT_CHAPTERS:
        return "2025:400"
    return one.sfs


# Case numbers

SERIES = r"(?!(?:SFS|SOSFS|HSLF|IVOFS|AFS|SOU|DS|PROP|ISO|EU|EG|NR|TEL|FAX|BOX)\b)(?:[A-ZÅÄÖ]{2,6}|Son|Soc|Von)"
"""Letters of a committee or an authority before the number; not those of collections of statutes and the like."""

BLOCKED = "█"
TAIL = rf"[\d{BLOCKED}]+(?:[./:-][\d{BLOCKED}A-ZÅÄÖ]+)*"
CASE_NUMBERS = tuple(
    re.compile(pattern)
    for pattern in (
        (
            rf"(?<![\w{BLOCKED}.])(?:{SERIES}[ /-])?\d{{1,2}}(?:\.\d{{1,2}}){{1,4}}-\d{{1,6}}/(?:19"
            rf"|20)\d\d(?:-\d{{1,3}})?(?![\w/])"
        ),
        rf"(?<![\w{BLOCKED}]){SERIES}[ /-]?(?:19|20)\d\d[/-]\d{{3,6}}(?:[.-]\d{{1,4}})*(?![\w/])",
        rf"(?<![\w{BLOCKED}]){SERIES}[ /-]?(?:19|20)\d\d[/:]\d{{1,6}}(?:[.-]\d{{1,4}})*(?![\w/])",
        rf"(?<![\w{BLOCKED}]){SERIES}[ -]\d{{1,6}}[/-](?:19|20)\d\d(?:-\d{{1,3}})?(?![\w/-])",
        r"(?<![\w/.-])(?:19|20)\d\d/\d{1,5}-[A-ZÅÄÖ]{2,5}(?:-\d{1,5})?\b",
        r"\b(?:[A-ZÅÄÖ]{1,4}N|KS|KF|IFO|VOO|SOC)[ ]\d\d/\d{1,4}\b(?![/-]\d)",
        rf"(?:{BLOCKED}+|\[\w+\])[ ]?-?(?:19|20)\d\d[-/:][\d{BLOCKED}]+",
    )
)
"""Formats that need no label."""

LABELLED_CASE = re.compile(
    rf"\b(?:[Dd]nr|[Dd]iarienr|[Dd]iarie-?nummer|[Ää]rende-?(?:nr|nummer|id)|[Mm]ålnr|[Mm]ålnummer|DNR)\b\.?[ "
    rf"\t]*:?[ \t]*"
    rf"((?:[A-ZÅÄÖ][A-ZÅÄÖa-zåäö{BLOCKED}]{{0,6}}[ /-]?)?{TAIL})"
)


def _case_numbers(text: str) -> Iterator[Identifier]:
    spans: list[Span] = []
    for match in LABELLED_CASE.finditer(text):
        start, end = match.span(1)
        spans.append(Span(start, start + len(text[start:end].rstrip(".:-/"))))
    for pattern in CASE_NUMBERS:
        spans += [Span(*match.span()) for match in pattern.finditer(text)]
    kept: list[Span] = []
    for span in sorted(spans, key=lambda one: (one.start, -one.end)):
        if not kept or span.start >= kept[-1].end:
            kept.append(span)
    for span in kept:
        normal = None if BLOCKED in text[span.start : span.end] else " ".join(text[span.start : span.end].split())
        yield _identifier(text, span.start, span.end, IdentifierKind.CASE_NUMBER, normal)


# Telephones

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


def _phones(text: str) -> Iterator[Identifier]:
    for match in PHONE.finditer(text):
        written = match.group()
        if any(sign in f"Xx{BLOCKED}" for sign in written):
            if "-" in written or written.startswith("+"):
                yield _identifier(text, *match.span(), IdentifierKind.PHONE, None)
            continue
        normal = _phone_normal(written)
        if normal:
            yield _identifier(text, *match.span(), IdentifierKind.PHONE, normal)
    for match in SHORT_PHONE.finditer(text):
        yield _identifier(text, *match.span(1), IdentifierKind.PHONE, None)


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


# Postal addresses

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


def _postal_addresses(text: str) -> Iterator[Identifier]:
    end = 0
    for near in POSTAL_CODE.finditer(text):
        match = POSTAL.search(text, max(end, near.start() - LONGEST_STREET), near.end() + LONGEST_STREET)
        if near.start() < end or match is None:
            continue
        end = match.end()
        code = match["code"].replace(" ", "")
        yield _identifier(text, *match.span(), IdentifierKind.POSTAL_ADDRESS, f"{code[:3]} {code[3:]} {match['town']}")
