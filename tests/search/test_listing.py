"""Texts of a list are ranked by words, by meaning and by both."""

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt
import pytest

from lexsarah.search.listing import Encoder, How, Memory, rank

TEXTS = [
    "Maten serverades kall.",
    "Larmet ringde hela natten.",
    "Ingen svarade på larm efter larm.",
    "Dörren var låst.",
]
SUBJECTS = {"mat": 0, "larm": 1, "dörr": 2, "natt": 3}


class Letters:
    """Vectors by which subjects a text names: what is tested is what becomes of vectors."""

    hash = "0" * 64

    def __init__(self) -> None:
        self.read: list[str] = []

    def passages(self, texts: Sequence[str]) -> npt.NDArray[np.float32]:
        self.read += texts
        return self.questions(texts)

    def questions(self, texts: Sequence[str]) -> npt.NDArray[np.float32]:
        rows = np.full((len(texts), len(SUBJECTS) + 1), 0.1, dtype=np.float32)
        for row, text in zip(rows, texts, strict=True):
            for subject, at in SUBJECTS.items():
                row[at] += text.lower().count(subject)
        rows /= np.linalg.norm(rows, axis=1, keepdims=True)
        return rows


def no_encoder() -> Encoder:
    raise AssertionError("words need no encoder")


def places(found: list[tuple[int, float]]) -> list[int]:
    return [at for at, _ in found]


@pytest.mark.parametrize("how", How)
def test_all_are_ranked_best_first(how: How) -> None:
    found = rank("larm på natten", TEXTS, how, Letters)
    assert sorted(places(found)) == [0, 1, 2, 3]
    assert places(found)[0] == 1
    scores = [score for _, score in found]
    assert scores == sorted(scores, reverse=True)
    assert found == rank("larm på natten", TEXTS, how, Letters)


@pytest.mark.parametrize("how", How)
def test_no_texts(how: How) -> None:
    assert rank("larm", [], how, no_encoder) == []


@pytest.mark.parametrize("how", How)
@pytest.mark.parametrize("question", ["", "  \n"])
def test_no_question_leaves_the_order(how: How, question: str) -> None:
    assert rank(question, TEXTS, how, no_encoder) == [(0, 0.0), (1, 0.0), (2, 0.0), (3, 0.0)]


def test_words_need_no_encoder() -> None:
    assert places(rank("nattens larm", TEXTS, How.WORDS, no_encoder))[:2] == [1, 2]


def test_function_words_alone_are_ranked_by_meaning() -> None:
    assert rank("vad var det", TEXTS, How.HYBRID, Letters) == rank("vad var det", TEXTS, How.MEANING, Letters)
    assert {score for _, score in rank("vad var det", TEXTS, How.WORDS, no_encoder)} == {0.0}


def test_equal_texts_are_equal_and_in_order() -> None:
    found = rank("larm", [TEXTS[0], TEXTS[1], TEXTS[1], TEXTS[1]], How.HYBRID, Letters)
    assert places(found) == [1, 2, 3, 0]
    assert len({score for at, score in found if at}) == 1


def test_rarity_does_not_come_from_the_list_alone() -> None:
    # In the list the common word is as rare as the telling one.
    texts = ["Kommunen svarade.", "Nödutgången var spärrad.", "Det var kallt."]
    assert places(rank("kommunens nödutgång", texts, How.WORDS, no_encoder)) == [1, 0, 2]


def test_of_a_long_text_the_best_piece_counts() -> None:
    long = "Vi samtalade om annat. " * 150 + "Larmet, larmet, larmet! " * 60
    found = dict(rank("larm", [long, "Larmet och maten."], How.MEANING, Letters))
    assert found[0] > found[1]


def test_both_forms_of_a_letter_are_one() -> None:
    assert rank("do\u0308rr", ["Do\u0308rren", "Maten"], How.WORDS, no_encoder)[0][1] > 0


def test_a_list_is_read_once() -> None:
    texts = [*TEXTS, "En annan text om larm."]
    encoder = Letters()
    for question in ("larm", "mat", "dörr"):
        rank(question, texts, How.HYBRID, lambda: encoder)
    assert encoder.read == texts


def test_another_encoder_reads_anew() -> None:
    one, other = Letters(), Letters()
    other.hash = "1" * 64
    texts = [*TEXTS, "En tredje text om mat."]
    for encoder in (one, other):
        rank("larm", texts, How.HYBRID, lambda encoder=encoder: encoder)
    assert one.read == other.read == texts


def test_old_lists_are_forgotten() -> None:
    memory = Memory(5)
    first, second = memory.read(("a", "b")), memory.read(("c", "d"))
    assert memory.read(("a", "b")) is first
    memory.read(("e", "f"))
    assert memory.read(("a", "b")) is first
    assert memory.read(("c", "d")) is not second


def test_a_list_that_is_too_long_is_kept_alone() -> None:
    memory = Memory(2)
    long = tuple("abcdef")
    assert memory.read(long) is memory.read(long)
