"""Word documents: order, tables, boxes, revisions, text boxes; nothing outside the file is read."""

import io
import zipfile
from collections.abc import Callable
from typing import Any

import pytest
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from lexsarah.errors import CorruptFile, EmptyFile, FileTooLarge, UnsupportedFormat
from lexsarah.ingest import Limits
from lexsarah.parse.word.docx import parse_docx
from lexsarah.records import BlockKind, ParsedDocument, SourceFile

Read = Callable[..., ParsedDocument]
Make = Callable[..., bytes]
W14 = 'xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml"'
MC = 'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'


def run(inner: str) -> Any:
    return parse_xml(f"<w:r {nsdecls('w')} {MC}>{inner}</w:r>")


def blocks(document: ParsedDocument) -> list[tuple[BlockKind, str]]:
    return [(block.kind, document.slice(block.span)) for block in document.blocks]


def fields(document: ParsedDocument) -> list[tuple[str, str]]:
    return [
        (document.slice(one.label), document.slice(one.value))
        for one in document.blocks
        if one.label is not None and one.value is not None
    ]


def test_paragraphs_and_tables_in_order_with_styles(read: Read, make_docx: Make) -> None:
    def build(document: Any) -> None:
        document.add_heading("Utredning enligt lex Sarah", 0)
        document.add_heading("Händelsen", 1)
        document.add_paragraph("En man blev utan mat.")
        document.add_table(1, 2).rows[0].cells[0].text = "Enhet Lärkbacken"
        document.tables[0].cell(0, 1).text = "Datum för rapport 2021-02-03"
        document.add_paragraph("Ett larm byttes.", style="List Bullet")
        document.add_paragraph("Slutet på ärendet.").runs[0].bold = False
        document.add_paragraph("Bedömning av risken").runs[0].bold = True
        document.add_paragraph("Risken är liten.")

    document = read(make_docx(build))
    assert blocks(document) == [
        (BlockKind.TITLE, "Utredning enligt lex Sarah"),
        (BlockKind.HEADING, "Händelsen"),
        (BlockKind.PARAGRAPH, "En man blev utan mat."),
        (BlockKind.FIELD, "Enhet Lärkbacken"),
        (BlockKind.FIELD, "Datum för rapport 2021-02-03"),
        (BlockKind.LIST_ITEM, "Ett larm byttes."),
        (BlockKind.PARAGRAPH, "Slutet på ärendet."),
        (BlockKind.HEADING, "Bedömning av risken"),
        (BlockKind.PARAGRAPH, "Risken är liten."),
    ]


def test_merged_cells_are_read_once_and_nested_tables_are_read(read: Read, make_docx: Make) -> None:
    def build(document: Any) -> None:
        table = document.add_table(3, 2)
        table.cell(0, 0).merge(table.cell(0, 1)).text = "Gäller hela raden"
        table.cell(1, 0).merge(table.cell(2, 0)).text = "Gäller två rader"
        table.cell(1, 1).text = "övre"
        inner = table.cell(2, 1).add_table(1, 2)
        inner.cell(0, 0).text = "Utredare"
        inner.cell(0, 1).text = "Per Ahl"

    document = read(make_docx(build))
    for words in ("Gäller hela raden", "Gäller två rader", "övre"):
        assert document.text.count(words) == 1
    assert ("Utredare", "Per Ahl") in fields(document)


def test_label_and_value_in_one_cell(read: Read, make_docx: Make) -> None:
    def build(document: Any) -> None:
        table = document.add_table(1, 2)
        table.cell(0, 0).text = "Utredare"
        table.cell(0, 0).add_paragraph("Rebecka Sundhage, utredare")
        table.cell(0, 1).text = "Särskild omständighet\nStängd väg"

    assert fields(read(make_docx(build))) == [
        ("Utredare", "Rebecka Sundhage, utredare"),
        ("Särskild omständighet", "Stängd väg"),
    ]


def test_layout_table_of_one_cell_is_read_as_paragraphs(read: Read, make_docx: Make) -> None:
    def build(document: Any) -> None:
        cell = document.add_table(1, 1).cell(0, 0)
        cell.text = "Vad har hänt?"
        cell.add_paragraph("En man blev utan mat i två dagar.")

    assert blocks(read(make_docx(build))) == [
        (BlockKind.HEADING, "Vad har hänt?"),
        (BlockKind.PARAGRAPH, "En man blev utan mat i två dagar."),
    ]


