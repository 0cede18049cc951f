"""Names by the network: what it finds in plain sentences, and how it is loaded."""

import hashlib
import json
import random
import shutil
import subprocess
import sys
import time
from pathlib import Path

import pytest

import lexsarah
from lexsarah.errors import ModelError
from lexsarah.extract import entities
from lexsarah.extract.boundaries import BOUNDARIES
from lexsarah.extract.entities import LABELS, LONGEST_PIECE, MANIFEST, NAME, load, pipeline
from lexsarah.resources import folder

MODEL = folder("models") / NAME

GOLDEN = {
    "Ärendet anmäldes till Inspektionen för vård och omsorg av Malin Sandgren.": {
        ("Inspektionen för vård och omsorg", "ORG"),
        ("Malin Sandgren", "PER"),
    },
    "– Vi ser allvarligt på det inträffade, säger socialchef Ibrahim Nordvall.": {
        ("socialchef", "ROLE"),
        ("Ibrahim Nordvall", "PER"),
    },
    "Enligt Socialstyrelsen har Katrineholms kommun inte följt beslutet.": {
        ("Socialstyrelsen", "ORG"),
        ("Katrineholms kommun", "ORG"),
    },
    "Utredare\tYasmin Ekvall, kvalitetsutvecklare": {("Yasmin Ekvall", "PER"), ("kvalitetsutvecklare", "ROLE")},
    "I somras flyttade hon från Göteborg till Sundsvall.": {("Göteborg", "LOC"), ("Sundsvall", "LOC")},
    "Personalen ringde på larmet klockan fyra och ingen svarade.": set(),
}


@pytest.mark.parametrize("sentence", GOLDEN)
def test_plain_sentences(sentence: str) -> None:
    assert {(one.text, one.label) for one in lexsarah.entities(sentence)} == GOLDEN[sentence]


def test_offsets_are_those_of_the_text_and_no_name_crosses_a_line_or_another() -> None:
    text = "\n\n".join(GOLDEN) * 3
    found = lexsarah.entities(text)
    assert len(found) > 20
    reached = 0
    for one in found:
        assert one.start >= reached
        assert text[one.start : one.end] == one.text == one.text.strip()
        assert "\n" not in one.text
        assert one.label in LABELS
        reached = one.end


def test_a_line_alone_gives_what_it_gives_among_others() -> None:
    alone = [(one.text, one.label) for line in GOLDEN for one in lexsarah.entities(line)]
    assert [(one.text, one.label) for one in lexsarah.entities("\r\n".join(GOLDEN))] == alone


def test_the_names_are_those_of_spacys_own_reader() -> None:
    dice = random.Random(20261122)  # noqa: S311  (which lines)
    words = [
        "Anna",
        "Berg",
        "AB",
        "och",
        ".",
        " ",
        "\t",
        "Sandgren",
        "kommun",
        "på",
        "Enhetschef",
        "Ottiliagården",
        "(",
    ]
    lines = [" ".join(dice.choices(words, k=dice.randint(1, 90))) + " x" for _ in range(300)]
    lines += [line.replace(" ", dice.choice(["  ", "\t", " \u00a0"])) for line in GOLDEN]
    docs = list(pipeline().pipe(lines, disable=(BOUNDARIES,)))
    own = {(at, span.start_char, span.end_char, span.label_) for at, doc in enumerate(docs) for span in doc.ents}
    assert {one[3] for one in own} == set(LABELS)
    assert len(own) > 2_000
    assert {
        (at, one.start, one.end, one.label) for at, line in enumerate(lines) for one in lexsarah.entities(line)
    } == own


@pytest.mark.parametrize(("kept", "text"), [(0, "Malin Sandgren på Ekgläntan."), (10**6, "Malin Sandgren " + "y" * 60)])
def test_not_every_word_is_remembered(monkeypatch: pytest.MonkeyPatch, kept: int, text: str) -> None:
    lexsarah.entities("Ett ord.")
    monkeypatch.setattr(entities, "WORDS_KEPT", kept)
    before = len(pipeline().vocab.strings)
    found = {lexsarah.entities(f"{text} {chr(65 + at) * 4}lund ringde.")[0].text for at in range(26)}
    assert found == {"Malin Sandgren"}
    assert len(pipeline().vocab.strings) == before
    monkeypatch.setattr(entities, "WORDS_KEPT", 10**6)
    assert lexsarah.entities(f"Malin Sandgren ringde Qlund{kept}.")[0].text == "Malin Sandgren"
    assert len(pipeline().vocab.strings) > before


