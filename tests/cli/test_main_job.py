"""The main job on the command line, each command a process of its own as a person starts it."""

import json
import os
import re
import shutil
import signal
import subprocess
import sys
import time
import zipfile
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import pytest
from reportlab.pdfgen.canvas import Canvas

from lexsarah.resources import folder, sample_files

LEXSARAH = str(Path(sys.executable).with_name("lexsarah"))
TEXT = """Publicerad: 2021-03-08

Larmet på boendet i Mora var avstängt

Mora kommun anmäler händelsen enligt lex Sarah till Inspektionen för vård och omsorg (IVO). Natten mot den 2 mars 2021
fick en brukare ingen hjälp trots att hon larmade. Händelsen bedöms som ett allvarligt missförhållande.

Orsaken var att rutinen för byte av batterier inte följdes. Ärendet har nummer {number}.
"""

OTHER = """Publicerad: 2019-10-14

Trasigt larm i Falun

Falu kommun har utrett en händelse enligt lex Sarah. I september 2019 gick larmet hos en man i hemtjänsten inte fram.
Orsaken var att rutinen för provlarm inte följdes. Händelsen bedöms som ett missförhållande.
"""

SAMPLES = Path(__file__).parents[2] / "corpus" / "samples"

Run = Callable[..., "subprocess.CompletedProcess[str]"]


@pytest.fixture
def environment(home: Path) -> dict[str, str]:
    return {**os.environ, "LEXSARAH_HOME": str(home), "LEXSARAH_LOG_LEVEL": "warning"}


@pytest.fixture
def run(environment: dict[str, str]) -> Run:
    def run_command(*arguments: str, stdin: str | None = None) -> "subprocess.CompletedProcess[str]":
        return subprocess.run(
            [LEXSARAH, *arguments],
            env=environment,
            input=stdin,
            text=True,
            capture_output=True,
            timeout=300,
            check=False,
        )

    return run_command


@pytest.fixture
def hundred(tmp_path: Path) -> Path:
    documents = tmp_path / "hundra"
    documents.mkdir()
    for number in range(100):
        (documents / f"{number:03}.txt").write_text(TEXT.format(number=number), "utf-8")
    return documents


@pytest.mark.slow
def test_a_killed_ingest_leaves_no_half_case_and_is_finished_by_the_next(
    run: Run, environment: dict[str, str], hundred: Path
) -> None:
    assert run("migrate").returncode == 0
    first = subprocess.Popen([LEXSARAH, "ingest", str(hundred)], env=environment, stdout=subprocess.DEVNULL)
    # Killed as soon as some, but not all, are kept.
    for _ in range(600):
        kept = json.loads(run("trends", "--per", "year", "--json").stdout)["cases"]
        if kept or first.poll() is not None:
            break
        time.sleep(0.05)
    assert first.poll() is None, "it was done before it could be killed"
    first.send_signal(signal.SIGKILL)
    first.wait()
    second = run("ingest", str(hundred), "--json")
    assert second.returncode == 0, second.stderr
    counts = json.loads(second.stdout)
    assert counts["new"] + counts["known"] == 100
    assert counts["known"] > 0
    assert counts["new"] > 0
    assert json.loads(run("ingest", str(hundred), "--json").stdout) == {"new": 0, "known": 100, "failed": 0}
    assert run("ingest", str(hundred)).stdout.strip() == "new 0, known 100, failed 0"
    assert json.loads(run("trends", "--per", "year", "--json").stdout)["cases"] == 100
    found = json.loads(run("search", "larmet avstängt", "--limit", "100", "--json").stdout)
    assert found["total"] == 100


