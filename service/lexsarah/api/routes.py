"""JSON API, version 1. Errors have one shape (RFC 9457); search text travels in bodies, never in addresses."""

from datetime import date
from typing import Annotated, Any
from uuid import UUID

from fastapi import APIRouter, Depends, File, Form, Query, Response, UploadFile
from pydantic import BaseModel, Field

from lexsarah import plain
from lexsarah.checking import check
from lexsarah.codec import JsonObject
from lexsarah.errors import LexSarahError, NotFound
from lexsarah.flat import fact_to_json, flat_case
from lexsarah.ingest import from_bytes
from lexsarah.labels import VOCABULARIES
from lexsarah.opening import parts
from lexsarah.pipeline import similar_to_case, similar_to_file
from lexsarah.records import SourceFile
from lexsarah.search.ranking import search
from lexsarah.search.similar import HEAVIEST, NAMES, weights_of
from lexsarah.store import documents
from lexsarah.store.database import Reader
from lexsarah.store.documents import DocumentRow
from lexsarah.store.filters import FILTERS, Filters
from lexsarah.trends.charts import chart_svg
from lexsarah.trends.counts import BY, PERIODS, Trend, trend
from lexsarah.vocabulary import Visibility
from lexsarah.web import Editor, Forbidden, Running, Service, SignedIn

router = APIRouter(prefix="/api/v1")

MOST_TEXT = 2000


class DocumentStatus(BaseModel):
    """A document as it is kept; ``status`` is queued, read or failed."""

    id: UUID
    name: str
    title: str | None
    status: str
    error_code: str | None
    error_message: str | None
    visibility: Visibility
    synthetic: bool
    own: bool


class Accepted(BaseModel):
    """What an upload is answered with, at once; follow ``status_url``."""

    id: UUID
    new: bool
    status_url: str


class Refused(BaseModel):
    """A file in an archive or mail that was not taken, and why."""

    name: str
    code: str
    message: str


class AcceptedParts(BaseModel):
    """What an archive, or a mail with attachments, is answered with."""

    documents: list[Accepted]
    refused: list[Refused]


class FilterBody(BaseModel):
    """Codes that a case must have one of, by filter; days between which it began."""

    codes: dict[str, list[str]] = Field(default_factory=dict, description=f"Keys: {', '.join(FILTERS)}")
    since: date | None = None
    until: date | None = None

    def filters(self) -> Filters:
        """Return what the store takes; unknown keys are an error of the request."""
        return _filters(self.codes, self.since, self.until)


class Question(FilterBody):
    """A search."""

    text: Annotated[str, Field(max_length=MOST_TEXT)] = ""
    limit: Annotated[int, Field(ge=1, le=100)] = 20
    offset: Annotated[int, Field(ge=0, le=10_000)] = 0


class UnknownFilter(Forbidden):
    """A filter, count or period that there is none of."""

    code = "unknown_filter"


def _filters(codes: dict[str, list[str]], since: date | None, until: date | None) -> Filters:
    unknown = sorted(set(codes) - set(FILTERS))
    if unknown:
        raise UnknownFilter(f"no such filter: {', '.join(unknown)}; there are {', '.join(FILTERS)}")
    return Filters({name: tuple(values) for name, values in codes.items() if values}, since, until)


def _status(row: DocumentRow) -> DocumentStatus:
    return DocumentStatus(**{name: getattr(row, name) for name in DocumentStatus.model_fields})


@router.post("/documents", status_code=202)
def upload(
    service: Running,
    session: Editor,
    file: Annotated[UploadFile, File(description="A document, or an archive or mail that holds some")],
    visibility: Annotated[Visibility, Form()] = Visibility.OWN,
) -> Accepted | AcceptedParts:
    """Keep a document and queue its reading; of an archive, or a mail with attachments, each document in it."""
    limits = service.ingestor.limits
    source = from_bytes(file.file.read(), file.filename or "", "upload", limits)
    found = tuple(parts(source, limits))
    if len(found) == 1 and found[0].found is source:
        return _accept(service, session.reader, source, visibility)
    received = AcceptedParts(documents=[], refused=[])
    for part in found:
        try:
            received.documents.append(_accept(service, session.reader, part.source(), visibility))
        except LexSarahError as error:
            received.refused.append(Refused(name=part.name, code=error.code, message=error.message))
    return received


