"""Charts of trends as SVG, drawn here: no script and no font comes from anywhere else.

Altair builds a Vega-Lite specification and vl-convert draws it in the process.
"""

from typing import Any

from lexsarah.trends.counts import Trend
from lexsarah.trends.labels import heading, label

INK, GRID, BAR = "#1b1b1b", "#d9d9d9", "#005a9c"
"""Text, lines and bars: each at least 4.5:1 (text) or 3:1 (bars) against white (WCAG 2.2, 1.4.3 and 1.4.11)."""
WIDTH = 640
ROW = 26
MOST_ROWS = 20


def chart_svg(trend: Trend, *, titled: bool = True) -> str:
    """Draw a trend: bars over periods, or one bar a value; a rate has its interval.

    Returns the SVG document, ``WIDTH`` pixels wide, labels included. Withheld counts are not drawn.
    """
    import altair as alt  # noqa: PLC0415  (heavy; only charts need it)
    import vl_convert  # noqa: PLC0415  (heavy; only charts need it)

    rows = [
        {
            "value": label(trend.by, cell.value),
            "period": cell.period,
            "count": cell.count,
            "rate": cell.rate.value if cell.rate else None,
            "low": cell.rate.low if cell.rate else None,
            "high": cell.rate.high if cell.rate else None,
        }
        for cell in trend.counts
        if cell.count is not None
    ]
    data = alt.InlineData(rows)
    title = {"title": heading(trend)} if titled else {}
    if trend.per == trend.by:
        chart = _over_time(alt, data)
    elif trend.per:
        chart = _stacked(alt, data)
    elif any(row["rate"] is not None for row in rows):
        chart = _rates(alt, data, len(rows))
    else:
        chart = _bars(alt, data, len(rows))
    spec = (
        chart.properties(width=WIDTH, autosize=alt.AutoSizeParams(type="fit-x", contains="padding"), **title)
        .configure(font="sans-serif", background="white")
        .configure_axis(
            labelColor=INK, titleColor=INK, gridColor=GRID, labelFontSize=12, titleFontSize=12, labelLimit=320
        )
        .configure_title(color=INK, anchor="start", fontSize=15)
        .configure_legend(labelColor=INK, titleColor=INK, labelLimit=320)
        .to_dict()
    )
    return str(vl_convert.vegalite_to_svg(spec, format_locale="sv-SE"))


def _whole(alt: Any) -> Any:  # noqa: ANN401  (Altair's module and charts are not typed for us)
    return alt.Axis(title="Antal ärenden", format="d", tickMinStep=1)


def _over_time(alt: Any, data: Any) -> Any:  # noqa: ANN401
    return (
        alt.Chart(data, height=220)
        .mark_bar(color=BAR)
        .encode(x=alt.X("value:O", title=None, axis=alt.Axis(labelAngle=0)), y=alt.Y("count:Q", axis=_whole(alt)))
    )


def _stacked(alt: Any, data: Any) -> Any:  # noqa: ANN401
    return (
        alt.Chart(data, height=260)
        .mark_bar()
        .encode(
            x=alt.X("period:O", title=None, axis=alt.Axis(labelAngle=0)),
            y=alt.Y("sum(count):Q", axis=_whole(alt)),
            color=alt.Color("value:N", title=None, scale=alt.Scale(scheme="tableau20")),
        )
    )


def _bars(alt: Any, data: Any, rows: int) -> Any:  # noqa: ANN401
    y = alt.Y("value:N", title=None, sort=alt.EncodingSortField("count", order="descending"))
    base = alt.Chart(data, height=ROW * max(1, min(rows, MOST_ROWS)))
    bars = base.mark_bar(color=BAR).encode(x=alt.X("count:Q", axis=_whole(alt)), y=y)
    return bars + base.mark_text(align="left", dx=4, color=INK).encode(x="count:Q", y=y, text="count:Q")


def _rates(alt: Any, data: Any, rows: int) -> Any:  # noqa: ANN401
    y = alt.Y("value:N", title=None, sort=alt.EncodingSortField("rate", order="descending"))
    base = alt.Chart(data, height=ROW * max(1, min(rows, MOST_ROWS)))
    axis = alt.Axis(title="Ärenden per 100 000 invånare, med 95 % intervall")
    interval = base.mark_rule(color=BAR, strokeWidth=2).encode(x=alt.X("low:Q", axis=axis), x2="high:Q", y=y)
    return interval + base.mark_point(color=BAR, filled=True, size=70, opacity=1).encode(x="rate:Q", y=y)
