r"""How much of what a document says a tool gave back: words in order, å ä ö, form fields, boxes and cases.

Pure functions from the gold (``corpus/parsing/gold``) and what a tool returned to counts; ``figure`` sums them up.

- **Words** are ``\w+`` in NFC and lower case. Found in order: the longest common subsequence of the gold's words and
  the tool's. Found at all: the same with order set aside.
- **å ä ö**: words that hold one and are not found; and letters, where the letters between two found words are aligned
  as well, so that a word with another letter wrong keeps its ä.
- **Field pairs** are (label, value), both squashed to their words, a label's number aside. A value that was left empty
  is not counted unless the tool gives one. A pair that a table of the gold holds (column and cell, or row and cell), or
  that is a line of its running text ("label: value"), is neither right nor wrong; nor is a registrar's stamp ("INKOM").
- **Boxes** are the options of a form. A marked option that the tool gives as unmarked, unsure or not at all is missed;
  one that it gives as marked and that is unmarked, lost or not in the gold is wrong. *Invented* are the tool's boxes
  that are no option of the gold. Labels are compared squashed.
- **Cases** are right in a document when there are as many as in the gold, each holds ``MOST`` of the words of its own
  and no more than ``FOREIGN`` from elsewhere.

In scans a label with a letter read wrong is still that label (``near``).
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from lexsarah.evaluation.intervals import DRAWS, LEVEL, SEED, Value, wilson
from training.parsing.gold import Boxes, Element, Field, Gold, Heading, Item, Paragraph, State, Table, texts

NEAR = 0.85
"""Share of letters in order (2 · LCS / both lengths) from which two labels read off a scan are the same."""

MOST = 0.90
"""Share of a case's words that its part of the document must hold."""

FOREIGN = 0.10
"""Share of words from elsewhere that it may hold."""

STAMP = "inkom"
"""Label of the registrar's stamp that ``scans`` puts on a paper where there is room: true, and not in the gold."""

SWEDISH = frozenset("åäö")

Array = npt.NDArray[np.float64]

Pair = tuple[str, str]
"""A label and a value, squashed."""


class Mark(NamedTuple):
    """A box as a tool gives it; ``group`` is what it stands under, ``checked`` is None where the tool is unsure."""

    group: str | None
    label: str
    checked: bool | None


class Choice(NamedTuple):
    """A box of the gold and what it stands under."""

    group: str
    label: str
    state: State


@dataclass(frozen=True, slots=True)
class Answer:
    """What a tool gave of a file: running text, pairs of label and value, boxes, and the words of each case."""

    text: str
    fields: tuple[Pair, ...] = ()
    boxes: tuple[Mark, ...] = ()
    cases: tuple[str, ...] | None = None


@dataclass(frozen=True, slots=True)
class Expected:
    """What a document says.

    A pair among ``cells`` or that makes one of the ``lines`` counts neither for nor against; ``cases`` holds each
    case's words.
    """

    name: str
    words: tuple[str, ...]
    pairs: tuple[Pair, ...]
    cells: frozenset[Pair]
    lines: frozenset[str]
    options: tuple[Choice, ...]
    cases: tuple[tuple[str, ...], ...] | None


class Count(NamedTuple):
    """How many are right, how many the gold holds, how many the tool gave; a share has its whole in both."""

    right: float
    asked: float
    given: float


@dataclass(frozen=True, slots=True)
class Score:
    """The counts of a file by figure, and what went wrong, in words, by figure."""

    counts: Mapping[str, Count]
    faults: Mapping[str, list[str]]


def words_of(text: str) -> list[str]:
    """Return the words of a text as they are compared."""
    return re.findall(r"\w+", unicodedata.normalize("NFC", text).lower())


def squash(text: str) -> str:
    """Return the words of a label or a value, parted by one space."""
    return " ".join(words_of(text))


def squash_label(label: str) -> str:
    """Return the words of a label without its number ("1.1 Enhet")."""
    return re.sub(r"^(\d+ )+", "", squash(label))


