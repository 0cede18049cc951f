"""SoL and LSS only where they are tied to the case."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lexsarah.extract.law import find_law
from lexsarah.records import Block, BlockKind, Case, ParsedDocument, Producer, Span, TextMap

PARSER = Producer("rule", "test", "1")


def document(*lines: str | tuple[BlockKind, str, bool | None]) -> ParsedDocument:
    text, blocks = "", []
    for line in lines:
        kind, words, checked = line if isinstance(line, tuple) else (BlockKind.PARAGRAPH, line, None)
        blocks.append(Block(kind, Span(len(text), len(text) + len(words)), checked=checked))
        text += words + "\n"
    return ParsedDocument(text, tuple(blocks), TextMap(), PARSER)


def found(*lines: str | tuple[BlockKind, str, bool | None]) -> list[str]:
    doc = document(*lines)
    facts = find_law(doc, Case(Span(0, len(doc.text)), ""))
    for fact in facts:
        assert doc.slice(fact.evidence[0].span) == fact.evidence[0].quote
    return sorted(str(fact.value) for fact in facts)


@pytest.mark.parametrize(
    ("line", "law"),
    [
        ('Lagrum <input checked="" type="radio"/> SoL <input type="radio"/> LSS', ["SoL"]),
        ('Lagrum <input type="radio"/> SoL <input checked type="radio"/> LSS', ["LSS"]),
        ('Lagrum <input type="radio"/> SoL <input type="radio"/> LSS', []),
        ("Lagrum\t[x] SoL  [ ] LSS", ["SoL"]),
        ("Lagrum\t[ ] SoL  [X] LSS", ["LSS"]),
        ("Lagrum\t[x] SoL  [x] LSS", ["LSS", "SoL"]),
        ("Lagrum:\tSoL ☒   LSS ☐", ["SoL"]),
        ("Lagrum:\tSoL ☐   LSS ☒", ["LSS"]),
        ("Lagrum: ☐ SoL ☒ LSS", ["LSS"]),
        ("Lagrum: LSS", ["LSS"]),
    ],
)
def test_the_boxes_of_a_form(line: str, law: list[str]) -> None:
    assert found("Utredning", line) == law


def test_boxes_that_the_parser_found() -> None:
    assert found(
        (BlockKind.HEADING, "Lagrum", None), (BlockKind.CHECKBOX, "SoL", False), (BlockKind.CHECKBOX, "LSS", True)
    ) == ["LSS"]


def test_a_ticked_box_decides_alone() -> None:
    assert found("Lagrum [x] SoL [ ] LSS", "Händelsen skedde på ett LSS-boende.") == ["SoL"]


@pytest.mark.parametrize(
    ("sentence", "law"),
    [
        ("En person på ett av stadens LSS-boenden fick inte sitt stöd.", ["LSS"]),
        ("Gruppbostad enligt LSS med sex platser.", ["LSS"]),
        ("Hon har en insats enligt LSS sedan flera år.", ["LSS"]),
        ("Han är beviljad bistånd enligt SoL i form av hemtjänst.", ["SoL"]),
        ("Hemtjänst enligt 4 kap. 1 § SoL var beviljad.", ["SoL"]),
        ("Personalen kände inte till anmälningsskyldigheten i 14 kap. 1 § socialtjänstlagen.", ["SoL"]),
        ("Lex Sarah finns i socialtjänstlagen (SoL) och i LSS.", []),
        ("All personal som arbetar enligt SoL och LSS ska rapportera.", []),
        ("Du som ger stöd enligt LSS ska berätta för din chef.", []),
        ("Den som arbetar inom socialtjänsten är skyldig att rapportera enligt 14 kap. 3 § SoL.", []),
        ("Två barn som är placerade enligt socialtjänstlagen fick inga besök.", ["SoL"]),
        ("Boendet, en bostad med särskild service enligt LSS, brann.", ["LSS"]),
        ("Boendet drivs enligt LSS.", ["LSS"]),
        ("Bedömning: allvarligt missförhållande, 14 kap. 7 § SoL.", ["SoL"]),
        ("En person föll i sitt hem.", []),
        ("Rapport enl. 14 kap. 3 § SoL inkom den 2 maj.", ["SoL"]),
        ("Utredningen enl. 24 e § LSS är klar.", ["LSS"]),
        ("Tre rapporter enligt 14 kap. 3 § SoL eller 24 b § LSS har lämnats.", []),
        ("RAPPORT ENLIGT LEX SARAH (LSS)", ["LSS"]),
        ("Han bor på en servicebostad (LSS) i kommunen.", ["LSS"]),
        ("Boendestöd enl. SoL sedan i våras.", ["SoL"]),
        ("Sekretess enligt 26 kap. 1 § OSL gäller.", []),
        ("Tio beslut enligt 4 kap. 1 § SoL har inte verkställts.", []),
        ("Ej verkställda beslut enligt 4 kap. 1 § SoL kvartal 2", []),
    ],
)
def test_running_text(sentence: str, law: list[str]) -> None:
    assert found("Så gick det till.", sentence) == law


def test_never_from_a_box_about_the_law_or_outside_the_case() -> None:
    assert found((BlockKind.LAW_BOX, "En insats enligt LSS ska ha god kvalitet.", None)) == []
    doc = document("Det första fallet.", "Hon bor på ett LSS-boende.")
    assert find_law(doc, Case(Span(0, 18), "")) == ()


def test_a_paragraph_alone_in_the_head_of_a_form() -> None:
    assert found("Rapport enligt lex Sarah\nFunktionsstöd\t24 b § LSS", "Han föll ur liften.") == ["LSS"]
    assert found("Rapport enligt lex Sarah", "Lagen: 24 b § LSS säger att") == []


def test_a_routine_is_no_case() -> None:
    assert found("Dokumenttyp\tRutin", "Gäller insatser enligt SoL och LSS") == []


@settings(max_examples=100, deadline=None)
@given(st.text(max_size=150))
def test_no_text_is_too_odd(text: str) -> None:
    found(text.replace("\n", " "))
