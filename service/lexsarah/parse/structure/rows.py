"""What one line holds: boxes to tick, labels with values, cells, or plain words."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from itertools import zip_longest

from lexsarah.parse.structure.labels import BARE_LABELS, CONTACT_LABELS, HEADINGS, LABELS
from lexsarah.records import BlockKind, Span


@dataclass(frozen=True, slots=True)
class Line:
    """A paragraph, a list item or a row of cells, as its format gives it.

    ``span`` lies in the text of the document; cells are parted by tabs, lines inside a cell by line breaks. ``hint`` is
    what the markup says it is, None where it says nothing: ``FIELD`` is a row in which labels and values take turns,
    ``CHECKBOX`` one option with its box, or, without a box, the words that the options right after it answer.
    ``loose``: a blank line, or the like, stands before it. ``data``: a row of a table with a head, whose cells are no
    labels.
    """

    span: Span
    hint: BlockKind | None = None
    loose: bool = True
    data: bool = False


@dataclass(frozen=True, slots=True)
class Draft:
    """A block in the making; ``kind`` None is plain words not yet judged.

    ``row`` is the index of the line it came from; ``radio`` says that only one of its group can be ticked; ``group`` is
    the label that a row of boxes stands after.
    """

    kind: BlockKind | None
    span: Span
    row: int
    loose: bool = True
    hint: BlockKind | None = None
    label: Span | None = None
    value: Span | None = None
    checked: bool | None = None
    radio: bool = False
    group: str | None = None


MARK = re.compile(
    r"(?P<input><input\b[^<>]*>)|(?P<glyph>[☐☑☒□▢⬜🗹🗷🗵⍰▣⊠⮽])|(?P<circle>[◯◉⦿🔘])"
    r"|\[(?P<square>[ \u00a0]?[xX✓✔ \u00a0]?[ \u00a0]?)\]|\((?P<round>[ \u00a0]?[xX•● \u00a0][ \u00a0]?)\)"
)
"""A box or a radio button, as a sign, in brackets, or as the HTML that converters leave."""

ANSWERS = frozenset(("ja", "nej", "vet ej", "vet inte", "inte aktuellt", "ej aktuellt", "oklart", "delvis"))
"""Answers of a question; without a box theirs was lost."""

TICKED = frozenset("☑☒🗹🗷🗵▣⊠⮽◉⦿🔘")
TAG = re.compile(r"<(?!input\b)/?[a-zA-Z][^<>]{0,80}>")
"""A tag that a converter left at the edge of a cell: no part of its words."""

LONE_BULLETS = frozenset("–-•—*▪·o")
"""A mark in a cell of its own makes the rest of the row an item."""

TAB = re.compile("\t")
MAX_CELLS = 60
"""Cells of a row that are told apart; no form has more, and a file made to cost time might."""

RULE = re.compile(r"[\s\W_]*", re.UNICODE)
"""A line without a letter or digit: rules, rows of dots, the line under a table's head."""

SENTENCE_GOES_ON = frozenset(
    "har är var ska skulle kan kunde bedömer anser uppger och som att för från till på i om av blev vid inom eller "
    "finns".split()
)
"""Words after which a known label is the start of a sentence ("Utredare har …") and no label."""

DAY_FOLLOWS = re.compile(
    r"\s+(?:den|(?:mån|tis|ons|tors|fre|lör|sön)\w*|januari|februari|mars|april|maj|juni|juli|augusti|september|oktober|november|december)\b",
    re.IGNORECASE,
)
"""A day or month after "Publicerad"."""

UNKNOWN_LABEL = re.compile(r"[A-ZÅÄÖ0-9][^:.!?\t\n]{0,44}:(?=\s|$)")
MAX_LABEL_WORDS = 6
MAX_ANSWER = 120
"""Code points of an answer on the line of its question ("När hände det? tisdag 18/3")."""


@cache
def _known_label() -> re.Pattern[str]:
    known = sorted({*LABELS, *CONTACT_LABELS}, key=len, reverse=True)
    alternatives = "|".join(re.escape(label).replace(r"\ ", r"\s+") for label in known)
    # A form numbers its labels: "D1 Faktiska:", "3. Orsak:".
    return re.compile(
        rf"(?:[A-Z]?\d{{0,2}}[.)]?\s+)?(?P<name>{alternatives})(?P<mark>\s*[:?.](?=\s|$)|(?=\s|$))", re.IGNORECASE
    )


