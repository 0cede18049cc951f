"""Similar cases on a page: the same event apart, weights, and a file that is not kept."""

from uuid import UUID

import pytest
from starlette.testclient import TestClient

from lexsarah.resources import folder
from lexsarah.search.similar import ASPECTS as FIELDS
from lexsarah.search.similar import NAMES
from lexsarah.store import documents
from lexsarah.store.database import Reader
from lexsarah.ui.similar import ASPECTS, WORDS
from lexsarah.web import Service

from .conftest import Page, csrf, parsed, signed_in_as


def answer(client: TestClient, **fields: str) -> Page:
    return parsed(client.post("/sok", data={"csrf": csrf(client), **fields}).text)


def sample(service: Service, reader: Reader, name: str) -> tuple[UUID, UUID]:
    with service.database.transaction(reader) as connection:
        rows, _ = documents.listed(connection, 100)
        row = next(row for row in rows if row.name == name)
        return row.id, documents.load(connection, row.id).cases[0].id


def titles(page: Page) -> list[str]:
    return [str(title) for title in page.xpath("//ol//li[@class='hit']/h3/a/text()")]


def test_a_page_of_hits_has_an_event_once(client: TestClient) -> None:
    page = answer(client, q="", add="municipality:Kalmar")
    assert page.xpath("//h2[@id='traffar']")[0].text_content() == "2 ärenden, 1 händelse"
    (hit,) = page.xpath("//li[@class='hit']")
    assert "Samma händelse i ett annat dokument:" in hit.text_content()
    (other,) = hit.xpath(".//ul[@class='others']//a/@href")
    assert other != hit.xpath("./h3/a/@href")[0]
    assert client.get(other).status_code == 200


def test_what_stands_under_a_hit_is_logged_as_read(client: TestClient, service: Service, reader: Reader) -> None:
    page = answer(client, q="", add="municipality:Kalmar")
    shown = {
        address.rsplit("/", 1)[1] for address in page.xpath("//li[@class='hit']//a/@href") if "dokument" in address
    }
    assert len(shown) == 2
    with service.database.transaction(reader) as connection:
        rows = connection.execute("SELECT document_id FROM reads WHERE action = 'search' ORDER BY id DESC LIMIT 2")
        assert {str(row["document_id"]) for row in rows.fetchall()} == shown


def test_the_same_event_stands_apart_from_precedents(client: TestClient) -> None:
    page = answer(client, q="", add="municipality:Kalmar")
    (hit,) = page.xpath("//li[@class='hit']")
    (other,) = hit.xpath(".//ul[@class='others']//a/@href")
    likes = parsed(client.get(hit.xpath(".//p[@class='after']/a/@href")[0]).text)
    (section,) = likes.xpath("//section[@aria-labelledby='samma']")
    assert section.xpath(".//h2/text()") == ["Samma händelse i ett annat dokument"]
    assert section.xpath(".//a/@href") == [other]
    assert likes.xpath("//ol[@class='hitlist']/li")
    assert other not in likes.xpath("//ol[@class='hitlist']//@href")


def test_weights_are_chosen_and_stay_chosen(client: TestClient, service: Service, reader: Reader) -> None:
    _, case = sample(service, reader, "ale-orosanmalan.txt")
    address = f"/arenden/{case}/liknande"
    usual = parsed(client.get(address).text)
    assert usual.xpath("//select[@name='weights']/option[@selected]/@value") == [f"{name}=1" for name in ASPECTS]
    assert not usual.xpath("//details[contains(@class, 'weigh')]/@open")
    chosen = [f"{name}={'2' if name == 'words' else '0'}" for name in ASPECTS]
    page = parsed(client.get(address, params={"weights": chosen}).text)
    assert page.xpath("//select[@name='weights']/option[@selected]/@value") == chosen
    assert page.xpath("//details[contains(@class, 'weigh')]/@open")
    assert sorted(titles(page)) != []
    assert titles(page) != titles(usual)


def test_a_wrong_weight_is_told(client: TestClient, service: Service, reader: Reader) -> None:
    _, case = sample(service, reader, "ale-orosanmalan.txt")
    got = client.get(f"/arenden/{case}/liknande?weights=cause%3Dmycket", headers={"accept": "text/html"})
    assert got.status_code == 422
    assert "En vikt är fel" in got.text


def post(client: TestClient, name: str, content: bytes, **fields: object) -> Page:
    sent = {"file": (name, content)} if name else {}
    got = client.post("/liknande", data={"csrf": csrf(client, "/liknande"), **fields}, files=sent)
    assert got.status_code == 200
    return parsed(got.text)


def test_a_file_finds_its_likes_and_is_not_kept(client: TestClient, service: Service, reader: Reader) -> None:
    known, _ = sample(service, reader, "ale-orosanmalan.txt")
    content = (folder("samples") / "ale-orosanmalan.txt").read_bytes()

    def kept() -> int:
        with service.database.transaction(reader) as connection:
            return documents.listed(connection, 1)[1]

    before = kept()
    page = post(client, "min fil.txt", content + b"\n", weights=["cause=2"])
    assert kept() == before
    assert "min fil.txt" in page.xpath("//p[@role='status']")[0].text_content()
    assert len(titles(page)) > 3
    assert "cause=2" in page.xpath("//option[@selected]/@value")
    # One more line: other bytes, so that the sample itself is a paper about the same event.
    assert page.xpath("//section[@aria-labelledby='samma']//a/@href") == [f"/dokument/{known}"]


@pytest.mark.parametrize(
    ("name", "content", "told"),
    [
        ("", b"", "Du valde ingen fil."),
        ("x.bin", b"\0" * 100, "Filformatet läses inte"),
        ("x.txt", b"", "Filen är tom"),
    ],
)
def test_a_file_that_cannot_be_read_is_told(client: TestClient, name: str, content: bytes, told: str) -> None:
    page = post(client, name, content)
    assert told in page.xpath("//p[@role='alert']")[0].text_content()
    assert not page.xpath("//p[@role='status']")


def test_a_file_needs_the_forms_token_and_an_editor(client: TestClient, service: Service) -> None:
    sent = {"file": ("x.txt", "Larmet var avstängt.".encode())}
    assert client.post("/liknande", files=sent).status_code == 403
    reader = signed_in_as(service, "reader")
    assert not parsed(reader.get("/liknande").text).xpath("//input[@type='file']")
    token = parsed(reader.get("/sok").text).xpath("//input[@name='csrf']/@value")[0]
    assert reader.post("/liknande", data={"csrf": token}, files=sent).status_code == 403


def test_search_leads_to_searching_with_a_file(client: TestClient) -> None:
    page = parsed(client.get("/sok").text)
    assert page.xpath("//a[@href='/liknande']/text()") == ["Sök med ett dokument"]


def test_every_aspect_has_its_words() -> None:
    assert set(ASPECTS) == set(NAMES)
    assert set(WORDS) == set(FIELDS)
