"""The reading process: same documents, errors passed on, and a parent that outlives what the child does not."""

import io
import os
import shutil
import signal
import subprocess
import sys
import threading
import time
import zipfile
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

import pytest

from lexsarah.errors import (
    CorruptFile,
    EncryptedFile,
    NoTextLayer,
    ReadingFailed,
    ReadingTimedOut,
    UnreadableFile,
    UnsafeFile,
)
from lexsarah.ingest import Limits, from_bytes
from lexsarah.parse import expand_safely, parse, parse_safely
from lexsarah.parse.containment import exchange, guard
from lexsarah.parse.containment.guard import Child, Lane
from lexsarah.parse.containment.sandbox import command
from lexsarah.records import Block, BlockKind, Issue, Page, ParsedDocument, SourceFile, Span, TextMap

LIMITS = Limits()
PAGE = "<html><body><article><h1>Larm tystnade</h1><p>En man föll och blev liggande.</p></article></body></html>"


@pytest.fixture(autouse=True)
def _fresh_child() -> Iterator[None]:
    guard.close()
    yield
    guard.close()


def source(content: bytes) -> SourceFile:
    return from_bytes(content, "fil", "upload", LIMITS)


def child() -> Child:
    assert guard._reading.child
    return guard._reading.child


def lane_with(code: str) -> Lane:
    """A lane whose child answers with ``code`` instead of reading; ``s`` is its socket, ``packed`` makes messages."""
    started = Child(LIMITS.memory_bytes)
    started.stop()
    started.files = 1
    ours, theirs = guard.socket.socketpair()
    started._socket = ours
    before = (
        "import socket, os, subprocess, time, json\nfrom lexsarah.parse.containment.exchange import packed\n"
        f"s = socket.socket(fileno={theirs.fileno()})\n"
    )
    with theirs:
        started._process = subprocess.Popen(
            [sys.executable, "-c", before + code], pass_fds=(theirs.fileno(),), start_new_session=True
        )
    return Lane(child=started)


def read(lane: Lane, limits: Limits = LIMITS) -> ParsedDocument:
    return lane.parse(source(PAGE.encode()), limits, limits.seconds)


def alive(pid: int) -> bool:
    """Whether a process runs; one that has ended and waits to be fetched does not."""
    try:
        return Path(f"/proc/{pid}/stat").read_text("utf-8").rpartition(")")[2].split()[0] != "Z"
    except FileNotFoundError:
        return False


def test_same_document_as_without_the_guard(make_pdf: Callable[..., bytes], make_docx: Callable[..., bytes]) -> None:
    for content in (
        make_pdf("Enhet: Lärkbacken\n\nEn man föll och blev liggande.", keywords="synthetic: true"),
        make_docx(lambda document: document.add_paragraph("En man föll.")),
        PAGE.encode(),
        b"En man f\xc3\xb6ll.",
    ):
        assert parse_safely(source(content), LIMITS) == parse(source(content), LIMITS)


def test_errors_keep_their_kind_and_message(make_pdf: Callable[..., bytes]) -> None:
    for content, kind in (
        (make_pdf("x", password="a"), EncryptedFile),
        (make_pdf(lambda sheet: sheet.rect(1, 1, 50, 50)), NoTextLayer),
        (b"%PDF-1.4 broken", CorruptFile),
    ):
        with pytest.raises(kind) as told:
            parse_safely(source(content), LIMITS)
        with pytest.raises(kind) as direct:
            parse(source(content), LIMITS)
        assert told.value.message == direct.value.message


