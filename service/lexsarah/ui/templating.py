"""Makes pages of templates: every page gets the same frame, and every value is escaped."""

from functools import cache
from pathlib import Path
from typing import Annotated, Any

from fastapi import Query, Request
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from starlette.responses import HTMLResponse

from lexsarah.store.accounts import Session
from lexsarah.ui import words
from lexsarah.web import service_of

EDITORS = frozenset({"editor", "admin"})
"""Roles that may add documents; only an admin removes them."""

PageNumber = Annotated[int, Query(ge=1, le=1_000_000)]
"""Which page of a list, 1-based."""


@cache
def environment() -> Environment:
    """Return the template environment."""
    made = Environment(
        loader=FileSystemLoader(Path(__file__).parent / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.filters.update(moment=words.moment, day=words.day, size=words.size, number=words.number)
    return made


def page(
    request: Request,
    session: Session | None,
    template: str,
    title: str,
    *,
    status: int = 200,
    **values: Any,  # noqa: ANN401
) -> HTMLResponse:
    """Render a page; ``title`` is its only h1 and, with the product's name, the window's title."""
    html = (
        environment()
        .get_template(template)
        .render(
            title=title,
            path=request.url.path,
            demonstration=service_of(request).demonstration,
            signed_in=session is not None,
            may_change=session is not None and session.reader.role in EDITORS,
            may_remove=session is not None and session.reader.role == "admin",
            csrf=session.csrf if session else "",
            **values,
        )
    )
    return HTMLResponse(html, status_code=status)


def fragment(template: str, **values: Any) -> HTMLResponse:  # noqa: ANN401  (what the template takes)
    """Render a part of a page, for htmx and app.js."""
    return HTMLResponse(environment().get_template(template).render(**values))
