"""Area, setting and provider, on invented sentences."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lexsarah.extract.setting import cues, find_setting
from lexsarah.records import Block, BlockKind, Case, ParsedDocument, Producer, Span, TextMap
from lexsarah.vocabulary import ServiceArea


def read(text: str, kind: BlockKind = BlockKind.PARAGRAPH, *, checked: bool | None = None) -> ParsedDocument:
    blocks = (Block(kind, Span(0, len(text)), checked=checked),)
    return ParsedDocument(text, blocks, TextMap(), Producer("rule", "test", "1"))


def found(parsed: ParsedDocument) -> dict[str, set[str]]:
    result: dict[str, set[str]] = {}
    for fact in find_setting(parsed, Case(Span(0, len(parsed.text)), "")):
        assert fact.evidence[0].quote == parsed.slice(fact.evidence[0].span)
        result.setdefault(fact.field, set()).add(str(fact.value))
    return result


@pytest.mark.parametrize(
    ("text", "areas"),
    [
        ("Ett larm på ett särskilt boende tystnade.", {"aldreomsorg"}),
        ("Hemtjänsten glömde ett besök.", {"aldreomsorg"}),
        ("En boende på en gruppbostad enligt LSS.", {"funktionsnedsattning"}),
        ("En deltagare i daglig verksamhet.", {"funktionsnedsattning"}),
        ("Ett korttidshem för barn.", {"funktionsnedsattning"}),
        ("Den personliga assistenten kom inte; personlig assistans.", {"funktionsnedsattning"}),
        ("Orosanmälan om barnet blev liggande.", {"barn_och_familj"}),
        ("Ansökan om försörjningsstöd avslogs muntligt.", {"ekonomiskt_bistand"}),
        ("Hon bodde på skyddat boende efter våld i nära relation.", {"vald_i_nara_relation"}),
        ("Behandlingshemmet för personer med missbruk.", {"missbruk_och_beroende"}),
        ("Boendet hör till socialpsykiatrin.", {"socialpsykiatri"}),
        ("En man med alkoholberoende var placerad på ett HVB-hem.", {"missbruk_och_beroende"}),
        ("Ett HVB-hem för personer med psykisk sjukdom.", {"socialpsykiatri"}),
        ("En pojke rymde från ett HVB-hem.", {"barn_och_familj"}),
        ("Hennes skyddade adress röjdes för mannen i ett beslut om barnet.", {"vald_i_nara_relation"}),
        ("Två utredningar redovisas.\nHyran: försörjningsstöd uteblev.\nJournaler från socialpsykiatrin låg kvar.",
         {"ekonomiskt_bistand", "socialpsykiatri"}),
        ("LSS-boenden och äldreboenden anmälde.", {"funktionsnedsattning", "aldreomsorg"}),
        ("Område\t[ ] äldre  [ ] funktionsnedsättning  [x] barn och familj  [x] våld i nära relation",
         {"barn_och_familj", "vald_i_nara_relation"}),
        ("Område: ☒ Äldreomsorg ☐ Missbruk\nDen enskilde har ett missbruk.", {"aldreomsorg"}),
        ("Lekplatsen är öppen igen.", set()),
    ],
)  # fmt: skip
def test_service_areas(text: str, areas: set[str]) -> None:
    assert found(read(text)).get("service_area", set()) == areas


@pytest.mark.parametrize(
    ("text", "code", "words"),
    [
        ("Hos hemtjänsten uteblev besöket.", "hemtjanst", "hemtjänsten"),
        ("På en servicebostad låstes dörren.", "servicebostad", "servicebostad"),
        ("Två pojkar på ett HVB-hem slogs.", "hvb", "HVB-hem"),
        ("Familjehemmet besöktes aldrig.", "familjehem", "Familjehemmet"),
        ("Statens institutionsstyrelse driver ungdomshemmet.", "sis", "Statens institutionsstyrelse"),
    ],
)
def test_settings(text: str, code: str, words: str) -> None:
    result = found(read(text))
    assert result["setting_code"] == {code}
    assert result["setting"] == {words}


@pytest.mark.parametrize(
    ("text", "provider"),
    [
        ("Hemmet drivs av ett privat bolag.", "privat"),
        ("Assistansbolaget anmälde.", "privat"),
        ("Boendet drivs i kommunal regi.", "kommunal"),
        ("Hemmet drivs av SiS.", "stat"),
    ],
)
def test_providers(text: str, provider: str) -> None:
    assert found(read(text))["provider"] == {provider}


@pytest.mark.parametrize("kind", [BlockKind.LAW_BOX, BlockKind.BOILERPLATE, BlockKind.CONTACT])
def test_other_blocks_say_nothing(kind: BlockKind) -> None:
    assert found(read("Hemtjänst, gruppbostad och äldreomsorg", kind)) == {}


@pytest.mark.parametrize(("checked", "areas"), [(True, {"barn_och_familj"}), (False, set()), (None, set())])
def test_boxes_read_by_the_parser(checked: bool | None, areas: set[str]) -> None:
    parsed = read("Barn och unga", BlockKind.CHECKBOX, checked=checked)
    assert found(parsed).get("service_area", set()) == areas


def test_the_title_weighs_more() -> None:
    title, body = "Brister i hemtjänsten", "Mannen bodde förut på en gruppbostad. " + "Ingen vet mer om det. " * 40
    text = f"{title}\n{body}"
    blocks = (
        Block(BlockKind.TITLE, Span(0, len(title))),
        Block(BlockKind.PARAGRAPH, Span(len(title) + 1, len(text))),
    )
    parsed = ParsedDocument(text, blocks, TextMap(), Producer("rule", "test", "1"))
    assert found(parsed)["setting_code"] == {"hemtjanst"}


def test_the_table_holds_only_codes_of_the_contract() -> None:
    assert {cue.value for cue in cues("service_area")} == {area.value for area in ServiceArea}
    assert {cue.value for cue in cues("box")} <= {area.value for area in ServiceArea}
    assert {cue.value for cue in cues("provider")} == {"privat", "kommunal", "region", "stat"}


@settings(max_examples=100, deadline=None)
@given(st.text(alphabet="hemtjänst LSS-[x]☒☐ barn och familj\n\t/", max_size=150))
def test_any_text_is_survived(text: str) -> None:
    assert set(found(read(text))) <= {"service_area", "setting", "setting_code", "provider"}
