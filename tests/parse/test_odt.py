"""OpenDocument texts: order, tables, boxes, lists, changes; nothing outside the file is read."""

import io
import zipfile
from collections.abc import Callable

import pytest

from lexsarah.errors import CorruptFile, EmptyFile, EncryptedFile, FileTooLarge, UnreadableFile, UnsafeFile
from lexsarah.ingest import Limits, from_bytes
from lexsarah.ingest.archive import ODT
from lexsarah.parse.word.odt import parse_odt
from lexsarah.records import BlockKind, ParsedDocument, SourceFile

Read = Callable[..., ParsedDocument]

ODF = "urn:oasis:names:tc:opendocument:xmlns"
NAMES = " ".join(
    f'xmlns:{short}="{ODF}:{long}:1.0"'
    for short, long in {
        "office": "office", "text": "text", "table": "table", "style": "style", "draw": "drawing", "form": "form",
        "meta": "meta", "fo": "xsl-fo-compatible", "svg": "svg-compatible",
    }.items()
) + (
    ' xmlns:loext="urn:org:documentfoundation:names:experimental:office:xmlns:loext:1.0"'
    ' xmlns:field="urn:openoffice:names:experimental:ooo-ms-interop:xmlns:field:1.0"'
)  # fmt: skip


def p(words: str, style: str = "") -> str:
    return f'<text:p text:style-name="{style}">{words}</text:p>'


def table(*rows: tuple[str, ...]) -> str:
    told = ("".join(f"<table:table-cell>{cell}</table:table-cell>" for cell in row) for row in rows)
    return "<table:table>" + "".join(f"<table:table-row>{row}</table:table-row>" for row in told) + "</table:table>"


def style(name: str, family: str, *properties: str) -> str:
    about = f"<style:text-properties {' '.join(properties)}/>"
    return f'<style:style style:name="{name}" style:family="{family}">{about}</style:style>'


def odt(
    body: str, *, automatic: str = "", common: str = "", keywords: str = "", more: dict[str, str] | None = None
) -> bytes:
    parts = {
        "mimetype": ODT,
        "content.xml": f"<office:document-content {NAMES}>"
        f"<office:automatic-styles>{automatic}</office:automatic-styles><office:body><office:text>{body}</office:text></office:body></office:document-content>",
        "styles.xml": f"<office:document-styles {NAMES}>{common}</office:document-styles>",
        "meta.xml": f"<office:document-meta {NAMES}><office:meta>{keywords}</office:meta></office:document-meta>",
        **(more or {}),
    }
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as container:
        for name, content in parts.items():
            container.writestr(name, content)
    return target.getvalue()


def blocks(document: ParsedDocument) -> list[tuple[BlockKind, str]]:
    return [(block.kind, document.slice(block.span)) for block in document.blocks]


def boxes(document: ParsedDocument) -> list[tuple[str, bool | None]]:
    return [
        (document.slice(one.label), one.checked)
        for one in document.blocks
        if one.kind is BlockKind.CHECKBOX and one.label
    ]


def fields(document: ParsedDocument) -> list[tuple[str, str]]:
    return [
        (document.slice(one.label), document.slice(one.value))
        for one in document.blocks
        if one.label is not None and one.value is not None
    ]


def test_paragraphs_headings_lists_and_white_space(read: Read) -> None:
    document = read(
        odt(
            '<text:h text:outline-level="1">Händelsen</text:h>'
            + p("En man<text:s/>blev\n  utan<text:line-break/>mat.")
            + "<text:list><text:list-item>" + p("Ett larm byttes.") + "</text:list-item></text:list>"
        )
    )  # fmt: skip
    assert blocks(document) == [
        (BlockKind.HEADING, "Händelsen"),
        (BlockKind.PARAGRAPH, "En man blev utan"),
        (BlockKind.PARAGRAPH, "mat."),
        (BlockKind.LIST_ITEM, "Ett larm byttes."),
    ]


def test_bold_lines_are_headings_and_bold_labels_make_fields(read: Read) -> None:
    bold = style("B", "paragraph", 'fo:font-weight="bold"') + style("T", "text", 'fo:font-weight="700"')
    label = p('<text:span text:style-name="T">Delegation</text:span>')
    body = p("En man föll.") + p("Bedömning av risken", "B") + p("Risken är liten.") + table((label, p("5.4")))
    document = read(odt(body, automatic=bold))
    assert (BlockKind.HEADING, "Bedömning av risken") in blocks(document)
    assert fields(document) == [("Delegation", "5.4")]


