"""Collections for measuring search: sizes, shares, what the reader may see, and a database filled with one."""

from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import psycopg
import pytest
from training.search.scale.client import Turn, turn
from training.search.scale.collection import HIDDEN, OWN, OWNERS, Collection, collection, new_word
from training.search.scale.compared import write
from training.search.scale.labels import EVERYTHING, SHARES
from training.search.scale.load import UNMERGED, Loaded, load
from training.search.scale.material import Material, material
from training.search.scale.mixed import neighbours, reach_of
from training.search.scale.recall import passing, recall
from training.search.scale.texts import FEWEST, LONGEST, WORDS, Real, cases, cut

from lexsarah.config import Settings
from lexsarah.language import WORD
from lexsarah.search.blocks import counted, frequencies
from lexsarah.search.meaning import Encoded
from lexsarah.search.ranking import search
from lexsarah.store import passages
from lexsarah.store.database import Database, open_database
from lexsarah.store.embedded import EmbeddedServer
from lexsarah.store.filters import Filters

Filled = tuple[Database, Loaded, str]
BLOCKS = "SELECT scope, term, slice, n, postings FROM blocks ORDER BY scope, term, slice"
VISIBLE = 800
REAL = 60
SUBJECTS = (
    "larmet",
    "läkemedlet",
    "rutinen",
    "golvet",
    "kvinnan",
    "natten",
    "boendet",
    "dosen",
    "fallet",
    "personalen",
)
ACTS = ("brast", "glömdes", "tystnade", "följdes inte", "kom för sent", "låg kvar")


def invented(number: int) -> Real:
    draw = np.random.default_rng(number)
    sentences = tuple(f"{SUBJECTS[a].capitalize()} {ACTS[b]}." for a, b in draw.integers([10, 6], size=(5, 2)))
    return Real(f"d{number // 3}", sentences)


@pytest.fixture(scope="module")
def made_of() -> Material:
    vectors = np.random.default_rng(1).normal(size=(REAL, 12)) + 1
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
    return material([invented(number) for number in range(REAL)], vectors.astype(np.float16))


@pytest.fixture(scope="module")
def made(made_of: Material) -> Collection:
    return collection(made_of, neighbours(made_of.vectors, 5), 0.5, VISIBLE)


@pytest.fixture(scope="module")
def filled(made: Collection, new_home: Callable[[], Path]) -> Iterator[Filled]:
    home = new_home()
    with open_database(Settings(home=home), demonstration=True) as database:
        owner_url = EmbeddedServer(home).start().owner
        yield database, load(database, owner_url, made, "a" * 64, lambda _: None), owner_url


def test_texts_are_cut_along_sentences() -> None:
    text = "En mening om larmet. " * 200 + "kort\n" + "ord " * (LONGEST + 1)
    found = list(cut("x", text))
    sizes = [len(WORD.findall(one.text)) for one in found]
    assert len(found) == 4
    assert all(FEWEST <= size <= WORDS for size in sizes)
    assert cases([*found, Real("y", ("a",))]) == [4, 1]


def test_a_collection_has_the_sizes_that_are_asked_for(made: Collection, made_of: Material) -> None:
    hidden = round(VISIBLE * HIDDEN)
    own = ~made.public & (made.owner == 0)
    assert len(made) == VISIBLE + hidden == len(made.vectors) == len(made.starts) - 1
    assert made.seen.sum() == VISIBLE
    assert own[made.case].sum() == round(VISIBLE * OWN)
    assert made.real.sum() == made_of.passages
    assert made.public[made.case[made.real]].all()
    assert len(set(made.owner.tolist())) == OWNERS
    assert np.array_equal(np.unique(made.case), np.arange(len(made.owner)))
    assert (np.diff(made.case) >= 0).all()
    assert np.allclose(np.linalg.norm(made.vectors.astype(np.float32), axis=1), 1, atol=2e-3)


def test_a_passage_has_the_terms_of_its_sentences_and_codes(made: Collection, made_of: Material) -> None:
    terms = made.terms
    rows, columns, frequencies_ = made.counts(100, 140)
    lengths = made.lengths()
    for row in range(100, 140):
        sentences = made.sentences[made.starts[row] : made.starts[row + 1]]
        wanted = Counter({f"={field}:{value}": 0 for field, value in _codes(made, row)})
        for sentence in sentences:
            here = made_of.counts[sentence]
            wanted.update({terms[at]: int(n) for at, n in zip(here.indices, here.data, strict=True)})
        if made.new[row] >= 0:
            wanted[new_word(int(made.new[row]))] += 1
        found = {terms[at]: int(n) for at, n in zip(columns[rows == row], frequencies_[rows == row], strict=True)}
        assert found == dict(wanted)
        assert lengths[row] == len(WORD.findall(made.text(row)))


