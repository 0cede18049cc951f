"""The parsing benchmark: gold that holds together, files that are listed, and pages that say what the gold says."""

import csv
import re
import unicodedata
import zipfile
from collections import Counter
from dataclasses import replace
from pathlib import Path

import pypdfium2
import pytest
from training.parsing import marks, platypus
from training.parsing.drawn import Style, form
from training.parsing.forms import CASES, LOST, without_marks
from training.parsing.forms import form as form_gold
from training.parsing.gold import (
    FOLDER,
    GOLD,
    Boxes,
    DocumentKind,
    Field,
    Gold,
    Heading,
    Option,
    Paragraph,
    State,
    Table,
    faults,
    from_json,
    golds,
    load,
    texts,
    to_json,
)
from training.parsing.prose import CHOSEN, prose
from training.splits import read

FORMATS = {"pdf", "docx", "html", "odt", "rtf", "txt", "png", "jpg", "tif"}
MARKS = set("none acroform content-control legacy-field glyph wingdings bracket round vector html ink".split())
SYNTHETIC = re.compile(r"\bsynthetic\W+true\b")


@pytest.fixture(scope="module")
def known() -> dict[str, Gold]:
    return golds()


def listed(name: str) -> list[dict[str, str]]:
    path = FOLDER / name
    with path.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def words(gold: Gold) -> Counter[str]:
    return Counter(re.findall(r"\w+", " ".join(text for one in gold.elements for text in texts(one)).lower()))


def words_of(pdf: bytes) -> Counter[str]:
    with pypdfium2.PdfDocument(pdf) as pages:
        text = "\n".join(page.get_textpage().get_text_range() for page in pages)
    return Counter(re.findall(r"\w+", unicodedata.normalize("NFC", text).lower()))


def test_every_gold_file_validates(known: dict[str, Gold]) -> None:
    assert {"p": 30, "f": 28, "l": 6}.items() <= Counter(name[0] for name in known).items()
    assert all(name == gold.name for name, gold in known.items())


def test_forms_have_fields_and_boxes_as_real_ones_do(known: dict[str, Gold]) -> None:
    for gold in known.values():
        if gold.kind is DocumentKind.FORM:
            assert 8 <= sum(isinstance(one, Field) for one in gold.elements) <= 25, gold.name
            assert 2 <= sum(isinstance(one, Boxes) for one in gold.elements) <= 6, gold.name
    fields = [one for gold in known.values() for one in gold.elements if isinstance(one, Field)]
    assert any(not one.value for one in fields)


@pytest.mark.parametrize("number", range(1, len(CASES) + 1))
def test_gold_of_forms_is_what_the_code_makes(number: int) -> None:
    gold = form_gold(number)
    assert (GOLD / f"{gold.name}.json").read_text("utf-8") == to_json(gold)


def test_gold_of_prose_is_what_the_code_makes() -> None:
    for number, name in enumerate(CHOSEN, 1):
        gold = prose(name, number)
        assert (GOLD / f"{gold.name}.json").read_text("utf-8") == to_json(gold), name


def test_only_the_train_split_is_rendered() -> None:
    places = read()
    assert {places[name].split for name in (*CHOSEN, *CASES)} == {"train"}


def test_lost_marks_are_lost_and_nothing_else_changes(known: dict[str, Gold]) -> None:
    for name, number in LOST.items():
        whole, lost = known[f"f{number:03}"], known[name]
        assert words(whole) == words(lost)
        states = [option.state for one in lost.elements if isinstance(one, Boxes) for option in one.options]
        assert State.LOST in states
        assert without_marks(whole, name) == lost


def test_gold_survives_its_file(known: dict[str, Gold], tmp_path: Path) -> None:
    gold = known["f004"]
    file = tmp_path / "f004.json"
    file.write_text(to_json(gold), "utf-8")
    assert load(file) == gold


