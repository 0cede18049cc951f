"""Check corpus/ and print its tables: ``make corpus-check``. Ends with status 1 if anything is wrong."""

import sys
from collections.abc import Iterator, Sequence

from rich.console import Console
from rich.table import Table

from training import agreement, composition, duplicates, splits
from training.documents import Document, briefs, documents
from training.validation import problems


def wrong(corpus: Sequence[Document]) -> Iterator[str]:
    """Yield everything that is wrong with the corpus, a line each."""
    plans, places = briefs(), splits.read()
    for one in corpus:
        yield from (f"{one.name}: {problem}" for problem in problems(one.case, one.text))
        if not one.marked:
            yield f"{one.name}: the text file lacks the line that says that it is invented"
        if one.case["id"] != one.name:
            yield f"{one.name}: its annotation says id {one.case['id']!r}"
        if one.name not in plans:
            yield f"{one.name}: has no brief"
    yield from splits.problems(places, {one.name: splits.ties(one, plans.get(one.name, {})) for one in corpus})
    event_of = {one.name: one.case["event_id"] for one in corpus}
    for pair in duplicates.too_close(duplicates.pairs({one.name: one.text for one in corpus}), event_of):
        yield f"{pair.one} and {pair.other}: share {pair.containment:.0%} of their runs of words"
    for demand in composition.demands(corpus, plans):
        if not demand.met:
            yield f"{demand.what}: {demand.found}, at least {demand.fewest} wanted"


def show(corpus: Sequence[Document], console: Console) -> None:
    """Print what the corpus must have, its tables, the closest pairs and the agreement of annotators."""
    plans, places = briefs(), splits.read()
    demanded = Table("demand", "found", "at least", title="What the corpus must have")
    for demand in composition.demands(corpus, plans):
        demanded.add_row(demand.what, str(demand.found), str(demand.fewest))
    console.print(demanded)
    split_of = {name: place.split for name, place in places.items()}
    for name, rows in composition.tables(corpus, split_of).items():
        table = Table(name, *splits.SHARES, "all", title=f"Documents by {name}")
        for label, counts in rows:
            table.add_row(label, *(str(counts.get(split, 0)) for split in splits.SHARES), str(sum(counts.values())))
        console.print(table)
    closest = Table("documents", "shared", title="Closest pairs (share of the shorter one's runs of eight words)")
    for pair in duplicates.pairs({one.name: one.text for one in corpus})[:10]:
        closest.add_row(f"{pair.one} {pair.other}", f"{pair.containment:.1%}")
    console.print(closest)
    _show_agreement(console)


def _show_agreement(console: Console) -> None:
    first, second = (agreement.annotations(agreement.FOLDER / name) for name in ("first", "second"))
    table = Table(
        "field", "agreement", "95 % interval", "n", title=f"Two annotators of one kind, {len(first)} documents"
    )
    for name, (value, equal) in agreement.singles(first, second).items():
        interval = f"[{value.low:.3f}, {value.high:.3f}]"
        table.add_row(name, f"alpha {value.value:.3f} (equal {equal:.1%})", interval, str(value.n))
    for name, value in agreement.sets(first, second).figures.items():
        if name.endswith("_f1") and value.value is not None:
            table.add_row(name, f"F1 {value.value:.3f}", f"[{value.low:.3f}, {value.high:.3f}]", str(value.n))
    console.print(table)


def main() -> int:
    """Print the tables and what is wrong; return the exit status."""
    corpus = documents()
    show(corpus, Console(width=110))
    found = list(wrong(corpus))
    for line in found:
        print(line)
    print(f"{len(corpus)} documents, {len(found)} problems")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
