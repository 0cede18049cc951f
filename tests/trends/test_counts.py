"""Counts, rates and intervals, on a real PostgreSQL."""

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lexsarah.plain import trend_as_csv, trend_as_json
from lexsarah.records import SourceFile
from lexsarah.reference import counties, municipalities, municipality_by_name
from lexsarah.store import documents
from lexsarah.store.database import Database, Reader, one
from lexsarah.store.filters import Filters
from lexsarah.trends.charts import chart_svg
from lexsarah.trends.counts import _between, rate, trend
from lexsarah.vocabulary import Visibility


@pytest.fixture
def owner(org: Callable[[str], Reader], keep: Callable[..., object]) -> Reader:
    reader = org("ägare")
    for text in ("Mora hade larmet avstängt.", "Mora glömde dosen.", "Gotland tappade akten."):
        keep(reader, text, Visibility.OWN)
    return reader


def test_counts_by_place_have_rates(database: Database, owner: Reader) -> None:
    with database.transaction(owner) as connection:
        counted = trend(connection, "municipality", None, Filters())
    cells = {cell.value: cell for cell in counted.counts}
    assert {name: cell.count for name, cell in cells.items()} == {"Mora": 2, "Gotland": 1}
    assert counted.cases == 3
    mora = cells["Mora"].rate
    assert mora
    assert mora.value == round(2 * 100_000 / municipality_by_name()["Mora"].population, 2)
    assert mora.low < mora.value < mora.high


@pytest.mark.parametrize(
    ("per", "period"), [("year", "2021"), ("tertial", "2021 T1"), ("quarter", "2021 K1"), ("month", "2021-03")]
)
def test_counts_by_period(database: Database, owner: Reader, per: str, period: str) -> None:
    with database.transaction(owner) as connection:
        counted = trend(connection, None, per, Filters())
    assert [(cell.value, cell.count) for cell in counted.counts] == [(period, 3)]
    assert counted.undated == 0


def test_counts_by_type_and_year_with_a_filter(database: Database, owner: Reader) -> None:
    with database.transaction(owner) as connection:
        counted = trend(connection, "type", "year", Filters({"municipality": ("Mora",)}))
    assert [(cell.value, cell.period, cell.count) for cell in counted.counts] == [("brister_bemotande", "2021", 2)]
    assert counted.cases == 2


def test_what_cannot_be_counted_is_refused(database: Database, owner: Reader) -> None:
    with database.transaction(owner) as connection:
        with pytest.raises(KeyError):
            trend(connection, "weather", None, Filters())
        with pytest.raises(ValueError, match="no period"):
            trend(connection, "type", "week", Filters())
        with pytest.raises(ValueError, match="something"):
            trend(connection, None, None, Filters())


def test_the_interval_is_that_of_the_exact_method() -> None:
    # Exact Poisson limits of 10 events are 4.795 and 18.39 (Garwood 1936); Byar's are within 1 %.
    inhabitants = counties()["Gotlands län"]
    found = rate("county", "Gotlands län", 10)
    assert found
    assert found.low * inhabitants / 100_000 == pytest.approx(4.795, rel=0.01)
    assert found.high * inhabitants / 100_000 == pytest.approx(18.39, rel=0.01)


@given(st.integers(1, 10_000), st.sampled_from([one.name for one in municipalities()]))
def test_an_interval_holds_its_rate(count: int, place: str) -> None:
    found = rate("municipality", place, count)
    assert found
    assert 0 <= found.low <= found.value <= found.high


def test_charts_and_tables_show_the_same_numbers(database: Database, owner: Reader) -> None:
    with database.transaction(owner) as connection:
        counted = trend(connection, "municipality", None, Filters())
        drawn = [counted, trend(connection, None, "year", Filters()), trend(connection, "type", "year", Filters())]
    assert [cell["count"] for cell in trend_as_json(counted)["counts"]] == [2, 1]
    assert trend_as_csv(counted).splitlines()[0] == "value,label,period,count,per_100000,low,high"
    for each in drawn:
        svg = chart_svg(each)
        assert svg.startswith("<svg")
        assert "http" not in svg.replace("http://www.w3.org/", "")
    assert "Mora" in chart_svg(counted)


@pytest.mark.parametrize(
    ("per", "known", "missing"),
    [
        ("year", ["2019", "2022"], ["2020", "2021"]),
        ("tertial", ["2020 T2", "2021 T2"], ["2020 T3", "2021 T1"]),
        ("quarter", ["2020 K4", "2021 K2"], ["2021 K1"]),
        ("month", ["2020-11", "2021-02"], ["2020-12", "2021-01"]),
        ("year", ["2020"], []),
        ("year", [], []),
    ],
)
def test_periods_without_a_case_count_zero(per: str, known: list[str], missing: list[str]) -> None:
    assert _between(known, per) == missing


def test_a_case_with_two_codes_and_no_date_is_undated_once(database: Database, org: Callable[[str], Reader]) -> None:
    reader = org("ägare")
    with database.transaction(reader) as connection:
        source = SourceFile("d" * 64, "text/plain", "x.txt", "x.txt", b"x")
        document_id, _ = documents.accept(connection, reader, source, Visibility.OWN, synthetic=False)
        case_id = one(
            connection.execute(
                "INSERT INTO cases (document_id, owner_id, visibility, span_start, span_end, title, "
                "is_deviation_report) VALUES (%s, %s, 'own', 0, 1, '', true) RETURNING id",
                [document_id, reader.organisation_id],
            )
        )["id"]
        for field, value in (("deviation", "true"), ("cause", "rutiner"), ("cause", "kompetens")):
            connection.execute(
                "INSERT INTO codes VALUES (%s, %s, 'own', %s, %s)", [case_id, reader.organisation_id, field, value]
            )
        assert trend(connection, "cause", "year", Filters()).undated == 1
