"""The reading process: same documents, errors passed on, and a parent that outlives what the child does not."""

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from lexsarah.errors import CorruptFile, EncryptedFile, NoTextLayer, ReadingTimedOut, UnreadableFile, UnsafeFile
from lexsarah.ingest import Limits, from_bytes
from lexsarah.parse import exchange, guard, parse, parse_safely
from lexsarah.parse.guard import Child
from lexsarah.records import SourceFile

LIMITS = Limits()
PAGE = "<html><body><article><h1>Larm tystnade</h1><p>En man föll och blev liggande.</p></article></body></html>"


@pytest.fixture(autouse=True)
def _fresh_child() -> Iterator[None]:
    guard.close()
    yield
    guard.close()


def source(content: bytes) -> SourceFile:
    return from_bytes(content, "fil", "upload", LIMITS)


def child_running(code: str) -> Child:
    """A child that answers with ``code`` instead of reading."""
    child = Child()
    child.stop()
    ours, theirs = guard.socket.socketpair()
    child._socket = ours
    with theirs:
        child._process = subprocess.Popen(
            [
                sys.executable,
                "-c",
                f"import socket, os, time, json\ns = socket.socket(fileno={theirs.fileno()})\n{code}",
            ],
            pass_fds=(theirs.fileno(),),
            stderr=subprocess.DEVNULL,
        )
    return child


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
        pids.append(guard._children[0]._process.pid)
    assert pids[0] == pids[1] != pids[2]


def test_killed_child_is_an_error_once_and_the_next_file_is_read() -> None:
    parse_safely(source(PAGE.encode()), LIMITS)
    child = guard._children[0]
    os.kill(child._process.pid, signal.SIGSTOP)
    threading.Timer(0.3, lambda: os.kill(child._process.pid, signal.SIGKILL)).start()
    with pytest.raises(CorruptFile, match="broke down"):
        parse_safely(source(PAGE.encode()), LIMITS)
    assert "liggande" in parse_safely(source(PAGE.encode()), LIMITS).text


def test_hanging_child_is_ended_in_time_and_the_next_file_is_read() -> None:
    parse_safely(source(PAGE.encode()), LIMITS)
    os.kill(guard._children[0]._process.pid, signal.SIGSTOP)
    start = time.monotonic()
    with pytest.raises(ReadingTimedOut, match=r"0\.5 seconds"):
        parse_safely(source(PAGE.encode()), Limits(seconds=0.5))
    assert time.monotonic() - start < 5
    assert "liggande" in parse_safely(source(PAGE.encode()), LIMITS).text


def test_big_file_to_a_child_that_does_not_listen_times_out() -> None:
    parse_safely(source(PAGE.encode()), LIMITS)
    os.kill(guard._children[0]._process.pid, signal.SIGSTOP)
    with pytest.raises(ReadingTimedOut):
        parse_safely(source(PAGE.encode() + b" " * 20_000_000), Limits(seconds=0.5))


def test_processor_time_is_bounded_too() -> None:
    child = child_running("os.kill(os.getpid(), 24)")
    with pytest.raises(ReadingTimedOut):
        child.read(source(PAGE.encode()), LIMITS)


@pytest.mark.parametrize(
    ("reply", "kind"),
    [
        ((b"memory", b""), UnsafeFile),
        ((b"document", b"{}"), CorruptFile),
        ((b"document", b"not json"), CorruptFile),
        ((b"error", b'["SystemExit", "x"]'), CorruptFile),
        ((b"error", b'["EncryptedFile", "locked"]'), EncryptedFile),
    ],
)
def test_replies_are_checked(reply: tuple[bytes, bytes], kind: type[UnreadableFile]) -> None:
    child = child_running(f"for part in {reply!r}: s.sendall(len(part).to_bytes(8, 'big') + part)\ntime.sleep(5)")
    with pytest.raises(kind) as told:
        child.read(source(PAGE.encode()), LIMITS)
    assert type(told.value) is kind
    child.stop()


def test_reply_of_impossible_length_is_refused() -> None:
    child = child_running("s.sendall((1 << 60).to_bytes(8, 'big'))")
    with pytest.raises(CorruptFile):
        child.read(source(PAGE.encode()), LIMITS)


def test_memory_of_the_child_is_bounded() -> None:
    code = (
        "import json, socket, sys, threading\nfrom dataclasses import asdict\nfrom lexsarah.limits import Limits\n"
        "from lexsarah.parse import child\nchild.parse = lambda *_: bytearray(3 << 30)\n"
        "ours, theirs = socket.socketpair()\nthreading.Thread(target=child.main, "
        "args=(theirs.detach(),), daemon=True).start()\n"
        "head = json.dumps({'sha256': '', 'media_type': '', 'name': '', 'limits': asdict(Limits())}).encode()\n"
        "for part in (head, b'x'): ours.sendall(len(part).to_bytes(8, 'big') + part)\nprint(ours.recv(14)[8:])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=30, check=True)
    assert done.stdout.strip() == "b'memory'"


def test_secrets_of_the_environment_do_not_reach_the_child(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LEXSARAH_DATABASE_URL", "postgresql://u:p@h/d")
    parse_safely(source(PAGE.encode()), LIMITS)
    environment = Path(f"/proc/{guard._children[0]._process.pid}/environ").read_bytes()
    assert b"LEXSARAH" not in environment


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
