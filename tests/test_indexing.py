"""The index is kept whole: vectors for what is new, passages by this version, another encoder taking over."""

import shutil
from collections.abc import Callable
from pathlib import Path
from uuid import UUID

import numpy as np
import pytest

from lexsarah import indexing
from lexsarah.errors import ModelError
from lexsarah.index.version import index_version
from lexsarah.indexing import Encoders, Indexer, catch_up
from lexsarah.records import ParsedDocument, Report
from lexsarah.resources import folder
from lexsarah.search.ranking import search
from lexsarah.store import passages
from lexsarah.store.database import Database, Reader
from lexsarah.store.documents import IndexedCase
from lexsarah.store.filters import Filters
from lexsarah.vocabulary import Visibility

TEXT = "Larmet fungerade inte och kvinnan låg kvar på golvet."


@pytest.fixture
def indexer(database: Database, tmp_path: Path) -> Indexer:
    return Indexer(database, Encoders(folder("models") / "encoder", tmp_path / "encoders"))


def all_caught_up(indexer: Indexer) -> None:
    for owner in indexer.owners_waiting():
        catch_up(indexer, Reader(owner, "admin"))


def test_what_is_kept_is_found_by_its_meaning_after_a_while(
    database: Database, indexer: Indexer, org: Callable[[str], Reader], keep: Callable[..., UUID]
) -> None:
    reader = org("ägare")
    keep(reader, "Utbetalningen av bistånd räknades fel under hösten.", Visibility.OWN)
    wanted = keep(reader, TEXT, Visibility.OWN)
    with database.transaction(reader) as connection:
        assert search(connection, "kvantfysik", Filters()).total == 0
    steps: list[None] = []
    catch_up(indexer, reader, lambda: steps.append(None))
    assert steps
    assert not indexer.step(reader)
    with database.transaction(reader) as connection:
        encoded = indexer.encoded(connection, "en dam föll och trygghetssignalen var trasig")
        assert encoded
        found = search(connection, "trygghetssignalen", Filters(), encoded=encoded)
        assert found.hits[0].document_id == wanted
        assert indexer.encoded(connection, "  ") is None
        rows = connection.execute("SELECT indexed_by FROM documents WHERE id = %s", [wanted]).fetchall()
    assert [row["indexed_by"] for row in rows] == [index_version()]


