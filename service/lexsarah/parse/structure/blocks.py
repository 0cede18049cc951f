"""From a text cut into lines to its blocks: kinds, labels, boxes and sections, the same for every format."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from lexsarah.parse.structure.headings import judge, key
from lexsarah.parse.structure.labels import CONTACT_HEADINGS, HEADINGS
from lexsarah.parse.structure.noise import furniture, set_aside
from lexsarah.parse.structure.rows import Draft, Line, drafts, label_in
from lexsarah.parse.structure.sections import with_roles
from lexsarah.records import NOT_ABOUT_THE_CASE, Block, BlockKind, Span

MAX_VALUE = 100
"""Code points of a value under its label; longer is an answer under a heading."""

YES_NO = ("ja", "nej")


def blocks(text: str, lines: Sequence[Line]) -> tuple[Block, ...]:
    """Judge the lines of a text.

    Blocks come in order, do not overlap, hold no white space at their edges, and leave out what carries no words
    (rules, left-over tags). A ``CHECKBOX`` has the option's words as ``label`` and, as ``section``, the words that its
    row answers ("Lagrum"), else the heading above; a ``CONTACT`` block keeps label and value.
    """
    found = _lost_answers(text, _values_below(text, list(drafts(text, list(lines)))))
    judged = set_aside(text, judge(text, furniture(text, found)))
    return with_roles(text, tuple(_lost_marks(list(_with_sections(text, judged)))))


def _values_below(text: str, found: list[Draft]) -> list[Draft]:
    """Give a label without a value the value on the line right under it.

    That is an indented line under the label that ends a row, or a short line under a label on a line of its own.
    """
    result: list[Draft] = []
    for draft in found:
        above = result[-1] if result else None
        under = above is not None and draft.kind is None and draft.row == above.row + 1 and not draft.loose
        if above is None or not under:
            result.append(draft)
            continue
        label = above.label if above.value is not None and not len(above.value) else None
        if label is not None and text[draft.span.start - 1] == "\t":
            result[-1] = replace(above, span=Span(above.span.start, draft.span.end), value=draft.span)
        elif above.kind is None and _is_label_line(text, above.span) and _is_value_line(text, draft.span):
            result[-1] = replace(
                above,
                kind=BlockKind.FIELD,
                span=Span(above.span.start, draft.span.end),
                label=above.span,
                value=draft.span,
            )
        else:
            result.append(draft)
    return result


def _is_label_line(text: str, span: Span) -> bool:
    found = label_in(text, span, in_cell=True)
    return bool(found and found[0] == span) and key(text[span.start : span.end]) not in HEADINGS | CONTACT_HEADINGS


def _is_value_line(text: str, span: Span) -> bool:
    words = text[span.start : span.end]
    return (
        len(words) <= MAX_VALUE and not words.endswith((".", "!", "?")) and label_in(text, span, in_cell=True) is None
    )


def _lost_answers(text: str, found: list[Draft]) -> list[Draft]:
    """Turn "Ja" and "Nej" on lines of their own, one after the other, into boxes whose marks were lost."""
    result = list(found)
    for at, (one, other) in enumerate(pairwise(found)):
        words = tuple(text[draft.span.start : draft.span.end].lower().rstrip(".") for draft in (one, other))
        if one.kind is None and other.kind is None and words == YES_NO:
            for near, draft in ((at, one), (at + 1, other)):
                result[near] = replace(draft, kind=BlockKind.CHECKBOX, label=draft.span, radio=True, checked=False)
    return result


def _with_sections(text: str, found: list[Draft]) -> Iterator[tuple[Draft, Block]]:
    section: str | None = None
    for draft in found:
        words = " ".join(text[draft.span.start : draft.span.end].split())
        heading = draft.kind is BlockKind.HEADING
        # The label of a row of boxes is a heading for that row alone.
        if heading and draft.group is None:
            section = words
        under = draft.group if draft.kind is BlockKind.CHECKBOX and draft.group else section
        if draft.kind in NOT_ABOUT_THE_CASE:
            under = None
        if draft.kind is None:
            msg = "a block was not judged"
            raise ValueError(msg)
        yield draft, Block(draft.kind, draft.span, under, draft.label, draft.value, draft.checked)


def _lost_marks(found: list[tuple[Draft, Block]]) -> Iterator[Block]:
    """Yield the blocks; a group of radio buttons of which none is chosen has lost its mark (``checked`` None)."""
    at = 0
    while at < len(found):
        end = at + 1
        if found[at][1].kind is BlockKind.CHECKBOX:
            while end < len(found) and _same_group(found[end - 1], found[end]):
                end += 1
        group = found[at:end]
        lost = all(draft.radio and draft.checked is False for draft, _ in group)
        for _, block in group:
            yield replace(block, checked=None) if lost else block
        at = end


def _same_group(one: tuple[Draft, Block], other: tuple[Draft, Block]) -> bool:
    return other[1].kind is BlockKind.CHECKBOX and one[1].section == other[1].section and one[0].group == other[0].group
