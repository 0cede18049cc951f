r"""Rich Text: characters, tables, boxes and fields of forms, what is stepped over, and hostile files."""

from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lexsarah.errors import EmptyFile, FileTooLarge, UnreadableFile, UnsafeFile
from lexsarah.ingest import Limits
from lexsarah.parse.word.rtf import parse_rtf
from lexsarah.parse.word.rtf_tokens import Kind, tokens
from lexsarah.records import BlockKind, ParsedDocument, SourceFile

Read = Callable[..., ParsedDocument]

HEAD = (
    r"{\rtf1\ansi\ansicpg1252\deff0{\fonttbl{\f0\fswiss\fcharset0 Arial;}{\f1\fnil\fcharset2 Wingdings;}"
    r"{\f2\fnil\fcharset238 Arial CE;}}{\stylesheet{\s0 Normal;}{\s1\outlinelevel0 heading 1;}{\s2 Title;}}"
)


def rtf(body: str) -> bytes:
    return (HEAD + body + "}").encode("cp1252")


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


@pytest.mark.parametrize(
    ("written", "read_as"),
    [
        (r"\'e5tg\'e4rd f\'f6r", "åtgärd för"),
        ("åtgärd", "åtgärd"),
        (r"\u229\'e5tg\u228\'e4rd", "åtgärd"),
        (r"\uc0\u229 tg\u228 rd", "åtgärd"),
        (r"{\uc2\u229 aatg}\u228?rd", "åtgärd"),
        (r"\u-10179?\u-9088?!", "\U0001f480!"),
        (r"{\f2\'f9}roven", "ůroven"),
        (r"l\'e4ke\-medel\_lista\~1", "läkemedel-lista\u00a01"),
        (r"\ldblquote Hej\rdblquote\emdash d\'e5", "“Hej”—då"),
        ("rad\r\nbruten", "radbruten"),
        (r"\{klammer\} och \\ snedstreck", r"{klammer} och \ snedstreck"),
        (r"{\v g\'f6mt }synligt{\deleted  struket}", "synligt"),
        (r"{\pict\wmetafile8 0102ff}bild{\*\okänd inte detta}", "bild"),
        (r"{\object{\*\objdata 0105}{\result resultat}}", "resultat"),
        (r"{\field{\*\fldinst HYPERLINK x}{\fldrslt l\'e4nk}}", "länk"),
    ],
)
def test_characters_and_what_is_stepped_over(read: Read, written: str, read_as: str) -> None:
    assert read(rtf(written)).text == read_as


def test_paragraphs_by_style_and_weight(read: Read) -> None:
    document = read(
        rtf(
            r"\pard\s2 Utredning enligt lex Sarah\par\pard\s1 H\'e4ndelsen\par\pard\s0 En man f\'f6ll.\par"
            r"{\b Bed\'f6mning av risken\par}\plain Risken\line \'e4r liten.\par{\listtext 2.\tab}\ls1 Larmet byts.\par"
        )
    )
    assert blocks(document) == [
        (BlockKind.TITLE, "Utredning enligt lex Sarah"),
        (BlockKind.HEADING, "Händelsen"),
        (BlockKind.PARAGRAPH, "En man föll."),
        (BlockKind.HEADING, "Bedömning av risken"),
        (BlockKind.PARAGRAPH, "Risken"),
        (BlockKind.PARAGRAPH, "är liten."),
        (BlockKind.LIST_ITEM, "2. Larmet byts."),
    ]


def row(*cells: str) -> str:
    ends = "".join(rf"\cellx{at + 1}000" for at in range(len(cells)))
    return rf"\trowd{ends}" + "".join(rf"\pard\intbl {cell}\cell" for cell in cells) + r"\row\pard "


def test_tables_nested_and_merged(read: Read) -> None:
    merged = r"\trowd\cellx1000\clmrg\cellx2000\pard\intbl {\b Hela raden}\cell\pard\intbl\cell\row\pard "
    inner = (
        r"Yttre:\par\pard\intbl\itap2 Utredare\nestcell Per Ahl\nestcell"
        r"{\*\nesttableprops\trowd\cellx1\cellx2\nestrow}{\nonesttables\par}\pard\intbl\itap1 "
    )
    document = read(rtf(row(r"{\b Delegation}", "5.4") + merged + row(inner, "sist") + r"Efter tabellen.\par"))
    assert ("Delegation", "5.4") in fields(document)
    assert ("Utredare", "Per Ahl") in fields(document)
    assert blocks(document)[-1] == (BlockKind.PARAGRAPH, "Efter tabellen.")
    for words in ("Hela raden", "Per Ahl", "sist"):
        assert document.text.count(words) == 1


def form_box(result: str) -> str:
    return rf"{{\field{{\*\fldinst FORMCHECKBOX {{\*\formfield{{\fftype1{result}}}}}}}{{\fldrslt }}}}"


