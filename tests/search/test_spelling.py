"""Suggestions come from what the reader may see, and only where nothing was found."""

from collections.abc import Callable

import pytest

from lexsarah.search.spelling import suggestion
from lexsarah.store import passages
from lexsarah.store.database import Database, Reader
from lexsarah.vocabulary import Visibility

KEPT = (
    "Hemtjänsten glömde medicinen.",
    "Medicinen gavs av hemtjänsten två gånger.",
    "Larmet ringde när ingen hörde larmet.",
    "Ett larm till och en tjänst i ett hem.",
)


@pytest.fixture
def owner(database: Database, org: Callable[[str], Reader], keep: Callable[..., object]) -> Reader:
    reader = org("ägare")
    for text in KEPT:
        keep(reader, text, Visibility.OWN)
    return reader


@pytest.mark.parametrize("merged", [False, True])
@pytest.mark.parametrize(
    ("asked", "wanted"),
    [
        ("medecin", "medicinen"),
        ("glömd medicni i natt", "glömd medicinen i natt"),
        ("hemtjänst medicin", None),
        ("hem tjänst", "hemtjänst"),
        ("kvantfysik", None),
        ("åldring", None),  # the thesaurus knows it
        ("toaletten", None),  # a word, though no text has it
        ("", None),
        ("xyz 12345", None),
    ],
)
def test_suggestions(database: Database, owner: Reader, asked: str, wanted: str | None, merged: bool) -> None:
    with database.transaction(owner) as connection:
        if merged:
            passages.merge(connection, 100)
        assert suggestion(connection, asked) == wanted


def test_words_of_others_are_never_suggested(database: Database, owner: Reader, org: Callable[[str], Reader]) -> None:
    with database.transaction(org("annan")) as connection:
        assert suggestion(connection, "medecin") is None
