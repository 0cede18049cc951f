"""Counts the parts of words and fits what they weigh: ``python -m training.compounds FOLDER`` writes the shipped table.

FOLDER holds ``statutes.jsonl.gz`` and ``interpellations.jsonl.gz`` (shared data); the split train of ``corpus/`` is
counted beside them. Every twelfth interpellation is left out (``held_out``): search is measured on those. Weights are
fitted on the half ``development`` of ``corpus/search/compounds.csv``; the figures, of the half ``figure``, go to
docs/search.md: precision, recall and F1 of the places where words are cut, with 95 % intervals over words.
"""

import csv
import gzip
import json
import re
import sys
import unicodedata
import zlib
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from importlib.resources import files
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from lexsarah.index.compounds import FEATURES, TABLE, Splitter, decisions, written
from lexsarah.index.stems import term
from training.bench_extract.figures import replaced, table
from training.documents import CORPUS, documents
from training.splits import read

GOLD = CORPUS / "search" / "compounds.csv"
SHIPPED = Path(str(files("lexsarah.reference"))) / TABLE

PAGE = CORPUS.parent / "docs" / "search.md"
MARK = "compounds"
SEED, DRAWS = 20261122, 2_000

LETTERS = re.compile(r"[^\W\d_]+")
CORPUS_WEIGHT = 4
"""How much a word of the corpus counts: it is small, and nearest to what will be read."""
LEAST = 4
"""Occurrences, so weighed, of a form that is kept."""
HELD_OUT = 12
"""One interpellation in so many is for measuring."""
SURE = 5
"""Occurrences of both parts that the first pass counts."""
RIDGE = 1.0
"""Weight of the squares of the weights: cross-validated scores hardly move between 0.5 and 2."""

Places = frozenset[int]
Floats = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Judged:
    """A word of the gold set and where it is cut by hand."""

    word: str
    places: Places
    half: str


def gold(path: Path = GOLD) -> tuple[Judged, ...]:
    """Read the words that were cut by hand."""
    with path.open(encoding="utf-8", newline="") as lines:
        return tuple(Judged(row["word"], _places(row["parts"]), row["half"]) for row in csv.DictReader(lines))


def _places(parts: str) -> Places:
    lengths = np.cumsum([len(part) for part in parts.split("+")])
    return frozenset(int(place) for place in lengths[:-1])


def rows(path: Path) -> Iterator[dict[str, Any]]:
    """Yield the objects of a packed file of JSON lines."""
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            yield json.loads(line)


def held_out(name: str) -> bool:
    """Whether an interpellation is kept for measuring."""
    return zlib.crc32(name.encode()) % HELD_OUT == 0


def forms(folder: Path) -> Counter[str]:
    """Count the words that are written in lower case: names are left out."""
    counted: Counter[str] = Counter()
    for row in rows(folder / "statutes.jsonl.gz"):
        counted.update(_lower(row["text"]))
    for row in rows(folder / "interpellations.jsonl.gz"):
        if not held_out(row["id"]):
            counted.update(_lower(row["text"]))
    places = read()
    for one in documents():
        if places[one.name].split == "train":
            for word in _lower(one.text):
                counted[word] += CORPUS_WEIGHT
    return Counter({word: count for word, count in counted.items() if count >= LEAST})


def _lower(text: str) -> Iterator[str]:
    return (word for word in LETTERS.findall(unicodedata.normalize("NFC", text)) if word.islower())


def _stems(counted: Mapping[str, int]) -> Counter[str]:
    found: Counter[str] = Counter()
    for word, count in counted.items():
        found[term(word)] += count
    return found


def with_parts(splitter: Splitter, cut: Callable[[str], Iterable[tuple[str, str]]]) -> Splitter:
    """Count anew how many stems of words each part begins and ends, as ``cut`` cuts the words that are known."""
    begins: defaultdict[str, set[str]] = defaultdict(set)
    ends: defaultdict[str, set[str]] = defaultdict(set)
    for word in splitter.forms:
        for form, last in cut(word):
            begins[form].add(term(last))
            ends[term(last)].add(form)
    return replace(
        splitter,
        begins={form: len(found) for form, found in begins.items()},
        ends={stem: len(found) for stem, found in ends.items()},
    )


def crude(splitter: Splitter) -> Callable[[str], Iterator[tuple[str, str]]]:
    """Cut a word wherever both parts are common words."""

    def cut(word: str) -> Iterator[tuple[str, str]]:
        for one in splitter.cuts(word):
            last = word[one.at :]
            common = splitter.forms.get(one.first, 0) >= SURE and splitter.stems.get(term(last), 0) >= SURE
            if common and len(one.form) > 2 and len(last) > 3:
                yield one.form, last

    return cut


def fine(splitter: Splitter) -> Callable[[str], Iterator[tuple[str, str]]]:
    """Cut a word where the weights say."""

    def cut(word: str) -> Iterator[tuple[str, str]]:
        if one := splitter.best(word):
            yield one.form, word[one.at :]

    return cut


