"""Which lines of plain words are title, headings and list items, told by their look and their neighbours."""

import re
from dataclasses import replace

from lexsarah.parse.structure.labels import (
    CONTACT_HEADINGS,
    FORM_HEADINGS_TAIL,
    HEADINGS,
    LAW_BOXES,
    MAYBE_LAW_BOXES,
    MENU_LINES,
)
from lexsarah.parse.structure.rows import Draft
from lexsarah.records import BlockKind

MAX_HEADING = 90
"""Code points of a heading that only its look tells; a newspaper's headlines have some 80."""

MAX_QUESTION = 220
"""The longest question of the Huddinge form has 190."""

MAX_TITLE = 160
TITLE_WITHIN = 9
"""Blocks at the start among which the title is looked for."""

NUMBER = re.compile(r"(?:§+\s*\d+|\d{1,2}(?:\.\d{1,2})*\.?|[A-ZÅÄÖ]\.|[IVX]{1,4}\.|Bilaga\s+\d+:?)\s+(?=[A-ZÅÄÖ”\"])")
PARAGRAPH_SIGN = re.compile(r"§+\s*\d+\s*(?:[A-ZÅÄÖ][^.]*)?")
LONE_SIGN = re.compile(r"§\s*\d+")
BULLET = re.compile(r"(?:[•·▪●○◦‣*\uf0b7\uf0a7]\s*|[-–—\u2212]\s+|\d{1,2}[.)]\s+|[a-zåäö]\)\s+|[✔✓]\s*)(?=\S)")
DASH = re.compile(r"[-–—]\s+")
SPEECH = re.compile(
    r"\b(?:säger|berättar|menar|förklarar|tillägger|fortsätter|konstaterar|kommenterar|svarar|anser|uppger|skriver|tycker)\b",
    re.IGNORECASE,
)
QUESTION = re.compile(
    r"(?:vad|när|hur|varför|vilka|vilken|vilket|vem|var|har|kan|kunde|skulle|är|finns|får|ska|måste|gäller|blev|fick|varifrån|vart)\b",
    re.IGNORECASE,
)
DATE_LINE = re.compile(
    r"(?:(?:mån|tis|ons|tors|fre|lör|sön)\w*\s+)?(?:den\s+)?(?:\d{1,2}[.\s/-]|\d{4}-)[\w\s.:,/-]{0,30}\d{1,4}(?:[\s,]+(?:kl\.?\s*)?\d{1,2}[.:]\d\d)?",
    re.IGNORECASE,
)
ADDRESS = re.compile(r"@|\b\d{3}\s?\d\d\s+[A-ZÅÄÖ]|\b0\d{1,3}[-\s]\d|https?://|www\.")
SITE = re.compile(
    r"\S+\.(?:se|nu|com|org)|"
    r"(?:\S+\s+){0,3}(?:kommun|kommuner|stad|region|\S*(?:förvaltningen|nämnden|kontoret|förvaltning|nämnd))|"
    r"(?:SVT|SR|P4|TV4|Mitt i|Sveriges Radio|Region)\b.*|"
    r"(?:pressmeddelande|pressrum|nyhet|nyheter|artikel|rutin)\b(?:.{0,12}\d.*|\s+från\b.*)?",
    re.IGNORECASE,
)
"""What stands above a headline: a site, a sender, a kind of text."""

CREDIT = re.compile(r"\b(?:foto|bild|illustration)\s*:", re.IGNORECASE)
BYLINE = re.compile(r"(?:av|text|foto|text och foto|bild\s*\d*|bildtext|illustration)\b\s*:?", re.IGNORECASE)
SENTENCE_INSIDE = re.compile(r"[a-zåäö]{3,}\.\s+[A-ZÅÄÖ]")
GREETING = re.compile(r"(?:hej|med\s+vänlig|vänlig|vänligen|hälsning|mvh|undrande|tack)\b", re.IGNORECASE)
LOWER_START = re.compile(r"[a-zåäö]")
PERSON_ROLE = re.compile(r"(?:[A-ZÅÄÖ][\wéüÅÄÖåäö-]+\s+){1,3}?[A-ZÅÄÖ][\wéüåäö-]+(?:\s*\([A-ZÅÄÖ]{1,3}\))?,\s+[a-zåäö]")


