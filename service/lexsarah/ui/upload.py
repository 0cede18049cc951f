"""Upload: each file is answered for itself, and its reading is followed."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, File, Form, Request, UploadFile
from starlette.responses import HTMLResponse

from lexsarah.errors import LexSarahError
from lexsarah.ingest import from_bytes
from lexsarah.ingest.source import clean_name
from lexsarah.opening import parts
from lexsarah.store import documents
from lexsarah.store.database import Reader
from lexsarah.store.documents import DocumentRow
from lexsarah.ui.templating import fragment, page
from lexsarah.ui.texts import error_text
from lexsarah.vocabulary import Visibility
from lexsarah.web import Editor, Running, Service, SignedIn

router = APIRouter()

VISIBILITIES = (
    (Visibility.OWN, "Bara vi", "Ingen annan organisation ser något av dokumentet. Välj detta om du är osäker."),
    (
        Visibility.SHARED,
        "Dela kodade uppgifter",
        "Andra ser bara koder, som slag av händelse, orsak, kvartal och län. Aldrig texten, namn eller exakta datum.",
    ),
    (
        Visibility.PUBLIC,
        "Redan offentligt publicerat",
        "Alla som använder tjänsten får läsa hela texten. Bara för det som redan är publicerat.",
    ),
)
"""The choices with their explanation; the first is chosen."""

STATUSES = {"queued": "Läses", "read": "Läst", "failed": "Kunde inte läsas"}
SCRIPT = "x-requested-with"
"""Header by which app.js asks for the list alone, not the page."""


@dataclass(frozen=True, slots=True)
class DocumentView:
    """A document in a list. ``id`` is empty for a file that was not taken in."""

    id: str
    name: str
    title: str
    status: str
    status_text: str
    error: str
    row: DocumentRow | None


def document_view(row: DocumentRow) -> DocumentView:
    """Show a document's row."""
    error = error_text(row.error_code) if row.error_code else ""
    return DocumentView(str(row.id), row.name, row.title or row.name, row.status, STATUSES[row.status], error, row)


@router.get("/ladda-upp")
def form(request: Request, session: SignedIn) -> HTMLResponse:
    """Show the form."""
    return page(
        request, session, "upload.html", "Ladda upp dokument", visibilities=VISIBILITIES, received=[], nothing=False
    )


@router.post("/ladda-upp")
def upload(
    request: Request,
    service: Running,
    session: Editor,
    files: Annotated[list[UploadFile] | None, File()] = None,
    visibility: Annotated[Visibility, Form()] = Visibility.OWN,
) -> HTMLResponse:
    """Take in files: one that cannot be taken says why, the others go on."""
    given = [file for file in files or [] if file.filename]
    received = [view for file in given for view in _accept(service, session.reader, file, visibility)]
    if SCRIPT in request.headers:
        return fragment("received.html", received=received)
    return page(
        request,
        session,
        "upload.html",
        "Ladda upp dokument",
        visibilities=VISIBILITIES,
        received=received,
        nothing=not received,
    )


@router.get("/dokument/{document_id}/status")
def status(service: Running, session: SignedIn, document_id: UUID) -> HTMLResponse:
    """Say how far the reading of a document has come: a list item for htmx."""
    with service.database.transaction(session.reader) as connection:
        row = documents.status(connection, document_id)
    return fragment("received.html", received=[document_view(row)])


def _accept(service: Service, reader: Reader, file: UploadFile, visibility: Visibility) -> Iterator[DocumentView]:
    """Take in a file: one view for each document in it."""
    name = clean_name(file.filename or "")
    limits = service.ingestor.limits
    try:
        found = tuple(parts(from_bytes(file.file.read(), name, "upload", limits), limits))
    except LexSarahError as error:
        yield _refused(name, error)
        return
    for part in found:
        try:
            with service.database.transaction(reader) as connection:
                document_id, to_read = service.ingestor.accept_upload(connection, part.source(), reader, visibility)
                if to_read:
                    service.queue.defer_reading(connection, document_id, reader)
                view = document_view(documents.status(connection, document_id))
        except LexSarahError as error:
            view = _refused(part.name, error)
        yield view


def _refused(name: str, error: LexSarahError) -> DocumentView:
    return DocumentView("", name, name, "failed", "Togs inte emot", error_text(error.code), None)
