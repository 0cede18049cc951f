"""Several cases in one document leave as one flat record with its incidents, and as cases of their own in full."""

import json

import lexsarah
from lexsarah.flat import everything, flat_case
from lexsarah.library import Record
from lexsarah.pipeline import read_cases
from lexsarah.plain import as_text
from lexsarah.records import Block, BlockKind, Box, Page, ParsedDocument, Producer, Run, Span, TextMap

SUMMARY = """Utby kommun, omsorgsförvaltningen
2023-01-20

Sammanställning av rapporter enligt lex Sarah 2022

Inledning

Två ärenden redovisas. Samtliga händelser har anmälts till Inspektionen för vård och omsorg.

Ärende 1, hemtjänst

En kund i hemtjänsten fick inte sin medicin den 3 maj 2022. Besöket uteblev och kunden fördes till sjukhus.

Åtgärd: rutinen för överlämning har ändrats.

Händelsen bedöms vara ett missförhållande.

Ärende 2, gruppbostad enligt LSS

En boende på gruppbostaden låstes in på sitt rum den 14 september 2022. Den boende var rädd.

Åtgärd: personalen har utbildats.

Händelsen bedöms vara ett allvarligt missförhållande.

Kommentar

Antalet är lågt.

Stig Utby
socialchef
"""

MINUTES = """Sammanträdesprotokoll
Omsorgsnämnden, Utby kommun, 2021-03-10

§ 21 Uppföljning av ekonomi

En utbildning i bokföring ska hållas. Anna Ekutby föredrar. En vikarie stal pengar ur kassan.

§ 22 Lex Sarah, hemtjänst norr

En kund i hemtjänsten föll den 4 januari 2021 när besöket uteblev. Kunden skadades och fördes till sjukhus.
Händelsen har rapporterats enligt lex Sarah och utretts. Den bedöms vara ett missförhållande.
"""


def read(text: str) -> Record:
    return lexsarah.read_text(text)


def test_a_summary_has_an_incident_for_each_case() -> None:
    record = read(SUMMARY)
    flat = record.case()
    first, second = flat["incidents"]
    assert (first["date"], second["date"]) == ("2022-05-03", "2022-09-14")
    assert first["service_area"] == ["aldreomsorg"]
    assert second["service_area"] == ["funktionsnedsattning"]
    for incident in (first, second):
        assert set(incident) == {"municipality", "service_area", "primary_type", "date", "summary"}
        assert incident["summary"] in SUMMARY


def test_the_whole_of_several_cases_is_their_union_and_the_most_severe_grade() -> None:
    flat = read(SUMMARY).case()
    assert flat["decision"] == "allvarligt_missforhallande"
    assert flat["reported_to_ivo"] is True
    assert flat["incident_period"] is None
    assert flat["setting_code"] is None
    assert [measure["kind"] for measure in flat["measures"]] == ["rutin", "utbildning"]
    assert {"name": "Stig Utby", "role": "socialchef"} in flat["persons"]


def test_what_is_said_of_all_holds_for_each_and_a_grade_for_its_own_case() -> None:
    reports = read(SUMMARY).reading.reports
    assert [report.value("decision") for report in reports] == ["missforhallande", "allvarligt_missforhallande"]
    assert [report.value("ivo") for report in reports] == ["anmald", "anmald"]
    assert len({report.value("genre") for report in reports}) == 1
    for report in reports:
        assert len(report.values("measure")) == 1


def test_a_single_item_of_minutes_gives_the_claims_and_the_paper_gives_the_names() -> None:
    record = read(MINUTES)
    flat = record.case()
    assert len(record.reading.reports) == 1
    assert flat["incidents"] == []
    assert flat["decision"] == "missforhallande"
    assert flat["incident_period"] == "2021-01-04"
    assert "ekonomiska_overgrepp" not in flat["misconduct_types"]
    assert "Anna Ekutby" in [person["name"] for person in flat["persons"]]
    assert "Anna Ekutby" not in [fact.value.name for fact in record.reading.reports[0].values("person")]  # type: ignore[union-attr]


def test_one_case_from_start_to_end_is_read_once() -> None:
    reading = read("En kund i hemtjänsten föll den 3 maj 2022. Händelsen anmäls enligt lex Sarah.").reading
    assert reading.reports == (reading.whole,)
    text = reading.document.text
    assert flat_case("x", text, reading.whole, reading.reports) == flat_case("x", text, reading.whole)


