"""The command line: translates requests, holds no logic. Heavy imports stand in the commands that need them."""

import gc
import json
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import asdict
from datetime import date
from io import TextIOWrapper
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any
from uuid import UUID

import typer

from lexsarah.errors import ConfigurationError, CorrectedByPerson, LexSarahError, UnreadableFile

if TYPE_CHECKING:
    from lexsarah.config import Settings
    from lexsarah.limits import Limits
    from lexsarah.opening import Part
    from lexsarah.pipeline import Ingestor
    from lexsarah.store.database import Connection, Reader
    from lexsarah.store.filters import Filters

app = typer.Typer(
    name="lexsarah",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    help="Reads Swedish lex Sarah documents into evidence-backed facts, and makes them searchable and countable.",
)
user_app = typer.Typer(no_args_is_help=True, help="Accounts of people.")
token_app = typer.Typer(no_args_is_help=True, help="Tokens of programs.")
app.add_typer(user_app, name="user")
app.add_typer(token_app, name="token")

FORMATS = ("text", "json", "case")
Json = Annotated[bool, typer.Option("--json", help="Print JSON.")]
Organisation = Annotated[str | None, typer.Option(help="Organisation; default: LEXSARAH_ORGANISATION.")]
Many = Annotated[list[str] | None, typer.Option()]


def main() -> None:
    """Run the command line; our own errors are one line and exit status 1."""
    # Imports and the model make half a million lasting objects; looking through them all the while costs a sixth of
    # the start.
    gc.set_threshold(100_000, 50, 100)
    if isinstance(sys.stdout, TextIOWrapper):
        # File names need not be UTF-8, nor terminals know every letter.
        sys.stdout.reconfigure(errors="backslashreplace")
    try:
        app()
    except LexSarahError as error:
        print(f"lexsarah: {error.message}", file=sys.stderr)  # noqa: T201
        sys.exit(2 if isinstance(error, ConfigurationError) else 1)


def _say(text: str) -> None:
    # Flushed: whoever reads a pipe or a file must see the address while the service runs.
    print(text, flush=True)  # noqa: T201


def _settings() -> "Settings":
    from lexsarah.config import load_settings  # noqa: PLC0415
    from lexsarah.log import configure  # noqa: PLC0415

    settings = load_settings()
    configure(settings.log_level)
    return settings


def _day(text: str | None, option: str) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        raise typer.BadParameter(f"{text!r} is no date; write YYYY-MM-DD", param_hint=option) from None


def _code(value: str, allowed: tuple[str, ...], option: str) -> str:
    if value not in allowed:
        raise typer.BadParameter(f"{value!r} is none of {', '.join(allowed)}", param_hint=option)
    return value


@contextmanager
def _progress(total: int, what: str) -> Iterator[Any]:
    """Show a bar on a terminal, nothing elsewhere; yields a function to call after each step."""
    if total < 2 or not sys.stderr.isatty():
        yield lambda: None
        return
    from rich.console import Console  # noqa: PLC0415
    from rich.progress import Progress  # noqa: PLC0415

    with Progress(console=Console(stderr=True), transient=True) as progress:
        task = progress.add_task(what, total=total)
        yield lambda: progress.advance(task)


@contextmanager
def _reading(settings: "Settings") -> Iterator[tuple["Ingestor", "Reader"]]:
    """Open the store as the configured organisation."""
    from lexsarah.pipeline import Ingestor, limits_of, own_models  # noqa: PLC0415
    from lexsarah.store import accounts  # noqa: PLC0415
    from lexsarah.store.database import Reader, open_database  # noqa: PLC0415
    from lexsarah.store.originals import Originals  # noqa: PLC0415

    with open_database(settings) as database:
        with database.anyone() as connection:
            organisation = accounts.organisation(connection, settings.organisation)
        ingestor = Ingestor(database, Originals(settings.home / "originals"), limits_of(settings), own_models(settings))
        yield ingestor, Reader(organisation, "admin")


