"""All pages, and the page that tells of an error."""

from fastapi import APIRouter, Request
from starlette.responses import HTMLResponse

from lexsarah.store.accounts import Session
from lexsarah.ui import document, overview, searching, sign_in, similar, trends, upload
from lexsarah.ui.templating import page
from lexsarah.ui.texts import error_text, error_title
from lexsarah.web import NotSignedIn, session_of

router = APIRouter(include_in_schema=False)
for part in (sign_in, overview, upload, document, searching, similar, trends):
    router.include_router(part.router)


def error_page(request: Request, status: int, code: str, detail: str) -> HTMLResponse:
    """Tell of an error in Swedish; ``detail`` is the English of the API and stays out of the page."""
    del detail
    return page(
        request,
        _session(request, status),
        "error.html",
        error_title(status),
        status=status,
        text=error_text(code),
        asks_to_sign_in=status == 401,
    )


def _session(request: Request, status: int) -> Session | None:
    """Return who asks, for the page's menu; the database is left alone where it may be what failed."""
    if status == 401 or status >= 500:
        return None
    try:
        return session_of(request)
    except NotSignedIn:
        return None
