"""Lines as a clerk sees them, and every form saying the same words as its text."""

import io
from typing import Any

import docx
import lxml.html
import numpy as np
import pdfplumber
import pypdfium2
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pdfminer.pdftypes import resolve1
from pdfminer.utils import decode_text
from training.renderings.fillable import fillable
from training.renderings.lines import Kind, Line, lines, words
from training.renderings.pages import municipal, newspaper
from training.renderings.scan import scan
from training.renderings.word import word

FORM = """Falu kommun	LEX SARAH – UTREDNING
Enhet:	Slussens vårdboende	Datum: 2021-03-09

Vad har hänt?
Den 8 mars föll en man – det kallas ”fallet” – på sitt rum & blev liggande <i timmar>.

• Rutinen saknades
Bedömning
[x] Missförhållande	☐ Inget missförhållande
Utredare: Irja Kettunen
"""


def test_kinds() -> None:
    assert [(line.kind, line.cells) for line in lines(FORM)] == [
        (Kind.ROW, ("Falu kommun", "LEX SARAH – UTREDNING")),
        (Kind.ROW, ("Enhet:", "Slussens vårdboende", "Datum:", "2021-03-09")),
        (Kind.HEADING, ("Vad har hänt?",)),
        (Kind.TEXT, ("Den 8 mars föll en man – det kallas ”fallet” – på sitt rum & blev liggande <i timmar>.",)),
        (Kind.ITEM, ("• Rutinen saknades",)),
        (Kind.TEXT, ("Bedömning",)),
        (Kind.BOXES, ("☒ Missförhållande", "☐ Inget missförhållande")),
        (Kind.ROW, ("Utredare:", "Irja Kettunen")),
    ]


@given(st.text(alphabet="abcåäö :.\t\n•☐[x]–?1", max_size=300))
def test_lines_keep_every_word_in_order(text: str) -> None:
    assert words(" ".join(cell for line in lines(text) for cell in line.cells)) == words(text)


def test_word_form_has_controls_and_the_same_words() -> None:
    made = word("Utredning", lines(FORM))
    assert made == word("Utredning", lines(FORM))
    body = docx.Document(io.BytesIO(made)).element.body
    assert words(" ".join(node.text or "" for node in body.xpath(".//w:t"))) == words(FORM)
    assert len(body.xpath(".//w:sdt")) == 6
    assert len(body.xpath(".//w:sdt[.//w:text]")) == 4


def _fields(pdf: bytes) -> list[dict[str, Any]]:
    with pdfplumber.open(io.BytesIO(pdf)) as pages:
        return [resolve1(field) for field in resolve1(pages.doc.catalog["AcroForm"])["Fields"]]


def test_fillable_form_holds_values_in_fields_and_ticks_in_boxes() -> None:
    made = fillable("Utredning", lines(FORM))
    assert made == fillable("Utredning", lines(FORM))
    fields = _fields(made)
    held = [decode_text(field["V"]) for field in fields if isinstance(field["V"], bytes)]
    ticks = [str(field["V"]) for field in fields if not isinstance(field["V"], bytes)]
    assert ["Yes" in tick for tick in ticks] == [True, False]
    with pdfplumber.open(io.BytesIO(made)) as pages:
        printed = "\n".join(page.extract_text() for page in pages.pages)
    assert set(words(f"{printed} {' '.join(held)}")) >= set(words(FORM))
    assert "Den 8 mars föll en man – det kallas ”fallet” – på sitt rum & blev liggande <i timmar>." in held


def test_long_text_goes_on_over_pages() -> None:
    long = tuple(Line(Kind.TEXT, (f"Stycke {at}. " + "Personalen kom sent. " * 20,)) for at in range(40))
    held = [decode_text(field["V"]) for field in _fields(fillable("Lång", long))]
    assert len(held) == 40
    with pdfplumber.open(io.BytesIO(fillable("Lång", long))) as pages:
        assert len(pages.pages) > 3


@pytest.mark.parametrize("page", [municipal, newspaper])
def test_pages_have_the_words_in_the_article_and_other_things_around_it(page: Any) -> None:
    made = page("Vad har hänt?", "Falu kommun", lines(FORM))
    root = lxml.html.document_fromstring(made.decode())
    assert words(root.xpath("//article")[0].text_content()) == words(FORM)
    assert len(words(root.text_content())) > len(words(FORM)) + 30
    assert root.xpath("//meta[@name='synthetic']/@content") == ["true"]
    assert root.xpath("//h1")[0].text == "Vad har hänt?"


@pytest.mark.parametrize("dpi", [200, 300])
def test_scans_are_images_alone(dpi: int) -> None:
    source = fillable("Utredning", lines(FORM))
    made = scan(source, dpi, seed=1)
    with pdfplumber.open(io.BytesIO(made)) as pages:
        assert "".join(page.extract_text() for page in pages.pages) == ""
        assert "synthetic: true" in pages.metadata["Keywords"]
        assert pages.pages[0].images[0]["srcsize"][0] == pytest.approx(595.28 / 72 * dpi, abs=2)
    with pypdfium2.PdfDocument(made) as document:
        grey = np.asarray(document[0].render(scale=1).to_pil().convert("L"))
    assert 0.0005 < (grey < 120).mean() < 0.2
