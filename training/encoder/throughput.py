"""What the encoder costs: ``python -m training.encoder.throughput`` writes the table in docs/benchmarks.md.

Every way runs in a process of its own, on one thread and on two, over the same passages of some 200 words from the
documents of the split train, and over questions one by one. The best of three rounds counts for passages, the median
and the 95th percentile of all for questions. How near a way comes to single precision is the cosine between its vectors
and those of sentence-transformers, over passages and questions. ONNX Runtime is not installed where lexsarah is: it is
borrowed from ``.bench-venv`` (``make bench-parse`` makes it).
"""

import argparse
import json
import os
import platform
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from lexsarah.index.encoder import encoder_folder, load_encoder
from lexsarah.index.encoder.loading import Backend, batches
from training.bench_extract.figures import replaced, table
from training.material import CORPUS
from training.search.queries import read as queries
from training.splits import read as places

Vectors = NDArray[np.float32]
Texts = Sequence[str]

ROOT: Final = Path(__file__).resolve().parents[2]
BORROWED: Final = (
    ROOT / ".bench-venv/lib" / f"python{sys.version_info.major}.{sys.version_info.minor}" / "site-packages"
)
PAGE: Final = ROOT / "docs" / "benchmarks.md"
MARK: Final = "encoder"

WORDS: Final = 200
PASSAGES: Final = 96
QUESTIONS: Final = 60
ROUNDS: Final = 3
WARM: Final = 12
"""Texts that are encoded before the clock runs."""
HIDDEN: Final = {"ONEDNN_MAX_CPU_ISA": "AVX512_CORE_VNNI"}
"""As if the CPU knew no bfloat16: oneDNN then multiplies without AMX and AVX512-BF16."""


@dataclass(frozen=True, slots=True)
class Run:
    """A way to encode, made ready."""

    passages: Callable[[Texts], Vectors]
    questions: Callable[[Texts], Vectors]


@dataclass(frozen=True, slots=True)
class Way:
    """A way to encode: its name in the table, who makes it ready for so many threads, and in what environment."""

    title: str
    make: Callable[[int], Run]
    environment: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Measured:
    """What a way cost: passages a second, milliseconds a question; and its vectors of passages and questions."""

    passages: float
    median: float
    slow: float
    vectors: Vectors


def passages(count: int = PASSAGES) -> list[str]:
    """Return passages of 200 words from documents of the split train."""
    found: list[str] = []
    for name, place in sorted(places().items()):
        path = CORPUS / "documents" / f"{name}.txt"
        if place.split == "train" and path.exists() and len(found) < count:
            words = path.read_text("utf-8").split()
            found += [" ".join(words[at : at + WORDS]) for at in range(0, len(words) - WORDS + 1, WORDS)][:2]
    return found[:count]


