"""Papers in which those who are unnamed get names: "kvinnan ramlade" becomes "Astrid ramlade".

What is published names no client, but the papers that an office uploads do. Names are drawn from Statistics Sweden's
given names and the surnames of the corpus's split train; numbers, telephones and addresses are made up in the spellings
that papers have: serial numbers of persons from 980 on, which nobody is given, and the telephone series for fiction.
"""

import random
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from stdnum import luhn

from lexsarah.records import Span
from lexsarah.reference import rows
from training.documents import Document
from training.splits import Place

UNNAMED = re.compile(
    r"\b(?P<first>den |Den )?(?P<noun>kvinnan|mannen|brukaren|klienten|flickan|pojken|boende|kunden|omsorgstagaren"
    r"|vårdtagaren|hyresgästen|enskilde|enskilda|patienten|eleven)(?P<genitive>s)?\b",
    re.IGNORECASE,
)
NEEDS_DEN = frozenset({"boende", "enskilde", "enskilda"})
"""Nouns that mean one person only behind "den"."""
COMMON = 1_000
"""Bearers from which a given name is a common one."""
SHARE_OF_COMMON = 0.7
EVERY = 3
"""A number, a telephone or an address of mail is put behind every so many mentions."""


@dataclass(frozen=True, slots=True)
class Planted:
    """A text with what was put into it: where persons are named, and where the numbers and addresses stand."""

    text: str
    names: tuple[Span, ...]
    numbers: tuple[Span, ...]


STYLES = (
    "full, then first",
    "first",
    "full, then surname",
    "full",
    "fru and surname",
    "first and letter",
    "letter and surname",
    "surname first",
    "capitals, then first",
)


def planted(document: str, text: str, surnames: Sequence[str], seed: int) -> Planted:
    """Name everybody who is unnamed in the text of a document; the same seed and document give the same names."""
    drawn = random.Random(f"{seed} {document}")  # noqa: S311  (no secret)
    given = [
        row["name"] for row in rows("given_names.csv") if (int(row["persons"]) >= COMMON) == (drawn.random() < 0.7)
    ]
    style = drawn.choice(STYLES)
    people: dict[str, tuple[str, str]] = {}
    made, at, names, numbers = "", 0, list[Span](), list[Span]()
    for match in UNNAMED.finditer(text):
        noun = match["noun"].lower()
        if (noun in NEEDS_DEN) != bool(match["first"]):
            continue
        is_new = noun not in people
        first, last = people.setdefault(noun, (drawn.choice(given), drawn.choice(surnames)))
        lead, name = _written(style, first, last, is_new=is_new)
        made += text[at : match.start()] + (lead.capitalize() if match.group()[0].isupper() else lead)
        genitive = "s" if match["genitive"] and not name.endswith(("s", "x", "z")) else ""
        names.append(Span(len(made), len(made) + len(name)))
        made += name + genitive
        if len(names) % EVERY == 1 and not match["genitive"]:
            lead, number = _number(drawn, first, last)
            made += f" ({lead}"
            numbers.append(Span(len(made), len(made) + len(number)))
            made += f"{number})"
        at = match.end()
    return Planted(made + text[at:], tuple(names), tuple(numbers))


def _written(style: str, first: str, last: str, *, is_new: bool) -> tuple[str, str]:
    """Words before a name, and the name; ``is_new``: it is the first time."""
    once, again = {
        "full": (f"{first} {last}", f"{first} {last}"),
        "first": (first, first),
        "full, then first": (f"{first} {last}", first),
        "full, then surname": (f"{first} {last}", last),
        "fru and surname": (f"{first} {last}", last),
        "first and letter": (f"{first} {last[0]}", f"{first} {last[0]}"),
        "letter and surname": (f"{first[0]}. {last}", f"{first[0]}. {last}"),
        "surname first": (f"{last}, {first}", last),
        "capitals, then first": (f"{first} {last}".upper(), first),
    }[style]
    return ("fru " if style == "fru and surname" and not is_new else ""), (once if is_new else again)


def _number(drawn: random.Random, first: str, last: str) -> tuple[str, str]:
    """Draw a label and a number or an address."""
    kind = drawn.choice(("person", "person", "telephone", "mail"))
    if kind == "mail":
        return "", f"{first}.{last}@exempel.se".lower().replace(" ", ".")
    if kind == "telephone":
        end = f"{drawn.randrange(5, 100):02}"
        series = ("070-174 06 {}", "07017406{}", "+46 70 174 06 {}", "070 174 06 {}", "08-465 004 {}", "08-46500 4{}")
        return drawn.choice(("tel. ", "mobil ", "", "nås på ")), drawn.choice(series).format(end)
    year, month, day = drawn.randrange(1925, 2012), drawn.randrange(1, 13), drawn.randrange(1, 29)
    day += 60 * (drawn.random() < 0.15)
    nine = f"{year % 100:02}{month:02}{day:02}{drawn.randrange(980, 1000)}"
    ten = nine + luhn.calc_check_digit(nine)
    full = f"{year}{ten[2:]}"
    forms = (
        f"{ten[:6]}-{ten[6:]}",
        f"{full[:8]}-{full[8:]}",
        full,
        f"{ten[:6]} - {ten[6:]}",
        f"{ten[:6]}-XXXX",
        f"{full[:8]}-****",
        f"{ten[:6]} {ten[6:]}",
        f"{ten[:6]}–{ten[6:]}",
    )
    return drawn.choice(("", "", "pnr ", "personnummer ", "född ")), drawn.choice(forms)


def surnames_of(documents: Sequence[Document], places: dict[str, Place]) -> Iterator[str]:
    """Yield the surnames of the split train, in order, each once."""
    seen: set[str] = set()
    for document in documents:
        if places[document.name].split == "train":
            for person in document.case["persons"]:
                last = person["name"].split()[-1]
                if last not in seen and " " in person["name"]:
                    seen.add(last)
                    yield last
