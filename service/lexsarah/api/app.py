"""Puts the application together: gate, pages, API, its documentation page, and one shape for errors."""

import secrets
from importlib.resources import files
from typing import Any

import psycopg
from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.openapi.docs import get_swagger_ui_html
from fastapi.staticfiles import StaticFiles
from starlette.exceptions import HTTPException
from starlette.responses import HTMLResponse, PlainTextResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from lexsarah import __version__, ui
from lexsarah.api.routes import router
from lexsarah.errors import LexSarahError
from lexsarah.log import get_logger, place_of
from lexsarah.ui import pages
from lexsarah.web import FORM_OVERHEAD, Gate, Service, problem

STATUS = {
    "not_signed_in": 401,
    "forbidden": 403,
    "not_found": 404,
    "synthetic_not_allowed": 409,
    "corrected_by_person": 409,
    "file_too_large": 413,
    "unsupported_format": 415,
    "empty_file": 422,
    "encrypted_file": 422,
    "corrupt_file": 422,
    "unsafe_file": 422,
    "no_text_layer": 422,
    "ocr_unavailable": 422,
    "reading_timed_out": 422,
    "reading_failed": 500,
    "unknown_filter": 422,
    "bad_weight": 422,
    "store": 503,
}
"""HTTP status of each error code; 400 for any other."""

HTTP_CODES = {404: "not_found", 405: "method_not_allowed", 413: "file_too_large"}


class Revalidated(StaticFiles):
    """Static files that a browser keeps and asks about by their ETag: a new version shows at once."""

    def file_response(self, *args: Any, **kwargs: Any) -> Response:  # noqa: ANN401  (Starlette's own signature)
        """Answer with the file, or that it has not changed."""
        answer = super().file_response(*args, **kwargs)
        answer.headers["cache-control"] = "no-cache"
        return answer


def create_app(service: Service, hosts: frozenset[str]) -> FastAPI:
    """Make the application for a running service that answers to ``hosts`` (names without port)."""
    app = FastAPI(
        title="lexsarah",
        version=__version__,
        summary="Swedish lex Sarah documents as evidence-backed facts, searchable and countable",
        docs_url=None,
        redoc_url=None,
        openapi_url="/api/openapi.json",
    )
    app.state.service = service
    app.include_router(router)
    app.include_router(pages.router, include_in_schema=False)
    app.mount("/static", Revalidated(directory=str(files(ui).joinpath("static"))), name="static")
    _add_small_routes(app)
    _add_error_handlers(app)
    app.add_middleware(LastResort)
    app.add_middleware(Gate, hosts=hosts, max_body=service.ingestor.limits.max_bytes + FORM_OVERHEAD)
    return app


def _add_small_routes(app: FastAPI) -> None:
    @app.get("/healthz", include_in_schema=False)
    def alive() -> PlainTextResponse:
        return PlainTextResponse("ok")

    @app.get("/readyz", include_in_schema=False)
    def ready(request: Request) -> PlainTextResponse:
        service: Service = request.app.state.service
        return PlainTextResponse("ok") if service.database.ready() else PlainTextResponse("no database", 503)

    @app.get("/api/docs", include_in_schema=False)
    def documentation() -> HTMLResponse:
        page = get_swagger_ui_html(
            openapi_url="/api/openapi.json",
            title="lexsarah API",
            swagger_js_url="/static/vendor/swagger-ui-bundle.js",
            swagger_css_url="/static/vendor/swagger-ui.css",
            swagger_favicon_url="/static/favicon.svg",
            swagger_ui_parameters={"validatorUrl": None, "persistAuthorization": False},
        )
        nonce = secrets.token_urlsafe(16)
        body = bytes(page.body).decode().replace("<script>", f'<script nonce="{nonce}">')
        # The page starts with an inline script and styles its own elements; nothing else may be loaded.
        policy = (
            f"default-src 'none'; script-src 'self' 'nonce-{nonce}'; style-src 'self' 'unsafe-inline'; "
            "img-src 'self' data:; connect-src 'self'; base-uri 'none'; frame-ancestors 'none'"
        )
        return HTMLResponse(body, headers={"content-security-policy": policy})


class LastResort:
    """ASGI middleware: what nobody foresaw becomes an answer and one line in the log.

    The web server would log a traceback, and the messages in it may quote what a person wrote (PostgreSQL's CONTEXT
    does). It stands inside the gate, so that its answers too have the security headers.
    """

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let a request pass, and answer it if it fails."""
        started = False

        async def watching(message: Message) -> None:
            nonlocal started
            started = True
            await send(message)

        try:
            await self._app(scope, receive, watching)
        except Exception as error:  # noqa: BLE001  (the last resort: whatever it is, its message must not be logged)
            reference = secrets.token_hex(4)
            get_logger().error("request_failed", reference=reference, error=type(error).__name__, at=place_of(error))
            if started or scope["type"] != "http":
                raise ConnectionError(f"the answer broke off; reference {reference}") from None
            detail = f"something went wrong here; reference {reference}"
            await _answer(Request(scope), 500, "internal_error", detail)(scope, receive, send)


def _answer(request: Request, status: int, code: str, detail: str) -> Response:
    """Return an error as a page where a person asked for one, else in the shape of the API."""
    if not request.url.path.startswith("/api/") and "text/html" in request.headers.get("accept", ""):
        return pages.error_page(request, status, code, detail)
    return problem(status, code, detail)


def _add_error_handlers(app: FastAPI) -> None:
    @app.exception_handler(LexSarahError)
    def ours(request: Request, error: LexSarahError) -> Response:
        return _answer(request, STATUS.get(error.code, 400), error.code, error.message)

    @app.exception_handler(HTTPException)
    def http(request: Request, error: HTTPException) -> Response:
        return _answer(request, error.status_code, HTTP_CODES.get(error.status_code, "http_error"), str(error.detail))

    @app.exception_handler(RequestValidationError)
    def invalid(request: Request, error: RequestValidationError) -> Response:
        # Only where and what kind: the value itself may be personal data.
        places = "; ".join(f"{'.'.join(str(part) for part in one['loc'])}: {one['type']}" for one in error.errors())
        return _answer(request, 422, "invalid_request", places)

    @app.exception_handler(psycopg.DataError)
    def unkeepable(request: Request, _: psycopg.DataError) -> Response:
        return _answer(request, 422, "invalid_request", "a value that the database cannot hold (U+0000, or too large)")

    @app.exception_handler(psycopg.OperationalError)
    def away(request: Request, error: psycopg.OperationalError) -> Response:
        get_logger().error("database_failed", error=type(error).__name__, at=place_of(error))
        return _answer(request, 503, "store", "the database does not answer; try again in a while")
