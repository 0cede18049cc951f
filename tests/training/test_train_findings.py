import json
from pathlib import Path

import numpy as np
import pytest
from training.accounts import ROLE_OF, accounts, beginnings, flat
from training.findings_card import write_card
from training.findings_report import measured
from training.material import Example

from lexsarah.classify.findings import LABELS, FindingsClassifier
from lexsarah.classify.stored import MANIFEST_FILE
from lexsarah.codec import JsonObject
from lexsarah.records import Block, BlockKind, Case, ParsedDocument, Producer, Span, TextMap
from lexsarah.resources import folder
from training import train_findings

PLANTED = "Qvarnströmer"
MODEL = folder("models") / "findings"


def example(number: int) -> Example:
    """An invented case; every third tells of an alarm, the others of keys."""
    alarm = number % 3 == 0
    cause = "Larmet var trasigt." if alarm else "Rutinen för nycklar saknades."
    measure = "Larmet har bytts ut." if alarm else "En ny rutin kommer att skrivas."
    harm = "Mannen blev rädd."
    text, blocks = "", []
    for kind, words in (
        (BlockKind.PARAGRAPH, f"{PLANTED} var ensam i bostaden."),
        (BlockKind.PARAGRAPH, f"{cause} {measure}"),
        (BlockKind.PARAGRAPH, harm),
        (BlockKind.LAW_BOX, "Lex Sarah är en skyldighet att rapportera."),
    ):
        blocks.append(Block(kind, Span(len(text), len(text) + len(words))))
        text += words + "\n\n"
    gold: JsonObject = {
        "is_deviation_report": True,
        "genre": "other",
        "service_area": ["aldreomsorg"],
        "municipality": "Falun",
        "causes": [{"area": "teknik_utrustning" if alarm else "procedurer_rutiner", "evidence": cause}],
        "measures": [
            {
                "kind": "teknik_miljo" if alarm else "rutin",
                "evidence": measure,
                "status": "genomford" if alarm else "planerad",
            }
        ],
        "consequences": [{"kind": "psykisk_skada", "evidence": harm, "caused": "ja"}],
        "discovered": None,
    }
    document = ParsedDocument(text, tuple(blocks), TextMap(), Producer("rule", "test", "1"))
    return Example(f"e{number}", f"g{number}", document, Case(Span(0, len(text)), ""), (), gold, Path(f"e{number}"))


@pytest.fixture(scope="module")
def cases():
    return [example(number) for number in range(20)]


@pytest.fixture(scope="module")
def trained(cases):
    cut = accounts(cases, beginnings(cases))
    linear, notes = train_findings.train(cut)
    return FindingsClassifier(train_findings.in_memory(linear)), notes


def test_a_finding_belongs_to_the_sentence_that_it_is_quoted_from(cases):
    (one,) = accounts(cases[:1])
    assert [line.text for line in one.lines][1:3] == ["Larmet var trasigt.", "Larmet har bytts ut."]
    assert np.argwhere(one.stated["cause"]).tolist() == [[1, LABELS["cause"].index("teknik_utrustning")]]
    assert one.said["measure"].tolist() == [-1, -1, LABELS["measure is"].index("genomford"), -1, -1]
    assert one.role.tolist()[:4] == [-1, ROLE_OF["cause"], ROLE_OF["measure"], ROLE_OF["consequence"]]
    assert LABELS["role"][one.role[4]] == "fact_box"


def test_what_is_learned_from_a_handful_is_found_again(trained, cases):
    model, notes = trained
    assert notes["cause"]["f1"] > 0.9
    found = flat(model(cases[0].document, cases[0].case, ()))
    assert found == {
        "causes": [{"area": "teknik_utrustning", "evidence": "Larmet var trasigt."}],
        "measures": [{"kind": "teknik_miljo", "evidence": "Larmet har bytts ut."}],
        "consequences": [{"kind": "psykisk_skada", "evidence": "Mannen blev rädd."}],
    }
    said = {fact.field: fact.qualifier for fact in model(cases[1].document, cases[1].case, ())}
    assert said == {"cause": None, "measure": "planerad", "consequence": "ja"}


def test_no_name_of_the_texts_gets_into_the_model(trained):
    vocabularies = trained[0].model.linear.vectors.vocabularies.values()
    features = [feature.lower() for one in vocabularies for feature in one]
    assert any("trasi" in feature for feature in features)
    assert not any("qvarn" in feature for feature in features)


def test_roles_are_learned_without_headings_and_signs(trained):
    linear = trained[0].model.linear
    hidden = train_findings.shown_columns(linear.vectors) == 0
    assert hidden.any()
    assert not linear.heads["role"].coefficients[hidden].any()
    assert linear.heads["role"].coefficients[~hidden].any()


def test_the_same_texts_give_the_same_numbers(cases, trained):
    again, _ = train_findings.train(accounts(cases, beginnings(cases)))
    for name, head in trained[0].model.linear.heads.items():
        for part in ("coefficients", "intercepts", "slopes", "offsets", "thresholds", "sure"):
            assert np.array_equal(getattr(head, part), getattr(again.heads[name], part)), (name, part)


def test_the_report_counts_what_is_right_and_the_card_shows_it(trained, cases, tmp_path):
    model, notes = trained
    report = measured(model, cases)
    assert report["dev"]["causes_f1"]["value"] == 1.0
    assert report["rules_alone_dev"]["causes_f1"]["value"] == 0.0
    assert report["deletion_dev"]["decides"] == 1.0
    assert report["qualifiers_dev"]["measure"]["accuracy"] == 1.0
    assert report["labels_dev"]["cause"]["teknik_utrustning"] == [1.0, 1.0, 7]
    write_card(tmp_path, {"data": {"train": 20, "telling": 20, "short": 0, "dev": 20}, "out_of_fold": notes, **report})
    card = (tmp_path / "README.md").read_text("utf-8")
    assert "| causes_f1 | 1.000 |" in card
    assert "`fact_box`" in card


def test_the_shipped_card_is_that_of_the_shipped_manifest(tmp_path):
    manifest = json.loads((MODEL / MANIFEST_FILE).read_text("utf-8"))
    write_card(tmp_path, manifest)
    assert (tmp_path / "README.md").read_text("utf-8") == (MODEL / "README.md").read_text("utf-8")
    assert manifest["dev"]["evidence_f1"]["value"] >= 0.55