@app.command()
def read(
    paths: Annotated[list[Path], typer.Argument(help="Files, or folders of them.", metavar="PATH…")],
    format: Annotated[  # noqa: A002  (the option's name is part of the contract)
        str | None, typer.Option(help="text (for people), json (everything) or case (the flat shape).")
    ] = None,
    published: Annotated[str | None, typer.Option(help="Day of publication, YYYY-MM-DD.")] = None,
    ocr: Annotated[bool, typer.Option("--ocr/--no-ocr", help="Read scanned pages from their picture.")] = True,
) -> None:
    """Read files without any database: one line of JSON a document, or a text for people."""
    from dataclasses import replace  # noqa: PLC0415

    from lexsarah.ingest import walk  # noqa: PLC0415
    from lexsarah.opening import parts_of_file  # noqa: PLC0415
    from lexsarah.pipeline import limits_of, own_models  # noqa: PLC0415

    form = _code(format or ("text" if sys.stdout.isatty() else "json"), FORMATS, "--format")
    anchor = _day(published, "--published")
    settings = _settings()
    limits = limits_of(settings)
    if not ocr:
        limits = replace(limits, ocr_pages=0)
    files = tuple(walk(paths))
    failed = False
    with _progress(len(files), "Läser") as step:
        for path in files:
            for part in parts_of_file(path, limits):
                failed |= not _read_part(part, limits, anchor, own_models(settings), form)
            step()
    if failed:
        raise typer.Exit(1)


def _read_part(part: "Part", limits: "Limits", anchor: date | None, own: Path, form: str) -> bool:
    """Print what a document says, or why it cannot be read; returns whether it could."""
    from lexsarah.library import Record  # noqa: PLC0415
    from lexsarah.pipeline import read_source  # noqa: PLC0415
    from lexsarah.plain import as_text  # noqa: PLC0415

    try:
        record = Record(read_source(part.source(), limits, anchor, own))
    except UnreadableFile as error:
        problem = {"source": part.origin, "error": {"code": error.code, "message": error.message}}
        _say(f"{part.origin}: {error.message}\n" if form == "text" else json.dumps(problem, ensure_ascii=False))
        return False
    if form == "text":
        _say(as_text(part.origin, record.reading))
    else:
        shape = record.case() if form == "case" else record.json()
        _say(json.dumps({"source": part.origin} | shape | {"source": part.origin}, ensure_ascii=False))
    return True


@app.command()
def check(
    file: Annotated[Path, typer.Argument(help="A file: an investigation.", metavar="FILE")],
    as_json: Json = False,
) -> None:
    """Say what the regulation requires of an investigation and this one lacks; exit status 0 also then."""
    from lexsarah.library import checks_of  # noqa: PLC0415
    from lexsarah.opening import parts_of_file  # noqa: PLC0415
    from lexsarah.pipeline import limits_of, own_models, read_source  # noqa: PLC0415
    from lexsarah.plain import check_as_text  # noqa: PLC0415

    settings = _settings()
    limits = limits_of(settings)
    for part in parts_of_file(file, limits):
        checks = checks_of(read_source(part.source(), limits, own=own_models(settings)))
        if as_json:
            cases = [one.json() for one in checks]
            _say(json.dumps({"source": part.origin, "cases": cases}, ensure_ascii=False))
        else:
            _say(check_as_text(part.origin, checks))