def questions(count: int = QUESTIONS) -> list[str]:
    """Return questions as people type them."""
    return [query.text for query in queries()[:: max(1, len(queries()) // count)]][:count]


def _ours(backend: Backend) -> Callable[[int], Run]:
    def make(threads: int) -> Run:
        encoder = load_encoder(encoder_folder(), threads, backend)
        return Run(encoder.passages, encoder.questions)

    return make


def _theirs(threads: int) -> Run:
    """sentence-transformers by itself, in single precision."""
    import torch  # noqa: PLC0415  (each way imports what it needs)
    from sentence_transformers import SentenceTransformer  # noqa: PLC0415

    from training.encoder.unpack import unpack  # noqa: PLC0415

    torch.set_num_threads(threads)
    with tempfile.TemporaryDirectory() as folder:
        unpack(encoder_folder(), Path(folder))
        model = SentenceTransformer(folder, device="cpu", model_kwargs={"dtype": torch.float32}, local_files_only=True)

    def encode(kind: str) -> Callable[[Texts], Vectors]:
        return lambda texts: np.asarray(model.encode(list(texts), prompt_name=kind, show_progress_bar=False))

    return Run(encode("passage"), encode("query"))


def _onnx(threads: int) -> Run:
    """Eight bits a weight, a scale for every column, by ONNX Runtime; activations are rounded as they come."""
    import torch  # noqa: PLC0415
    from tokenizers import Tokenizer  # noqa: PLC0415

    from lexsarah.index.encoder.identity import TOKENIZER, artefact  # noqa: PLC0415

    sys.path.append(str(BORROWED))
    from onnxruntime import InferenceSession, SessionOptions  # type: ignore[import-not-found]  # noqa: PLC0415

    torch.set_num_threads(threads)
    found = artefact(encoder_folder())
    options = SessionOptions()
    options.intra_op_num_threads = threads
    with tempfile.TemporaryDirectory() as folder:
        session = InferenceSession(_quantised(Path(folder)), options, providers=["CPUExecutionProvider"])
    tokenizer = Tokenizer.from_file(str(found.folder / TOKENIZER))
    tokenizer.no_padding()
    tokenizer.enable_truncation(found.longest)

    def encode(texts: Texts) -> Vectors:
        vectors = np.empty((len(texts), found.dimensions), dtype=np.float32)
        pieces = [one.ids for one in tokenizer.encode_batch_fast(list(texts))]
        for some in batches([len(one) for one in pieces]):
            width = max(len(pieces[at]) for at in some)
            ids = np.array([pieces[at] + [1] * (width - len(pieces[at])) for at in some])
            there = np.array([[1] * len(pieces[at]) + [0] * (width - len(pieces[at])) for at in some])
            (states,) = session.run(None, {"input_ids": ids, "attention_mask": there})
            vectors[some] = (states * there[..., None]).sum(axis=1) / there.sum(axis=1, keepdims=True)
        rows: Vectors = vectors / np.linalg.norm(vectors, axis=1, keepdims=True)
        return rows

    return Run(
        lambda texts: encode([found.passage + text for text in texts]),
        lambda texts: encode([found.query + text for text in texts]),
    )


def _quantised(folder: Path) -> bytes:
    """Return the encoder's layers as an ONNX model in eight bits."""
    import onnx  # type: ignore[import-not-found]  # noqa: PLC0415
    import torch  # noqa: PLC0415
    from onnxruntime.quantization import QuantType, quantize_dynamic  # type: ignore[import-not-found]  # noqa: PLC0415
    from safetensors.numpy import load_file  # noqa: PLC0415

    from lexsarah.index.encoder.bert import Bert  # noqa: PLC0415
    from lexsarah.index.encoder.blocks import unpacked  # noqa: PLC0415
    from lexsarah.index.encoder.identity import CONFIG, WEIGHTS  # noqa: PLC0415

    config = json.loads((encoder_folder() / CONFIG).read_text("utf-8"))
    states = unpacked(load_file(encoder_folder() / WEIGHTS))
    layers = Bert(config, {name: torch.from_numpy(one) for name, one in states.items()}, half=False)

    class Plain(torch.nn.Module):  # type: ignore[misc]
        def forward(self, ids: Any, there: Any) -> Any:  # noqa: ANN401  (tensors)
            return layers({"input_ids": ids, "attention_mask": there})["token_embeddings"]

    names = ["input_ids", "attention_mask"]
    # One text is padded, so that the mask becomes part of the graph.
    example = (torch.tensor([[0, 5, 6, 2], [0, 5, 2, 1]]), torch.tensor([[1, 1, 1, 1], [1, 1, 1, 0]]))
    torch.onnx.export(
        Plain().eval(),
        example,
        str(folder / "plain.onnx"),
        input_names=names,
        output_names=["states"],
        dynamic_axes={name: {0: "texts", 1: "pieces"} for name in [*names, "states"]},
        opset_version=17,
        dynamo=False,
    )
    model = onnx.load(folder / "plain.onnx")
    # Only initialisers are quantised, and the exporter writes tensors that are no parameters as nodes.
    for node in [one for one in model.graph.node if one.op_type == "Constant" and one.attribute[0].t.dims]:
        node.attribute[0].t.name = node.output[0]
        model.graph.initializer.append(node.attribute[0].t)
        model.graph.node.remove(node)
    onnx.save(model, folder / "plain.onnx")
    quantize_dynamic(
        folder / "plain.onnx",
        folder / "eight.onnx",
        per_channel=True,
        weight_type=QuantType.QInt8,
        extra_options={"MatMulConstBOnly": True},
    )
    return (folder / "eight.onnx").read_bytes()


WAYS: Final[Mapping[str, Way]] = {
    "theirs": Way("sentence-transformers, fp32", _theirs, {}),
    "fp32": Way("ours, fp32", _ours("fp32"), {}),
    "bf16": Way("ours, bf16", _ours("bf16"), {}),
    "hidden": Way("ours, bf16, AMX hidden", _ours("bf16"), HIDDEN),
    "onnx": Way("ONNX Runtime, int8 by column", _onnx, {}),
}
THREADS: Final = (1, 2)


def measure(run: Run, told: Texts, asked: Texts, rounds: int) -> Measured:
    """Time a way over passages at once and questions one by one."""
    run.passages(told[:WARM])
    for question in asked[:WARM]:
        run.questions([question])
    taken = []
    for _ in range(rounds):
        begun = time.perf_counter()
        vectors = run.passages(told)
        taken.append(time.perf_counter() - begun)
    waited = []
    answers = []
    for question in [*asked] * rounds:
        begun = time.perf_counter()
        answers.append(run.questions([question]))
        waited.append(1_000 * (time.perf_counter() - begun))
    slow = float(np.quantile(waited, 0.95))
    return Measured(
        len(told) / min(taken), float(np.median(waited)), slow, np.concatenate([vectors, *answers[: len(asked)]])
    )


def apart(name: str, threads: int, arguments: Sequence[str]) -> Measured:
    """Measure a way in a process of its own."""
    command = [sys.executable, "-W", "ignore", "-m", "training.encoder.throughput", *arguments]
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder) / "out.npz"
        subprocess.run(
            [*command, "--way", name, "--threads", str(threads), "--out", str(out)],
            env={**os.environ, **WAYS[name].environment, "OMP_NUM_THREADS": str(threads), "HF_HUB_OFFLINE": "1"},
            cwd=ROOT,
            check=True,
        )
        with np.load(out) as kept:
            return Measured(float(kept["passages"]), float(kept["median"]), float(kept["slow"]), kept["vectors"])


def lines(found: Mapping[tuple[str, int], Measured]) -> Iterator[tuple[str, ...]]:
    """Yield the rows of the table; nearness is to the first way."""
    exact = next(iter(found.values())).vectors
    for (name, threads), one in found.items():
        cosines = (one.vectors * exact).sum(axis=1)
        yield (
            WAYS[name].title,
            str(threads),
            f"{one.passages:.1f}",
            f"{one.median:.1f}",
            f"{one.slow:.1f}",
            f"{min(1, cosines.min()):.5f}",
            f"{min(1, cosines.mean()):.5f}",
        )


HEAD: Final = ("way", "threads", "passages a second", "question, ms", "p95", "cosine, least", "mean")


def machine() -> str:
    """Say which CPU this is and how busy it was."""
    told = Path("/proc/cpuinfo").read_text("utf-8") if sys.platform == "linux" else ""
    name = re.search(r"model name\s*:\s*(.+)", told)
    units = [unit for unit in ("amx_bf16", "amx_int8", "avx512_vnni") if re.search(rf"\b{unit}\b", told)]
    load = f"load {os.getloadavg()[0]:.1f} before it began"
    return f"{name[1] if name else platform.machine()} ({', '.join(units) or 'no matrix unit'}), {load}"


def main(arguments: Sequence[str]) -> None:
    """Measure all ways and write the table, or one way (``--way``) into a file."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--passages", type=int, default=PASSAGES)
    parser.add_argument("--questions", type=int, default=QUESTIONS)
    parser.add_argument("--rounds", type=int, default=ROUNDS)
    parser.add_argument("--print", action="store_true", help="print the table instead of writing it")
    for internal in ("--way", "--threads", "--out"):
        parser.add_argument(internal, help=argparse.SUPPRESS)
    chosen = parser.parse_args(arguments)
    told, asked = passages(chosen.passages), questions(chosen.questions)
    if chosen.way:
        one = measure(WAYS[chosen.way].make(int(chosen.threads)), told, asked, chosen.rounds)
        np.savez(chosen.out, passages=one.passages, median=one.median, slow=one.slow, vectors=one.vectors)
        return
    where = machine()
    sizes = [f"--{name}={getattr(chosen, name)}" for name in ("passages", "questions", "rounds")]
    found = {(name, threads): apart(name, threads, sizes) for name in WAYS for threads in THREADS}
    text = f"{where}; {len(told)} passages of {WORDS} words, {len(asked)} questions:\n\n{table(HEAD, lines(found))}"
    if chosen.print:
        print(text)
    else:
        PAGE.write_text(replaced(PAGE.read_text("utf-8"), MARK, text), "utf-8")


if __name__ == "__main__":
    main(sys.argv[1:])
