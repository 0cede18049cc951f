"""Fixtures of the whole suite: homes that the database's account can reach, documents, a service with the samples."""

import hashlib
import os
import shutil
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import UUID

import hypothesis
import pytest
from starlette.testclient import TestClient

from lexsarah.config import Settings
from lexsarah.index.coding import WITHHELD, coded
from lexsarah.index.terms import counted
from lexsarah.records import (
    Block,
    BlockKind,
    Case,
    DateValue,
    Fact,
    Page,
    ParsedDocument,
    Passage,
    PersonValue,
    Producer,
    SourceFile,
    Span,
    TextMap,
)
from lexsarah.reference import municipality_by_name
from lexsarah.resolve import resolve
from lexsarah.store import accounts, documents
from lexsarah.store.database import Database, Reader, open_database
from lexsarah.store.documents import IndexedCase
from lexsarah.store.embedded import EmbeddedServer
from lexsarah.vocabulary import Absence, DateRole, Visibility

if TYPE_CHECKING:
    from lexsarah.web import Service

CHECKOUT = Path(__file__).parent.parent

# Whichever test comes first in a process loads the tokenizer; how fast something is, benchmarks tell.
hypothesis.settings.register_profile("suite", deadline=None)
hypothesis.settings.load_profile("suite")


@pytest.fixture(scope="session", autouse=True)
def _own_environment() -> Iterator[None]:
    """Keep the suite from the machine's own home and settings."""
    kept = {name: value for name, value in os.environ.items() if name.startswith("LEXSARAH_")}
    for name in kept:
        if name != "LEXSARAH_UPDATE_GOLDENS":
            del os.environ[name]
    yield
    os.environ.update(kept)


@pytest.fixture(scope="session")
def new_home() -> Iterator[Callable[[], Path]]:
    """Make homes: short paths, for the socket, in a folder that the database's account may pass under root."""
    base = Path(tempfile.mkdtemp(prefix="lxs-", dir="/tmp"))
    base.chmod(0o711)
    made: list[Path] = []

    def make() -> Path:
        made.append(base / f"h{len(made)}")
        return made[-1]

    yield make
    for home in made:
        if home.exists():
            EmbeddedServer(home).stop()
    shutil.rmtree(base)


@pytest.fixture
def home(new_home: Callable[[], Path]) -> Path:
    """Return a home that does not exist yet."""
    return new_home()


@pytest.fixture(scope="module")
def database(new_home: Callable[[], Path]) -> Iterator[Database]:
    """Open an empty database that is no demonstration, for one test module."""
    with open_database(Settings(home=new_home())) as opened:
        yield opened


@pytest.fixture(scope="session")
def service(new_home: Callable[[], Path]) -> "Iterator[Service]":
    """Run a demonstration with the samples read; no worker thread: tests that upload run the queue themselves."""
    from lexsarah.api.serve import load_samples, make_service

    settings = Settings(home=new_home(), organisation="Exempelkommunen")
    with open_database(settings, demonstration=True) as opened:
        running = make_service(settings, opened, with_start_token=True)
        load_samples(running.ingestor, settings.organisation, lambda _: None)
        yield running


@pytest.fixture(scope="session")
def reader(service: "Service") -> Reader:
    """Return the organisation that owns the samples, as admin."""
    with service.database.anyone() as connection:
        return Reader(accounts.organisation(connection, service.settings.organisation), "admin")


@pytest.fixture
def client(service: "Service", reader: Reader) -> Iterator[TestClient]:
    """Return a client that is signed in as the owner of the samples."""
    from lexsarah.api.app import create_app
    from lexsarah.api.serve import LOOPBACK_NAMES
    from lexsarah.web import COOKIE

    with service.database.anyone() as connection:
        cookie = accounts.open_session(connection, reader)
    with TestClient(create_app(service, LOOPBACK_NAMES), base_url="http://127.0.0.1") as signed_in:
        signed_in.cookies.set(COOKIE, cookie)
        yield signed_in


RULE = Producer("rule", "test", "1")


def source_of(text: str) -> SourceFile:
    content = text.encode()
    return SourceFile(hashlib.sha256(content).hexdigest(), "text/plain", "prov.txt", "test", content)


def reading_of(text: str) -> tuple[ParsedDocument, IndexedCase]:
    """Facts with evidence, an absence and a loser; the first word is the municipality, where it is one."""
    document = ParsedDocument(
        text, (Block(BlockKind.PARAGRAPH, Span(0, len(text))),), TextMap((Page(0),)), RULE, "Titel", date(2021, 5, 4)
    )
    case = Case(Span(0, len(text)), "Titel")
    words = document.evidence(Span(0, text.index(" ")))
    facts = (
        Fact("is_deviation_report", True, (), RULE),
        Fact("municipality", words.quote if words.quote in municipality_by_name() else "Mora", (words,), RULE),
        Fact("person", PersonValue("Stina Ek", None), (words,), RULE),
        Fact("date", DateValue("2021-03", DateRole.INCIDENT), (words,), RULE),
        Fact("incident_period", "2021-03", (words,), RULE),
        Fact("decision", Absence.NOT_STATED, (), RULE),
        Fact("primary_type", "annat", (words,), Producer("model", "test", "1"), 0.4),
        Fact("primary_type", "brister_bemotande", (words,), Producer("model", "test", "1"), 0.6),
    )
    report = resolve(case, facts)
    made = coded(report, document.published)
    passage = Passage(case.span, None, text)
    terms = dict(counted(text))
    return document, IndexedCase(report, (passage,), (terms,), made.codes, WITHHELD, made.happened_on)


Keep = Callable[..., UUID]
"""Of a reader, a text, a visibility and, if any, codes beside those of its facts."""


@pytest.fixture
def make_reading() -> Callable[[str], tuple[ParsedDocument, IndexedCase]]:
    """Return ``reading_of``."""
    return reading_of


@pytest.fixture
def keep(database: Database) -> Keep:
    """Return a function that stores and reads a text for a reader."""

    def keep_text(reader: Reader, text: str, visibility: Visibility, codes: tuple[tuple[str, str], ...] = ()) -> UUID:
        with database.transaction(reader) as connection:
            document_id, _ = documents.accept(connection, reader, source_of(text), visibility, synthetic=False)
            parsed, case = reading_of(text)
            case = replace(case, codes=(*case.codes, *codes))
            documents.save_reading(connection, reader, document_id, parsed=parsed, cases=[case], indexed_by="test")
        return document_id

    return keep_text


@pytest.fixture
def org(database: Database, request: pytest.FixtureRequest) -> Callable[[str], Reader]:
    """Return a function that makes organisations, each test its own."""

    def make(name: str) -> Reader:
        with database.anyone() as connection:
            return Reader(accounts.organisation(connection, f"{name} {request.node.name}"[:200]), "admin")

    return make
