"""Measure the speed and scale of search: ``python -m training.search.scale FOLDER`` (``make bench-search``).

FOLDER keeps the vectors of real passages, a database for each size, and the results of each; the page is written from
all results there. Under root it must lie where the database's account may pass (/var/tmp/lexsarah-scale, say).
"""

import argparse
import json
import os
import platform
import random
import re
import time
from pathlib import Path
from typing import Any
from uuid import UUID

import numpy as np

from lexsarah.index.encoder import encoder_folder, loaded_encoder
from lexsarah.search.meaning import Encoded
from lexsarah.search.question import parsed
from lexsarah.store import passages
from lexsarah.store.database import Reader
from lexsarah.store.migrate import head
from training.bench_extract.figures import replaced
from training.parsing.reading import ROOT
from training.search import collection as judged
from training.search import queries
from training.search.scale.collection import Collection, collection
from training.search.scale.compared import compared
from training.search.scale.load import UNMERGED, Loaded, load
from training.search.scale.material import Ints, Material, material
from training.search.scale.mixed import nearest_cosines, neighbours, quantiles, reach_of, sample
from training.search.scale.recall import recall
from training.search.scale.report import draw, report
from training.search.scale.server import running, sizes
from training.search.scale.texts import real_passages
from training.search.scale.timing import timed
from training.search.scale.vectors import passage_vectors

PAGE = ROOT / "docs" / "benchmarks.md"
PLOT = ROOT / "docs" / "images" / "search-scale.svg"
MARK = "bench-search scale"
QUESTIONS = 200
SEED = 20261122
STARTED = time.monotonic()


def say(line: str) -> None:
    """Tell how far it is, with minutes since the start."""
    print(f"{(time.monotonic() - STARTED) / 60:6.1f} {line}", flush=True)


def questions(most: int) -> tuple[str, ...]:
    """Return what is asked: the development half of the judged questions, and queries written for passages."""
    draw_ = random.Random(SEED)  # noqa: S311
    found = [one.text for one in judged.questions() if one.split == "dev"]
    found += draw_.sample([one.text for one in queries.read()], QUESTIONS - len(found))
    return tuple(draw_.sample(found, most))


def machine(note: str) -> str:
    """Say what is measured on."""
    model = re.search(r"model name\s*: (.*)", Path("/proc/cpuinfo").read_text("utf-8"))
    load_ = f"load average {os.getloadavg()[1]:.1f} at the end"
    parts = [f"{len(os.sched_getaffinity(0))} processors of {model[1] if model else platform.machine()}", load_, note]
    return "; ".join(filter(None, parts)) + "."


def measured(made_of: Material, near: Ints, reach: float, visible: int, given: argparse.Namespace) -> dict[str, Any]:
    """Make a collection, fill a database with it, and measure."""
    searched = collection(made_of, near, reach, visible)
    filters, asked = searched.narrowings(), questions(given.questions)
    say(f"{visible:,}: made")
    encoder = loaded_encoder(encoder_folder())
    home, note = given.folder / f"home-{visible}", given.folder / f"loaded-{visible}.json"
    # What was made of as much by the same encoder is the same.
    made = {"real": made_of.passages, "encoder": encoder.hash, "schema": head()}
    known = json.loads(note.read_text("utf-8")) if given.again and note.exists() else {}
    again = known.get("made") == made
    with running(home, anew=not again) as (database, owner_url):
        if again:
            loaded = Loaded(Reader(UUID(known["reader"]), "admin"), known["seconds"])
        else:
            note.unlink(missing_ok=True)
            loaded = load(database, owner_url, searched, encoder.hash, say)
            saved = {"made": made, "reader": str(loaded.reader.organisation_id), "seconds": loaded.seconds}
            note.write_text(json.dumps(saved), "utf-8")
        times = timed(home, loaded.reader, asked, filters)
        say(f"{visible:,}: timed")
        with database.transaction(loaded.reader) as connection:
            (answering,) = passages.encoders(connection)
        encoded = [Encoded(answering, encoder.questions([parsed(one).words])[0]) for one in asked]
        found = recall(database, loaded.reader, searched, encoded, filters)
        say(f"{visible:,}: recall known")
        disk = sizes(owner_url)
        start = time.perf_counter()
        with database.transaction(loaded.reader) as connection:
            merged = passages.merge(connection, UNMERGED)
            took = time.perf_counter() - start
            # The next run finds them waiting.
            connection.rollback()
    others = compared(given.folder / "peers", searched, asked)
    say(f"{visible:,}: peers measured")
    return {
        "passages": visible,
        "hidden": len(searched) - visible,
        "real": int(searched.real.sum()),
        "near": _near(searched),
        "seconds": loaded.seconds,
        "merging": 1e3 * took / merged,
        "disk": disk,
        "times": times,
        "recall": found,
        "peers": others,
        "questions": len(asked),
        "shares": {
            name: " / ".join(f"{one.share:.2%}" for one in filters if one.name == name)
            for name in dict.fromkeys(one.name for one in filters)
            if name != "none"
        },
        "machine": machine(given.note),
    }


def _near(searched: Collection) -> dict[str, list[float]]:
    """Return how near the nearest are among so many real passages, and among as many drawn ones."""
    draw_ = np.random.default_rng(SEED)
    parts = {"real": searched.vectors[searched.real], "drawn": searched.vectors[~searched.real & searched.seen]}
    most = min(len(one) for one in parts.values() if len(one))
    return {
        name: quantiles(nearest_cosines(sample(vectors, draw_)[:most])) if len(vectors) else []
        for name, vectors in parts.items()
    }


def main() -> None:
    """Read the arguments."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path, help="where vectors, databases and results are kept")
    parser.add_argument("--data", type=Path, help="where interpellations.jsonl.gz and statutes.jsonl.gz are")
    parser.add_argument("--sizes", type=int, nargs="*", default=[10_000, 20_000, 100_000, 1_000_000], metavar="N")
    parser.add_argument("--real", type=int, default=20_000, help="real passages, at most (20,000)")
    parser.add_argument("--again", action="store_true", help="use databases that an earlier run has filled")
    parser.add_argument("--questions", type=int, default=QUESTIONS, help=f"questions, at most {QUESTIONS} (all)")
    parser.add_argument("--note", default="", help="what else is to be said of the machine, in the tables")
    parser.add_argument("--print", action="store_true", dest="only_print", help="do not write the page")
    given = parser.parse_args()
    given.folder.mkdir(mode=0o711, parents=True, exist_ok=True)
    if given.sizes:
        if not given.data:
            parser.error("--data is needed to measure")
        real = real_passages(given.data, given.real)
        vectors = passage_vectors(loaded_encoder(encoder_folder()), [one.text for one in real], given.folder, say)
        made_of = material(real, vectors)
        near = neighbours(vectors)
        reach = reach_of(vectors, near, np.random.default_rng(SEED))
        say(f"{len(real):,} real passages, {len(made_of.terms):,} terms; vectors drawn {reach:.2f} differences off")
        for visible in given.sizes:
            found = measured(made_of, near, reach, visible, given)
            (given.folder / f"results-{visible}.json").write_text(json.dumps(found, indent=1), "utf-8")
    results = [json.loads(path.read_text("utf-8")) for path in given.folder.glob("results-*.json")]
    results.sort(key=lambda one: int(one["passages"]))
    part = report(results)
    print(part)
    if not given.only_print:
        draw(results, PLOT)
        PAGE.write_text(replaced(PAGE.read_text("utf-8"), MARK, part), "utf-8")


if __name__ == "__main__":
    main()