def expected(gold: Gold) -> Expected:
    """Return what is compared of a gold document."""
    return Expected(
        name=gold.name,
        words=tuple(_words(gold.elements)),
        pairs=tuple((squash_label(one.label), squash(one.value)) for one in gold.elements if isinstance(one, Field)),
        cells=frozenset(pair for one in gold.elements for pair in _cells(one)),
        lines=frozenset(squash(one.text) for one in gold.elements if isinstance(one, Heading | Paragraph | Item)),
        options=tuple(
            Choice(one.group, option.label, option.state)
            for one in gold.elements
            if isinstance(one, Boxes)
            for option in one.options
        ),
        cases=tuple(tuple(_words(gold.elements[first : last + 1])) for first, last in gold.cases)
        if gold.cases
        else None,
    )


def _words(elements: Iterable[Element]) -> list[str]:
    return [word for element in elements for text in texts(element) for word in words_of(text)]


def _cells(element: Element) -> Iterable[Pair]:
    if isinstance(element, Table):
        for row in element.rows:
            for column, cell in zip(element.rows[0], row, strict=True):
                yield squash_label(column), squash(cell)
                yield squash_label(row[0]), squash(cell)


def common(one: Sequence[Hashable], other: Sequence[Hashable]) -> list[tuple[int, int]]:
    """Return the places, in both, of a longest common subsequence.

    Bit-parallel with a bit for each item of ``one`` (Hyyrö, Bit-parallel LCS-length computation revisited, 2004): in
    the row after ``other[j]``, bit i is 0 where the length grows from ``one[:i]`` to ``one[:i + 1]``.
    """
    places: dict[Hashable, int] = {}
    for at, item in enumerate(one):
        places[item] = places.get(item, 0) | 1 << at
    every = (1 << len(one)) - 1
    row, rows = every, []
    for item in other:
        same = row & places.get(item, 0)
        row = ((row + same) | (row - same)) & every
        rows.append(row)
    found = []
    i, j = len(one) - 1, len(other) - 1
    while i >= 0 and j >= 0:
        if rows[j] >> i & 1:
            i -= 1
        elif j and not rows[j - 1] >> i & 1:
            j -= 1
        else:
            found.append((i, j))
            i, j = i - 1, j - 1
    return found[::-1]


def likeness(one: str, other: str) -> float:
    """Share of letters in order of two texts, 1 where both are empty."""
    return 2 * len(common(one, other)) / (len(one) + len(other)) if one or other else 1.0


def score(gold: Expected, answer: Answer, *, near: bool = False) -> Score:
    """Compare what a tool gave of a file with what the file says; ``near`` for scans."""
    counts: dict[str, Count] = {}
    faults: dict[str, list[str]] = {}
    for part in (_score_words, _score_cases):
        part(gold, answer, counts, faults)
    if gold.pairs:
        _score_pairs(gold, answer, counts, faults, stamped=near)
    if gold.options or answer.boxes:
        _score_boxes(gold, answer, counts, faults, near=near)
    return Score(counts, faults)


Counts = dict[str, Count]
Faults = dict[str, list[str]]


def _score_words(gold: Expected, answer: Answer, counts: Counts, faults: Faults) -> None:
    given = words_of(answer.text)
    pairs = common(gold.words, given)
    found = {i for i, _ in pairs}
    n = len(gold.words)
    counts["words"] = Count(len(pairs), n, n)
    counts["words_any"] = Count((Counter(gold.words) & Counter(given)).total(), n, n)
    counts["extra"] = Count(len(given) - len(pairs), len(given), len(given))
    swedish = [i for i, word in enumerate(gold.words) if SWEDISH & set(word)]
    counts["swedish_lost"] = _share(sum(i not in found for i in swedish), len(swedish))
    letters = sum(letter in SWEDISH for word in gold.words for letter in word)
    lost: list[str] = []
    more: list[str] = []
    letters_lost = 0
    for (i, j), (i_end, j_end) in pairwise([(-1, -1), *pairs, (n, len(given))]):
        ours, theirs = " ".join(gold.words[i + 1 : i_end]), " ".join(given[j + 1 : j_end])
        kept = {at for at, _ in common(ours, theirs)} if ours else set()
        letters_lost += sum(letter in SWEDISH and at not in kept for at, letter in enumerate(ours))
        if ours:
            lost.append(f"{' '.join(gold.words[max(0, i - 2) : i + 1])} [{ours}] → [{theirs}]")
        elif theirs:
            more.append(theirs)
    counts["letters_lost"] = _share(letters_lost, letters)
    faults["lost words"], faults["words not in the gold"] = lost, more