@app.command()
def evaluate(
    folder: Annotated[
        Path, typer.Argument(help="Folder of annotated cases: NAME.json beside NAME.txt.", metavar="DIR")
    ],
    split: Annotated[
        str | None, typer.Option(help="Only this split of DIR/splits.csv: train, dev or test.", metavar="NAME")
    ] = None,
    by: Annotated[
        str | None, typer.Option(help="Also each part on its own: genre, area, county or length.", metavar="NAME")
    ] = None,
    as_json: Json = False,
) -> None:
    """Read annotated documents and score what is read against the annotations."""
    from lexsarah.evaluation import By, annotated, slices  # noqa: PLC0415
    from lexsarah.evaluation import evaluate as score  # noqa: PLC0415
    from lexsarah.ingest import load  # noqa: PLC0415
    from lexsarah.library import Record  # noqa: PLC0415
    from lexsarah.pipeline import limits_of, own_models, read_source  # noqa: PLC0415
    from lexsarah.plain import evaluation_as_text  # noqa: PLC0415

    part_by = By(_code(by, tuple(By), "--by")) if by else None
    settings = _settings()
    limits = limits_of(settings)
    golds = annotated(folder, split)
    guesses: list[dict[str, Any] | None] = []
    texts: list[str] = []
    with _progress(len(golds), "Läser") as step:
        for gold in golds:
            try:
                reading = read_source(load(gold.source, limits), limits, own=own_models(settings))
                guesses.append(Record(reading).case())
                texts.append(reading.document.text)
            except UnreadableFile as error:
                print(f"{gold.source}: {error.message}", file=sys.stderr)  # noqa: T201
                guesses.append(None)
                texts.append("")
            step()
    found = score(golds, guesses)
    parts = slices(golds, guesses, texts, part_by) if part_by else {}
    if as_json:
        told = found.json() | ({"parts": {name: one.json() for name, one in parts.items()}} if part_by else {})
        _say(json.dumps(told, ensure_ascii=False))
    else:
        _say(evaluation_as_text(found))
        for name, one in parts.items():
            _say(f"\n{part_by}: {name}\n{evaluation_as_text(one)}")
    if found.answered < found.documents:
        raise typer.Exit(1)


@app.command()
def train(
    folder: Annotated[
        Path, typer.Argument(help="Folder of corrected documents: NAME.json beside NAME.pdf.", metavar="DIR")
    ],
) -> None:
    """Train the models of documents and types on the office's own corrected documents, into its home."""
    from lexsarah.evaluation import annotated  # noqa: PLC0415
    from lexsarah.learning.office import corrected  # noqa: PLC0415
    from lexsarah.learning.office import train as learn  # noqa: PLC0415
    from lexsarah.pipeline import limits_of, own_models  # noqa: PLC0415
    from lexsarah.plain import training_as_text  # noqa: PLC0415
    from lexsarah.resources import folder as shipped  # noqa: PLC0415

    settings = _settings()
    golds = annotated(folder)
    given = []
    with _progress(len(golds), "Läser") as step:
        for gold in golds:
            try:
                given.append(corrected(gold, limits_of(settings)))
            except UnreadableFile as error:
                print(f"{gold.source}: {error.message}", file=sys.stderr)  # noqa: T201
            step()
    _say(training_as_text(learn(given, shipped("models"), own_models(settings))))
    if len(given) < len(golds):
        raise typer.Exit(1)


def _index(settings: "Settings", ingestor: "Ingestor", reader: "Reader") -> None:
    """Make vectors of what has been read; without an encoder, words are found all the same."""
    from lexsarah.errors import ModelError  # noqa: PLC0415
    from lexsarah.indexing import catch_up, make_indexer  # noqa: PLC0415

    try:
        catch_up(make_indexer(ingestor.database, settings), reader)
    except ModelError as error:
        print(f"no vectors were made: {error.message}", file=sys.stderr)  # noqa: T201