def strip(text: str, span: Span) -> Span:
    """Span without white space, tags and asterisks at its edges."""
    start, end = span.start, span.end
    while start < end:
        tag = TAG.match(text, start, end) if text[start] == "<" else None
        if tag:
            start = tag.end()
        elif text[start].isspace():
            start += 1
        elif text.startswith("**", start, end):
            start += 2
        else:
            break
    while start < end:
        opening = text.rfind("<", max(start, end - 84), end) if text[end - 1] == ">" else -1
        if opening >= 0 and TAG.fullmatch(text, opening, end):
            end = opening
        elif text[end - 1].isspace():
            end -= 1
        elif text.endswith("**", start, end):
            end -= 2
        else:
            break
    return Span(start, max(start, end))


def cells(text: str, span: Span) -> list[Span]:
    """Spans of the cells of a row, stripped; empty ones are kept."""
    tabs = [match.start() for match in TAB.finditer(text, span.start, span.end)][:MAX_CELLS]
    bounds = [span.start, *tabs, span.end]
    edges = [span.start, *(at + 1 for at in tabs)]
    return [strip(text, Span(start, end)) for start, end in zip(edges, bounds[1:], strict=True)]


def label_in(text: str, cell: Span, *, in_cell: bool) -> tuple[Span, Span] | None:
    """Label and value of a cell or line that begins with a known label; the value may be empty.

    ``in_cell``: the words are alone in a cell, so that the label needs no colon.
    """
    words = text[cell.start : cell.end]
    match = _known_label().match(words)
    if not match:
        return None
    name = " ".join(match["name"].lower().split())
    rest = words[match.end() :]
    first = rest.split(maxsplit=1)[0] if rest.split() else ""
    marked = bool(match["mark"].strip())
    if not in_cell and (
        match["mark"].strip() == "." or (match["mark"].strip() == "?" and not 0 < len(rest.strip()) <= MAX_ANSWER)
    ):
        return None
    if not marked:
        short = len(rest) <= 60 and not rest.rstrip().endswith((".", "!", "?"))
        dated = short and bool(re.match(r"\s+\d{4}-\d\d-\d\d\b", rest))
        bare = dated or (
            (name in BARE_LABELS or len(name.split()) > 2)
            and short
            and bool(first)
            and (first[0].isdigit() or first.isupper() or name.startswith("ort"))
        )
        weekday = name in BARE_LABELS and short and bool(DAY_FOLLOWS.match(rest))
        if first.lower().strip(",.") in SENTENCE_GOES_ON or not (in_cell or bare or weekday):
            return None
        if (
            in_cell
            and first
            and (len(rest) > 150 or (first[0].islower() and name not in BARE_LABELS and "\n" not in rest[:2]))
        ):
            return None
    label = Span(cell.start, cell.start + match.end("name"))
    return label, strip(text, Span(cell.start + match.end(), cell.end))


def unknown_label(text: str, cell: Span) -> tuple[Span, Span] | None:
    """Label and value of words that look like one: a few words and a colon at the start."""
    words = text[cell.start : cell.end]
    match = UNKNOWN_LABEL.match(words)
    if not match or len(match.group().split()) > MAX_LABEL_WORDS:
        return None
    label = Span(cell.start, cell.start + match.end() - 1)
    return label, strip(text, Span(label.end + 1, cell.end))


def first_line_label(text: str, cell: Span) -> tuple[Span, Span] | None:
    """Label and value of a form's cell whose first line is a short label and the rest its value."""
    words = text[cell.start : cell.end]
    head, line_break, rest = words.partition("\n")
    head = head.rstrip()
    if not line_break or not rest.strip() or len(head) > 60 or len(rest) > 300:
        return None
    if (
        head.endswith((".", ",", "!", ";"))
        or not head[:1].isupper()
        or (not head[-1:].isalpha() and head[-1:] not in ":)?")
    ):
        return None
    if rest.lstrip()[:1].islower():
        return None
    label = Span(cell.start, cell.start + len(head.rstrip(":? ")))
    return label, strip(text, Span(cell.start + len(words) - len(rest), cell.end))