@pytest.mark.parametrize("ticked", [True, False])
def test_content_control_and_legacy_boxes_and_symbols(read: Read, make_docx: Make, ticked: bool) -> None:
    state = int(ticked)

    def build(document: Any) -> None:
        document.add_heading("Lagrum", 1)
        first = document.add_paragraph()
        first._p.append(
            parse_xml(
                f"<w:sdt {nsdecls('w')} {W14}><w:sdtPr><w14:checkbox><w14:checked "
                f"w14:val='{state}'/></w14:checkbox></w:sdtPr>"
                "<w:sdtContent><w:r><w:t>?</w:t></w:r></w:sdtContent></w:sdt>"
            )
        )
        first.add_run(" SoL")
        for inner in (f"<w:default w:val='{state}'/>", f"<w:default w:val='{1 - state}'/><w:checked w:val='{state}'/>"):
            box = f"<w:checkBox>{inner}</w:checkBox>"
            legacy = document.add_paragraph()
            legacy._p.append(run(f"<w:fldChar w:fldCharType='begin'><w:ffData>{box}</w:ffData></w:fldChar>"))
            legacy._p.append(run("<w:instrText> FORMCHECKBOX </w:instrText>"))
            legacy.add_run(" LSS")
        symbol = document.add_paragraph()
        symbol._p.append(run(f"<w:sym w:font='Wingdings' w:char='{'F0FE' if ticked else 'F0A8'}'/>"))
        symbol.add_run(" HSL")

    document = read(make_docx(build))
    found = [(document.slice(one.label), one.checked, one.section) for one in document.blocks if one.label is not None]
    assert found == [(name, ticked, "Lagrum") for name in ("SoL", "LSS", "LSS", "HSL")]
    assert "FORMCHECKBOX" not in document.text
    assert "?" not in document.text


def test_deleted_and_hidden_text_is_left_out_and_inserted_is_kept(read: Read, make_docx: Make) -> None:
    def build(document: Any) -> None:
        paragraph = document.add_paragraph("Mannen ")
        paragraph._p.append(
            parse_xml(f"<w:del {nsdecls('w')} w:id='1' w:author='x'><w:r><w:delText>struket </w:delText></w:r></w:del>")
        )
        paragraph._p.append(
            parse_xml(f"<w:ins {nsdecls('w')} w:id='2' w:author='x'><w:r><w:t>infogat </w:t></w:r></w:ins>")
        )
        paragraph._p.append(run("<w:rPr><w:vanish/></w:rPr><w:t>gömt </w:t>"))
        paragraph._p.append(run("<w:t>läke</w:t><w:softHyphen/><w:t>medel</w:t><w:noBreakHyphen/><w:t>lista.</w:t>"))

    assert read(make_docx(build)).text == "Mannen infogat läkemedel-lista."


def test_text_boxes_controls_links_and_headers_are_not_lost(read: Read, make_docx: Make) -> None:
    box = "<w:txbxContent><w:p><w:r><w:t>Text i en ruta</w:t></w:r></w:p></w:txbxContent>"

    def build(document: Any) -> None:
        document.sections[0].header.paragraphs[0].text = "Videsjö kommun\tDnr SN 2021/4"
        document.sections[0].footer.paragraphs[0].text = "Besöksadress Storgatan 1"
        paragraph = document.add_paragraph("Före rutan.")
        paragraph._p.append(
            run(
                f"<mc:AlternateContent><mc:Choice Requires='wps'><w:drawing>{box}</w:drawing></mc:Choice>"
                f"<mc:Fallback><w:pict>{box}</w:pict></mc:Fallback></mc:AlternateContent>"
            )
        )
        document.element.body.insert(
            1,
            parse_xml(
                f"<w:sdt {nsdecls('w')}><w:sdtPr/><w:sdtContent><w:p><w:r><w:t>I en "
                f"kontroll.</w:t></w:r></w:p></w:sdtContent></w:sdt>"
            ),
        )

    document = read(make_docx(build))
    assert document.text.count("Text i en ruta") == 1
    assert "I en kontroll." in document.text
    assert fields(document) == [("Dnr", "SN 2021/4")]
    assert (BlockKind.BOILERPLATE, "Besöksadress Storgatan 1") in blocks(document)


def test_synthetic_mark(read: Read, make_docx: Make) -> None:
    assert read(make_docx(lambda document: document.add_paragraph("Hej."), keywords="Synthetic: true")).synthetic
    assert not read(make_docx(lambda document: document.add_paragraph("Hej."))).synthetic