def test_boxes_of_every_kind(read: Read) -> None:
    forms = (
        '<office:forms><form:form><form:checkbox form:id="c1" form:label="HSL" form:current-state="checked"/>'
        '<form:checkbox form:id="c2" form:label="Annat" form:current-state="unknown"/></form:form></office:forms>'
    )
    mark = (
        '<field:fieldmark field:type="vnd.oasis.opendocument.field.FORMCHECKBOX">'
        '<field:param field:name="Checkbox_Checked" field:value="{}"/></field:fieldmark>'
    )
    control = '<loext:content-control loext:checkbox="true" loext:checked="{}">?</loext:content-control>'
    symbols = (
        '<style:font-face style:name="W" svg:font-family="Wingdings"/><style:style style:name="S" style:family="text">'
        '<style:text-properties style:font-name="W"/></style:style>'
    )
    body = forms + "".join(
        p(words)
        for words in (
            control.format("true") + " SoL", control.format("false") + " LSS", mark.format("true") + " LVU",
            mark.format("false") + " LVM", '<text:span text:style-name="S">\uf0fe</text:span> LPT',
            '<draw:control draw:control="c1"/>', '<draw:control draw:control="c2"/>',
        )
    )  # fmt: skip
    assert boxes(read(odt(body, automatic=symbols))) == [
        ("SoL", True), ("LSS", False), ("LVU", True), ("LVM", False), ("LPT", True), ("HSL", True), ("Annat", None),
    ]  # fmt: skip


def test_what_was_filled_in_and_what_was_left_empty(read: Read) -> None:
    mark = '<field:fieldmark-start field:type="vnd.oasis.opendocument.field.FORMTEXT"/>KL<field:fieldmark-end/>'
    prompt = '<loext:content-control loext:showing-place-holder="true">Klicka här</loext:content-control>'
    document = read(
        odt(
            table(
                (p("Delegation"), p("<text:text-input>5.4</text:text-input>")),
                (p("Initialer på enheten"), p(mark)),
                (p("Verksamhetens ansvarige"), p(prompt)),
                (p("Nästa möte"), p("<text:text-input>Klicka eller tryck här för att ange datum.</text:text-input>")),
                (p("Plats för mötet") + p("<text:text-input>Sal 2</text:text-input>"),),
            )
        )
    )
    assert fields(document) == [
        ("Delegation", "5.4"),
        ("Initialer på enheten", "KL"),
        ("Verksamhetens ansvarige", ""),
        ("Nästa möte", ""),
        ("Plats för mötet", "Sal 2"),
    ]


def test_changes_count_as_accepted_and_notes_and_comments_have_their_places(read: Read) -> None:
    region = f"<text:changed-region><text:deletion>{p('Struket.')}</text:deletion></text:changed-region>"
    deleted = f"<text:tracked-changes>{region}</text:tracked-changes>"
    noted = f"<text:note-body>{p('Enligt journalen.')}</text:note-body>"
    note = f"<text:note><text:note-citation>1</text:note-citation>{noted}</text:note>"
    comment = f"<office:annotation>{p('Stämmer det?')}</office:annotation>"
    box = f"<draw:frame><draw:text-box>{p('Text i en ruta.')}</draw:text-box></draw:frame>"
    document = read(odt(deleted + p(f"Mannen{note} föll.{comment}{box}") + p("Larmet var av.")))
    assert blocks(document) == [
        (BlockKind.PARAGRAPH, "Mannen föll."),
        (BlockKind.PARAGRAPH, "Enligt journalen."),
        (BlockKind.PARAGRAPH, "Text i en ruta."),
        (BlockKind.PARAGRAPH, "Larmet var av."),
        (BlockKind.BOILERPLATE, "Kommentar: Stämmer det?"),
    ]