def test_evidence_of_every_case_stands_in_its_own_part_or_in_what_is_shared() -> None:
    reading = read(SUMMARY).reading
    for report in reading.reports:
        for fact in report.facts:
            if fact.field in {"genre", "municipality", "is_deviation_report"}:
                continue
            for one in fact.evidence:
                assert reading.document.slice(one.span) == one.quote
                assert report.case.holds(one.span), fact.field


def test_cases_leave_in_full_with_span_and_background() -> None:
    record = read(SUMMARY)
    whole = record.json()
    assert [case["title"].split(" (")[0] for case in whole["cases"]] == [
        "Ärende 1, hemtjänst",
        "Ärende 2, gruppbostad enligt LSS",
    ]
    for case, report in zip(whole["cases"], record.reading.reports, strict=True):
        assert case["span"] == [report.case.span.start, report.case.span.end]
        assert case["background"] == [[part.start, part.end] for part in report.case.background]
    assert {block["role"] for block in whole["blocks"]} > {None, "measure"}
    assert json.loads(json.dumps(whole)) == whole


def test_a_terminal_shows_each_case_under_its_name() -> None:
    shown = as_text("x.txt", read(SUMMARY).reading)
    assert "Ärende 1 av 2: Ärende 1, hemtjänst" in shown
    assert "Ärende 2 av 2" in shown
    assert "Ärende 1 av 1" not in as_text("x.txt", read(MINUTES).reading)


def test_reading_the_cases_of_a_document_again_gives_the_same() -> None:
    reading = read(SUMMARY).reading
    assert read_cases(reading.document) == (reading.reports, reading.whole)


def test_boxes_and_fields_say_what_they_hold_and_where() -> None:
    text = "Beslut\n☒ Ja\nEnhet: Ekliden"
    box = Block(BlockKind.CHECKBOX, Span(7, 11), "Beslut", Span(9, 11), checked=True)
    field = Block(BlockKind.FIELD, Span(12, 26), None, Span(12, 17), Span(19, 26))
    runs = (Run(Span(7, 8), 1, Box(50, 60, 60, 70)), Run(Span(9, 11), 1, Box(64, 58, 80, 71)))
    document = ParsedDocument(text, (box, field), TextMap((Page(0),), runs), Producer("rule", "test", "1"))
    shown_box, shown_field = everything("a", "b", document, ())["blocks"]
    assert (shown_box["label"], shown_box["checked"], shown_box["section"]) == ("Ja", True, "Beslut")
    assert shown_box["crop"] == {"page": 1, "box": [50, 58, 80, 71]}
    assert (shown_field["label"], shown_field["value"]) == ("Enhet", "Ekliden")
    assert "checked" not in shown_field


def test_a_municipality_leaves_with_its_code_and_county_and_an_organisation_with_its_kind() -> None:
    text = "Ljungby kommun\nRapport enligt lex Sarah. En boende på gruppbostaden Humlan föll. IVO vet om det."
    record = read(text)
    flat = record.case()
    assert (flat["municipality"], flat["place"], flat["units"]) == ("Ljungby", "Ljungby", ["Humlan"])
    facts = {fact["field"]: fact for fact in record.json()["cases"][0]["facts"]}
    assert facts["municipality"]["municipality"] == {"code": "0781", "county_code": "07", "county": "Kronobergs län"}
    assert facts["unit"]["value"] == {"path": ["Humlan"], "municipality": "Ljungby", "normal": "ljungby > humlan"}
    kinds = [fact["value"] for fact in record.json()["cases"][0]["facts"] if fact["field"] == "organisation"]
    assert {"name": "IVO", "kind": "authority"} in kinds
    assert {"name": "Humlan", "kind": "home"} in kinds


def test_a_measure_has_its_date_and_the_causes_that_it_meets() -> None:
    flat = read(
        "En kund i hemtjänsten fick inget besök den 3 maj 2022. Händelsen rapporterades enligt lex Sarah.\n\n"
        "Orsaken var att det saknades en rutin för hur besök lämnas över.\n\n"
        "En ny rutin för överlämning av besök ska tas fram senast den 1 september 2022."
    ).case()
    (cause,), (measure,) = flat["causes"], flat["measures"]
    assert cause["area"] == "procedurer_rutiner"
    assert (measure["kind"], measure["status"], measure["answers"]) == ("rutin", "planerad", [0])
    assert measure["when"] == "2022-09-01"
