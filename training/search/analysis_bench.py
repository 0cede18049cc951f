"""What each part of the analyser gives: ``python -m training.search.analysis_bench FOLDER`` writes docs/search.md.

FOLDER holds ``interpellations.jsonl.gz`` (shared data). Three sets, none made for lexsarah's questions:

- *topics*: the topic of an interpellation finds its text among all of them. The topics are of those that the compound
  model has not seen (``training.compounds.held_out``); the line that repeats the topic above a text is taken off.
- *same event*: the first words of a paper of the corpus (splits train and dev) find the other papers on its event.
- *halves*: the first half of a passage of those papers finds the second half.

BM25 ranks; a table gives nDCG@10 and recall@10 and @50, and the difference in nDCG@10 from stems alone, with 95 %
bootstrap intervals over questions. The thesaurus is not measured here: these questions are no everyday Swedish.
"""

import random
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

from lexsarah.index.terms import NAME, PART, WHOLE, Kind, asked, counted
from lexsarah.language import WORD
from training.bench_extract.figures import replaced, table
from training.compounds import held_out, rows
from training.documents import CORPUS, documents
from training.search.bm25 import Index
from training.splits import read

PAGE = CORPUS.parent / "docs" / "search.md"
MARK = "analysis"
QUESTIONS = 1_000
FIRST_WORDS = 30
PASSAGE = 200
SEED = 20261122
DRAWS = 2_000

Floats = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Collection:
    """Texts, questions, and for each question the texts that answer it; ``apart`` is one that must not be counted."""

    name: str
    texts: tuple[str, ...]
    questions: tuple[str, ...]
    answers: tuple[frozenset[int], ...]
    apart: tuple[int | None, ...]


@dataclass(frozen=True, slots=True)
class Way:
    """Which kinds of terms are looked for. ``one_term``: a part of a compound is the same term as the word itself."""

    name: str
    kinds: frozenset[Kind]
    one_term: bool = False


STEM = frozenset({Kind.STEM})
WAYS = (
    Way("stems", STEM),
    Way("words as written", frozenset({Kind.WORD})),
    Way("stems and words as written", STEM | {Kind.WORD}),
    Way("stems and compounds", STEM | {Kind.PART}),
    Way("the same, parts and words one term", STEM | {Kind.PART}, one_term=True),
    Way("stems and names", STEM | {Kind.NAME}),
    Way("stems, compounds, names", STEM | {Kind.PART, Kind.NAME}),
    Way("all of them", STEM | {Kind.PART, Kind.NAME, Kind.WORD}),
)


def topics(folder: Path) -> Collection:
    """Topics of interpellations and the texts of all."""
    texts, questions, answers = [], [], []
    for row in rows(folder / "interpellations.jsonl.gz"):
        if held_out(row["id"]) and row["topic"].strip():
            questions.append(row["topic"])
            answers.append(frozenset({len(texts)}))
        texts.append(_without_head(row["text"]))
    chosen = sorted(random.Random(SEED).sample(range(len(questions)), min(QUESTIONS, len(questions))))  # noqa: S311
    return Collection(
        "topics",
        tuple(texts),
        tuple(questions[at] for at in chosen),
        tuple(answers[at] for at in chosen),
        (None,) * len(chosen),
    )


def _without_head(text: str) -> str:
    first, _, rest = text.partition("\n")
    return rest if first.startswith("Interpellation") and rest else text


def events() -> Collection:
    """First words of papers on events that several papers tell of."""
    places = read()
    known = [one for one in documents() if places[one.name].split in {"train", "dev"}]
    by_event: defaultdict[str, set[int]] = defaultdict(set)
    for at, one in enumerate(known):
        if one.case["event_id"]:
            by_event[one.case["event_id"]].add(at)
    asking = [(at, others - {at}) for others in by_event.values() for at in sorted(others) if len(others) > 1]
    return Collection(
        "same event",
        tuple(one.text for one in known),
        tuple(_first_words(known[at].text) for at, _ in asking),
        tuple(frozenset(others) for _, others in asking),
        tuple(at for at, _ in asking),
    )


def _first_words(text: str) -> str:
    ends = [match.end() for match in WORD.finditer(text)]
    return text[: ends[min(FIRST_WORDS, len(ends)) - 1]]


def halves() -> Collection:
    """First and second halves of passages of the corpus."""
    places = read()
    firsts, seconds = [], []
    for one in documents():
        if places[one.name].split in {"train", "dev"}:
            for first, second in _halves(one.text):
                firsts.append(first)
                seconds.append(second)
    everything = range(len(firsts))
    return Collection(
        "halves", tuple(seconds), tuple(firsts), tuple(frozenset({at}) for at in everything), (None,) * len(firsts)
    )