def test_a_long_line_is_cut_and_no_name_is_lost() -> None:
    sentence = "Enhetschefen Malin Sandgren anmälde det till IVO. "
    line = sentence * (5 * LONGEST_PIECE // len(sentence))
    names = [one for one in lexsarah.entities(line) if one.text == "Malin Sandgren"]
    assert len(names) >= line.count("Malin Sandgren") - 5
    assert all(line[one.start : one.end] == "Malin Sandgren" for one in names)


@pytest.mark.parametrize("text", ["", " \n\t\r\n ", "…", "\ud83d ensam halva", "\x00\x07", "A", "🙂" * 500, "́" * 50])
def test_odd_texts(text: str) -> None:
    for one in lexsarah.entities(text):
        assert text[one.start : one.end] == one.text


@pytest.mark.parametrize("unit", ["a" * 10, "Anna ", "Anna-", "(", "1.", "x@", "Sandgren\t", "kap. ", "\n.", "AB:s/"])
def test_time_grows_with_the_text(unit: str) -> None:
    def seconds(size: int) -> float:
        text = unit * (size // len(unit))
        began = time.process_time()
        lexsarah.entities(text)
        return time.process_time() - began

    seconds(1_000)
    assert seconds(120_000) < 4 * max(seconds(60_000), 0.2)


def test_sentences_survive_abbreviations() -> None:
    doc = pipeline()("Det gäller bl.a. larmet kl. 14.30. Enligt 14 kap. 3 § SoL ska d.v.s. nämnden utreda det.")
    assert [one.text for one in doc.sents] == [
        "Det gäller bl.a. larmet kl. 14.30.",
        "Enligt 14 kap. 3 § SoL ska d.v.s. nämnden utreda det.",
    ]


def test_the_folder_holds_what_the_manifest_says_and_no_pickle() -> None:
    manifest = json.loads((MODEL / MANIFEST).read_text("utf-8"))
    files = {str(path.relative_to(MODEL)) for path in MODEL.rglob("*") if path.is_file()}
    assert files - {MANIFEST, "README.md"} == set(manifest["files"])
    for path in MODEL.rglob("*"):
        assert not (path.is_file() and path.read_bytes().startswith(b"\x80")) or path.suffix != ".pkl"
    assert sum(path.stat().st_size for path in MODEL.rglob("*") if path.is_file()) < 15_000_000


@pytest.mark.parametrize("change", ["bytes", "missing", "version", "labels", "no manifest"])
def test_a_damaged_model_is_refused(tmp_path: Path, change: str) -> None:
    copy = tmp_path / NAME
    shutil.copytree(MODEL, copy)
    manifest = json.loads((copy / MANIFEST).read_text("utf-8"))
    weights = copy / "ner" / "model"
    if change == "bytes":
        content = bytearray(weights.read_bytes())
        content[len(content) // 2] ^= 1
        weights.write_bytes(bytes(content))
    elif change == "missing":
        weights.unlink()
    elif change == "no manifest":
        (copy / MANIFEST).unlink()
    else:
        manifest |= {"version": {"versions": {"spacy": "2.0.0"}}, "labels": {"labels": ["PER"]}}[change]
        (copy / MANIFEST).write_text(json.dumps(manifest), "utf-8")
    with pytest.raises(ModelError, match=NAME):
        load(copy)


def test_a_file_that_the_manifest_does_not_know_is_refused(tmp_path: Path) -> None:
    copy = tmp_path / NAME
    shutil.copytree(MODEL, copy)
    content = b"?"
    (copy / "ner" / "more").write_bytes(content)
    with pytest.raises(ModelError, match="more"):
        load(copy)
    manifest = json.loads((copy / MANIFEST).read_text("utf-8"))
    manifest["files"]["ner/more"] = hashlib.sha256(content).hexdigest()
    (copy / MANIFEST).write_text(json.dumps(manifest), "utf-8")
    load(copy)


def test_torch_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "torch").mkdir()
    (tmp_path / "torch" / "__init__.py").write_text("raise SystemExit('torch was imported')\n", "utf-8")
    code = (
        "import sys, lexsarah\n"
        f"sys.path.insert(0, {str(tmp_path)!r})\n"
        "assert lexsarah.entities('Malin Sandgren svarade.')[0].label == 'PER'\n"
        "assert 'torch' not in sys.modules\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=120, check=False)
    assert done.returncode == 0, done.stderr
