"""What is not about the case: boxes about the law, contact blocks, menus, other news.

A paragraph wrongly set aside loses facts, so a block stays what it was unless its words say otherwise.
"""

import re
from dataclasses import replace
from enum import Enum, auto

from lexsarah.parse.structure.headings import PERSON_ROLE, key
from lexsarah.parse.structure.labels import (
    CONTACT_HEADINGS,
    CONTACT_LABELS,
    HEADINGS,
    LAW_BOXES,
    MAYBE_LAW_BOXES,
    MENU_LINES,
)
from lexsarah.parse.structure.law import opens_law_box, sounds_like_law, states_the_law
from lexsarah.parse.structure.rows import Draft
from lexsarah.records import BlockKind

PAGE_NUMBER = re.compile(
    r"(?:sid(?:a|an)?\.?\s*)?\d{1,3}\s?(?:\(\s?\d{1,3}\s?\)|/\s?\d{1,3}|av\s+\d{1,3})|sid(?:a|an)?\.?\s+\d{1,3}",
    re.IGNORECASE,
)
PAGE_NUMBER_CELL = re.compile(rf"(?:^|\t)\s*(?:{PAGE_NUMBER.pattern})\s*(?:\t|$)", re.IGNORECASE)

REPORT_NUMBER = re.compile(r"(?:rapport|ärende|löp|dia)?(?:nummer|nr)\b|(?:rapport|ärende|avvikelse)\b", re.IGNORECASE)
"""Label of a number that is none of a page."""

OTHER_NEWS = re.compile(
    r"(?:(?:de\s+)?senaste|fler|flera|andra|relaterade|liknande|mest|populära|aktuella|våra\s+senaste|alla|se\s+fler|visa\s+fler)\s+"
    r"(?:[\wåäö-]+\s+){0,2}?(?:pressmeddelande\w*|nyhet\w*|artik\w+|inlägg\w*|läst\w*|länkar|sidor|notiser|nytt)\b.*",
    re.IGNORECASE,
)
"""Headings over teasers of other news."""

MAX_TEASER = 150

LINE = re.compile(
    r"(?:läs\s+(?:också|även|mer|fler|mera|vidare)|se\s+(?:också|även)|mer\s+om\s+ämnet|relaterat)\b\s*(?:[:|–-].*|om\b.*|från\b.*|nyheter\b.*|på\b.*|här\b.*)?(?<!\.)|"
    r"följ\s+(?:oss|[A-ZÅÄÖ][\wåäö-]*(?:\s+(?:kommun|stad|region))?)(?:\s+på\b.*)?|"
    r"(?:abonnera|prenumerera)\b.*|besök\s+vårt\s+pressrum.*|i\s+vårt\s+pressrum\b.*|om\s+[A-ZÅÄÖ]{2,}[\w]*:.*|©.*|copyright\b.*|"
    r"dela\s+(?:den\s+här\s+)?(?:sidan|artikeln|nyheten|på|via)\b.*|tipsa\s+(?:en\s+vän|oss|redaktionen)\b.*|justerandes\s+sign.*|"
    r"utdragsbestyrkande|hjälpte\s+(?:den\s+här\s+|denna\s+)?(?:sidan|informationen)\b.*|var\s+(?:den\s+här\s+|denna\s+)?informationen\s+till\s+hjälp.*|"
    r"(?:hade|har)\s+du\s+nytta\s+av\b.*|hittade\s+du\s+(?:det|vad|något)\b.*|sidansvarig\b.*|ansvarig\s+för\s+(?:sidan|webbplatsen)\b.*|publicerat\s+av\b.*|"
    r"(?:detta|det\s+här)\s+är\s+(?:en\s+)?(?:kommersiellt|annons|reklam)\b.*|dokumentet\s+är\s+(?:elektroniskt|digitalt)\s+(?:undertecknat|signerat)\b.*",
    re.IGNORECASE,
)
"""Single lines of furniture."""

COOKIES = re.compile(r"\b(?:cookies?|kakor)\b", re.IGNORECASE)
CONSENT = re.compile(r"\b(?:accepter|godkänn|samtyck|lagra|webbplats|sajt|våra tjänster)", re.IGNORECASE)
CRUMBS = re.compile(r"(?:start\w*|hem|nyheter|[^/>»›\n]{1,60})(?:\s+[/>»›]\s+[^/>»›\n]{1,70}){1,6}", re.IGNORECASE)
SHARED_ROW = re.compile(r"\s{2,}|\s*[|·•]\s*|\t")

