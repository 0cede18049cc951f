"""The numbers of the trends page are those of the samples' annotations, recomputed here without the product's code."""

import json
import re
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient

from lexsarah.reference import counties, municipality_by_name
from lexsarah.resources import folder

KNOWN_MISREADINGS = {
    "linkoping-protokollsutdrag-1": "ekonomiska_overgrepp",
    "linkoping-protokollsutdrag-2": "brister_utforande_insats",
}
"""Cases whose primary type the classifier, which is not trained on them, does not get right: what it says."""

ROLES = ("reported", "investigation_started", "reported_to_ivo", "decided", "investigation_closed", "published")


def annotated() -> list[dict[str, Any]]:
    """Return the cases; of a document that holds several, each as its annotation has it, numbered."""
    every = [json.loads(Path(path).read_text("utf-8")) for path in sorted(folder("samples").glob("*.json"))]
    reports = [one for one in every if one["is_deviation_report"]]
    return [case for one in reports for case in (several(one) or [one])]


def several(document: dict[str, Any]) -> list[dict[str, Any]]:
    return [
        document | incident | {"id": f"{document['id']}-{number}", "incident_period": incident["date"]}
        for number, incident in enumerate(document["incidents"], 1)
    ]


def year_of(case: dict[str, Any]) -> str | None:
    """When it happened; failing that the earliest date of the first role that has one."""
    known = [case["incident_period"] or ""]
    known += [
        min((date["edtf"] for date in case["dates"] if date["role"] == role and date["edtf"][:4].isdigit()), default="")
        for role in ROLES
    ]
    return next((edtf[:4] for edtf in known if re.match(r"\d{4}", edtf)), None)


def cells(client: TestClient, query: str) -> dict[str, int]:
    counted = client.get(f"/api/v1/trends?{query}").json()
    return {cell["value"]: cell["count"] for cell in counted["counts"] if cell["count"]}


@pytest.fixture(autouse=True)
def _only_samples(client: TestClient) -> None:
    names = {row["name"] for row in client.get("/api/v1/documents?limit=200").json()["documents"]}
    assert names <= {path.name for path in folder("samples").iterdir()}, "another test left a document behind"


def test_cases_per_year(client: TestClient) -> None:
    assert cells(client, "per=year") == dict(Counter(year for case in annotated() if (year := year_of(case))))


def test_cases_per_type(client: TestClient) -> None:
    expected = Counter(KNOWN_MISREADINGS.get(case["id"], case["primary_type"]) for case in annotated())
    assert cells(client, "by=type") == dict(expected)


def test_cases_per_county_and_municipality_with_rates(client: TestClient) -> None:
    places = [case["municipality"] for case in annotated() if case["municipality"]]
    known = municipality_by_name()
    assert cells(client, "by=municipality") == dict(Counter(places))
    assert cells(client, "by=county") == dict(Counter(known[place].county for place in places))
    for cell in client.get("/api/v1/trends?by=county").json()["counts"]:
        assert cell["per_100000"] == round(cell["count"] * 100_000 / counties()[cell["value"]], 2)


def test_the_page_shows_the_same_numbers(client: TestClient) -> None:
    page = client.get("/trender", headers={"accept": "text/html"}).text
    tables = re.findall(r"<table.*?</table>", page, re.DOTALL)
    assert len(tables) == 3
    years = dict(re.findall(r'<th scope="row">(\d{4})</th>\s*<td[^>]*>(\d+)</td>', tables[0]))
    expected = Counter(year for case in annotated() if (year := year_of(case)))
    assert {year: int(count) for year, count in years.items() if count != "0"} == dict(expected)
    for source in re.findall(r'<img[^>]*src="([^"]+diagram[^"]+)"', page):
        assert client.get(source.replace("&amp;", "&")).text.startswith("<svg")
