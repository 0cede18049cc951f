"""Causes, measures and consequences of a case, sentence by sentence, and what each of its sentences is for.

A sentence states a finding by two readings that are joined: of every label for itself, and of "is there a cause here"
times "which". The first knows the words of a label, the second the manner of all causes. What the rules found in a
sentence is among the signs; documents have ways of writing that the corpus has not, and there the rules have a say of
their own (``VOICE``).
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from lexsarah.classify.account import FOUND, HEADS, Line, counted, found_in, lines
from lexsarah.classify.linear import Array, Head
from lexsarah.classify.stored import Labels, Model, load_model
from lexsarah.classify.vectors import Matrix
from lexsarah.records import (
    NOT_ABOUT_THE_CASE,
    Block,
    BlockKind,
    Case,
    DateValue,
    Evidence,
    Fact,
    ParsedDocument,
    Producer,
    Span,
)
from lexsarah.vocabulary import CauseArea, Caused, Consequence, DateRole, Labelled, Measure, MeasureStatus, SectionRole

VALUES: Mapping[str, type[Labelled]] = {"cause": CauseArea, "measure": Measure, "consequence": Consequence}
"""Vocabulary of every field."""

QUALIFIERS: Mapping[str, type[Labelled]] = {"measure": MeasureStatus, "consequence": Caused}
"""What is said of a value, by field."""


def _codes(vocabulary: type[Labelled]) -> tuple[str, ...]:
    return tuple(one.value for one in vocabulary)


BEFORE_MEASURES = frozenset({DateRole.INCIDENT, DateRole.REPORTED})
"""Roles of dates that are of no measure."""

ROLES = _codes(SectionRole)

LABELS: Labels = {
    **{field: _codes(vocabulary) for field, vocabulary in VALUES.items()},
    "stated": FOUND,
    **{f"which {field}": _codes(vocabulary) for field, vocabulary in VALUES.items()},
    **{f"{field} is": _codes(vocabulary) for field, vocabulary in QUALIFIERS.items()},
    "role": ROLES,
}
"""Heads of the model: each label for itself; is one of the field stated; which one it then is; what is said of it; and
the role of the sentence."""

VOICE = 2.0
"""Log odds that a label gains where the rules found it too. Out of fold F1 is the same from 0 to 3 (measured once); the
corpus tells in passing what plainer texts state ("orsaken var hög arbetsbelastning"), and there the rules know more
than it can teach. The value was chosen with reference documents by other writers in view: their figures for findings
are no longer those of unseen text."""

ONCE = frozenset({"consequence"})
"""Fields of which a value is given once: an outcome is one however often it is told."""

LEAST = 1e-9
"""Probabilities are kept so far from 0 and 1 that their log odds are finite."""

SAY_THEMSELVES = HEADS | NOT_ABOUT_THE_CASE | {BlockKind.CHECKBOX}
"""Kinds of blocks that have no role to be told from their words."""

AROUND_THE_CASE = frozenset(
    {SectionRole.FACT_BOX, SectionRole.CONTACT, SectionRole.SIGNATURES, SectionRole.BOILERPLATE}
)
"""Roles that are not given to a text that parsing holds for the case's: too much would be lost by a mistake."""


def load(folder: Path) -> "FindingsClassifier":
    """Load the model in a folder (``resources.folder("models") / "findings"``).

    Raises
    ------
    ModelError
        Naming the file that is missing, damaged or made with other versions.
    """
    return FindingsClassifier(load_model(folder, LABELS))


def scores(heads: Mapping[str, Head], field: str, rows: Matrix, voices: Array) -> Array:
    """Score sentences (rows) for the labels of a field: (rows, labels), uncalibrated.

    The mean of a label's own score and of the log odds of stated times which, and ``VOICE`` where the rules found the
    same (``voices``, ones and zeros of the same shape).
    """
    import numpy as np  # noqa: PLC0415  (--help stays light)

    own, stated, which = heads[field], heads["stated"], heads[f"which {field}"]
    is_there = stated.probabilities(stated.scores(rows))[:, [FOUND.index(field)]]
    both = np.clip(is_there * which.probabilities(which.scores(rows)), LEAST, 1 - LEAST)
    joined = (own.scores(rows) + np.log(both / (1 - both))) / 2
    return joined + VOICE * voices


def voices(field: str, ruled: Sequence[Sequence[Fact]]) -> Array:
    """Return ones where the rules found a label in a sentence, (sentences, labels)."""
    import numpy as np  # noqa: PLC0415

    found = [{str(fact.value) for fact in facts if fact.field == field} for facts in ruled]
    return np.array([[label in values for label in LABELS[field]] for values in found], dtype=np.float64)


def chosen(chances: Array, thresholds: Array, *, once: bool) -> list[tuple[int, int]]:
    """Return the sentences and labels (row, column) that reach their threshold; ``once``: of each label the best."""
    reach = [(int(row), int(column)) for row, column in zip(*(chances >= thresholds).nonzero(), strict=True)]
    if not once:
        return reach
    best = {column: int(chances[:, column].argmax()) for _, column in reach}
    return [(row, column) for row, column in reach if best[column] == row]


