"""Sign-in, its cookie, and the CSRF token that every form must bring."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from lexsarah.api.app import create_app
from lexsarah.api.serve import LOOPBACK_NAMES, make_service
from lexsarah.config import Settings
from lexsarah.store import accounts
from lexsarah.store.database import open_database
from lexsarah.ui import document, overview, searching, sign_in, similar, trends, upload
from lexsarah.web import COOKIE, SAFE_METHODS, Service

from .conftest import csrf, parsed, signed_in_as

PASSWORD = "ett långt lösenord"


@pytest.fixture(scope="module")
def guarded(new_home: Callable[[], Path]) -> Iterator[Service]:
    settings = Settings(home=new_home(), organisation="Provkommunen")
    with open_database(settings) as opened:
        with opened.anyone() as connection:
            accounts.add_account(connection, "Provkommunen", "anna", PASSWORD, "editor")
        yield make_service(settings, opened, with_start_token=True)


def visitor(service: Service, base: str = "http://127.0.0.1") -> TestClient:
    return TestClient(
        create_app(service, LOOPBACK_NAMES), base_url=base, headers={"accept": "text/html"}, follow_redirects=False
    )


def test_the_printed_address_works_once(guarded: Service) -> None:
    assert guarded.start_token
    first = visitor(guarded)
    assert first.get("/start?token=fel").status_code == 403
    answer = first.get(f"/start?token={guarded.start_token.secret}")
    assert (answer.status_code, answer.headers["location"]) == (303, "/")
    cookie = answer.headers["set-cookie"]
    assert cookie.startswith(f"{COOKIE}=")
    assert {"HttpOnly", "SameSite=strict", "Path=/"} <= set(cookie.split("; "))
    assert "Secure" not in cookie
    assert first.get("/").status_code == 200
    # The one who has a session is let in; anyone else is told how to get a new address.
    assert first.get(f"/start?token={guarded.start_token.secret}").status_code == 303
    again = visitor(guarded).get(f"/start?token={guarded.start_token.secret}")
    assert again.status_code == 403
    assert "set-cookie" not in again.headers
    assert "lexsarah serve" in again.text


def signed_in(client: TestClient, name: str, password: str) -> tuple[int, str]:
    proof = parsed(client.get("/logga-in").text).xpath("//input[@name='proof']/@value")[0]
    answer = client.post("/logga-in", data={"name": name, "password": password, "proof": proof})
    alerts = parsed(answer.text).xpath("//*[@role='alert']") if answer.status_code != 303 else []
    return answer.status_code, alerts[0].text_content() if alerts else ""


def test_name_and_password(guarded: Service) -> None:
    client = visitor(guarded)
    wrong_password = signed_in(client, "anna", "fel")
    wrong_name = signed_in(client, "berit", PASSWORD)
    assert wrong_password == wrong_name
    assert wrong_password[0] == 403
    assert client.get("/").status_code == 401
    assert signed_in(client, "anna", PASSWORD) == (303, "")
    assert client.get("/").status_code == 200


def test_sign_in_needs_its_own_form(guarded: Service) -> None:
    client = visitor(guarded)
    assert client.post("/logga-in", data={"name": "anna", "password": PASSWORD}).status_code == 403
    client.get("/logga-in")
    assert client.post("/logga-in", data={"name": "anna", "password": PASSWORD, "proof": "x"}).status_code == 403
    assert client.get("/").status_code == 401


def test_cookie_is_secure_over_https(guarded: Service) -> None:
    client = visitor(guarded, "https://127.0.0.1")
    assert signed_in(client, "anna", PASSWORD)[0] == 303
    cookies = {cookie.name: cookie.secure for cookie in client.cookies.jar}
    assert cookies[COOKIE] is True


def test_signing_out_ends_the_session(guarded: Service) -> None:
    client = signed_in_as(guarded, "reader")
    stolen = client.cookies[COOKIE]
    assert client.post("/logga-ut").status_code == 403
    assert client.post("/logga-ut", data={"csrf": csrf(client)}, follow_redirects=False).status_code == 303
    thief = visitor(guarded)
    thief.cookies.set(COOKIE, stolen)
    assert thief.get("/").status_code == 401


def test_every_change_needs_the_token(guarded: Service) -> None:
    client = signed_in_as(guarded, "admin")
    other = signed_in_as(guarded, "admin")
    paths = [
        path.replace("{document_id}", "00000000-0000-0000-0000-000000000000")
        for path, methods in routes()
        if not methods <= SAFE_METHODS and not path.startswith(("/api/", "/logga-in"))
    ]
    assert {"/sok", "/ladda-upp", "/logga-ut"} < set(paths)
    for path in paths:
        assert client.post(path).status_code == 403
        assert client.post(path, data={"csrf": "x"}).status_code == 403
        assert client.post(path, data={"csrf": csrf(other)}).status_code == 403
        right = {"csrf": csrf(client)}
        elsewhere = client.post(path, data=right, headers={"origin": "http://evil.example"})
        assert elsewhere.status_code == 403


def routes() -> list[tuple[str, frozenset[str]]]:
    parts = (sign_in, overview, upload, document, searching, similar, trends)
    return [(route.path, frozenset(route.methods)) for part in parts for route in part.router.routes]


def test_readers_search_but_do_not_upload(guarded: Service) -> None:
    client = signed_in_as(guarded, "reader")
    token = csrf(client)
    assert client.post("/sok", data={"q": "larm", "csrf": token}).status_code == 200
    refused = client.post("/ladda-upp", data={"csrf": token}, files={"files": ("a.txt", b"text")})
    assert refused.status_code == 403
    assert "behörighet" in refused.text
    assert not parsed(client.get("/ladda-upp").text).xpath("//input[@type='file']")
