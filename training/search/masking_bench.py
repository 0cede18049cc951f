"""How much of private persons is left in the index: ``python -m training.search.masking_bench`` writes docs/search.md.

Two sets, both of the documents of the split dev: the papers as they are (who of the persons annotated is private stands
in corpus/search/private_persons.csv), and the papers that tell of a case with names, numbers and addresses planted
(``training.search.planted``). Counted are mentions within passages: by full name, or by any word of the name alone
where it has a capital letter. Masked is a mention of which no letter or figure but a genitive -s is left. Intervals are
percentile bootstrap intervals over documents.
"""

import argparse
import csv
import hashlib
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from lexsarah.index.covered import Covered
from lexsarah.index.marks import Mask
from lexsarah.index.masked import Found, masks
from lexsarah.index.passages import passages
from lexsarah.limits import Limits
from lexsarah.pipeline import Reading, read_source, sought_for_masks
from lexsarah.records import SourceFile, Span
from training.bench_extract.figures import Counts, figures, replaced, shown, table
from training.documents import CORPUS, Document, documents
from training.search.planted import Planted, planted, surnames_of
from training.splits import read

PAGE = CORPUS.parent / "docs" / "search.md"
MARK = "masking"
PRIVATE = CORPUS / "search" / "private_persons.csv"
SEED = 20261122

LEX = re.compile(r"lex[ \u00a0\n-]$", re.IGNORECASE)


def private_persons(path: Path = PRIVATE) -> Mapping[str, frozenset[str]]:
    """Return the names of those who are private by document; everybody else of the split dev acts in public."""
    found: dict[str, set[str]] = defaultdict(set)
    with path.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            found[row["document"]].add(row["name"])
    return {name: frozenset(names) for name, names in found.items()}


def reading_of(name: str, text: str) -> Reading:
    """Read a text as the product does."""
    content = text.encode()
    source = SourceFile(hashlib.sha256(content).hexdigest(), "text/plain", f"{name}.txt", "bench", content)
    return read_source(source, Limits())


WAYS = ("rules", "rules and the network (what is used)")


def masked(reading: Reading, way: str) -> tuple[Covered, Covered, Sequence[Mask]]:
    """Return where the passages of all cases are, what is masked in them, and the masks."""
    within: list[Span] = []
    hidden: list[Mask] = []
    for report in reading.reports:
        found = sought_for_masks(reading.document, report.case.span)
        found = found if way == WAYS[1] else Found(numbers=found.numbers)
        made = masks(reading.document, report, found)
        within += [cut.span for cut in passages(reading.document, report.case, made)]
        hidden += made
    return Covered(within), Covered(mask.span for mask in hidden), hidden


def mentions(text: str, name: str, others: Iterable[str]) -> Iterator[Span]:
    """Yield where a person is named: by the full name, or by a word of it that no other name has."""
    parts = [part for part in name.split() if len(part) > 2]
    spans = [Span(*match.span()) for match in re.finditer(rf"\b{re.escape(name)}(?=s?\b)", text)]
    full = Covered(Span(*m.span()) for one in (name, *others) for m in re.finditer(re.escape(one), text))
    for part in parts:
        for match in re.finditer(rf"\b{re.escape(part)}(?=s?\b)", text):
            span = Span(*match.span())
            if not full.overlaps(span) and not LEX.search(text, max(0, span.start - 5), span.start):
                spans.append(span)
    yield from sorted(spans)


def is_hidden(text: str, span: Span, hidden: Covered) -> bool:
    """Whether every letter and figure of a span is masked."""
    return all(hidden.overlaps(Span(at, at + 1)) for at in range(span.start, span.end) if text[at].isalnum())


def share(text: str, spans: Sequence[Span], hidden: Covered) -> tuple[int, int, int]:
    """Count what is masked, as ``figures`` wants a share."""
    return sum(is_hidden(text, span, hidden) for span in spans), len(spans), len(spans)


