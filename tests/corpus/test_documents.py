"""The annotated documents: the validator and every other check of ``make corpus-check`` pass."""

import csv
import io
from collections import Counter
from dataclasses import replace
from pathlib import Path

import docx
import lxml.html
import pdfplumber
import pytest
from pdfminer.pdftypes import resolve1
from pdfminer.utils import decode_text
from rich.console import Console
from training.documents import CORPUS, documents
from training.renderings.__main__ import FOLDER, SUFFIX, chosen, hash_of, made_from_text, target
from training.renderings.lines import words

from lexsarah.evaluation import annotated
from lexsarah.ingest import load
from lexsarah.limits import Limits
from lexsarah.parse import parse
from training import agreement, check_corpus, duplicates, short, splits

DOCUMENTS = documents()
BY_NAME = {one.name: one for one in DOCUMENTS}
MADE_FROM = chosen()
RENDERINGS = list(MADE_FROM)
FROM_TEXT = [(name, form) for name, form in RENDERINGS if not form.startswith(("pdf", "scan"))]
SHARED = Path(__file__).parents[3] / "shared"

FIXED_PHRASES = 0.04
"""Share of a short document's runs of words that statutes, the inspectorate's name and a form's headings make up."""


def test_nothing_is_wrong() -> None:
    assert list(check_corpus.misannotated(DOCUMENTS)) == []
    assert list(check_corpus.wrong(DOCUMENTS)) == []


def test_what_is_wrong_with_documents_is_named() -> None:
    first, second, third = DOCUMENTS[:3]
    broken = [
        replace(first, marked=False, case={**first.case, "id": "another", "municipality": "Falu"}),
        replace(second, case={key: value for key, value in second.case.items() if key != "incidents"}),
        replace(third, case={}),
    ]
    found = "\n".join(check_corpus.misannotated(broken))
    for message in (
        f"{first.name}: municipality: 'Falu' is no municipality",
        f"{first.name}: the text file lacks the line",
        f"{first.name}: its annotation says id 'another'",
        f"{second.name}: keys missing: incidents",
        f"{third.name}: keys missing: causes, ",
    ):
        assert message in found


