"""The only place where stages meet: from bytes to reports, and from reports to what is kept.

This is also the document boundary: whatever a stage raises on a document becomes one typed error here, so that the
others in the same command go on.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from types import MappingProxyType
from uuid import UUID, uuid4

import psycopg

from lexsarah.classify import Classifiers, load_classifiers
from lexsarah.config import Settings
from lexsarah.errors import LexSarahError, NotFound, ReadingFailed, UnreadableFile
from lexsarah.extract import extract
from lexsarah.extract.entities import entities_in
from lexsarah.extract.identifiers import identifiers_in
from lexsarah.index.coding import WITHHELD, coded
from lexsarah.index.masked import Found, masks
from lexsarah.index.passages import passages
from lexsarah.index.terms import counted
from lexsarah.index.version import index_version
from lexsarah.ingest import from_bytes
from lexsarah.limits import Limits
from lexsarah.log import get_logger, place_of
from lexsarah.parse import parse_safely
from lexsarah.parse.cases.split import cases_of, focused, speaks_of_all, title_of
from lexsarah.records import Case, Fact, ParsedDocument, Report, SourceFile, Span
from lexsarah.resolve import is_sign, resolve, united, with_shared
from lexsarah.resources import folder, sample_hashes
from lexsarah.search.incidents import of_facts, signature
from lexsarah.search.similar import Similar, Sought, Weights, similar, stored
from lexsarah.store import documents
from lexsarah.store.database import Connection, Database, Reader
from lexsarah.store.documents import IndexedCase
from lexsarah.store.originals import Originals
from lexsarah.store.passages import restore_vectors, vectors_of
from lexsarah.vocabulary import Visibility

MIB = 1 << 20


@dataclass(frozen=True, slots=True)
class Reading:
    """A file with what was read from it: one report a case, and the view of the whole document.

    Where a document is one case from start to end, the two are the same report.
    """

    source: SourceFile
    document: ParsedDocument
    reports: tuple[Report, ...]
    whole: Report


def limits_of(settings: Settings) -> Limits:
    """Return the limits on files that the settings ask for."""
    return Limits(
        max_bytes=settings.max_upload_mib * MIB,
        max_pages=settings.max_pages,
        max_unpacked_bytes=settings.max_unpacked_mib * MIB,
        memory_bytes=settings.read_memory_mib * MIB,
        seconds=settings.read_seconds,
        ocr_pages=settings.ocr_pages,
        ocr_seconds=settings.ocr_seconds,
    )


@cache
def classifiers(own: Path | None = None) -> Classifiers:
    """Return the classifiers, loaded once; ``own`` is the folder of what the office trained (``own_models``)."""
    return load_classifiers(folder("models"), own)


def own_models(settings: Settings) -> Path:
    """Return the folder that ``lexsarah train`` writes to."""
    return settings.home / "models"


def read_source(source: SourceFile, limits: Limits, published: date | None = None, own: Path | None = None) -> Reading:
    """Read a file: parse, extract, classify, resolve; and fill the sections that parsing left open.

    ``published`` is the date that relative dates hang on, where the caller knows better than the document; ``own`` the
    folder of an office's own models.

    Raises
    ------
    UnreadableFile
        One of its kinds; ``ReadingFailed`` for what no stage foresaw.
    """
    with _document_boundary(source):
        document = parse_safely(source, limits)
        classify = classifiers(own)
        reports, whole = read_cases(document, published, classify)
        return Reading(source, classify.findings.with_roles(document), reports, whole)


@contextmanager
def _document_boundary(source: SourceFile) -> Iterator[None]:
    """Turn what no stage foresaw into an error of this one document; a database that is away is not the document's."""
    try:
        yield
    except LexSarahError:
        raise
    except Exception as error:
        # PostgreSQL counts what is too large for it as operational; trying again would not help.
        if isinstance(error, psycopg.OperationalError) and not isinstance(error, psycopg.errors.ProgramLimitExceeded):
            raise
        get_logger().error("reading_failed", sha256=source.sha256, error=type(error).__name__, at=place_of(error))
        raise ReadingFailed("reading failed for a reason that is ours to mend; the original is untouched") from error


