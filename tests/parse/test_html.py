"""Web pages: main text, structure, dates from the markup, furniture out of the way."""

from collections.abc import Callable
from datetime import date

import pytest

from lexsarah.errors import EmptyFile
from lexsarah.records import BlockKind, ParsedDocument

Read = Callable[..., ParsedDocument]

P1 = "En kvinna i Videsjö blev utan hjälp en hel natt sedan hennes larm hade kopplats bort av misstag under en målning."
P2 = "Larmet är åter inkopplat, och enheten går igenom hur alla larm provas när hantverkare har varit på plats i huset."


def page(body: str, head: str = "") -> str:
    return f"<!DOCTYPE html><html lang='sv'><head><meta charset='utf-8'>{head}</head><body>{body}</body></html>"


def article(inner: str = "", head: str = "", around: str = "") -> str:
    return page(f"<main><article><h1>Larm tystnade</h1><p>{P1}</p>{inner}<p>{P2}</p></article></main>{around}", head)


def kinds(document: ParsedDocument) -> dict[str, BlockKind]:
    return {document.slice(block.span): block.kind for block in document.blocks}


@pytest.mark.parametrize(
    "head",
    [
        '<meta property="article:published_time" content="2021-05-06T23:30:00+02:00">',
        '<meta name="DC.date.issued" content="2021-05-06">',
        '<script type="application/ld+json">{"@graph": [{"datePublished": "2021-05-06"}]}</script>',
        '<script type="application/ld+json">not json</script><meta itemprop="datePublished" content="2021-05-06">',
    ],
)
def test_day_of_publication_from_the_head(read: Read, head: str) -> None:
    assert read(article(head=head)).published == date(2021, 5, 6)


@pytest.mark.parametrize(
    "inner",
    [
        "<time datetime='2021-05-06'>i går</time>",
        "<p>Publicerad: 6 maj 2021</p>",
        "<p class='d'>Publicerad 2021-05-06</p>",
    ],
)
def test_day_of_publication_from_the_page(read: Read, inner: str) -> None:
    assert read(article(inner)).published == date(2021, 5, 6)


@pytest.mark.parametrize(
    "inner",
    ["", "<p>Händelsen inträffade den 3 maj 2020.</p>", "<p>Copyright 2024</p>", "<p>Uppdaterad 2024-01-02</p>"],
)
def test_day_of_publication_is_never_guessed(read: Read, inner: str) -> None:
    around = "<aside><h2>Fler nyheter</h2><p>Bron <time datetime='2024-03-04'>4 mars 2024</time></p></aside>"
    assert read(article(inner, around=around)).published is None


def test_title_url_and_mark(read: Read) -> None:
    head = (
        "<title>Något annat | Videsjö</title><link rel='canonical' href='https://exempel.videsjo.se/a'>"
        "<meta name='synthetic' content='true'>"
    )
    document = read(article(head=head))
    assert (document.title, document.url, document.synthetic) == ("Larm tystnade", "https://exempel.videsjo.se/a", True)
    plain = read(page(f"<p>{P1}</p><p>{P2}</p>", "<title>Larmet i Videsjö | Videsjö</title>"))
    assert (plain.title, plain.url, plain.synthetic) == ("Larmet i Videsjö", None, False)
    assert read(article(head="<link rel='canonical' href='javascript:alert(1)'>")).url is None


def test_structure_is_kept(read: Read) -> None:
    document = read(
        article(
            "<h2>Vad gör vi?</h2><ul><li>Provar larm</li><li>Skriver "
            "<b>lista</b></li></ul><p><strong>Bakgrund</strong></p>"
            "<table><tr><th>Enhet</th><td>Lärkbacken</td></tr><tr><th>Datum</th><td>2021-05-01</td></tr></table>"
            "<dl><dt>Diarienummer</dt><dd>SN 2021/4</dd></dl>"
        )
    )
    found = kinds(document)
    assert found["Vad gör vi?"] is BlockKind.HEADING
    assert found["Bakgrund"] is BlockKind.HEADING
    assert found["Provar larm"] is found["Skriver lista"] is BlockKind.LIST_ITEM
    assert found["Enhet\tLärkbacken"] is found["Diarienummer\tSN 2021/4"] is BlockKind.FIELD


