"""Word documents: order, tables, boxes, revisions, text boxes; nothing outside the file is read."""

import io
import zipfile
from collections.abc import Callable
from typing import Any

import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from lexsarah.errors import CorruptFile, EmptyFile, FileTooLarge, UnsupportedFormat
from lexsarah.ingest import Limits
from lexsarah.parse.docx import parse_docx
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