def key(words: str) -> str:
    """Lower-case words without numbering in front and without the mark at their end: how headings are compared."""
    if len(words) > MAX_QUESTION:
        return words
    number = NUMBER.match(words)
    return " ".join(words[number.end() if number else 0 :].lower().split()).rstrip(" :?!.")


def judge(text: str, drafts: list[Draft]) -> list[Draft]:
    """Give every draft of plain words a kind: title, heading, list item or paragraph."""
    judged = list(drafts)
    title = _title(text, judged)
    for at, draft in enumerate(judged):
        if draft.kind is not None:
            continue
        kind = BlockKind.TITLE if at == title else _kind(text, judged, at)
        # What stands above the headline is the name of a site or a department.
        above = (
            title is not None and at < title and kind is BlockKind.HEADING and key(_words(text, draft)) not in HEADINGS
        )
        judged[at] = replace(draft, kind=BlockKind.PARAGRAPH if above else kind)
    return judged


def _words(text: str, draft: Draft) -> str:
    return text[draft.span.start : draft.span.end]


def _title(text: str, drafts: list[Draft]) -> int | None:
    """Index of the title: what the markup calls one, else the first line at the start that looks like a headline."""
    for at, draft in enumerate(drafts):
        if draft.hint is BlockKind.TITLE and draft.kind is None:
            return at
    candidates: list[int] = []
    for at, draft in enumerate(drafts[:TITLE_WITHIN]):
        shares_row = any(
            near != at and drafts[near].row == draft.row for near in (at - 1, at + 1) if 0 <= near < len(drafts)
        )
        if LONE_SIGN.fullmatch(_words(text, draft)):
            break
        if draft.kind is not None or draft.hint is BlockKind.LIST_ITEM or shares_row or _is_indented(text, draft):
            continue
        words = _words(text, draft)
        if key(words) in HEADINGS or PARAGRAPH_SIGN.fullmatch(words):
            break
        if _is_headline(words) and at + 1 < len(drafts):
            candidates.append(at)
        elif len(words) > MAX_TITLE or words.endswith("."):
            break
    if not candidates:
        return None
    first = candidates[0]
    if len(_words(text, drafts[first]).split()) > 5 or drafts[first].hint is BlockKind.HEADING:
        return first
    # A site or department often stands above the headline, which is longer.
    return max(candidates[:2], key=lambda at: len(_words(text, drafts[at])))


def _is_indented(text: str, draft: Draft) -> bool:
    return draft.span.start > 0 and text[draft.span.start - 1] in "\t "


def _is_headline(words: str) -> bool:
    name = key(words)
    if not 12 <= len(words) <= MAX_TITLE or "\n" in words or words.endswith((".", ",", ";", ":", "…")):
        return False
    if any(name in listed for listed in (MENU_LINES, HEADINGS, LAW_BOXES, CONTACT_HEADINGS)) or name.startswith(
        FORM_HEADINGS_TAIL
    ):
        return False
    if not (words[0].isupper() or words[0].isdigit() or words[0] in '"”–') or SENTENCE_INSIDE.search(words):
        return False
    furniture = DATE_LINE.fullmatch(words) or ADDRESS.search(words) or SITE.fullmatch(words) or BYLINE.match(words)
    return not (furniture or BULLET.match(words) or " / " in words or " > " in words or PERSON_ROLE.match(words))


def _kind(text: str, drafts: list[Draft], at: int) -> BlockKind:
    draft = drafts[at]
    words = _words(text, draft)
    if draft.hint in {BlockKind.HEADING, BlockKind.TITLE}:
        return BlockKind.HEADING if len(words) <= MAX_QUESTION else BlockKind.PARAGRAPH
    if draft.hint is BlockKind.LIST_ITEM:
        return BlockKind.LIST_ITEM
    if _is_heading(text, drafts, at):
        return BlockKind.HEADING
    if _is_list_item(text, drafts, at):
        return BlockKind.LIST_ITEM
    return BlockKind.PARAGRAPH


