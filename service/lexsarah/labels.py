"""Swedish names of the fields and labels of their codes, for pages, charts and the terminal."""

from lexsarah.vocabulary import (
    CauseArea,
    Caused,
    Consequence,
    Decider,
    Decision,
    EventType,
    Genre,
    IvoNotification,
    Labelled,
    Law,
    Measure,
    MeasureStatus,
    MisconductType,
    Provider,
    ServiceArea,
    Setting,
)

FIELD_NAMES = {
    "genre": "Slag av dokument",
    "is_deviation_report": "Ärende enligt lex Sarah",
    "municipality": "Ansvarig kommun",
    "place": "Kommun där det hände",
    "unit": "Enhet",
    "service_area": "Område",
    "setting": "Verksamhet",
    "setting_code": "Verksamhetsform",
    "provider": "Utförare",
    "law": "Lag",
    "decision": "Bedömning",
    "decision_by": "Vems bedömning",
    "ivo": "Anmälan till IVO",
    "reported_to_ivo": "Anmäld till IVO",
    "primary_type": "Huvudsaklig typ",
    "misconduct_type": "Typ av missförhållande",
    "event_type": "Händelse",
    "cause": "Orsak",
    "consequence": "Konsekvens",
    "measure": "Åtgärd",
    "incident_period": "Händelsen pågick",
    "discovered": "Upptäckt",
    "happened_before": "Har hänt tidigare",
    "may_recur": "Kan hända igen",
    "person_informed": "Den enskilde informerad",
    "date": "Datum",
    "person": "Person",
    "organisation": "Organisation",
    "identifier": "Beteckning",
}
"""Every field, in the order in which a list shows them."""

VOCABULARIES: dict[str, type[Labelled]] = {
    "genre": Genre,
    "service_area": ServiceArea,
    "setting_code": Setting,
    "provider": Provider,
    "law": Law,
    "decision": Decision,
    "decision_by": Decider,
    "ivo": IvoNotification,
    "primary_type": MisconductType,
    "misconduct_type": MisconductType,
    "event_type": EventType,
    "cause": CauseArea,
    "consequence": Consequence,
    "measure": Measure,
}
"""Fields whose values are codes, to their vocabulary."""


def code_label(field: str, value: str) -> str:
    """Return the Swedish label of a field's code; a value that is no code is its own."""
    vocabulary = VOCABULARIES.get(field)
    if vocabulary is None or value not in {member.value for member in vocabulary}:
        return value
    return vocabulary(value).label


QUALIFIERS: dict[str, type[Labelled]] = {"measure": MeasureStatus, "consequence": Caused}
"""Fields whose facts may have a qualifier, to its vocabulary."""


def qualifier_label(field: str, qualifier: str | None) -> str | None:
    """Return the Swedish label of what a fact says of its value; None where it says nothing."""
    return QUALIFIERS[field](qualifier).label if qualifier and field in QUALIFIERS else None
