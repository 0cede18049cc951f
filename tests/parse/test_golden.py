"""Golden files: one invented document a format, read as it should be.

``LEXSARAH_UPDATE_GOLDENS=1 pytest tests/parse/test_golden.py`` writes the expected files anew and fails all the same,
so that no check can pass by rewriting them; read the difference before you keep it.
"""

import json
import os
from pathlib import Path

import pytest

from lexsarah.ingest import Limits, load
from lexsarah.parse import parse
from lexsarah.records import ParsedDocument

FOLDER = Path(__file__).parent.parent / "golden"
SAMPLES = Path(__file__).parent.parent.parent / "corpus" / "samples"
UPDATE = bool(os.environ.get("LEXSARAH_UPDATE_GOLDENS"))


def as_json(document: ParsedDocument) -> dict[str, object]:
    """Everything but the runs, whose places differ with the version of the PDF library: their words stand for them."""
    return {
        "title": document.title,
        "published": document.published.isoformat() if document.published else None,
        "url": document.url,
        "synthetic": document.synthetic,
        "text": document.text.split("\n"),
        "blocks": [
            {
                "kind": block.kind.value,
                "words": document.slice(block.span),
                **({"section": block.section} if block.section else {}),
                **({"label": document.slice(block.label)} if block.label else {}),
                **({"value": document.slice(block.value)} if block.value else {}),
                **({"checked": block.checked} if block.kind.value == "checkbox" else {}),
            }
            for block in document.blocks
        ],
        "page_starts": [page.start for page in document.textmap.pages],
        "runs": [f"{run.page}:{document.slice(run.span)}" for run in document.textmap.runs],
        "issues": [issue.code for issue in document.issues],
    }


@pytest.mark.parametrize("kind", ["text", "html", "pdf", "docx", "odt", "rtf", "eml"])
def test_golden(kind: str) -> None:
    (path,) = (FOLDER / kind).glob("source.*")
    expected = FOLDER / kind / "expected.json"
    found = as_json(parse(load(path, Limits()), Limits()))
    if UPDATE:
        expected.write_text(json.dumps(found, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
        pytest.fail(f"{expected} is written anew: read the difference")
    assert found == json.loads(expected.read_text(encoding="utf-8"))


def test_every_sample_says_that_it_is_invented_and_has_text_about_a_case() -> None:
    for path in sorted(SAMPLES.iterdir()):
        if path.suffix in {".txt", ".pdf", ".docx", ".html"}:
            document = parse(load(path, Limits()), Limits())
            assert document.synthetic, path.name
            assert document.title or path.suffix == ".txt", path.name
            assert sum(len(document.slice(block.span)) for block in document.about_the_case()) > 0.5 * len(
                document.text
            )