def read_cases(
    document: ParsedDocument, published: date | None = None, classify: Classifiers | None = None
) -> tuple[tuple[Report, ...], Report]:
    """Read the cases of a document, and the document as a whole; ``classify``: the shipped classifiers if None."""
    classify = classify or classifiers()
    cases = cases_of(document)
    whole = Case(Span(0, len(document.text)), title_of(document))
    if cases[0].span == whole.span:
        report = resolve(cases[0], read_case(document, cases[0], published, classify))
        return (report,), report
    paper = resolve(whole, read_case(document, whole, published, classify))
    background = Case(Span(0, 0), "", cases[0].background)
    beside = _beside(focused(document, background), whole, published or document.published, classify)
    of_all = [
        fact
        for fact in beside
        if fact.field not in GRADES or (fact.evidence and speaks_of_all(document, fact.evidence[0].span))
    ]
    told = (read_case(document, case, published, classify) for case in cases)
    reports = tuple(resolve(case, with_shared(own, paper, of_all)) for case, own in zip(cases, told, strict=True))
    return reports, united(paper, reports, beside)


GRADES = frozenset({"decision", "ivo", "reported_to_ivo"})
"""What a background may say of one of the cases alone; it counts where it speaks of all of them."""


def read_case(document: ParsedDocument, case: Case, published: date | None, classify: Classifiers) -> tuple[Fact, ...]:
    """Extract and classify one case from the view that it has of its document."""
    view = focused(document, case)
    facts = extract(view, case, published or document.published)
    return (*facts, *classify(view, case, facts))


def _beside(view: ParsedDocument, whole: Case, published: date | None, classify: Classifiers) -> tuple[Fact, ...]:
    """Facts of the background of several cases, without those of rules that are signs alone."""
    facts = extract(view, whole, published)
    return (*(fact for fact in facts if not is_sign(fact)), *classify.findings(view, whole, facts))


def indexed(document: ParsedDocument, report: Report) -> IndexedCase:
    """Make what a case is found and counted by, private persons masked."""
    cut = passages(document, report.case, masks(document, report, sought_for_masks(document, report.case.span)))
    terms = tuple(dict(counted(passage.text)) for passage in cut)
    made = coded(report, document.published)
    return IndexedCase(report, cut, terms, made.codes, WITHHELD, made.happened_on)


def sought_for_masks(document: ParsedDocument, within: Span) -> Found:
    """Find names and numbers once more in the words of a case, for the index alone.

    Facts hold each number once, and no names that only the network sees: here a false one costs less than a leak.
    """
    words = document.slice(within)
    return Found(
        names=[Span(one.start, one.end).shifted(within.start) for one in entities_in(words) if one.label == "PER"],
        numbers=[(one.span.shifted(within.start), one.value) for one in identifiers_in(words)],
    )


