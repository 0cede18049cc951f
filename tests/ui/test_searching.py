"""Search pages: the question stays out of addresses, and facets narrow it."""

from uuid import uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st
from starlette.testclient import TestClient

from lexsarah.search.hits import FACETS
from lexsarah.ui.searching import EXCERPT, FACET_NAMES, excerpt
from lexsarah.web import Service

from .conftest import csrf, parsed, signed_in_as

QUESTION = "orosanmälan som blev liggande"


def ask(client: TestClient, **fields: str | list[str]) -> str:
    answer = client.post("/sok", data={"csrf": csrf(client), **fields}, follow_redirects=False)
    assert answer.status_code == 303
    return str(answer.headers["location"])


def test_the_right_case_comes_first_and_no_word_is_in_an_address(client: TestClient) -> None:
    address = ask(client, q=QUESTION)
    text = client.get(address).text
    page = parsed(text)
    assert "Ale kommun" in page.xpath("//li[@class='hit'][1]")[0].text_content()
    marks = [mark.lower() for mark in page.xpath("//li[@class='hit'][1]//mark/text()")]
    assert "orosanmälan" in marks
    assert "som" not in marks
    for found in [address, *page.xpath("//@href | //@action | //@src")]:
        assert "oros" not in found.lower()
        assert "%c3" not in found.lower()
    assert page.xpath("//input[@name='q']/@value") == [QUESTION]


def test_facets_narrow_and_filters_can_be_taken_off(client: TestClient) -> None:
    page = parsed(client.get(ask(client, q="larm")).text)
    whole = int(page.xpath("//h2[@id='traffar']/text()")[0].split()[0])
    button = page.xpath("//details[summary='Kommun']//button")[0]
    assert button.get("name") == "add"
    count = int(button.xpath("./span[@class='n']/text()")[0])
    assert 0 < count < whole
    narrowed = parsed(client.get(ask(client, q="larm", add=button.get("value"))).text)
    assert int(narrowed.xpath("//h2[@id='traffar']/text()")[0].split()[0]) == count
    assert narrowed.xpath("//input[@name='chosen']/@value") == [button.get("value")]
    off = narrowed.xpath("//button[@name='remove']/@value")[0]
    again = parsed(client.get(ask(client, q="larm", chosen=[off], remove=off)).text)
    assert int(again.xpath("//h2[@id='traffar']/text()")[0].split()[0]) == whole


def test_dates_bound_the_search(client: TestClient) -> None:
    page = parsed(client.get(ask(client, q="", since="2022-01-01", until="2022-12-31")).text)
    years = {label for label in page.xpath("//ul[@class='labels']/li/text()") if label.isdigit()}
    assert years == {"2022"}
    assert page.xpath("//input[@name='since']/@value") == ["2022-01-01"]


def test_no_hits_helps_on(client: TestClient) -> None:
    page = parsed(client.get(ask(client, q="xyzzyplugh")).text)
    assert "Inga träffar" in page.xpath("//h2[@id='traffar']")[0].text_content()
    assert "läkemedel" in page.xpath("//section[@class='hits']")[0].text_content()


def test_unknown_filters_and_dates_are_left_out(client: TestClient) -> None:
    page = parsed(client.get(ask(client, q="larm", add="lön:hög", since="i går")).text)
    assert not page.xpath("//input[@name='chosen']")
    assert page.xpath("//input[@name='since']/@value") == [""]


def test_pages_of_hits(client: TestClient) -> None:
    address = ask(client, q="")
    first, second = (parsed(client.get(f"{address}?sida={number}").text) for number in (1, 2))
    titles = [page.xpath("//li[@class='hit']//h3/a/@href") for page in (first, second)]
    assert not set(titles[0]) & set(titles[1])
    assert second.xpath("//section[@class='hits']/ol/@start") == ["11"]


def test_a_question_is_its_organisations_own(service: Service, client: TestClient) -> None:
    address = ask(client, q="larm")
    other = signed_in_as(service, "admin", "Grannkommunen")
    assert other.get(address).status_code == 404
    assert client.get(f"/sok/{uuid4()}", headers={"accept": "text/html"}).status_code == 404


def test_facets_have_names() -> None:
    assert set(FACETS) == set(FACET_NAMES)


@given(st.text(alphabet="abc \nåäö", max_size=900), st.data())
def test_an_excerpt_is_cut_from_the_text_with_its_marks(text: str, data: st.DataObject) -> None:
    cuts = sorted(data.draw(st.sets(st.integers(0, len(text)), max_size=12)))
    marks = tuple((a, b, "word") for a, b in zip(cuts[::2], cuts[1::2], strict=False))
    shown = excerpt(text, marks)
    words = "".join(one.text for one in shown if one.text not in {"… ", " …"})
    assert words in text
    assert len(words) <= EXCERPT
    for one in shown:
        assert not one.found or one.text in {text[mark[0] : mark[1]] for mark in marks}
    if marks and all(mark[1] - mark[0] < EXCERPT // 4 for mark in marks):
        assert any(one.found for one in shown)


@pytest.mark.parametrize("field", ["add", "remove"])
def test_a_broken_filter_is_no_failure(client: TestClient, field: str) -> None:
    assert ask(client, q="larm", **{field: "type"})


def test_an_excerpt_of_one_endless_word_shows_its_beginning() -> None:
    shown = excerpt("å" * 10_000, ((0, 10_000, "word"),))
    assert "".join(one.text for one in shown) == "å" * EXCERPT + " …"
