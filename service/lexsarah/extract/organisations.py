"""Which organisations, authorities, committees, units, homes, companies and media a document names.

Only names count, not kinds: "Omsorgs- och socialförvaltningen", "Barnenheten" and "Attendo", but not "socialnämnden",
"hemtjänsten" or "kommunen". A form or a set of minutes names its committee in the letterhead ("Socialnämnden" alone in
a cell), and that counts. Known names and the words around names are tables in ``reference``.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from itertools import accumulate

from lexsarah.extract.gazetteer import is_place
from lexsarah.extract.guarded import Guarded, folded
from lexsarah.extract.kinds import kind_of
from lexsarah.extract.mentions import mentions
from lexsarah.extract.names import UNIT_END, NameMatch, not_names, role_words
from lexsarah.extract.taken import Taken
from lexsarah.extract.unit_names import unit_names
from lexsarah.records import Case, Fact, OrganisationValue, ParsedDocument, Producer, Span
from lexsarah.reference import municipalities, rows, words_of

PRODUCER = Producer("rule", "organisations", "1")

CAP = r"(?:[A-ZÅÄÖÉ][\w’'-]*[\w’'])"
"""A capitalised word of at least two characters."""
PHRASE = rf"{CAP}(?: {CAP}){{0,3}}"
DIRECTION = r"(?:Norr|Söder|Syd|Öster|Öst|Väster|Väst|Centrum|Norra|Södra|Östra|Västra|[A-ZÅÄÖ]|\d{1,2})"
"""What alone is no name: with the noun it is one ("hemtjänstgrupp Väst", "avdelning 3")."""
BODY = r"(?:nämnden|förvaltningen|kontoret|utskottet)"
TEAM = (
    r"(?:enheten|poolen|staben|teamet|sektionen|mottagningen|gruppen|avdelningen|jouren|omsorgen|rätten|centralen|"
    r"centrum)"
)
OPEN, SHUT = r"(?<![\w-])", r"(?!\w)"
"""No word may reach into a name from either side."""


def _any_of(found: Iterable[str]) -> str:
    """Alternation, longest first."""
    return f"(?:{'|'.join(re.escape(word) for word in sorted(found, key=lambda one: (-len(one), one)))})"


@cache
def _patterns() -> tuple[Guarded, ...]:
    """Forms that hold a name, each in the group ``name``."""
    before, after, home = (_any_of(words_of(kind)) for kind in ("before_name", "after_name", "home_end"))
    coordinated = r"(?:nämnden?|förvaltningen?|kontoret|utskottet?|enhet(?:en)?|avdelning(?:en)?)"
    own = _any_of(one.name for one in municipalities())
    named_body = r"(?:myndighets|individ|social|omsorgs|vård)\w*utskott"
    region = r"(?:syd|nord|mitt|öst|väst)(?:öst|väst|ost)?"
    regions = rf"(?:Jönköpings län|Örebro län|Kalmar län|Jämtland Härjedalen|{CAP})"
    institutions = (
        r"(?:djurpark|sjukhus|universitetssjukhus(?:et)?|lasarett|tingsrätt|universitet|högskola|församling|gymnasium|"
        r"räddningstjänst)"
    )
    papers = (
        r"(?:(?:Folk|Morgon|Läns|Lokal|Lokala)?[Tt]idning(?:ar)?|Allehandas?|(?:Dag|Folk|Nyhets|Vecko|Annons|Lokal|Läns)blad"
        r"|(?:Nyhets|Vecko)post|Kurir(?:en)?|Blad|Nyheter)"
    )
    paper = rf"(?!{_any_of(words_of('no_paper'))})[A-ZÅÄÖ][a-zåäö]{{2,}}(?:bladet|kuriren|posten|tidningen)"
    forms = (
        # companies, foundations
        rf"(?P<name>{CAP}(?: (?:{CAP}|&|och|i|för)){{0,4}} (?:AB|HB|Aktiebolag|ekonomisk förening)){SHUT}",
        rf"(?P<name>(?:Stiftelsen|Föreningen|Riksförbundet|Fackförbundet|Kvinnojouren) {PHRASE})",
        rf"(?P<name>(?:[A-ZÅÄÖ][a-zåäö]+k|K)ooperativet {PHRASE})",
        rf"{_any_of(words_of('business_before'))} (?P<name>{PHRASE})",
        # homes and units
        rf"(?P<name>{before} {DIRECTION}){SHUT}",
        rf"{before} (?P<name>{PHRASE})",
        rf"(?P<name>{PHRASE} {after}){SHUT}",
        rf"(?P<name>Sektor (?:för )?[a-zåäö]{{4,}}(?: (?:och|&) [a-zåäö]{{4,}})?){SHUT}",
        rf"(?P<name>[Hh]emtjänst(?:område|grupp) {CAP}){SHUT}",
        rf"(?P<name>Villa {CAP})",
        rf"(?:på|vid|från|till|för|hos) (?P<name>[A-ZÅÄÖ][a-zåäö]{{2,}}{home}s?){SHUT}",
        # committees, offices, named units
        rf"(?P<name>[A-ZÅÄÖa-zåäö]{{3,}}(?:-, [a-zåäö]+)?- (?:och|&) [a-zåäö]+{coordinated})s?{SHUT}",
        rf"(?P<name>[A-ZÅÄÖ][a-zåäö]+- och [a-zåäö]+omsorgen)s?{SHUT}",
        rf"(?P<name>(?i:{_any_of(words_of('body_stem'))}){BODY})s?{SHUT}",
        rf"(?P<name>[A-ZÅÄÖ]\w{{2,}}{BODY} i {CAP}(?: {CAP})? (?:kommun|stad))s?{SHUT}",
        rf"(?P<name>[A-ZÅÄÖ][a-zåäö]+(?:- och [a-zåäö]+)?nämnden i {own})(?!s? (?:kommun|stad)){SHUT}",
        rf"(?P<name>Förvaltningen för {CAP}(?: (?:&|och) \w+)*)",
        rf"(?P<name>(?:kommunstyrelsens|socialnämndens|nämndens) {named_body}){SHUT}",
        rf"(?P<name>[Ss]tadsdels(?:nämnden|förvaltningen) (?:i )?{PHRASE}){SHUT}",
        rf"(?P<name>{PHRASE} stadsdels(?:nämnd|förvaltning)){SHUT}",
        rf"(?P<name>[Ll]ex Sarah-(?:gruppen|teamet|enheten|funktionen|rådet))s?{SHUT}",
        rf"(?P<name>Centrum (?:mot|för) \w+){SHUT}",
        # regions, courts, county boards, hospitals, schools
        rf"(?P<name>[Rr]egion {regions}){SHUT}",
        rf"(?P<name>[Ll]andstinget (?:i )?{CAP}){SHUT}",
        rf"(?P<name>{CAP}(?: {CAP})? läns landsting){SHUT}",
        rf"(?P<name>(?:[Ff]örvaltnings|[Kk]ammar)rätten i {CAP}|[Ll]änsstyrelsen i {CAP}(?: {CAP})?(?: län)?){SHUT}",
        rf"(?P<name>Avdelning (?i:{region})|[Rr]egionala tillsynsenheten (?i:{region})){SHUT}",
        rf"(?P<name>{PHRASE} {institutions}){SHUT}",
        rf"(?<=[a-zåäö,] )(?P<name>[A-ZÅÄÖ][a-zåäö]+(?:sjukhuset|lasarettet))s?{SHUT}",
        # media
        rf"(?P<name>Radio {CAP} och {CAP}){SHUT}",
        rf"(?P<name>(?:Mitt i|TV|SVT(?: Nyheter)?|P4|(?:Sveriges )?Radio(?: P4)?|Dagens) {CAP}){SHUT}",
        rf"(?P<name>{CAP}(?: {CAP})? {papers}|{CAP}-(?:Posten|Kuriren|Tidningen|Bladet)){SHUT}",
        rf"(?m:^)(?P<name>{paper})(?= *(?m:$))",
        rf"(?<=[a-zåäö,] )(?P<name>{paper})s?{SHUT}",
    )
    return tuple(Guarded(re.compile(OPEN + form)) for form in forms)


@cache
def _known() -> tuple[Guarded, ...]:
    """Patterns of the names in the tables: in any case, in their own case, in their own case but inside a sentence."""
    several: list[str] = []
    exact: list[str] = []
    for row in rows("organisations.csv"):
        for name in filter(None, (row["name"], row["short"])):
            (several if " " in name and row["kind"] == "authority" else exact).append(name)
    media = list(rows("newspapers.csv"))
    exact += [row["name"] for row in media if not row["also_a_word"]]
    inside = [row["name"] for row in media if row["also_a_word"]]
    end = r"(?=(?::?s|:n)?(?![\w@]))(?!\.\w)"
    start = r"(?<![\w.@/-])"
    return (
        Guarded(re.compile(rf"{start}(?P<name>{_any_of(several)}){end}", re.IGNORECASE)),
        Guarded(re.compile(rf"{start}(?=[A-ZÅÄÖ\d])(?P<name>{_any_of(exact)}){end}")),
        Guarded(re.compile(rf"(?<=[a-zåäö,] )(?P<name>{_any_of(inside)}){end}")),
    )


@cache
def _municipal_words() -> frozenset[str]:
    """Words by which a municipality goes, case folded: "krokom", "krokoms"."""
    short = {one.name for one in municipalities()}
    official = {one.official_name.removesuffix(" kommun") for one in municipalities()}
    return frozenset(form.casefold() for form in short | {f"{name}s" for name in short} | official)


MUNICIPALITY = re.compile(rf"{OPEN}(?P<name>(?P<first>[\w-]+ )?(?P<last>[\w-]+) (?i:kommun|stad))(?i:s?)(?![a-zåäö])")


def _municipalities(text: str, within: Span) -> Iterator[Span]:
    """Yield "Krokoms kommun", "MALMÖ STAD", "Upplands Väsby kommun"."""
    for match in MUNICIPALITY.finditer(text, within.start, within.end):
        first, last = match.group("first") or "", match.group("last")
        if (first + last).casefold() in _municipal_words():
            yield Span(*match.span("name"))
        elif last.casefold() in _municipal_words():
            yield Span(match.start("last"), match.end("name"))


@cache
def _genitive() -> re.Pattern[str]:
    """Match a name whose last -s is a genitive."""
    ends = rf"(?:en|et|an|nämnd|förvaltning|kommun|stad|län|AB|utskott|{_any_of(words_of('home_end'))})s"
    return re.compile(rf".*{ends}|.*[a-zåäö]{{2}}[aoiu]s")


@cache
def _of_a_home() -> re.Pattern[str]:
    """Match "Granbackens särskilda boende": a description, in which only the home has a name."""
    return re.compile(rf"({PHRASE})s särskil(?:da|t) boende$")


@cache
def _with_its_kind() -> re.Pattern[str]:
    """Match a name that ends with what it is: "… gruppbostad"."""
    return re.compile(rf" {_any_of(words_of('after_name'))}$")


@cache
def _home() -> re.Pattern[str]:
    """Match a word with the end of a home's name: "Granbacken"."""
    return re.compile(rf"\w+{_any_of(words_of('home_end'))}")


