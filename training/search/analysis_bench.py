"""What each part of the analyser gives: ``python -m training.search.analysis_bench FOLDER`` writes docs/search.md.

FOLDER holds ``interpellations.jsonl.gz`` (shared data). None of the sets was made with lexsarah's questions in view:

- *topics*: the topic of an interpellation finds its text among all of them. The topics are of those that the compound
  model has not seen (``training.compounds.held_out``); the line that repeats the topic above a text is taken off.
- *same event*: the first words of a paper of the corpus (splits train and dev) find the other papers on its event.
- *halves*: the first half of a passage of those papers finds the second half.
- *other form*: the words around a name in a passage, with the name in its other form ("SÄBO" for "särskilt boende"),
  find the passage. This one is made for names, and says no more than that they work.

BM25 ranks; a table gives nDCG@10 and recall@10 and @50, and the difference in nDCG@10 from Snowball's stems alone, with
95 % bootstrap intervals over questions. The weights in ``lexsarah.index.terms`` were chosen on every second question.
The thesaurus is not measured here: these questions are no everyday Swedish.
"""

import random
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

from lexsarah.index.names import abbreviations
from lexsarah.index.terms import NAME, STOP_WORDS, Kind, asked, spotted
from lexsarah.language import WORD, stem
from training.bench_extract.figures import replaced, table
from training.compounds import held_out, rows
from training.documents import CORPUS, documents
from training.search.bm25 import Index
from training.search.resampling import mean
from training.splits import read

PAGE = CORPUS.parent / "docs" / "search.md"
MARK = "analysis"
QUESTIONS = 1_000
FIRST_WORDS = 30
PASSAGE = 200
AROUND = 4
"""Words on either side of a name."""
SEED = 20261122

Floats = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Collection:
    """Texts, questions, and for each question the texts that answer it; ``apart`` is one that must not be counted."""

    name: str
    texts: tuple[str, ...]
    questions: tuple[str, ...]
    answers: tuple[frozenset[int], ...]
    apart: tuple[int | None, ...]


WRITTEN, SNOWBALL = "written", "snowball"
"""Kinds that lexsarah does not index: a word as it is written, and its stem as Snowball gives it."""
WRITTEN_WEIGHT = 0.2
APART, APART_WEIGHT = "+", 0.5
"""Sign and weight of parts of compounds where they are not the same terms as words."""


@dataclass(frozen=True, slots=True)
class Way:
    """Which kinds of terms are looked for. ``apart``: a part of a compound is another term than the word itself."""

    name: str
    kinds: frozenset[str]
    apart: bool = False


STEMS: frozenset[str] = frozenset({Kind.STEM})
WAYS = (
    Way("Snowball's stems", frozenset({SNOWBALL})),
    Way("stems", STEMS),
    Way("words as written", frozenset({WRITTEN})),
    Way("stems, words as written", STEMS | {WRITTEN}),
    Way("stems, parts of compounds", STEMS | {Kind.PART}),
    Way("stems, parts as terms apart", STEMS | {Kind.PART}, apart=True),
    Way("stems, names", STEMS | {Kind.NAME}),
    Way("stems, parts, names (what is used)", STEMS | {Kind.PART, Kind.NAME}),
    Way("stems, parts, names, words as written", STEMS | {Kind.PART, Kind.NAME, WRITTEN}),
)


def topics(folder: Path) -> Collection:
    """Topics of interpellations and the texts of all."""
    texts: list[str] = []
    questions: list[str] = []
    answers: list[frozenset[int]] = []
    for row in rows(folder / "interpellations.jsonl.gz"):
        if held_out(row["id"]) and row["topic"].strip():
            questions.append(row["topic"])
            answers.append(frozenset({len(texts)}))
        texts.append(without_head(row["text"]))
    chosen = sorted(random.Random(SEED).sample(range(len(questions)), min(QUESTIONS, len(questions))))  # noqa: S311
    return Collection(
        "topics",
        tuple(texts),
        tuple(questions[at] for at in chosen),
        tuple(answers[at] for at in chosen),
        (None,) * len(chosen),
    )


def without_head(text: str) -> str:
    """Take off the line that repeats the topic of an interpellation above its text."""
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


