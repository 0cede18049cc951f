"""The gate, sign-in, and the one shape of errors."""

import json

import psycopg
import pytest
from starlette.testclient import TestClient

from lexsarah.api.app import STATUS, create_app
from lexsarah.api.serve import LOOPBACK_NAMES, hosts_of
from lexsarah.config import Settings
from lexsarah.errors import LexSarahError
from lexsarah.store import accounts
from lexsarah.store.database import Reader
from lexsarah.web import COOKIE, SECURITY_HEADERS, Service, StartToken


@pytest.fixture
def stranger(service: Service) -> TestClient:
    return TestClient(create_app(service, LOOPBACK_NAMES), base_url="http://127.0.0.1", follow_redirects=False)


def csrf_of(client: TestClient, service: Service) -> str:
    with service.database.anyone() as connection:
        session = accounts.with_session(connection, client.cookies[COOKIE])
    assert session
    return session.csrf


def is_problem(answer: object, status: int, code: str) -> bool:
    body = answer.json()  # type: ignore[attr-defined]
    return (
        answer.status_code == status  # type: ignore[attr-defined]
        and answer.headers["content-type"] == "application/problem+json"  # type: ignore[attr-defined]
        and set(body) == {"type", "title", "status", "detail", "code"}
        and (body["status"], body["code"], body["type"]) == (status, code, f"urn:lexsarah:error:{code}")
    )


PRIVATE = (
    "/api/v1/documents",
    "/api/v1/trends",
    "/api/v1/trends.csv",
    "/api/v1/trends.svg",
    "/api/v1/vocabularies",
    "/api/v1/documents/00000000-0000-0000-0000-000000000000",
    "/api/v1/cases/00000000-0000-0000-0000-000000000000/similar",
)


@pytest.mark.parametrize("path", PRIVATE)
def test_nothing_is_told_to_a_stranger(stranger: TestClient, path: str) -> None:
    assert is_problem(stranger.get(path), 401, "not_signed_in")
    assert is_problem(stranger.get(path, headers={"authorization": "Bearer wrong"}), 401, "not_signed_in")
    stranger.cookies.set(COOKIE, "wrong")
    assert is_problem(stranger.get(path), 401, "not_signed_in")


def test_every_route_that_holds_data_asks_who_is_there(stranger: TestClient, service: Service) -> None:
    schema = stranger.get("/api/openapi.json").json()
    for path, methods in schema["paths"].items():
        for method in methods:
            answer = stranger.request(method, path.replace("{document_id}", "x").replace("{case_id}", "x"))
            assert answer.status_code in {401, 422}, (method, path)
            if answer.status_code == 422:
                assert "session" not in answer.text


def test_the_start_token_works_once(service: Service) -> None:
    token = StartToken()
    assert not token.use("wrong")
    assert token.use(token.secret)
    assert not token.use(token.secret)


@pytest.mark.parametrize("host", ["evil.example", "127.0.0.1.evil.example", ""])
def test_another_host_name_is_refused(client: TestClient, host: str) -> None:
    assert is_problem(client.get("/api/v1/documents", headers={"host": host}), 421, "wrong_host")


@pytest.mark.parametrize(
    "headers",
    [
        {"origin": "http://evil.example"},
        {"origin": "null"},
        {"sec-fetch-site": "cross-site"},
        {"sec-fetch-site": "same-site"},
    ],
)
def test_a_change_from_another_site_is_refused(client: TestClient, service: Service, headers: dict[str, str]) -> None:
    token = {"x-csrf-token": csrf_of(client, service)}
    answer = client.post("/api/v1/search", json={"text": "larm"}, headers=headers | token)
    assert is_problem(answer, 403, "wrong_origin")
    own = {"origin": "http://127.0.0.1", "sec-fetch-site": "same-origin"}
    assert client.post("/api/v1/search", json={"text": "larm"}, headers=own | token).status_code == 200


