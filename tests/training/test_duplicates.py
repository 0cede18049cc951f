"""Near-duplicates are found, fixed phrases are not, and papers of one event may share more."""

from training.duplicates import COMMON, LIMIT, LIMIT_WITHIN_EVENT, Pair, pairs, shingles, templates, too_close

WORDS = [f"ord{at}" for at in range(200)]


def text(start: int, end: int) -> str:
    """Return some different words in order."""
    return " ".join(WORDS[start:end])


def test_runs_of_eight_words() -> None:
    assert shingles("Ett två tre fyra fem sex sju åtta, NIO!") == {
        ("ett", "två", "tre", "fyra", "fem", "sex", "sju", "åtta"),
        ("två", "tre", "fyra", "fem", "sex", "sju", "åtta", "nio"),
    }
    assert shingles("för kort") == frozenset()


def test_a_copied_half_is_half() -> None:
    (found,) = pairs({"a": text(0, 100), "b": text(50, 150)})
    assert (found.one, found.other) == ("a", "b")
    assert round(found.containment, 2) == 0.46  # 43 of 93 runs: those across the seam are not shared


def test_different_texts_are_no_pair() -> None:
    assert pairs({"a": text(0, 90), "b": text(100, 190), "c": ""}) == []


def test_a_phrase_that_many_share_tells_nothing() -> None:
    phrase = "lex sarah innebär att personalen ska rapportera missförhållanden"
    alike = {f"d{at}": f"{phrase} {' '.join(f'w{at}x{n}' for n in range(40))}" for at in range(COMMON + 1)}
    assert pairs(alike) == []
    assert len(pairs(dict(list(alike.items())[:2]))) == 1


def test_a_template_that_many_are_made_from_is_found() -> None:
    made = {f"d{at}": f"{text(0, 60)} {' '.join(f'w{at}x{n}' for n in range(20))}" for at in range(COMMON + 1)}
    assert templates(made).keys() == made.keys()
    assert templates({"own": text(100, 190), **dict(list(made.items())[:COMMON])}) == {}


def test_papers_of_one_event_may_share_more() -> None:
    between = (LIMIT + LIMIT_WITHIN_EVENT) / 2
    found = [Pair("a", "b", between), Pair("a", "c", between), Pair("c", "d", between), Pair("e", "f", LIMIT)]
    event_of = {"a": "e1", "b": "e1", "c": "e2", "d": None, "e": None, "f": None}
    assert too_close(found, event_of) == found[1:3]