def test_child_is_kept_for_the_next_file_and_replaced_after_many(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(guard, "FILES_A_CHILD", 2)
    pids = []
    for _ in range(3):
        parse_safely(source(PAGE.encode()), LIMITS)
        pids.append(child()._process.pid)
    assert pids[0] == pids[1] != pids[2]


def test_killed_child_is_an_error_once_and_the_next_file_is_read() -> None:
    parse_safely(source(PAGE.encode()), LIMITS)
    pid = child()._process.pid
    os.kill(pid, signal.SIGSTOP)
    threading.Timer(0.3, lambda: os.kill(pid, signal.SIGKILL)).start()
    with pytest.raises(CorruptFile, match="broke down"):
        parse_safely(source(PAGE.encode()), LIMITS)
    assert "liggande" in parse_safely(source(PAGE.encode()), LIMITS).text


def test_hanging_child_is_ended_in_time_and_the_next_file_is_read() -> None:
    parse_safely(source(PAGE.encode()), LIMITS)
    os.kill(child()._process.pid, signal.SIGSTOP)
    start = time.monotonic()
    with pytest.raises(ReadingTimedOut, match=r"0\.5 seconds"):
        parse_safely(source(PAGE.encode()), Limits(seconds=0.5))
    assert time.monotonic() - start < 5
    assert "liggande" in parse_safely(source(PAGE.encode()), LIMITS).text


def test_big_file_to_a_child_that_does_not_listen_times_out() -> None:
    parse_safely(source(PAGE.encode()), LIMITS)
    os.kill(child()._process.pid, signal.SIGSTOP)
    with pytest.raises(ReadingTimedOut):
        parse_safely(source(PAGE.encode() + b" " * 20_000_000), Limits(seconds=0.5))


def test_processor_time_is_bounded_too() -> None:
    with pytest.raises(ReadingTimedOut):
        read(lane_with("os.kill(os.getpid(), 24)"))


DOCUMENT = {"text": "a", "blocks": [], "textmap": {"pages": [], "runs": []}, "parser": "p", "version": "1"} | {
    "title": None, "published": None, "url": None, "synthetic": False, "issues": []
}  # fmt: skip


@pytest.mark.parametrize(
    ("head", "body", "kind"),
    [
        ({"reply": "memory"}, "", UnsafeFile),
        ({"reply": "document"}, "{}", CorruptFile),
        ({"reply": "document"}, "not json", CorruptFile),
        ({"reply": "document"}, "[" * 100_000, CorruptFile),
        ({"reply": "members", "names": [], "sizes": []}, "", CorruptFile),
        ({}, "", CorruptFile),
        ({"reply": "error", "kind": "SystemExit", "message": "x"}, "", CorruptFile),
        ({"reply": "error"}, "", CorruptFile),
        ({"reply": "error", "kind": "EncryptedFile", "message": "locked"}, "", EncryptedFile),
    ],
)
def test_replies_are_checked(head: exchange.Head, body: str, kind: type[UnreadableFile]) -> None:
    lane = lane_with(f"s.sendall(packed({head!r}, {body!r}.encode()))\ntime.sleep(5)")
    with pytest.raises(kind) as told:
        read(lane)
    assert type(told.value) is kind
    lane.close()


@pytest.mark.parametrize(
    "wrong",
    [
        {"text": "\ud800"},
        {"text": 7},
        {"title": ["a"]},
        {"url": 1},
        {"published": "the third of May"},
        {"blocks": [["paragraph", 0, 2, None, None, None, None, None]]},
        {"blocks": [["field", 0, 1, None, [0, 1], [1, 9], None, None]]},
        {"blocks": [["poem", 0, 1, None, None, None, None, None]]},
        {"textmap": {"pages": [[5, "text_layer", None, None, 0, 0.0, None]], "runs": []}},
        {"textmap": {"pages": [], "runs": [[0, 1, 1, None]]}},
        {"issues": [["parse", "x", "y", "one"]]},
        {"issues": [["parse"]]},
    ],
    ids=str,
)
def test_a_document_that_contradicts_itself_is_refused(wrong: dict[str, object]) -> None:
    exchange.load(exchange.json.dumps(DOCUMENT).encode())
    with pytest.raises(CorruptFile):
        exchange.load(exchange.json.dumps(DOCUMENT | wrong).encode())


@pytest.mark.parametrize("at", [0, 1])
def test_reply_of_impossible_length_is_refused(at: int) -> None:
    start = b"" if at == 0 else (2).to_bytes(8, "big") + b"{}"
    with pytest.raises(CorruptFile):
        read(lane_with(f"s.sendall({start!r} + (1 << 60).to_bytes(8, 'big'))"))


def test_a_reply_that_comes_too_late_is_not_taken_for_the_next_files(monkeypatch: pytest.MonkeyPatch) -> None:
    parse_safely(source(PAGE.encode()), LIMITS)
    first = child()

    def interrupted(length: int, deadline: float) -> bytes:
        raise KeyboardInterrupt

    monkeypatch.setattr(first, "_exactly", interrupted)
    with pytest.raises(KeyboardInterrupt):
        parse_safely(source(PAGE.replace("En man", "En kvinna").encode()), LIMITS)
    assert "En man" in parse_safely(source(PAGE.encode()), LIMITS).text
    assert child() is not first


ANSWERS = """
import json, sys
from dataclasses import asdict
from lexsarah.limits import Limits
from lexsarah.parse.containment import child
def fails(*_):
    {body}
child.parse = fails
head = {{"ask": "parse", "sha256": "", "media_type": "", "name": "", "limits": asdict(Limits()), "seconds": 5}}
child.sandbox.enter(1 << 30)
sys.stdout.buffer.write(child.answer(head, b"x"))
"""


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        ("bytearray(3 << 30)", '"memory"'),
        ("fails()", '"UnsafeFile"'),
        ("{}['secret words']", '"ReadingFailed"'),
        ("raise child.UnsafeFile('bomb')", '"bomb"'),
    ],
)
def test_what_goes_wrong_in_the_child_has_a_name(body: str, kind: str) -> None:
    done = subprocess.run(
        [sys.executable, "-c", ANSWERS.format(body=body)], capture_output=True, timeout=30, check=True
    )
    assert kind.encode() in done.stdout
    assert b"secret words" not in done.stdout


