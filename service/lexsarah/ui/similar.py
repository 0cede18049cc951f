"""Past cases like one, or like a file that is not kept: why they are alike, and what was done there."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Annotated, Any
from uuid import UUID

from fastapi import APIRouter, File, Form, Query, Request, UploadFile
from starlette.responses import HTMLResponse

from lexsarah.errors import LexSarahError
from lexsarah.ingest import from_bytes
from lexsarah.ingest.source import clean_name
from lexsarah.labels import code_label
from lexsarah.pipeline import similar_to_case, similar_to_file
from lexsarah.search.similar import NAMES, Aspect, Similar, weights_of
from lexsarah.store import documents
from lexsarah.ui.searching import HitView, hit_view
from lexsarah.ui.templating import page
from lexsarah.ui.texts import error_text
from lexsarah.ui.words import swedish
from lexsarah.web import Editor, Running, SignedIn

router = APIRouter()

MOST = 10
WORDS = {
    "event_type": ("samma slags händelse", "delvis samma händelse", "annan händelse"),
    "misconduct_type": ("samma typ", "delvis samma typ", "annan typ"),
    "cause": ("samma slags orsak", "delvis samma orsaker", "andra orsaker"),
    "setting_code": ("samma verksamhetsform", "delvis samma verksamhetsform", "annan verksamhetsform"),
    "service_area": ("samma område", "delvis samma område", "annat område"),
    "consequence": ("samma slags följd", "delvis samma följd", "annan följd"),
}
"""What is said of each aspect that is the same, partly the same, other (search/similar.py)."""
DEGREES = ("same", "partly", "other")

ASPECTS = {
    "words": "Ordval",
    "event": "Händelse",
    "type": "Typ",
    "cause": "Orsaker",
    "setting": "Verksamhetsform",
    "area": "Område",
    "consequence": "Följd",
}
"""Names of what can be weighed."""
TIMES = (("0", "Räknas inte"), ("0.5", "Hälften"), ("1", "Som vanligt"), ("2", "Dubbelt"))
"""What a weight can be multiplied by on the page; commands and the API take any number."""

Said = Annotated[list[str] | None, Query(max_length=50)]


@dataclass(frozen=True, slots=True)
class Reason:
    """Why two cases are alike or not: ``degree`` is same, partly, other or words."""

    degree: str
    text: str


@dataclass(frozen=True, slots=True)
class SimilarView:
    """A similar case."""

    hit: HitView
    reasons: tuple[Reason, ...]
    measures: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class WeightView:
    """A weight that can be chosen: its name, label, and the values with their label and whether they are chosen."""

    name: str
    label: str
    choices: tuple[tuple[str, str, bool], ...]


@router.get("/arenden/{case_id}/liknande")
def similar(request: Request, service: Running, session: SignedIn, case_id: UUID, weights: Said = None) -> HTMLResponse:
    """Show the cases most like one."""
    wanted = weights_of(weights or ())
    found = similar_to_case(service.ingestor, session.reader, case_id, MOST, wanted)
    with service.database.transaction(session.reader) as connection:
        document = documents.status(connection, documents.document_of(connection, case_id))
    return page(request, session, "similar.html", "Liknande ärenden", document=document, **_shown(found, wanted))


@router.get("/liknande")
def form(request: Request, session: SignedIn) -> HTMLResponse:
    """Show the form for a file."""
    return page(request, session, "similar_file.html", "Sök med ett dokument", name="", error="", **_shown((), {}))


@router.post("/liknande")
def similar_file(
    request: Request,
    service: Running,
    session: Editor,
    file: Annotated[UploadFile | None, File()] = None,
    weights: Annotated[list[str] | None, Form(max_length=50)] = None,
) -> HTMLResponse:
    """Show the cases most like a file, which is read now and not kept."""
    wanted = weights_of(weights or ())
    name = clean_name(file.filename or "") if file else ""
    found: tuple[Similar, ...] = ()
    error = ""
    if file is None or not file.filename:
        error = "Du valde ingen fil."
    else:
        try:
            source = from_bytes(file.file.read(), name, "upload", service.ingestor.limits)
            found = similar_to_file(service.ingestor, session.reader, source, MOST, wanted)
        except LexSarahError as refused:
            error = error_text(refused.code)
    title = "Sök med ett dokument"
    return page(request, session, "similar_file.html", title, name=name, error=error, **_shown(found, wanted))


def _shown(found: Iterable[Similar], wanted: Mapping[str, float]) -> dict[str, Any]:
    """Return what both pages show: precedents, papers about the same event, and the weights."""
    views = [(one.same_event, _view(one)) for one in found]
    return {
        "found": [view for same, view in views if not same],
        "same": [view for same, view in views if same],
        "weights": [_weight(name, wanted) for name in ASPECTS],
        "weighed": bool(wanted),
    }


def _weight(name: str, wanted: Mapping[str, float]) -> WeightView:
    chosen = wanted.get(NAMES[name], 1.0)
    nearest = min(TIMES, key=lambda time: abs(float(time[0]) - chosen))[0]
    return WeightView(name, ASPECTS[name], tuple((time, label, time == nearest) for time, label in TIMES))


def reasons(one: Similar) -> tuple[Reason, ...]:
    """Say in Swedish what two cases share, and in what they differ: *här* is the case asked for."""
    found = sorted(one.aspects.items(), key=lambda pair: DEGREES.index(pair[1].degree))
    words = f"ordval: {round(100 * one.words)} % likt, där den mest lika är 100 %"
    return (*(Reason(aspect.degree, _reason(field, aspect)) for field, aspect in found), Reason("words", words))


def _reason(field: str, aspect: Aspect) -> str:
    def named(values: Iterable[str]) -> str:
        return ", ".join(code_label(field, value).lower() for value in values)

    only = "bara " if aspect.shared else ""
    sides = ((aspect.shared, ""), (aspect.there, f"{only}där "), (aspect.here, f"{only}här "))
    said = "; ".join(f"{side}{named(values)}" for values, side in sides if values)
    return f"{WORDS[field][DEGREES.index(aspect.degree)]}: {said}"


def _view(one: Similar) -> SimilarView:
    measures = tuple(sorted((code_label("measure", value) for value in one.measures), key=swedish))
    return SimilarView(hit_view(one.hit), reasons(one), measures)