def natural(document: Document, reading: Reading, private: frozenset[str], way: str) -> tuple[Counts, list[str]]:
    """Count the mentions of a paper as it is; and say what was left, and what was masked that is nobody annotated."""
    text = reading.document.text
    within, hidden, made = masked(reading, way)
    names = [person["name"] for person in document.case["persons"]]
    things = [*document.case["organisations"], *(unit for path in document.case["units"] for unit in path.split(" > "))]
    by_person = {
        name: [
            span
            for span in mentions(text, name, [*(one for one in names if one != name), *things])
            if within.overlaps(span)
        ]
        for name in names
    }
    closed = [span for name in names if name in private for span in by_person[name]]
    open_ = [span for name in names if name not in private for span in by_person[name]]
    bodies = [
        Span(*match.span())
        for one in dict.fromkeys(things)
        for match in re.finditer(rf"\b{re.escape(one)}(?=s?\b)", text)
        if within.overlaps(Span(*match.span()))
    ]
    of_persons = [mask.span for mask in made if mask.mark.startswith("[person ") and within.overlaps(mask.span)]
    somebody = Covered((*closed, *open_))
    stray = [span for span in of_persons if not somebody.overlaps(span)]
    told = [f"left {text[s.start - 20 : s.end + 20]!r}" for s in closed if not is_hidden(text, s, hidden)]
    told += [f"public {text[max(0, s.start - 30) : s.end + 20]!r}" for s in open_ if hidden.overlaps(s)]
    told += [f"stray {text[max(0, s.start - 20) : s.start]!r} {text[s.start : s.end]!r}" for s in stray]
    told += [f"body {text[s.start : s.end]!r}" for s in bodies if hidden.overlaps(s)]
    counts = {
        "private": share(text, closed, hidden),
        "public": (sum(hidden.overlaps(span) for span in open_), len(open_), len(open_)),
        "bodies": (sum(hidden.overlaps(span) for span in bodies), len(bodies), len(bodies)),
        "stray": (len(of_persons) - len(stray), len(of_persons), len(of_persons)),
    }
    return counts, told


def with_names(paper: Planted, reading: Reading, way: str) -> tuple[Counts, list[str]]:
    """Count the mentions of a paper with names planted."""
    text = reading.document.text
    within, hidden, _ = masked(reading, way)
    names = [span for span in paper.names if within.overlaps(span)]
    numbers = [span for span in paper.numbers if within.overlaps(span)]
    told = [
        f"left {text[max(0, s.start - 25) : s.end + 15]!r}"
        for s in (*names, *numbers)
        if not is_hidden(text, s, hidden)
    ]
    return {"planted names": share(text, names, hidden), "planted numbers": share(text, numbers, hidden)}, told


def measured(split: str, *, verbose: bool) -> str:
    """Measure both sets of a split."""
    places = read()
    everything = documents()
    surnames = tuple(surnames_of(everything, places))
    private = private_persons()
    counted: dict[str, list[Counts]] = {way: [] for way in WAYS}
    left_out = 0
    for document in everything:
        if places[document.name].split != split:
            continue
        reading = reading_of(document.name, document.text)
        paper = planted(document.name, reading.document.text, surnames, SEED)
        named = reading_of(document.name, paper.text) if paper.names and document.case["is_deviation_report"] else None
        if named and named.document.text != paper.text:
            # Read otherwise than it was written: what was planted stands elsewhere.
            left_out, named = left_out + 1, None
        for way in WAYS:
            counts, told = natural(document, reading, private.get(document.name, frozenset()), way)
            more, of_planted = with_names(paper, named, way) if named else ({}, [])
            counted[way].append({**counts, **more})
            if verbose:
                for line in (*told, *(f"planted {one}" for one in of_planted)):
                    print(way.split()[-1], document.name, line)
    head = ("what", *WAYS, "n")
    whats = Counter(name for one in counted[WAYS[0]] for name in one)
    found = {way: figures(counted[way], whats) for way in WAYS}
    rows = [
        (words, *(shown(found[way][name]) for way in WAYS), str(found[WAYS[1]][name].n))
        for name, words in SHOWN.items()
    ]
    read_otherwise = f"planted in, but read otherwise and left out: {left_out}"
    return f"{table(head, rows)}\n\n{len(counted[WAYS[0]])} documents; {read_otherwise}."


SHOWN = {
    "private": "mentions of private persons that are masked",
    "planted names": "planted mentions of private persons that are masked",
    "planted numbers": "planted personal numbers, telephones and e-mail addresses that are masked",
    "public": "mentions of persons in office that are masked too",
    "bodies": "mentions of homes, units and bodies that are masked wrongly",
    "stray": "masks of persons that are on a person annotated",
}


def main() -> None:
    """Measure and write the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--split", default="dev", choices=("train", "dev"))
    parser.add_argument("--verbose", action="store_true", help="print what is left and what is masked wrongly")
    given = parser.parse_args()
    made = measured(given.split, verbose=given.verbose)
    print(made)
    if given.split == "dev":
        PAGE.write_text(replaced(PAGE.read_text("utf-8"), MARK, made), "utf-8")


if __name__ == "__main__":
    main()
