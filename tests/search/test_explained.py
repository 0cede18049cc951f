"""Why a hit is there."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from lexsarah.index.encoder import encoder_folder, loaded_encoder
from lexsarah.index.terms import Kind
from lexsarah.search.explained import Explanation, Matched, explanations
from lexsarah.search.hits import Hit
from lexsarah.search.ranking import search
from lexsarah.store.database import Database, Reader
from lexsarah.store.filters import Filters
from lexsarah.ui.searching import reasons
from lexsarah.vocabulary import Visibility

OWN = Visibility.OWN


@pytest.fixture
def hits(
    database: Database, org: Callable[[str], Reader], keep: Callable[..., object]
) -> tuple[Reader, tuple[Hit, ...]]:
    reader = org("ägare")
    keep(reader, "Läkemedelshanteringen på SÄBO brast. Dosen gavs dubbelt.", OWN, (("event_type", "lakemedel"),))
    with database.transaction(reader) as connection:
        return reader, search(connection, "läkemedel särskilt boende åldring", Filters()).hits


def test_words_parts_names_and_codes_are_told(database: Database, hits: tuple[Reader, tuple[Hit, ...]]) -> None:
    reader, found = hits
    with database.transaction(reader) as connection:
        (one,) = explanations(connection, "läkemedel särskilt boende åldring", found, None, None)
    assert one.matched == (
        Matched("läkemedel", ("läkemedels",), Kind.PART),
        Matched("särskilt boende", ("säbo",), Kind.NAME),
    )
    assert one.codes == (("event_type", "lakemedel"),)
    assert one.sentence is None
    assert reasons(one) == (
        "läkemedel: läkemedels (del av ord)",
        "särskilt boende: säbo (samma sak)",
        "händelse: Läkemedel",
    )


def test_without_words_the_nearest_sentence_is_told(
    database: Database, org: Callable[[str], Reader], keep: Callable[..., object]
) -> None:
    reader = org("ägare")
    keep(reader, "Nämnden sammanträdde i rådhuset.\nKvinnan ramlade i badrummet och blev liggande.", OWN)
    with database.transaction(reader) as connection:
        found = search(connection, "nämnden", Filters()).hits
        bare = tuple(replace(hit, marks=()) for hit in found)
        encoder = loaded_encoder(encoder_folder())
        vector = encoder.questions(["fall på toaletten"])[0]
        (one,) = explanations(connection, "fall på toaletten", bare, encoder, vector)
        (marked,) = explanations(connection, "nämnden", found, encoder, vector)
    assert one.sentence
    assert bare[0].text[one.sentence.start : one.sentence.end].startswith("Kvinnan ramlade")
    assert reasons(one)[-1].startswith("Inget av orden")
    assert marked.sentence is None
    assert reasons(Explanation((), (), None)) == ()