def test_an_upload_needs_the_csrf_token(client: TestClient, service: Service) -> None:
    files = {"file": ("x.txt", b"Ett larm ringde.", "text/plain")}
    assert is_problem(client.post("/api/v1/documents", files=files), 403, "forbidden")
    wrong = {"x-csrf-token": "wrong"}
    assert is_problem(client.post("/api/v1/documents", files=files, headers=wrong), 403, "forbidden")


def test_a_reader_may_not_upload_and_an_editor_not_remove(
    service: Service, reader: Reader, stranger: TestClient
) -> None:
    name = service.settings.organisation
    with service.database.anyone() as connection:
        reading = accounts.add_token(connection, name, "läser", "reader", None)
        editing = accounts.add_token(connection, name, "skriver", "editor", None)
    files = {"file": ("x.txt", b"x", "text/plain")}
    as_reader, as_editor = ({"authorization": f"Bearer {secret}"} for secret in (reading, editing))
    assert is_problem(stranger.post("/api/v1/documents", files=files, headers=as_reader), 403, "forbidden")
    documents = stranger.get("/api/v1/documents", headers=as_editor).json()["documents"]
    path = f"/api/v1/documents/{documents[0]['id']}"
    assert is_problem(stranger.delete(path, headers=as_editor), 403, "forbidden")


def test_too_large_a_body_is_refused_before_and_while_it_comes(client: TestClient, service: Service) -> None:
    size = service.ingestor.limits.max_bytes + (2 << 20)
    token = {"x-csrf-token": csrf_of(client, service)}
    announced = client.post("/api/v1/search", content=b"{}", headers=token | {"content-length": str(size)})
    assert is_problem(announced, 413, "file_too_large")

    def chunks() -> "list[bytes]":
        return [b"x" * (1 << 20)] * (size >> 20)

    streamed = client.post(
        "/api/v1/search", content=iter(chunks()), headers=token | {"content-type": "application/json"}
    )
    assert is_problem(streamed, 413, "file_too_large")


def test_only_a_file_from_somebody_may_be_large(client: TestClient, stranger: TestClient, service: Service) -> None:
    large = b"x" * (1 << 20)
    assert is_problem(client.post("/api/v1/search", content=large), 413, "file_too_large")
    assert is_problem(stranger.post("/api/v1/documents", files={"file": ("x", large)}), 413, "file_too_large")
    token = {"x-csrf-token": csrf_of(client, service)}
    assert client.post("/api/v1/similar", files={"file": ("x.bin", large + b"\0")}, headers=token).status_code == 415


def test_every_answer_has_the_security_headers(client: TestClient, stranger: TestClient) -> None:
    for answer in (client.get("/"), client.get("/api/v1/trends"), stranger.get("/nowhere"), stranger.get("/healthz")):
        for name in SECURITY_HEADERS:
            assert name in answer.headers, (answer.url, name)
        assert "'unsafe-inline'" not in answer.headers["content-security-policy"]


def test_the_documentation_page_is_served_from_here(client: TestClient) -> None:
    page = client.get("/api/docs")
    assert page.status_code == 200
    assert "http://" not in page.text.replace("http://127.0.0.1", "")
    assert "https://" not in page.text
    for path in ("/static/vendor/swagger-ui-bundle.js", "/static/vendor/swagger-ui.css", "/static/favicon.svg"):
        assert path in page.text
        assert client.get(path).status_code == 200
    paths = client.get("/api/openapi.json").json()["paths"]
    assert "/api/v1/search" in paths


@pytest.mark.parametrize(
    ("method", "path", "status", "code"),
    [
        ("GET", "/api/v1/nothing", 404, "not_found"),
        ("GET", "/api/v1/documents/00000000-0000-0000-0000-000000000000", 404, "not_found"),
        ("GET", "/api/v1/cases/00000000-0000-0000-0000-000000000000", 404, "not_found"),
        ("GET", "/api/v1/documents/not-an-id", 422, "invalid_request"),
        ("GET", "/api/v1/documents?limit=100000", 422, "invalid_request"),
        ("PUT", "/api/v1/documents", 405, "method_not_allowed"),
        ("GET", "/api/v1/trends?by=weather", 422, "unknown_filter"),
        ("GET", "/api/v1/trends?code=weather:rain", 422, "unknown_filter"),
    ],
)
def test_errors_have_one_shape(client: TestClient, method: str, path: str, status: int, code: str) -> None:
    assert is_problem(client.request(method, path), status, code)


