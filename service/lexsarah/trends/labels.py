"""Swedish headings and labels of trends."""

from lexsarah.labels import code_label
from lexsarah.trends.counts import BY, Trend

HEADINGS = {
    "year": "Ärenden per år",
    "tertial": "Ärenden per tertial",
    "quarter": "Ärenden per kvartal",
    "month": "Ärenden per månad",
    "type": "Huvudsaklig typ av missförhållande",
    "any-type": "Typer av missförhållande",
    "event": "Händelser",
    "cause": "Orsaker",
    "consequence": "Konsekvenser",
    "measure": "Åtgärder",
    "area": "Verksamhetsområden",
    "setting": "Verksamhetsformer",
    "decision": "Bedömningar",
    "ivo": "Anmälan till IVO",
    "provider": "Utförare",
    "municipality": "Kommuner",
    "county": "Län",
    "genre": "Slag av dokument",
}
PERIOD_WORDS = {"year": "år", "tertial": "tertial", "quarter": "kvartal", "month": "månad"}


def label(by: str, value: str) -> str:
    """Return the Swedish label of a value that is counted by; a period is its own."""
    return code_label(BY.get(by, by), value)


def heading(trend: Trend) -> str:
    """Return the heading of a trend: what is counted, and per what."""
    name = HEADINGS[trend.by]
    return f"{name} per {PERIOD_WORDS[trend.per]}" if trend.per and trend.per != trend.by else name
