"""The first page: how much there is, what came last, what to do first."""

from fastapi import APIRouter, Request
from starlette.responses import HTMLResponse

from lexsarah.store import documents
from lexsarah.store.overview import totals
from lexsarah.ui.templating import PageNumber, page
from lexsarah.ui.upload import document_view
from lexsarah.web import Running, SignedIn

router = APIRouter()

LATEST = 8
PAGE = 50
"""Documents a page of the list."""


@router.get("/")
def overview(request: Request, service: Running, session: SignedIn) -> HTMLResponse:
    """Show the overview; an empty home says how to fill it."""
    with service.database.transaction(session.reader) as connection:
        found = totals(connection)
        rows, _ = documents.listed(connection, LATEST)
    return page(
        request,
        session,
        "overview.html",
        "Översikt",
        totals=found,
        latest=[document_view(row) for row in rows],
    )


@router.get("/dokument")
def listed(request: Request, service: Running, session: SignedIn, sida: PageNumber = 1) -> HTMLResponse:
    """List documents, newest first."""
    with service.database.transaction(session.reader) as connection:
        rows, total = documents.listed(connection, PAGE, (sida - 1) * PAGE)
    return page(
        request,
        session,
        "documents.html",
        "Dokument",
        rows=[document_view(row) for row in rows],
        total=total,
        number=sida,
        pages=max(1, -(-total // PAGE)),
    )
