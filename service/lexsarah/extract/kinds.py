"""What kind of body a name is of: an authority, a committee, a home, a company.

Known names first (``reference/organisations.csv``, ``newspapers.csv``), then what a noun beside a unit's name told,
then the first or the last word (``reference/organisation_kinds.csv``).
"""

import re
from functools import cache

from lexsarah.reference import rows, words_of
from lexsarah.vocabulary import OrganisationKind

OF_NO_UNIT = frozenset(
    {
        OrganisationKind.COMPANY,
        OrganisationKind.ASSOCIATION,
        OrganisationKind.MUNICIPALITY,
        OrganisationKind.COMMITTEE,
    }
)
"""Kinds that a name tells so plainly that a noun beside it tells nothing else."""


@cache
def _known() -> dict[str, OrganisationKind]:
    """Kind of the names in the tables, case folded; picture agencies are companies."""
    known = {row["name"].casefold(): OrganisationKind.MEDIA for row in rows("newspapers.csv")}
    for row in rows("organisations.csv"):
        kind = OrganisationKind.COMPANY if row["kind"] == "photo" else OrganisationKind(row["kind"])
        known |= {name.casefold(): kind for name in (row["name"], row["short"]) if name}
    return known


@cache
def _forms() -> tuple[tuple[OrganisationKind, re.Pattern[str]], ...]:
    """Kinds by the words that a name begins or ends with, in order; a home's ending comes last."""
    homes = "|".join(sorted(map(re.escape, words_of("home_end") | words_of("after_name")), key=len, reverse=True))
    return (
        *((OrganisationKind(row["kind"]), re.compile(row["pattern"])) for row in rows("organisation_kinds.csv")),
        (OrganisationKind.HOME, re.compile(rf"(?:{homes.lower()})$")),
    )


def kind_of(name: str, *, home: bool | None = None) -> OrganisationKind:
    """Return the kind of a body by its name; ``home``: a noun beside it says home or unit, None: none does."""
    low = name.casefold()
    known = _known().get(low)
    if known is not None:
        return known
    kind = next((kind for kind, form in _forms() if form.search(low)), OrganisationKind.OTHER)
    if home is None or kind in OF_NO_UNIT:
        return kind
    return OrganisationKind.HOME if home else OrganisationKind.UNIT