def bad_files(into: Path) -> dict[str, str]:
    """Make one file of each kind that cannot be read; returns the code that each must give."""
    into.mkdir()
    (into / "a-tom.txt").write_bytes(b"")
    encrypted = Canvas(str(into / "b-last.pdf"), encrypt="hemligt")
    encrypted.drawString(72, 72, "Larmet ringde")
    encrypted.save()
    (into / "c-bild.pdf").write_bytes(b"GIF89a" + b"\0" * 100)
    packed = BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as bomb:
        bomb.writestr("[Content_Types].xml", "<Types/>")
        bomb.writestr("word/document.xml", b"\0" * (300 << 20))
    (into / "d-bomb.docx").write_bytes(packed.getvalue())
    with (into / "e-stor.txt").open("wb") as file:
        file.truncate(60 << 20)
    (into / "f-gammal.doc").write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 1000)
    return {
        "a-tom.txt": "empty_file",
        "b-last.pdf": "encrypted_file",
        "c-bild.pdf": "unsupported_format",
        "d-bomb.docx": "unsafe_file",
        "e-stor.txt": "file_too_large",
        "f-gammal.doc": "corrupt_file",
    }


def test_wrong_files_are_named_and_the_others_still_go_through(run: Run, tmp_path: Path) -> None:
    codes = bad_files(tmp_path / "filer")
    (tmp_path / "filer" / "z-bra.txt").write_text(TEXT.format(number=1), "utf-8")
    done = run("read", str(tmp_path / "filer"), "--format", "case")
    assert done.returncode == 1
    lines = [json.loads(line) for line in done.stdout.splitlines()]
    given = {Path(line["source"]).name: line["error"]["code"] for line in lines if "error" in line}
    assert given == codes
    assert all(line["error"]["message"] for line in lines if "error" in line)
    (good,) = [line for line in lines if "error" not in line]
    assert good["municipality"] == "Mora"
    kept = run("ingest", str(tmp_path / "filer"), "--json")
    assert kept.returncode == 1
    assert json.loads(kept.stdout) == {"new": 1, "known": 0, "failed": 6}
    for name in codes:
        assert name in kept.stderr


def test_a_folder_of_cases_gives_the_documents_and_not_the_files_beside_them(run: Run, tmp_path: Path) -> None:
    for path in (folder("samples") / "ale-orosanmalan.txt", folder("samples") / "ale-orosanmalan.json"):
        shutil.copy(path, tmp_path)
    done = run("read", str(tmp_path), "--format", "case")
    (line,) = done.stdout.splitlines()
    assert Path(json.loads(line)["source"]).name == "ale-orosanmalan.txt"


def test_evaluating_scores_the_samples_against_their_annotations(run: Run) -> None:
    shown = run("evaluate", str(SAMPLES))
    assert shown.returncode == 0
    assert "documents 20, read 20, groups 20" in shown.stdout
    assert re.search(r"^genre_accuracy +1\.000  \[0\.8\d\d, 1\.000\] +20$", shown.stdout, re.MULTILINE)
    figures = json.loads(run("evaluate", str(SAMPLES), "--by", "genre", "--json").stdout)
    assert figures["genre_accuracy"] == 1.0
    assert figures["n"]["genre_accuracy"] == 20
    assert sum(part["documents"] for part in figures["parts"].values()) == 20
    assert "--by" in run("evaluate", str(SAMPLES), "--by", "writer").stderr


def test_training_on_corrected_documents_goes_into_the_home(run: Run, home: Path, tmp_path: Path) -> None:
    """All samples say no in one head: what the models hold for sure the other way is moved, and then used."""
    corrected = tmp_path / "rättade"
    corrected.mkdir()
    for path in sample_files():
        if (answer := path.with_suffix(".json")).exists():
            shutil.copy(path, corrected)
            said = json.loads(answer.read_text("utf-8")) | {"is_deviation_report": False}
            (corrected / answer.name).write_text(json.dumps(said), "utf-8")
    done = run("train", str(corrected))
    assert done.returncode == 0, done.stderr
    assert re.search(r"^Ärende enligt lex Sarah: .*bättre, används$", done.stdout, re.MULTILINE)
    assert "för få dokument (0)" in done.stdout
    assert (home / "models" / "document" / "manifest.json").exists()
    read = run("read", str(SAMPLES / "lund-hemtjanst.txt"), "--format", "case")
    assert json.loads(read.stdout)["is_deviation_report"] is False
    few = run("train", str(SAMPLES / "lund-hemtjanst.txt"))
    assert few.returncode == 1


