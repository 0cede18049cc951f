"""Reading costs about twice as much for twice the text, whatever the text is."""

import random
import time
from collections.abc import Callable

import pytest

from lexsarah.language import LONGEST_SENTENCE, sentences
from lexsarah.library import Record, read_text
from lexsarah.pipeline import indexed
from lexsarah.records import Span

WORDS = """och att det som en på är av för med till den har de inte om ett han men var jag sig från vi så kan man när
    hade alla andra mycket än här då sedan över gruppbostaden larmet natten personalen medicin kommunen Mora Falun
    enhetschefen Anna utredningen anmälan IVO rutiner brister Karin Svensson skulle anmäla missförhållande""".split()

FLOOR = 0.2
"""Seconds of CPU below which a time says nothing."""

MOST = 4.0
"""Generous: linear is 2; what the first version of the rules did was 4 and more at every doubling."""


def running(size: int) -> str:
    chance = random.Random(7)  # noqa: S311  (the same text every time)
    words: list[str] = []
    length = 0
    while length < size:
        words.append(chance.choice(WORDS))
        length += len(words[-1]) + 1
    return " ".join(words)


HOSTILE: dict[str, Callable[[int], str]] = {
    "one word": lambda n: "a" * (30_000 * n),
    "title": lambda n: "Lex Sarah anmälan " * (2_700 * n),
    "one sentence": lambda n: running(60_000 * n) + ".",
    "date lines": lambda n: "\n".join(
        f"Den {day % 28 + 1} mars {1990 + day % 30} ringde larmet klockan 0{day % 10}.15." for day in range(750 * n)
    ),
    "dates in one line": lambda n: " ".join(f"Den {day % 28 + 1} mars {1990 + day % 30}" for day in range(750 * n)),
    "long line": lambda n: "Larmet ringde på natten. " * (4_000 * n),
    "names": lambda n: "\n".join(
        f"Anna {chr(65 + i % 26)}{'abcdefghij'[i // 26 % 10]}{'klmnopqrst'[i // 260]}sson, enhetschef"
        for i in range(1_000 * n)
    ),
    "companies": lambda n: " ".join(
        f"{chr(65 + i % 26)}{'abcdefghij'[i // 26 % 10]}{'klmnopqrst'[i // 260]}vik AB." for i in range(1_000 * n)
    ),
    "signs": lambda n: "§" * (25_000 * n),
    "signs apart": lambda n: "1, 2, § " * (2_000 * n),
    "addresses": lambda n: "a@" * (25_000 * n),
    "digits": lambda n: "1234567890" * (5_000 * n),
    "municipality": lambda n: "Mora kommun " * (1_500 * n),
    "nested": lambda n: "(" * (6_000 * n) + "”“" * (6_000 * n) + ")" * (6_000 * n),
    "nested in an answer": lambda n: "Utredare: " + "(" * (10_000 * n),
    "nested apart": lambda n: '( "' * (8_000 * n),
    "blanks": lambda n: "Larmet" + " " * (50_000 * n) + "ringde",
    "random words": lambda n: running(50_000 * n),
}


def read_in_full(text: str) -> tuple[float, Record]:
    begun = time.process_time()
    record = read_text(text)
    for report in record.reading.reports:
        indexed(record.reading.document, report)
    return time.process_time() - begun, record


@pytest.mark.parametrize("name", HOSTILE)
def test_twice_the_text_costs_about_twice(name: str) -> None:
    read_in_full("Lex Sarah. Larmet ringde i Mora den 3 mars 2021.")
    once, _ = read_in_full(HOSTILE[name](1))
    twice, record = read_in_full(HOSTILE[name](2))
    assert twice < MOST * max(once, FLOOR)
    text = record.reading.document.text
    assert all(
        one.quote == text[one.span.start : one.span.end]
        for report in record.reading.reports
        for fact in (*report.facts, *report.losers)
        for one in fact.evidence
    )


def test_facts_behind_an_overlong_run_are_quoted_where_they_stand() -> None:
    long = "x" * 3_000
    text = f"Lex Sarah\n\nPersonalen glömde larmet den 3 mars 2021. {long} Mora kommun anmälde till IVO den 5 maj 2021."
    record = read_text(text)
    quotes = {one.quote: one.span for fact in record.reading.reports[0].facts for one in fact.evidence}
    whole = record.reading.document.text
    for words in ("3 mars 2021", "5 maj 2021", "Mora kommun"):
        found = next(span for quote, span in quotes.items() if words in quote)
        assert words in whole[found.start : found.end]


@pytest.mark.parametrize(
    "text", [running(30_000), "a" * 30_000, ("Larmet ringde. " * 20_000)], ids=("words", "one word", "sentences")
)
def test_sentences_of_a_long_line_lose_nothing(text: str) -> None:
    found = list(sentences(text))
    assert all(0 < len(span) <= LONGEST_SENTENCE for span in found)
    kept = "".join(text[span.start : span.end] for span in found)
    assert "".join(kept.split()) == "".join(text.split())
    assert found == sorted(found)
    assert next(sentences("a b. C d", Span(2, 8))) == Span(2, 4)
