"""Trends: three charts, each beside a table with the same figures."""

import re
import unicodedata
from dataclasses import dataclass
from datetime import date
from typing import Annotated
from urllib.parse import urlencode

from fastapi import APIRouter, Query, Request
from starlette.responses import HTMLResponse, Response

from lexsarah.errors import NotFound
from lexsarah.reference import municipality_by_name
from lexsarah.store.database import Connection
from lexsarah.store.filters import FILTERS, Filters
from lexsarah.trends.charts import MOST_ROWS, chart_svg
from lexsarah.trends.counts import BY, PERIODS, SMALLEST, Count, Trend, trend
from lexsarah.trends.labels import label
from lexsarah.ui.templating import page
from lexsarah.ui.words import counted, number, swedish
from lexsarah.vocabulary import MisconductType, ServiceArea
from lexsarah.web import Running, SignedIn

router = APIRouter()

FIRST_YEAR, LAST_YEAR = 1999, 2100
"""Years that can be asked for: lex Sarah came in 1999."""
PLACES = {"county": ("Län", "länsvis"), "municipality": ("Kommun", "kommunvis")}
WITHHELD = "visas inte"


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a table; ``rate`` and ``interval`` are empty where there is none."""

    value: str
    count: str
    rate: str
    interval: str


@dataclass(frozen=True, slots=True)
class ChartView:
    """A chart with its table. ``query`` asks for the same as picture and as CSV; ``note`` says what is not in it."""

    key: str
    heading: str
    column: str
    query: str
    alt: str
    rated: bool
    rows: tuple[Row, ...]
    note: str


@dataclass(frozen=True, slots=True)
class Wanted:
    """What the form asks for; empty strings and None where it asks nothing."""

    area: str
    type: str
    municipality: str
    since: int | None
    until: int | None
    place: str

    def pairs(self) -> list[tuple[str, str]]:
        """Return the filters as the API takes them: ``code=filter:value``, ``since``, ``until``."""
        codes = (("area", self.area), ("type", self.type), ("municipality", self.municipality))
        pairs = [("code", f"{name}:{value}") for name, value in codes if value]
        if self.since:
            pairs.append(("since", f"{self.since}-01-01"))
        if self.until:
            pairs.append(("until", f"{self.until}-12-31"))
        return pairs

    def filters(self) -> Filters:
        """Return the filters of the store."""
        codes = {"area": self.area, "type": self.type, "municipality": self.municipality}
        return Filters(
            {name: (value,) for name, value in codes.items() if value},
            date(self.since, 1, 1) if self.since else None,
            date(self.until, 12, 31) if self.until else None,
        )


@router.get("/trender")
def trends(
    *,
    request: Request,
    service: Running,
    session: SignedIn,
    omrade: str = "",
    typ: str = "",
    kommun: str = "",
    fran: str = "",
    till: str = "",
    plats: str = "county",
) -> HTMLResponse:
    """Show the charts; the parameters are those of the form, in Swedish."""
    wanted = Wanted(
        omrade if omrade in {one.value for one in ServiceArea} else "",
        typ if typ in {one.value for one in MisconductType} else "",
        _municipality(kommun),
        _year(fran),
        _year(till),
        plats if plats in PLACES else "county",
    )
    with service.database.transaction(session.reader) as connection:
        charts = _charts(connection, wanted)
    return page(
        request,
        session,
        "trends.html",
        "Trender",
        wanted=wanted,
        unknown_place=kommun if kommun and not wanted.municipality else "",
        charts=charts,
        areas=list(ServiceArea),
        types=list(MisconductType),
        places=sorted(municipality_by_name(), key=swedish),
        smallest=SMALLEST,
    )


@router.get("/trender/diagram.svg")
def diagram(
    *,
    service: Running,
    session: SignedIn,
    by: str | None = None,
    per: str | None = None,
    code: Annotated[list[str] | None, Query()] = None,
    since: date | None = None,
    until: date | None = None,
) -> Response:
    """Draw a chart, asked for as in the API."""
    pairs = [one.partition(":") for one in code or ()]
    if (by and by not in BY) or (per and per not in PERIODS) or not (by or per):
        raise NotFound("there is no such chart")
    if any(name not in FILTERS for name, _, _ in pairs):
        raise NotFound("there is no such filter")
    codes: dict[str, tuple[str, ...]] = {}
    for name, _, value in pairs:
        codes[name] = (*codes.get(name, ()), value)
    with service.database.transaction(session.reader) as connection:
        found = trend(connection, by, per, Filters(codes, since, until))
    return Response(chart_svg(found, titled=False), media_type="image/svg+xml")


def _charts(connection: Connection, wanted: Wanted) -> list[ChartView]:
    column_of_places, adverb = PLACES[wanted.place]
    asked = (
        ("years", "Ärenden per år", "År", None, "year"),
        ("types", "Huvudsaklig typ", "Typ av missförhållande", "type", None),
        ("places", f"Ärenden per 100\u00a0000 invånare, {adverb}", column_of_places, wanted.place, None),
    )
    charts = []
    for key, heading, column, by, per in asked:
        found = trend(connection, by, per, wanted.filters())
        query = urlencode([*([("by", by)] if by else []), *([("per", per)] if per else []), *wanted.pairs()])
        charts.append(_view(key, heading, column, query, found))
    return charts


def _view(key: str, heading: str, column: str, query: str, found: Trend) -> ChartView:
    rated = key == "places"
    cells = sorted(found.counts, key=lambda cell: -(cell.rate.value if cell.rate else 0)) if rated else found.counts
    return ChartView(
        key,
        heading,
        column,
        query,
        _alt(heading, found, cells),
        rated,
        tuple(_row(found.by, cell) for cell in cells),
        _note(found),
    )


def _row(by: str, cell: Count) -> Row:
    rate = cell.rate
    return Row(
        label(by, cell.value),
        WITHHELD if cell.count is None else number(cell.count),
        number(rate.value, 2) if rate else "",
        f"{number(rate.low, 2)}–{number(rate.high, 2)}" if rate else "",
    )


def _alt(heading: str, found: Trend, cells: "list[Count] | tuple[Count, ...]") -> str:
    shown = [cell for cell in cells if cell.count is not None]
    if not shown:
        return f"Diagram: {heading}. Inga ärenden."
    if any(cell.rate for cell in shown):
        top = max(shown, key=lambda cell: cell.rate.value if cell.rate else 0.0)
        most = f"{label(found.by, top.value)} med {number(top.rate.value, 2) if top.rate else ''}"
    else:
        top = max(shown, key=lambda cell: cell.count or 0)
        most = f"{label(found.by, top.value)} med {counted(top.count or 0, 'ärende', 'ärenden')}"
    return f"Diagram: {heading}. Högst: {most}. Alla tal står i tabellen."


def _note(found: Trend) -> str:
    note = f"Bygger på {_sum(found.cases, 'ärende', 'ärenden')}."
    if found.undated != 0:
        missing = _sum(found.undated, "saknar", "saknar")
        note += f" {missing[0].upper()}{missing[1:]} känt år och är inte med."
    if len(found.counts) > MOST_ROWS and not found.per:
        note += " Diagrammet är trångt; tabellen är lättare att läsa."
    return note


def _sum(count: int | None, one: str, many: str) -> str:
    return f"{WITHHELD} {many}" if count is None else counted(count, one, many)


def _municipality(text: str) -> str:
    """Return the official name of a municipality typed in any case, with or without "kommun"; empty if unknown."""
    given = _plain(unicodedata.normalize("NFC", text.strip()))
    known = municipality_by_name().values()
    return next((one.name for one in known if given in {_plain(one.name), _plain(one.official_name)}), "")


def _plain(name: str) -> str:
    return name.casefold().removesuffix(" kommun")


def _year(text: str) -> int | None:
    return int(text) if re.fullmatch("[0-9]{4}", text) and FIRST_YEAR <= int(text) <= LAST_YEAR else None
