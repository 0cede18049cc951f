"""How common terms are in Swedish: ``python -m training.search.frequencies FOLDER`` writes the table that ships.

FOLDER holds ``interpellations.jsonl.gz`` and ``statutes.jsonl.gz`` (shared data). Counted are the passages of about 200
words that a term of the analyser stands in, in statutes of 1950 and later, in interpellations and in the split train
of the corpus; the interpellations that search is measured with are left out (``training.compounds.held_out``). A term
is kept if it stands in ``LEAST`` documents: none is one document's own word or name.
"""

import gzip
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from lexsarah.index.pieces import pieces
from lexsarah.index.rarity import TABLE, Frequencies, written
from lexsarah.index.terms import counted
from training.compounds import SHIPPED as COMPOUNDS
from training.compounds import held_out, rows
from training.documents import documents
from training.splits import read

SHIPPED = COMPOUNDS.with_name(TABLE)
LEAST = 6
"""Documents that a term must stand in."""
SINCE = "1950"
"""Older statutes are written in another Swedish."""


def texts(folder: Path) -> Iterator[str]:
    """Yield the texts that are counted."""
    for row in rows(folder / "statutes.jsonl.gz"):
        if row["id"] >= SINCE:
            yield row["text"]
    for row in rows(folder / "interpellations.jsonl.gz"):
        if not held_out(row["id"]):
            yield row["text"]
    places = read()
    yield from (one.text for one in documents() if places[one.name].split == "train")


def frequencies(found: Iterator[str], least: int = LEAST) -> Frequencies:
    """Count the passages that each term stands in; terms of fewer than ``least`` texts are left out."""
    in_texts: Counter[str] = Counter()
    in_passages: Counter[str] = Counter()
    passages = 0
    for text in found:
        seen: set[str] = set()
        for piece in pieces(text):
            terms = counted(piece).keys()
            in_passages.update(terms)
            seen.update(terms)
            passages += 1
        in_texts.update(seen)
    return Frequencies(passages, {term: count for term, count in in_passages.items() if in_texts[term] >= least})


def main() -> None:
    """Write the table."""
    made = frequencies(texts(Path(sys.argv[1])))
    SHIPPED.write_bytes(gzip.compress(written(made).encode(), compresslevel=9, mtime=0))
    print(f"{SHIPPED.name}: {SHIPPED.stat().st_size:,} bytes, {len(made.counts):,} terms of {made.passages:,} passages")


if __name__ == "__main__":
    main()