def fitted(splitter: Splitter, judged: Iterable[Judged]) -> Splitter:
    """Return the splitter with weights under which the places of the judged words are likeliest."""
    from scipy.optimize import minimize  # noqa: PLC0415

    cases: list[tuple[Floats, npt.NDArray[np.bool_]]] = []
    for one in judged:
        cuts = list(splitter.cuts(one.word))
        right = np.array([cut.at in one.places for cut in cuts], dtype=bool)
        # A word none of whose places can be proposed teaches nothing.
        if cuts and (right.any() or not one.places):
            cases.append((np.array([cut.features for cut in cuts]), right))

    def loss(weights: Floats) -> tuple[float, Floats]:
        total, slope = RIDGE / 2 * float(weights @ weights), RIDGE * weights
        for features, right in cases:
            scores = np.concatenate([[0.0], features @ weights])
            chance = np.exp(scores - scores.max())
            chance /= chance.sum()
            wanted = np.concatenate([[not right.any()], right]) * chance
            total -= float(np.log(wanted.sum() + 1e-12))
            slope = slope + features.T @ (chance - wanted / wanted.sum())[1:]
        return total, slope

    found = minimize(loss, np.zeros(len(FEATURES)), jac=True, method="L-BFGS-B").x
    return replace(splitter, weights=tuple(round(float(weight), 3) for weight in found))


def trained(counted: Mapping[str, int], judged: Sequence[Judged]) -> Splitter:
    """Count parts where both are common words, fit, count the parts that the fit gives, and fit again."""
    stems = _stems(counted)
    # Before anything is counted every known stem may end a word.
    start = Splitter(counted, {}, stems, dict.fromkeys(stems, 0), (0.0,) * len(FEATURES))
    first = fitted(with_parts(start, crude(start)), judged)
    second = with_parts(first, fine(first))
    common = {stem: count for stem, count in stems.items() if count >= LEAST}
    return fitted(replace(second, stems=common), judged)


def places(splitter: Splitter, word: str) -> Places:
    """Return where a splitter cuts a word."""
    return frozenset(part.start for part in splitter.parts(word) if part.start)


def greedy(splitter: Splitter, word: str) -> Places:
    """Return where the longest known word from the left is cut off, again and again (the customary baseline)."""
    found: set[int] = set()
    start = 0
    while start < len(word):
        for end in range(len(word), start + 2, -1):
            if start == 0 and end == len(word):
                continue
            form = word[start:end]
            if (splitter.base(form)[1] if end < len(word) else splitter.forms.get(form, 0)) >= SURE:
                break
        else:
            return frozenset()
        found.add(end)
        start = end
    return frozenset(found - {len(word)})


Figure = tuple[float, float, float]
"""A value and the ends of its 95 % interval."""


def scored(judged: Sequence[Judged], cut: Callable[[str], Places]) -> tuple[Figure, Figure, Figure]:
    """Return precision, recall and F1 of the places of a way to cut words, with bootstrap intervals over words."""
    cuts = [cut(one.word) for one in judged]
    counts = np.array(
        [(len(found & one.places), len(found), len(one.places)) for one, found in zip(judged, cuts, strict=True)],
        dtype=np.float64,
    )
    random = np.random.default_rng(SEED)
    drawn = random.multinomial(len(counts), np.full(len(counts), 1 / len(counts)), size=DRAWS) @ counts
    right, given, wanted = np.vstack([counts.sum(axis=0), drawn]).T
    return (
        _figure(right / np.maximum(given, 1)),
        _figure(right / np.maximum(wanted, 1)),
        _figure(2 * right / np.maximum(given + wanted, 1)),
    )


def _figure(values: Floats) -> Figure:
    low, high = np.percentile(values[1:], [2.5, 97.5])
    return float(values[0]), float(low), float(high)


def main() -> None:
    """Write the table and print the figures."""
    counted = forms(Path(sys.argv[1]))
    judged = gold()
    development = [one for one in judged if one.half == "development"]
    splitter = trained(counted, development)
    counts = {
        "form": splitter.forms,
        "begins": splitter.begins,
        "stem": {stem: count for stem, count in splitter.stems.items() if len(stem) > 1},
        "ends": splitter.ends,
    }
    text = written(counts, dict(zip(FEATURES, splitter.weights, strict=True)))
    SHIPPED.write_bytes(gzip.compress(text.encode(), compresslevel=9, mtime=0))
    print(f"{SHIPPED.name}: {SHIPPED.stat().st_size:,} bytes, {len(splitter.forms):,} forms")
    for half in ("development", "figure"):
        part = report(splitter, [one for one in judged if one.half == half])
        print(f"{half}\n{part}")
    PAGE.write_text(replaced(PAGE.read_text("utf-8"), MARK, part), "utf-8")


def report(splitter: Splitter, judged: Sequence[Judged]) -> str:
    """Write the table of the figures of one half."""
    by_hand = replace(splitter, decided=decisions())
    ways: dict[str, Callable[[str], Places]] = {
        "no cutting": lambda _: frozenset(),
        "longest known part from the left": lambda word: greedy(splitter, word),
        "the weights": lambda word: places(splitter, word),
        "the weights and what is decided by hand (what is used)": lambda word: places(by_hand, word),
    }
    lines = []
    for name, cut in ways.items():
        found = scored(judged, cut)
        lines.append([name, *(f"{value:.3f} [{low:.3f}, {high:.3f}]" for value, low, high in found)])
    compounds = sum(bool(one.places) for one in judged)
    return (
        f"{len(judged)} words, {compounds} of them compounds; places to cut, 95 % intervals over words.\n\n"
        f"{table(['way', 'precision', 'recall', 'F1'], lines)}"
    )


if __name__ == "__main__":
    main()
