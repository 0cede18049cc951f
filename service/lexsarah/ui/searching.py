"""Search: the question is kept behind an opaque id, so that its words never stand in an address."""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Annotated, Any
from uuid import UUID

from fastapi import APIRouter, Form, Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from lexsarah.index.terms import Kind
from lexsarah.labels import FIELD_NAMES, code_label
from lexsarah.search.explained import Explanation
from lexsarah.search.hits import Facet, Hit
from lexsarah.search.ranking import search
from lexsarah.search.spelling import suggestion
from lexsarah.store import documents, searches
from lexsarah.store.filters import FILTERS, Filters
from lexsarah.trends.labels import label
from lexsarah.ui.templating import PageNumber, page
from lexsarah.web import Proven, Running, SignedIn

router = APIRouter()

PAGE = 10
"""Hits a page."""
EXCERPT = 420
"""Longest excerpt of a passage in characters: about four lines."""
LONGEST = 1000
"""Longest question in characters that is kept."""

FACET_NAMES = {
    "type": "Typ av missförhållande",
    "event": "Händelse",
    "cause": "Orsak",
    "consequence": "Konsekvens",
    "measure": "Åtgärd",
    "area": "Område",
    "setting": "Verksamhetsform",
    "decision": "Bedömning",
    "ivo": "Anmälan till IVO",
    "genre": "Slag av dokument",
    "provider": "Utförare",
    "municipality": "Kommun",
    "county": "Län",
    "year": "År",
}


@dataclass(frozen=True, slots=True)
class Words:
    """A stretch of an excerpt, found or not; ``how`` is then "word", "part" (of its word) or "near" (by meaning)."""

    text: str
    found: bool
    how: str = ""


@dataclass(frozen=True, slots=True)
class OtherPaper:
    """Another paper about the same event: its document, title and kind (empty: not known)."""

    document_id: str
    title: str
    genre: str


@dataclass(frozen=True, slots=True)
class HitView:
    """A hit as shown; ``labels`` are municipality, year, genre and type as far as known, ``why`` are reasons."""

    document_id: str
    case_id: str
    title: str
    labels: tuple[str, ...]
    excerpt: tuple[Words, ...]
    synthetic: bool
    why: tuple[str, ...] = ()
    others: tuple[OtherPaper, ...] = ()


@dataclass(frozen=True, slots=True)
class Choice:
    """A value of a facet or a filter. ``sent`` is what its button sends."""

    sent: str
    label: str
    count: int
    chosen: bool


