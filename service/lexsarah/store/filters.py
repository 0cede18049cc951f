"""The filters of search and trends: which codes a case must have, and when it happened."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

FILTERS = {
    "type": "misconduct_type",
    "event": "event_type",
    "cause": "cause",
    "consequence": "consequence",
    "measure": "measure",
    "area": "service_area",
    "setting": "setting_code",
    "decision": "decision",
    "ivo": "ivo",
    "genre": "genre",
    "provider": "provider",
    "municipality": "municipality",
    "county": "county",
    "year": "year",
}
"""Name of a filter, as commands, pages and the API use it, to the field in ``codes``."""


@dataclass(frozen=True, slots=True)
class Filters:
    """What a case must be. ``codes`` maps a filter's name to the values of which it must have one."""

    codes: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    since: date | None = None
    until: date | None = None
    """First and last day on which the case may have begun."""

    def where(self, case: str) -> tuple[str, list[Any]]:
        """Return an SQL condition on the table alias ``case`` (of ``cases``) and its parameters.

        Raises
        ------
        KeyError
            If a filter has an unknown name.
        """
        parts: list[str] = []
        parameters: list[Any] = []
        for name, values in self.codes.items():
            parts.append(
                f"EXISTS (SELECT 1 FROM codes f WHERE f.case_id = {case}.id AND f.field = %s AND f.value = ANY(%s))"
            )
            parameters += [FILTERS[name], list(values)]
        for bound, operator in ((self.since, ">="), (self.until, "<=")):
            if bound:
                parts.append(f"{case}.happened_on {operator} %s")
                parameters.append(bound)
        return " AND ".join(parts) or "true", parameters
