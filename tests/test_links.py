import pytest
from training.answers import TABLE, annotated, counts, fitted, pairs_of

from lexsarah.links import Stated, answered_by, likeness
from lexsarah.records import Span
from lexsarah.vocabulary import CauseArea, Measure


def stated(code: CauseArea | Measure, quote: str, text: str = "") -> Stated:
    start = max(0, text.find(quote))
    return Stated(code, quote, Span(start, start + len(quote)))


def test_a_measure_of_the_right_kind_answers_a_cause() -> None:
    causes = [
        stated(CauseArea.TECHNOLOGY, "Larmklockan saknade ström"),
        stated(CauseArea.COMPETENCE, "Personalen hade inte gått någon utbildning i lyftteknik"),
    ]
    measures = [
        stated(Measure.TRAINING, "Alla går en utbildning i lyftteknik"),
        stated(Measure.TECHNOLOGY, "Nya larmklockor köps in"),
        stated(Measure.OTHER, "Den enskilde har fått en ursäkt"),
    ]
    assert answered_by(causes, measures, "") == (frozenset({1}), frozenset({0}), frozenset())


def test_words_tell_causes_of_one_area_apart() -> None:
    causes = [
        stated(CauseArea.ROUTINES, "Nycklarna förvarades öppet"),
        stated(CauseArea.ROUTINES, "Läkemedelslistan kontrollerades inte"),
    ]
    measures = [stated(Measure.FOLLOW_UP, "Läkemedelslistorna kontrolleras varje vecka")]
    assert answered_by(causes, measures, "") == (frozenset({1}),)


@pytest.mark.parametrize(
    ("said", "links"),
    [
        ("Åtgärd 1 svarar mot orsak 2.", ({1}, {1})),
        ("Åtgärderna 1 och 2 avser orsakerna 1–2.", ({0, 1}, {0, 1})),
        ("Åtgärd 2 avser orsakerna under rubriken Rutiner.", (set(), {0})),
    ],
)
def test_what_the_paper_states_comes_first(said: str, links: tuple[set[int], set[int]]) -> None:
    text = f"1. Nyckeln låg framme\n2. Ingen hade tid\n\n1. En bil har köpts in\n2. Fler anställs på natten\n{said}\n"
    causes = [
        stated(CauseArea.ROUTINES, "Nyckeln låg framme", text),
        stated(CauseArea.ORGANISATION, "Ingen hade tid", text),
    ]
    measures = [
        stated(Measure.OTHER, "En bil har köpts in", text),
        stated(Measure.STAFFING, "Fler anställs på natten", text),
    ]
    found = answered_by(causes, measures, text)
    numbered = said.split(" orsak", maxsplit=1)[0]
    stated_of = [at for at in (0, 1) if str(at + 1) in numbered]
    assert [found[at] for at in stated_of] == [links[at] for at in stated_of]


def test_likeness_lies_between_none_and_all() -> None:
    assert likeness("larmet ringde", "bilen stannade") == 0
    assert likeness("larmklockan ringde", "larmklockan ringde") == 1


def test_the_shipped_table_and_weights_are_those_of_the_corpus() -> None:
    from lexsarah import links

    cases = [one.case for one in annotated("train")]
    answered, pairs = counts(cases)
    rows = [f"{area},{kind},{answered[area, kind]},{number}" for (area, kind), number in sorted(pairs.items())]
    assert TABLE.read_text("utf-8").splitlines()[1:] == rows
    shipped = (links.PRIOR, links.LIKENESS, links.LIKENESS_LEAD, links.PRIOR_LEAD, links.BIAS)
    weights = fitted([pairs_of(case, answered, pairs, without=True) for case in cases])
    assert weights == pytest.approx(shipped, abs=0.002)