@dataclass(frozen=True, slots=True)
class Ingestor:
    """Keeps documents of one organisation; ``own_models`` is the folder of what the office trained."""

    database: Database
    originals: Originals
    limits: Limits
    own_models: Path | None = None

    def ingest(self, source: SourceFile, reader: Reader, visibility: Visibility) -> bool:
        """Store, read and index a document in one transaction; False if the same bytes were known and read already.

        Raises
        ------
        UnreadableFile
            If it cannot be read; nothing of it is kept.
        SyntheticNotAllowed
            If it is an invented example and the home is no demonstration.
        """
        with self.database.transaction(reader) as connection:
            if documents.with_bytes(connection, reader, source.sha256):
                return False
        reading = read_source(source, self.limits, own=self.own_models)
        with self.database.transaction(reader) as connection:
            synthetic = reading.document.synthetic
            document_id, new = documents.accept(connection, reader, source, visibility, synthetic=synthetic)
            # Another process may have read it meanwhile: its transaction was waited for.
            if not new and documents.status(connection, document_id).status == "read":
                return False
            self._save(connection, reader, document_id, reading)
            self.originals.put(reader.organisation_id, source.sha256, source.content)
        return True

    def accept_upload(
        self, connection: Connection, source: SourceFile, reader: Reader, visibility: Visibility
    ) -> tuple[UUID, bool]:
        """Keep the bytes and enter the document as queued; the caller adds its job to the same transaction.

        Returns its id and whether it must be read. Raises ``SyntheticNotAllowed`` for the samples that ship.
        """
        synthetic = source.sha256 in sample_hashes()
        document_id, new = documents.accept(connection, reader, source, visibility, synthetic=synthetic)
        self.originals.put(reader.organisation_id, source.sha256, source.content)
        return document_id, new or documents.requeue(connection, document_id)

    def read_stored(self, document_id: UUID, reader: Reader) -> None:
        """Read a queued document; a failure is noted on it, so that none stays queued for good. Twice is once."""
        with self.database.transaction(reader) as connection:
            row = documents.status(connection, document_id)
            owner, sha256 = documents.sha256_of(connection, document_id)
        if row.status == "read":
            return
        try:
            source = from_bytes(self.originals.get(owner, sha256), row.name, "upload", self.limits)
            reading = read_source(source, self.limits, own=self.own_models)
            with self.database.transaction(reader) as connection:
                self._save(connection, reader, document_id, reading)
        except LexSarahError as error:
            with self.database.transaction(reader) as connection:
                documents.fail(connection, document_id, error)

    def read_again(self, document_id: UUID, reader: Reader) -> None:
        """Read a document anew, with other settings or a newer version; the reading it had stays until then.

        Raises
        ------
        NotFound
            If the reader's organisation owns no such document.
        CorrectedByPerson
            If a person has said something of it.
        UnreadableFile
            If it cannot be read; a reading that it had is left as it was.
        """
        with self.database.transaction(reader) as connection:
            row = documents.status(connection, document_id)
            if not row.own:
                raise NotFound("your organisation has no document with this id")
            owner, sha256 = documents.sha256_of(connection, document_id)
        try:
            source = from_bytes(self.originals.get(owner, sha256), row.name, "upload", self.limits)
            reading = read_source(source, self.limits, own=self.own_models)
        except UnreadableFile as error:
            if row.status != "read":
                with self.database.transaction(reader) as connection:
                    documents.fail(connection, document_id, error)
            raise
        with self.database.transaction(reader) as connection:
            kept = vectors_of(connection, document_id)
            if not documents.withdraw(connection, reader, document_id):
                documents.requeue(connection, document_id)
            self._save(connection, reader, document_id, reading)
            restore_vectors(connection, document_id, kept)

    @staticmethod
    def _save(connection: Connection, reader: Reader, document_id: UUID, reading: Reading) -> None:
        with _document_boundary(reading.source):
            cases = [indexed(reading.document, report) for report in reading.reports]
            documents.save_reading(
                connection, reader, document_id, parsed=reading.document, cases=cases, indexed_by=index_version()
            )


def similar_to_case(
    ingestor: Ingestor, reader: Reader, case_id: UUID, limit: int, weights: Weights = MappingProxyType({})
) -> tuple[Similar, ...]:
    """Rank the cases most like a stored one, other papers than its own (NotFound if the reader may not see it)."""
    with ingestor.database.transaction(reader, snapshot=True) as connection:
        document_id = documents.document_of(connection, case_id)
        documents.log_read(connection, reader, document_id, "similar")
        found = similar(connection, stored(connection, case_id, document_id), limit=limit, weights=weights)
        _log_shown(connection, reader, found)
    return found


def similar_to_file(
    ingestor: Ingestor, reader: Reader, source: SourceFile, limit: int, weights: Weights = MappingProxyType({})
) -> tuple[Similar, ...]:
    """Rank the cases most like any in a file that is not kept; a stored copy is left out. Raises as ``read_source``."""
    reading = read_source(source, ingestor.limits, own=ingestor.own_models)
    cases = [indexed(reading.document, report) for report in reading.reports]
    with ingestor.database.transaction(reader, snapshot=True) as connection:
        known = documents.with_bytes(connection, reader, source.sha256)
        found = similar(connection, _sought(cases, known), limit=limit, weights=weights)
        _log_shown(connection, reader, found)
    return found


def _log_shown(connection: Connection, reader: Reader, found: Sequence[Similar]) -> None:
    shown = {hit.document_id for one in found for hit in (one.hit, *one.hit.others)}
    documents.log_reads(connection, reader, shown, "search")


def _sought(cases: Sequence[IndexedCase], known: UUID | None) -> Sought:
    """Return the cases of a file as one that others are to be like; ``known`` is a stored copy."""
    counts = [sum((Counter(found) for found in case.terms), Counter[str]()) for case in cases]
    # Of its own no document: signatures of a file that is not kept have one that no other has.
    tells = [
        signature(known or uuid4(), case.codes, case.happened_on, of_facts(case.report.facts), terms)
        for case, terms in zip(cases, counts, strict=True)
    ]
    codes = frozenset(code for case in cases for code in case.codes)
    return Sought(sum(counts, Counter[str]()), codes, tuple(tells), known)
