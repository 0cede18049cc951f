"""Sign-in: the address that ``serve`` prints works once; with accounts, name and password do."""

import hmac
import secrets
from typing import Annotated, TypeVar

from fastapi import APIRouter, Form, Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from lexsarah.store import accounts
from lexsarah.store.accounts import SESSION_HOURS
from lexsarah.store.database import Reader
from lexsarah.ui.templating import page
from lexsarah.web import COOKIE, NotSignedIn, Proven, Running, session_of

router = APIRouter()
Answer = TypeVar("Answer", bound=Response)

FORM_COOKIE = "lexsarah_form"
"""Proves that the sign-in form came from us, before there is a session (OWASP, "double submit cookie")."""


@router.get("/start")
def start(request: Request, service: Running, token: str = "") -> Response:
    """Open a session with the one-time token of the printed address."""
    if service.start_token is None or not service.start_token.use(token):
        try:
            session_of(request)
        except NotSignedIn:
            return page(request, None, "used_address.html", "Adressen har redan använts", status=403)
        return RedirectResponse("/", 303)
    with service.database.anyone() as connection:
        owner = accounts.organisation(connection, service.settings.organisation)
        secret = accounts.open_session(connection, Reader(owner, "admin"))
    return _with_cookie(request, RedirectResponse("/", 303), COOKIE, secret)


@router.get("/logga-in")
def form(request: Request) -> Response:
    """Show the form."""
    return _form(request, wrong=False)


@router.post("/logga-in")
def sign_in(
    request: Request,
    service: Running,
    name: Annotated[str, Form()] = "",
    password: Annotated[str, Form()] = "",
    proof: Annotated[str, Form()] = "",
) -> Response:
    """Open a session for an account; a failure says nothing about which part was wrong."""
    expected = request.cookies.get(FORM_COOKIE, "")
    if not expected or not hmac.compare_digest(proof.encode(), expected.encode()):
        return _form(request, wrong=True)
    with service.database.anyone() as connection:
        reader = accounts.with_password(connection, name, password)
        secret = accounts.open_session(connection, reader) if reader else None
    if secret is None:
        return _form(request, wrong=True)
    answer = _with_cookie(request, RedirectResponse("/", 303), COOKIE, secret)
    answer.delete_cookie(FORM_COOKIE, path="/logga-in")
    return answer


@router.post("/logga-ut")
def sign_out(request: Request, service: Running, session: Proven) -> Response:
    """End the session."""
    with service.database.transaction(session.reader) as connection:
        accounts.close_session(connection, session.reader, request.cookies.get(COOKIE, ""))
    answer = RedirectResponse("/logga-in", 303)
    answer.delete_cookie(COOKIE, path="/")
    return answer


def _form(request: Request, *, wrong: bool) -> HTMLResponse:
    proof = secrets.token_urlsafe(24)
    answer = page(request, None, "sign_in.html", "Logga in", status=403 if wrong else 200, wrong=wrong, proof=proof)
    return _with_cookie(request, answer, FORM_COOKIE, proof, "/logga-in")


def _with_cookie(request: Request, answer: Answer, name: str, value: str, path: str = "/") -> Answer:
    answer.set_cookie(
        name,
        value,
        max_age=SESSION_HOURS * 3600,
        path=path,
        secure=request.url.scheme == "https",
        httponly=True,
        samesite="strict",
    )
    return answer
