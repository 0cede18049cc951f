"""Trends: the tables say what the charts draw."""

import pytest
from starlette.testclient import TestClient

from lexsarah.store.database import Reader
from lexsarah.store.filters import Filters
from lexsarah.trends.counts import Count, Rate, Trend, trend
from lexsarah.ui.trends import _row, _view
from lexsarah.ui.words import number
from lexsarah.web import Service

from .conftest import parsed

HTML = {"accept": "text/html"}


def rows(text: str, key: str) -> list[list[str]]:
    section = parsed(text).xpath(f"//section[@aria-labelledby='{key}']")[0]
    return [[cell.text_content() for cell in row.xpath("./*")] for row in section.xpath(".//tbody/tr")]


def test_tables_have_the_counts(client: TestClient, service: Service, reader: Reader) -> None:
    text = client.get("/trender").text
    with service.database.transaction(reader) as connection:
        years = trend(connection, None, "year", Filters())
        counties = trend(connection, "county", None, Filters())
    assert rows(text, "years") == [[cell.value, str(cell.count)] for cell in years.counts]
    places = {row[0]: row[1:] for row in rows(text, "places")}
    for cell in counties.counts:
        assert cell.rate
        assert places[cell.value] == [
            str(cell.count), number(cell.rate.value, 2), f"{number(cell.rate.low, 2)}–{number(cell.rate.high, 2)}",
        ]  # fmt: skip
    rates = [float(row[2].replace(",", ".")) for row in rows(text, "places")]
    assert rates == sorted(rates, reverse=True)


def test_three_charts_load_and_have_words_for_those_who_do_not_see_them(client: TestClient) -> None:
    page = parsed(client.get("/trender").text)
    images = page.xpath("//figure/img")
    assert len(images) == 3
    for image in images:
        answer = client.get(image.get("src"))
        assert answer.headers["content-type"] == "image/svg+xml"
        assert answer.text.startswith("<svg")
        assert "<script" not in answer.text
        assert image.get("alt").startswith("Diagram: ")
        assert "Högst: " in image.get("alt")
    for link in page.xpath("//a[contains(@href, '.csv')]/@href"):
        assert client.get(link).status_code == 200


def test_filters_hold_for_tables_charts_and_csv(client: TestClient) -> None:
    text = client.get("/trender?omrade=aldreomsorg&fran=2020&till=2024&kommun=ALE+kommun&plats=municipality").text
    page = parsed(text)
    assert all(2020 <= int(row[0]) <= 2024 for row in rows(text, "years")) if page.xpath("//table") else True
    assert page.xpath("//select[@name='omrade']/option[@selected]/@value") == ["aldreomsorg"]
    assert page.xpath("//input[@name='kommun']/@value") == ["Ale"]
    for address in page.xpath("//figure/img/@src | //a[contains(@href, '.csv')]/@href"):
        assert "code=area%3Aaldreomsorg" in address
        assert "code=municipality%3AAle" in address
        assert "since=2020-01-01" in address


def test_municipalities_can_be_compared(client: TestClient) -> None:
    text = client.get("/trender?plats=municipality").text
    assert "Ale" in {row[0] for row in rows(text, "places")}


def test_an_unknown_municipality_is_told(client: TestClient) -> None:
    page = parsed(client.get("/trender?kommun=Atlantis&fran=abc").text)
    assert page.xpath("//input[@name='kommun']/@aria-invalid") == ["true"]
    assert page.xpath("//input[@name='kommun']/@value") == ["Atlantis"]
    assert page.xpath("//input[@name='fran']/@value") == [""]


@pytest.mark.parametrize("query", ["by=lön", "per=dag", "", "by=type&code=lön:hög"])
def test_a_chart_that_there_is_not(client: TestClient, query: str) -> None:
    assert client.get(f"/trender/diagram.svg?{query}", headers=HTML).status_code == 404


def test_small_counts_of_others_are_withheld() -> None:
    withheld = _row("county", Count("Gotlands län", None, None, None))
    assert (withheld.count, withheld.rate) == ("visas inte", "")
    shown = _row("county", Count("Gotlands län", None, 7, Rate(11.5, 4.6, 23.7)))
    assert (shown.count, shown.rate, shown.interval) == ("7", "11,50", "4,60–23,70")


def test_an_empty_selection_says_so() -> None:
    view = _view("years", "Ärenden per år", "År", "", Trend("year", "year", (), 0, 0))
    assert "Inga ärenden" in view.alt
    assert view.rows == ()
