"""Splits: nothing that belongs together is parted, shares are kept, and what is frozen stays."""

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st
from training.splits import SHARES, Place, assign, groups, placed, problems

names = st.integers(0, 25).map(lambda at: f"d{at:02}")
ties = st.dictionaries(names, st.lists(st.integers(0, 9).map(lambda at: f"t{at}"), max_size=3), min_size=1)


@given(ties)
def test_documents_that_share_a_tie_share_their_group(ties_of: dict[str, list[str]]) -> None:
    group_of = groups(ties_of)
    assert group_of.keys() == ties_of.keys()
    for one, tied in ties_of.items():
        for other, others in ties_of.items():
            if set(tied) & set(others):
                assert group_of[one] == group_of[other]


def test_also_by_way_of_others_and_not_otherwise() -> None:
    group_of = groups({"a": ["x"], "b": ["x", "y"], "c": ["y"], "d": ["z"], "e": []})
    assert group_of["a"] == group_of["c"]
    assert len({group_of["a"], group_of["d"], group_of["e"]}) == 3


def test_shares_and_labels_are_kept_and_each_time_the_same() -> None:
    group_of = {f"d{at}": f"g{at // 2}" for at in range(200)}
    labels_of = {name: ["document", f"kind {int(name[1:]) % 4}"] for name in group_of}
    split_of = assign(group_of, labels_of, {})
    assert split_of == assign(group_of, labels_of, {})
    counted = Counter(split_of.values())
    assert all(abs(counted[split] - share * 200) <= 2 for split, share in SHARES.items())
    kinds = Counter(labels_of[name][1] for name, split in split_of.items() if split == "test")
    assert max(kinds.values()) - min(kinds.values()) <= 2
    assert len({(group_of[name], split) for name, split in split_of.items()}) == 100


def places(split_of: dict[str, str], group: str = "") -> dict[str, Place]:
    """Return places, each document in a group of its own unless one is named."""
    return {name: Place(group or name, split) for name, split in split_of.items()}


def shared_out(number: int) -> dict[str, str]:
    """Return a split for each of some documents, in the wanted shares."""
    return {f"d{at}": "test" if at % 20 < 3 else "dev" if at % 20 < 6 else "train" for at in range(number)}


def test_a_sound_file_has_no_problems() -> None:
    split_of = shared_out(100)
    assert problems(places(split_of), {name: [] for name in split_of}) == []


def test_what_is_wrong_is_named() -> None:
    split_of = shared_out(100)
    ties_of: dict[str, list[str]] = {name: [] for name in split_of}
    assert problems(places(split_of), ties_of | {"new": []}) == ["new: has no split"]
    assert "d99: is in the split file and not in the corpus" in problems(
        places(split_of), {name: [] for name in split_of if name != "d99"}
    )
    assert any("unknown split 'x'" in one for one in problems(places(split_of | {"d0": "x"}), ties_of))
    assert "municipality Falun: in dev and test" in problems(
        places(split_of), ties_of | {"d0": ["municipality Falun"], "d3": ["municipality Falun"]}
    )
    assert "event e1: in several groups" in problems(
        places(split_of), ties_of | {"d6": ["event e1"], "d7": ["event e1"]}
    )
    assert "group g: in dev and test and train" in problems(places(split_of, "g"), ties_of)
    assert any(one.startswith("test: 0 of") for one in problems(places(dict.fromkeys(split_of, "train")), ties_of))


LABELS = {f"{kind}{at}": ["document"] for kind in "dn" for at in range(100)}


def test_known_documents_are_never_moved() -> None:
    known = places(shared_out(100))
    found = placed(known, {name: [] for name in LABELS}, LABELS)
    assert {name: found[name] for name in known} == known
    counted = Counter(place.split for place in found.values())
    assert all(abs(counted[split] - share * 200) <= 3 for split, share in SHARES.items())


def test_a_new_document_joins_what_it_is_tied_to() -> None:
    known = places({"d0": "test", "d1": "train"})
    ties_of = {"d0": ["municipality Falun"], "d1": [], "n0": ["municipality Falun", "event e1"], "n1": ["event e1"]}
    found = placed(known, ties_of, LABELS)
    assert found["n0"] == found["n1"] == known["d0"]
    with pytest.raises(ValueError, match="n0: is tied to d0, d1"):
        placed(known, ties_of | {"d1": ["event e1"]}, LABELS)