@cache
def _proper() -> re.Pattern[str]:
    """Match what in a form field is a name."""
    home = _any_of(words_of("home_end"))
    return re.compile(rf"[A-ZÅÄÖ][a-zåäö]{{3,}}(?:en|et|an)|{CAP}(?: {CAP}){{1,2}}|[A-ZÅÄÖ][a-zåäö]+{home}")


def find_organisations(
    document: ParsedDocument, case: Case, named: Sequence[NameMatch] | None = None
) -> tuple[Fact, ...]:
    """Find the organisations named within the case, menus and boxes included.

    ``named`` are the mentions of persons, where they were looked for already: what stands there is no organisation.
    Returns facts ``organisation`` in order of the text, one a name whatever its case; the value is the surface form
    without a genitive -s, with what kind of body it is, and the evidence its first mention.
    """
    text, within = document.text, case.span
    told = tuple(unit_names(text, within))
    homes = Taken(one.span for one in told)
    people = mentions(document, within) if named is None else named
    persons = [one.span for one in people if not homes.overlaps(one.span)]
    personal, taken = Taken(persons), Taken(persons)
    claimed: list[Span] = []
    candidates = {*_candidates(text, within), *(one.span for one in told)}
    for span in sorted(candidates, key=lambda one: (-len(one), one)):
        if not taken.overlaps(span):
            claimed.append(span)
            taken.add(span)
    short = [span for span in _short_names(document, claimed, within) if not personal.overlaps(span)]
    claimed = [*short, *_outside(claimed, short)]
    found: dict[str, Span] = {}
    for span in sorted([*claimed, *_municipalities(text, within)], key=lambda one: (one.start, -one.end)):
        found.setdefault(document.slice(span).casefold(), span)
    units = {document.slice(one.span).casefold(): one.home for one in told}
    return tuple(
        Fact(
            "organisation",
            OrganisationValue(name, kind_of(name, home=units.get(name.casefold()))),
            (document.evidence(span),),
            PRODUCER,
        )
        for span, name in ((span, document.slice(span)) for span in sorted(found.values()))
    )


