"""The sample set: every annotation has the flat shape, its labels are allowed and its quotes stand in the document."""

import importlib.util
import io
import json
import re
from collections import Counter
from functools import cache
from pathlib import Path
from types import ModuleType
from typing import Any

import docx
import lxml.html
import pdfplumber
import pytest

ROOT = Path(__file__).resolve().parents[2]
SAMPLES = ROOT / "corpus" / "samples"
SUFFIXES = {".txt": 11, ".html": 4, ".pdf": 3, ".docx": 2}
NAMES = sorted(path.stem for path in SAMPLES.glob("*.json"))

VOCABULARY: dict[str, str] = {
    "genre": "press_release news_article municipal_news investigation_report incident_report board_minutes"
    " committee_memo ivo_decision statistics_report policy_routine faq lex_maria other",
    "service_area": "aldreomsorg funktionsnedsattning barn_och_familj missbruk_och_beroende ekonomiskt_bistand"
    " vald_i_nara_relation socialpsykiatri ovrigt",
    "law": "SoL LSS",
    "decision": "inget_missforhallande missforhallande risk_for_missforhallande allvarligt_missforhallande"
    " risk_for_allvarligt_missforhallande pagar",
    "misconduct_types": "hot_psykisk_halsa hot_fysisk_halsa hot_personlig_sakerhet brister_bemotande"
    " brister_rattssakerhet brister_utforande_insats sexuella_overgrepp ekonomiska_overgrepp"
    " brister_fysisk_miljo_utrustning_teknik annat",
    "event_types": "fysiskt_overgrepp_personal psykiskt_overgrepp_personal otillaten_begransningsatgard"
    " vald_mellan_brukare vald_utomstaende sexuellt_overgrepp_personal sexuellt_overgrepp_annan stold"
    " ekonomi_felhanterad krankande_bemotande integritet_bild uteblivet_besok forsenad_insats fel_insats lakemedel"
    " larm_ej_besvarat larm_utrustning fall tillsyn_brast mat_dryck hygien dodsfall_upptackt_sent"
    " orosanmalan_ej_hanterad utredning_fordrojd beslut_fel placering_ej_foljd dokumentation sekretess"
    " lokal_utrustning it_system bemanning_organisation annat",
    "causes.area": "kommunikation_information utbildning_kompetens procedurer_rutiner omgivning_organisation"
    " teknik_utrustning individ_annat",
    "consequences.kind": "dodsfall fysisk_skada psykisk_skada ekonomisk_skada risk ingen okand",
    "consequences.caused": "ja nej oklart",
    "measures.kind": "rutin utbildning bemanning handledning_stod egenkontroll_uppfoljning teknik_miljo"
    " personalatgard organisation annat",
    "measures.status": "genomford pagar planerad foreslagen",
    "dates.role": "incident reported investigation_started investigation_closed decided published"
    " reported_to_ivo other",
    "identifiers.kind": "diarienummer personnummer telefon epost url lagrum",
    "provider": "kommunal privat region stat",
    "setting_code": "hemtjanst sarskilt_boende gruppbostad servicebostad daglig_verksamhet korttids"
    " personlig_assistans hvb stodboende familjehem sis myndighetsutovning annat",
    "ivo": "anmald beslutad foreslagen ej ej_angivet",
}
"""Labels of shared/record.md, separated by spaces."""

KEYS = set(
    "id source_url synthetic genre is_deviation_report municipality place provider units service_area setting"
    " setting_code law decision reported_to_ivo ivo misconduct_types primary_type event_types event_id causes"
    " consequences measures dates incident_period discovered happened_before may_recur person_informed persons"
    " organisations identifiers incidents".split()
)
ITEM_KEYS: dict[str, set[str]] = {
    "causes": {"area", "evidence"},
    "consequences": {"kind", "evidence", "caused"},
    "measures": {"kind", "evidence", "status", "when", "answers"},
    "dates": {"text", "edtf", "role"},
    "persons": {"name", "role"},
    "identifiers": {"kind", "text"},
    "incidents": {"municipality", "service_area", "primary_type", "date", "summary"},
}
CLAIMS = (
    "decision reported_to_ivo misconduct_types primary_type event_types event_id causes consequences measures"
    " incident_period discovered happened_before may_recur person_informed incidents service_area law".split()
)
"""Keys that must be empty where a document is about no case."""

COMPOSITION = {
    "press_release": 3,
    "municipal_news": 3,
    "news_article": 3,
    "investigation_report": 3,
    "incident_report": 2,
    "board_minutes": 2,
    "committee_memo": 1,
    "ivo_decision": 1,
    "policy_routine": 1,
    "statistics_report": 1,
}

DAY = r"(?:\d{4}|XXXX)(?:-(?:0[1-9]|1[0-2]|2[1-4]|3[3-6])(?:-(?:0[1-9]|[12]\d|3[01]))?)?"
EDTF = re.compile(rf"{DAY}(?:/(?:{DAY}|\.\.))?|\.\./{DAY}")