@pytest.mark.parametrize(
    "element",
    [
        Heading("", 1),
        Heading("Beslut", 4),
        Paragraph("två  blanksteg"),
        Paragraph("a\u0308ldre"),
        Field("Enhet:", "Ekbacken"),
        Field("", "Ekbacken"),
        Boxes("Beslut", radio=True, options=()),
        Boxes("Beslut", radio=False, options=(Option("Ja", State.CHECKED), Option("Ja", State.UNCHECKED))),
        Boxes("Beslut", radio=True, options=(Option("Ja", State.CHECKED), Option("Nej", State.CHECKED))),
        Table((("a", "b"), ("c",))),
    ],
)
def test_faults_are_found(element: Heading | Paragraph | Field | Boxes | Table) -> None:
    gold = Gold("f999", DocumentKind.FORM, "Titel", (element,))
    assert list(faults(gold))


def test_faults_of_cases_are_found() -> None:
    gold = Gold("m999", DocumentKind.MINUTES, "Titel", (Heading("Titel", 1), Paragraph("Ett."), Paragraph("Två.")))
    assert not list(faults(gold))
    assert list(faults(replace(gold, cases=((0, 3),))))
    assert list(faults(replace(gold, cases=((0, 1), (1, 2)))))
    assert list(faults(replace(gold, background=(7,))))


def test_a_file_with_faults_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "f999.json"
    file.write_text(to_json(Gold("f999", DocumentKind.FORM, "Titel", (Heading("", 1),))), "utf-8")
    with pytest.raises(ValueError, match=r"f999\.json"):
        load(file)
    with pytest.raises(ValueError, match="no such element"):
        from_json({"name": "x", "kind": "form", "title": "", "header": None, "footer": None, "cases": None,
                   "background": [], "elements": [{"type": "picture"}]})  # fmt: skip


@pytest.mark.parametrize("name", ["files.csv", "aside/files.csv"])
def test_every_listed_file_is_there_and_names_a_gold(known: dict[str, Gold], name: str) -> None:
    rows = listed(name)
    set_aside = golds(FOLDER / "aside" / "gold")
    assert rows
    assert len({row["file"] for row in rows}) == len(rows)
    for row in rows:
        assert (FOLDER / row["file"]).is_file(), row
        assert row["gold"] in known or row["gold"] in set_aside, row
        assert row["format"] in FORMATS, row
        assert row["file"].endswith("." + row["format"]), row
        assert row["marks"] in MARKS, row
        assert row["file"].startswith("aside/" if name.startswith("aside") else "open/"), row


def test_every_file_is_listed() -> None:
    folders = [path for path in (FOLDER / "open").iterdir() if not path.name.startswith("scan-")]
    there = {str(path.relative_to(FOLDER)) for folder in folders for path in folder.iterdir()}
    assert there == {row["file"] for row in listed("files.csv")}


def test_documents_say_that_they_are_invented() -> None:
    for row in listed("files.csv"):
        path = FOLDER / row["file"]
        match row["format"]:
            case "pdf":
                with pypdfium2.PdfDocument(path) as pages:
                    said = pages.get_metadata_value("Keywords")
            case "docx":
                said = zipfile.ZipFile(path).read("docProps/core.xml").decode()
            case "odt":
                said = re.sub(r"<[^>]+>", " ", zipfile.ZipFile(path).read("meta.xml").decode())
            case "html" | "txt" | "rtf":
                said = path.read_text("utf-8").replace('content="true"', "true")
            case _:
                continue
        assert SYNTHETIC.search(said.replace('name="synthetic" ', "synthetic ")), row["file"]


@pytest.mark.parametrize("arrangement", ["grid", "lines", "plain", "twosided"])
@pytest.mark.parametrize("name", ["f001", "f002", "f004", "f007"])
def test_drawn_forms_show_every_gold_word(known: dict[str, Gold], arrangement: str, name: str) -> None:
    style = Style(arrangement, marks.vector(1))
    made = form(known[name], style)
    assert not words(known[name]) - words_of(made)
    assert made == form(known[name], style)


def test_decomposed_prose_has_the_same_words_and_other_code_points(known: dict[str, Gold]) -> None:
    made = platypus.prose(known["p012"], decomposed=True)
    assert not words(known["p012"]) - words_of(made)
    with pypdfium2.PdfDocument(made) as pages:
        assert "\u0308" in pages[0].get_textpage().get_text_range()