PHONE = re.compile(r"(?:\+46[\s\d()-]{7,}|(?<![\d-])0\d{1,3}[-\s/]\s?\d[\d\s]{4,})")
MAIL = re.compile(r"\S+@\S+\.\w{2,}|\bhttps?://\S+|\bwww\.\S+")
CONTACT_LINE = re.compile(
    r"(?:för\s+(?:mer|ytterligare|vidare)\s+information|vid\s+frågor|har\s+du\s+frågor|mer\s+information\s+(?:lämnas|ges|finns)|"
    r"frågor\s+(?:om|besvaras|kan)|presskontakt|kontakta|kontakt|kontaktperson(?:er)?|pressjour|ytterligare\s+upplysningar)\b",
    re.IGNORECASE,
)
MAX_CONTACT = 130
"""Code points of a line in a contact block; "Name, role, unit, municipality" has some 100."""


class Region(Enum):
    """What the blocks being passed stand under."""

    BODY = auto()
    LAW = auto()
    CONTACT = auto()
    TEASERS = auto()
    """Short lines under "Läs också" or other news in the first half of the text."""
    TAIL = auto()
    """Everything after other news in the second half."""


def set_aside(text: str, drafts: list[Draft]) -> list[Draft]:
    """Mark what is not about the case as law box, contact or boilerplate; the rest is left as it is."""
    state = _Walk(text, drafts)
    placed = [state.step(at) for at in range(len(drafts))]
    last = max((at for at, draft in enumerate(placed) if draft.kind is not BlockKind.BOILERPLATE), default=-1)
    # A heading with nothing under it is a signature.
    if last >= 0 and placed[last].kind is BlockKind.HEADING and key(state.words(last)) not in HEADINGS:
        placed[last] = replace(placed[last], kind=BlockKind.PARAGRAPH)
    return placed


def furniture(text: str, drafts: list[Draft]) -> list[Draft]:
    """Mark menus, page numbers, and rows that hold one from their second occurrence on (headers in converted text)."""
    rows: dict[int, list[Draft]] = {}
    for draft in drafts:
        rows.setdefault(draft.row, []).append(draft)
    seen = 0
    repeated: set[int] = set()
    for row, members in rows.items():
        whole = text[members[0].span.start : members[-1].span.end]
        # "Nummer 11/2" is the number of a report.
        numbered = members[0].label is not None and REPORT_NUMBER.match(whole)
        if len(whole) <= MAX_CONTACT and "\t" in whole and not numbered and PAGE_NUMBER_CELL.search(whole):
            seen += 1
            if seen > 1:
                repeated.add(row)
    return [
        _as(draft, BlockKind.BOILERPLATE)
        if draft.row in repeated or (draft.kind is None and _is_furniture(text[draft.span.start : draft.span.end]))
        else draft
        for draft in drafts
    ]