def test_an_error_that_no_reader_foresaw_does_not_cost_the_child() -> None:
    message = "reading failed for a reason that is ours to mend: KeyError at x.py:1"
    reply = {"reply": "error", "kind": "ReadingFailed", "message": message}
    lane = lane_with(f"s.recv(1 << 20)\ns.sendall(packed({reply!r}))\ntime.sleep(5)")
    with pytest.raises(ReadingFailed, match="KeyError"):
        read(lane)
    assert lane.child
    assert lane.child.usable
    lane.close()


def test_a_child_that_does_not_start_is_not_the_files_fault(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(guard.sys, "executable", "/bin/false")
    with pytest.raises(ReadingFailed, match="lexsarah doctor"):
        parse_safely(source(PAGE.encode()), LIMITS)
    monkeypatch.undo()
    assert "liggande" in parse_safely(source(PAGE.encode()), LIMITS).text


def test_secrets_of_the_environment_do_not_reach_the_child(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LEXSARAH_DATABASE_URL", "postgresql://u:p@h/d")
    monkeypatch.setenv("HOME", "/home/somebody")
    seen = guard.probe(LIMITS).environment
    assert set(seen) <= {
        "LANG", "LC_CTYPE", "PATH", "PYTHONPATH", "TESSDATA_PREFIX",
        "OMP_NUM_THREADS", "OMP_THREAD_LIMIT", "OPENBLAS_NUM_THREADS",
    }  # fmt: skip


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="told by /proc")
@pytest.mark.parametrize("end", ["close", "timeout", "crash"])
def test_what_the_child_has_started_ends_with_it(end: str, tmp_path: Path) -> None:
    noted = tmp_path / "pid"
    after = {"close": "time.sleep(60)", "timeout": "time.sleep(60)", "crash": "os._exit(3)"}[end]
    lane = lane_with(
        f"p = subprocess.Popen(['sleep', '60'])\nopen({str(noted)!r}, 'w').write(str(p.pid))\n{after}",
    )
    try:
        if end == "close":
            while not noted.exists() or not noted.read_text("utf-8"):
                time.sleep(0.05)
        else:
            with pytest.raises(UnreadableFile):
                read(lane, Limits(seconds=3))
    finally:
        lane.close()
    grandchild = int(noted.read_text("utf-8"))
    for _ in range(50):
        if not alive(grandchild):
            return
        time.sleep(0.1)
    os.kill(grandchild, signal.SIGKILL)
    pytest.fail("the grandchild went on")


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="told by /proc")
def test_a_child_ends_with_a_parent_that_is_killed() -> None:
    code = (
        "import sys, time\nfrom lexsarah.parse.containment import guard\nchild = guard.Child(2 << 30)\n"
        "child.ask({'ask': 'probe', 'paths': []}, b'', 30, 0)\n"
        "print(child._process.pid, flush=True)\ntime.sleep(60)"
    )
    with subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, text=True) as parent:
        assert parent.stdout
        pid = int(parent.stdout.readline())
        assert alive(pid)
        parent.kill()
    for _ in range(50):
        if not alive(pid):
            return
        time.sleep(0.1)
    os.kill(pid, signal.SIGKILL)
    pytest.fail("the child went on")