@dataclass(frozen=True, slots=True)
class FacetView:
    """A facet with its values."""

    name: str
    choices: tuple[Choice, ...]


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked: words, codes by filter, and first and last day."""

    text: str
    codes: dict[str, tuple[str, ...]]
    since: date | None
    until: date | None

    def filters(self) -> Filters:
        """Return the filters of the store."""
        return Filters(self.codes, self.since, self.until)

    def to_json(self) -> dict[str, Any]:
        """Return what is kept."""
        return {
            "text": self.text,
            "codes": {name: list(values) for name, values in self.codes.items()},
            "since": self.since.isoformat() if self.since else None,
            "until": self.until.isoformat() if self.until else None,
        }

    @classmethod
    def from_json(cls, data: dict[str, Any]) -> "Question":
        """Read back what ``to_json`` gave."""
        return cls(
            data["text"],
            {name: tuple(values) for name, values in data["codes"].items()},
            date.fromisoformat(data["since"]) if data["since"] else None,
            date.fromisoformat(data["until"]) if data["until"] else None,
        )


EMPTY = Question("", {}, None, None)


@router.get("/sok")
def form(request: Request, session: SignedIn) -> HTMLResponse:
    """Show the form."""
    return page(request, session, "search.html", "Sök", question=EMPTY, chosen=(), asked=False)


@router.post("/sok")
def ask(
    *,
    service: Running,
    session: Proven,
    q: Annotated[str, Form()] = "",
    since: Annotated[str, Form()] = "",
    until: Annotated[str, Form()] = "",
    chosen: Annotated[list[str] | None, Form()] = None,
    add: Annotated[str, Form()] = "",
    remove: Annotated[str, Form()] = "",
) -> Response:
    """Keep the question and lead to its answer. ``chosen``, ``add``, ``remove`` are ``filter:value``."""
    codes: dict[str, list[str]] = {}
    for pair in dict.fromkeys((*(chosen or ()), *((add,) if add else ()))):
        name, _, value = pair.partition(":")
        if name in FILTERS and value and pair != remove:
            codes.setdefault(name, []).append(value[:100])
    question = Question(
        q.strip()[:LONGEST], {name: tuple(values) for name, values in codes.items()}, _date(since), _date(until)
    )
    with service.database.transaction(session.reader) as connection:
        search_id = searches.save(connection, session.reader, question.to_json())
    return RedirectResponse(f"/sok/{search_id}", 303)


@router.get("/sok/{search_id}")
def answer(
    request: Request, service: Running, session: SignedIn, search_id: UUID, sida: PageNumber = 1
) -> HTMLResponse:
    """Show a page of hits with their facets."""
    with service.database.transaction(session.reader, snapshot=True) as connection:
        question = Question.from_json(searches.load(connection, search_id))
        encoded = service.indexer.encoded(connection, question.text)
        found = search(
            connection,
            question.text,
            question.filters(),
            encoded=encoded,
            limit=PAGE,
            offset=(sida - 1) * PAGE,
        )
        meant = suggestion(connection, question.text)
        why = service.indexer.explained(connection, question.text, found.hits, encoded)
        documents.log_reads(connection, session.reader, found.documents, "search")
    return page(
        request,
        session,
        "search.html",
        "Sök",
        question=question,
        asked=True,
        chosen=_chosen(question),
        total=found.total,
        events=found.events if found.joined else None,
        more=found.more,
        meant=meant,
        hits=[hit_view(hit, explanation) for hit, explanation in zip(found.hits, why, strict=True)],
        facets=[view for facet in found.facets if (view := _facet(facet, question)).choices],
        search_id=str(search_id),
        number=sida,
        first=(sida - 1) * PAGE + 1,
        pages=max(1, -(-(found.total - found.joined) // PAGE)),
    )


def hit_view(hit: Hit, explanation: Explanation | None = None) -> HitView:
    """Show a hit, with the reasons why it is there where they are known."""
    marks = [(mark.start, mark.end, "part" if mark.part else "word") for mark in hit.marks]
    if explanation and explanation.sentence:
        marks = [(explanation.sentence.start, explanation.sentence.end, "near")]
    labels = (
        f"{hit.municipality} kommun" if hit.municipality else "",
        str(hit.happened_on.year) if hit.happened_on else "",
        code_label("genre", hit.genre) if hit.genre else "",
        code_label("primary_type", hit.primary_type) if hit.primary_type else "",
    )
    return HitView(
        str(hit.document_id),
        str(hit.case_id),
        hit.title,
        tuple(label_ for label_ in labels if label_),
        tuple(excerpt(hit.text, marks)),
        hit.synthetic,
        reasons(explanation) if explanation else (),
        tuple(_other_paper(other) for other in hit.others),
    )


def _other_paper(hit: Hit) -> OtherPaper:
    return OtherPaper(str(hit.document_id), hit.title, code_label("genre", hit.genre) if hit.genre else "")


HOW = {
    Kind.STEM: "",
    Kind.PART: " (del av ord)",
    Kind.NAME: " (samma sak)",
    Kind.SYNONYM: " (närliggande ord)",
}
"""What is said after a word that was found, by how it was."""


def reasons(explanation: Explanation) -> tuple[str, ...]:
    """Say in Swedish why a hit is there, a line each."""
    found: dict[str, dict[str, None]] = {}
    for each in explanation.matched:
        forms = (f"{form}{HOW[each.kind]}" for form in each.written if form != each.words.lower())
        found.setdefault(each.words, {}).update(dict.fromkeys(forms))
    words = [f"{word}: {', '.join(forms)}" if forms else word for word, forms in found.items()]
    codes = [f"{FIELD_NAMES[field].lower()}: {code_label(field, value)}" for field, value in explanation.codes]
    near = (
        ("Inget av orden står där; den markerade meningen ligger närmast i innebörd",) if explanation.sentence else ()
    )
    return (*words, *codes, *near)


def excerpt(text: str, marks: Sequence[tuple[int, int, str]]) -> list[Words]:
    """Cut the window of at most ``EXCERPT`` characters that holds most marks, at words, with its marks.

    A mark is start, end and how it was found; they do not overlap. The end of one that is longer than the window is
    cut.
    """
    starts, ends = sorted(mark[0] for mark in marks), sorted(mark[1] for mark in marks)
    start = max(
        starts,
        # Marks do not overlap: those that end in the window less those that start before it.
        key=lambda at: (bisect_right(ends, at + EXCERPT) - bisect_left(starts, at), -at),
        default=0,
    )
    # A passage has one sentence a line: begin with the sentence, if its start is near, else with a word.
    sentence = text.rfind("\n", 0, start) + 1
    if start - sentence > EXCERPT // 2:
        sentence = text.rfind(" ", 0, start - EXCERPT // 4) + 1
    start = sentence
    end = min(len(text), start + EXCERPT)
    if end < len(text):
        space = text.rfind(" ", start, end)
        end = space if space > start else end
    words = [Words("… ", found=False)] if start else []
    at = start
    for first, last, how in marks:
        if first >= at and first < end and (last <= end or how == "near"):
            words.append(Words(text[at:first], found=False))
            words.append(Words(text[first : min(last, end)], found=True, how=how))
            at = min(last, end)
    words.append(Words(text[at:end], found=False))
    if end < len(text):
        words.append(Words(" …", found=False))
    return [one for one in words if one.text]


def _facet(facet: Facet, question: Question) -> FacetView:
    chosen = question.codes.get(facet.name, ())
    return FacetView(
        FACET_NAMES[facet.name],
        tuple(
            Choice(f"{facet.name}:{value}", label(facet.name, value), count, chosen=False)
            for value, count in facet.counts
            if value not in chosen
        ),
    )


def _chosen(question: Question) -> tuple[Choice, ...]:
    return tuple(
        Choice(f"{name}:{value}", f"{FACET_NAMES.get(name, name)}: {label(name, value)}", 0, chosen=True)
        for name, values in question.codes.items()
        for value in values
    )


def _date(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