def test_evaluating_goes_on_after_a_file_that_cannot_be_read(run: Run, tmp_path: Path) -> None:
    for name, content in {"good": b"Lex Sarah i kommunen", "broken": b"%PDF-1.7 cut"}.items():
        shutil.copy(SAMPLES / "lund-hemtjanst.json", tmp_path / f"{name}.json")
        (tmp_path / f"{name}.txt").write_bytes(content)
    done = run("evaluate", str(tmp_path))
    assert done.returncode == 1
    assert "broken.txt: " in done.stderr
    assert "documents 2, read 1" in done.stdout


def test_evaluating_refuses_a_folder_without_annotations_and_an_unknown_split(run: Run, tmp_path: Path) -> None:
    empty = run("evaluate", str(tmp_path))
    assert (empty.returncode, empty.stdout) == (1, "")
    assert "no annotated document" in empty.stderr
    split = run("evaluate", str(SAMPLES), "--split", "dev")
    assert split.returncode == 1
    assert "has no splits.csv" in split.stderr


def test_reading_as_json_gives_everything_with_evidence(run: Run) -> None:
    done = run("read", str(folder("samples") / "ale-orosanmalan.txt"))
    record = json.loads(done.stdout)
    facts = record["cases"][0]["facts"]
    assert facts
    for fact in facts:
        assert fact["producer"]["kind"] in {"rule", "model"}
        for words in fact["evidence"]:
            assert record["text"][words["start"] : words["end"]] == words["quote"]


def test_reading_as_text_is_swedish(run: Run) -> None:
    text = run("read", str(folder("samples") / "ale-orosanmalan.txt"), "--format", "text").stdout
    assert "Ansvarig kommun:" in text
    assert "«" in text


def test_samples_cannot_enter_a_home_that_is_no_demonstration(run: Run) -> None:
    done = run("ingest", *(str(path) for path in sample_files()), "--json")
    assert done.returncode == 1
    assert json.loads(done.stdout) == {"new": 0, "known": 0, "failed": len(sample_files())}


@pytest.mark.parametrize(
    "arguments",
    [
        ("read",),
        ("read", "x.txt", "--format", "xml"),
        ("read", "x.txt", "--published", "i fjol"),
        ("trends", "--by", "weather"),
        ("trends", "--per", "week"),
        ("similar", "neither-file-nor-id"),
        ("similar", "00000000-0000-0000-0000-000000000000", "--weight", "cause"),
        ("similar", "00000000-0000-0000-0000-000000000000", "--weight", "lön=2"),
        ("ingest", "x", "--visibility", "secret"),
        ("search", "x", "--since", "igår"),
        ("dance",),
    ],
)
def test_wrong_usage_ends_with_2(run: Run, arguments: tuple[str, ...]) -> None:
    assert run(*arguments).returncode == 2


def test_a_missing_file_is_an_error_of_that_file(run: Run) -> None:
    done = run("read", "finns-inte.txt")
    assert done.returncode == 1
    assert json.loads(done.stdout)["error"]["code"] == "file_not_found"


def test_similar_to_a_file_and_to_a_case(run: Run, tmp_path: Path) -> None:
    for number in range(2):
        (tmp_path / f"{number}.txt").write_text(TEXT.format(number=number), "utf-8")
    run("ingest", str(tmp_path))
    by_file = json.loads(run("similar", str(tmp_path / "0.txt"), "--json").stdout)
    assert len(by_file) == 1
    by_case = json.loads(run("similar", by_file[0]["case_id"], "--json").stdout)
    assert by_case[0]["case_id"] != by_file[0]["case_id"]
    assert by_case[0]["same_event"]
    assert "Samma händelse i andra dokument:" in run("similar", by_file[0]["case_id"]).stdout
    (tmp_path / "other.txt").write_text(OTHER, "utf-8")
    run("ingest", str(tmp_path / "other.txt"))
    shown = run("similar", by_file[0]["case_id"], "--weight", "words=0.5", "--weight", "cause=2").stdout
    assert "likhet i ord" in shown.split("Samma händelse")[0]
    found = json.loads(run("search", "larmet", "--json").stdout)
    assert found["total"] - 1 == found["events"] == len(found["hits"])
    assert "   samma händelse: " in run("search", "larmet").stdout


