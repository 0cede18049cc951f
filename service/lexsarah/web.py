"""What API and pages share: the running service, who asks, and what a request must prove.

Threats: a page of another origin that makes the browser call us (Origin, CSRF token), a name that resolves to loopback
(Host; DNS rebinding), a stolen address (the start token works once), and bodies without end (counted while they come).
"""

import hmac
import secrets
import threading
from dataclasses import dataclass, field
from typing import Annotated
from urllib.parse import urlsplit

from fastapi import Depends, Request
from starlette.datastructures import Headers
from starlette.exceptions import HTTPException
from starlette.responses import JSONResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from lexsarah.config import Settings
from lexsarah.errors import LexSarahError
from lexsarah.indexing import Indexer
from lexsarah.pipeline import Ingestor
from lexsarah.store import accounts
from lexsarah.store.accounts import Session
from lexsarah.store.database import Database
from lexsarah.worker import Queue

COOKIE = "lexsarah_session"
CSRF_HEADER = "x-csrf-token"
SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})
FORM_OVERHEAD = 1 << 20
"""Bytes that a multipart form may add to the file in it."""
SMALL_BODY = 256 * 1024
"""Largest body in bytes of a request that carries no file, or that nobody has signed."""

SECURITY_HEADERS = {
    "content-security-policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; "
        "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    ),
    "referrer-policy": "same-origin",
    "x-content-type-options": "nosniff",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "cache-control": "no-store",
}
"""On every answer (OWASP Secure Headers); static files replace the last one.

The referrer policy is not ``no-referrer``: under that a browser sends ``Origin: null`` with our own forms (Fetch
standard, "append a request Origin header"), and the gate would refuse them.
"""


class NotSignedIn(LexSarahError):
    """No session and no token, or one that has ended."""

    code = "not_signed_in"


class Forbidden(LexSarahError):
    """Signed in, but this may not be done."""

    code = "forbidden"


@dataclass
class StartToken:
    """The token in the address that ``serve`` prints: good for one sign-in."""

    secret: str = field(default_factory=lambda: secrets.token_urlsafe(24))
    _used: bool = False
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def use(self, given: str) -> bool:
        """Whether ``given`` is the token and it is used for the first time."""
        with self._lock:
            if self._used or not hmac.compare_digest(given.encode(), self.secret.encode()):
                return False
            self._used = True
            return True


@dataclass(frozen=True)
class Service:
    """The running service. ``start_token`` is None where one must sign in."""

    settings: Settings
    database: Database
    ingestor: Ingestor
    indexer: Indexer
    queue: Queue
    demonstration: bool
    start_token: StartToken | None


def service_of(request: Request) -> Service:
    """Return the service that a request came to."""
    running: Service = request.app.state.service
    return running


def session_of(request: Request) -> Session:
    """Return who asks: the session of the cookie, or the organisation of a bearer token.

    Raises
    ------
    NotSignedIn
        If neither is there or in force.
    """
    database = service_of(request).database
    kind, _, secret = request.headers.get("authorization", "").partition(" ")
    with database.anyone() as connection:
        if kind.lower() == "bearer" and secret:
            reader = accounts.with_token(connection, secret.strip())
            found = Session(reader, "") if reader else None
        else:
            cookie = request.cookies.get(COOKIE)
            found = accounts.with_session(connection, cookie) if cookie else None
    if found is None:
        raise NotSignedIn("sign in, or send a token in the Authorization header")
    return found


async def proven_of(request: Request, session: Annotated[Session, Depends(session_of)]) -> Session:
    """Return who asks, with the session's CSRF token: what every form must prove, a search too.

    The token comes in the header ``X-CSRF-Token`` or the form field ``csrf``; a bearer token needs none, since no
    browser sends it by itself.

    Raises
    ------
    Forbidden
        If the token is missing or wrong.
    """
    if session.csrf:
        given = request.headers.get(CSRF_HEADER) or str((await request.form()).get("csrf", ""))
        if not hmac.compare_digest(given.encode(), session.csrf.encode()):
            raise Forbidden("the form's token is missing or old; load the page again")
    return session


