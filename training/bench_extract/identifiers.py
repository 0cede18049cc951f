"""Identifiers and legal references: the annotated documents of corpus/ (dev), and numbers rendered in every spelling.

- *documents*: precision, recall and F1 by kind of the identifiers of a document, each distinct wording once, as
  ``lexsarah evaluate`` counts them; intervals are 80 % bootstrap intervals over groups of documents.
- *rendered*: share of the numbers that are found whole (*found*), with the right value (*value*; only lexsarah gives
  one for all of them), and share of sentences with other figures in which one is found (*false alarms*).
"""

from collections.abc import Callable, Iterable
from pathlib import Path

import numpy as np

from lexsarah.evaluation.comparison import words
from lexsarah.evaluation.gold import Annotated, annotated
from lexsarah.evaluation.intervals import DRAWS, SEED, wilson
from lexsarah.extract.identifiers import find_identifiers, identifiers_in
from lexsarah.ingest import load
from lexsarah.limits import Limits
from lexsarah.parse import parse_safely
from lexsarah.records import IdentifierValue, ParsedDocument
from training.bench_extract import rendered
from training.bench_extract.peers import Found, phone_matcher, plain, presidio

CORPUS = Path(__file__).resolve().parents[2] / "corpus"
KINDS = ("diarienummer", "personnummer", "telefon", "epost", "url", "lagrum")
LEVEL = 80.0
"""Per cent of the draws that an interval holds."""

Item = tuple[str, tuple[str, ...]]
"""Kind and words of an identifier."""


def _ours(document: ParsedDocument) -> set[Item]:
    return {
        (fact.value.kind.value, tuple(words(fact.evidence[0].quote)))
        for fact in find_identifiers(document)
        if isinstance(fact.value, IdentifierValue)
    }


def _by(find: Callable[[str], Found]) -> Callable[[ParsedDocument], set[Item]]:
    def read(document: ParsedDocument) -> set[Item]:
        return {(kind, tuple(words(document.text[start:end]))) for start, end, kind in find(document.text)}

    return read


def readers() -> dict[str, Callable[[ParsedDocument], set[Item]]]:
    """Return the finders by name; Presidio where it is installed."""
    other = presidio()
    found = {"lexsarah": _ours, "patterns + stdnum": _by(plain), "phonenumbers": _by(phone_matcher)}
    return found | ({"presidio": _by(other)} if other else {})


def measured(
    golds: Iterable[Annotated], documents: Iterable[ParsedDocument], read: Callable[[ParsedDocument], set[Item]]
) -> dict[str, np.ndarray]:
    """Count right, asked and given by kind (and "all"), one row a group of documents."""
    rows: dict[str, dict[str, list[int]]] = {}
    for gold, document in zip(golds, documents, strict=True):
        asked = {(one["kind"], tuple(words(one["text"]))) for one in gold.case["identifiers"] if one["kind"] in KINDS}
        given = {one for one in read(document) if one[0] in KINDS}
        for kind in (*KINDS, "all"):
            of = [{one for one in items if kind in {"all", one[0]}} for items in (asked & given, asked, given)]
            counts = rows.setdefault(kind, {}).setdefault(gold.group, [0, 0, 0])
            for at, items in enumerate(of):
                counts[at] += len(items)
    return {kind: np.array(list(groups.values())) for kind, groups in rows.items()}


def f1(counts: np.ndarray) -> np.ndarray:
    """F1 of right, asked and given in the last axis; NaN where there is nothing."""
    with np.errstate(invalid="ignore"):
        shares: np.ndarray = 2 * counts[..., 0] / (counts[..., 1] + counts[..., 2])
    return shares


def interval(counts: np.ndarray) -> tuple[float, float]:
    """Return the ends of the bootstrap interval of the F1 over groups, rows of ``counts``."""
    groups = len(counts)
    weights = np.random.default_rng(SEED).multinomial(groups, np.full(groups, 1 / groups), size=DRAWS)
    low, high = np.nanpercentile(f1(weights @ counts), [(100 - LEVEL) / 2, (100 + LEVEL) / 2])
    return float(low), float(high)


def documents_table(split: str) -> str:
    """Return the table of the documents of a split."""
    golds = annotated(CORPUS, split)
    parsed = [parse_safely(load(gold.source, Limits()), Limits()) for gold in golds]
    lines = ["| kind | tool | n | precision | recall | F1 | 80 % |", "|---|---|--:|--:|--:|--:|---|"]
    tables = {name: measured(golds, parsed, read) for name, read in readers().items()}
    for kind in (*KINDS, "all"):
        for name, counts in tables.items():
            right, asked, given = counts[kind].sum(axis=0)
            if not asked or (not given and name != "lexsarah"):
                continue
            low, high = interval(counts[kind])
            precision = f"{right / given:.3f}" if given else "–"
            score = f"{right / asked:.3f} | {float(f1(counts[kind].sum(axis=0))):.3f}"
            lines.append(f"| {kind} | {name} | {asked} | {precision} | {score} | {low:.3f}–{high:.3f} |")
    return "\n".join(lines)


def rendered_table() -> str:
    """Return the table of the rendered numbers and citations."""
    lines = ["| kind | tool | n | found | 95 % | value | false alarms |", "|---|---|--:|--:|---|--:|--:|"]
    numbers, places = list(rendered.identity_numbers()), list(rendered.citations())
    other = presidio()
    finders: dict[str, Callable[[str], Found]] = {"lexsarah": _spans, "patterns + stdnum": plain}
    finders |= {"presidio": other} if other else {}
    for kind in ("personnummer", "organisationsnummer", "lagrum"):
        asked = [one for one in (*numbers, *places) if one.kind == kind]
        none = [one for one in numbers if not one.kind]
        for name, find in finders.items():
            found = sum((one.start, one.end, kind) in find(one.text) for one in asked)
            if not found and name != "lexsarah":
                continue
            low, high = wilson(found / len(asked), len(asked))
            value = "–"
            if name == "lexsarah":
                right = sum(one.value in {got.normal for got in identifiers_in(one.text)} for one in asked)
                value = f"{right / len(asked):.3f}"
            alarms = sum(any(got[2] == kind for got in find(one.text)) for one in none)
            lines.append(
                f"| {kind} | {name} | {len(asked)} | {found / len(asked):.3f} | {low:.3f}–{high:.3f} | {value} "
                f"| {alarms} of {len(none)} |"
            )
    return "\n".join(lines)


def _spans(text: str) -> Found:
    return [(one.start, one.end, one.kind.value) for one in identifiers_in(text)]


def report() -> str:
    """Return the tables; of the documents those of the development split."""
    return f"Documents of `dev`:\n\n{documents_table('dev')}\n\nRendered spellings:\n\n{rendered_table()}"
