"""Packing an encoder, loading it, and what its vectors are."""

import json
import subprocess
import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from shutil import copytree

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from training.encoder.pack import pack, packed

import lexsarah
from lexsarah.errors import ModelError
from lexsarah.index.encoder import Encoder, encoder_folder, encoder_hash, load_encoder, loaded_encoder
from lexsarah.index.encoder.blocks import unpacked
from lexsarah.index.encoder.loading import batches

WORDS = "den boende föll på natten och larmet var avstängt ingen kom förrän morgonen".split()
TEXTS = [" ".join(WORDS[:length]) for length in (3, 12, 1, 7, 9)]
ABOUT = {"base": "made for a test", "licence": "none", "scores": {}}

FALL = (
    "Kvinnan föll i sitt rum på äldreboendet under natten. Larmmattan var inte påslagen och hon hittades på morgonen."
)
FALL_AGAIN = "En boende ramlade nattetid och låg kvar på golvet till morgonen, eftersom larmet var avstängt."
PILLS = "Vid dagens delning fick mannen en annan persons tabletter, och signeringslistan var inte ifylld."
MONEY = "Den gode mannen tog ut pengar från huvudmannens konto för egen räkning."


@pytest.fixture(scope="module")
def tiny(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder of sentence-transformers with a small random BERT."""
    import torch
    from sentence_transformers import SentenceTransformer
    from sentence_transformers.base.modules import Transformer
    from sentence_transformers.sentence_transformer.modules import Normalize, Pooling
    from tokenizers import Tokenizer, models, pre_tokenizers, processors
    from transformers import BertConfig, BertModel, PreTrainedTokenizerFast

    folder = tmp_path_factory.mktemp("tiny")
    special = ["<s>", "<pad>", "</s>", "<unk>"]
    vocabulary = {word: at for at, word in enumerate([*special, "query:", "passage:", *WORDS])}
    tokenizer = Tokenizer(models.WordLevel(vocabulary, unk_token="<unk>"))
    tokenizer.pre_tokenizer = pre_tokenizers.WhitespaceSplit()
    tokenizer.post_processor = processors.TemplateProcessing(
        single="<s> $A </s>", pair="<s> $A </s> $B </s>", special_tokens=[("<s>", 0), ("</s>", 2)]
    )
    PreTrainedTokenizerFast(
        tokenizer_object=tokenizer,
        bos_token="<s>",
        pad_token="<pad>",
        eos_token="</s>",
        unk_token="<unk>",
        model_max_length=16,
        model_input_names=["input_ids", "attention_mask"],
    ).save_pretrained(folder / "plain")
    torch.manual_seed(7)
    config = BertConfig(
        vocab_size=len(vocabulary),
        hidden_size=64,
        num_hidden_layers=2,
        num_attention_heads=4,
        intermediate_size=96,
        max_position_embeddings=16,
        pad_token_id=1,
        initializer_range=0.3,
    )
    BertModel(config, add_pooling_layer=False).save_pretrained(folder / "plain")
    SentenceTransformer(
        modules=[Transformer(str(folder / "plain")), Pooling(64, pooling_mode="mean"), Normalize()],
        prompts={"query": "query: ", "passage": "passage: "},
        device="cpu",
    ).save_pretrained(str(folder / "whole"), create_model_card=False)
    return folder / "whole"


@pytest.fixture(scope="module")
def reference(tiny: Path) -> np.ndarray:
    """Return the vectors of ``TEXTS`` as passages by sentence-transformers itself."""
    from sentence_transformers import SentenceTransformer

    model = SentenceTransformer(str(tiny), device="cpu", local_files_only=True)
    return model.encode(TEXTS, prompt_name="passage", show_progress_bar=False)


@pytest.fixture(scope="module")
def small(tiny: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the small encoder in the project's own format."""
    folder = tmp_path_factory.mktemp("small") / "encoder"
    pack(tiny, folder, ABOUT)
    return folder


@pytest.fixture(scope="module")
def shipped() -> Encoder:
    return loaded_encoder(encoder_folder())


def changed(folder: Path, to: Path, name: str, change: Callable[[bytes], bytes]) -> Path:
    """Return a copy of a folder with one file changed."""
    copytree(folder, to)
    (to / name).write_bytes(change((to / name).read_bytes()))
    return to


MATRICES = arrays(np.float32, (3, 64), elements=st.floats(-4, 4, width=32))


@given(MATRICES)
def test_eight_bits_are_near(matrix: np.ndarray) -> None:
    again = unpacked(dict(packed({"name": matrix})))["name"]
    largest = np.abs(matrix.reshape(3, 2, 32)).max(axis=2, keepdims=True)
    # Half a step, and what the scale loses in half precision (relative 2**-11, or 2**-25 where it is tiny).
    bound = largest * (0.5 / 127 + 2**-10) + 127 * 2.0**-24
    assert (np.abs(again - matrix).reshape(3, 2, 32) <= bound).all()


@given(
    arrays(np.int8, (3, 64), elements=st.integers(-8, 7)),
    arrays(np.float16, (3, 2), elements=st.floats(2**-10, 1, width=16)),
)
def test_what_had_four_bits_loses_nothing(numbers: np.ndarray, scales: np.ndarray) -> None:
    numbers[:, [0, 40]] = -8  # as in ggml's Q4_0, the largest weight of a block
    matrix = (numbers.reshape(3, 2, 32) * scales.astype(np.float32)[..., None]).reshape(3, 64)
    weights = dict(packed({"name": matrix}))
    assert weights.keys() == {"name.q4", "name.scale"}
    assert weights["name.q4"].nbytes == matrix.size // 2
    np.testing.assert_array_equal(unpacked(weights)["name"], matrix)


def test_ours_is_what_sentence_transformers_computes(tiny: Path, reference: np.ndarray) -> None:
    np.testing.assert_allclose(load_encoder(tiny, 1, "fp32").passages(TEXTS), reference, atol=2e-6)


@pytest.mark.parametrize("backend", ["fp32", "bf16"])
def test_packing_keeps_the_vectors(small: Path, reference: np.ndarray, backend: str) -> None:
    encoder = load_encoder(small, 1, backend)
    assert (encoder.backend, encoder.dimensions) == (backend, 64)
    assert (encoder.passages(TEXTS) * reference).sum(axis=1).min() > 0.9995
    manifest = json.loads((small / "manifest.json").read_text("utf-8"))
    assert manifest["base"] == ABOUT["base"]
    assert 0 < manifest["largest_error"] < 0.01


def test_the_prefixes_stand_before_the_text(small: Path) -> None:
    encoder = load_encoder(small, 1, "fp32")
    asked, told = encoder.questions(TEXTS), encoder.passages(TEXTS)
    assert (asked * told).sum(axis=1).max() < 0.999
    bare = json.loads((small / "manifest.json").read_text("utf-8"))
    assert (bare["query"], bare["passage"], bare["longest"]) == ("query: ", "passage: ", 16)


def test_packing_twice_gives_the_same_bytes(tiny: Path, small: Path, tmp_path: Path) -> None:
    pack(tiny, tmp_path / "again", ABOUT)
    for name in ("weights.safetensors", "manifest.json", "config.json", "tokenizer.json"):
        assert (tmp_path / "again" / name).read_bytes() == (small / name).read_bytes()


def test_only_a_pooled_bert_is_packed(tiny: Path, tmp_path: Path) -> None:
    other = changed(tiny, tmp_path / "max", "1_Pooling/config.json", lambda told: told.replace(b"mean", b"max"))
    with pytest.raises(ValueError, match="mean of all states"):
        pack(other, tmp_path / "to", ABOUT)
    with pytest.raises(ValueError, match="told twice: dimensions"):
        pack(tiny, tmp_path / "to", {"dimensions": 3})


def test_the_hash_tells_encoders_apart(tiny: Path, small: Path, tmp_path: Path) -> None:
    assert encoder_hash(small) == load_encoder(small, 1, "fp32").hash
    assert len(encoder_hash(small)) == 64
    longer = changed(
        small, tmp_path / "a", "manifest.json", lambda told: told.replace(b'"longest": 16', b'"longest": 15')
    )
    scored = changed(small, tmp_path / "b", "manifest.json", lambda told: told.replace(b'"scores": {}', b'"scores": 1'))
    assert encoder_hash(longer) != encoder_hash(small) == encoder_hash(scored)
    other = changed(tiny, tmp_path / "c", "config.json", lambda told: told.replace(b"1e-12", b"1e-11"))
    (tmp_path / "d").mkdir()
    described = copytree(tiny, tmp_path / "d", dirs_exist_ok=True)
    (described / "README.md").write_text("A card.\n", "utf-8")
    assert encoder_hash(other) != encoder_hash(tiny) == encoder_hash(described)


@pytest.mark.parametrize("name", ["weights.safetensors", "config.json", "tokenizer.json"])
def test_a_damaged_file_is_named(small: Path, tmp_path: Path, name: str) -> None:
    flipped = changed(small, tmp_path / "to", name, lambda told: told[:-40] + b"\x00" + told[-39:])
    with pytest.raises(ModelError, match=rf"{name} is damaged"):
        load_encoder(flipped)
    (flipped / name).unlink()
    with pytest.raises(ModelError, match=rf"{name} cannot be read"):
        load_encoder(flipped)


@pytest.mark.parametrize(
    ("content", "message"),
    [("{", "not JSON"), ("[]", "damaged"), ('{"format": 99}', "another format than 1"), ('{"format": 1}', "damaged")],
)
def test_a_manifest_of_another_kind_is_refused(small: Path, tmp_path: Path, content: str, message: str) -> None:
    other = changed(small, tmp_path / "to", "manifest.json", lambda _: content.encode())
    with pytest.raises(ModelError, match=message):
        load_encoder(other)


def test_files_that_do_not_fit_are_refused(tiny: Path, small: Path, tmp_path: Path) -> None:
    deeper = changed(tiny, tmp_path / "deeper", "config.json", lambda told: told.replace(b'layers": 2', b'layers": 3'))
    pack(deeper, tmp_path / "packed", ABOUT)
    with pytest.raises(ModelError, match=r"do not fit each other \(KeyError\)"):
        load_encoder(tmp_path / "packed")


def test_no_encoder_is_said(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match="no encoder in"):
        load_encoder(tmp_path / "nowhere")
    (tmp_path / "modules.json").write_text("[]", "utf-8")
    with pytest.raises(ModelError, match="no weights in safetensors"):
        load_encoder(tmp_path)


def test_pickled_weights_and_code_are_refused(tiny: Path, tmp_path: Path) -> None:
    pickled = copytree(tiny, tmp_path / "pickled")
    (pickled / "2_Normalize" / "pytorch_model.bin").write_bytes(b"cos\nsystem\n(S'true'\ntR.")
    with pytest.raises(ModelError, match=r"pytorch_model\.bin may hold pickled weights"):
        load_encoder(pickled)
    coded = changed(tiny, tmp_path / "coded", "config.json", lambda told: told.replace(b"{", b'{"auto_map": {},', 1))
    with pytest.raises(ModelError, match="never run"):
        load_encoder(coded)
    named = changed(
        tiny, tmp_path / "named", "modules.json", lambda told: told.replace(b"sentence_transformers.", b"os.", 1)
    )
    with pytest.raises(ModelError, match="never run"):
        load_encoder(named)
    lacking = copytree(tiny, tmp_path / "lacking")
    (lacking / "tokenizer.json").unlink()
    with pytest.raises(ModelError, match="cannot be loaded as an encoder"):
        load_encoder(lacking)


def test_rows_have_length_one_and_come_again(shipped: Encoder) -> None:
    texts = [FALL, PILLS, "", "ord " * 900]
    vectors = shipped.passages(texts)
    assert (vectors.dtype, vectors.shape) == (np.float32, (4, shipped.dimensions))
    np.testing.assert_allclose(np.linalg.norm(vectors, axis=1), 1, atol=1e-5)
    np.testing.assert_array_equal(shipped.passages(texts), vectors)
    np.testing.assert_array_equal(shipped.passages(["ord " * 1200]), shipped.passages(["ord " * 900]))


def test_nothing_gives_no_rows(shipped: Encoder) -> None:
    assert shipped.passages([]).shape == shipped.questions([]).shape == (0, shipped.dimensions)
    assert shipped.questions([]).dtype == np.float32


def test_the_company_of_a_text_hardly_moves_it(shipped: Encoder) -> None:
    texts = [FALL, "larm", PILLS, "en längre text om " * 30, MONEY, FALL_AGAIN]
    together = shipped.passages(texts)
    backwards = shipped.passages(texts[::-1])[::-1]
    alone = np.concatenate([shipped.passages([text]) for text in texts])
    assert (together * backwards).sum(axis=1).min() > 0.9999
    assert (together * alone).sum(axis=1).min() > 0.9999


def test_the_backends_agree(shipped: Encoder) -> None:
    texts = [FALL, FALL_AGAIN, PILLS, MONEY]
    single = load_encoder(encoder_folder(), 1, "fp32")
    half = load_encoder(encoder_folder(), 1, "bf16")
    assert single.hash == half.hash == shipped.hash
    assert (single.passages(texts) * half.passages(texts)).sum(axis=1).min() > 0.9995


def test_what_means_the_same_is_nearer(shipped: Encoder) -> None:
    fall, again, pills, money = shipped.passages([FALL, FALL_AGAIN, PILLS, MONEY])
    assert fall @ again > max(fall @ pills, fall @ money)
    asked = shipped.questions(
        ["gamla som ramlar när larmet inte är på", "fel medicin till fel person", "stöld av pengar"]
    )
    found = asked @ np.stack([fall, pills, money]).T
    assert found.argmax(axis=1).tolist() == [0, 1, 2]


def test_several_threads_ask_at_once(shipped: Encoder) -> None:
    texts = [FALL, PILLS, MONEY, FALL_AGAIN, "larm", "fel medicin"] * 3
    alone = [shipped.questions([text]) for text in texts]
    with ThreadPoolExecutor(6) as pool:
        at_once = list(pool.map(lambda text: shipped.questions([text]), texts))
    np.testing.assert_array_equal(np.concatenate(at_once), np.concatenate(alone))


def test_batches_at_once_give_the_same(small: Path) -> None:
    texts = [" ".join(WORDS[: at % 11 + 1]) for at in range(1_000)]
    one, three = load_encoder(small, 1, "fp32"), load_encoder(small, 3, "fp32")
    np.testing.assert_allclose(three.passages(texts), one.passages(texts), atol=2e-6)


@given(st.lists(st.integers(1, 512), max_size=60))
def test_batches_hold_every_text_once(lengths: list[int]) -> None:
    some = list(batches(lengths, most=600))
    assert sorted(at for one in some for at in one) == list(range(len(lengths)))
    assert all(len(one) * max(lengths[at] for at in one) <= 600 for one in some)


def test_the_library_encodes(shipped: Encoder, small: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    np.testing.assert_array_equal(lexsarah.encode([FALL]), shipped.passages([FALL]))
    np.testing.assert_array_equal(lexsarah.encode(["fall"], kind="query"), shipped.questions(["fall"]))
    monkeypatch.setenv("LEXSARAH_ENCODER", str(small))
    assert lexsarah.encode(TEXTS).shape == (len(TEXTS), 64)


def test_the_hash_needs_no_torch(small: Path) -> None:
    code = (
        "import sys\nfrom pathlib import Path\nfrom lexsarah.index.encoder import encoder_hash, load_encoder\n"
        "import lexsarah.library\nprint(encoder_hash(Path(sys.argv[1])))\n"
        "heavy = {'torch', 'transformers', 'sentence_transformers'} & set(sys.modules)\nassert not heavy, heavy\n"
    )
    done = subprocess.run([sys.executable, "-c", code, str(small)], capture_output=True, text=True, check=False)
    assert done.stdout.strip() == encoder_hash(small), done.stderr
