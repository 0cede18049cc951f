"""The sample set: every annotation has the flat shape, its labels are allowed and its quotes stand in the document."""

import importlib.util
import io
import json
import re
from collections import Counter
from functools import cache
from pathlib import Path
from types import ModuleType
from typing import Any

import docx
import lxml.html
import pdfplumber
import pytest
from training.validation import problems, squeeze

from lexsarah.parse.text import without_mark
from lexsarah.vocabulary import Decision

ROOT = Path(__file__).resolve().parents[2]
SAMPLES = ROOT / "corpus" / "samples"
SUFFIXES = {".txt": 11, ".html": 4, ".pdf": 3, ".docx": 2}
NAMES = sorted(path.stem for path in SAMPLES.glob("*.json"))

COMPOSITION = {
    "press_release": 3,
    "municipal_news": 3,
    "news_article": 3,
    "investigation_report": 3,
    "incident_report": 2,
    "board_minutes": 2,
    "committee_memo": 1,
    "ivo_decision": 1,
    "policy_routine": 1,
    "statistics_report": 1,
}


def source_of(name: str) -> Path:
    """Return the one document that carries the name."""
    (found,) = (path for path in SAMPLES.glob(f"{name}.*") if path.suffix in SUFFIXES)
    return found


def case_of(name: str) -> dict[str, Any]:
    """Return the annotation."""
    case: dict[str, Any] = json.loads((SAMPLES / f"{name}.json").read_text("utf-8"))
    return case


def words_of(path: Path, content: bytes) -> str:
    """Return the words that a reader sees, white space collapsed; content is the file's bytes."""
    if path.suffix == ".html":
        page = lxml.html.document_fromstring(content.decode("utf-8"))
        for hidden in page.xpath("//script | //style | //head"):
            hidden.drop_tree()
        return squeeze(" ".join(page.itertext()))
    if path.suffix == ".pdf":
        with pdfplumber.open(io.BytesIO(content)) as pages:
            return squeeze("\n".join(page.extract_text() for page in pages.pages))
    if path.suffix == ".docx":
        document = docx.Document(io.BytesIO(content))
        parts = [document.sections[0].header._element, document.element.body]
        paragraphs = (paragraph for part in parts for paragraph in part.xpath(".//w:p"))
        return squeeze("\n".join("".join(t.text or "" for t in paragraph.xpath(".//w:t")) for paragraph in paragraphs))
    return squeeze(without_mark(content.decode("utf-8"))[0])


@cache
def text_of(name: str) -> str:
    """Return the words of a sample."""
    path = source_of(name)
    return words_of(path, path.read_bytes())


def test_twenty_documents_and_one_file_a_name():
    sources = [path for path in SAMPLES.iterdir() if path.suffix in SUFFIXES]
    assert len(sources) == 20
    assert Counter(path.suffix for path in sources) == SUFFIXES
    assert sorted(path.stem for path in sources) == NAMES


def test_composition():
    cases = [case_of(name) for name in NAMES]
    assert Counter(case["genre"] for case in cases) == COMPOSITION
    assert len({case["municipality"] for case in cases if case["municipality"]}) >= 16
    events = Counter(case["event_id"] for case in cases if case["event_id"])
    assert events.most_common(2)[0][1] == 2
    assert events.most_common(2)[1][1] == 1
    decisions = {case["decision"] for case in cases if case["is_deviation_report"]}
    assert decisions == {*Decision, None}


@pytest.mark.parametrize("name", NAMES)
def test_annotations_pass_the_validator(name):
    case = case_of(name)
    assert problems(case, text_of(name)) == []
    assert case["id"] == name
    assert case["causes"] or not case["is_deviation_report"]


@pytest.mark.parametrize("name", NAMES)
def test_length(name):
    assert 120 <= len(text_of(name).split()) <= 900


def test_only_one_is_about_a_concern_that_lay():
    lying = [
        name for name in NAMES if re.search(r"orosanmälan\W+(?:\w+\W+){0,4}liggande", text_of(name), re.IGNORECASE)
    ]
    assert lying == ["ale-orosanmalan"]
    assert [name for name in NAMES if "orosanmalan_ej_hanterad" in case_of(name)["event_types"]] == lying


@pytest.mark.parametrize("name", [name for name in NAMES if source_of(name).suffix == ".html"])
def test_pages_are_marked_as_invented_and_say_when(name):
    source = source_of(name).read_text("utf-8")
    assert "<!-- Påhittat exempel" in source
    page = lxml.html.document_fromstring(source)
    assert page.xpath("//meta[@name='synthetic']/@content") == ["true"]
    assert page.xpath("//title/text()")
    assert page.xpath("//nav")
    (published,) = page.xpath("//meta[@property='article:published_time']/@content")
    assert page.xpath("//main//time/@datetime")[0][:10] == published[:10]
    annotated = {date["edtf"] for date in case_of(name)["dates"] if date["role"] == "published"}
    assert annotated == {published[:10]}
    assert "Påhittat" not in text_of(name)


@pytest.mark.parametrize("name", [name for name in NAMES if source_of(name).suffix in {".pdf", ".docx"}])
def test_files_are_marked_as_invented(name):
    path = source_of(name)
    if path.suffix == ".pdf":
        with pdfplumber.open(path) as pages:
            keywords, title = pages.metadata["Keywords"], pages.metadata["Title"]
    else:
        properties = docx.Document(str(path)).core_properties
        keywords, title = properties.keywords, properties.title
    assert keywords == "synthetic: true; Påhittat exempel"
    assert title
    assert "Påhittat" not in text_of(name)


def test_the_form_has_two_pairs_on_a_row_and_drawn_boxes():
    with pdfplumber.open(source_of("huddinge-skyddad-adress")) as pages:
        first, *rest = pages.pages
        rows = [[squeeze(cell or "") for cell in row] for row in first.extract_tables()[0]]
        squares = [box for page in rest for box in page.rects if box["width"] < 10]
        feet = [page.extract_text().splitlines()[-1] for page in pages.pages]
    assert rows[0] == ["Enhet Relationsvåldsteamet", "Datum för rapport 2021-09-06"]
    assert rows[-1] == ["Lagrum ☒ SoL ☐ LSS", "Datum när utredningen avslutades 2021-10-22"]
    assert len(squares) == 15
    assert feet == ["1(3)", "2(3)", "3(3)"]


def test_the_word_form_has_checkbox_controls():
    controls = docx.Document(str(source_of("falun-last-dorr"))).element.body.xpath(".//w:sdt")
    glyphs = [control.xpath("string()").strip() for control in controls]
    states = [control.xpath(".//*[local-name()='checked']/@*[local-name()='val']") for control in controls]
    assert glyphs == ["☒" if state == ["1"] else "☐" for state in states]
    assert len(glyphs) == 15
    assert glyphs.count("☒") == 3


@cache
def renderer() -> ModuleType:
    """Load training/render_samples.py, which is no part of the package."""
    spec = importlib.util.spec_from_file_location("render_samples", ROOT / "training" / "render_samples.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize("path", sorted((SAMPLES / "sources").glob("*.yaml")), ids=lambda path: path.stem)
def test_committed_files_come_from_their_sources(path):
    module = renderer()
    source = module.read_source(path)
    assert (module.FONT_FOLDER / "DejaVuSans.ttf").exists(), "scripts/system-packages.sh test installs the font"
    target = SAMPLES / (source.name + source.suffix)
    first, second = (module.RENDERERS[source.suffix](source) for _ in range(2))
    assert first == second
    assert words_of(target, first) == words_of(target, target.read_bytes())
