"""Cases like one, and why."""

from collections.abc import Callable

from lexsarah.search.similar import similar, terms_and_codes
from lexsarah.store.database import Database, Reader
from lexsarah.vocabulary import Visibility

LIKE = "Larmet på boendet fungerade inte och kvinnan låg länge på golvet."
UNLIKE = "Utbetalningen av bistånd räknades fel under hösten."


def test_the_case_with_the_same_words_comes_first(
    database: Database, org: Callable[[str], Reader], keep: Callable[..., object]
) -> None:
    reader = org("ägare")
    asked = keep(reader, "Larmet fungerade inte; mannen låg kvar på golvet hela natten.", Visibility.OWN)
    keep(reader, UNLIKE, Visibility.OWN)
    keep(reader, LIKE, Visibility.OWN)
    with database.transaction(reader) as connection:
        row = connection.execute("SELECT id FROM cases WHERE document_id = %s", [asked]).fetchone()
        assert row
        terms, codes = terms_and_codes(connection, row["id"])
        rated = similar(connection, terms, codes, without=asked)  # type: ignore[arg-type]
    assert rated[0].hit.text == LIKE
    assert rated[0].words == 1.0
    assert rated[0].shared["primary_type"] == ("brister_bemotande",)
    assert asked not in {one.hit.document_id for one in rated}


def test_nothing_is_like_nothing(database: Database, org: Callable[[str], Reader]) -> None:
    with database.transaction(org("tom")) as connection:
        assert similar(connection, {}, set()) == ()
