"""The tools that read dates, each in a process of its own: ``python -m training.bench_extract.date_tools NAME``.

It reads a line of JSON a sentence (``text``, ``anchor`` or null, ``expressions``) and answers with one: ``found``
(start, end, EDTF), ``alone`` (the EDTF value of each expression without its sentence, "" for none) and ``seconds``.
Only the standard library is imported here, so that it also runs in ``.bench-venv`` (requirements/bench.txt).

What a tool gives is written as EDTF as generously as can be: a point in time as its day, an interval without the day
that ends it. Where a sentence has no anchor, a tool that must have one takes today.
"""

import json
import sys
import time
from collections.abc import Callable
from datetime import date, datetime, timedelta
from importlib.resources import files
from typing import Any
from zoneinfo import ZoneInfo

Found = list[tuple[int, int, str]]
Finder = Callable[[str, date | None], Found]
Reader = Callable[[str, date | None], str]

ZONE = "Europe/Stockholm"


def longest(find: Finder) -> Reader:
    """Return the value of the longest stretch that is found in an expression."""

    def read(text: str, anchor: date | None) -> str:
        return max(find(text, anchor), key=lambda one: one[1] - one[0], default=(0, 0, ""))[2]

    return read


def lexsarah() -> tuple[Finder, Reader]:
    """Return lexsarah's own reading."""
    from lexsarah.extract.dates import date_expressions  # noqa: PLC0415

    def find(text: str, anchor: date | None) -> Found:
        return [(one.start, one.end, one.edtf) for one in date_expressions(text, anchor)]

    return find, longest(find)


def dateparser() -> tuple[Finder, Reader]:
    """Return dateparser with Swedish alone; it is asked for the first day of what is longer."""
    import dateparser as library  # type: ignore[import-untyped, import-not-found, unused-ignore]  # noqa: PLC0415
    from dateparser.search import search_dates  # type: ignore[import-untyped, import-not-found, unused-ignore]  # noqa: PLC0415

    def settings(anchor: date | None) -> dict[str, Any]:
        based = {"RELATIVE_BASE": datetime.combine(anchor, datetime.min.time())} if anchor else {}
        return {"PREFER_DAY_OF_MONTH": "first", "PREFER_MONTH_OF_YEAR": "first", **based}

    def find(text: str, anchor: date | None) -> Found:
        found, at = [], 0
        for words, when in search_dates(text, languages=["sv"], settings=settings(anchor)) or ():
            start = text.find(words, at)
            if start >= 0:
                at = start + len(words)
                found.append((start, at, when.date().isoformat()))
        return found

    def read(text: str, anchor: date | None) -> str:
        when = library.parse(text, languages=["sv"], settings=settings(anchor))
        return when.date().isoformat() if when else ""

    return find, read


def duckling() -> tuple[Finder, Reader]:
    """Return Duckling (Haskell, through pyduckling) for Swedish; the first of the values that it offers."""
    import duckling as library  # type: ignore[import-not-found, unused-ignore]  # noqa: PLC0415

    zones = library.load_time_zones(str(files("tzdata") / "zoneinfo"))
    locale = library.default_locale_lang(library.parse_lang("SV"))
    wanted = library.parse_dimensions(["time"])

    def find(text: str, anchor: date | None) -> Found:
        start = datetime.combine(anchor or date.today(), datetime.min.time(), ZoneInfo(ZONE))  # noqa: DTZ011
        moment = library.parse_ref_time(zones, ZONE, int(start.timestamp()))
        given = library.parse(text, library.Context(moment, locale), wanted, False)
        return [(one["start"], one["end"], _of_duckling(one["value"])) for one in given]

    return find, longest(find)


def _of_duckling(value: dict[str, Any]) -> str:
    if value["type"] == "interval":
        ends = [value.get("from"), value.get("to")]
        left = ends[0]["value"][:10] if ends[0] else ".."
        if not ends[1]:
            return f"{left}/.."
        last = date.fromisoformat(ends[1]["value"][:10])
        if ends[1]["value"][11:19] == "00:00:00":
            last -= timedelta(days=1)
        return left if left == last.isoformat() else f"{left}/{last}"
    day, grain = value["value"][:10], value["grain"]
    first = date.fromisoformat(day)
    if grain == "week":
        return f"{day}/{first + timedelta(days=6)}"
    if grain == "quarter":
        return f"{first.year}-{33 + (first.month - 1) // 3}"
    return str({"year": day[:4], "month": day[:7]}.get(grain, day))


MAKERS: dict[str, Callable[[], tuple[Finder, Reader]]] = {
    "lexsarah": lexsarah,
    "dateparser": dateparser,
    "duckling": duckling,
}

ELSEWHERE = {"dateparser": "dateparser", "duckling": "pyduckling-native-phihos"}
"""Tools of ``.bench-venv``, and the packages that hold them."""


def main(name: str) -> None:
    """Answer line by line."""
    find, read = MAKERS[name]()
    find("I dag.", None)  # what is loaded on first use is no cost of the first sentence
    for line in sys.stdin:
        asked = json.loads(line)
        anchor = date.fromisoformat(asked["anchor"]) if asked["anchor"] else None
        start = time.process_time()
        found = find(asked["text"], anchor)
        seconds = time.process_time() - start
        alone = [read(words, anchor) for words in asked["expressions"]]
        print(json.dumps({"found": found, "alone": alone, "seconds": seconds}))


if __name__ == "__main__":
    main(sys.argv[1])