def source_of(name: str) -> Path:
    """Return the one document that carries the name."""
    (found,) = (path for path in SAMPLES.glob(f"{name}.*") if path.suffix in SUFFIXES)
    return found


def case_of(name: str) -> dict[str, Any]:
    """Return the annotation."""
    case: dict[str, Any] = json.loads((SAMPLES / f"{name}.json").read_text("utf-8"))
    return case


def squeeze(text: str) -> str:
    """Collapse white space."""
    return " ".join(text.split())


def words_of(path: Path, content: bytes) -> str:
    """Return the words that a reader sees, white space collapsed; content is the file's bytes."""
    if path.suffix == ".html":
        page = lxml.html.document_fromstring(content.decode("utf-8"))
        for hidden in page.xpath("//script | //style | //head"):
            hidden.drop_tree()
        return squeeze(page.text_content())
    if path.suffix == ".pdf":
        with pdfplumber.open(io.BytesIO(content)) as pages:
            return squeeze("\n".join(page.extract_text() for page in pages.pages))
    if path.suffix == ".docx":
        document = docx.Document(io.BytesIO(content))
        parts = [document.sections[0].header._element, document.element.body]
        paragraphs = (paragraph for part in parts for paragraph in part.xpath(".//w:p"))
        return squeeze("\n".join("".join(t.text or "" for t in paragraph.xpath(".//w:t")) for paragraph in paragraphs))
    return squeeze(content.decode("utf-8"))


@cache
def text_of(name: str) -> str:
    """Return the words of a sample."""
    path = source_of(name)
    return words_of(path, path.read_bytes())


def quotes_of(case: dict[str, Any]) -> list[str]:
    """Return everything that an annotation says stands in the document."""
    found = [item["evidence"] for key in ("causes", "consequences", "measures") for item in case[key]]
    found += [item["text"] for key in ("dates", "identifiers") for item in case[key]]
    found += [text for person in case["persons"] for text in person.values() if text]
    found += case["organisations"] + case["units"]
    for key in ("discovered", "happened_before", "may_recur", "person_informed"):
        found += [case[key]["evidence"]] if case[key] else []
    found += [case["discovered"]["text"]] if case["discovered"] else []
    return found


def labels_of(case: dict[str, Any]) -> list[tuple[str, str]]:
    """Return pairs of a vocabulary's name and a label that an annotation takes from it."""
    found = []
    for name in VOCABULARY:
        key, _, part = name.partition(".")
        values = case[key] if isinstance(case[key], list) else [case[key]]
        found += [(name, value[part] if part else value) for value in values if value is not None]
    found += [("misconduct_types", case["primary_type"])] if case["primary_type"] else []
    return found


def test_twenty_documents_and_one_file_a_name():
    sources = [path for path in SAMPLES.iterdir() if path.suffix in SUFFIXES]
    assert len(sources) == 20
    assert Counter(path.suffix for path in sources) == SUFFIXES
    assert sorted(path.stem for path in sources) == NAMES


def test_composition():
    cases = [case_of(name) for name in NAMES]
    assert Counter(case["genre"] for case in cases) == COMPOSITION
    assert len({case["municipality"] for case in cases if case["municipality"]}) >= 16
    events = Counter(case["event_id"] for case in cases if case["event_id"])
    assert events.most_common(2)[0][1] == 2
    assert events.most_common(2)[1][1] == 1
    decisions = {case["decision"] for case in cases if case["is_deviation_report"]}
    assert decisions == {*VOCABULARY["decision"].split(), None}


@pytest.mark.parametrize("name", NAMES)
def test_shape(name):
    case = case_of(name)
    assert set(case) == KEYS
    assert case["id"] == name
    assert case["synthetic"] is True
    assert case["source_url"] is None
    for key, parts in ITEM_KEYS.items():
        assert all(set(item) == parts for item in case[key]), key
    assert all(type(case[key]) is bool for key in ("is_deviation_report", "synthetic"))


@pytest.mark.parametrize("name", NAMES)
def test_labels_are_allowed(name):
    wrong = [
        (vocabulary, label)
        for vocabulary, label in labels_of(case_of(name))
        if label not in VOCABULARY[vocabulary].split()
    ]
    assert not wrong


@pytest.mark.parametrize("name", NAMES)
def test_quotes_stand_in_the_document(name):
    text = text_of(name)
    assert [quote for quote in quotes_of(case_of(name)) if quote not in text] == []


@pytest.mark.parametrize("name", NAMES)
def test_quotes_are_short_and_tidy(name):
    for quote in quotes_of(case_of(name)):
        assert quote == squeeze(quote)
        assert len(quote.split()) <= 40, quote


