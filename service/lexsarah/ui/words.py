"""Figures, dates and sizes as Swedish text."""

import re
from datetime import date, datetime
from zoneinfo import ZoneInfo

MONTHS = tuple("januari februari mars april maj juni juli augusti september oktober november december".split())
SEASONS = {21: "våren", 22: "sommaren", 23: "hösten", 24: "vintern"}
QUARTERS = {33: "första", 34: "andra", 35: "tredje", 36: "fjärde"}
ZONE = ZoneInfo("Europe/Stockholm")
_DAY = re.compile(r"(\d{4}|XXXX)(?:-(\d{2}|XX))?(?:-(\d{2}|XX))?$")
HIGH, FAIR = 0.85, 0.6
"""From where a calibrated probability is called high and fair in words: ours, for reading at a glance."""


def day(value: date) -> str:
    """Return "7 mars 2022"."""
    return f"{value.day} {MONTHS[value.month - 1]} {value.year}"


def moment(value: datetime) -> str:
    """Return "7 mars 2022 kl. 14.05" in Swedish time."""
    local = value.astimezone(ZONE)
    return f"{day(local.date())} kl. {local:%H.%M}"


def number(value: float, decimals: int = 0) -> str:
    """Return a number with decimal comma and no-break spaces between thousands."""
    return f"{value:,.{decimals}f}".replace(",", "\u00a0").replace(".", ",")


def counted(count: int, one: str, many: str) -> str:
    """Return "1 ärende", "3 ärenden"."""
    return f"{number(count)} {one if count == 1 else many}"


def size(count: int) -> str:
    """Return a number of bytes as "214 kB" or "3,1 MB"."""
    if count < 1_000_000:
        return f"{number(max(1, round(count / 1000)))} kB"
    return f"{number(count / 1_000_000, 1)} MB"


def swedish(text: str) -> str:
    """Return a sort key that puts å, ä, ö last, in that order."""
    return text.casefold().translate(str.maketrans("åäö", "{|}"))


def shortened(text: str, longest: int) -> str:
    """Return a text on one line, cut at a word after at most ``longest`` characters."""
    line = " ".join(text.split())
    if len(line) <= longest:
        return line
    space = line.rfind(" ", 0, longest)
    return line[: space if space > 0 else longest] + " …"


def confidence(value: float | None) -> str:
    """Return a confidence in words with its number, or that none was computed."""
    if value is None:
        return "säkerhet ej beräknad"
    words = "hög" if value >= HIGH else "måttlig" if value >= FAIR else "låg"
    return f"{words} säkerhet ({number(value, 2)})"


def edtf(value: str) -> str:
    """Return an EDTF value (ISO 8601-2, the subset of docs/data-model.md) as Swedish text.

    A value that is not understood is its own text.
    """
    if "/" in value:
        start, end = value.split("/", 1)
        if start in {"", ".."}:
            return f"till och med {edtf(end)}"
        if end in {"", ".."}:
            return f"från och med {edtf(start)}"
        return edtf(start) if start == end else _between(edtf(start), edtf(end))
    plain = re.sub(r"[~?%]", "", value)
    found = _DAY.match(plain.split("T", 1)[0])
    if not found:
        return value
    words = _date_words(found[1], found[2], found[3])
    time = plain.partition("T")[2][:5].replace(":", ".")
    hedge = ("troligen " if "?" in value or "%" in value else "") + ("omkring " if "~" in value or "%" in value else "")
    return hedge + words + (f" kl. {time}" if time else "")


def _between(start: str, end: str) -> str:
    """Join two ends, leaving out of the first what the second repeats: "7–23 maj 2022"."""
    first, last = start.split(), end.split()
    while len(first) > 1 and first[-1] == last[-1]:
        first.pop()
        last.pop()
    dash = "–" if len(first) == 1 else " – "
    return f"{' '.join(first)}{dash}{end}"


def _date_words(year: str, month: str | None, day_: str | None) -> str:
    known_year = year != "XXXX"
    when = f" {year}" if known_year else ", okänt år"
    if month is None or month == "XX":
        if day_ and day_ != "XX":
            return f"den {int(day_)}, okänd månad{when if known_year else ''}"
        return year if known_year else "okänt datum"
    part = int(month)
    if part in SEASONS:
        return f"{SEASONS[part]}{when}"
    if part in QUARTERS:
        return f"{QUARTERS[part]} kvartalet{when}"
    if not 1 <= part <= 12:
        return year
    name = MONTHS[part - 1]
    return f"{int(day_)} {name}{when}" if day_ and day_ != "XX" else f"{name}{when}"
