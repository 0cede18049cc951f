from training.checks import Annotation, annotations, problems, second

from lexsarah.vocabulary import ItemStatus, RequiredItem


def test_the_annotations_are_sound() -> None:
    found = annotations()
    assert not list(problems(found))
    assert sum(one.split == "train" for one in found) == 24
    assert sum(one.split == "dev" for one in found) == 16


def test_what_is_wrong_is_told() -> None:
    (first, *_) = annotations()
    quotes = {**first.quotes, RequiredItem.EVENT: ("Detta står ingenstans",), RequiredItem.CAUSES: ()}
    wrong = Annotation(first.name, "test", {**first.statuses}, quotes)
    told = list(problems((wrong,)))
    assert len(told) == 3


def test_the_second_look_covers_whole_papers() -> None:
    known = {one.name for one in annotations()}
    looks = second()
    assert len(looks) == 10
    assert looks.keys() <= known
    assert all(set(items) == set(RequiredItem) for items in looks.values())
    assert all(isinstance(status, ItemStatus) for items in looks.values() for status in items.values())
