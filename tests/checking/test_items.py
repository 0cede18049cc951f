"""What is found and not found in an invented investigation, and in the same one with a part taken away."""

import pytest

from lexsarah.checking import Check
from lexsarah.library import checks_of, read_text
from lexsarah.vocabulary import ItemStatus, Shortcoming
from lexsarah.vocabulary import RequiredItem as Item

PARTS = {
    "top": "Lex Sarah-utredning\n\nUtredare: Agda Lövnäs, kvalitetssamordnare\nRapport mottagen: 2022-03-07\n"
    "Utredning inledd: 2022-03-09\nUtredning avslutad: 2022-04-20\n\n",
    "event": "1. Vad har hänt?\n\nNatten mot den 5 mars 2022 fick en boende på Ekliden ingen hjälp trots att larmet "
    "ringde. Larmet kvitterades av misstag i personalrummet och ingen gick in till den boende.\n\n",
    "noticed": "2. När och hur uppmärksammades det?\n\nDet uppmärksammades den 5 mars när dagpersonalen kom.\n\n",
    "actual": "3. Konsekvenser\n\nDen boende låg på golvet i fyra timmar och bröt höften.\n\n",
    "possible": "Möjliga konsekvenser: den boende hade kunnat avlida.\n\n",
    "causes": "4. Orsaker\n\nDet saknades en skriftlig rutin för hur larm ska kvitteras på natten.\n\n",
    "before": "5. Har liknande hänt tidigare?\n\nNågon liknande händelse har inte rapporterats tidigare.\n\n",
    "again": "6. Kan det inträffa igen?\n\nJa, så länge rutinen inte är känd av alla.\n\n",
    "measures": "7. Åtgärder\n\n• En skriftlig rutin för kvittering av larm har tagits fram av enhetschefen "
    "i april 2022.\n\n",
    "sources": "8. Utredningens genomförande\n\nSamtal har hållits med tre medarbetare och larmloggen har lästs.\n\n",
    "assessment": "9. Bedömning\n\nUtredaren bedömer att händelsen är ett allvarligt missförhållande.\n",
}

LOST = {
    "noticed": {Item.NOTICED_WHEN, Item.NOTICED_HOW},
    "possible": {Item.POSSIBLE_CONSEQUENCES},
    "before": {Item.BEFORE},
    "again": {Item.MAY_RECUR},
    "measures": {Item.MEASURES},
    "sources": {Item.SOURCES},
    "assessment": {Item.DECISION, Item.ASSESSMENT_APART},
}
"""Parts that can be taken away, and the items that then are missing."""


def checked(text: str) -> Check:
    (one,) = checks_of(read_text(text).reading)
    return one


def missing(one: Check) -> set[Item]:
    return {result.item for result in one.lacking()}


def test_a_whole_investigation_lacks_nothing() -> None:
    one = checked("".join(PARTS.values()))
    assert one.investigation
    assert missing(one) == set()
    status = {result.item: result.status for result in one.items}
    assert status[Item.WHY_AGAIN] is ItemStatus.NOT_APPLICABLE
    assert status[Item.OTHER] is ItemStatus.NOT_APPLICABLE
    assert [result.item for result in one.items] == list(Item)


@pytest.mark.parametrize("part", sorted(LOST))
def test_what_is_taken_away_is_missed_and_nothing_else(part: str) -> None:
    one = checked("".join(words for name, words in PARTS.items() if name != part))
    assert missing(one) == LOST[part]


@pytest.mark.parametrize(("part", "empty"), [("before", "Uppgift saknas."), ("again", "Ja   Nej"), ("before", "-")])
def test_a_heading_without_an_answer_is_no_answer(part: str, empty: str) -> None:
    heading = PARTS[part].split("\n", 1)[0]
    one = checked("".join(PARTS.values()).replace(PARTS[part], f"{heading}\n\n{empty}\n\n"))
    assert missing(one) == LOST[part]


def test_measures_in_another_paper_are_not_found() -> None:
    text = "".join(PARTS.values()).replace(PARTS["measures"], "7. Åtgärder\n\nRedovisas i särskild handling.\n\n")
    assert missing(checked(text)) == {Item.MEASURES}


def test_that_it_has_happened_again_asks_for_the_reason() -> None:
    told = "5. Har liknande hänt tidigare?\n\nJa, hösten 2020 föll en annan boende.\n\n"
    text = "".join(PARTS.values()).replace(PARTS["before"], told)
    assert missing(checked(text)) == {Item.WHY_AGAIN}
    why = told.rstrip() + " Rutinen ändrades inte då, och det är en anledning till att det har hänt igen.\n\n"
    assert missing(checked(text.replace(told, why))) == set()


def test_evidence_stands_in_the_text() -> None:
    record = read_text("".join(PARTS.values()))
    (one,) = checks_of(record.reading)
    for result in one.items:
        assert bool(result.evidence) == (result.status is ItemStatus.FOUND)
        for words in result.evidence:
            assert record.reading.document.slice(words.span) == words.quote


def test_a_measure_without_time_and_responsible_is_remarked() -> None:
    kinds = {remark.kind for remark in checked("".join(PARTS.values())).remarks}
    assert not kinds & {Shortcoming.MEASURE_WITHOUT_TIME, Shortcoming.MEASURE_WITHOUT_RESPONSIBLE}
    bare = "".join(PARTS.values()).replace(" har tagits fram av enhetschefen i april 2022", " har tagits fram")
    kinds = {remark.kind for remark in checked(bare).remarks}
    assert {Shortcoming.MEASURE_WITHOUT_TIME, Shortcoming.MEASURE_WITHOUT_RESPONSIBLE} <= kinds


def test_a_news_article_is_no_investigation() -> None:
    one = checked("Larmet ringde hela natten\n\nEn äldre man fick vänta i fyra timmar, skriver Tidningen Exempel.\n")
    assert not one.investigation
