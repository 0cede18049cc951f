"""Annotated documents sentence by sentence: what each sentence states, what is said of it, and what it is for.

A finding belongs to the sentence that its annotated words mostly stand in. The role of a sentence is what the
annotation says (words that were quoted for a cause are one), else what the heading that it stands under announces, or
the kind of its block; where none of these says anything, it teaches nothing.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from lexsarah.classify.account import FOUND, HEADS, Line, counted, found_in, lines
from lexsarah.classify.features import uncapitalised
from lexsarah.classify.findings import LABELS, QUALIFIERS, voices
from lexsarah.classify.vectors import Counted
from lexsarah.records import BlockKind, Fact
from lexsarah.vocabulary import SectionRole
from training.material import Example

LISTS = {"cause": ("causes", "area"), "measure": ("measures", "kind"), "consequence": ("consequences", "kind")}
"""Keys of the annotation: of the list, and of the label in it."""

SAID = {"measure": "status", "consequence": "caused"}
"""Keys of what is said of a label."""

OF_KIND: Mapping[BlockKind, SectionRole] = {
    BlockKind.LAW_BOX: SectionRole.FACT_BOX,
    BlockKind.CONTACT: SectionRole.CONTACT,
    BlockKind.BOILERPLATE: SectionRole.BOILERPLATE,
}
"""Blocks that are for one thing whatever they say."""

Indicator = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Account:
    """A document cut into sentences.

    ``stated`` has for every field a matrix (lines, labels) of what the annotation quotes, ``voices`` the same of what
    the rules found; ``said`` and ``role`` are columns in the heads ``… is`` and ``role``, -1 where nothing is known.
    """

    example: Example
    lines: tuple[Line, ...]
    counted: tuple[Counted, ...]
    tells: Indicator
    stated: Mapping[str, Indicator]
    voices: Mapping[str, NDArray[np.float64]]
    said: Mapping[str, NDArray[np.int64]]
    role: NDArray[np.int64]

    @property
    def deviation(self) -> bool:
        """Whether the annotation holds it for a deviation report."""
        return self.example.gold["is_deviation_report"] is True


def beginnings(examples: Iterable[Example]) -> frozenset[str]:
    """Return the words that the documents also write without a capital: those a sentence may begin with."""
    return frozenset(word for one in examples for word in uncapitalised(one.document.text))


def accounts(examples: Iterable[Example], known: frozenset[str] | None = None) -> tuple[Account, ...]:
    """Cut documents into sentences; ``known`` as in ``features.tokens``. Documents without any are left out."""
    cut = (_account(one, known) for one in examples)
    return tuple(one for one in cut if one is not None)


def _account(example: Example, known: frozenset[str] | None) -> Account | None:
    account = lines(example.document, example.case, known)
    if not account:
        return None
    ruled = found_in(account, example.facts)
    stated = {field: np.zeros((len(account), len(LABELS[field])), dtype=bool) for field in FOUND}
    said = {field: np.full(len(account), -1) for field in QUALIFIERS}
    role = np.array([_announced(line) for line in account])
    for field, item, at in _quoted(example, account):
        key = LISTS[field][1]
        stated[field][at, LABELS[field].index(item[key])] = True
        role[at] = ROLE_OF[field]
        if field in SAID and item.get(SAID[field]):
            said[field][at] = LABELS[f"{field} is"].index(item[SAID[field]])
    discovered = example.gold.get("discovered")
    noticed = _line_of(example.document.text, account, discovered["evidence"]) if discovered else None
    if noticed is not None:
        role[noticed] = LABELS["role"].index(SectionRole.DISCOVERY)
    return Account(
        example,
        account,
        tuple(counted(account, example.facts)),
        np.array([line.tells for line in account]),
        stated,
        {field: voices(field, ruled) for field in FOUND},
        said,
        role,
    )


ROLE_OF = {field: LABELS["role"].index(field) for field in FOUND}
"""Column of the role that a sentence with a finding has."""


def _announced(line: Line) -> int:
    role = OF_KIND.get(line.block.kind, line.block.role)
    return -1 if role is None or line.block.kind in HEADS else LABELS["role"].index(role)


def _quoted(example: Example, account: Sequence[Line]) -> Iterator[tuple[str, dict[str, Any], int]]:
    """Yield every finding of the annotation with its field and its line; those whose words are in no line are lost."""
    for field, (key, _) in LISTS.items():
        for item in example.gold[key]:
            at = _line_of(example.document.text, account, item["evidence"])
            if at is not None:
                yield field, item, at


def _line_of(text: str, account: Sequence[Line], quote: str) -> int | None:
    """Return the line that most of a quotation stands in; None if it stands in none."""
    match = re.search(r"\s+".join(map(re.escape, quote.split())), text)
    if match is None:
        return None
    shared = [min(line.span.end, match.end()) - max(line.span.start, match.start()) for line in account]
    best = int(np.argmax(shared))
    return best if shared[best] > 0 else None


def flat(facts: Iterable[Fact]) -> dict[str, list[dict[str, str]]]:
    """Return findings in the flat shape."""
    given = list(facts)
    return {
        key: [{part: str(one.value), "evidence": one.evidence[0].quote} for one in given if one.field == field]
        for field, (key, part) in LISTS.items()
    }
