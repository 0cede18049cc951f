from dataclasses import dataclass, field

import numpy as np
import pytest
from training.compare.__main__ import FOLDS, compared
from training.compare.report import report
from training.compare.rows import Encoded, Meaning, Pressed, SideBySide, Words, near
from training.compare.tasks import SILENT, Task, Unit, tasks
from training.compare.texts import Line, Text, texts
from training.compare.verdict import Draws, Outcome, Run, chosen, rates, run
from training.compare.ways import Boosting, Regression, turned
from training.learning import folds, regressions
from training.material import Example

from lexsarah.records import Block, BlockKind, Case, ParsedDocument, Producer, Span, TextMap

EMPTY = {"service_area": [], "event_types": [], "misconduct_types": [], "primary_type": None}
FINDINGS = {"causes": [], "measures": [], "consequences": []}


def text(name: str, *sentences: str, group: str = "", **gold: object) -> Text:
    whole, lines = "", []
    for sentence in sentences:
        lines.append(Line(sentence, Span(len(whole), len(whole) + len(sentence)), "Vad hände"))
        whole += f"{sentence}\n"
    case = {"genre": "incident_report", "is_deviation_report": True, **EMPTY, **FINDINGS, **gold}
    return Text(name, group or name, whole, tuple(lines), ("Rapport",), case)


def many(count: int) -> tuple[Text, ...]:
    """Half are about medicine, for want of a routine; half about falls."""
    medicine = {
        "event_types": ["lakemedel"],
        "primary_type": "brister_utforande_insats",
        "causes": [{"area": "procedurer_rutiner", "evidence": "Det saknades en rutin för dosetten."}],
    }
    return tuple(
        text(f"m{at}", f"Hon fick fel tablett klockan {at}.", "Det saknades en rutin för dosetten.", **medicine)
        if at % 2
        else text(f"f{at}", f"Hon föll i badrummet klockan {at}.", "Golvet var halt.", event_types=["fall"])
        for at in range(count)
    )


def one(found: tuple[Task, ...], name: str) -> Task:
    return next(task for task in found if task.name == name)


def test_a_document_is_cut_into_the_sentences_about_the_case_under_their_headings() -> None:
    written = "Larmet kom sent. Ingen gick dit.\nLex Sarah är en lag.\nFall\nOrsak\nHög belastning."
    at = {part: Span(written.index(part), written.index(part) + len(part)) for part in written.split("\n")}
    blocks = (
        Block(BlockKind.PARAGRAPH, at["Larmet kom sent. Ingen gick dit."], section="Händelsen"),
        Block(BlockKind.LAW_BOX, at["Lex Sarah är en lag."]),
        Block(BlockKind.CHECKBOX, at["Fall"], checked=False),
        Block(
            BlockKind.FIELD,
            Span(at["Orsak"].start, at["Hög belastning."].end),
            label=at["Orsak"],
            value=at["Hög belastning."],
        ),
    )
    document = ParsedDocument(written, blocks, TextMap(), Producer("rule", "test", "1"))
    example = Example("a", "g", document, Case(Span(0, len(written)), ""), (), {}, None)  # type: ignore[arg-type]
    (found,) = texts([example])
    assert [(line.text, line.heading) for line in found.lines] == [
        ("Larmet kom sent.", "Händelsen"),
        ("Ingen gick dit.", "Händelsen"),
        ("Hög belastning.", "Orsak"),
    ]
    assert found.frame == ("Händelsen", "Lex Sarah är en lag.", "Fall", "Orsak")
    assert all(written[line.span.start : line.span.end] == line.text for line in found.lines)


def test_a_quotation_marks_the_sentence_that_holds_most_of_it() -> None:
    document = text("a", "Larmet kom sent.", "Ingen gick dit.")
    assert document.line_of("sent.\nIngen  gick") == 1
    assert document.line_of("Larmet") == 0
    assert document.line_of("aldrig skrivet") is None
    assert document.line_of("") is None


def test_questions_are_put_to_the_documents_that_they_are_about() -> None:
    documents = (
        text("a", "Hon föll.", event_types=["fall"], primary_type="annat"),
        text("b", "Så gör du.", genre="faq", is_deviation_report=False),
        text("c", "Hon föll igen.", event_types=["fall", "hygien"]),
    )
    found = tasks(documents)
    everything = np.arange(3)
    assert one(found, "genre").documents(everything).tolist() == [0, 1, 2]
    assert one(found, "event_types").documents(everything).tolist() == [0, 2]
    assert one(found, "primary_type").documents(everything).tolist() == [0]
    events = one(found, "event_types")
    assert {events.labels[at] for at in np.flatnonzero(events.truth[2])} == {"fall", "hygien"}
    report_or_not = one(found, "is_deviation_report")
    assert [report_or_not.labels[at] for at in report_or_not.truth.argmax(axis=1)] == ["True", "False", "True"]


def test_a_document_has_the_score_of_its_highest_sentence() -> None:
    documents = (
        text("a", "En.", "Två.", causes=[{"area": "individ_annat", "evidence": "Två."}]),
        text("b", "Tre.", is_deviation_report=False),
        text("c"),
        text("d", "Fyra."),
    )
    causes = one(tasks(documents), "causes")
    assert np.argwhere(causes.marked).tolist() == [[1, causes.labels.index("individ_annat")]]
    everything = np.arange(4)
    items = causes.items(everything)
    assert items.tolist() == [0, 1, 3]
    scores = np.repeat([[0.0], [2.0], [-1.0]], len(causes.labels), axis=1)
    assert causes.by_document(scores, everything)[:, 0].tolist() == [2.0, SILENT, -1.0]