@pytest.mark.parametrize("name", NAMES)
def test_dates_are_edtf_and_named_once(name):
    case = case_of(name)
    values = (
        [date["edtf"] for date in case["dates"]] + [case["incident_period"]] + [m["when"] for m in case["measures"]]
    )
    assert [value for value in values if value is not None and not EDTF.fullmatch(value)] == []
    assert max(Counter((date["text"], date["role"]) for date in case["dates"]).values()) == 1
    for key in ("organisations", "units", "misconduct_types", "event_types"):
        assert len(case[key]) == len(set(case[key])), key
    if case["incident_period"]:
        assert any(date["role"] == "incident" for date in case["dates"])


@pytest.mark.parametrize("name", NAMES)
def test_values_agree(name):
    case = case_of(name)
    reported = {"anmald": True, "beslutad": True, "ej": False}
    assert case["reported_to_ivo"] == reported.get(case["ivo"])
    assert all(0 <= answer < len(case["causes"]) for measure in case["measures"] for answer in measure["answers"])
    if case["is_deviation_report"]:
        assert case["primary_type"] in case["misconduct_types"]
        assert case["event_types"]
        assert case["service_area"]
        assert case["causes"]
    else:
        assert [key for key in CLAIMS if case[key]] == []


@pytest.mark.parametrize("name", NAMES)
def test_length(name):
    assert 120 <= len(text_of(name).split()) <= 900


def test_only_one_is_about_a_concern_that_lay():
    lying = [
        name for name in NAMES if re.search(r"orosanmälan\W+(?:\w+\W+){0,4}liggande", text_of(name), re.IGNORECASE)
    ]
    assert lying == ["ale-orosanmalan"]
    assert [name for name in NAMES if "orosanmalan_ej_hanterad" in case_of(name)["event_types"]] == lying


@pytest.mark.parametrize("name", [name for name in NAMES if source_of(name).suffix == ".html"])
def test_pages_are_marked_as_invented_and_say_when(name):
    source = source_of(name).read_text("utf-8")
    assert "<!-- Påhittat exempel" in source
    page = lxml.html.document_fromstring(source)
    assert page.xpath("//meta[@name='synthetic']/@content") == ["true"]
    assert page.xpath("//title/text()")
    assert page.xpath("//nav")
    (published,) = page.xpath("//meta[@property='article:published_time']/@content")
    assert page.xpath("//main//time/@datetime")[0][:10] == published[:10]
    annotated = {date["edtf"] for date in case_of(name)["dates"] if date["role"] == "published"}
    assert annotated == {published[:10]}
    assert "Påhittat" not in text_of(name)


@pytest.mark.parametrize("name", [name for name in NAMES if source_of(name).suffix in {".pdf", ".docx"}])
def test_files_are_marked_as_invented(name):
    path = source_of(name)
    if path.suffix == ".pdf":
        with pdfplumber.open(path) as pages:
            keywords, title = pages.metadata["Keywords"], pages.metadata["Title"]
    else:
        properties = docx.Document(str(path)).core_properties
        keywords, title = properties.keywords, properties.title
    assert keywords == "synthetic: true; Påhittat exempel"
    assert title
    assert "Påhittat" not in text_of(name)


def test_the_form_has_two_pairs_on_a_row_and_drawn_boxes():
    with pdfplumber.open(source_of("huddinge-skyddad-adress")) as pages:
        first, *rest = pages.pages
        rows = [[squeeze(cell or "") for cell in row] for row in first.extract_tables()[0]]
        squares = [box for page in rest for box in page.rects if box["width"] < 10]
        feet = [page.extract_text().splitlines()[-1] for page in pages.pages]
    assert rows[0] == ["Enhet Relationsvåldsteamet", "Datum för rapport 2021-09-06"]
    assert rows[-1] == ["Lagrum ☒ SoL ☐ LSS", "Datum när utredningen avslutades 2021-10-22"]
    assert len(squares) == 15
    assert feet == ["1(3)", "2(3)", "3(3)"]


def test_the_word_form_has_checkbox_controls():
    controls = docx.Document(str(source_of("falun-last-dorr"))).element.body.xpath(".//w:sdt")
    glyphs = [control.xpath("string()").strip() for control in controls]
    states = [control.xpath(".//*[local-name()='checked']/@*[local-name()='val']") for control in controls]
    assert glyphs == ["☒" if state == ["1"] else "☐" for state in states]
    assert len(glyphs) == 15
    assert glyphs.count("☒") == 3


@cache
def renderer() -> ModuleType:
    """Load training/render_samples.py, which is no part of the package."""
    spec = importlib.util.spec_from_file_location("render_samples", ROOT / "training" / "render_samples.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize("path", sorted((SAMPLES / "sources").glob("*.yaml")), ids=lambda path: path.stem)
def test_committed_files_come_from_their_sources(path):
    module = renderer()
    source = module.read_source(path)
    assert (module.FONT_FOLDER / "DejaVuSans.ttf").exists(), "scripts/system-packages.sh test installs the font"
    target = SAMPLES / (source.name + source.suffix)
    first, second = (module.RENDERERS[source.suffix](source) for _ in range(2))
    assert first == second
    assert words_of(target, first) == words_of(target, target.read_bytes())