def control(properties: str, content: str) -> Any:
    return parse_xml(
        f"<w:sdt {nsdecls('w')} {W14}><w:sdtPr>{properties}</w:sdtPr><w:sdtContent>{content}</w:sdtContent></w:sdt>"
    )


def filled(properties: str, words: str) -> Any:
    return control(properties, f"<w:r><w:t>{words}</w:t></w:r>")


def test_state_of_a_box_wins_over_the_glyph_it_shows(read: Read, make_docx: Make) -> None:
    def build(document: Any) -> None:
        document.add_heading("Anmäls till IVO", 1)
        for state, glyph, name in ((1, "☐", " Ja"), (0, "☒", " Nej")):
            paragraph = document.add_paragraph()
            paragraph._p.append(filled(f"<w14:checkbox><w14:checked w14:val='{state}'/></w14:checkbox>", glyph))
            paragraph.add_run(name)
        # A control may lie around the whole paragraph.
        box = "<w14:checkbox><w14:checked w14:val='1'/></w14:checkbox>"
        row = document.add_table(1, 2).rows[0]
        row.cells[1].text = "Vet inte"
        cell = row.cells[0]._tc
        cell.insert(1, control(box, "<w:p><w:r><w:t>☐</w:t></w:r></w:p>"))
        cell.remove(cell.findall(cell.tag.replace("}tc", "}p"))[0])

    document = read(make_docx(build))
    found = [(document.slice(one.label), one.checked) for one in document.blocks if one.label is not None]
    assert found == [("Ja", True), ("Nej", False), ("Vet inte", True)]


def test_prompts_are_empty_values(read: Read, make_docx: Make) -> None:
    prompt = "Klicka eller tryck här för att ange text."

    def build(document: Any) -> None:
        table = document.add_table(3, 2)
        for row, (name, words) in enumerate(
            (("Verksamhetens ansvarige", ""), ("Delegation", "5.4"), ("Orsak", "Stress"))
        ):
            table.cell(row, 0).text = name
            shown = "" if words else "<w:showingPlcHdr/>"
            table.cell(row, 1).paragraphs[0]._p.append(filled(f"{shown}<w:text/>", words or prompt))

    document = read(make_docx(build))
    assert prompt not in document.text
    assert fields(document) == [("Verksamhetens ansvarige", ""), ("Delegation", "5.4"), ("Orsak", "Stress")]


def test_legacy_fields_hold_their_result(read: Read, make_docx: Make) -> None:
    def field(data: str, code: str, result: str) -> Any:
        parts = (
            f"<w:fldChar w:fldCharType='begin'><w:ffData>{data}</w:ffData></w:fldChar>",
            f"<w:instrText> {code} </w:instrText>",
            "<w:fldChar w:fldCharType='separate'/>",
            f"<w:t>{result}</w:t>",
            "<w:fldChar w:fldCharType='end'/>",
        )
        return [run(part) for part in parts]

    entries = "".join(f"<w:listEntry w:val='{one}'/>" for one in ("SoL", "LSS", "HSL"))

    def build(document: Any) -> None:
        table = document.add_table(2, 2)
        made = (
            ("Tillämplig lag", field(f"<w:ddList><w:result w:val='1'/>{entries}</w:ddList>", "FORMDROPDOWN", "fel")),
            ("Initialer på enheten", field("<w:textInput/>", "FORMTEXT", "KL")),
        )
        for row, (name, runs) in enumerate(made):
            table.cell(row, 0).text = name
            for one in runs:
                table.cell(row, 1).paragraphs[0]._p.append(one)

    assert fields(read(make_docx(build))) == [("Tillämplig lag", "LSS"), ("Initialer på enheten", "KL")]


def test_long_answers_stay_with_their_label(read: Read, make_docx: Make) -> None:
    answer = "En man blev utan mat i två dagar. " * 20

    def build(document: Any) -> None:
        table = document.add_table(2, 2)
        for row, (label, words) in enumerate((("Berätta vad som hände", answer), ("Klockslag", "16.30"))):
            table.cell(row, 0).paragraphs[0].add_run(label).bold = True
            table.cell(row, 1).text = words

    assert fields(read(make_docx(build))) == [("Berätta vad som hände", answer.strip()), ("Klockslag", "16.30")]


def test_table_with_a_head_is_data(read: Read, make_docx: Make) -> None:
    rows = [
        ("Åtgärd", "Ansvarig", "Klart"),
        ("Kontaktperson", "Enhet 2", "2022-06-03"),
        ("Datum", "Chef", "2023-01-02"),
    ]

    def build(document: Any) -> None:
        table = document.add_table(len(rows), 3)
        for at, row in enumerate(rows):
            for cell, words in zip(table.rows[at].cells, row, strict=True):
                cell.paragraphs[0].add_run(words).bold = at == 0

    assert blocks(read(make_docx(build))) == [(BlockKind.TABLE, "\t".join(row)) for row in rows]


