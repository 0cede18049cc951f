"""The API's answers, on the samples."""

import asyncio
import io
import json
import time
import zipfile
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from starlette.testclient import TestClient

from lexsarah.resources import folder
from lexsarah.store import accounts
from lexsarah.store.database import Reader
from lexsarah.vocabulary import RequiredItem
from lexsarah.web import COOKIE, Service

TEXT = """Publicerad: 2021-03-08

Larmet i gruppbostaden i Mora var avstängt

Mora kommun anmäler händelsen enligt lex Sarah till Inspektionen för vård och omsorg (IVO). Natten mot den 2 mars 2021
fick en brukare ingen hjälp trots att hon larmade. Händelsen bedöms som ett allvarligt missförhållande.

Orsaken var att rutinen för byte av batterier inte följdes. Rutinen har nu ändrats, säger enhetschef Petra Vallman.
"""


@pytest.fixture
def token(client: TestClient, service: Service) -> dict[str, str]:
    with service.database.anyone() as connection:
        session = accounts.with_session(connection, client.cookies[COOKIE])
    assert session
    return {"x-csrf-token": session.csrf}


def read_queue(service: Service) -> None:
    asyncio.run(service.queue.run_async(1, until_empty=True))


def upload(client: TestClient, token: dict[str, str], name: str, content: bytes) -> "object":
    return client.post("/api/v1/documents", files={"file": (name, content)}, headers=token)


def test_an_upload_is_answered_at_once_and_read_in_the_background(
    client: TestClient, service: Service, token: dict[str, str]
) -> None:
    answer = upload(client, token, "mora.txt", TEXT.encode())
    assert answer.status_code == 202
    accepted = answer.json()
    assert accepted["new"]
    assert client.get(accepted["status_url"]).json()["status"] == "queued"
    assert client.get(f"/api/v1/documents/{accepted['id']}").status_code == 404
    read_queue(service)
    assert client.get(accepted["status_url"]).json()["status"] == "read"
    document = client.get(f"/api/v1/documents/{accepted['id']}").json()
    facts = document["cases"][0]["facts"]
    assert {"municipality": "Mora", "decision": "allvarligt_missforhallande"}.items() <= {
        fact["field"]: fact["value"] for fact in facts if isinstance(fact["value"], str)
    }.items()
    for fact in facts:
        for words in fact["evidence"]:
            assert document["text"][words["start"] : words["end"]] == words["quote"]
    again = upload(client, token, "another name.txt", TEXT.encode()).json()
    assert (again["id"], again["new"]) == (accepted["id"], False)
    removed = client.delete(f"/api/v1/documents/{accepted['id']}", headers=token)
    assert removed.status_code == 204
    assert client.get(accepted["status_url"]).status_code == 404


def test_a_worker_thread_reads_what_is_uploaded(client: TestClient, service: Service, token: dict[str, str]) -> None:
    worker = service.queue.in_background(concurrency=1)
    try:
        accepted = upload(client, token, "falun.txt", TEXT.replace("Mora", "Falun").encode()).json()
        for _ in range(200):
            status = client.get(accepted["status_url"]).json()["status"]
            if status != "queued":
                break
            time.sleep(0.1)
        assert status == "read"
    finally:
        worker.stop()
    client.delete(f"/api/v1/documents/{accepted['id']}", headers=token)