def drafts(text: str, lines: list[Line]) -> Iterator[Draft]:
    """Yield the blocks of each line in order, kinds of plain words left open."""
    tables = _column_tables(text, lines)
    caption: str | None = None
    for row, line in enumerate(lines):
        whole = strip(text, line.span)
        if not len(whole) or (
            RULE.fullmatch(text, whole.start, whole.end) and not MARK.search(text, whole.start, whole.end)
        ):
            continue
        caption = caption if line.hint is BlockKind.CHECKBOX else None
        if line.hint is BlockKind.BOILERPLATE:
            yield Draft(BlockKind.BOILERPLATE, whole, row, line.loose, line.hint)
        elif line.hint is BlockKind.CHECKBOX:
            draft = _option(text, whole, caption)
            caption = text[draft.span.start : draft.span.end] if draft.kind is BlockKind.HEADING else caption
            yield _placed(draft, row, line)
        elif ticks := _ticks(text, whole):
            yield from (_placed(draft, row, line) for draft in _boxes(text, whole, ticks))
        elif line.hint in {BlockKind.TITLE, BlockKind.HEADING}:
            yield Draft(None, whole, row, line.loose, line.hint)
        elif line.data or row in tables:
            yield Draft(BlockKind.TABLE, whole, row, line.loose, line.hint)
        else:
            yield from (
                _placed(draft, row, line) for draft in _words(text, whole, line, _labelled_neighbour(text, lines, row))
            )


def _placed(draft: Draft, row: int, line: Line) -> Draft:
    return Draft(
        draft.kind,
        draft.span,
        row,
        line.loose,
        line.hint,
        draft.label,
        draft.value,
        draft.checked,
        draft.radio,
        draft.group,
    )


def _field(label: Span, value: Span) -> Draft:
    return Draft(BlockKind.FIELD, Span(label.start, max(label.end, value.end)), 0, label=label, value=value)


def _words(text: str, whole: Span, line: Line, neighbour: bool) -> Iterator[Draft]:  # noqa: FBT001
    """Yield fields, cells or plain words of a line without boxes."""
    if line.hint is BlockKind.FIELD:
        yield from _told(text, cells(text, whole))
        return
    parts = [cell for cell in cells(text, whole) if len(cell)]
    if len(parts) == 2 and text[parts[0].start : parts[0].end] in LONE_BULLETS:
        yield Draft(BlockKind.LIST_ITEM, whole, 0)
        return
    if len(parts) == 1:
        cell = parts[0]
        piped = _piped(text, cell)
        if any(label_in(text, part, in_cell=False) for part in piped):
            yield from _row(text, piped)
            return
        if line.hint is BlockKind.LIST_ITEM:
            yield Draft(None, cell, 0)
            return
        found = label_in(text, cell, in_cell=line.hint in {BlockKind.FIELD, BlockKind.TABLE})
        if not found and (neighbour or line.hint in {BlockKind.FIELD, BlockKind.TABLE}):
            found = unknown_label(text, cell)
        if not found and line.hint in {BlockKind.FIELD, BlockKind.TABLE}:
            found = first_line_label(text, cell)
        # A known label and nothing after it is a heading, where it is not in a row of others.
        if found and not len(found[1]) and " ".join(text[found[0].start : found[0].end].lower().split()) in HEADINGS:
            found = None
        if found and (len(found[1]) or not line.loose or line.hint in {BlockKind.FIELD, BlockKind.TABLE}):
            yield _field(*found)
        else:
            yield Draft(None, cell, 0)
        return
    yield from _row(text, parts)


def _told(text: str, parts: list[Span]) -> Iterator[Draft]:
    """Yield the fields of a row whose format says that labels and values take turns; an empty value may be left out.

    Where every cell begins with a label that is known and goes on, each is a field by itself ("Enhet Granen").
    """
    whole = [label_in(text, part, in_cell=True) for part in parts]
    if len(parts) > 1 and all(pair is not None and len(pair[1]) for pair in whole):
        yield from (_field(*pair) for pair in whole if pair is not None)
        return
    for label, value in zip_longest(parts[::2], parts[1::2]):
        name = Span(label.start, label.start + len(text[label.start : label.end].rstrip(" :")))
        if len(name):
            yield _field(name, value if value is not None and len(value) else Span(label.end, label.end))
        elif value is not None and len(value):
            yield Draft(None, value, 0)


def _piped(text: str, cell: Span) -> list[Span]:
    """Spans of the parts of a short line with bars ("Sundsvall | Publicerad 27 juli 2018"), none without bars."""
    words = text[cell.start : cell.end]
    if " | " not in words or len(words) > MAX_ANSWER:
        return []
    bounds = [match.span() for match in re.finditer(r"\s\|\s", words)]
    starts = [0, *(end for _, end in bounds)]
    ends = [*(start for start, _ in bounds), len(words)]
    return [strip(text, Span(cell.start + start, cell.start + end)) for start, end in zip(starts, ends, strict=True)]