class _Walk:
    """Passes the blocks in order and knows what they stand under."""

    def __init__(self, text: str, drafts: list[Draft]) -> None:
        self.text = text
        self.drafts = drafts
        self.region = Region.BODY
        self.half = len(text) // 2
        self.box_opened = -1

    def words(self, at: int) -> str:
        """Words of a block; none past the end."""
        return self.text[self.drafts[at].span.start : self.drafts[at].span.end] if at < len(self.drafts) else ""

    def step(self, at: int) -> Draft:
        """Return the block as it stands after judging it where it is."""
        draft = self.drafts[at]
        words = self.words(at)
        if draft.kind is BlockKind.BOILERPLATE:
            self._enter_news(draft, words)
            return draft
        if draft.kind in {BlockKind.CHECKBOX, BlockKind.TABLE} or (
            draft.kind is BlockKind.TITLE and self.region is Region.BODY
        ):
            if self.region is not Region.TAIL and not (draft.kind is BlockKind.TABLE and _is_furniture(words)):
                self.region = Region.BODY
                return draft
            return _as(draft, BlockKind.BOILERPLATE)
        self._enter(at, draft, words)
        return _as(draft, self._kind(at, draft, words))

    def _enter(self, at: int, draft: Draft, words: str) -> None:
        """Change the region where a block opens or closes one."""
        name = key(words)
        heading = draft.kind is BlockKind.HEADING
        if self._enter_news(draft, words):
            return
        if name in LAW_BOXES or (name in MAYBE_LAW_BOXES and heading and self._law_follows(at)):
            self.region, self.box_opened = Region.LAW, at
        elif _opens_contact(draft, words, name, self.text):
            self.region = Region.CONTACT
        elif self.region is not Region.BODY and self.region is not Region.TAIL:
            self._leave(at, draft, words, name)

    def _enter_news(self, draft: Draft, words: str) -> bool:
        """Change the region where a block stands over other news."""
        if self.region is Region.TAIL:
            return False
        if OTHER_NEWS.fullmatch(words) and len(words) <= MAX_TEASER and not words.endswith("."):
            self.region = Region.TAIL if draft.span.start >= self.half else Region.TEASERS
            return True
        if key(words) in {"läs också", "läs även", "läs mer", "relaterat"}:
            self.region = Region.TEASERS
            return True
        return False

    def _law_follows(self, at: int) -> bool:
        """Whether one of the next two blocks reads as law (the first may be the box's own headline)."""
        return any(opens_law_box(self.words(near)) for near in (at + 1, at + 2))

    def _leave(self, at: int, draft: Draft, words: str, name: str) -> None:
        heading = draft.kind is BlockKind.HEADING
        if self.region is Region.LAW:
            own_headline = heading and at == self.box_opened + 1
            over = (heading and not own_headline) or not sounds_like_law(words)
        elif self.region is Region.CONTACT:
            known = heading and (
                name in HEADINGS
                or draft.hint is BlockKind.HEADING
                or words.endswith("?")
                or (at + 1 < len(self.drafts) and self.drafts[at + 1].kind is BlockKind.CHECKBOX)
            )
            over = known or not _is_contact(draft, words)
        else:
            over = len(words) > MAX_TEASER or words.endswith(".") or (heading and name in HEADINGS)
        if over:
            self.region = Region.BODY

    def _kind(self, at: int, draft: Draft, words: str) -> BlockKind:
        if self.region is Region.CONTACT:
            return BlockKind.BOILERPLATE if _is_furniture(words) else BlockKind.CONTACT
        # A row of label and value is no path to a page, whatever slashes are in it.
        furniture = draft.hint is not BlockKind.FIELD and _is_furniture(words)
        if self.region in {Region.TEASERS, Region.TAIL} or furniture:
            return BlockKind.BOILERPLATE
        if self.region is Region.LAW:
            return BlockKind.LAW_BOX
        if draft.kind is BlockKind.PARAGRAPH and states_the_law(words):
            return BlockKind.LAW_BOX
        if draft.kind is not BlockKind.FIELD and _is_contact_line(words):
            return BlockKind.CONTACT
        if draft.kind is None:
            msg = f"block {at} was not judged"
            raise ValueError(msg)
        return draft.kind


def _as(draft: Draft, kind: BlockKind) -> Draft:
    keeps = kind in {BlockKind.FIELD, BlockKind.CHECKBOX, BlockKind.CONTACT}
    return replace(
        draft,
        kind=kind,
        label=draft.label if keeps else None,
        value=draft.value if keeps else None,
        checked=draft.checked if kind is BlockKind.CHECKBOX else None,
    )


def _opens_contact(draft: Draft, words: str, name: str, text: str) -> bool:
    if draft.label is not None:
        return text[draft.label.start : draft.label.end].lower().rstrip(".") in CONTACT_LABELS
    if draft.kind is BlockKind.TITLE:
        return False
    if name in CONTACT_HEADINGS:
        return len(words) <= 60
    return bool(CONTACT_LINE.match(words)) and len(words) <= 300 and bool(PHONE.search(words) or MAIL.search(words))


def _is_contact(draft: Draft, words: str) -> bool:
    """Whether a block under a contact heading belongs to it: short and no sentence, or with a number or address."""
    if PHONE.search(words) or MAIL.search(words):
        return len(words) <= 300
    return len(words) <= MAX_CONTACT and not words.endswith((".", "!", "?")) and draft.kind is not BlockKind.LIST_ITEM


def _is_contact_line(words: str) -> bool:
    if len(words) > MAX_CONTACT:
        return False
    without = PHONE.sub("", MAIL.sub("", words))
    if without == words:
        return False
    return len(without.split()) <= 3 or bool(PERSON_ROLE.match(words))


def _is_furniture(words: str) -> bool:
    if len(words) > 400:
        return False
    if key(words) in MENU_LINES or PAGE_NUMBER.fullmatch(words):
        return True
    if len(words) <= MAX_TEASER and (LINE.fullmatch(words) or (CRUMBS.fullmatch(words) and _is_crumbs(words))):
        return True
    if COOKIES.search(words) and CONSENT.search(words):
        return True
    parts = SHARED_ROW.split(words)
    named = [key(part) in MENU_LINES for part in parts if part]
    short = all(len(part.split()) <= 2 for part in parts)
    return len(named) > 1 and (all(named) or (short and len(named) > 2 and 2 * sum(named) >= len(named)))


def _is_crumbs(words: str) -> bool:
    """Whether words with slashes or arrows between are a breadcrumb: three or more, or one that begins at the start."""
    return len(re.findall(r"\s[/>»›]\s", words)) >= 2 or bool(
        re.match(r"(?:start\w*|hem|nyheter)\b", words, re.IGNORECASE)
    )