def test_options_of_a_cell_are_told_apart(read: Read, make_docx: Make) -> None:
    def build(document: Any) -> None:
        row = document.add_table(1, 2).rows[0]
        row.cells[0].text = "Beslut"
        row.cells[1].text = "☐ Inget missförhållande"
        row.cells[1].add_paragraph("☒ Risk för missförhållande")
        row.cells[1].add_paragraph("Gäller från i dag")

    document = read(make_docx(build))
    found = [
        (document.slice(one.label), one.checked, one.section) for one in document.blocks if one.checked is not None
    ]
    assert found == [("Inget missförhållande", False, "Beslut"), ("Risk för missförhållande", True, "Beslut")]


def test_tracked_changes_count_as_accepted(read: Read, make_docx: Make) -> None:
    deleted = "<w:pPr><w:rPr><w:del w:id='9' w:author='x'/></w:rPr></w:pPr>"

    def build(document: Any) -> None:
        body = document.element.body
        for xml in (
            f"<w:p {nsdecls('w')}>{deleted}<w:r><w:t xml:space='preserve'>Början av </w:t></w:r></w:p>",
            f"<w:p {nsdecls('w')}><w:r><w:t>meningen.</w:t></w:r></w:p>",
            f"<w:p {nsdecls('w')}><w:moveFrom w:id='1' w:author='x'><w:r><w:t>Borta</w:t></w:r></w:moveFrom></w:p>",
            f"<w:p {nsdecls('w')}><w:moveTo w:id='2' w:author='x'><w:r><w:t>Flyttat dit.</w:t></w:r></w:moveTo></w:p>",
        ):
            body.insert(len(body) - 1, parse_xml(xml))
        table = document.add_table(2, 2)
        table.cell(0, 0).text, table.cell(0, 1).text = "Struken", "rad"
        table.cell(1, 0).text, table.cell(1, 1).text = "Utredare", "Per Ahl"
        row = table.rows[0]._tr
        row.insert(0, parse_xml(f"<w:trPr {nsdecls('w')}><w:del w:id='3' w:author='x'/></w:trPr>"))

    document = read(make_docx(build))
    assert document.text == "Början av meningen.\n\nFlyttat dit.\n\nUtredare\tPer Ahl"


def with_part(document: Any, kind: str, name: str, inner: str) -> None:
    content = f"<w:{kind} {nsdecls('w')}>{inner}</w:{kind}>".encode()
    about = f"application/vnd.openxmlformats-officedocument.wordprocessingml.{kind}+xml"
    part = Part(PackURI(f"/word/{name}.xml"), about, content, document.part.package)
    document.part.relate_to(part, getattr(RELATIONSHIP_TYPE, name.upper()))


def test_notes_follow_their_paragraph_and_comments_are_set_aside(read: Read, make_docx: Make) -> None:
    def words(text: str) -> str:
        return f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>"

    def build(document: Any) -> None:
        document.add_paragraph("Mannen föll.")._p.append(run("<w:footnoteReference w:id='2'/>"))
        document.add_paragraph("Larmet var av.")
        line = f"<w:footnote w:id='0' w:type='separator'>{words('streck')}</w:footnote>"
        with_part(
            document, "footnotes", "footnotes", f"{line}<w:footnote w:id='2'>{words('Enligt journalen.')}</w:footnote>"
        )
        note = f"<w:comment w:id='1' w:author='Ada'>{words('Stämmer det?')}</w:comment>"
        with_part(document, "comments", "comments", note)

    assert blocks(read(make_docx(build))) == [
        (BlockKind.PARAGRAPH, "Mannen föll."),
        (BlockKind.PARAGRAPH, "Enligt journalen."),
        (BlockKind.PARAGRAPH, "Larmet var av."),
        (BlockKind.BOILERPLATE, "Kommentar: Stämmer det?"),
    ]


