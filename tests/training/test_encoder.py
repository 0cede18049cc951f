"""The bench of the encoder, and the way back from the packed format."""

from pathlib import Path

import numpy as np
from training.encoder.pack import pack
from training.encoder.throughput import WORDS, Measured, Run, lines, machine, measure, passages, questions
from training.encoder.unpack import unpack
from training.splits import read

from lexsarah.index.encoder import encoder_folder

ABOUT = {"base": "the shipped one", "licence": "MIT", "scores": {}}


def test_packing_what_was_unpacked_gives_the_same_weights(tmp_path: Path) -> None:
    unpack(encoder_folder(), tmp_path / "folder")
    pack(tmp_path / "folder", tmp_path / "again", ABOUT)
    for name in ("weights.safetensors", "tokenizer.json"):
        assert (tmp_path / "again" / name).read_bytes() == (encoder_folder() / name).read_bytes()


def test_what_is_encoded_is_of_the_split_train() -> None:
    found = passages(6)
    assert [len(text.split()) for text in found] == [WORDS] * 6
    documents = Path(__file__).parents[2] / "corpus" / "documents"
    train = [name for name, place in sorted(read().items()) if place.split == "train"][:12]
    known = " ".join(" ".join((documents / f"{name}.txt").read_text("utf-8").split()) for name in train)
    assert all(text in known for text in found)
    assert len(set(questions(5))) == 5


def test_a_way_is_timed_and_compared() -> None:
    rows = np.eye(3, dtype=np.float32)
    asked: list[int] = []

    def encode(texts: list[str]) -> np.ndarray:
        asked.append(len(texts))
        return rows[: len(texts)]

    one = measure(Run(encode, encode), ["a", "b", "c"], ["q"], rounds=2)
    assert asked == [3, 1, 3, 3, 1, 1]
    assert one.vectors.tolist() == [*rows.tolist(), rows[0].tolist()]
    assert min(one.passages, one.median, one.slow) > 0
    turned = Measured(12.34, 5.66, 7.8, np.roll(one.vectors, 1, axis=1))
    exact, other = lines({("fp32", 1): one, ("onnx", 2): turned})
    assert exact[-2:] == ("1.00000", "1.00000")
    assert other[1:] == ("2", "12.3", "5.7", "7.8", "0.00000", "0.00000")
    assert "load" in machine()
