"""Rows of forms and tables, whatever the format they came in."""

import pytest

from lexsarah.parse.word.story import Gathering, Paragraph, Story, Table, Told
from lexsarah.parse.word.story_lines import lines_of, pieces
from lexsarah.parse.word.story_rows import captions, has_head, row_words
from lexsarah.records import BlockKind


def cell(*words: str, **about: object) -> Story:
    return tuple(Paragraph(one, **about) for one in words)  # type: ignore[arg-type]


def entry(*words: str) -> Story:
    return cell(*words, entry=True)


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        # filled in beside its label, and left empty
        ((cell("Delegation"), entry("5.4")), "Delegation\t5.4"),
        ((cell("Delegation"), entry(""), cell("Nästa möte"), entry("i maj")), "Delegation\t\tNästa möte\ti maj"),
        # filled in under it
        ((cell("Delegation") + entry("5.4"), cell("Nästa möte") + entry("")), "Delegation\t5.4\tNästa möte"),
        # only the label is bold, or smaller, or asks
        ((cell("Delegation", bold=True), cell("5.4")), "Delegation\t5.4"),
        ((cell("Delegation", size=8.0) + cell("Se beslutet. Det gäller än.", size=10.0),),
         "Delegation\tSe beslutet. Det gäller än."),
        ((cell("Hur gick det sedan?"), cell("Bra.")), "Hur gick det sedan?\tBra."),
    ],
)  # fmt: skip
def test_rows_of_labels_and_values(row: tuple[Story, ...], expected: str) -> None:
    assert row_words(row) == (expected, BlockKind.FIELD)


@pytest.mark.parametrize(
    "row",
    [
        (cell("Pia Haile"), entry("Tommy Stål")),
        (cell("•"), entry("Ett larm byts.")),
        (cell("Dnr SN 2021/4"), entry("Lagrum: SoL")),
        (cell("Avdelning mitt"), entry("Dnr SN 2021/4")),
        (cell("Beslut"), entry("☐ Ja ☒ Nej")),
        (cell("Åtgärd"), cell("Klart")),
    ],
)
def test_rows_of_anything_else(row: tuple[Story, ...]) -> None:
    assert row_words(row)[1] is BlockKind.TABLE


def test_cells_of_layout_stand_for_themselves() -> None:
    inner = Table(((cell("a"), cell("b")),))
    assert row_words((cell("x"), (inner,))) == ("", None)
    assert row_words((cell("Ett långt svar. " * 40), cell("kort"))) == ("", None)
    assert row_words((cell("Ett enda stycke"),)) == ("", None)
    assert row_words((cell(""), cell(""))) == ("", BlockKind.TABLE)


def test_a_lone_caption_is_a_label_without_value() -> None:
    small = {"size": 8.0}
    table = Table(((cell("Namn", **small) + cell("Åsa", size=10.0),), (cell("Kommentar", **small),)))
    assert [row_words(row, labels=captions(table))[0] for row in table.rows] == ["Namn\tÅsa", "Kommentar"]
    assert row_words(table.rows[1]) == ("", None)


def test_head_is_told_by_being_the_only_bold_row() -> None:
    head, row = (cell("Datum", bold=True), cell("Händelse", bold=True)), (cell("1 maj"), cell("Larmet tystnade"))
    assert has_head(Table((head, row)))
    assert not has_head(Table((row, row)))
    assert not has_head(Table((head, (cell("Datum", bold=True), cell("1 maj", bold=True)))))
    assert not has_head(Table((head, (cell("Datum"), entry("1 maj")))))
    assert not has_head(Table((head,)))


def test_answer_under_its_question_is_a_field_and_headings_stay() -> None:
    asked = (Paragraph("Vad hände sedan?"), *entry("Larmet byttes.", "Alla mår bra."))
    assert [(one.words, one.hint) for one in pieces(asked)] == [
        ("Vad hände sedan?\tLarmet byttes.\nAlla mår bra.", BlockKind.FIELD)
    ]
    headed = (Paragraph("Vad hände sedan?", BlockKind.HEADING), *entry("Larmet byttes."))
    assert [one.hint for one in pieces(headed)] == [BlockKind.HEADING, None]


def test_tables_nested_without_end_are_cut_off() -> None:
    story: Story = cell("innerst")
    for _ in range(200):
        story = (Table((((*story,),),)),)
    assert pieces(story) == []


def test_headers_footers_and_comments_are_set_aside_once() -> None:
    told = Told(
        body=cell("En man blev utan mat."),
        headers=(cell("Utredning"), cell("Utredning"), cell("Bilaga 1")),
        footers=(cell("Sida 1"),),
        comments=("Stämmer det?",),
    )
    assert [(one.words, one.hint) for one in lines_of(told)] == [
        ("Utredning", BlockKind.BOILERPLATE),
        ("En man blev utan mat.", None),
        ("Kommentar: Stämmer det?", BlockKind.BOILERPLATE),
        ("Bilaga 1", BlockKind.BOILERPLATE),
        ("Sida 1", BlockKind.BOILERPLATE),
    ]


def test_paragraph_is_an_entry_only_when_nothing_stands_outside_its_controls() -> None:
    for outside, expected in ((" ", True), ("Enhet:", False)):
        gathering = Gathering()
        gathering.say(outside)
        gathering.control()
        gathering.say("Lärkan", entry=True)
        assert gathering.paragraph(None).entry is expected
    empty = Gathering()
    assert not empty.paragraph(None).entry
