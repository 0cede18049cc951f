"""How the event was noticed, whether it happened before or may again, and whether the person concerned was told.

The questions are those of an investigation (SOSFS 2011:5, chapter 5). A heading, a form's question or label gives the
role of what stands under it, and its first words answer yes or no; in running text a clause must say it itself.
"""

# ruff: noqa: E501  (patterns read best with one kind a line)

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from lexsarah.extract.clauses import Sentence, case_sentences, clause_at, count_words, lowered, quotation, repaired
from lexsarah.records import BlockKind, Case, DateValue, Evidence, Fact, ParsedDocument, Producer, Span
from lexsarah.vocabulary import DateRole

PRODUCER = Producer("rule", "circumstances", "1")

ENABLED = ("discovered", "happened_before", "may_recur", "person_informed")
"""The fields, in the order of a form."""

PERSON = (
    r"(?:brukar\w*|d\w+ enskild\w*|enskild\w*|(?:den |de )?boende(?:n|s)?|vårdnadshav\w*|vårdn\w*|vh|god\w* m[aä]n\w*|hyresgäst\w*|kund(?:en|er|erna)?"
    r"|föräldr\w*|mamm\w*|papp\w*|modern|fadern|deltagar\w*|familj(?:en|erna)?|klient\w*|gäst(?:en|er|erna)?|personen|kvinnan|mannen"
    r"|(?:de |den )?(?:berörd\w*|drabbade|utsatt\w*)|pojken|flickan|ungdom\w*|företrädare\w*|barnet|hon|han|hen|[a-zåäö]{1,2})"
)
"""Words for the person concerned or who speaks for them; other relatives do not count (corpus/GUIDELINE.md)."""

QUESTIONS: tuple[tuple[str, re.Pattern[str]], ...] = (
    (
        "happened_before",
        re.compile(
            r"(?:hänt|inträffat|förekommit|liknande|händelser|rapporter|avvikelser)\b[^\n]{0,60}(?:tidigare|förr|förut)\b"
            r"|\btidigare\b[^\n]{0,40}(?:händelse|rapport|inträff|hänt|förekom|avvikelse)|\btidigare\W*$|hänt förut"
        ),
    ),
    (
        "may_recur",
        re.compile(
            r"(?:hända|inträffa|ske|upprepas|förekomma)\b[^\n]{0,30}(?:igen|på nytt)|upprepning|upprepas\b|igen\W*$"
            r"|något liknande (?:kunna )?(?:hända|inträffa)|risk\w* för (?:att )?(?:\w+ ){0,3}(?:upprep|igen)"
        ),
    ),
    (
        "person_informed",
        re.compile(
            rf"\b{PERSON}\b[^\n]{{0,60}}(?:informera|underrätta|informationen|\binf\b)"
            rf"|(?:information|underrättelse|informerad\w*|underrättad\w*)\b[^\n]{{0,30}}(?:till|av)?\b[^\n]{{0,12}}\b{PERSON}\b"
        ),
    ),
    (
        "discovered",
        re.compile(r"upptäck|uppmärksamma|(?:blev|kom)\b[^\n]{0,30}(?:känt|kännedom)|\bhur framkom"),
    ),
)
"""What a heading or label asks; the first that fits."""

NO = re.compile(r"\W*(?:nej|ej|inte|inget|ingen|inga|aldrig|okänt)\b")
DENIED = re.compile(
    r"(?<!\w)(?:inte|ej|inget|ingen|inga|aldrig|varken|saknas)(?!\w)(?!\s+(?:bara|enbart|längre|helt|utesluta))"
)
UNSURE = re.compile(r"\b(?:inte|ej) (?:att )?(?:kunna )?(?:helt )?uteslut|\buteslut\w* (?:inte|ej)\b|\bobefintlig")
"""A denial of certainty alone: it may well be."""
EMPTY = re.compile(r"\W*(?:-|–|vet (?:ej|inte)|framgår ej|uppgift saknas|ej ifyllt|ja/nej|ja\W+nej)?\W*")

