"""Upload: each file is answered for itself, and its reading is followed."""

from dataclasses import dataclass
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, File, Form, Request, UploadFile
from starlette.responses import HTMLResponse

from lexsarah.errors import LexSarahError
from lexsarah.ingest.source import clean_name
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
    received = [_accept(service, session.reader, file, visibility) for file in given]
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


def _accept(service: Service, reader: Reader, file: UploadFile, visibility: Visibility) -> DocumentView:
    name = file.filename or ""
    try:
        with service.database.transaction(reader) as connection:
            document_id, to_read = service.ingestor.accept_upload(
                connection, file.file.read(), name, reader, visibility
            )
            if to_read:
                service.queue.defer_reading(connection, document_id, reader)
            return document_view(documents.status(connection, document_id))
    except LexSarahError as error:
        shown = clean_name(name)
        return DocumentView("", shown, shown, "failed", "Togs inte emot", error_text(error.code), None)