def test_a_feature_of_one_document_alone_is_none_and_unseen_documents_choose_nothing() -> None:
    documents = many(6)
    few, more = Words(documents), Words((*documents, text("x", "Qvarnströmer gick.", "En qvarnströmer gick.")))
    seen = np.arange(6)
    for unit in Unit:
        assert few(unit, seen).shape[1] == more(unit, seen).shape[1]
        np.testing.assert_allclose(few(unit, seen).toarray(), more(unit, seen).toarray()[: few(unit, seen).shape[0]])


def test_neighbours_are_the_lines_beside() -> None:
    lines = np.array([[2.0], [4.0], [8.0]], dtype=np.float32)
    assert near(lines).ravel().tolist() == [2.0, 5.0, 2.0]


def test_turned_rows_give_the_same_regression() -> None:
    random = np.random.default_rng(1)
    rows, truth = random.normal(size=(30, 80)), random.random((30, 2)) < 0.5
    seen, held = rows[:20], rows[20:]
    scores = []
    for learned, asked in ((seen, held), turned(seen, held)):
        weights, intercepts = regressions(learned, truth[:20], strength=1.0, balanced=True)
        scores.append(asked @ weights + intercepts)
    assert turned(seen, held)[0].shape[1] <= 20
    np.testing.assert_allclose(scores[0], scores[1], atol=0.02)


@dataclass
class Oracle:
    """Knows the answers; its second option the better ones. Remembers what it was given."""

    name: str = "oracle"
    options: tuple[float, ...] = (1.0, 2.0)
    asked: list[tuple[set[int], set[int]]] = field(default_factory=list)

    def score(self, task: Task, seen: np.ndarray, held: np.ndarray) -> list[np.ndarray]:
        self.asked.append((set(seen.tolist()), set(held.tolist())))
        right = task.marked[task.items(held)] * 2.0 - 1.0
        return [right[::-1], right]


def test_no_way_is_judged_on_what_it_saw_and_folds_choose_its_option() -> None:
    documents = many(24)
    found = tuple(task for task in tasks(documents) if task.name in {"event_types", "causes"})
    train, held = np.arange(18), np.arange(18, 24)
    oracle = Oracle()
    done = run(oracle, found, train, folds([one.group for one in documents[:18]], FOLDS), held)
    assert all(not seen & aside for seen, aside in oracle.asked)
    assert {frozenset(seen) for seen, aside in oracle.asked if aside == set(held.tolist())} == {frozenset(range(18))}
    for outcome in done.outcomes.values():
        assert outcome.option == 2.0
        assert rates(outcome.counts.sum(axis=0)) == 1.0


def test_the_plainer_option_stays_where_two_do_the_same() -> None:
    task = one(tasks(many(8)), "event_types")
    scores = task.truth * 2.0 - 1.0
    assert chosen(task, np.stack([scores, scores * 2]), task.truth)[0] == 0


def test_ways_learn_what_words_and_vectors_tell() -> None:
    documents = many(60)
    found = tuple(task for task in tasks(documents) if task.name in {"event_types", "primary_type", "causes"})
    random = np.random.default_rng(2)
    told = np.array([at % 2 for at in range(60)])

    def vectors(at: int) -> Encoded:
        signs = np.array([[told[at], 0], [0, told[at]]], dtype=np.float32) + random.normal(0, 0.05, (2, 2))
        return Encoded(
            signs.astype(np.float32), np.zeros((2, 2), np.float32), signs[0].astype(np.float32), np.zeros(2, np.float32)
        )

    words, meaning = Words(documents), Meaning(documents, [vectors(at) for at in range(60)])
    both = SideBySide(words, meaning)
    seen = np.arange(40)
    assert both(Unit.LINE, seen).shape[1] == words(Unit.LINE, seen).shape[1] + meaning(Unit.LINE, seen).shape[1]
    ways = (
        Regression("words", words),
        Regression("vectors", meaning),
        Regression("both", both),
        Boosting("trees", Pressed(documents, words, meaning)),
    )
    runs = compared(documents, seen, np.arange(40, 60), iter(ways), found)
    for done in runs:
        for task in found:
            assert rates(done.outcomes[task.name].counts.sum(axis=0)) >= 0.9, (done.name, task.name)


def counts(right: list[int]) -> np.ndarray:
    return np.array([[one, 1, 1] for one in right], dtype=float)


def test_a_difference_is_drawn_by_groups_and_has_a_p() -> None:
    apart = Draws([str(at) for at in range(40)])
    good, bad = counts([1] * 40), counts([1] * 20 + [0] * 20)
    far, p = apart.difference(good, bad)
    assert (far.value, p < 0.001) == (pytest.approx(0.5), True)
    assert 0.3 < far.low < 0.5 < far.high < 0.7
    assert apart.difference(bad, good)[0].value == pytest.approx(-0.5)
    assert apart.difference(bad, bad)[1] == 1.0
    together = Draws(["one"] * 20 + ["other"] * 20)
    assert together.difference(good, bad)[1] > 0.05


def test_the_part_says_which_way_is_better() -> None:
    documents = many(40)
    found = (one(tasks(documents), "event_types"),)

    def done(name: str, right: list[int]) -> Run:
        return Run(name, {"event_types": Outcome(counts(right), 1.0, 0.3)}, 90.0)

    runs = [done("plain", [1] * 20 + [0] * 20), done("clever", [1] * 40), done("alike", [1] * 20 + [0] * 20)]
    part = report(runs, found, np.arange(40), [one.group for one in documents], {"vectors": 3.0})
    assert "| event types, F1 | 40 | 0.500 [" in part
    assert "Better than plain at p < 0.05: clever for event types. Worse: none." in part
    assert "| minutes of one core |  | 1.5 | 1.5 | 1.5 |" in part