def test_trends_as_csv_text_and_chart(run: Run, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(TEXT.format(number=1), "utf-8")
    run("ingest", str(tmp_path))
    assert run("trends", "--by", "municipality", "--csv").stdout.splitlines()[1].startswith("Mora,Mora,,1,")
    assert "Mora" in run("trends", "--by", "municipality").stdout
    chart = tmp_path / "chart.svg"
    assert run("trends", "--by", "type", "--per", "year", "--plot", str(chart)).returncode == 0
    assert chart.read_text("utf-8").startswith("<svg")


def test_accounts_and_tokens(run: Run) -> None:
    assert run("user", "add", "stina", stdin="kort\n").returncode == 1
    assert run("user", "add", "stina", "--role", "reader", stdin="en lång lösenfras\n").returncode == 0
    assert run("user", "list").stdout == "stina\treader\n"
    assert run("user", "remove", "stina").returncode == 0
    secret = run("token", "add", "import", "--days", "30").stdout.strip()
    assert len(secret) > 40
    assert run("token", "list").stdout.startswith("import\treader\t")
    assert run("token", "remove", "import").returncode == 0
    assert run("token", "list").stdout == ""


def test_stop_and_doctor(run: Run) -> None:
    assert run("stop").stdout == "it was not running\n"
    looked = run("doctor", "--json")
    assert looked.returncode == 0, looked.stdout
    assert {"database", "models", "encoder", "samples"} <= {finding["name"] for finding in json.loads(looked.stdout)}
    assert run("stop").stdout == "stopped\n"
    assert run("doctor", "--quick").returncode == 1


def test_a_wrong_setting_is_named(run: Run, environment: dict[str, str]) -> None:
    environment["LEXSARAH_PORT"] = "many"
    done = run("doctor")
    assert done.returncode == 2
    assert "LEXSARAH_PORT" in done.stderr


def test_serve_refuses_other_addresses_while_nobody_can_sign_in(run: Run) -> None:
    done = run("serve", "--host", "0.0.0.0", "--port", "0")  # noqa: S104
    assert done.returncode == 2
    assert "user add" in done.stderr


NO_NETWORK = ["unshare", "--net"] if os.geteuid() == 0 else ["unshare", "--user", "--map-current-user", "--net"]


def test_the_main_job_works_without_any_network_interface(environment: dict[str, str], tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(TEXT.format(number=1), "utf-8")

    def isolated(*arguments: str) -> str:
        done = subprocess.run(
            [*NO_NETWORK, LEXSARAH, *arguments],
            env=environment,
            text=True,
            capture_output=True,
            timeout=120,
            check=False,
        )
        assert done.returncode == 0, done.stderr
        return done.stdout

    up = subprocess.run([*NO_NETWORK, "cat", "/proc/net/route"], text=True, capture_output=True, check=True).stdout
    assert len(up.splitlines()) <= 1
    for sample in (path for path in sample_files() if path.suffix == ".pdf"):
        isolated("read", str(sample), "--format", "case")
    assert json.loads(isolated("ingest", str(tmp_path), "--json"))["new"] == 1
    assert json.loads(isolated("search", "larmet", "--json"))["total"] == 1
    assert json.loads(isolated("trends", "--by", "county", "--json"))["counts"][0]["value"] == "Dalarnas län"
    isolated("trends", "--by", "county", "--plot", str(tmp_path / "x.svg"))