def _halves(text: str) -> Iterator[tuple[str, str]]:
    starts = [match.start() for match in WORD.finditer(text)]
    for at in range(0, len(starts) - PASSAGE + 1, PASSAGE):
        end = starts[at + PASSAGE] if at + PASSAGE < len(starts) else len(text)
        middle = starts[at + PASSAGE // 2]
        yield text[starts[at] : middle], text[middle:end]


def looked_for(question: str, way: Way) -> dict[str, float]:
    """Return the weighted terms of a question in one way of asking."""
    wanted = {one.term: one for one in asked(question) if one.kind in way.kinds}
    weights: dict[str, float] = {}
    for name, one in wanted.items():
        # Without names, words that are part of one are words like others; words alone count in full.
        whole = one.kind is Kind.STEM and Kind.NAME not in way.kinds
        weight = 1.0 if whole or way.kinds == {Kind.WORD} else one.weight
        merged = name.removeprefix(PART) if way.one_term else name
        weights[merged] = max(weight, weights.get(merged, 0.0))
    return weights


def kept(terms: Mapping[str, int], way: Way) -> dict[str, int]:
    """Return the terms of a text that one way of asking needs."""
    if not way.one_term:
        return dict(terms)
    merged: Counter[str] = Counter()
    for term, count in terms.items():
        if term[0] not in {WHOLE, NAME}:
            merged[term.removeprefix(PART)] += count
    return merged


def gains(collection: Collection, index: Index, questions: Iterable[dict[str, float]]) -> Floats:
    """Return nDCG@10, recall@10 and recall@50 of every question."""
    found = []
    for asked_for, answers, apart in zip(questions, collection.answers, collection.apart, strict=True):
        scores = index.scores(asked_for)
        if apart is not None:
            scores[apart] = -1.0
        order = np.lexsort((np.arange(len(scores)), -scores))[:50]
        right = np.array([at in answers and scores[at] > 0 for at in order], dtype=np.float64)
        discount = 1 / np.log2(np.arange(2, 12))
        best = discount[: len(answers)].sum()
        of = min(len(answers), 10)
        found.append((right[:10] @ discount[: len(right[:10])] / best, right[:10].sum() / of, right.sum() / len(answers)))
    return np.array(found)


def interval(values: Floats) -> tuple[float, float]:
    """Return the ends of the 95 % bootstrap interval of a mean."""
    drawn = np.random.default_rng(SEED).multinomial(len(values), np.full(len(values), 1 / len(values)), size=DRAWS)
    low, high = np.percentile(drawn @ values / len(values), [2.5, 97.5])
    return float(low), float(high)


def measured(collection: Collection, ways: Sequence[Way] = WAYS) -> dict[str, Floats]:
    """Return the gains of every way on a collection."""
    terms = [counted(text) for text in collection.texts]
    lengths = [sum(1 for _ in WORD.finditer(text)) for text in collection.texts]
    found: dict[str, Floats] = {}
    indexes: dict[bool, Index] = {}
    for way in ways:
        if way.one_term not in indexes:
            indexes[way.one_term] = Index([kept(one, way) for one in terms], lengths)
        asking = (looked_for(question, way) for question in collection.questions)
        found[way.name] = gains(collection, indexes[way.one_term], asking)
    return found


def report(collection: Collection, found: Mapping[str, Floats]) -> str:
    """Write the table of a collection."""
    start = found[WAYS[0].name]
    lines = []
    for name, values in found.items():
        low, high = interval(values[:, 0])
        less, more = interval(values[:, 0] - start[:, 0])
        difference = float((values[:, 0] - start[:, 0]).mean())
        lines.append(
            [
                name,
                f"{values[:, 0].mean():.3f} [{low:.3f}, {high:.3f}]",
                f"{values[:, 1].mean():.3f}",
                f"{values[:, 2].mean():.3f}",
                "–" if name == WAYS[0].name else f"{difference:+.3f} [{less:+.3f}, {more:+.3f}]",
            ]
        )
    head = ["terms", "nDCG@10", "recall@10", "recall@50", "nDCG@10 less that of stems"]
    return (
        f"**{collection.name}**: {len(collection.questions):,} questions, {len(collection.texts):,} texts.\n\n"
        f"{table(head, lines)}"
    )


def main() -> None:
    """Measure and write the page."""
    sets = (topics(Path(sys.argv[1])), events(), halves())
    tables = [report(one, measured(one)) for one in sets]
    part = "\n\n".join(tables)
    print(part)
    PAGE.write_text(replaced(PAGE.read_text("utf-8"), MARK, part), "utf-8")


if __name__ == "__main__":
    main()
