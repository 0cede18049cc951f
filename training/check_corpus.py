"""Check corpus/ and print its tables: ``make corpus-check``. Ends with status 1 if anything is wrong."""

import sys
from collections.abc import Iterator, Mapping, Sequence

from rich.console import Console
from rich.table import Table

from training import agreement, composition, duplicates, short, splits
from training.documents import Document, briefs, documents
from training.search import answers, collection, queries
from training.validation import Case, problems


def misannotated(corpus: Sequence[Document]) -> Iterator[str]:
    """Yield what is wrong with single documents, a line each."""
    for one in corpus:
        yield from (f"{one.name}: {problem}" for problem in problems(one.case, one.text))
        if not one.marked:
            yield f"{one.name}: the text file lacks the line that says that it is invented"
        if one.case.get("id") != one.name:
            yield f"{one.name}: its annotation says id {one.case.get('id')!r}"


def wrong(corpus: Sequence[Document]) -> Iterator[str]:
    """Yield what is wrong with the corpus as a whole, a line each; every document is sound in itself."""
    plans, places = briefs(), splits.read()
    for one in corpus:
        if one.name not in plans:
            yield f"{one.name}: has no brief"
        elif plans[one.name]["event_id"] != (one.case["event_id"] or "-"):
            yield f"{one.name}: its brief says event {plans[one.name]['event_id']}"
    yield from splits.problems(places, {one.name: splits.ties(one, plans.get(one.name, {})) for one in corpus})
    yield from short.wrong()
    yield from queries.wrong(queries.texts())
    yield from answers.wrong()
    yield from collection.wrong({name: place.split for name, place in places.items()})
    texts = {one.name: one.text for one in corpus}
    event_of = {one.name: one.case["event_id"] for one in corpus}
    briefly = {one["id"]: one["text"] for one in short.read()}
    for pair in duplicates.too_close(duplicates.pairs(texts | briefly), event_of):
        yield f"{pair.one} and {pair.other}: share {pair.containment:.0%} of their runs of words"
    for name, share in duplicates.templates(texts).items():
        yield f"{name}: {share:.0%} of its runs of words stand in many documents"
    for demand in composition.demands(corpus, plans):
        if not demand.met:
            yield f"{demand.what}: {demand.found}, at least {demand.fewest} wanted"
    first, second = _annotators()
    if first.keys() != second.keys():
        yield f"agreement: annotated by one alone: {', '.join(sorted(first.keys() ^ second.keys()))}"


def show(corpus: Sequence[Document], console: Console) -> None:
    """Print what the corpus must have, its tables, the closest pairs and the agreement of annotators."""
    plans, places = briefs(), splits.read()
    demanded = Table("demand", "found", "at least", title="What the corpus must have")
    for demand in composition.demands(corpus, plans):
        demanded.add_row(demand.what, str(demand.found), str(demand.fewest))
    console.print(demanded)
    counted = Table("what", "in all", title="Totals")
    for what, count in composition.totals(corpus).items():
        counted.add_row(what, str(count))
    console.print(counted)
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
    _show_judges(console)
    _show_agreement(console, {name: place.group for name, place in places.items()})


def _show_judges(console: Console) -> None:
    """Print how far two judges of search agree, and what the second reader thought of the queries."""
    judges = Table("what two judged", "n", "the same", "kappa", title="Judges of search (models of one kind)")
    asked = [(one.grade, one.second) for one in collection.judgements() if one.second is not None]
    past = [
        (one.grade, one.second) for one in collection.precedents() if one.grade is not None and one.second is not None
    ]
    for name, pairs in (("papers for questions", asked), ("precedents", past)):
        same = sum(one == other for one, other in pairs) / len(pairs)
        kappa = collection.weighted_kappa([one for one, _ in pairs], [other for _, other in pairs])
        judges.add_row(name, str(len(pairs)), f"{same:.2f}", f"{kappa:.2f}")
    console.print(judges)
    meant = {one.id: one.place for one in queries.read()}
    own = [one.grade for one in queries.second_reader() if meant[one.query] == one.place]
    console.print(f"Queries read twice: {len(own)}, of which {own.count(3)} find just what was looked for.")


def _annotators() -> tuple[dict[str, Case], dict[str, Case]]:
    return agreement.annotations(agreement.FOLDER / "first"), agreement.annotations(agreement.FOLDER / "second")


def _show_agreement(console: Console, group_of: Mapping[str, str]) -> None:
    first, second = _annotators()
    table = Table(
        "field", "agreement", "95 % interval", "n", title=f"Two annotators of one kind, {len(first)} documents"
    )
    rows = {
        f"{name} (equal {equal:.1%})": ("alpha", one)
        for name, (one, equal) in agreement.singles(first, second, group_of).items()
    }
    shared = agreement.sets(first, second, group_of).figures
    rows |= {name.removesuffix("_f1"): ("F1", one) for name, one in shared.items() if name.endswith("_f1")}
    for name, (measure, one) in rows.items():
        value = "-" if one.value is None else f"{one.value:.3f}"
        interval = "-" if one.low is None else f"[{one.low:.3f}, {one.high:.3f}]"
        table.add_row(name, f"{measure} {value}", interval, str(one.n))
    console.print(table)


def main() -> int:
    """Print what is wrong and the tables; return the exit status. Unsound documents are named before all else."""
    corpus = documents()
    found = list(misannotated(corpus))
    if not found:
        show(corpus, Console(width=110))
        found = list(wrong(corpus))
    for line in found:
        print(line)
    print(f"{len(corpus)} documents, {len(found)} problems")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
