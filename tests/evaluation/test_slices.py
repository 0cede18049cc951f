"""Parts of an evaluation: by kind, area, county and length."""

from pathlib import Path

from lexsarah.evaluation import Annotated, By, slices

GOLDS = [
    Annotated(
        str(at),
        Path(f"{at}.txt"),
        {"genre": genre, "is_deviation_report": False, "municipality": home, "service_area": areas},
        str(at),
        "",
    )
    for at, (genre, home, areas) in enumerate(
        [("faq", "Sala", []), ("faq", None, ["aldreomsorg"]), ("other", "Eda", ["aldreomsorg", "ovrigt"])]
    )
]
GUESSES = [gold.case | {"genre": "faq"} for gold in GOLDS]
TEXTS = ["ord " * 149, "ord " * 150, "ord " * 700]


def parts(by: By) -> dict[str, tuple[int, float | None]]:
    found = slices(GOLDS, GUESSES, TEXTS, by)
    return {name: (one.documents, one.figures["genre_accuracy"].value) for name, one in found.items()}


def test_every_part_is_scored_on_its_own() -> None:
    assert parts(By.GENRE) == {"faq": (2, 1.0), "other": (1, 0.0)}


def test_a_document_of_two_areas_is_in_both() -> None:
    assert parts(By.AREA) == {"aldreomsorg": (2, 0.5), "none": (1, 1.0), "ovrigt": (1, 0.0)}


def test_counties_are_those_of_the_responsible_municipality() -> None:
    assert parts(By.COUNTY) == {"Värmlands län": (1, 0.0), "Västmanlands län": (1, 1.0), "none": (1, 1.0)}


def test_lengths_are_in_their_order() -> None:
    assert list(parts(By.LENGTH).items()) == [
        ("0-149 words", (1, 1.0)),
        ("150-299 words", (1, 1.0)),
        ("600 words and more", (1, 0.0)),
    ]
