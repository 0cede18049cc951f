"""Causes, measures and consequences of a case, sentence by sentence, and what each of its sentences is for.

A sentence states a finding by two readings that are joined: of every label for itself, and of "is there a cause here"
times "which". The first knows the words of a label, the second the manner of all causes. What the rules found in a
sentence is among the signs; documents have ways of writing that the corpus has not, and there the rules have a say of
their own (``VOICE``).
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from lexsarah.classify.account import FOUND, HEADS, Line, counted, found_in, lines
from lexsarah.classify.linear import Array, Head
from lexsarah.classify.stored import Labels, Model, load_model
from lexsarah.classify.vectors import Matrix
from lexsarah.records import BlockKind, Case, Evidence, Fact, ParsedDocument, Producer, Span
from lexsarah.vocabulary import CauseArea, Caused, Consequence, Labelled, Measure, MeasureStatus, SectionRole

VALUES: Mapping[str, type[Labelled]] = {"cause": CauseArea, "measure": Measure, "consequence": Consequence}
"""Vocabulary of every field."""

QUALIFIERS: Mapping[str, type[Labelled]] = {"measure": MeasureStatus, "consequence": Caused}
"""What is said of a value, by field."""


def _codes(vocabulary: type[Labelled]) -> tuple[str, ...]:
    return tuple(one.value for one in vocabulary)


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

VOICE = 1.0
"""Log odds that a label gains where the rules found it too. It costs some 0.005 of F1 on dev: the corpus tells in
passing what plainer texts state ("orsaken var hög arbetsbelastning"), and there the rules know more than it can teach.
"""

ONCE = frozenset({"consequence"})
"""Fields of which a value is given once: an outcome is one however often it is told."""

LEAST = 1e-9
"""Probabilities are kept so far from 0 and 1 that their log odds are finite."""

OF_KIND: Mapping[BlockKind, SectionRole] = {
    BlockKind.LAW_BOX: SectionRole.FACT_BOX,
    BlockKind.CONTACT: SectionRole.CONTACT,
    BlockKind.BOILERPLATE: SectionRole.BOILERPLATE,
}
"""Blocks that are for one thing whatever they say."""


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
        return Judged(document, [account[at] for at in telling], ruled, rows, chances)

    def _facts(self, field: str, told: "Judged") -> Iterator[Fact]:
        head, chances = self.model.linear.heads[field], told.chances[field]
        picked = chosen(chances, head.thresholds, once=field in ONCE)
        said = self._qualifiers(field, told.rows[[row for row, _ in picked]]) if picked else []
        for (row, column), qualifier in zip(picked, said, strict=True):
            value, chance = VALUES[field](head.labels[column]), float(chances[row, column])
            quote = told.quote(row, field, value)
            yield Fact(field, value, (quote,), self.producer, chance, bool(chance < head.sure[column]), qualifier)

    def _qualifiers(self, field: str, rows: Matrix) -> list[str | None]:
        """Return what is said of the values in sentences, the most probable; None for a field that has none."""
        if field not in QUALIFIERS:
            return [None] * rows.shape[0]
        head = self.model.linear.heads[f"{field} is"]
        return [head.labels[column] for column in head.scores(rows).argmax(axis=1)]

    def roles(self, document: ParsedDocument, case: Case) -> tuple[tuple[Span, SectionRole, float], ...]:
        """Tell what every sentence of a case is for, headings left out, with a probability.

        A heading that says so, or the kind of the block, holds (with 1.0) over what the words of the sentence suggest.
        """
        account = [line for line in lines(document, case) if line.block.kind not in HEADS]
        if not account:
            return ()
        linear = self.model.linear
        head = linear.heads["role"]
        chances = head.probabilities(head.scores(linear.vectors.weighted(linear.vectors.counts(counted(account, ())))))
        found = []
        for line, row in zip(account, chances, strict=True):
            announced = OF_KIND.get(line.block.kind, line.block.role)
            column = int(row.argmax())
            learned = (SectionRole(head.labels[column]), float(row[column]))
            found.append((line.span, *((announced, 1.0) if announced else learned)))
        return tuple(found)


@dataclass(frozen=True, slots=True)
class Judged:
    """The sentences of a case that may state something, what the rules found in each, and their rows.

    ``chances`` are by field the probabilities (sentences, labels).
    """

    document: ParsedDocument
    lines: Sequence[Line]
    ruled: Sequence[Sequence[Fact]]
    rows: Matrix
    chances: Mapping[str, Array]

    def quote(self, row: int, field: str, value: str) -> Evidence:
        """Quote a sentence for a value: the words that the rules took for the same, else all of it."""
        same = (fact.evidence[0] for fact in self.ruled[row] if (fact.field, fact.value) == (field, value))
        return next(same, None) or self.document.evidence(self.lines[row].span)
