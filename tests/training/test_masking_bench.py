"""Names are planted where they are said to be, and what is masked is counted letter by letter."""

import pytest
from training.documents import documents
from training.search.masking_bench import PAGE, WAYS, is_hidden, mentions, private_persons, reading_of, with_names
from training.search.planted import planted
from training.splits import read

from lexsarah.index.covered import Covered
from lexsarah.records import Span

TEXT = "Lex Sarah-rapport\n\nKvinnan ramlade. Larmet var av. Kvinnans dotter ringde, och mannen hämtade den boende.\n"


@pytest.mark.parametrize("seed", range(12))
def test_what_is_planted_stands_at_its_spans(seed: int) -> None:
    paper = planted("x", TEXT, ["Ekvall", "Lindblom"], seed)
    assert len(paper.names) == 4
    assert not any(noun in paper.text for noun in ("vinnan", "mannen", "boende"))
    rest = paper.text
    for span in sorted((*paper.names, *paper.numbers), reverse=True):
        assert rest[span.start].isalnum() or rest[span.start] == "+"
        rest = rest[: span.start] + "@" + rest[span.end :]
    assert "Larmet var av." in rest
    assert planted("x", TEXT, ["Ekvall", "Lindblom"], seed) == paper


def test_names_are_masked_and_counted() -> None:
    paper = planted("x", TEXT, ["Ekvall"], 1)
    counts, told = with_names(paper, reading_of("x", paper.text), WAYS[1])
    assert counts["planted names"] == (4, 4, 4)
    assert told == []


def test_a_letter_that_is_left_is_no_mask() -> None:
    text = "Ek, Astrid"
    assert is_hidden(text, Span(0, 10), Covered([Span(0, 2), Span(4, 10)]))
    assert not is_hidden(text, Span(0, 10), Covered([Span(0, 2), Span(5, 10)]))


def test_mentions_are_by_full_name_and_by_parts_that_no_other_name_has() -> None:
    text = "Sara Ek ringde. Sara svarade. Ek hos Ek Omsorg, enligt lex Sarah. Lex Sara."
    found = [text[span.start : span.end] for span in mentions(text, "Sara Ek", ["Ek Omsorg"])]
    assert found == ["Sara Ek", "Sara"]


def test_those_who_are_private_are_annotated_in_dev() -> None:
    annotated = {one.name: {person["name"] for person in one.case["persons"]} for one in documents()}
    split_of = read()
    for name, persons in private_persons().items():
        assert split_of[name].split == "dev"
        assert persons <= annotated[name]


def test_the_page_has_the_table() -> None:
    assert "<!-- masking: begin -->\n| what |" in PAGE.read_text("utf-8")
