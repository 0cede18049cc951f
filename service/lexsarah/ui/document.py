"""A document with its facts beside it, its original, and its removal."""

from dataclasses import dataclass
from urllib.parse import quote
from uuid import UUID

from fastapi import APIRouter, Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from lexsarah.errors import NotFound
from lexsarah.ingest import from_bytes
from lexsarah.labels import FIELD_NAMES, code_label
from lexsarah.notes import notes
from lexsarah.parse import crop_safely
from lexsarah.records import BlockKind
from lexsarah.store import documents
from lexsarah.store.documents import StoredDocument
from lexsarah.ui import words
from lexsarah.ui.checked import check_view
from lexsarah.ui.facts import CaseView, case_view
from lexsarah.ui.marked import Marked, marked
from lexsarah.ui.templating import page
from lexsarah.ui.upload import document_view
from lexsarah.web import Editor, Forbidden, Running, SignedIn

router = APIRouter()


@dataclass(frozen=True, slots=True)
class Summary:
    """What is said first: name and value of the few facts that place a case."""

    name: str
    value: str


SUMMARY = ("genre", "municipality", "decision", "ivo", "incident_period")
OF_ALL = ("genre", "municipality")
"""What the cases of one document have in common."""


@router.get("/dokument/{document_id}")
def document(
    request: Request, service: Running, session: SignedIn, document_id: UUID, *, omlasning: bool = False
) -> HTMLResponse:
    """Show a document; one that is not read yet shows its status. ``omlasning``: it was just sent to be read anew."""
    with service.database.transaction(session.reader) as connection:
        row = documents.status(connection, document_id)
        documents.log_read(connection, session.reader, document_id, "document")
        stored = documents.load(connection, document_id) if row.status == "read" else None
    view = document_view(row)
    if stored is None:
        return page(request, session, "waiting.html", view.title, document=view)
    cases = [case_view(number, case) for number, case in enumerate(stored.cases, 1)]
    text = _marked(stored, cases)
    return page(
        request,
        session,
        "document.html",
        _title(stored),
        document=view,
        row=row,
        cases=cases,
        checks={str(case.id): check_view(stored.parsed, case) for case in stored.cases},
        text=text,
        summary=_summary(stored),
        pages=len(stored.parsed.textmap.pages),
        notes=notes(stored.parsed, [case.report for case in stored.cases]),
        reading_again=omlasning,
    )


@router.get("/dokument/{document_id}/original")
def original(service: Running, session: SignedIn, document_id: UUID) -> Response:
    """Send the bytes as they came, to be saved, never shown in our own origin."""
    with service.database.transaction(session.reader) as connection:
        row = documents.status(connection, document_id)
        owner, sha256 = documents.sha256_of(connection, document_id)
        documents.log_read(connection, session.reader, document_id, "original")
    return Response(
        service.ingestor.originals.get(owner, sha256),
        media_type=row.media_type,
        headers={
            "content-disposition": f"attachment; filename*=UTF-8''{quote(row.name, safe='')}",
            "x-content-type-options": "nosniff",
            "content-security-policy": "sandbox; default-src 'none'",
        },
    )


@router.get("/dokument/{document_id}/ruta/{number}")
def box(service: Running, session: SignedIn, document_id: UUID, number: int) -> Response:
    """Draw a box to tick as the original shows it; ``number`` is the place of its block (0-based)."""
    with service.database.transaction(session.reader) as connection:
        stored = documents.load(connection, document_id)
        owner, sha256 = documents.sha256_of(connection, document_id)
        documents.log_read(connection, session.reader, document_id, "original")
    blocks = stored.parsed.blocks
    chosen = blocks[number] if 0 <= number < len(blocks) else None
    place = stored.parsed.textmap.crop(chosen.span) if chosen and chosen.kind is BlockKind.CHECKBOX else None
    if place is None:
        raise NotFound("the document has no such box with a place on a page")
    limits = service.ingestor.limits
    source = from_bytes(service.ingestor.originals.get(owner, sha256), stored.row.name, "upload", limits)
    return Response(
        crop_safely(source, *place, limits),
        media_type="image/png",
        headers={"cache-control": "private, max-age=3600", "x-content-type-options": "nosniff"},
    )


@router.post("/dokument/{document_id}/las-om")
def read_again(service: Running, session: Editor, document_id: UUID) -> Response:
    """Queue reading a document anew; what it says now stays until then."""
    with service.database.transaction(session.reader) as connection:
        if not documents.status(connection, document_id).own:
            raise NotFound("your organisation has no document with this id")
        service.queue.defer_reading_again(connection, document_id, session.reader)
    return RedirectResponse(f"/dokument/{document_id}?omlasning=1", 303)


@router.get("/dokument/{document_id}/ta-bort")
def confirm(request: Request, service: Running, session: SignedIn, document_id: UUID) -> HTMLResponse:
    """Ask before removing."""
    with service.database.transaction(session.reader) as connection:
        row = documents.status(connection, document_id)
    if not row.own:
        raise NotFound("your organisation has no document with this id")
    return page(request, session, "remove.html", "Ta bort dokumentet?", document=document_view(row))


@router.post("/dokument/{document_id}/ta-bort")
def remove(service: Running, session: Editor, document_id: UUID) -> Response:
    """Remove a document with all that was made of it, and its original; for admins."""
    if session.reader.role != "admin":
        raise Forbidden("only an admin removes documents")
    with service.database.transaction(session.reader) as connection:
        sha256 = documents.destroy(connection, session.reader, document_id)
    service.ingestor.originals.remove(session.reader.organisation_id, sha256)
    return RedirectResponse("/dokument", 303)


@router.get("/arenden/{case_id}")
def case(service: Running, session: SignedIn, case_id: UUID) -> Response:
    """Lead to the document of a case."""
    with service.database.transaction(session.reader) as connection:
        document_id = documents.document_of(connection, case_id)
    return RedirectResponse(f"/dokument/{document_id}", 303)


def _title(stored: StoredDocument) -> str:
    if stored.parsed.title:
        return stored.parsed.title
    return stored.cases[0].report.case.title if stored.cases else stored.row.name


def _marked(stored: StoredDocument, cases: list[CaseView]) -> Marked:
    return marked(stored.parsed, [fact for case in cases for fact in case.facts()])


def _summary(stored: StoredDocument) -> list[Summary]:
    if not stored.cases:
        return []
    report = stored.cases[0].report
    found = []
    several = len(stored.cases) > 1
    for field in OF_ALL if several else SUMMARY:
        value = report.value(field)
        if isinstance(value, str):
            label = words.edtf(value) if field == "incident_period" else code_label(field, value)
            found.append(Summary(FIELD_NAMES[field], label))
    if several:
        found.append(Summary("Ärenden i dokumentet", str(len(stored.cases))))
    return found