def _accept(service: Service, reader: Reader, source: SourceFile, visibility: Visibility) -> Accepted:
    with service.database.transaction(reader) as connection:
        document_id, to_read = service.ingestor.accept_upload(connection, source, reader, visibility)
        if to_read:
            service.queue.defer_reading(connection, document_id, reader)
    return Accepted(id=document_id, new=to_read, status_url=f"/api/v1/documents/{document_id}/status")


@router.get("/documents")
def list_documents(
    service: Running,
    session: SignedIn,
    limit: Annotated[int, Query(ge=1, le=200)] = 50,
    offset: Annotated[int, Query(ge=0, le=1_000_000)] = 0,
) -> dict[str, Any]:
    """List the documents that the reader may see, newest first."""
    with service.database.transaction(session.reader) as connection:
        rows, total = documents.listed(connection, limit, offset)
    return {"total": total, "documents": [_status(row) for row in rows]}


@router.get("/documents/{document_id}/status")
def document_status(service: Running, session: SignedIn, document_id: UUID) -> DocumentStatus:
    """Say how far the reading of a document has come."""
    with service.database.transaction(session.reader) as connection:
        return _status(documents.status(connection, document_id))


@router.get("/documents/{document_id}")
def get_document(service: Running, session: SignedIn, document_id: UUID) -> JsonObject:
    """Return a read document: text, blocks, and its cases with every fact and its evidence. The read is logged."""
    with service.database.transaction(session.reader) as connection:
        stored = documents.load(connection, document_id)
        documents.log_read(connection, session.reader, document_id, "document")
    return plain.stored_as_json(stored)


@router.get("/documents/{document_id}/check")
def check_document(service: Running, session: SignedIn, document_id: UUID) -> JsonObject:
    """Say what SOSFS 2011:5 ch. 5 asks of an investigation and each case of this one lacks. The read is logged."""
    with service.database.transaction(session.reader) as connection:
        stored = documents.load(connection, document_id)
        documents.log_read(connection, session.reader, document_id, "document")
    cases = [{"id": str(case.id), **check(stored.parsed, case.report).json()} for case in stored.cases]
    return {"document_id": str(document_id), "cases": cases}


@router.get("/documents/{document_id}/original", response_class=Response)
def get_original(service: Running, session: SignedIn, document_id: UUID) -> Response:
    """Return the original bytes, as an attachment. The read is logged."""
    with service.database.transaction(session.reader) as connection:
        row = documents.status(connection, document_id)
        owner, sha256 = documents.sha256_of(connection, document_id)
        documents.log_read(connection, session.reader, document_id, "original")
    content = service.ingestor.originals.get(owner, sha256)
    return Response(
        content, media_type=row.media_type, headers={"content-disposition": f'attachment; filename="{sha256}"'}
    )


@router.post("/documents/{document_id}/reading", status_code=202)
def read_again(service: Running, session: Editor, document_id: UUID) -> Accepted:
    """Queue reading a document anew; what it says now stays until the new reading is done."""
    with service.database.transaction(session.reader) as connection:
        row = documents.status(connection, document_id)
        if not row.own:
            raise NotFound("your organisation has no document with this id")
        service.queue.defer_reading_again(connection, document_id, session.reader)
    return Accepted(id=document_id, new=False, status_url=f"/api/v1/documents/{document_id}/status")


@router.delete("/documents/{document_id}", status_code=204)
def destroy_document(service: Running, session: Editor, document_id: UUID) -> None:
    """Remove a document with all that was made of it. Admins only; the removal is logged."""
    if session.reader.role != "admin":
        raise Forbidden("only an admin removes documents")
    with service.database.transaction(session.reader) as connection:
        sha256 = documents.destroy(connection, session.reader, document_id)
    service.ingestor.originals.remove(session.reader.organisation_id, sha256)


@router.get("/cases/{case_id}")
def get_case(service: Running, session: SignedIn, case_id: UUID) -> JsonObject:
    """Return a case in the flat shape, and its facts with their evidence. The read is logged."""
    with service.database.transaction(session.reader) as connection:
        document_id = documents.document_of(connection, case_id)
        documents.log_read(connection, session.reader, document_id, "case")
        stored = documents.load(connection, document_id)
    case = next(one for one in stored.cases if one.id == case_id)
    facts = [fact_to_json(fact) for fact in case.report.facts]
    flat = flat_case(str(case_id), stored.parsed.text, case.report)
    return {"document_id": str(document_id), "case": flat, "facts": facts}