def test_unsound_documents_end_the_check(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr(check_corpus, "documents", lambda: (replace(DOCUMENTS[0], case={}), *DOCUMENTS[1:]))
    assert check_corpus.main() == 1
    shown = capsys.readouterr().out
    assert f"{DOCUMENTS[0].name}: keys missing" in shown
    assert "Documents by" not in shown


def test_what_is_wrong_with_the_whole_is_named() -> None:
    first, second, *rest = DOCUMENTS
    broken = [
        first,
        replace(second, name="unplanned", text=rest[0].text),
        replace(rest[0], case={**rest[0].case, "event_id": "e999"}),
        *rest[1:],
    ]
    found = "\n".join(check_corpus.wrong(broken))
    for message in (
        f"{rest[0].name}: its brief says event ",
        "unplanned: has no brief",
        "unplanned: has no split",
        f"{second.name}: is in the split file and not in the corpus",
        f"{rest[0].name} and unplanned: share 100% of their runs of words",
    ):
        assert message in found
    assert "documents: 10, at least 600 wanted" in list(check_corpus.wrong(DOCUMENTS[:10]))


def test_the_tables_are_printed() -> None:
    out = io.StringIO()
    check_corpus.show(DOCUMENTS, Console(file=out, width=110))
    shown = out.getvalue()
    for heading in ("What the corpus must have", "Documents by genre", "Documents by event type", "Closest pairs"):
        assert heading in shown
    assert "alpha" in shown


def test_the_product_finds_the_documents_and_their_splits() -> None:
    found = {split: {one.name for one in annotated(CORPUS, split)} for split in splits.SHARES}
    assert set().union(*found.values()) == set(BY_NAME)
    assert sum(map(len, found.values())) == len(BY_NAME)


def test_the_mark_is_seen_and_is_no_part_of_the_text() -> None:
    for one in DOCUMENTS:
        parsed = parse(load(CORPUS / "documents" / f"{one.name}.txt", Limits()), Limits())
        assert parsed.synthetic, one.name
        assert "Påhittat exempel" not in parsed.text


def test_two_annotators_saw_the_same_documents() -> None:
    first, second = (agreement.annotations(agreement.FOLDER / name) for name in ("first", "second"))
    assert first.keys() == second.keys()
    assert len(first) >= 120
    assert first.keys() <= BY_NAME.keys()


@pytest.mark.skipif(not SHARED.is_dir(), reason="the documents that must not be retold lie beside the checkout")
def test_nothing_is_taken_from_the_reference_documents() -> None:
    theirs = {path.stem: path.read_text("utf-8") for path in SHARED.glob("*/*.txt")}
    ours = {one.name: one.text for one in DOCUMENTS} | {one["id"]: one["text"] for one in short.read()}
    across = [pair for pair in duplicates.pairs(ours | theirs) if (pair.one in ours) != (pair.other in ours)]
    assert [pair for pair in across if pair.containment > FIXED_PHRASES] == []


def test_at_least_sixty_documents_have_two_renderings_or_more() -> None:
    forms = Counter(name for name, _ in RENDERINGS)
    assert sum(count >= 2 for count in forms.values()) >= 60
    assert {form for _, form in RENDERINGS} == set(SUFFIX)
    assert set(forms) <= set(BY_NAME)


def test_every_rendering_was_made_from_the_text_as_it_is() -> None:
    stale = [(name, form) for (name, form), text in MADE_FROM.items() if text != hash_of(BY_NAME[name])]
    assert stale == [], "run: python -m training.renderings"


def test_every_rendering_is_there_and_no_other_file() -> None:
    wanted = {target(name, form) for name, form in RENDERINGS}
    found = {path for path in FOLDER.rglob("*") if path.is_file() and path.suffix not in (".csv", ".md")}
    assert found == wanted


@pytest.mark.parametrize(("name", "form"), FROM_TEXT)
def test_renderings_come_from_their_texts(name: str, form: str) -> None:
    assert target(name, form).read_bytes() == made_from_text(BY_NAME[name], form)


def _said(path: Path, form: str) -> list[str]:
    """Return the words of a rendering, in order."""
    if form == "word":
        body = docx.Document(str(path)).element.body
        return words(" ".join(node.text or "" for node in body.xpath(".//w:t")))
    if form == "pdf":
        with pdfplumber.open(path) as pages:
            return words("\n".join(page.extract_text() for page in pages.pages))
    return words(lxml.html.document_fromstring(path.read_text("utf-8")).xpath("//article")[0].text_content())


@pytest.mark.parametrize(
    ("name", "form"),
    [(name, form) for name, form in RENDERINGS if form in ("word", "municipal-page", "newspaper-page")],
)
def test_renderings_say_the_words_of_their_texts(name: str, form: str) -> None:
    assert _said(target(name, form), form) == words(BY_NAME[name].text)


@pytest.mark.parametrize(("name", "form"), [(name, form) for name, form in RENDERINGS if form == "pdf"])
def test_printed_pages_hold_the_words_of_their_texts(name: str, form: str) -> None:
    """In another order where cells stand side by side, and with some words parted at the end of a line."""
    said, wanted = Counter(_said(target(name, form), form)), Counter(words(BY_NAME[name].text))
    assert (said & wanted).total() >= 0.97 * wanted.total()


@pytest.mark.parametrize("name", [name for name, form in RENDERINGS if form == "fillable"])
def test_fillable_forms_hold_every_word_once(name: str) -> None:
    """Labels are printed and values stand in fields: together they are the words of the text."""
    with pdfplumber.open(target(name, "fillable")) as pages:
        fields = [resolve1(field)["V"] for field in resolve1(pages.doc.catalog["AcroForm"])["Fields"]]
        printed = "\n".join(page.extract_text() for page in pages.pages)
    held = " ".join(decode_text(value) for value in fields if isinstance(value, bytes))
    assert Counter(words(f"{printed} {held}")) == Counter(words(BY_NAME[name].text))


@pytest.mark.parametrize(("name", "form"), RENDERINGS, ids=lambda value: value)
def test_renderings_are_marked_as_invented(name: str, form: str) -> None:
    path = target(name, form)
    if path.suffix == ".html":
        root = lxml.html.document_fromstring(path.read_text("utf-8"))
        assert root.xpath("//meta[@name='synthetic']/@content") == ["true"]
        assert "Påhittat exempel" in path.read_text("utf-8")
        return
    if path.suffix == ".docx":
        properties = docx.Document(str(path)).core_properties
        keywords, subject = properties.keywords, properties.subject
    else:
        with pdfplumber.open(path) as pages:
            keywords, subject = pages.metadata["Keywords"], pages.metadata["Subject"]
    assert words(keywords) == ["synthetic", "true", "Påhittat", "exempel"]
    assert subject == "Påhittat exempel"


def test_briefs_and_documents_are_the_same() -> None:
    with (CORPUS / "briefs.csv").open(encoding="utf-8", newline="") as lines:
        planned = {row["id"] for row in csv.DictReader(lines)}
    assert planned == set(BY_NAME)