NOTICED = re.compile(
    r"\b(?:upptäck(?:te|tes|t|ts)|uppmärksamma(?:de|des|t|ts)|uppdaga\w*|blev (?:känt|kända?)|märkte?s?|fick kännedom|kom till (?:\w+ )?kännedom)\b"
)
NOTICED_WEAKLY = re.compile(
    r"\b(?:påträffa(?:de|des|t|ts)|hittade?s|hittade|framkom|noterade|lade märke|fann(?:s)?\s+\w+\s+(?:liggande|död)|såg att|larmade|slog larm)\b"
)
NOT_NOTICED = re.compile(
    r"\b(?:ska|skall|måste|bör|kan|kunde|skulle|om någon|den som|utredningen|tidigare|rutin\w*|enligt lag)\b"
    r"|\b(?:inte|ej|aldrig|ingen) (?:\w+ ){0,2}(?:upptäck|uppmärksam|märk)"
)
"""A duty, a supposition, what the investigation found, what nobody noticed."""

BEFORE = re.compile(
    r"\b(?:tidigare|förut|förr|sedan tidigare|redan (?:19|20)\d\d)\b[^.]{0,80}?\b(?:liknande|motsvarande|hänt|inträffat|förekommit|rapport\w*|fall\b|händelse\w*|känt|fallit)"
    r"|\b(?:liknande|motsvarande|hänt|inträffat|förekommit|samma sak|händelse\w*|känner \w+ till|känt)\b[^.]{0,80}?\b(?:tidigare|förut|förr)\b"
    r"|\bliknande (?:händelse\w*|fall|rapport\w*)\b[^.]{0,60}\b(?:har|hade|finns|inträffade|rapporterades)\b"
    r"|\bnågo[tn] (?:liknande|motsvarande)\b[^.]{0,60}\b(?:förekommit|rapporterats|inträffat|hänt|antecknad)"
    r"|\b(?:andra|tredje|fjärde) gången (?:som|på|inom|detta)"
)
NOT_BEFORE = re.compile(r"\b(?:i en )?tidigare version|som (?:tidigare|vi tidigare)|tidigare (?:chef|anställd|arbetat)")

AGAIN = re.compile(
    r"\b(?:hända|inträffa\w*|ske|uppstå|upprepas|förekomma)\b[^.]{0,40}\b(?:igen|på nytt|ånyo)\b|\brisk\w* för upprepning|\bupprepas\b"
    r"|\bnågo[tn] (?:liknande|motsvarande)\b[^.]{0,60}(?:kan|skulle|går)\b|\b(?:kan|kommer att|skulle kunna) (?:\w+ )?(?:hända|inträffa|ske|upprepas)\b[^.]{0,25}\b(?:igen|på nytt|andra)\b"
)
PREVENTED = re.compile(
    r"\b(?:för att|så att|syft\w+|förhindra\w*|förebygg\w*|undvika|säkerställ\w*|minska\w*|förhoppning\w*|hoppas)\b"
)
"""A measure against it says nothing about whether it may happen."""

TOLD = re.compile(
    rf"\b{PERSON}\b[^.;]{{0,90}}?\b(?:informera(?:ts|de|d|des|s)|underrätta(?:ts|de|d|des|s)|fått (?:\w+ ){{0,2}}(?:information|veta|besked|ursäkt)"
    rf"|tagit del av|fick (?:veta|information)|får (?:löpande )?information|är inf)\b"
    rf"|\b(?:informera(?:t|de|r)|underrätta(?:t|de|r)|berättat för|talat med|pratat med|träffat|kontaktat|ringt till?|bett|besökt|samtal med|haft kontakt med|kontakt med)\b"
    rf"[^.;]{{0,40}}?\b{PERSON}\b[^.;]{{0,60}}"
)
NOT_TOLD = re.compile(r"\b(?:personal\w*|medarbetar\w*|nämnden|polisen|ska|skall|kommer att|bör)\b")


@dataclass(frozen=True, slots=True)
class Answer:
    """What one sentence says: ``asked`` where a heading or label asks for it, ``strong`` where its word is plain."""

    field: str
    value: bool
    span: Span
    whole: Span
    asked: bool
    strong: bool


def find_circumstances(document: ParsedDocument, case: Case, dates: Iterable[Fact] = ()) -> tuple[Fact, ...]:
    """Find ``discovered``, ``happened_before``, ``may_recur`` and ``person_informed``, each at most once.

    ``discovered`` has the day as its value (``DateRole.OTHER``) and the date's words as second evidence where one of
    ``dates`` (facts of the case) stands in its sentence, else True; the others are yes or no.
    """
    answers = list(_answers(document, case))
    found: list[Fact] = []
    for field in ENABLED:
        of_field = [answer for answer in answers if answer.field == field]
        if of_field:
            best = min(of_field, key=lambda answer: (not answer.asked, not answer.strong, answer.span))
            found.append(_fact(document, best, dates))
    return tuple(found)


