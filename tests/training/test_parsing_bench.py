"""Asking the tools, choosing files, and the tables of docs/benchmarks.md."""

from pathlib import Path

import pytest
from training.parsing.bench import chosen
from training.parsing.reading import Result
from training.parsing.renderings import Rendering, renderings
from training.parsing.score import Answer, Count, Score
from training.parsing.tables import (
    BEGIN,
    END,
    Bar,
    Read,
    bars,
    cost,
    kinds,
    prose,
    ratios_of,
    replaced,
    side_by_side,
    table,
)
from training.parsing.tools import by_lines


def rendering(file: str = "open/a/f001.pdf", profile: str = "", layout: str = "grid", marks: str = "none") -> Rendering:
    return Rendering(Path("/nowhere") / file, file, "f001", file.rpartition(".")[2], "ours", layout, marks, profile)


def read(file: Rendering, cpu: float = 1.0, error: str | None = None, **counts: Count) -> Read:
    return Read(file, True, 2, Result(Answer(""), error, cpu=cpu, wall=cpu, peak=50.0), Score(counts, {}))


def test_boxes_and_pairs_from_lines() -> None:
    given = by_lines(
        "Diarienummer: VON 12/3\n☒ SoL  ☐ LSS\n[x] Ja\n( ) Nej\n"
        "| **Namn** | Villa Åsen |\nOrt    Mora\nNågot: annat: mer\n"
    )
    assert given["fields"] == [
        ("Diarienummer", "VON 12/3"),
        ("Namn", "Villa Åsen"),
        ("Ort", "Mora"),
        ("Något", "annat: mer"),
    ]
    assert given["boxes"] == [(None, "SoL", True), (None, "LSS", False), (None, "Ja", True), (None, "Nej", False)]


def test_private_signs_are_marks_and_a_sign_alone_is_no_box() -> None:
    assert by_lines("\uf0fe Bemötande \uf0a8 Annat\n☐\n")["boxes"] == [
        (None, "Bemötande", True),
        (None, "Annat", False),
    ]


def test_files_are_chosen_by_column_or_name() -> None:
    files = [rendering(), rendering("open/scan-x-300/f001.pdf", "x-300"), rendering("open/b/f001.docx", layout="lines")]
    assert chosen(files, ["scan"], []) == [files[1]]
    assert chosen(files, ["born", "pdf"], []) == [files[0]]
    assert chosen(files, ["lines"], []) == [files[2]]
    assert chosen(files, ["f001"], ["docx"]) == files[:2]


def test_tables_go_between_the_markers_and_nothing_else_changes() -> None:
    page = f"# Before\n\n{BEGIN}\nold\n{END}\n\nAfter\n"
    assert replaced(page, "new") == f"# Before\n\n{BEGIN}\n\nnew\n\n{END}\n\nAfter\n"
    assert replaced(replaced(page, "new"), "new") == replaced(page, "new")
    with pytest.raises(ValueError, match="no <!--"):
        replaced("# Before", "new")


def test_a_bar_is_met_at_its_value() -> None:
    least, most = Bar("", "words", prose, least=0.995), Bar("", "invented", prose, most=0.0)
    assert (least.met(0.995), least.met(0.9949), most.met(0.0), most.met(0.001)) == (True, False, True, False)
    assert (least.words, most.words) == ("≥ 99.50 %", "≤ 0.00 %")


def test_bars_are_held_against_figures() -> None:
    found = bars([read(rendering(), boxes=Count(9, 10, 10), invented=Count(0, 10, 10))])
    assert "| boxes F1, born digital | ≥ 0.980 | 0.900 | 10 | 1 | **not met** |" in found
    assert "| boxes invented | ≤ 0.00 % | 0.00 % | 10 | 1 | met |" in found
    assert "scans" not in found


def test_files_are_parted_by_how_they_were_made() -> None:
    files = [
        rendering(),
        rendering("open/s/f001.pdf", "office-200", marks="ink"),
        rendering("open/t/f001.pdf", "office-200", layout="searchable-good"),
    ]
    assert [made for made, _ in kinds([read(one) for one in files])] == [
        "pdf, ours, grid",
        "scan with a text layer, good",
        "scan, office-200, ink",
    ]


def test_cost_is_a_ratio_file_by_file_and_failures_are_left_out() -> None:
    files = [rendering("open/a/f001.pdf"), rendering("open/a/f002.pdf"), rendering("open/a/f003.pdf")]
    ours = [read(files[0], 3.0), read(files[1], 1.0), read(files[2], 9.0)]
    theirs = [read(files[0], 2.0), read(files[1], 2.0), read(files[2], 1.0, error="KeyError: 1")]
    assert ratios_of({one.file.file: one for one in ours}, {one.file.file: one for one in theirs[:2]}) == [1.5, 0.5]
    assert "| lexsarah | 3 | 1500 ms | 2167 ms | 50 MiB | 1.00 | – |" in cost({"lexsarah": ours, "pdfplumber": theirs})


def test_tools_stand_side_by_side_on_the_files_that_each_reads() -> None:
    pdf, word = rendering(), rendering("open/b/f001.docx")
    found = side_by_side(
        {
            "lexsarah": [read(pdf, pairs=Count(1, 1, 1)), read(word, pairs=Count(1, 1, 1))],
            "pypdf": [read(pdf, pairs=Count(0, 1, 1))],
        }
    )
    assert "| pdf: pypdf | 1 | – | – | – | 0.000 | – | – |" in found
    assert "docx: pypdf" not in found
    assert "docx: lexsarah" in found


def test_table() -> None:
    assert table(("a", "b"), [("1", "2")]) == "| a | b |\n|---|---:|\n| 1 | 2 |"


def test_a_list_that_is_not_there_is_empty(tmp_path: Path) -> None:
    assert renderings(tmp_path) == []