@app.command()
def ingest(
    paths: Annotated[list[Path], typer.Argument(help="Files, or folders of them.", metavar="PATH…")],
    owner: Annotated[
        str | None, typer.Option(help="Organisation that owns them; default: LEXSARAH_ORGANISATION.")
    ] = None,
    visibility: Annotated[str, typer.Option(help="own, shared or public.")] = "own",
    as_json: Json = False,
) -> None:
    """Store, read and index files. Safe to run twice and to interrupt."""
    from lexsarah.errors import SyntheticNotAllowed  # noqa: PLC0415
    from lexsarah.ingest import walk  # noqa: PLC0415
    from lexsarah.opening import parts_of_file  # noqa: PLC0415
    from lexsarah.vocabulary import Visibility  # noqa: PLC0415

    seen_by = Visibility(_code(visibility, tuple(Visibility), "--visibility"))
    settings = _settings()
    if owner:
        settings = settings.model_copy(update={"organisation": owner})
    files = tuple(walk(paths))
    counts = {"new": 0, "known": 0, "failed": 0}
    with _reading(settings) as (ingestor, reader), _progress(len(files), "Läser in") as step:
        for path in files:
            for part in parts_of_file(path, ingestor.limits):
                try:
                    new = ingestor.ingest(part.source(), reader, seen_by)
                except (UnreadableFile, SyntheticNotAllowed) as error:
                    counts["failed"] += 1
                    print(f"{part.origin}: {error.message}", file=sys.stderr)  # noqa: T201
                else:
                    counts["new" if new else "known"] += 1
            step()
        _index(settings, ingestor, reader)
    _say(json.dumps(counts) if as_json else ", ".join(f"{name} {count}" for name, count in counts.items()))
    if counts["failed"]:
        raise typer.Exit(1)


@app.command()
def reread(
    ids: Annotated[list[UUID] | None, typer.Argument(help="Ids of documents.", metavar="[ID…]")] = None,
    scans: Annotated[
        bool, typer.Option("--scans", help="All documents with pages that are, or must be, read from their picture.")
    ] = False,
    failed: Annotated[bool, typer.Option("--failed", help="All documents that could not be read.")] = False,
    every: Annotated[bool, typer.Option("--all", help="All documents, after a new version.")] = False,
    owner: Annotated[str | None, typer.Option(help="Organisation; default: LEXSARAH_ORGANISATION.")] = None,
    as_json: Json = False,
) -> None:
    """Read documents that are kept anew, with other settings or a newer version; a reading stays until then."""
    from lexsarah.store import documents  # noqa: PLC0415

    if not (ids or scans or failed or every):
        raise typer.BadParameter("name documents, or choose --all, --scans or --failed")
    settings = _settings()
    if owner:
        settings = settings.model_copy(update={"organisation": owner})
    counts = {"read": 0, "corrected": 0, "failed": 0}
    with _reading(settings) as (ingestor, reader):
        with ingestor.database.transaction(reader) as connection:
            found = (
                *(ids or ()),
                *(documents.with_pictures(connection) if scans else ()),
                *(documents.failed(connection) if failed else ()),
                *(documents.own(connection) if every else ()),
            )
        chosen = tuple(dict.fromkeys(found))
        with _progress(len(chosen), "Läser om") as step:
            for document_id in chosen:
                try:
                    ingestor.read_again(document_id, reader)
                except CorrectedByPerson as error:
                    counts["corrected"] += 1
                    print(f"{document_id}: {error.message}", file=sys.stderr)  # noqa: T201
                except LexSarahError as error:
                    counts["failed"] += 1
                    print(f"{document_id}: {error.message}", file=sys.stderr)  # noqa: T201
                else:
                    counts["read"] += 1
                step()
        _index(settings, ingestor, reader)
    _say(json.dumps(counts) if as_json else ", ".join(f"{name} {count}" for name, count in counts.items()))
    if counts["failed"]:
        raise typer.Exit(1)


def _filters(codes: dict[str, list[str] | None], since: str | None, until: str | None) -> "Filters":
    from lexsarah.store.filters import Filters  # noqa: PLC0415

    given = {name: tuple(values) for name, values in codes.items() if values}
    return Filters(given, _day(since, "--since"), _day(until, "--until"))