def _is_list_item(text: str, drafts: list[Draft], at: int) -> bool:
    """Whether a line is an item; a dash before a whole sentence that stands alone is a speech."""
    words = _words(text, drafts[at])
    if not BULLET.match(words):
        return False
    if not DASH.match(words):
        return True
    said = DASH.sub("", words, count=1)
    if LOWER_START.match(said):
        return True
    if SPEECH.search(said) or said.startswith(("”", '"')):
        return False
    if not said.endswith((".", "!", "?", "”", "…")):
        return True
    before = at > 0 and not drafts[at].loose and DASH.match(_words(text, drafts[at - 1]))
    after = at + 1 < len(drafts) and not drafts[at + 1].loose and DASH.match(_words(text, drafts[at + 1]))
    return bool(before or after)


def _is_heading(text: str, drafts: list[Draft], at: int) -> bool:
    words = _words(text, drafts[at])
    if "\n" in words or len(words) > MAX_QUESTION or not any(mark.isalpha() for mark in words):
        return bool(PARAGRAPH_SIGN.fullmatch(words))
    name = key(words)
    if any(name in listed for listed in (HEADINGS, LAW_BOXES, CONTACT_HEADINGS, MAYBE_LAW_BOXES)):
        return not words.endswith(".")
    if words.endswith("?"):
        numbered = bool(NUMBER.match(words)) and len(words) <= MAX_HEADING
        over_boxes = at + 1 < len(drafts) and drafts[at + 1].kind is BlockKind.CHECKBOX
        return drafts[at].loose and (numbered or over_boxes or bool(QUESTION.match(words)))
    if name.startswith(FORM_HEADINGS_TAIL):
        return not words.endswith((".", "!"))
    return drafts[at].hint is not BlockKind.PARAGRAPH and _is_heading_by_place(text, drafts, at, words)


def _is_heading_by_place(text: str, drafts: list[Draft], at: int, words: str) -> bool:
    if NUMBER.match(words) or PARAGRAPH_SIGN.fullmatch(words):
        return _is_numbered_heading(text, drafts, at)
    if at and _follows_paragraph_sign(text, drafts, at) and not words.endswith((".", ",", ";")):
        return True
    return _looks_like_heading(text, drafts, at)


def _follows_paragraph_sign(text: str, drafts: list[Draft], at: int) -> bool:
    """Whether a line stands right under the row with the paragraph of the minutes ("§ 72  Dnr SN 2019/4")."""
    first = at - 1
    while first and drafts[first - 1].row == drafts[first].row:
        first -= 1
    return (
        drafts[first].row != drafts[at].row
        and not drafts[at].loose
        and bool(LONE_SIGN.fullmatch(_words(text, drafts[first])))
    )


def _is_numbered_heading(text: str, drafts: list[Draft], at: int) -> bool:
    """Whether a numbered line is a heading and no item: short, without a stop, no numbered line right beside it."""
    words = _words(text, drafts[at])
    if len(words) > MAX_HEADING or words.endswith((".", ",", ";")):
        return False
    beside = [at - 1] if at and not drafts[at].loose else []
    if at + 1 < len(drafts) and not drafts[at + 1].loose:
        beside.append(at + 1)
    return not any(NUMBER.match(_words(text, drafts[near])) for near in beside)


def _looks_like_heading(text: str, drafts: list[Draft], at: int) -> bool:
    """Whether a short line, set off by blank lines and without a stop, stands over something."""
    words, draft = _words(text, drafts[at]), drafts[at]
    if not draft.loose or at + 1 >= len(drafts) or len(words) > MAX_HEADING or len(words.split()) > 13:
        return False
    if words.endswith((".", ",", ";", "!", "…", "”", "-", "–")) and not words.startswith(("”", '"')):
        return False
    if not (words[0].isupper() or words[0].isdigit() or words[0] in '"”') or BULLET.match(words):
        return False
    if any(pattern.match(words) for pattern in (BYLINE, PERSON_ROLE, GREETING)) or ADDRESS.search(words):
        return False
    if DATE_LINE.fullmatch(words) or SITE.fullmatch(words) or CREDIT.search(words):
        return False
    return _stands_over(text, words, drafts[at + 1])


def _stands_over(text: str, words: str, following: Draft) -> bool:
    under = _words(text, following)
    if LOWER_START.match(under) and not words.endswith(":"):
        return False
    return (
        following.loose or len(under) > MAX_HEADING or bool(BULLET.match(under)) or following.kind is BlockKind.CHECKBOX
    )