def _candidates(text: str, within: Span) -> Iterator[Span]:
    letters = folded(text)
    for one in _known():
        for match in one.finditer(text, letters, within):
            yield Span(*match.span("name"))
    for one in _patterns():
        for match in one.finditer(text, letters, within):
            span = _cut(text, match)
            if _is_a_name(text[span.start : span.end]):
                yield span
    yield from _letterheads(text, within)
    yield from _teams(text, within)
    yield from _fields(text, within)
    yield from _posts(text, within)
    yield from _credits(text, within)


def _outside(claimed: Iterable[Span], short: Iterable[Span]) -> Iterator[Span]:
    """Yield the claimed spans that lie in none of the short ones."""
    ordered = sorted(short)
    reached = list(accumulate((one.end for one in ordered), max))
    for span in claimed:
        at = bisect_right(ordered, span.start, key=lambda one: one.start)
        if not at or reached[at - 1] < span.end:
            yield span


def _again(text: str, names: Iterable[str], within: Span, shut: re.Pattern[str]) -> Iterator[Span]:
    """Yield every place of some names of at least two code points, in one pass; ``shut`` must match behind each."""
    by_start: dict[str, list[str]] = {}
    for name in dict.fromkeys(names):
        by_start.setdefault(name[:LEAST_SHORT], []).append(name)
    lengths = sorted({len(start) for start in by_start})
    for word in WORD_START.finditer(text, within.start, within.end):
        at = word.start()
        for length in lengths:
            for name in by_start.get(text[at : at + length], ()):
                end = at + len(name)
                if end <= within.end and text.startswith(name, at) and shut.match(text, end, within.end):
                    yield Span(at, end)