def test_an_unforeseen_error_says_nothing_of_what_was_sent(
    client: TestClient, service: Service, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def broken(*_: object, **__: object) -> None:
        raise RuntimeError("hemligt sökord")

    monkeypatch.setattr("lexsarah.api.routes.search", broken)
    quiet = TestClient(client.app, base_url="http://127.0.0.1", raise_server_exceptions=False, cookies=client.cookies)
    answer = quiet.post("/api/v1/search", json={"text": "hemligt sökord"})
    assert is_problem(answer, 500, "internal_error")
    assert "hemligt" not in answer.text
    assert "hemligt" not in capsys.readouterr().err


def test_an_invalid_request_is_not_quoted(client: TestClient) -> None:
    answer = client.post("/api/v1/search", json={"text": "hemligt", "limit": "hemligt"})
    assert is_problem(answer, 422, "invalid_request")
    assert "hemligt" not in answer.text


def test_every_error_has_a_status() -> None:
    def codes(kind: type[LexSarahError]) -> set[str]:
        return {kind.code}.union(*(codes(below) for below in kind.__subclasses__()))

    plain_400 = {"error", "unreadable_file", "file_not_found", "configuration", "model", "name_taken", "weak_password"}
    plain_400 |= {"gold_unusable", "too_few_documents"}  # the command line's alone
    assert codes(LexSarahError) <= set(STATUS) | plain_400


def test_logs_are_json_with_ids_alone(capsys: pytest.CaptureFixture[str]) -> None:
    from lexsarah.log import configure, get_logger

    configure("info")
    get_logger().info("reading", document_id="abc")
    get_logger().debug("not shown")
    (line,) = capsys.readouterr().err.splitlines()
    assert json.loads(line)["document_id"] == "abc"


NUL = "Stina\x00Ek"


def test_what_the_database_cannot_hold_is_an_error_of_the_request(
    client: TestClient, service: Service, capsys: pytest.CaptureFixture[str]
) -> None:
    csrf = {"x-csrf-token": csrf_of(client, service)}
    for answer in (
        client.post("/sok", data={"q": NUL}, headers=csrf),
        client.get("/api/v1/trends", params={"by": "type", "code": f"area:{NUL}"}),
        client.get("/api/v1/documents", params={"offset": 10**20}),
        client.get("/trender/diagram.svg", params={"by": "type", "code": f"area:{NUL}"}),
    ):
        assert is_problem(answer, 422, "invalid_request")
        assert "Stina" not in answer.text
    assert "Stina" not in capsys.readouterr().err


def test_keys_that_cannot_be_sent_back_are_no_accident(client: TestClient) -> None:
    body = '{"codes": {"\\ud800": ["x"]}}'
    answer = client.post("/api/v1/search", content=body, headers={"content-type": "application/json"})
    assert is_problem(answer, 422, "unknown_filter")


def test_a_failure_has_the_security_headers_too(client: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object, **__: object) -> None:
        raise RuntimeError

    monkeypatch.setattr("lexsarah.api.routes.search", broken)
    answer = client.post("/api/v1/search", json={"text": "x"})
    assert is_problem(answer, 500, "internal_error")
    assert set(SECURITY_HEADERS) <= set(answer.headers)


def test_a_database_that_is_away_is_said_to_be(client: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    def away(*_: object, **__: object) -> None:
        raise psycopg.OperationalError("server closed the connection")

    monkeypatch.setattr("lexsarah.api.routes.search", away)
    assert is_problem(client.post("/api/v1/search", json={"text": "x"}), 503, "store")


def test_a_host_that_is_no_host_is_refused(client: TestClient) -> None:
    assert is_problem(client.get("/healthz", headers={"host": "[::1"}), 421, "wrong_host")


def test_host_names_are_compared_without_case() -> None:
    assert "sarah.example.se" in hosts_of(Settings(allowed_hosts="Sarah.Example.SE"))