SAID = f"name=number, for example cause=2; may be repeated. Names: {', '.join(NAMES)}; from 0 to {HEAVIEST:g}"


@router.get("/cases/{case_id}/similar")
def get_similar(
    service: Running,
    session: SignedIn,
    case_id: UUID,
    limit: Annotated[int, Query(ge=1, le=50)] = 10,
    weights: Annotated[list[str] | None, Query(description=SAID)] = None,
) -> list[JsonObject]:
    """Rank past cases like this one, with what they share; behind them other papers about the same event."""
    found = similar_to_case(service.ingestor, session.reader, case_id, limit, weights_of(weights or ()))
    return plain.similar_as_json(found)


@router.post("/similar")
def post_similar(
    service: Running,
    session: Editor,
    file: Annotated[UploadFile, File()],
    limit: Annotated[int, Form(ge=1, le=50)] = 10,
    weights: Annotated[list[str] | None, Form(description=SAID)] = None,
) -> list[JsonObject]:
    """Rank past cases like a file, which is read now and not kept."""
    wanted = weights_of(weights or ())
    source = from_bytes(file.file.read(), file.filename or "", "upload", service.ingestor.limits)
    return plain.similar_as_json(similar_to_file(service.ingestor, session.reader, source, limit, wanted))


@router.post("/search")
def post_search(service: Running, session: SignedIn, question: Question) -> JsonObject:
    """Rank passages with their cases and count the facets. The documents shown are logged as read."""
    filters = question.filters()
    with service.database.transaction(session.reader, snapshot=True) as connection:
        found = search(
            connection,
            question.text,
            filters,
            encoded=service.indexer.encoded(connection, question.text),
            limit=question.limit,
            offset=question.offset,
        )
        documents.log_reads(connection, session.reader, found.documents, "search")
    return plain.found_as_json(found)


By = Annotated[str | None, Query(description=f"One of {', '.join(BY)}")]
Per = Annotated[str | None, Query(description=f"One of {', '.join(PERIODS)}")]
Codes = Annotated[list[str] | None, Query(description="filter:code, for example area:aldreomsorg; may be repeated")]
Day = Annotated[date | None, Query()]


def _counted(
    service: Running,
    session: SignedIn,
    by: By = None,
    per: Per = None,
    code: Codes = None,
    since: Day = None,
    until: Day = None,
) -> Trend:
    if (by is not None and by not in BY) or (per is not None and per not in PERIODS):
        raise UnknownFilter(f"count by one of {', '.join(BY)}, per one of {', '.join(PERIODS)}")
    codes: dict[str, list[str]] = {}
    for one in code or []:
        name, _, value = one.partition(":")
        codes.setdefault(name, []).append(value)
    filters = _filters(codes, since, until)
    with service.database.transaction(session.reader) as connection:
        return trend(connection, by, per if by or per else "year", filters)


Counted = Annotated[Trend, Depends(_counted)]


@router.get("/trends")
def get_trends(counted: Counted) -> JsonObject:
    """Count deviation reports, with rates per 100,000 inhabitants and 95 % intervals."""
    return plain.trend_as_json(counted)


@router.get("/trends.csv", response_class=Response)
def get_trends_csv(counted: Counted) -> Response:
    """Return the same as CSV."""
    text = plain.trend_as_csv(counted)
    return Response(text, media_type="text/csv", headers={"content-disposition": 'attachment; filename="trender.csv"'})


@router.get("/trends.svg", response_class=Response)
def get_trends_svg(counted: Counted) -> Response:
    """Return the same as a chart."""
    return Response(chart_svg(counted), media_type="image/svg+xml")


@router.get("/vocabularies")
def get_vocabularies(_: SignedIn) -> dict[str, list[dict[str, str]]]:
    """Return the closed vocabularies by field, with their Swedish labels."""
    return {
        name: [{"code": member.value, "label": member.label} for member in vocabulary]
        for name, vocabulary in VOCABULARIES.items()
    }