def _codes(made: Collection, row: int) -> list[tuple[str, str]]:
    return [made.labels.codes[at] for at in made.labels.held[made.case[row]].indices]


def test_vectors_are_drawn_as_near_as_real_ones(made_of: Material) -> None:
    near = neighbours(made_of.vectors, 5)
    assert all(at not in row for at, row in enumerate(near.tolist()))
    assert 0 < reach_of(made_of.vectors, near, np.random.default_rng(2)) < 4


def test_filters_let_the_shares_through_that_they_are_for(made: Collection) -> None:
    found = made.narrowings()
    assert [one.name for one in found][:: len(found) - 1] == ["none", "100%"]
    assert {one.name for one in found} >= {"none", "1%", "10%", "100%"}
    for one in found[1:-1]:
        share = passing(made, one)[made.seen].mean()
        assert share == pytest.approx(one.share)
        assert any(wanted / 1.31 <= share <= wanted * 1.31 for wanted in SHARES)
    assert Turn(**turn("larm", EVERYTHING)).filters == EVERYTHING


def test_the_reader_sees_what_the_collection_says(filled: Filled, made: Collection) -> None:
    database, loaded, _ = filled
    with database.transaction(loaded.reader) as connection:
        assert counted(connection) == (VISIBLE, int(made.lengths()[made.seen].sum()))
        held = frequencies(connection, made.terms)
        assert passages.unmerged(connection) == UNMERGED
    seen: Counter[str] = Counter()
    rows, terms, _ = made.counts(0, len(made))
    seen.update(made.terms[at] for at in terms[made.seen[rows]])
    assert held == dict(seen)


def test_blocks_are_those_that_the_product_merges(filled: Filled, made: Collection) -> None:
    database, loaded, owner_url = filled
    with database.transaction(loaded.reader) as connection:
        passages.merge(connection, UNMERGED)
        found = connection.execute(BLOCKS).fetchall()
    with psycopg.connect(owner_url) as connection:
        connection.execute("DELETE FROM blocks")
        connection.execute(
            "INSERT INTO postings SELECT t.term, p.id, p.owner_id, p.visibility, t.frequency "
            "FROM passages p, unnest(p.terms, p.frequencies) AS t (term, frequency)"
        )
    with database.transaction(loaded.reader) as connection:
        assert passages.merge(connection, VISIBLE) == VISIBLE
        assert connection.execute(BLOCKS).fetchall() == found
    rows, _, _ = made.counts(0, len(made))
    assert sum(row["n"] for row in found) == made.seen[rows].sum()


def test_a_filled_database_is_searched_and_all_that_is_nearest_is_found(filled: Filled, made: Collection) -> None:
    database, loaded, _ = filled
    with database.transaction(loaded.reader) as connection:
        found = search(connection, "larmet tystnade", Filters())
        hidden = search(connection, "larmet tystnade", Filters({"municipality": ("Ingenstans",)}))
        (known,) = passages.encoders(connection)
    assert known.complete
    assert found.total > 10
    assert hidden.total == 0
    asked = [Encoded(known, made.vectors[at].astype(np.float32)) for at in range(8)]
    answers = recall(database, loaded.reader, made, asked, made.narrowings())
    assert {name: cell["recall"] for name, cell in answers.items()} == dict.fromkeys(answers, 1.0)


def test_peers_get_the_terms_of_what_the_reader_may_see(made: Collection, tmp_path: Path) -> None:
    write(tmp_path, made, ["larmet och golvet"])
    tokens, ends = np.load(tmp_path / "tokens.npy"), np.load(tmp_path / "ends.npy")
    assert len(ends) == VISIBLE
    assert ends[-1] == len(tokens)
    first = np.flatnonzero(made.seen)[0]
    _, terms, frequencies_ = made.counts(first, first + 1)
    assert sorted(tokens[: ends[0]].tolist()) == sorted(np.repeat(terms, frequencies_).tolist())