def test_documents_of_another_version_are_cut_anew_and_keep_what_a_person_said(
    database: Database,
    indexer: Indexer,
    org: Callable[[str], Reader],
    keep: Callable[..., UUID],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    reader = org("ägare")
    keep(reader, TEXT, Visibility.OWN)
    catch_up(indexer, reader)
    with database.transaction(reader) as connection:
        before = connection.execute("SELECT id, text FROM passages WHERE owner_id = %s", [reader.organisation_id])
        old = {row["id"]: row["text"] for row in before.fetchall()}
    monkeypatch.setattr(indexing, "index_version", lambda: "another")
    monkeypatch.setattr(indexer.encoders.current(), "passages", None)  # nothing is encoded twice
    assert reader.organisation_id in indexer.owners_waiting()
    catch_up(indexer, reader)
    with database.transaction(reader) as connection:
        rows = connection.execute("SELECT id, text FROM passages WHERE owner_id = %s", [reader.organisation_id])
        new = {row["id"]: row["text"] for row in rows.fetchall()}
        assert search(connection, "larmet", Filters()).total >= 1
    assert set(new.values()) == set(old.values())
    assert not set(new) & set(old)
    assert reader.organisation_id not in indexer.owners_waiting()


def test_the_old_encoder_answers_from_its_copy_until_the_new_one_is_ready(
    database: Database, indexer: Indexer, org: Callable[[str], Reader], keep: Callable[..., UUID], tmp_path: Path
) -> None:
    reader = org("ägare")
    keep(reader, TEXT, Visibility.OWN)
    all_caught_up(indexer)
    old = indexer.encoders.current()
    assert (tmp_path / "encoders" / old.hash).is_dir()
    other = Indexer(database, Encoders(another_encoder(tmp_path), tmp_path / "encoders"))
    new = other.encoders.current()
    assert new.hash != old.hash
    assert other.owners_waiting()
    with database.transaction(reader) as connection:
        encoded = other.encoded(connection, "larm")
        assert encoded
        assert encoded.encoder.hash == old.hash
        assert np.allclose(encoded.vector, old.questions(["larm"])[0], atol=1e-3)
    all_caught_up(other)
    with database.transaction(reader) as connection:
        encoded = other.encoded(connection, "larm")
        assert encoded
        assert encoded.encoder.hash == new.hash
        assert [one.hash for one in passages.encoders(connection)] == [new.hash]
    assert [path.name for path in (tmp_path / "encoders").iterdir()] == [new.hash]


def another_encoder(to: Path) -> Path:
    """The shipped one under other prefixes, which is another encoder."""
    made = to / "another"
    shutil.copytree(folder("models") / "encoder", made)
    manifest = made / "manifest.json"
    manifest.write_text(manifest.read_text("utf-8").replace('"query: "', '"fråga: "'), "utf-8")
    return made


def test_without_an_encoder_words_are_found(
    database: Database, org: Callable[[str], Reader], keep: Callable[..., UUID], tmp_path: Path
) -> None:
    reader = org("ägare")
    keep(reader, TEXT, Visibility.OWN)
    nothing = Indexer(database, Encoders(tmp_path, tmp_path / "encoders"))
    with pytest.raises(ModelError):
        catch_up(nothing, reader)
    with database.transaction(reader) as connection:
        assert search(connection, "larmet", Filters(), encoded=nothing.encoded(connection, "larmet")).total >= 1


def test_a_document_that_cannot_be_cut_anew_keeps_none_of_the_others(
    database: Database,
    indexer: Indexer,
    org: Callable[[str], Reader],
    keep: Callable[..., UUID],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    reader = org("ägare")
    keep(reader, "Sirenen ljöd i huset.", Visibility.OWN)
    keep(reader, TEXT, Visibility.OWN)
    real = indexing.indexed

    def broken(document: ParsedDocument, report: Report) -> IndexedCase:
        if "Sirenen" in document.text:
            raise ValueError("broken")
        return real(document, report)

    monkeypatch.setattr(indexing, "indexed", broken)
    catch_up(indexer, reader)
    assert reader.organisation_id not in indexer.owners_waiting()
    with database.transaction(reader) as connection:
        assert search(connection, "sirenen", Filters()).total == 1
        assert search(connection, "larmet", Filters()).total == 1
        assert passages.without_vectors(connection, 9) == {}


def test_a_fault_of_the_installation_is_not_the_documents(
    database: Database,
    indexer: Indexer,
    org: Callable[[str], Reader],
    keep: Callable[..., UUID],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    reader = org("ägare")
    keep(reader, TEXT, Visibility.OWN)
    catch_up(indexer, reader)

    def damaged(*_: object) -> IndexedCase:
        raise ModelError("the network is damaged")

    monkeypatch.setattr(indexing, "index_version", lambda: "newer")
    monkeypatch.setattr(indexing, "indexed", damaged)
    with pytest.raises(ModelError):
        catch_up(indexer, reader)
    assert reader.organisation_id in indexer.owners_waiting()


def test_a_snapshot_does_not_see_what_comes_while_it_is_open(
    database: Database, org: Callable[[str], Reader], keep: Callable[..., UUID]
) -> None:
    reader = org("ägare")
    seen = {}
    for snapshot in (True, False):
        with database.transaction(reader, snapshot=snapshot) as connection:
            before = search(connection, "larmet", Filters()).total
            keep(reader, f"Larmet ljöd, {snapshot}.", Visibility.OWN)
            seen[snapshot] = search(connection, "larmet", Filters()).total - before
    assert seen == {True: 0, False: 1}