@pytest.mark.parametrize(
    ("name", "content", "status", "code"),
    [
        ("tom.pdf", b"", 422, "empty_file"),
        ("bild.pdf", b"GIF89a" + b"\0" * 50, 415, "unsupported_format"),
        ("gammal.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, 422, "corrupt_file"),
    ],
)
def test_a_wrong_file_is_refused_at_once(
    client: TestClient, token: dict[str, str], name: str, content: bytes, status: int, code: str
) -> None:
    answer = upload(client, token, name, content)
    assert (answer.status_code, answer.json()["code"]) == (status, code)


def test_of_an_archive_each_document_is_taken_for_itself(
    client: TestClient, service: Service, token: dict[str, str]
) -> None:
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w") as packed:
        packed.writestr("mapp/sala.txt", TEXT.replace("Mora", "Sala"))
        packed.writestr("mapp/bild.gif", b"GIF89a....")
        packed.writestr("falun.txt", TEXT.replace("Mora", "Falun"))
    answer = upload(client, token, "handlingar.zip", archive.getvalue())
    assert answer.status_code == 202
    received = answer.json()
    assert [one["code"] for one in received["refused"]] == ["unsupported_format"]
    read_queue(service)
    found = [client.get(one["status_url"]).json() for one in received["documents"]]
    assert [(one["name"], one["status"]) for one in found] == [("sala.txt", "read"), ("falun.txt", "read")]
    for one in received["documents"]:
        client.delete(f"/api/v1/documents/{one['id']}", headers=token)


def test_a_document_is_read_again_when_asked(client: TestClient, service: Service, token: dict[str, str]) -> None:
    accepted = upload(client, token, "mora.txt", TEXT.encode()).json()
    read_queue(service)
    before = client.get(f"/api/v1/documents/{accepted['id']}").json()
    assert client.post(f"/api/v1/documents/{accepted['id']}/reading", headers=token).status_code == 202
    assert client.get(accepted["status_url"]).json()["status"] == "read"
    read_queue(service)
    after = client.get(f"/api/v1/documents/{accepted['id']}").json()
    assert [case["facts"] for case in after["cases"]] == [case["facts"] for case in before["cases"]]
    assert after["cases"][0]["id"] != before["cases"][0]["id"]
    client.delete(f"/api/v1/documents/{accepted['id']}", headers=token)


def test_a_file_that_only_the_reader_finds_broken_is_marked_failed(
    client: TestClient, service: Service, token: dict[str, str]
) -> None:
    accepted = upload(client, token, "trasig.pdf", b"%PDF-1.7\nnot really a PDF").json()
    read_queue(service)
    found = client.get(accepted["status_url"]).json()
    assert (found["status"], found["error_code"]) == ("failed", "corrupt_file")
    client.delete(f"/api/v1/documents/{accepted['id']}", headers=token)


def test_the_demo_search_finds_the_right_sample_first(client: TestClient) -> None:
    found = client.post("/api/v1/search", json={"text": "orosanmälan som blev liggande"}).json()
    first = found["hits"][0]
    assert first["municipality"] == "Ale"
    marked = {first["text"][start:end].lower() for start, end in first["marks"]}
    assert {"orosanmälan", "liggande"} <= marked
    narrowed = client.post("/api/v1/search", json={"text": "", "codes": {"municipality": ["Kalmar"]}}).json()
    assert narrowed["total"] == 2
    assert {hit["municipality"] for hit in narrowed["hits"]} == {"Kalmar"}


def test_two_papers_about_one_event_are_like_each_other(client: TestClient) -> None:
    found = client.post("/api/v1/search", json={"text": "", "codes": {"municipality": ["Kalmar"]}}).json()
    (one,) = found["hits"]
    (other,) = one["same_event"]
    assert (found["total"], found["events"]) == (2, 1)
    rated = client.get(f"/api/v1/cases/{one['case_id']}/similar").json()
    assert [each["case_id"] for each in rated if each["same_event"]] == [other["case_id"]]
    assert rated[-1]["same_event"]
    assert "same" in {aspect["degree"] for aspect in rated[-1]["aspects"].values()}
    assert 0 <= rated[0]["words"] <= 1


def test_weights_of_similar_cases_are_settable(client: TestClient, token: dict[str, str]) -> None:
    hit = client.post("/api/v1/search", json={"text": "orosanmälan som blev liggande"}).json()["hits"][0]
    address = f"/api/v1/cases/{hit['case_id']}/similar"
    usual = client.get(address).json()
    nothing = [f"{name}=0" for name in ("event", "type", "cause", "setting", "area", "consequence")]
    by_words = client.get(address, params={"weights": nothing}).json()
    assert max(one["words"] for one in by_words) == by_words[0]["words"]
    assert [one["score"] for one in by_words] != [one["score"] for one in usual]
    for wrong in ("weather=2", "cause=much", "cause=-1"):
        answer = client.get(address, params={"weights": wrong})
        assert (answer.status_code, answer.json()["code"]) == (422, "bad_weight")
    sent = {"file": ("x.txt", TEXT.encode())}
    posted = client.post("/api/v1/similar", files=sent, data={"weights": ["words=0", "cause=2"]}, headers=token)
    assert posted.status_code == 200
    assert client.post("/api/v1/similar", files=sent, data={"weights": "x=1"}, headers=token).status_code == 422


def test_a_file_that_is_not_kept_finds_its_likes(client: TestClient, token: dict[str, str]) -> None:
    before = client.get("/api/v1/documents").json()["total"]
    answer = client.post("/api/v1/similar", files={"file": ("x.txt", TEXT.encode())}, headers=token)
    assert answer.status_code == 200
    assert answer.json()
    assert client.get("/api/v1/documents").json()["total"] == before


def test_a_case_in_the_flat_shape(client: TestClient) -> None:
    hit = client.post("/api/v1/search", json={"text": "orosanmälan som blev liggande"}).json()["hits"][0]
    case = client.get(f"/api/v1/cases/{hit['case_id']}").json()["case"]
    gold = json.loads((folder("samples") / "ale-orosanmalan.json").read_text("utf-8"))
    for key in ("genre", "municipality", "is_deviation_report", "decision", "reported_to_ivo"):
        assert case[key] == gold[key], key


def test_every_read_is_logged(client: TestClient, service: Service, reader: Reader) -> None:
    document = client.get("/api/v1/documents").json()["documents"][0]["id"]

    def logged() -> list[str]:
        with service.database.transaction(reader) as connection:
            rows = connection.execute(
                "SELECT action FROM reads WHERE document_id = %s ORDER BY id", [document]
            ).fetchall()
        return [row["action"] for row in rows]

    before = logged()
    client.get(f"/api/v1/documents/{document}")
    client.get(f"/api/v1/documents/{document}/original")
    assert logged() == [*before, "document", "original"]


def test_the_original_comes_back_byte_for_byte(client: TestClient) -> None:
    for row in client.get("/api/v1/documents?limit=200").json()["documents"]:
        path = folder("samples") / row["name"]
        if path.suffix != ".pdf":
            continue
        answer = client.get(f"/api/v1/documents/{row['id']}/original")
        assert answer.content == path.read_bytes()
        assert answer.headers["content-disposition"].startswith("attachment")
        assert answer.headers["content-type"] == "application/pdf"


def test_trends_in_three_forms(client: TestClient) -> None:
    counted = client.get("/api/v1/trends?by=county").json()
    assert counted["cases"] == sum(max(1, len(one["incidents"])) for one in annotated() if one["is_deviation_report"])
    assert client.get("/api/v1/trends.csv?by=county").text.count("\n") == len(counted["counts"]) + 1
    assert client.get("/api/v1/trends.svg?by=county").text.startswith("<svg")
    filtered = client.get("/api/v1/trends?by=type&per=year&code=area:aldreomsorg&since=2019-01-01").json()
    assert 0 < filtered["cases"] < counted["cases"]


def annotated() -> list[dict[str, Any]]:
    return [json.loads(Path(path).read_text("utf-8")) for path in folder("samples").glob("*.json")]


def test_vocabularies_have_swedish_labels(client: TestClient) -> None:
    types = client.get("/api/v1/vocabularies").json()["misconduct_type"]
    assert {"code": "annat", "label": "Annat"} in types
    assert len(types) == 10


def test_a_document_is_checked_against_the_regulation(client: TestClient) -> None:
    listed = client.get("/api/v1/documents", params={"limit": 200}).json()["documents"]
    for one in listed:
        answer = client.get(f"/api/v1/documents/{one['id']}/check")
        assert answer.status_code == 200
        page = client.get(f"/dokument/{one['id']}").text
        cases = answer.json()["cases"]
        assert all(len(case["items"]) == len(RequiredItem) for case in cases)
        assert ("Kontroll mot föreskriften" in page) == any(case["investigation"] for case in cases)
    assert any("Kontroll mot föreskriften" in client.get(f"/dokument/{one['id']}").text for one in listed)
    assert client.get(f"/api/v1/documents/{uuid4()}/check").status_code == 404
