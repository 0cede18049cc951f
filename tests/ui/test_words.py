"""Swedish text of dates, figures and errors."""

import ast
import re
from datetime import UTC, datetime
from itertools import pairwise
from pathlib import Path

import pytest

from lexsarah import web
from lexsarah.api import app
from lexsarah.errors import LexSarahError
from lexsarah.ui import words
from lexsarah.ui.texts import ERRORS, error_text

CODE = re.compile(r"[a-z_]+")


@pytest.mark.parametrize(
    ("edtf", "text"),
    [
        ("2022-03-07", "7 mars 2022"),
        ("2022-03", "mars 2022"),
        ("2022", "2022"),
        ("2022-21", "våren 2022"),
        ("2022-34", "andra kvartalet 2022"),
        ("2022-03-07/2022-05-23", "7 mars – 23 maj 2022"),
        ("2022-05-07/2022-05-23", "7–23 maj 2022"),
        ("2022-05-07/2023-05-07", "7 maj 2022 – 7 maj 2023"),
        ("2022-05-07/2022-05-07", "7 maj 2022"),
        ("2021/2023", "2021–2023"),
        ("2022-05-30/..", "från och med 30 maj 2022"),
        ("../2021-03", "till och med mars 2021"),
        ("XXXX-03-07", "7 mars, okänt år"),
        ("XXXX-XX-XX", "okänt datum"),
        ("2022~", "omkring 2022"),
        ("2022-03?", "troligen mars 2022"),
        ("2022-06-14T10:15", "14 juni 2022 kl. 10.15"),
        ("något annat", "något annat"),
    ],
)
def test_dates_read_as_swedish(edtf: str, text: str) -> None:
    assert words.edtf(edtf) == text


def test_time_of_day_is_that_of_sweden() -> None:
    assert words.moment(datetime(2024, 7, 1, 22, 30, tzinfo=UTC)) == "2 juli 2024 kl. 00.30"
    assert words.moment(datetime(2024, 1, 1, 12, 0, tzinfo=UTC)) == "1 januari 2024 kl. 13.00"


def test_figures() -> None:
    assert words.number(1234567.5, 1) == "1\u00a0234\u00a0567,5"
    assert words.size(400) == "1 kB"
    assert words.size(3_100_000) == "3,1 MB"
    assert words.confidence(None) == "säkerhet ej beräknad"
    assert words.confidence(0.72) == "måttlig säkerhet (0,72)"
    assert words.counted(1, "ärende", "ärenden") == "1 ärende"
    assert words.counted(2, "ärende", "ärenden") == "2 ärenden"


def test_swedish_order_puts_the_last_three_letters_last() -> None:
    assert sorted(["Örebro", "Ale", "Älvkarleby", "Åre", "Ystad"], key=words.swedish) == [
        "Ale", "Ystad", "Åre", "Älvkarleby", "Örebro",
    ]  # fmt: skip


def test_shortened_cuts_at_a_word() -> None:
    assert words.shortened("ett två tre", 11) == "ett två tre"
    assert words.shortened("ett två\ntre fyra", 9) == "ett två …"


def codes_of_the_tree(root: type[LexSarahError]) -> set[str]:
    return {root.code}.union(*(codes_of_the_tree(one) for one in root.__subclasses__()))


def test_every_error_code_has_a_swedish_message() -> None:
    given = codes_of_the_tree(LexSarahError) | set(app.HTTP_CODES.values())
    for module in (web, app):
        given |= passed_codes(Path(str(module.__file__)))
    assert {"wrong_origin", "weak_password", "no_text_layer", "invalid_request", "unknown_filter"} <= given
    assert given - set(ERRORS) == set()


def passed_codes(path: Path) -> set[str]:
    """Codes that stand after an HTTP status, as text: answers of the gate and of the error handlers."""
    found = set()
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        parts = node.elts if isinstance(node, ast.Tuple) else node.args if isinstance(node, ast.Call) else []
        values = [part.value if isinstance(part, ast.Constant) else None for part in parts]
        for status, code in pairwise(values):
            if isinstance(status, int) and 400 <= status < 600 and isinstance(code, str) and CODE.fullmatch(code):
                found.add(code)
    return found


def test_an_unknown_code_still_has_a_message() -> None:
    assert error_text("never_heard_of") == ERRORS["error"]


def test_a_text_without_spaces_is_cut_all_the_same() -> None:
    assert words.shortened("å" * 100_000, 10) == "å" * 10 + " …"