def test_headers_of_every_section_are_told_once(read: Read, make_docx: Make) -> None:
    def build(document: Any) -> None:
        first = document.sections[0]
        first.different_first_page_header_footer = True
        first.first_page_header.paragraphs[0].text = "Videsjö kommun\tDnr SN 2021/4\t1(3)"
        first.header.paragraphs[0].text = "Utredning enligt lex Sarah\tSida 2(3)"
        document.add_paragraph("En man blev utan mat.")
        second = document.add_section()
        second.header.is_linked_to_previous = False
        second.header.paragraphs[0].text = "Utredning enligt lex Sarah\tSida 2(3)"
        document.add_paragraph("Larmet var av.")

    document = read(make_docx(build))
    assert fields(document) == [("Dnr", "SN 2021/4")]
    assert blocks(document)[-1] == (BlockKind.BOILERPLATE, "Utredning enligt lex Sarah\tSida 2(3)")
    assert (BlockKind.BOILERPLATE, "1(3)") in blocks(document)
    assert document.text.count("Sida 2(3)") == 1


def test_list_numbers_are_written_as_word_counts_them(read: Read, make_docx: Make) -> None:
    def level(at: int, style: str, pattern: str) -> str:
        shown = f"<w:start w:val='1'/><w:numFmt w:val='{style}'/><w:lvlText w:val='{pattern}'/>"
        return f"<w:lvl w:ilvl='{at}'>{shown}</w:lvl>"

    def build(document: Any) -> None:
        levels = level(0, "decimal", "%1.") + level(1, "lowerLetter", "%2)")
        root = document.part.numbering_part.element
        root.insert(0, parse_xml(f"<w:abstractNum {nsdecls('w')} w:abstractNumId='90'>{levels}</w:abstractNum>"))
        root.append(parse_xml(f"<w:num {nsdecls('w')} w:numId='91'><w:abstractNumId w:val='90'/></w:num>"))
        for at, text in (
            (0, "Larmet byts."),
            (0, "Rutinen ändras."),
            (1, "på natten"),
            (1, "på dagen"),
            (0, "Alla utbildas."),
        ):
            numbered = f"<w:numPr><w:ilvl w:val='{at}'/><w:numId w:val='91'/></w:numPr>"
            properties = parse_xml(f"<w:pPr {nsdecls('w')}>{numbered}</w:pPr>")
            document.add_paragraph(text)._p.insert(0, properties)

    document = read(make_docx(build))
    assert [words for _, words in blocks(document)] == [
        "1. Larmet byts.", "2. Rutinen ändras.", "a) på natten", "b) på dagen", "3. Alla utbildas.",
    ]  # fmt: skip
    assert {kind for kind, _ in blocks(document)} == {BlockKind.LIST_ITEM}


def test_parts_in_another_format_are_refused(read: Read, make_docx: Make) -> None:
    def build(document: Any) -> None:
        document.add_paragraph("Före.")
        document.element.body.insert(0, parse_xml(f"<w:altChunk {nsdecls('w')}/>"))

    with pytest.raises(UnsupportedFormat, match="another format"):
        read(make_docx(build))


def rewritten(content: bytes, part: str, change: Callable[[bytes], bytes]) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(target, "w") as new:
        for name in old.namelist():
            new.writestr(name, change(old.read(name)) if name == part else old.read(name))
    return target.getvalue()


def test_external_entities_are_never_resolved(make_docx: Make) -> None:
    # Past ingest, which refuses such a file: the reader must hold on its own.
    attack = b'<?xml version="1.0"?><!DOCTYPE w [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
    content = rewritten(
        make_docx(lambda document: document.add_paragraph("Hej HAR")),
        "word/document.xml",
        lambda xml: attack + xml[xml.index(b"<w:document") :].replace(b"HAR", b"&x;"),
    )
    source = SourceFile("0" * 64, "", "a.docx", "upload", content)
    assert "root:" not in parse_docx(source, Limits()).text


def test_bad_files(read: Read, make_docx: Make) -> None:
    whole = make_docx(lambda document: document.add_paragraph("Hej på dig."))
    with pytest.raises(CorruptFile):
        read(rewritten(whole, "word/document.xml", lambda xml: xml[: len(xml) // 2]))
    with pytest.raises(CorruptFile):
        read(
            rewritten(
                whole,
                "_rels/.rels",
                lambda _: b"<Relationships xmlns='http://schemas.openxmlformats.org/package/2006/relationships'/>",
            )
        )
    with pytest.raises(UnsupportedFormat):
        read(
            rewritten(
                whole,
                "[Content_Types].xml",
                lambda xml: xml.replace(
                    b"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml",
                    b"application/vnd.ms-word.document.macroEnabled.main+xml",
                ),
            )
        )
    with pytest.raises(EmptyFile):
        read(make_docx(lambda _: None))
    with pytest.raises(FileTooLarge):
        read(whole, Limits(max_characters=5))