def _share(part: int, whole: int) -> Count:
    return Count(part, whole, whole)


def _score_pairs(gold: Expected, answer: Answer, counts: Counts, faults: Faults, *, stamped: bool) -> None:
    asked = [pair for pair in gold.pairs if pair[1]]
    given = [(squash_label(label), squash(value)) for label, value in answer.fields]
    given = [pair for pair in given if pair[1]]
    exact = Counter(asked) & Counter(given)
    missed = list((Counter(asked) - exact).elements())
    wrong = [
        pair
        for pair in (Counter(given) - exact).elements()
        if pair not in gold.cells
        and " ".join(pair) not in gold.lines
        and not (stamped and pair[0].split()[:1] == [STAMP])
    ]
    counts["pairs"] = Count(exact.total(), len(asked), exact.total() + len(wrong))
    close = _near_pairs(missed, wrong)
    counts["pairs_near"] = Count(exact.total() + close, len(asked), exact.total() + len(wrong))
    faults["missed pairs"] = [f"{label} = {value}" for label, value in missed]
    faults["wrong pairs"] = [f"{label} = {value}" for label, value in wrong]


def _near_pairs(missed: Sequence[Pair], wrong: Sequence[Pair]) -> int:
    left = list(wrong)
    for label, value in missed:
        for pair in left:
            if likeness(label, pair[0]) >= NEAR and likeness(value, pair[1]) >= NEAR:
                left.remove(pair)
                break
    return len(wrong) - len(left)


def _score_boxes(gold: Expected, answer: Answer, counts: Counts, faults: Faults, *, near: bool) -> None:
    matched = match_boxes(gold.options, answer.boxes, near=near)
    mark_of = {i: answer.boxes[j] for i, j in matched}
    taken = {j for _, j in matched}
    invented = [mark for j, mark in enumerate(answer.boxes) if j not in taken]
    marked = [i for i, option in enumerate(gold.options) if option.state is State.CHECKED]
    right = sum(i in mark_of and mark_of[i].checked is True for i in marked)
    given = sum(mark.checked is True for mark in answer.boxes)
    counts["boxes"] = Count(right, len(marked), given)
    counts["invented"] = _share(len(invented), len(answer.boxes))
    counts["options_found"] = _share(len(matched), len(gold.options))
    counts["groups"] = _share(
        sum(squash(mark.group or "") == squash(gold.options[i].group) for i, mark in mark_of.items()), len(mark_of)
    )
    lost = [i for i, option in enumerate(gold.options) if option.state is State.LOST]
    known = [i for i in mark_of if gold.options[i].state is not State.LOST]
    counts["unsure"] = _share(sum(mark_of[i].checked is None for i in known), len(known))
    counts["lost_as_unsure"] = _share(sum(i in mark_of and mark_of[i].checked is None for i in lost), len(lost))
    says = {True: "checked", False: "unchecked", None: "lost"}
    faults["wrong boxes"] = [
        f"{option.group} / {option.label}: {option.state}, given as {says[mark_of[i].checked] if i in mark_of else '-'}"
        for i, option in enumerate(gold.options)
        if i not in mark_of or says[mark_of[i].checked] != option.state
    ]
    faults["wrong groups"] = [
        f"{option.label}: {option.group}, given as {mark_of[i].group}"
        for i, option in enumerate(gold.options)
        if i in mark_of and squash(mark_of[i].group or "") != squash(option.group)
    ]
    faults["invented boxes"] = [f"{mark.group} / {mark.label}: {says[mark.checked]}" for mark in invented]