@pytest.mark.skipif(not shutil.which("soffice"), reason="no LibreOffice")
def test_old_word_documents_are_converted_in_the_sandbox(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "a.txt").write_text("Enhet: Lärkbacken\n\nEn man föll och blev liggande.\n", encoding="utf-8")
    convert = ["soffice", f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}", "--headless"]
    convert += ["--convert-to", "doc:MS Word 97", "--outdir", str(tmp_path), str(tmp_path / "a.txt")]
    subprocess.run(convert, check=True, capture_output=True, timeout=120)
    started: list[list[str]] = []

    def noted(words: list[str], folder: Path, memory_bytes: int, seconds: float) -> list[str]:
        started.append(command(words, folder, memory_bytes, seconds))
        return started[-1]

    monkeypatch.setattr(guard, "command", noted)
    document = parse_safely(source((tmp_path / "a.doc").read_bytes()), LIMITS)
    assert "En man föll och blev liggande." in document.text
    assert len(started) == 1


def archive(*names: str) -> SourceFile:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as packed:
        for name in names:
            packed.writestr(name, f"Innehållet i {name}.")
    return source(target.getvalue())


def test_a_container_is_opened_in_the_child() -> None:
    found = expand_safely(archive("ett.txt", "tom mapp/", "två.txt"), LIMITS)
    assert [one.name for one in found] == ["ett.txt", "två.txt"]
    assert [one.content.decode() for one in found] == ["Innehållet i ett.txt.", "Innehållet i två.txt."]
    with pytest.raises(UnsafeFile):
        expand_safely(archive("ett.txt", "två.txt"), replace(LIMITS, max_members=1))


@pytest.mark.parametrize(
    ("names", "sizes"),
    [
        (["a"], [2]),
        (["a"], [1, 2]),
        (["a", "b"], [-1, 4]),
        (["a", 7], [1, 2]),
        (["a", "b"], ["1", "2"]),
        ("ab", [1, 2]),
        (None, None),
        (["a"] * 501, [3] + [0] * 500),
    ],
    ids=lambda one: str(one)[:20],
)
def test_members_that_do_not_add_up_are_refused(names: object, sizes: object) -> None:
    reply = {"reply": "members", "names": names, "sizes": sizes}
    lane = lane_with(f"s.sendall(packed({reply!r}, b'abc'))\ntime.sleep(5)")
    with pytest.raises(CorruptFile):
        lane.expand(source(PAGE.encode()), LIMITS)
    lane.close()


def test_more_bytes_than_may_be_unpacked_are_not_taken() -> None:
    reply = {"reply": "members", "names": ["a"], "sizes": [2000]}
    lane = lane_with(f"s.sendall(packed({reply!r}, bytes(2000)))\ntime.sleep(5)")
    with pytest.raises(CorruptFile):
        lane.expand(source(PAGE.encode()), replace(LIMITS, max_unpacked_bytes=1999))


def test_another_limit_on_memory_takes_another_child() -> None:
    parse_safely(source(PAGE.encode()), LIMITS)
    first = child()
    parse_safely(source(PAGE.encode()), replace(LIMITS, memory_bytes=LIMITS.memory_bytes + (1 << 20)))
    assert child() is not first


class Recorder:
    """A lane that notes what it is asked and gives what it was told to."""

    def __init__(self, given: ParsedDocument | UnreadableFile) -> None:
        self.given = given
        self.asked: list[tuple[int, float]] = []

    def parse(self, source: SourceFile, limits: Limits, seconds: float) -> ParsedDocument:
        self.asked.append((limits.ocr_pages, seconds))
        if isinstance(self.given, UnreadableFile):
            raise self.given
        return self.given


def document(text: str, *codes: str) -> ParsedDocument:
    issues = tuple(Issue("parse", code, "x", 1) for code in codes)
    block = Block(BlockKind.PARAGRAPH, Span(0, len(text)))
    return ParsedDocument(text, (block,), TextMap((Page(0),)), exchange.Producer("rule", "x", "1"), issues=issues)


LAYER, OCR, NONE = document("skrivet", "blank_page"), document("läst"), document("sidan ett", "page_without_text")
GARBLED, UNTESTED = document("x", "garbled_text_layer"), document("dold text", "text_layer_untested")