WORD_START = re.compile(rf"{OPEN}(?=\S)")


def _short_names(document: ParsedDocument, claimed: list[Span], within: Span) -> list[Span]:
    """Where a company stands without its "AB", and a home without its kind ("Ekdungens äldreboende", "Ekdungen")."""
    names = [short for span in claimed for short in _shortened(document.slice(span)) if len(short) >= LEAST_SHORT]
    ordered = sorted(claimed)
    found: list[Span] = []
    longest = Taken(())
    for one in sorted(_again(document.text, names, within, SHORT_END), key=lambda one: (-len(one), one)):
        if longest.overlaps(one):
            continue
        longest.add(one)
        first = bisect_right(ordered, one.start, key=lambda other: other.end)
        last = bisect_left(ordered, one.end, key=lambda other: other.start)
        if all(other in one for other in ordered[first:last]):
            found.append(one)
    return found


def _shortened(name: str) -> Iterator[str]:
    """Yield what a home or a company may be called for short: "Ekdungen"; "Ekdungen Vård", "Ekdungen" of "… AB"."""
    home = _genitive_home().fullmatch(name)
    if home:
        yield home[1]
        return
    company = COMPANY.sub("", FOUNDATION.sub("", name))
    if company == name:
        return
    yield company
    first = company.split()[0]
    plain = first.casefold() in _municipal_words() or first in words_of("not_first") | words_of("may_be_first")
    if first != company and len(first) > LEAST_SHORT and not (plain or first.endswith("s") or is_place(first)):
        yield first


FOUNDATION = re.compile(r"^(?:Stiftelsen|Föreningen|\w*[Kk]ooperativet) ")

SHORT_END = re.compile(rf"s?{SHUT}")


LEAST_SHORT = 4
"""Code points of a short name that is still a name."""

LEADING_LABEL = re.compile(
    r"(?:Utföraren|Företaget|Bolaget|Om|Enhet|Enhetens namn|Verksamhet|Arbetsplats|Utförare|Vårdgivare) "
)
"""Label of a field that runs into a name: "Enhet Ekdunge äldreboende"."""

COMPANY = re.compile(r" (?:AB|HB|Aktiebolag|ekonomisk förening)$")


@cache
def _genitive_home() -> re.Pattern[str]:
    """Match "Ekdungens äldreboende"; the group is the home without its genitive."""
    return re.compile(rf"({PHRASE})s {_any_of(words_of('after_name'))}")


def _cut(text: str, match: re.Match[str]) -> Span:
    """Return the name in a match without its genitive -s; of "Solbackens särskilda boende" the home's own name."""
    start, end = match.span("name")
    label = LEADING_LABEL.match(text, start, end)
    start = label.end() if label else start
    home = _of_a_home().match(text[start:end])
    if home:
        return Span(start, start + home.end(1))
    return Span(start, end - 1) if _genitive().fullmatch(text[start:end]) else Span(start, end)


def _is_a_name(name: str) -> bool:
    """Whether a phrase names one body: not a municipality alone, not a plain word in front or a kind of body."""
    first, lower = name.split(maxsplit=1)[0], name.lower()
    if lower.startswith("lex sarah-") or first in words_of("may_be_first"):
        return " " in name
    if lower in _municipal_words() or lower in words_of("generic") or first in words_of("not_first"):
        return False
    if _with_its_kind().search(name):
        return first.casefold() not in _municipal_words()
    return first not in not_names() or name.endswith((" kommun", " stad")) or "nämnden i " in name


