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


def boxes(document: ParsedDocument) -> list[tuple[str, bool | None, str | None]]:
    return [
        (document.slice(one.label), one.checked, one.section)
        for one in document.blocks
        if one.kind is BlockKind.CHECKBOX and one.label
    ]


def pairs(document: ParsedDocument) -> list[tuple[str, str]]:
    return [
        (document.slice(one.label), document.slice(one.value))
        for one in document.blocks
        if one.kind is BlockKind.FIELD and one.label and one.value
    ]


@pytest.mark.parametrize(
    "control",
    [
        "<label><input type=checkbox {}> SoL</label>",
        "<label>SoL <input type=checkbox {}></label>",
        "<input type=checkbox id=s {}><label for=s>SoL</label>",
        "<label for=s>SoL</label> <input type=checkbox id=s {}>",
        "<input type=checkbox id=s style='display:none' {}><label for=s>SoL</label>",
        "<input type=checkbox aria-label=SoL {}>",
        "<p><input type=checkbox aria-labelledby=n {}> <span id=n>SoL</span></p>",
        "<table><tr><td><input type=checkbox id=s {}></td><td><label for=s>SoL</label></td></tr></table>",
    ],
)
@pytest.mark.parametrize("checked", [True, False])
def test_a_box_finds_its_label_wherever_it_stands(read: Read, control: str, checked: bool) -> None:
    document = read(article(f"<h2>Lagrum</h2>{control.format('checked' if checked else '')}"))
    assert boxes(document) == [("SoL", checked, "Lagrum")]
    assert document.text.count("SoL") == 1


@pytest.mark.parametrize(("state", "checked"), [("true", True), ("false", False), ("mixed", None), ("", None)])
@pytest.mark.parametrize("tag", ["div", "button", "span"])
def test_boxes_that_a_script_draws(read: Read, tag: str, state: str, checked: bool | None) -> None:
    box = f"<{tag} role='checkbox' aria-checked='{state}'>SoL</{tag}>"
    assert boxes(read(article(f"<h2>Lagrum</h2><div>{box}</div>"))) == [("SoL", checked, "Lagrum")]


@pytest.mark.parametrize(
    "group",
    [
        "<fieldset><legend>Beslut</legend>{}</fieldset>",
        "<div role=radiogroup aria-label=Beslut>{}</div>",
        "<div role=group aria-labelledby=b>{}</div><span hidden id=b>Beslut</span>",
    ],
)
def test_a_group_of_boxes_is_named_by_its_own_words_and_only_it(read: Read, group: str) -> None:
    options = "<p><label><input type=radio> Ja</label></p><p><label><input type=radio checked> Nej</label></p>"
    after = "<p><label><input type=checkbox> Bilaga finns</label></p>"
    document = read(article(f"<h2>Ärendet</h2>{group.format(options)}{after}"))
    assert boxes(document) == [
        ("Ja", False, "Beslut"), ("Nej", True, "Beslut"), ("Bilaga finns", False, "Ärendet"),
    ]  # fmt: skip


def test_a_group_without_controls_has_lost_its_marks(read: Read) -> None:
    lost = "<fieldset><legend>Kön</legend><div>Kvinna</div><div>Man</div></fieldset>"
    assert boxes(read(article(f"{lost}"))) == [("Kvinna", None, "Kön"), ("Man", None, "Kön")]
    told = f"<fieldset><legend>Viktigt</legend><p>{P2}</p></fieldset>"
    assert boxes(read(article(told))) == []


@pytest.mark.parametrize(
    "control",
    [
        "<label for=k>Klockslag i dag</label><input id=k value='16.30'>",
        "<label>Klockslag i dag <input type=time value='16.30'></label>",
        "<input aria-label='Klockslag i dag' value='16.30'>",
        "<label for=k>Klockslag i dag</label><textarea id=k>16.30</textarea>",
        "<label for=k>Klockslag i dag</label><select id=k><option>8.00<option selected>16.30</select>",
        "<table><tr><td><label for=k>Klockslag i dag</label></td><td><input id=k value='16.30'></td></tr></table>",
        "<table><tr><td><label for=k>Klockslag i dag</label><input id=k value='16.30'></td></tr></table>",
        "<table><tr><th>Klockslag i dag</th><td>16.30</td></tr></table>",
        "<dl><dt>Klockslag i dag</dt><dd>16.30</dd></dl>",
    ],
)
def test_a_value_finds_its_label_wherever_it_stands(read: Read, control: str) -> None:
    assert pairs(read(article(f"<div>{control}</div>"))) == [("Klockslag i dag", "16.30")]


def test_prompts_and_passwords_are_no_values(read: Read) -> None:
    document = read(
        page(
            "<label for=a>Enhet</label><select id=a><option value='' selected>Välj enhet<option>Lärkan</select>"
            "<input type=password value=hemligt><input type=submit value=Skicka>"
        )
    )
    assert not any(words in document.text for words in ("Välj", "Lärkan", "hemligt", "Skicka"))


def test_lines_of_a_cell_and_data_under_a_head(read: Read) -> None:
    rows = "<tr><th>Åtgärd<th>Ansvarig<th>Klart<tr><td>Kontaktperson<td>Enhet 2<td>maj"
    document = read(article(f"<table>{rows}</table><table><tr><td>Beslut<td>☐ Ja<br>☒ Nej</table>"))
    assert boxes(document) == [("Ja", False, "Beslut"), ("Nej", True, "Beslut")]
    assert kinds(document)["Kontaktperson\tEnhet 2\tmaj"] is BlockKind.TABLE


def test_a_form_that_is_most_of_the_page_is_its_content(read: Read) -> None:
    rows = "".join(f"<p><label>Fråga nummer {at} <input value='svar nummer {at}'></label></p>" for at in range(20))
    document = read(page(f"<div><p>{P1}</p></div><div><form>{rows}</form></div>"))
    assert len(pairs(document)) == 20
    survey = "<fieldset><legend>Hjälpte sidan dig?</legend><label><input type=radio> Ja</label></fieldset>"
    assert boxes(read(article(around=f"<div><form>{survey}</form></div>"))) == []


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