def test_filled_form(read: Read) -> None:
    document = read(
        article(
            "<fieldset><legend>Lagrum</legend><label><input type='checkbox' checked> SoL</label> "
            "<label><input type='checkbox'> LSS</label></fieldset>"
            "<p>Beslut</p><p><input type='radio' name='b'> Missförhållande</p><p><input "
            "type='radio' name='b'> Inget</p>"
            "<p>Enhet: <input type='text' value='Lärkbacken'></p><input type='hidden' value='hemlig-nyckel'>"
        )
    )
    found = [
        (one.section, document.slice(one.label), one.checked)
        for one in document.blocks
        if one.kind is BlockKind.CHECKBOX and one.label
    ]
    assert found == [
        ("Lagrum", "SoL", True),
        ("Lagrum", "LSS", False),
        ("Beslut", "Missförhållande", None),
        ("Beslut", "Inget", None),
    ]
    assert "Enhet: Lärkbacken" in document.text
    assert "hemlig" not in document.text


def test_menus_scripts_and_hidden_parts_are_not_in_the_text(read: Read) -> None:
    document = read(
        article(
            "<script>var dold = 1</script><style>.dold{}</style><p style='display: none'>Dold mening här.</p>",
            around="<nav><a>Start dold</a></nav><div class='cookies'>dold</div><div role='navigation'>dold</div>",
        )
    )
    assert "old" not in document.text
    assert P1 in document.text


def test_what_lies_outside_the_article_is_boilerplate(read: Read) -> None:
    document = read(
        article(around="<aside><h2>Andra</h2><p>Kommunen inviger en ny bro över ån på lördag klockan tolv.</p></aside>")
    )
    assert kinds(document)["Kommunen inviger en ny bro över ån på lördag klockan tolv."] is BlockKind.BOILERPLATE
    assert kinds(document)[P1] is kinds(document)[P2] is BlockKind.PARAGRAPH


def test_boxes_inside_the_article_are_judged_by_their_words(read: Read) -> None:
    document = read(
        article(
            "<aside><h2>Fakta lex Sarah</h2><p>All personal ska rapportera missförhållanden.</p></aside>"
            "<section class='kontakt'><h2>Kontakt</h2><p>Disa Ek, chef</p></section>"
        )
    )
    found = kinds(document)
    assert found["All personal ska rapportera missförhållanden."] is BlockKind.LAW_BOX
    assert found["Disa Ek, chef"] is BlockKind.CONTACT


def test_page_of_few_words_falls_back_to_what_is_visible(read: Read) -> None:
    assert "Larmet var av." in read(page("<div>Larmet var av.</div>")).text


@pytest.mark.parametrize(
    ("charset", "codec"), [("iso-8859-1", "cp1252"), ("windows-1252", "cp1252"), ("utf-8", "utf-8")]
)
def test_declared_encoding(read: Read, charset: str, codec: str) -> None:
    content = article().replace("charset='utf-8'", f"charset='{charset}'").encode(codec)
    assert P1 in read(content).text


def test_undeclared_and_wrongly_declared_encoding(read: Read) -> None:
    assert P1 in read(article().replace("<meta charset='utf-8'>", "").encode("cp1252")).text
    assert P1 in read(article().encode("cp1252")).text


def test_xml_declaration_and_entities(read: Read) -> None:
    words = "<?xml version='1.0' encoding='utf-8'?><!DOCTYPE html [<!ENTITY x SYSTEM 'file:///etc/passwd'>]>"
    document = read(words + f"<html><body><p>{P1} &x; &aring;tg&auml;rd</p></body></html>")
    assert "åtgärd" in document.text
    assert "root:" not in document.text


def test_deep_nesting_is_an_error_or_a_document(read: Read) -> None:
    from lexsarah.errors import UnreadableFile

    try:
        read("<html><body>" + "<div>" * 20_000 + P1)
    except UnreadableFile:
        return


def test_page_without_words(read: Read) -> None:
    with pytest.raises(EmptyFile):
        read(page("<img src='a.png'><script>1</script>"))
