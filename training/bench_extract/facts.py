"""The facts of documents: what ``lexsarah evaluate corpus --split dev`` gives, beside the bars of the project.

Synthetic documents, on which rules were developed: what nobody here has seen will come out lower.
"""

from pathlib import Path

from lexsarah.evaluation import annotated, evaluate
from lexsarah.ingest import load
from lexsarah.library import Record
from lexsarah.limits import Limits
from lexsarah.pipeline import read_source
from training.bench_extract.figures import shown, table

CORPUS = Path(__file__).resolve().parents[2] / "corpus"
SPLIT = "dev"

BARS: dict[str, float | None] = {
    "genre_accuracy": 0.88,
    "is_deviation_report_accuracy": 0.95,
    "no_false_claims_accuracy": 0.90,
    "service_area_f1": 0.88,
    "primary_type_accuracy": 0.75,
    "event_types_f1": 0.55,
    "misconduct_types_f1": 0.72,
    "misconduct_types_f1_macro": 0.60,
    "causes_f1": 0.65,
    "measures_f1": 0.68,
    "consequences_f1": 0.65,
    "evidence_f1": 0.55,
    "municipality_accuracy": 0.95,
    "place_accuracy": None,
    "units_f1": None,
    "decision_accuracy": 0.88,
    "reported_to_ivo_accuracy": 0.88,
    "law_f1": 0.80,
    "date_span_f1": None,
    "date_value_f1": 0.80,
    "date_full_f1": 0.68,
    "incident_period_accuracy": 0.70,
    "persons_f1": 0.93,
    "organisations_f1": 0.65,
    "identifiers_f1": 0.90,
    "discovered_accuracy": None,
    "discovered_evidence_f1": None,
    "happened_before_accuracy": None,
    "happened_before_evidence_f1": None,
    "may_recur_accuracy": None,
    "may_recur_evidence_f1": None,
    "person_informed_accuracy": None,
    "person_informed_evidence_f1": None,
}
"""Figures, and the least that each must reach on documents that nobody has seen."""


def report() -> str:
    """Read the documents of the development split and return the table."""
    golds = annotated(CORPUS, SPLIT)
    limits = Limits()
    found = evaluate(golds, [Record(read_source(load(one.source, limits), limits)).case() for one in golds])
    rows = [
        [name, "–" if bar is None else f"≥ {bar:.2f}", shown(found.figures[name]), str(found.figures[name].n)]
        for name, bar in BARS.items()
        if name in found.figures
    ]
    return f"{found.documents} documents in {found.groups} groups:\n\n{table(['figure', 'bar', 'value', 'n'], rows)}"
