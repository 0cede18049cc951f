"""Where names stand in the training texts of ``models/sv_lexsarah``."""

from pathlib import Path

import pytest
from training.ner.examples import annotated, blind_spots
from training.ner.gazetteer import gazetteer
from training.ner.projection import lines, project
from training.ner.published import NEWS, TALBANKEN, news, talbanken
from training.ner.score import score
from training.ner.sentence import Name, Sentence, Source, joined

from lexsarah.language import tokenizer

CASE = {
    "persons": [
        {"name": "Malin Sandgren", "role": "enhetschef för Granbacken"},
        {"name": "Ibrahim Nordvall", "role": None},
    ],
    "organisations": ["Granbacken", "Bergs kommun", "IVO", "Omsorg i Nord AB"],
    "units": ["Omsorg i Nord AB", "Granbacken"],
    "municipality": "Berg",
    "place": "Berg",
}
TEXT = (
    "Malin Sandgren, enhetschef för Granbacken, ringde IVO.\n"
    "Granbackens personal i Berg svarade, säger Nordvall. Omsorg i Nord AB tiger.\n"
    "Bergs kommun och enhetschefen vid Berg-hallen."
)


def marked(text: str, names: tuple[Name, ...]) -> list[tuple[str, str]]:
    return [(text[one.start : one.end], one.label) for one in names]


def test_every_place_of_an_annotated_name_is_found_once() -> None:
    assert marked(TEXT, project(TEXT, CASE)) == [
        ("Malin Sandgren", "PER"),
        ("enhetschef", "ROLE"),
        ("Granbacken", "UNIT"),
        ("IVO", "ORG"),
        ("Granbackens", "UNIT"),
        ("Berg", "LOC"),
        ("Nordvall", "PER"),
        ("Omsorg i Nord AB", "ORG"),
        ("Bergs kommun", "ORG"),
    ]


def test_lines_keep_their_names_and_leave_open_what_may_be_a_place() -> None:
    found = list(lines(TEXT + "\nDe for till Sundsvall och Sarah log.", project(TEXT, CASE)))
    assert [marked(one.text, one.names) for one in found[:1]] == [
        [("Malin Sandgren", "PER"), ("enhetschef", "ROLE"), ("Granbacken", "UNIT"), ("IVO", "ORG")]
    ]
    last = found[-1]
    assert [last.text[start:end] for start, end in last.unsure] == ["Sundsvall"]


@pytest.mark.parametrize(
    ("words", "spaced", "text"),
    [
        ("Han sa : ” Nej ” .", False, "Han sa: ”Nej”."),
        ("Den ( nya ) chefen , hon", False, "Den (nya) chefen, hon"),
        ("Den ( nya )", True, "Den ( nya )"),
    ],
)
def test_words_are_put_together(words: str, spaced: bool, text: str) -> None:
    made, places = joined(words.split(), spaced=spaced)
    assert made == text
    assert [made[start:end] for start, end in places] == words.split()


def test_news_are_split_on_any_blank_and_neighbours_of_a_kind_merge(tmp_path: Path) -> None:
    (tmp_path / NEWS).write_text("Malin\tPER\nSandgren PER\nring 0\nIVO\tORG\nLund LOC\n\n\tORG\n.\t0\n", "utf-8")
    (sentence, other) = sorted((one for part in news(tmp_path) for one in part), key=lambda one: -len(one.text))
    assert marked(sentence.text, sentence.names) == [("Malin Sandgren", "PER"), ("IVO", "ORG"), ("Lund", "LOC")]
    assert (other.text, other.names) == (".", ())


def test_talbanken_has_beginnings(tmp_path: Path) -> None:
    rows = "# text = x\n1\tAnna\tB-PER\t-\t-\n2\tBo\tB-PER\t-\t-\n3\tEk\tI-PER\t-\t-\n\n"
    (tmp_path / TALBANKEN).write_text(rows, "utf-8")
    (sentence,) = talbanken(tmp_path)
    assert marked(sentence.text, sentence.names) == [("Anna", "PER"), ("Bo Ek", "PER")]


def test_open_words_count_neither_way() -> None:
    text = "Rektor Malin Sandgren svarade"
    doc = annotated(tokenizer(), blind_spots(Sentence(Source.NEWS, text, (Name(7, 21, "PER"),))))
    assert [token.ent_iob_ for token in doc] == ["", "B", "I", "O"]


def test_the_gazetteer_knows_kinds_of_words() -> None:
    kinds = gazetteer()
    assert kinds["Malin"] == "⟨g⟩"
    assert "p" in kinds["Sundsvalls"]
    assert "t" in kinds["Frankrike"]
    assert "t" not in kinds.get("malin", "")


def test_a_score_is_exact() -> None:
    figures = score([(1, 2, 1), (1, 1, 2), (0, 0, 0)])
    assert (figures.precision, figures.recall, figures.n) == (2 / 3, 2 / 3, 3)
    assert figures.low <= figures.f1 <= figures.high