@app.command()
def search(
    text: Annotated[str, typer.Argument(help="What to look for, in Swedish.")],
    type_: Annotated[list[str] | None, typer.Option("--type", help="Type of missförhållande (code).")] = None,
    event: Many = None,
    cause: Many = None,
    consequence: Many = None,
    measure: Many = None,
    area: Many = None,
    setting: Many = None,
    decision: Many = None,
    ivo: Many = None,
    genre: Many = None,
    provider: Many = None,
    municipality: Many = None,
    county: Many = None,
    year: Many = None,
    since: Annotated[str | None, typer.Option(help="Earliest day of what happened, YYYY-MM-DD.")] = None,
    until: Annotated[str | None, typer.Option(help="Latest day of what happened, YYYY-MM-DD.")] = None,
    limit: Annotated[int, typer.Option(min=1, max=200)] = 10,
    as_json: Json = False,
) -> None:
    """Rank passages with their cases."""
    from lexsarah.indexing import make_indexer  # noqa: PLC0415
    from lexsarah.plain import found_as_json, found_as_text  # noqa: PLC0415
    from lexsarah.search.ranking import search as find  # noqa: PLC0415
    from lexsarah.store.filters import FILTERS  # noqa: PLC0415

    named = (
        event,
        cause,
        consequence,
        measure,
        area,
        setting,
        decision,
        ivo,
        genre,
        provider,
        municipality,
        county,
        year,
    )
    filters = _filters(dict(zip(FILTERS, (type_, *named), strict=True)), since, until)
    settings = _settings()
    with _reading(settings) as (ingestor, reader), ingestor.database.transaction(reader, snapshot=True) as connection:
        encoded = make_indexer(ingestor.database, settings).encoded(connection, text)
        found = find(connection, text, filters, encoded=encoded, limit=limit)
    _say(json.dumps(found_as_json(found), ensure_ascii=False) if as_json else found_as_text(found))


@app.command()
def similar(
    what: Annotated[str, typer.Argument(help="Id of a stored case, or a file.", metavar="CASE-ID|FILE")],
    weight: Annotated[
        list[str] | None,
        typer.Option(
            metavar="NAME=NUMBER",
            help="Weigh words, event, type, cause, setting, area or consequence so many times as much as usual.",
        ),
    ] = None,
    limit: Annotated[int, typer.Option(min=1, max=50)] = 10,
    as_json: Json = False,
) -> None:
    """Find past cases like this one, and say why they are alike; papers about the same event come last."""
    from lexsarah.pipeline import similar_to_case, similar_to_file  # noqa: PLC0415
    from lexsarah.plain import similar_as_json, similar_as_text  # noqa: PLC0415
    from lexsarah.search.similar import BadWeight, weights_of  # noqa: PLC0415

    try:
        weights = weights_of(weight or ())
    except BadWeight as error:
        raise typer.BadParameter(error.message, param_hint="--weight") from None
    with _reading(_settings()) as (ingestor, reader):
        path = Path(what)
        if os.path.exists(path):  # noqa: PTH110  (Path.exists raises on a name that is too long)
            from lexsarah.ingest import load  # noqa: PLC0415

            rated = similar_to_file(ingestor, reader, load(path, ingestor.limits), limit, weights)
        else:
            rated = similar_to_case(ingestor, reader, _uuid(what), limit, weights)
    _say(json.dumps(similar_as_json(rated), ensure_ascii=False) if as_json else similar_as_text(rated))


def _uuid(text: str) -> Any:  # noqa: ANN401  (uuid is imported here alone)
    try:
        return UUID(text)
    except ValueError:
        raise typer.BadParameter(f"{text!r} is neither a file nor the id of a case") from None


