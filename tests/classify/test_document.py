"""The shipped model of documents on invented documents, and what it does where there is little or nothing to read."""

import json
import subprocess
import sys

import pytest

from lexsarah.classify.document import COLUMNS, LABELS, NONE, DocumentClassifier, _label, load
from lexsarah.classify.page import counted, lines
from lexsarah.classify.stored import MANIFEST_FILE, MODEL_FILE
from lexsarah.extract import extract
from lexsarah.records import BlockKind, Fact, Producer
from lexsarah.resources import folder
from lexsarah.vocabulary import Absence

SHIPPED = folder("models") / "document"
RULE = Producer("rule", "genre", "1")

REPORT = (
    (BlockKind.TITLE, "Utredning enligt lex Sarah"),
    "Diarienummer: SN 2022/7",
    "Utredare: Eva Alm, socialt ansvarig samordnare",
    "Rapporten inkom: 2022-03-04",
    (BlockKind.HEADING, "Händelsebeskrivning"),
    "En kvinna på äldreboendet Kråkstigen fick inte sin medicin på kvällen den 3 mars och hittades på golvet.",
    "Personalen på boendet hade inte läst i pärmen att undersköterskan skulle ge den.",
    (BlockKind.HEADING, "Bakomliggande orsaker"),
    "Rutinen för delegering var inte känd av vikarierna, och bemanningen på natten var låg.",
    (BlockKind.HEADING, "Vidtagna och planerade åtgärder"),
    "Enhetschefen går igenom rutinen med personalen och följer upp i maj.",
    (BlockKind.HEADING, "Bedömning"),
    "Utredaren bedömer att händelsen är ett missförhållande. Äldreomsorgen ändrar sin rutin.",
    (BlockKind.HEADING, "Underskrift"),
)
ROUTINE = (
    (BlockKind.TITLE, "Riktlinje för lex Sarah"),
    "Dokumenttyp: Riktlinje. Fastställd av socialnämnden. Gäller från 2022-01-01.",
    "Denna riktlinje beskriver vem som ska rapportera missförhållanden och hur en rapport ska utredas.",
    "Den som arbetar i verksamheten är skyldig att rapportera till närmaste chef.",
)


@pytest.fixture(scope="module")
def model() -> DocumentClassifier:
    return load(SHIPPED)


def said(model, written, *blocks):
    document, case = written(*blocks)
    return document, model(document, case, extract(document, case, None))


def values(facts, field):
    return [fact.value for fact in facts if fact.field == field]


def test_an_investigation_is_a_case_with_its_kind_and_area(model, written):
    _, facts = said(model, written, *REPORT)
    assert values(facts, "genre") == ["investigation_report"]
    assert values(facts, "is_deviation_report") == [True]
    assert "aldreomsorg" in values(facts, "service_area")


def test_a_routine_is_no_case(model, written):
    _, facts = said(model, written, *ROUTINE)
    assert values(facts, "genre") == ["policy_routine"]
    assert values(facts, "is_deviation_report") == [False]


def test_every_label_has_a_probability_and_words_of_the_text(model, written):
    document, facts = said(model, written, *REPORT)
    assert {fact.field for fact in facts} <= LABELS.keys()
    for fact in facts:
        assert 0 < fact.confidence <= 1
        assert fact.producer.name == "document"
        assert 1 <= len(fact.evidence) <= 3
        spans = [one.span for one in fact.evidence]
        assert spans == sorted(spans)
        assert all(document.slice(one.span) == one.quote for one in fact.evidence)


def test_what_is_about_no_case_is_evidence_of_the_kind_alone(model, written):
    box = (BlockKind.LAW_BOX, "Lex Sarah: den som arbetar i äldreomsorgen ska rapportera missförhållanden.")
    document, facts = said(model, written, *REPORT, box)
    boxes = [block.span for block in document.blocks if block.kind is BlockKind.LAW_BOX]
    for fact in facts:
        if fact.field != "genre":
            assert not any(one.span in span for one in fact.evidence for span in boxes)


