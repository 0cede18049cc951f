"""Past cases like one: why they are alike, and what was done there."""

from dataclasses import dataclass
from uuid import UUID

from fastapi import APIRouter, Request
from starlette.responses import HTMLResponse

from lexsarah.labels import code_label
from lexsarah.pipeline import similar_to_case
from lexsarah.search.similar import Similar
from lexsarah.store import documents
from lexsarah.ui.searching import HitView, hit_view
from lexsarah.ui.templating import page
from lexsarah.ui.words import swedish
from lexsarah.web import Running, SignedIn

router = APIRouter()

MOST = 10
SHARED = {
    "event_type": "samma händelse",
    "misconduct_type": "samma typ",
    "cause": "samma slags orsak",
    "setting_code": "samma verksamhetsform",
    "service_area": "samma område",
    "consequence": "samma slags konsekvens",
}
"""Words for each aspect that two cases can share (search/similar.py)."""
OTHER = {
    "event_type": "annan händelse",
    "misconduct_type": "annan typ",
    "cause": "andra orsaker",
    "setting_code": "annan verksamhetsform",
    "service_area": "annat område",
    "consequence": "annan konsekvens",
}
"""Words for each aspect in which they have nothing in common."""


@dataclass(frozen=True, slots=True)
class SimilarView:
    """A similar case. ``words`` is the likeness in words in per cent of the most alike."""

    hit: HitView
    reasons: tuple[str, ...]
    words: int
    measures: tuple[str, ...]


@router.get("/arenden/{case_id}/liknande")
def similar(request: Request, service: Running, session: SignedIn, case_id: UUID) -> HTMLResponse:
    """Show the cases most like one."""
    found = similar_to_case(service.ingestor, session.reader, case_id, MOST)
    with service.database.transaction(session.reader) as connection:
        document = documents.status(connection, documents.document_of(connection, case_id))
    return page(
        request,
        session,
        "similar.html",
        "Liknande ärenden",
        document=document,
        found=[_view(one) for one in found],
    )


def reasons(one: Similar) -> tuple[str, ...]:
    """Say in Swedish what two cases share, and in what they differ."""
    same = (
        f"{SHARED[field]}: {', '.join(code_label(field, value).lower() for value in values)}"
        for field, values in one.shared.items()
    )
    return (*same, *(OTHER[field] for field in one.other))


def _view(one: Similar) -> SimilarView:
    measures = tuple(sorted((code_label("measure", value) for value in one.measures), key=swedish))
    return SimilarView(hit_view(one.hit), reasons(one), round(100 * one.words), measures)