@app.command()
def trends(
    by: Annotated[str | None, typer.Option(help="What to count by; see the list of an unknown name.")] = None,
    per: Annotated[str | None, typer.Option(help="year, tertial, quarter or month.")] = None,
    type_: Annotated[list[str] | None, typer.Option("--type")] = None,
    area: Many = None,
    municipality: Many = None,
    county: Many = None,
    since: Annotated[str | None, typer.Option(help="Earliest day, YYYY-MM-DD.")] = None,
    until: Annotated[str | None, typer.Option(help="Latest day, YYYY-MM-DD.")] = None,
    as_json: Json = False,
    as_csv: Annotated[bool, typer.Option("--csv", help="Print CSV.")] = False,
    plot: Annotated[Path | None, typer.Option(help="Write a chart to this file.", metavar="FILE.svg")] = None,
) -> None:
    """Count deviation reports, with rates per 100,000 inhabitants and 95 % intervals."""
    from lexsarah.plain import trend_as_csv, trend_as_json, trend_as_text  # noqa: PLC0415
    from lexsarah.trends.counts import BY, PERIODS  # noqa: PLC0415
    from lexsarah.trends.counts import trend as count  # noqa: PLC0415

    if by:
        _code(by, tuple(BY), "--by")
    if per:
        _code(per, PERIODS, "--per")
    if not by and not per:
        per = "year"
    filters = _filters({"type": type_, "area": area, "municipality": municipality, "county": county}, since, until)
    with _reading(_settings()) as (ingestor, reader), ingestor.database.transaction(reader) as connection:
        counted = count(connection, by, per, filters)
    if plot:
        from lexsarah.trends.charts import chart_svg  # noqa: PLC0415

        plot.write_text(chart_svg(counted), "utf-8")
    if as_json:
        _say(json.dumps(trend_as_json(counted), ensure_ascii=False))
    elif as_csv:
        _say(trend_as_csv(counted).rstrip("\n"))
    elif not plot:
        _say(trend_as_text(counted))


@app.command()
def serve(
    host: Annotated[str | None, typer.Option(help="Address to bind to; default: LEXSARAH_HOST.")] = None,
    port: Annotated[int | None, typer.Option(min=0, max=65535, help="Default: LEXSARAH_PORT; 0: any free one.")] = None,
    demo: Annotated[bool, typer.Option("--demo", help="A home of its own with invented samples.")] = False,
) -> None:
    """Serve the pages and the API."""
    from lexsarah.api.serve import serve as run  # noqa: PLC0415

    changes = {"host": host, "port": port}
    settings = _settings().model_copy(update={name: value for name, value in changes.items() if value is not None})
    run(settings, demonstration=demo, say=_say)


@app.command()
def stop(demo: Annotated[bool, typer.Option("--demo", help="That of the demonstration.")] = False) -> None:
    """Stop the embedded database."""
    from lexsarah.config import demonstration_home  # noqa: PLC0415
    from lexsarah.store.embedded import EmbeddedServer  # noqa: PLC0415

    settings = _settings()
    stopped = EmbeddedServer(demonstration_home(settings) if demo else settings.home).stop()
    _say("stopped" if stopped else "it was not running")


@app.command()
def worker(
    concurrency: Annotated[
        int, typer.Option(min=1, max=64, help="Documents in work at the same time; parsing takes turns.")
    ] = 1,
    once: Annotated[bool, typer.Option("--once", help="End when the queue is empty.")] = False,
) -> None:
    """Read what has been uploaded, until stopped."""
    import asyncio  # noqa: PLC0415
    import signal  # noqa: PLC0415

    from lexsarah.indexing import make_indexer  # noqa: PLC0415
    from lexsarah.worker import Queue  # noqa: PLC0415

    settings = _settings()
    with _reading(settings) as (ingestor, _):
        queue = Queue(ingestor, make_indexer(ingestor.database, settings))
        queue.defer_catching_up()

        async def until_stopped() -> None:
            work = asyncio.ensure_future(queue.run_async(concurrency, until_empty=once))
            for number in (signal.SIGINT, signal.SIGTERM):
                asyncio.get_running_loop().add_signal_handler(number, work.cancel)
            with suppress(asyncio.CancelledError):
                await work

        asyncio.run(until_stopped())


@app.command()
def migrate() -> None:
    """Bring the database to this version's schema (as the owner role)."""
    from lexsarah.store.embedded import EmbeddedServer  # noqa: PLC0415
    from lexsarah.store.migrate import migrate as upgrade  # noqa: PLC0415

    settings = _settings()
    if settings.database_url and not settings.database_owner_url:
        raise ConfigurationError("LEXSARAH_DATABASE_OWNER_URL: needed to migrate the server at LEXSARAH_DATABASE_URL")
    owner = settings.database_owner_url
    url = owner.get_secret_value() if owner else EmbeddedServer(settings.home).start().owner
    _say(f"revision {upgrade(url)}")