def test_other_cases_and_boxes_that_are_not_ticked_say_nothing(written):
    document, _ = written(
        (BlockKind.OTHER_MATTER, "Ett annat ärende."),
        (BlockKind.CHECKBOX, "Barn och familj", None, False),
        (BlockKind.CHECKBOX, "Äldreomsorg", None, True),
        (BlockKind.CONTACT, "Presskontakt: 08-465 004 00"),
        "Det här hände.",
    )
    cut = lines(document)
    assert [document.slice(line.span) for line in cut] == [
        "Äldreomsorg",
        "Det här hände.",
        "Presskontakt: 08-465 004 00",
    ]
    assert [line.about for line in cut] == [True, True, False]


def test_a_name_is_counted_as_a_name_and_values_of_rules_as_signs(written):
    document, _ = written("Boende hos Ylva Stolt 2022", "Ylva")
    facts = (Fact("genre", "faq", (), RULE), *(Fact("cause", "individ_annat", (), RULE),) * 5)
    *items, last = counted(document, lines(document), facts, frozenset({"boende"}))
    seen = {feature for item in items for block in item.values() for feature in block}
    assert not {feature for feature in seen if "ylva" in feature or "stolt" in feature or "2022" in feature}
    assert items[1]["open"] == {"NAME": 2}
    assert last["signs"]["genre=faq"] == 1
    assert last["signs"]["cause"] == 1
    assert not last["words"]


def test_an_empty_document_gets_labels_without_evidence(model, written):
    _, facts = said(model, written)
    assert values(facts, "is_deviation_report") in ([True], [False])
    assert all(fact.evidence == () for fact in facts)


def test_without_its_evidence_a_label_is_lost_or_as_much_was_taken_as_is_shown(model, written):
    document, _ = written(*REPORT)
    cut = lines(document)
    judge = model.judge(counted(document, cut, ()))
    whole = judge([[]])[0]
    for column, places in model.evidence(cut, judge, whole).items():
        left = judge([places])
        assert left[0, column] < whole[column]
        assert model.lost(column, float(whole[column]))(left)[0] or len(places) == 3


def test_an_exclusive_head_gives_one_label_and_the_areas_at_least_one(model, written):
    document, _ = written(*ROUTINE)
    probabilities = model.judge(counted(document, lines(document), ()))([[]])[0]
    given = [_label(column)[0] for column in model.given(probabilities)]
    assert [given.count(name) for name in ("genre", "is_deviation_report", "provider")] == [1, 1, 1]
    assert given.count("service_area") >= 1
    for name in ("genre", "is_deviation_report", "provider"):
        assert probabilities[COLUMNS[name]].sum() == pytest.approx(1)


def test_that_nobody_is_said_to_run_the_place_is_an_answer(model, written):
    document, _ = written(*ROUTINE)
    column = COLUMNS["provider"].start + LABELS["provider"].index(NONE)
    provider = model.fact(document, column, 0.6, lines(document)[:1])
    assert (provider.value, provider.evidence, provider.confidence) == (Absence.NOT_STATED, (), 0.6)


def test_loading_leaves_torch_alone_and_importing_is_light():
    program = (
        "import sys, lexsarah.classify.document as c\n"
        "assert not {'sklearn', 'skops', 'numpy', 'spacy'} & set(sys.modules), 'import'\n"
        "from lexsarah.resources import folder\n"
        "c.load(folder('models') / 'document')\n"
        "assert 'torch' not in sys.modules, 'load'\n"
    )
    subprocess.run([sys.executable, "-c", program], check=True)


def test_it_is_small_and_the_card_has_the_figures_of_the_manifest():
    assert (SHIPPED / MODEL_FILE).stat().st_size < 8 * 1024 * 1024
    manifest = json.loads((SHIPPED / MANIFEST_FILE).read_text("utf-8"))
    card = (SHIPPED / "README.md").read_text("utf-8")
    for figure in manifest["dev"]["figures"].values():
        assert f"| {figure['value']:.3f} | {figure['low']:.3f}–{figure['high']:.3f} | {figure['n']} |" in card