def other_form() -> Collection:
    """Words around a name, which is written as the passage does not."""
    short = {name: one for one, name in reversed(abbreviations().items())}
    places = read()
    passages: list[str] = []
    questions: list[str] = []
    answers: list[frozenset[int]] = []
    for one in documents():
        if places[one.name].split in {"train", "dev"}:
            for first, second in _halves(one.text):
                text = first + second
                found = [term for term in spotted(text) if term.kind is Kind.NAME and term.term[len(NAME) :] in short]
                if found:
                    name = found[0].term.removeprefix(NAME)
                    said = text[found[0].span.start : found[0].span.end]
                    other = name if said in abbreviations() else short[name]
                    before = text[: found[0].span.start].split()[-AROUND:]
                    after = text[found[0].span.end :].split()[:AROUND]
                    questions.append(" ".join((*before, other, *after)))
                    answers.append(frozenset({len(passages)}))
                passages.append(text)
    return Collection("other form", tuple(passages), tuple(questions), tuple(answers), (None,) * len(questions))


Kinds = Counter[tuple[str, str]]
"""How often each term of a kind stands in a text."""


def kinds(text: str) -> Kinds:
    """Count the terms of a text by kind."""
    found: Kinds = Counter((one.kind, one.term) for one in spotted(text))
    for word in _written(text):
        found.update({(WRITTEN, f"={word}"): 1, (SNOWBALL, stem(word)): 1})
    return found


def _written(text: str) -> list[str]:
    return [word for match in WORD.finditer(text) if (word := match.group().lower()) not in STOP_WORDS]


def kept(found: Kinds, way: Way) -> Counter[str]:
    """Return the terms of a text that one way of asking needs."""
    terms: Counter[str] = Counter()
    for (kind, term), count in found.items():
        if kind in way.kinds:
            terms[APART + term if way.apart and kind == Kind.PART else term] += count
    return terms


def looked_for(question: str, way: Way) -> dict[str, float]:
    """Return the weighted terms of a question in one way of asking."""
    weights: dict[str, float] = {}
    for one in asked(question):
        if one.kind in way.kinds:
            # Without names, words that are part of one are words like others.
            weights[one.term] = 1.0 if one.kind is Kind.STEM and Kind.NAME not in way.kinds else one.weight
            if way.apart:
                weights[APART + one.term] = weights[one.term] * APART_WEIGHT
    if WRITTEN in way.kinds:
        weights |= {f"={word}": WRITTEN_WEIGHT for word in _written(question)}
    if SNOWBALL in way.kinds:
        weights |= {stem(word): 1.0 for word in _written(question)}
    return weights


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
        found.append(
            (right[:10] @ discount[: len(right[:10])] / best, right[:10].sum() / of, right.sum() / len(answers))
        )
    return np.array(found)


def measured(collection: Collection, ways: Sequence[Way] = WAYS) -> dict[str, Floats]:
    """Return the gains of every way on a collection."""
    terms = [kinds(text) for text in collection.texts]
    lengths = [sum(1 for _ in WORD.finditer(text)) for text in collection.texts]
    found: dict[str, Floats] = {}
    for way in ways:
        index = Index([kept(one, way) for one in terms], lengths)
        found[way.name] = gains(collection, index, (looked_for(question, way) for question in collection.questions))
    return found


def report(collection: Collection, found: Mapping[str, Floats]) -> str:
    """Write the table of a collection."""
    start = found[WAYS[0].name]
    lines = []
    for name, values in found.items():
        lines.append(
            [
                name,
                str(mean(values[:, 0])),
                f"{values[:, 1].mean():.3f}",
                f"{values[:, 2].mean():.3f}",
                "–" if name == WAYS[0].name else mean(values[:, 0] - start[:, 0]).as_difference(),
            ]
        )
    head = ["terms", "nDCG@10", "recall@10", "recall@50", "nDCG@10 less that of the first"]
    return (
        f"**{collection.name}**: {len(collection.questions):,} questions, {len(collection.texts):,} texts.\n\n"
        f"{table(head, lines)}"
    )


def main() -> None:
    """Measure and write the page."""
    sets = (topics(Path(sys.argv[1])), events(), halves(), other_form())
    tables = [report(one, measured(one)) for one in sets]
    part = "\n\n".join(tables)
    print(part)
    PAGE.write_text(replaced(PAGE.read_text("utf-8"), MARK, part), "utf-8")


if __name__ == "__main__":
    main()