@pytest.mark.parametrize(
    ("first", "second", "ocr_pages", "outcome", "asked_again"),
    [
        (LAYER, OCR, 10, LAYER, False),
        (NONE, OCR, 10, OCR, True),
        (GARBLED, OCR, 10, OCR, True),
        (UNTESTED, OCR, 10, OCR, True),
        (NONE, OCR, 0, NONE, False),
        (NoTextLayer("x"), OCR, 10, OCR, True),
        (NoTextLayer("x"), OCR, 0, NoTextLayer, False),
        (NoTextLayer("x"), ReadingTimedOut("y"), 10, ReadingTimedOut, True),
        (EncryptedFile("x"), OCR, 10, EncryptedFile, False),
    ],
)
def test_pictures_are_read_in_a_second_request_where_needed(
    monkeypatch: pytest.MonkeyPatch,
    first: ParsedDocument | UnreadableFile,
    second: ParsedDocument | UnreadableFile,
    ocr_pages: int,
    outcome: ParsedDocument | type[UnreadableFile],
    asked_again: bool,
) -> None:
    reading, pictures = Recorder(first), Recorder(second)
    monkeypatch.setattr(guard, "_reading", reading)
    monkeypatch.setattr(guard, "_pictures", pictures)
    limits = Limits(seconds=7, ocr_seconds=50, ocr_pages=ocr_pages)
    file = SourceFile("0" * 64, "application/pdf", "a.pdf", "a.pdf", b"x")
    try:
        if isinstance(outcome, type):
            with pytest.raises(outcome):
                parse_safely(file, limits)
        else:
            assert parse_safely(file, limits) is outcome
        assert reading.asked == [(0, 7)]
        assert pictures.asked == ([(ocr_pages, 57)] if asked_again else [])
    finally:
        monkeypatch.undo()


def test_what_was_read_without_pictures_is_kept_when_they_cannot_be_read(monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as patch:
        patch.setattr(guard, "_reading", Recorder(NONE))
        patch.setattr(guard, "_pictures", Recorder(ReadingTimedOut("too slow")))
        found = parse_safely(SourceFile("0" * 64, "application/pdf", "a.pdf", "a.pdf", b"x"), LIMITS)
    assert found == replace(NONE, issues=(*NONE.issues, Issue("parse", "page_not_read", "too slow")))


def test_closing_does_not_wait_for_a_file_that_is_being_read() -> None:
    parse_safely(source(PAGE.encode()), LIMITS)
    stopped = child()
    before = stopped.files
    os.kill(stopped._process.pid, signal.SIGSTOP)
    told: list[str] = []

    def reading() -> None:
        try:
            parse_safely(source(PAGE.encode()), LIMITS)
        except CorruptFile as error:
            told.append(error.message)

    thread = threading.Thread(target=reading)
    thread.start()
    deadline = time.monotonic() + 30
    while stopped.files == before and time.monotonic() < deadline:
        time.sleep(0.01)
    guard.close()
    thread.join(30)
    assert told == [guard.BROKE_DOWN]


def test_two_may_end_a_child_at_the_same_time(monkeypatch: pytest.MonkeyPatch) -> None:
    parse_safely(source(PAGE.encode()), LIMITS)
    ended = child()
    killpg, both = os.killpg, threading.Barrier(2)

    def slow(group: int, number: int) -> None:
        with suppress(threading.BrokenBarrierError):
            if both.wait(0.3):
                # The other one has ended it and waited for it by now.
                ended._process.wait()
        killpg(group, number)

    with monkeypatch.context() as patch:
        patch.setattr(os, "killpg", slow)
        failures: list[BaseException] = []

        def stop() -> None:
            try:
                ended.stop()
            except OSError as error:
                failures.append(error)

        threads = [threading.Thread(target=stop) for _ in range(2)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    assert not failures
    assert ended._process.returncode == -signal.SIGKILL


def test_threads_share_one_child() -> None:
    texts: list[str] = []
    threads = [
        threading.Thread(target=lambda: texts.append(parse_safely(source(PAGE.encode()), LIMITS).text))
        for _ in range(8)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(texts) == 8
    assert len(set(texts)) == 1


def test_exchange_is_lossless_and_refuses_spans_outside_the_text(make_pdf: Callable[..., bytes]) -> None:
    document = parse(source(make_pdf("Enhet: Lärkbacken\n\nEn man föll.", lambda _: None)), LIMITS)
    content = exchange.dump(document)
    assert exchange.load(content) == document
    with pytest.raises(CorruptFile):
        exchange.load(content.replace("En man föll.".encode(), b""))
