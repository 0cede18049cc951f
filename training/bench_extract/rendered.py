"""Numbers and citations rendered in every spelling, with what only looks like one: invented, the same every time.

The corpus holds few personal numbers (they are masked or left out in what is published), so spelling is measured here.
"""

import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from stdnum import luhn

from lexsarah.reference import statutes

SEED = 20261122
FRAMES = (
    "Personnummer: {}",
    "Insatsen gäller {}, som bor kvar.",
    "({})",
    "Brukare\t{}\tbeslut",
    "Hon, född {}, sökte stöd.",
)
OTHERS = (
    "Dnr SN {year}/{four} öppnades.",
    "Ring 0{two}-465 {three} {two}.",
    "Mötet {year}-{month:02}-{day:02} ställdes in.",
    "Fakturan på {four} {three} kronor, OCR {ten}.",
    "Perioden {year}{month:02}-{year} avses.",
    "Ärende {two}.{month}.1-{four}/{year}.",
    "Artikel {ten} beställdes.",
    "Konto {four}-{three} {three} {two}.",
)


@dataclass(frozen=True, slots=True)
class Rendered:
    """A sentence, and in it the identifier ``[start, end)`` with its kind and value; no kind where there is none."""

    text: str
    start: int
    end: int
    kind: str
    value: str


def identity_numbers(size: int = 400) -> Iterator[Rendered]:
    """Yield sentences with valid personal, coordination and organisation numbers, and as many with other figures."""
    chance = random.Random(SEED)  # noqa: S311  (the same numbers every time)
    for _ in range(size):
        if chance.random() < 0.25:
            yield _framed(chance, *_organisation(chance))
        else:
            yield _framed(chance, *_personal(chance))
    for _ in range(size):
        text = chance.choice(OTHERS).format(
            year=chance.randint(2012, 2025),
            month=chance.randint(1, 12),
            day=chance.randint(1, 28),
            two=chance.randint(10, 99),
            three=f"{chance.randint(0, 999):03}",
            four=chance.randint(1000, 9999),
            ten=f"{chance.randint(0, 10**10 - 1):010}",
        )
        yield Rendered(text, 0, 0, "", "")


def _framed(chance: random.Random, written: str, kind: str, value: str) -> Rendered:
    frame = "Org.nr {}" if kind == "organisationsnummer" and written.isdigit() else chance.choice(FRAMES)
    if kind == "organisationsnummer":
        frame = frame.replace("Personnummer", "Bolag").replace("född ", "")
    start = frame.index("{}")
    return Rendered(frame.format(written), start, start + len(written), kind, value)


def _personal(chance: random.Random) -> tuple[str, str, str]:
    day = date(1932, 1, 1) + timedelta(days=chance.randint(0, 31_000))
    six = f"{day:%y%m}{day.day + 60 * (chance.random() < 0.2):02}"
    nine = f"{six}{chance.randint(0, 999):03}"
    ten = nine + str(luhn.calc_check_digit(nine))
    century = chance.random() < 0.5
    dash = chance.choice(["-", "-", "–", "‑", " - ", ""] if century else ["-", "-", "–", "−"])
    return f"{day.year // 100 if century else ''}{six}{dash}{ten[6:]}", "personnummer", f"{day.year // 100}{ten}"


def _organisation(chance: random.Random) -> tuple[str, str, str]:
    nine = (
        f"{chance.choice((212000, 556000, 559000, 769600, 802400)) + chance.randint(0, 99)}{chance.randint(0, 999):03}"
    )
    ten = nine + str(luhn.calc_check_digit(nine))
    shape = chance.choice(("{}-{}", "{}-{}", "16{}-{}", "{}{}"))
    return shape.format(ten[:6], ten[6:]), "organisationsnummer", f"16{ten}"


PLACES = ("{c}{s} § {a}", "{c}{s}§ {a}", "{a} {c}{s} §", "{c}{s} § i {n}", "{c}{s} § {n} ({f})")


def citations(size: int = 400) -> Iterator[Rendered]:
    """Yield sentences with one legal reference each; the value is its normal form."""
    chance = random.Random(SEED)  # noqa: S311  (the same places every time)
    now = [one for one in statutes() if one.short and not one.until]
    alone = {one.short for one in now if sum(other.short == one.short for other in statutes()) == 1}
    for _ in range(size):
        act = chance.choice(now)
        chapter, section = chance.randint(1, 30), chance.randint(1, 40)
        letter = chance.choice(["", "", "", " a", " b"])
        places = PLACES if act.short in alone else PLACES[-1:]
        part = f"{chapter} kap. " if act.chapters else ""
        written = chance.choice(places).format(c=part, s=f"{section}{letter}", a=act.short, n=act.name, f=act.sfs)
        shown = f"{chapter}:{section}{letter}" if act.chapters else f"{section}{letter} §"
        text = f"Beslutet fattades enligt {written} och gäller nu."
        start = text.index(written)
        yield Rendered(text, start, start + len(written), "lagrum", f"{act.sfs} {shown}")
