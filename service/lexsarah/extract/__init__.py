"""Facts by rules, the roles of dates by a small model.

Each module finds the facts of one kind; none looks at what another found, but for the dates: what kind of document it
is tells much of their roles.
A case is read from the view that it has of its document: blocks of other matters are cut out before.
"""

from datetime import date

from lexsarah.extract.abridged import abridged
from lexsarah.records import Case, Fact, ParsedDocument
from lexsarah.vocabulary import Genre


def extract(document: ParsedDocument, case: Case, published: date | None) -> tuple[Fact, ...]:
    """Find the facts of a case; ``published`` is the day that relative dates hang on (None: not known)."""
    way = abridged(document)
    if way is None:
        return _facts(document, case, published)
    return way.restored(_facts(way.short, way.case(case), published))


def _facts(document: ParsedDocument, case: Case, published: date | None) -> tuple[Fact, ...]:
    # Here, not above: the library's dates and identifiers need not load what names and findings read.
    from lexsarah.extract.circumstances import find_circumstances  # noqa: PLC0415
    from lexsarah.extract.clauses import case_sentences, mended  # noqa: PLC0415
    from lexsarah.extract.dates import find_dates, incident_period, tells_of_several  # noqa: PLC0415
    from lexsarah.extract.decision import find_decision  # noqa: PLC0415
    from lexsarah.extract.findings import find_findings  # noqa: PLC0415
    from lexsarah.extract.genre import find_genre  # noqa: PLC0415
    from lexsarah.extract.identifiers import day_of, find_identifiers  # noqa: PLC0415
    from lexsarah.extract.law import find_law  # noqa: PLC0415
    from lexsarah.extract.mentions import mentions  # noqa: PLC0415
    from lexsarah.extract.organisations import find_organisations  # noqa: PLC0415
    from lexsarah.extract.persons import find_persons  # noqa: PLC0415
    from lexsarah.extract.places import find_places  # noqa: PLC0415
    from lexsarah.extract.setting import find_setting  # noqa: PLC0415
    from lexsarah.extract.units import find_units  # noqa: PLC0415

    kind = find_genre(document, case)
    genre = next((Genre(fact.value) for fact in kind if fact.field == "genre" and isinstance(fact.value, str)), None)
    dates = find_dates(document, case, published, genre)
    period = None if tells_of_several(document, case.span) else incident_period(dates)
    told = any(fact.field == "is_deviation_report" and fact.value is True for fact in kind)
    places = find_places(document, case, told=told)
    municipality = next((str(fact.value) for fact in places if fact.field == "municipality"), None)
    sentences = tuple(case_sentences(document, case))
    plain = mended(document, sentences)
    named = mentions(document, case.span)
    organisations = find_organisations(document, case, named)
    return (
        *kind,
        *((period,) if period else ()),
        *places,
        *find_units(document, case, organisations, municipality),
        *find_setting(document, case),
        *find_law(document, case),
        *find_decision(document, case, plain),
        *find_circumstances(document, case, dates),
        *find_findings(document, case, sentences),
        *dates,
        *find_persons(document, case, named),
        *organisations,
        *find_identifiers(document, day_of(dates, published)),
    )