def editor_of(session: Annotated[Session, Depends(proven_of)]) -> Session:
    """Return who asks to change something: an editor or admin, with what ``proven_of`` asks for.

    Raises
    ------
    Forbidden
        If the role or the token does not allow it.
    """
    if session.reader.role not in {"editor", "admin"}:
        raise Forbidden("your role may read, not change")
    return session


SignedIn = Annotated[Session, Depends(session_of)]
Proven = Annotated[Session, Depends(proven_of)]
Editor = Annotated[Session, Depends(editor_of)]
Running = Annotated[Service, Depends(service_of)]


class Gate:
    """ASGI middleware: Host and Origin must be ours, bodies have an end, every answer has the security headers."""

    def __init__(self, app: ASGIApp, hosts: frozenset[str], max_body: int) -> None:
        """Guard ``app``; ``hosts`` are host names without port, ``max_body`` the largest body in bytes."""
        self._app = app
        self._hosts = hosts
        self._max_body = max_body

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let a request pass, or answer it here."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        headers = Headers(scope=scope)
        refusal = self._refusal(scope["method"], headers)
        if refusal:
            await problem(*refusal)(scope, receive, _with_headers(send))
            return
        most = self._most(headers)
        announced = headers.get("content-length", "0")
        counted = int(announced) if announced.isdecimal() and int(announced) > most else 0

        async def counting() -> Message:
            nonlocal counted
            message = await receive()
            counted += len(message.get("body", b""))
            if counted > most:
                raise BodyTooLarge
            return message

        try:
            await self._app(scope, counting, _with_headers(send))
        except BodyTooLarge:
            await problem(413, "file_too_large", "the request is larger than the limit")(
                scope, receive, _with_headers(send)
            )

    def _most(self, headers: Headers) -> int:
        """Largest body of a request: a file's only where a file may come, from someone who says who it is."""
        named = "authorization" in headers or COOKIE in headers.get("cookie", "")
        carries_file = headers.get("content-type", "").startswith("multipart/form-data")
        return self._max_body if named and carries_file else SMALL_BODY

    def _refusal(self, method: str, headers: Headers) -> tuple[int, str, str] | None:
        try:
            host = urlsplit(f"//{headers.get('host', '')}").hostname
        except ValueError:
            host = None
        if host not in self._hosts:
            return 421, "wrong_host", "this service does not answer to that host name (LEXSARAH_ALLOWED_HOSTS)"
        if method not in SAFE_METHODS:
            origin = headers.get("origin")
            if origin is not None and origin.partition("://")[2] != headers.get("host"):
                return 403, "wrong_origin", "the request comes from another site"
            if headers.get("sec-fetch-site", "same-origin") not in {"same-origin", "none"}:
                return 403, "wrong_origin", "the request comes from another site"
        return None


class BodyTooLarge(HTTPException):
    """Raised while a body is read; a form parser must not turn it into another error, hence its base."""

    def __init__(self) -> None:
        super().__init__(413, "the request is larger than the limit")


def problem(status: int, code: str, detail: str) -> JSONResponse:
    """Return an error in the one JSON shape of the API (RFC 9457, "Problem Details for HTTP APIs")."""
    # A request's JSON may name keys that cannot be sent back (lone surrogates).
    detail = detail.encode(errors="replace").decode()
    return JSONResponse(
        {
            "type": f"urn:lexsarah:error:{code}",
            "title": code.replace("_", " "),
            "status": status,
            "detail": detail,
            "code": code,
        },
        status_code=status,
        media_type="application/problem+json",
    )


def _with_headers(send: Send) -> Send:
    async def sending(message: Message) -> None:
        if message["type"] == "http.response.start":
            present = {name.lower() for name, _ in message["headers"]}
            message["headers"] += [
                (name.encode(), value.encode())
                for name, value in SECURITY_HEADERS.items()
                if name.encode() not in present
            ]
        await send(message)

    return sending