def _row(text: str, parts: list[Span]) -> Iterator[Draft]:
    """Yield the fields of a row of two or more cells; cells after a label without a value are its value."""
    found = [
        label_in(text, cell, in_cell=True) or unknown_label(text, cell) or first_line_label(text, cell)
        for cell in parts
    ]
    if not any(found):
        if len(parts) == 2 and _may_be_label(text, parts[0]):
            yield _field(parts[0], parts[1])
        else:
            yield Draft(BlockKind.TABLE, Span(parts[0].start, parts[-1].end), 0)
        return
    at = 0
    while at < len(parts):
        pair = found[at]
        if pair is None:
            yield Draft(None, parts[at], 0)
            at += 1
            continue
        label, value = pair
        following = at + 1
        while not len(value) or following > at + 1:
            if following >= len(parts) or _is_own_label(text, label, found[following], first=following == at + 1):
                break
            value = Span(value.start if len(value) else parts[following].start, parts[following].end)
            following += 1
        yield _field(label, value)
        at = following


def _is_own_label(text: str, label: Span, pair: tuple[Span, Span] | None, *, first: bool) -> bool:
    """Whether the next cell is a field of its own; after a label with a colon, one without is a value ("Brukare 1")."""
    if pair is None:
        return False
    return not (first and _colon(text, label) and not _colon(text, pair[0]))


def _colon(text: str, label: Span) -> bool:
    return text[label.end : label.end + 1] == ":"


def _may_be_label(text: str, cell: Span) -> bool:
    words = text[cell.start : cell.end]
    if (
        len(words) > 40
        or len(words.split()) > 4
        or not words[0].isupper()
        or any(mark in words for mark in "0123456789,()[]…_\n")
    ):
        return False
    if len(words.split()) > 1 and all(word[0].isupper() for word in words.split()):
        return False
    last = words.lower().rsplit(maxsplit=1)[-1]
    return not (
        words.isupper() or last.endswith(("kommun", "nämnden", "nämnd", "förvaltningen", "stad", "sign", ".", "region"))
    )


def _labelled_neighbour(text: str, lines: list[Line], row: int) -> bool:
    """Whether the line right above or below, with no blank line between, begins with a label."""
    if row and not lines[row].loose and _has_label(text, lines[row - 1].span):
        return True
    return row + 1 < len(lines) and not lines[row + 1].loose and _has_label(text, lines[row + 1].span)


def _has_label(text: str, span: Span) -> bool:
    first = cells(text, span)[0]
    return bool(label_in(text, first, in_cell="\t" in text[span.start : span.end]) or unknown_label(text, first))


def _column_tables(text: str, lines: list[Line]) -> frozenset[int]:
    """Lines that are rows of a table of three or more columns: two or more in a row, as many cells each, no label."""
    shapes: list[int] = []
    for line in lines:
        if line.hint is BlockKind.FIELD or "\t" not in text[line.span.start : line.span.end]:
            shapes.append(0)
            continue
        parts = cells(text, line.span)
        labelled = any(
            (pair := label_in(text, cell, in_cell=True)) and (len(pair[1]) or text[cell.end - 1] == ":")
            for cell in parts
            if len(cell)
        ) or any(MARK.search(text, cell.start, cell.end) for cell in parts)
        shapes.append(0 if labelled or len(parts) < 3 or not len(parts[0]) else len(parts))
    tables: set[int] = set()
    first = 0
    for row in range(1, len(lines) + 1):
        if row < len(lines) and shapes[row] == shapes[first] and not lines[row].loose:
            continue
        run = range(first, row)
        if shapes[first] and len(run) > 1 and 2 * sum(_alternates(text, lines[one].span) for one in run) < len(run):
            tables.update(run)
        first = row
    return frozenset(tables)


def _alternates(text: str, span: Span) -> bool:
    """Whether a row begins with a label in a cell of its own and its value in the next: a form, not a table."""
    label, value = cells(text, span)[:2]
    found = label_in(text, label, in_cell=True)
    return bool(found and not len(found[1]) and len(value) and not label_in(text, value, in_cell=True))


def _ticks(text: str, whole: Span) -> list[re.Match[str]]:
    """Return the marks of a line that is a row of boxes; none where a pair of brackets merely stands in a sentence."""
    marks = list(MARK.finditer(text, whole.start, whole.end))
    if not marks:
        return []
    first = marks[0]
    if first["input"] or first["glyph"] or first["circle"]:
        return marks
    before = text[whole.start : first.start()]
    if len(marks) > 1 or not before or before.rstrip(" ").endswith(("\t", ":", "?")) or before.endswith("  "):
        return marks
    return [] if text[first.end() : whole.end].strip() else marks