def test_boxes_of_forms_and_symbol_fonts(read: Read) -> None:
    lost = r"{\field{\*\fldinst { FORMCHECKBOX }}{\fldrslt {}}}"
    lines = (
        form_box(r"\ffres1") + " SoL", form_box(r"\ffres0") + " LSS", form_box(r"\ffres25\ffdefres1") + " LVU",
        form_box(r"\ffres25\ffdefres0") + " LVM", lost + " LPT", r"{\f1\'fe} HSL", r"{\f1\u-3928 ?} Annat",
        r'{\field{\*\fldinst SYMBOL 254 \\f "Wingdings" \\s 10}{\fldrslt\f1}} OSL',
    )  # fmt: skip
    assert boxes(read(rtf(r"\par ".join(lines)))) == [
        ("SoL", True), ("LSS", False), ("LVU", True), ("LVM", False), ("LPT", None), ("HSL", True), ("Annat", False),
        ("OSL", True),
    ]  # fmt: skip


def test_what_was_written_and_chosen_in_a_form(read: Read) -> None:
    text = r"{\field{\*\fldinst FORMTEXT {\*\formfield{\fftype0}}}{\fldrslt 5.4}}"
    entries = r"{\*\ffl SoL}{\*\ffl LSS}{\*\ffl HSL}"
    chosen = rf"{{\field{{\*\fldinst FORMDROPDOWN {{\*\formfield{{\fftype2\ffres1{entries}}}}}}}{{\fldrslt fel}}}}"
    document = read(rtf(row("Delegation i n\\'e4mnd", text) + row("Till\\'e4mplig", chosen)))
    assert fields(document) == [("Delegation i nämnd", "5.4"), ("Tillämplig", "LSS")]


def test_headers_notes_boxes_and_comments_have_their_places(read: Read) -> None:
    document = read(
        rtf(
            r"{\header\pard Dnr\tab SN 2021/4\par}{\footer\pard Sida 1 (2)\par}"
            r"Mannen{\footnote\pard Enligt journalen.} f\'f6ll.{\*\atnid A}{\*\annotation\pard St\'e4mmer det?}"
            r"{\shp{\*\shpinst{\sp{\sn x}{\sv 1}}{\shptxt\pard Text i en ruta.\par}}{\shprslt dubbelt}}\par "
            r"Larmet var av.\par"
        )
    )
    assert blocks(document) == [
        (BlockKind.FIELD, "Dnr\tSN 2021/4"),
        (BlockKind.PARAGRAPH, "Mannen föll."),
        (BlockKind.PARAGRAPH, "Enligt journalen."),
        (BlockKind.PARAGRAPH, "Text i en ruta."),
        (BlockKind.PARAGRAPH, "Larmet var av."),
        (BlockKind.BOILERPLATE, "Kommentar: Stämmer det?"),
        (BlockKind.BOILERPLATE, "Sida 1 (2)"),
    ]


def test_synthetic_mark(read: Read) -> None:
    assert read(rtf(r"{\info{\title x}{\keywords Synthetic: true; P\'e5hittat}}Hej.")).synthetic
    assert not read(rtf("Hej.")).synthetic


def parsed(content: bytes, limits: Limits | None = None) -> ParsedDocument:
    return parse_rtf(SourceFile("0" * 64, "application/rtf", "a.rtf", "upload", content), limits or Limits())


def test_binary_data_is_stepped_over_whatever_it_holds() -> None:
    assert parsed(HEAD.encode() + b"{\\pict\\bin5 }}}}}}F\xf6re.}").text == "Före."
    assert [one.kind for one in tokens(b"\\bin-5 a")] == [Kind.PLAIN]


def test_bounds() -> None:
    with pytest.raises(UnsafeFile):
        parsed(b"{\\rtf1 " + b"{" * 100_000)
    with pytest.raises(EmptyFile):
        parsed(rtf(""))
    with pytest.raises(FileTooLarge):
        parsed(rtf("Hej " * 20), Limits(max_characters=5))


def test_files_that_end_too_soon_or_go_on_too_long_are_read() -> None:
    assert parsed((HEAD + r"{\b Hej").encode()).text == "Hej"
    assert parsed(rtf("Hej") + b" inte detta").text == "Hej"


PIECES = st.sampled_from(
    [
        "{", "}", "\\par ", "\\cell", "\\row", "\\trowd", "\\intbl ", "\\itap3 ", "\\nestcell", "\\nestrow", "\\u229 ",
        "\\'e5", "\\*", "{\\*\\annotation ", "{\\field", "{\\*\\fldinst FORMCHECKBOX", "{\\fldrslt ", "{\\*\\formfield",
        "\\ffres1", "{\\header ", "{\\footnote ", "\\plain", "{\\listtext ", "\\f1 ", "{\\fonttbl{\\f9 x;}", "ord",
        "\\", "\\uc9", "\\bin3 ", "{\\*\\ffl ", "\\ls1 ", "{\\info{\\keywords ",
        "{\\shp{\\*\\shpinst{\\shptxt ", "\\clmrg\\cellx9 ",
    ]
)  # fmt: skip


@given(st.lists(PIECES, max_size=60))
@settings(max_examples=300, deadline=None)
def test_any_signs_give_a_document_or_a_known_error(pieces: list[str]) -> None:
    try:
        document = parsed(rtf("Inledning. " + "".join(pieces)))
    except UnreadableFile:
        return
    assert document.text