def test_lists_and_headings_are_counted(read: Read) -> None:
    styles = (
        '<text:list-style style:name="L"><text:list-level-style-number text:level="1" style:num-format="1" '
        'style:num-suffix="."/><text:list-level-style-number text:level="2" style:num-format="a" style:num-suffix=")"/>'
        "</text:list-style>"
    )
    outline = (
        '<text:outline-style><text:outline-level-style text:level="1" style:num-format="1"/>'
        '<text:outline-level-style text:level="2" style:num-format="1" text:display-levels="2"/></text:outline-style>'
    )
    inner = f"<text:list><text:list-item>{p('på natten')}</text:list-item></text:list>"
    body = (
        '<text:h text:outline-level="1">Händelsen</text:h><text:h text:outline-level="2">Larmet</text:h>'
        f'<text:list text:style-name="L"><text:list-item>{p("Larmet byts.")}</text:list-item>'
        f"<text:list-item>{p('Rutinen ändras.')}{inner}</text:list-item></text:list>{p('Dessutom:')}"
        f'<text:list text:style-name="L" text:continue-numbering="true"><text:list-item>{p("Alla utbildas.")}'
        "</text:list-item></text:list>"
        f'<text:list text:style-name="L"><text:list-item>{p("En ny lista.")}</text:list-item></text:list>'
    )
    document = read(odt(body, automatic=styles, common=f"<office:styles>{outline}</office:styles>"))
    assert [words for _, words in blocks(document)] == [
        "1 Händelsen", "1.1 Larmet", "1. Larmet byts.", "2. Rutinen ändras.", "a) på natten", "Dessutom:",
        "3. Alla utbildas.", "1. En ny lista.",
    ]  # fmt: skip


def test_headers_hidden_text_and_contents(read: Read) -> None:
    pages = (
        f"<office:master-styles><style:master-page><style:header>{p('Dnr<text:tab/>SN 2021/4')}</style:header>"
        f"<style:footer>{p('Sida 1 (2)')}</style:footer></style:master-page></office:master-styles>"
    )
    hidden = style("H", "text", 'text:display="none"')
    contents = f"<text:table-of-content><text:index-body>{p('Händelsen 2')}</text:index-body></text:table-of-content>"
    body = contents + p('Synligt <text:span text:style-name="H">gömt</text:span>nu.')
    document = read(odt(body, automatic=hidden, common=pages))
    assert blocks(document) == [
        (BlockKind.FIELD, "Dnr\tSN 2021/4"),
        (BlockKind.BOILERPLATE, "Händelsen 2"),
        (BlockKind.PARAGRAPH, "Synligt nu."),
        (BlockKind.BOILERPLATE, "Sida 1 (2)"),
    ]


def test_synthetic_mark_though_keywords_are_parted(read: Read) -> None:
    parted = "<meta:keyword>synthetic</meta:keyword><meta:keyword>true</meta:keyword>"
    assert read(odt(p("Hej."), keywords=parted)).synthetic
    assert read(odt(p("Hej."), keywords="<meta:keyword>synthetic: true; Påhittat exempel</meta:keyword>")).synthetic
    assert not read(odt(p("Hej."), keywords="<meta:keyword>synthetic: false</meta:keyword>")).synthetic


def parsed(content: bytes, limits: Limits | None = None) -> ParsedDocument:
    """Read past ingest, which refuses much of this: the reader must hold on its own."""
    return parse_odt(SourceFile("0" * 64, ODT, "a.odt", "upload", content), limits or Limits())


@pytest.mark.parametrize(
    ("content", "error"),
    [
        (odt(""), EmptyFile),
        (odt("<text:p>"), CorruptFile),
        (odt("", more={"content.xml": f"<office:document-content {NAMES}/>"}), CorruptFile),
        (odt("", more={"content.xml": '<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><a>&x;</a>'}), UnsafeFile),
        (odt(p("Hej."))[:-60], CorruptFile),
        (b"PK\x03\x04", CorruptFile),
    ],
)
def test_bad_files(content: bytes, error: type[UnreadableFile]) -> None:
    with pytest.raises(error):
        parsed(content)


def test_bounds() -> None:
    with pytest.raises(FileTooLarge):
        parsed(odt(p("Hej på dig.")), Limits(max_characters=5))
    with pytest.raises(UnsafeFile):
        parsed(odt(p("Hej på dig.")), Limits(max_unpacked_bytes=300))
    nested = p("x")
    for _ in range(60):
        nested = table((nested,))
    assert parsed(odt(p("Före.") + nested)).text.startswith("Före.")


def test_locked_file() -> None:
    locked = {"META-INF/manifest.xml": "<manifest:file-entry><manifest:encryption-data/></manifest:file-entry>"}
    with pytest.raises(EncryptedFile):
        from_bytes(odt(p("Hej."), more=locked), "a.odt", "upload", Limits())