@app.command()
def doctor(
    quick: Annotated[bool, typer.Option("--quick", help="Only whether the running service answers.")] = False,
    as_json: Json = False,
) -> None:
    """Say what is installed, what is missing and how to get it."""
    from lexsarah.doctor import examine, service_answers  # noqa: PLC0415

    settings = _settings()
    if quick:
        raise typer.Exit(0 if service_answers(settings) else 1)
    findings = examine(settings)
    if as_json:
        _say(json.dumps([asdict(finding) for finding in findings]))
    else:
        for finding in findings:
            state = "ok" if finding.ok else "MISSING" if finding.needed else "absent"
            _say(f"{state:8}{finding.name}: {finding.detail}")
    if any(finding.needed and not finding.ok for finding in findings):
        raise typer.Exit(1)


@contextmanager
def _administering(organisation: str | None) -> Iterator[tuple["Connection", str]]:
    from lexsarah.store.database import open_database  # noqa: PLC0415

    settings = _settings()
    with open_database(settings) as database, database.anyone() as connection:
        yield connection, organisation or settings.organisation


@user_app.command("add")
def user_add(name: str, role: str = "editor", organisation: Organisation = None) -> None:
    """Add an account; the password is asked for, or read from standard input."""
    from lexsarah.store import accounts  # noqa: PLC0415

    _code(role, accounts.ROLES, "--role")
    if sys.stdin.isatty():
        password = typer.prompt("Lösenord", hide_input=True, confirmation_prompt=True)
    else:
        password = sys.stdin.readline().rstrip("\n")
    with _administering(organisation) as (connection, owner):
        accounts.add_account(connection, owner, name, password, role)  # type: ignore[arg-type]  # checked above
    _say(f"added {name}")


@user_app.command("list")
def user_list(organisation: Organisation = None) -> None:
    """List the accounts of an organisation."""
    from lexsarah.store import accounts  # noqa: PLC0415

    with _administering(organisation) as (connection, owner):
        for name, role in accounts.accounts(connection, owner):
            _say(f"{name}\t{role}")


@user_app.command("remove")
def user_remove(name: str, organisation: Organisation = None) -> None:
    """Remove an account and end its sessions."""
    from lexsarah.store import accounts  # noqa: PLC0415

    with _administering(organisation) as (connection, owner):
        accounts.remove_account(connection, owner, name)
    _say(f"removed {name}")


@token_app.command("add")
def token_add(
    label: str,
    role: str = "reader",
    days: Annotated[int | None, typer.Option(min=1, help="Days until it ends; default: never.")] = None,
    organisation: Organisation = None,
) -> None:
    """Make a token and print it: it is shown this once."""
    from lexsarah.store import accounts  # noqa: PLC0415

    _code(role, accounts.ROLES, "--role")
    with _administering(organisation) as (connection, owner):
        _say(accounts.add_token(connection, owner, label, role, days))  # type: ignore[arg-type]  # checked above


@token_app.command("list")
def token_list(organisation: Organisation = None) -> None:
    """List the tokens of an organisation."""
    from lexsarah.store import accounts  # noqa: PLC0415

    with _administering(organisation) as (connection, owner):
        for label, role, expires in accounts.tokens(connection, owner):
            _say(f"{label}\t{role}\t{expires.date().isoformat() if expires else 'never ends'}")


@token_app.command("remove")
def token_remove(label: str, organisation: Organisation = None) -> None:
    """Revoke a token."""
    from lexsarah.store import accounts  # noqa: PLC0415

    with _administering(organisation) as (connection, owner):
        accounts.remove_token(connection, owner, label)
    _say(f"removed {label}")
