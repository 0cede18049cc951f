"""What every page must be: one h1, labelled controls, nothing inline, nothing from elsewhere, marked as invented."""

import re
from uuid import UUID

import pytest
from starlette.testclient import TestClient

from lexsarah.store import documents
from lexsarah.store.database import Reader
from lexsarah.web import Service

from .conftest import Page, csrf, parsed

HTML = {"accept": "text/html"}


@pytest.fixture(scope="session")
def sample(service: Service, reader: Reader) -> tuple[UUID, UUID]:
    """Document and case of one sample."""
    with service.database.transaction(reader) as connection:
        rows, _ = documents.listed(connection, 50)
        row = next(row for row in rows if row.name == "ale-orosanmalan.txt")
        return row.id, documents.load(connection, row.id).cases[0].id


PATHS = {
    "overview": "/",
    "search": "/sok",
    "list": "/dokument",
    "document": "/dokument/{document}",
    "remove": "/dokument/{document}/ta-bort",
    "similar": "/arenden/{case}/liknande",
    "similar to a file": "/liknande",
    "trends": "/trender",
    "upload": "/ladda-upp",
    "sign in": "/logga-in",
    "missing": "/dokument/00000000-0000-0000-0000-000000000000",
    "nowhere": "/finns-inte",
    "answer": "",
}


def fetch(client: TestClient, name: str, sample: tuple[UUID, UUID]) -> tuple[int, str]:
    if name == "answer":
        answer = client.post("/sok", data={"q": "larm", "csrf": csrf(client)}, headers=HTML)
    else:
        answer = client.get(PATHS[name].format(document=sample[0], case=sample[1]), headers=HTML)
    return answer.status_code, answer.text


@pytest.mark.parametrize("name", PATHS)
def test_a_page_is_sound(name: str, client: TestClient, sample: tuple[UUID, UUID]) -> None:
    status, text = fetch(client, name, sample)
    assert status == (404 if name in {"missing", "nowhere"} else 200)
    page = parsed(text)
    assert page.get("lang") == "sv"
    assert len(page.xpath("//h1")) == 1
    assert page.xpath("//title")[0].text_content().startswith(page.xpath("//h1")[0].text_content())
    assert page.xpath("//main[@id='innehall']")
    assert page.xpath("//body/a[1]/@href") == ["#innehall"]
    assert "Påhittade exempel" in page.xpath("//*[@class='ribbon']")[0].text_content()
    assert_headings_do_not_skip(page)
    assert_controls_are_named(page)
    assert_nothing_inline_or_foreign(page, text)
    ids = page.xpath("//@id")
    assert len(ids) == len(set(ids))
    for reference in page.xpath("//@aria-labelledby | //@aria-describedby | //label/@for | //@form | //@list"):
        assert set(reference.split()) <= set(ids)
    for target in page.xpath("//a[starts-with(@href, '#')]/@href"):
        assert target[1:] in ids
    if name != "sign in":
        assert page.xpath("//nav[@aria-label='Huvudmeny']")


def assert_headings_do_not_skip(page: Page) -> None:
    levels = [int(heading.tag[1]) for heading in page.xpath("//h1|//h2|//h3|//h4|//h5")]
    assert levels[0] == 1
    # The title of the document's text may be missing, so that its headings follow the h2 of the column.
    in_text = {id(one) for one in page.xpath("//*[@class='paper']//h4")}
    before = 1
    for heading in page.xpath("//h1|//h2|//h3|//h4|//h5"):
        level = int(heading.tag[1])
        assert level <= before + 1 or id(heading) in in_text
        before = level


def assert_controls_are_named(page: Page) -> None:
    for control in page.xpath("//input[not(@type='hidden')] | //select | //textarea"):
        assert page.xpath(f"//label[@for='{control.get('id')}']"), control.attrib
    for control in page.xpath("//button | //a | //summary"):
        assert control.text_content().strip(), control.attrib
    for image in page.xpath("//img"):
        assert image.get("alt") is not None
    for region in page.xpath("//*[@role='region']"):
        assert region.get("aria-label")
        assert region.get("tabindex") == "0"


def assert_nothing_inline_or_foreign(page: Page, text: str) -> None:
    assert not page.xpath("//style | //@style | //script[not(@src)] | //base | //meta[@http-equiv]")
    assert not [name for name in page.xpath("//@*[starts-with(name(), 'on')]") if name]
    for address in page.xpath("//@src | //@href | //@action | //@hx-get"):
        assert re.match(r"[/#](?!/)", address), address
    assert "http://" not in text.replace("http://www.w3.org", "")


def test_every_answer_has_the_policy(client: TestClient) -> None:
    policy = client.get("/").headers["content-security-policy"]
    assert "unsafe" not in policy
    assert "default-src 'none'" in policy


def test_current_page_is_marked_in_the_menu(client: TestClient) -> None:
    page = parsed(client.get("/trender").text)
    assert page.xpath("//nav//a[@aria-current='page']/text()") == ["Trender"]


def test_overview_counts_and_lists(client: TestClient, service: Service, reader: Reader) -> None:
    page = parsed(client.get("/").text)
    with service.database.transaction(reader) as connection:
        rows, total = documents.listed(connection, 8)
    assert page.xpath("//dl[@class='figures']/div[1]/dd/text()") == [str(total)]
    assert page.xpath("//table//th[@scope='row']/a/@href") == [f"/dokument/{row.id}" for row in rows]


def test_an_empty_home_says_what_to_do(admin: TestClient) -> None:
    page = parsed(admin.get("/").text)
    words = page.xpath("//main")[0].text_content()
    assert "lexsarah ingest MAPP" in words
    assert page.xpath("//main//a[@href='/ladda-upp']")
    assert not page.xpath("//*[@class='ribbon']")


def test_list_is_paged(client: TestClient) -> None:
    assert client.get("/dokument?sida=1").status_code == 200
    assert "inga dokument" in client.get("/dokument?sida=99").text
    # Past what a bigint offset can be is a wrong address, not a failure.
    assert client.get("/dokument?sida=9999999999999999999999", headers=HTML).status_code == 422


def test_not_signed_in_is_told_how(service: Service, client: TestClient) -> None:
    client.cookies.clear()
    answer = client.get("/dokument", headers=HTML)
    assert answer.status_code == 401
    page = parsed(answer.text)
    assert page.xpath("//a[@href='/logga-in']")
    assert not page.xpath("//nav")
    assert "lexsarah serve" in page.text_content()


@pytest.mark.parametrize("path", ["app.css", "app.js", "favicon.svg", "vendor/htmx.min.js"])
def test_static_files_are_there_and_call_nobody(client: TestClient, path: str) -> None:
    answer = client.get(f"/static/{path}")
    assert answer.status_code == 200
    assert "http" not in re.sub(r"http://www\.w3\.org/[\w/]+", "", answer.text) or path.startswith("vendor/")
    assert "@import" not in answer.text
    assert "url(" not in answer.text