@dataclass(frozen=True, slots=True)
class FindingsClassifier:
    """Finds causes, measures and consequences of a case (``stages.Classifier``), and tells the roles of sentences."""

    model: Model

    @property
    def producer(self) -> Producer:
        """Who made the facts: the model, and which one."""
        return self.model.producer

    def __call__(self, document: ParsedDocument, case: Case, facts: tuple[Fact, ...]) -> tuple[Fact, ...]:
        """Find what sentences of the case state; ``facts`` are those of the rules."""
        told = self.judged(document, case, facts)
        return () if told is None else tuple(fact for field in FOUND for fact in self._facts(field, told))

    def judged(self, document: ParsedDocument, case: Case, facts: Sequence[Fact]) -> "Judged | None":
        """Judge the sentences of a case that may state something; None if there are none."""
        account = lines(document, case)
        telling = [at for at, line in enumerate(account) if line.tells]
        if not telling:
            return None
        vectors, heads, items = self.model.linear.vectors, self.model.linear.heads, counted(account, facts)
        rows = vectors.weighted(vectors.counts([items[at] for at in telling]))
        found = found_in(account, facts)
        ruled = [found[at] for at in telling]
        chances = {
            field: heads[field].probabilities(scores(heads, field, rows, voices(field, ruled))) for field in FOUND
        }
        return Judged(document, [account[at] for at in telling], ruled, rows, chances, facts)

    def _facts(self, field: str, told: "Judged") -> Iterator[Fact]:
        head, chances = self.model.linear.heads[field], told.chances[field]
        picked = chosen(chances, head.thresholds, once=field in ONCE)
        said = self._qualifiers(field, told.rows[[row for row, _ in picked]]) if picked else []
        for (row, column), qualifier in zip(picked, said, strict=True):
            value, chance = VALUES[field](head.labels[column]), float(chances[row, column])
            quote = told.quote(row, field, value)
            words = (quote, *told.when(row, quote)) if field == "measure" else (quote,)
            yield Fact(field, value, words, self.producer, chance, bool(chance < head.sure[column]), qualifier)

    def _qualifiers(self, field: str, rows: Matrix) -> list[str | None]:
        """Return what is said of the values in sentences, the most probable; None for a field that has none."""
        if field not in QUALIFIERS:
            return [None] * rows.shape[0]
        head = self.model.linear.heads[f"{field} is"]
        return [head.labels[column] for column in head.scores(rows).argmax(axis=1)]

    def with_roles(self, document: ParsedDocument) -> ParsedDocument:
        """Give a role to the blocks that no heading and no kind gives one, where that is sure; the others stay open."""
        account = lines(document, Case(Span(0, len(document.text)), ""))
        open_ = [
            at for at, line in enumerate(account) if line.block.role is None and line.block.kind not in SAY_THEMSELVES
        ]
        if not open_:
            return document
        vectors = self.model.linear.vectors
        rows = vectors.weighted(vectors.counts(counted(account, ())))
        roles = self.sections([account[at] for at in open_], rows[open_])
        return replace(document, blocks=tuple(_with_role(block, roles.get(block.span)) for block in document.blocks))

    def sections(self, account: Sequence[Line], rows: Matrix) -> dict[Span, tuple[SectionRole, float]]:
        """Tell the roles of the blocks that lines stand in, by span, with their chances; none that is not sure.

        A block's chances are the mean of its lines', weighed by their words.
        """
        head = self.model.linear.heads["role"]
        sums: dict[Span, Array] = {}
        for line, chances in zip(account, head.probabilities(head.scores(rows)), strict=True):
            sums[line.block.span] = sums.get(line.block.span, 0.0) + len(line.tokens) * chances
        told = {span: (int(one.argmax()), float(one.max() / one.sum())) for span, one in sums.items()}
        return {
            span: (SectionRole(head.labels[column]), chance)
            for span, (column, chance) in told.items()
            if chance >= head.sure[column] and head.labels[column] not in AROUND_THE_CASE
        }


def _with_role(block: Block, told: tuple[SectionRole, float] | None) -> Block:
    return block if told is None or block.role is not None else replace(block, role=told[0], role_chance=told[1])


@dataclass(frozen=True, slots=True)
class Judged:
    """The sentences of a case that may state something, what the rules found in each, and their rows.

    ``chances`` are by field the probabilities (sentences, labels), ``facts`` all that the rules found in the case.
    """

    document: ParsedDocument
    lines: Sequence[Line]
    ruled: Sequence[Sequence[Fact]]
    rows: Matrix
    chances: Mapping[str, Array]
    facts: Sequence[Fact]

    def quote(self, row: int, field: str, value: str) -> Evidence:
        """Quote a sentence for a value: the words that the rules took for the same, else all of it."""
        same = (fact.evidence[0] for fact in self.ruled[row] if (fact.field, fact.value) == (field, value))
        return next(same, None) or self.document.evidence(self.lines[row].span)

    def when(self, row: int, quote: Evidence) -> tuple[Evidence, ...]:
        """Return the words of the first date in the quotation, else in its sentence, that may be the measure's."""
        dates = [
            fact.evidence[0]
            for fact in self.facts
            if isinstance(fact.value, DateValue)
            and fact.value.role not in BEFORE_MEASURES
            and fact.evidence[0].span in self.lines[row].span
        ]
        return tuple(sorted(dates, key=lambda one: one.span not in quote.span)[:1])