def _option(text: str, whole: Span, caption: str | None) -> Draft:
    """Box and label of one option; without a box the words that the options after it answer."""
    mark = MARK.match(text, whole.start, whole.end)
    if mark is None:
        words = text[whole.start : whole.end].rstrip(" \t:")
        if words.lower().rstrip(".") in ANSWERS:
            return Draft(BlockKind.CHECKBOX, whole, 0, label=whole, radio=True, group=caption)
        group = Span(whole.start, whole.start + len(words)) if words else whole
        return Draft(BlockKind.HEADING, group, 0, group=text[group.start : group.end])
    label = strip(text, Span(mark.end(), whole.end))
    label = label if len(label) else Span(mark.end(), mark.end())
    span = Span(whole.start, max(mark.end(), label.end))
    return Draft(
        BlockKind.CHECKBOX, span, 0, label=label, checked=_is_ticked(mark), radio=_is_radio(mark), group=caption
    )


def _is_ticked(mark: re.Match[str]) -> bool | None:
    """Whether a box is ticked; None where its sign could not be read."""
    if mark.group() == "⍰":
        return None
    if mark["input"]:
        return bool(re.search(r"\bchecked\b", mark["input"], re.IGNORECASE))
    inside = mark["square"] if mark["square"] is not None else mark["round"]
    return bool(inside.strip()) if inside is not None else mark.group() in TICKED


def _is_radio(mark: re.Match[str]) -> bool:
    if mark["input"]:
        return "radio" in mark["input"].lower()
    return mark["round"] is not None or mark["circle"] is not None


def _boxes(text: str, whole: Span, marks: list[re.Match[str]]) -> Iterator[Draft]:
    """Yield the boxes of a row, before them what they are answers to, and after them what else the row holds."""
    before = Span(whole.start, marks[0].start())
    after_last = text[marks[-1].end() : whole.end].strip()
    names_first = not after_last and bool(text[before.start : before.end].rsplit("\t", 1)[-1].strip())
    group, start = _group(text, before, names_first=names_first)
    if group:
        yield Draft(BlockKind.HEADING, group, 0, group=text[group.start : group.end])
    name = text[group.start : group.end] if group else None
    for at, mark in enumerate(marks):
        if names_first:
            named = strip(text, Span(start, mark.start()))
            label = named if len(named) else Span(mark.start(), mark.start())
            start = mark.end()
            span = Span(label.start, mark.end())
        else:
            named, rest = _name_after(text, mark.end(), marks[at + 1].start() if at + 1 < len(marks) else whole.end)
            label = named if len(named) else Span(mark.end(), mark.end())
            span = Span(mark.start(), max(mark.end(), label.end))
        yield Draft(
            BlockKind.CHECKBOX, span, 0, label=label, checked=_is_ticked(mark), radio=_is_radio(mark), group=name
        )
        if not names_first:
            yield from _rest(text, rest)


def _group(text: str, before: Span, *, names_first: bool) -> tuple[Span | None, int]:
    """Words that a row of boxes answers, and where the first option's name starts."""
    words = text[before.start : before.end]
    if not names_first:
        group = strip(text, before)
        trimmed = Span(group.start, group.start + len(text[group.start : group.end].rstrip(" \t:")))
        return (trimmed if len(trimmed) else None), before.end
    cut = max(words.rfind("\t"), words.rfind(":"), words.rfind("?"))
    if cut < 0:
        return None, before.start
    group = strip(text, Span(before.start, before.start + cut + (words[cut] == "?")))
    trimmed = Span(group.start, group.start + len(text[group.start : group.end].rstrip(" \t:")))
    return (trimmed if len(trimmed) else None), before.start + cut + 1


def _name_after(text: str, start: int, end: int) -> tuple[Span, Span]:
    """Name of the option after a mark, in the same cell or the next, and what is left before the next mark."""
    at = start
    while at < end and text[at].isspace():
        at += 1
    stop = text.find("\t", at, end)
    stop = end if stop < 0 else stop
    return strip(text, Span(at, stop)), Span(stop, end)


def _rest(text: str, rest: Span) -> Iterator[Draft]:
    parts = [cell for cell in cells(text, rest) if len(cell)] if len(rest) else []
    if len(parts) > 1:
        yield from _row(text, parts)
        return
    for cell in parts:
        found = label_in(text, cell, in_cell=True) or unknown_label(text, cell)
        yield _field(*found) if found else Draft(BlockKind.PARAGRAPH, cell, 0)