def _starts_sentence(text: str, at: int) -> bool:
    before = text[max(0, at - 4) : at].rstrip(' \t\u00a0”"–-—•')
    return not before or before[-1] in ".!?:\n)"


LETTERHEAD = re.compile(
    rf"[ ]*(?P<name>[A-ZÅÄÖ][a-zåäö]+(?:(?:- och |-)[a-zåäö]+)?{BODY})(?:,? (?:\d{{4}}-\d\d-\d\d|i {CAP}))?[ ]*"
)


def _letterheads(text: str, within: Span) -> Iterator[Span]:
    """Yield a committee or office that stands alone in a line or cell."""
    for cell in re.compile(r"[^\t\n]+").finditer(text, within.start, within.end):
        head = LETTERHEAD.fullmatch(cell.group())
        if head and head.group("name") != "Arbetsutskottet":
            yield Span(cell.start() + head.start("name"), cell.start() + head.end("name"))


UNIT_WITH_CAPITAL = re.compile(rf"{OPEN}(?P<name>[A-ZÅÄÖ][a-zåäö]{{2,}}(?:-[a-z]+)?{TEAM})s?(?![\w-])")


def _teams(text: str, within: Span) -> Iterator[Span]:
    """Yield units with a capital of their own ("Barnenheten").

    First in a sentence a capital says nothing: there only "…enheten" and "…poolen", if never written small.
    """
    for match in UNIT_WITH_CAPITAL.finditer(text, within.start, within.end):
        name = match.group("name")
        if name.lower() in words_of("generic") and (_starts_sentence(text, match.start()) or name.lower() in text):
            continue
        specific = name.endswith(("enheten", "poolen")) and name.lower() not in text
        if specific or not _starts_sentence(text, match.start()):
            yield Span(*match.span("name"))


@cache
def _field() -> re.Pattern[str]:
    labels = _any_of(words_of("field_label"))
    return re.compile(rf"(?:^|(?<=[\n\t]))[ ]*{labels}[ ]?(?::[ \t]*|[ \t])(?P<value>[^\t\n]{{2,80}})", re.MULTILINE)


def _fields(text: str, within: Span) -> Iterator[Span]:
    r"""Yield names in form fields: "Enhet Resurspoolen och Barnenheten", "Verksamhet\tFamiljerätten / IFO"."""
    for field in _field().finditer(text, within.start, within.end):
        for part in re.finditer(r"[^,/]+?(?= och (?=[A-ZÅÄÖ])|,|/|$)", field.group("value")):
            name = part.group().removeprefix(" och ").strip()
            if _proper().fullmatch(name) and _is_a_name(name):
                start = field.start("value") + part.start() + part.group().index(name)
                yield Span(start, start + len(name))


UNIT_OF_POST = re.compile(
    r" (?P<name>[A-ZÅÄÖ][a-zåäö]+ & [A-ZÅÄÖ][a-zåäö]+|[A-ZÅÄÖ][a-zåäö]+ och [a-zåäö]+(?=[\n,.])|"
    r"[A-ZÅÄÖ]{2,4}-[a-zåäö]+|[A-ZÅÄÖ][a-zåäö]+)(?![\w-])"
)


def _posts(text: str, within: Span) -> Iterator[Span]:
    """Yield every mention of a unit named by a post: "enhetschef Barnenheten", "chef Individ & Familjeomsorg"."""
    names: list[str] = []
    for post in role_words(text, within.start, within.end):
        match = UNIT_OF_POST.match(text, post.end(), within.end)
        if not match:
            continue
        name = match.group("name")
        of_a_unit = " " in name or "-" in name or UNIT_END.fullmatch(name) or _home().fullmatch(name)
        if of_a_unit and _is_a_name(name):
            names.append(name)
    yield from _again(text, names, within, POST_END)


POST_END = re.compile(r"(?![\w-])")


AGENCY = re.compile(r"\b(?:Foto|Bild)(?:graf)?: ?(?P<name>[A-ZÅÄÖ]\w{2,})(?=[\n.,/]|$)", re.MULTILINE)


def _credits(text: str, within: Span) -> Iterator[Span]:
    """Yield a picture agency after "Foto:": one capitalised word that is no plain word."""
    for match in AGENCY.finditer(text, within.start, within.end):
        if match.group("name") not in not_names() | words_of("no_agency"):
            yield Span(*match.span("name"))