def _fact(document: ParsedDocument, answer: Answer, dates: Iterable[Fact]) -> Fact:
    evidence = document.evidence(answer.span)
    if answer.field != "discovered":
        return Fact(answer.field, answer.value, (evidence,), PRODUCER)
    dated = _date_in(dates, answer.span) or _date_in(dates, answer.whole)
    if dated is None:
        return Fact(answer.field, True, (evidence,), PRODUCER)
    value, words = dated
    return Fact(answer.field, replace(value, role=DateRole.OTHER), (evidence, words), PRODUCER)


def _date_in(dates: Iterable[Fact], span: Span) -> tuple[DateValue, Evidence] | None:
    """Return the first date whose words stand in a span."""
    for fact in dates:
        if isinstance(fact.value, DateValue) and fact.evidence and fact.evidence[0].span in span:
            return fact.value, fact.evidence[0]
    return None


def _asked(words: str) -> str | None:
    """Field that a heading, a label or a question asks for."""
    lower = lowered(words)
    return next((field for field, pattern in QUESTIONS if pattern.search(lower)), None)


LONGEST_QUESTION = 14
"""Words of a line that asks and is followed by its answer."""


def _answers(document: ParsedDocument, case: Case) -> Iterator[Answer]:
    asked_by: tuple[str | None, str] | None = None
    for plain in case_sentences(document, case):
        sentence = replace(plain, lower=lowered(repaired(document.slice(plain.span))))
        block = sentence.block
        if sentence.is_head or block.kind is BlockKind.CHECKBOX:
            continue
        label = _asked(document.slice(block.label)) if block.kind is BlockKind.FIELD and block.label else None
        question = _asked(sentence.lower) if _is_question(sentence) else None
        if question:
            asked_by = (block.section, question)
            continue
        under = asked_by[1] if asked_by and asked_by[0] == block.section else None
        field = label or under or (_asked(block.section) if block.section else None)
        asked_by = None
        if field is not None and not EMPTY.fullmatch(sentence.lower) and not sentence.is_question:
            yield _answer(document, sentence, field)
        if not sentence.is_question:
            yield from _told(document, sentence)


def _is_question(sentence: Sentence) -> bool:
    """Whether it is a line that asks: a question, or a few words that end in a colon or without a stop."""
    short = count_words(sentence.lower) <= LONGEST_QUESTION
    return short and (sentence.is_question or sentence.lower.endswith(":"))


def _answer(document: ParsedDocument, sentence: Sentence, field: str) -> Answer:
    """Return what a sentence answers to a question: no where it begins so or denies, else yes."""
    lower = sentence.lower
    denied = DENIED.search(lower) is not None and UNSURE.search(lower) is None
    no = field != "discovered" and (NO.match(lower) is not None or (field != "may_recur" and denied))
    span = quotation(document.text, sentence, 0, len(lower))
    strong = _patterns(field)[0].search(lower) is not None or field != "discovered"
    return Answer(field, not no, span, sentence.span, asked=True, strong=strong)


def _patterns(field: str) -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Return what says it in running text, and what bars it."""
    return {
        "discovered": (NOTICED, NOT_NOTICED),
        "happened_before": (BEFORE, NOT_BEFORE),
        "may_recur": (AGAIN, PREVENTED),
        "person_informed": (TOLD, NOT_TOLD),
    }[field]


def _told(document: ParsedDocument, sentence: Sentence) -> Iterator[Answer]:
    """Yield what a sentence of running text says by itself."""
    lower = sentence.lower
    for field in ENABLED:
        says, bars = _patterns(field)
        match, strong = says.search(lower), True
        if match is None and field == "discovered":
            match, strong = NOTICED_WEAKLY.search(lower), False
        if match is None:
            continue
        clause = clause_at(lower, match.start())
        start, end = min(clause.start, match.start()), max(clause.end, match.end())
        if bars.search(lower, start, end):
            continue
        last = match.end() if field == "may_recur" else end
        denied = DENIED.search(lower, start, last) is not None and UNSURE.search(lower, start, end) is None
        span = quotation(document.text, sentence, match.start(), match.end())
        yes = field == "discovered" or not denied
        yield Answer(field, yes, span, sentence.span, asked=False, strong=strong)