def match_boxes(options: Sequence[Choice], marks: Sequence[Mark], *, near: bool) -> list[tuple[int, int]]:
    """Return which mark (second) is which option (first): by group and label, then by label, in order where it can be.

    With ``near`` what is left goes to the option whose label is most like it, from ``NEAR`` on.
    """
    groups = [(squash(one.group), squash(one.label)) for one in options]
    given = [(squash(one.group or ""), squash(one.label)) for one in marks]
    found: list[tuple[int, int]] = []

    def left() -> tuple[list[int], list[int]]:
        taken_options, taken_marks = {i for i, _ in found}, {j for _, j in found}
        return (
            [i for i in range(len(options)) if i not in taken_options],
            [j for j in range(len(marks)) if j not in taken_marks],
        )

    found += _first_alike(groups, given)
    for alike in (common, _first_alike):
        ours, theirs = left()
        pairs = alike([groups[i][1] for i in ours], [given[j][1] for j in theirs])
        found += [(ours[i], theirs[j]) for i, j in pairs]
    if near:
        ours, theirs = left()
        likely = sorted(
            ((likeness(groups[i][1], given[j][1]), -i, -j) for i in ours for j in theirs),
            reverse=True,
        )
        for like, i, j in likely:
            free_options, free_marks = left()
            if like >= NEAR and -i in free_options and -j in free_marks:
                found.append((-i, -j))
    return sorted(found)


def _first_alike(one: Sequence[Hashable], other: Sequence[Hashable]) -> list[tuple[int, int]]:
    """Pair equal items, the first with the first."""
    places: dict[Hashable, list[int]] = {}
    for j, item in enumerate(other):
        places.setdefault(item, []).append(j)
    return [(i, places[item].pop(0)) for i, item in enumerate(one) if places.get(item)]


def _score_cases(gold: Expected, answer: Answer, counts: Counts, faults: Faults) -> None:
    given = [words_of(case) for case in answer.cases or ()]
    if gold.cases is None:
        if answer.cases is not None:
            counts["needlessly_split"] = _share(len(given) > 1, 1)
        return
    wrong = [] if len(given) == len(gold.cases) else [f"{len(given)} cases, not {len(gold.cases)}"]
    for at, (ours, theirs) in enumerate(zip(gold.cases, given, strict=False), 1):
        same = len(common(ours, theirs))
        if same < MOST * len(ours):
            wrong.append(f"case {at}: {same} of {len(ours)} words")
        elif len(theirs) - same > FOREIGN * len(theirs):
            wrong.append(f"case {at}: {len(theirs) - same} of {len(theirs)} words from elsewhere")
    counts["cases"] = _share(not wrong, 1)
    faults["cases"] = wrong


def figure(counts: Sequence[tuple[str, Count]], *, trials: bool = False) -> Value:
    """Sum the counts of files up to one figure: 2 · right / (asked + given), an F1 or a share.

    The interval is that of ``lexsarah.evaluation.intervals``: percentile bootstrap over documents (the first of each
    pair; a document has several renderings), none where every draw is alike; with ``trials`` (a document is right or
    wrong) it covers Wilson's as well.
    """
    groups = sorted({group for group, _ in counts})
    place = {group: at for at, group in enumerate(groups)}
    table = np.zeros((len(groups), 3))
    for group, count in counts:
        table[place[group]] += count
    n = int(table[:, 1].sum())
    point = _rate(table.sum(axis=0)[None])[0] if groups else np.nan
    if np.isnan(point):
        return Value(None, None, None, n)
    random = np.random.default_rng(SEED)
    weights = random.multinomial(len(groups), np.full(len(groups), 1 / len(groups)), size=DRAWS).astype(np.float64)
    low, high = np.nanpercentile(_rate(weights @ table), [(100 - LEVEL) / 2, (100 + LEVEL) / 2])
    if trials:
        least, most = wilson(float(point), len(groups))
        return Value(float(point), min(float(low), least), max(float(high), most), n)
    if low == high:
        return Value(float(point), None, None, n)
    return Value(float(point), float(low), float(high), n)


def _rate(sums: Array) -> Array:
    both = sums[:, 1] + sums[:, 2]
    with np.errstate(invalid="ignore", divide="ignore"):
        rates: Array = np.where(both > 0, 2 * sums[:, 0] / both, np.nan)
    return rates
