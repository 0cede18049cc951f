"""One prediction beside one annotation: what was right, as counts that can be summed over documents.

The rules are those that the annotations were made with: words are compared without case and punctuation and without a
genitive -s; leading function words of a date do not count, nor expressions that only point back ("dagen efter");
evidence is right when it has at least half of the annotated words, in a quotation of at most 40 words or of which at
least a quarter are annotated. A document that could not be read counts as wrong everywhere.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from typing import Any, NamedTuple

from lexsarah.codec import JsonObject


class Count(NamedTuple):
    """Right, in the annotation, in the prediction. Of a single value: right, asked, asked."""

    right: int
    gold: int
    guessed: int

    def plus(self, other: "Count") -> "Count":
        """Add up."""
        return Count(self.right + other.right, self.gold + other.gold, self.guessed + other.guessed)


class Figure(NamedTuple):
    """What a count belongs to: a kind (single, label, span), a field, and a label of a vocabulary if it is of one."""

    kind: str
    field: str
    label: str = ""


Comparison = dict[Figure, Count]
"""The counts of one document, or of several summed."""

EVERY_DOCUMENT = ("genre", "is_deviation_report", "municipality")
"""Single values that are asked of every document."""

DEVIATIONS = ("decision", "reported_to_ivo", "primary_type", "incident_period")
"""Single values that are asked of deviation reports."""

WHERE_ANNOTATED = ("place",)
"""Single values that are asked of deviation reports whose annotation has the key."""

CLAIMS = (
    "decision",
    "reported_to_ivo",
    "primary_type",
    "misconduct_types",
    "causes",
    "consequences",
    "measures",
)
"""What a document about no case must not be given."""

CIRCUMSTANCES = ("happened_before", "may_recur", "person_informed")
"""Yes or no with evidence, or null: compared where the annotation has the key, as is ``discovered``."""

SETS = ("misconduct_types", "service_area", "law")
FINDINGS = {"causes": "area", "measures": "kind", "consequences": "kind"}
"""Fields with evidence, and the part that holds the label."""

LISTS: dict[str, type] = {
    "misconduct_types": str,
    "event_types": str,
    "service_area": str,
    "law": str,
    "organisations": str,
    "units": str,
    "causes": dict,
    "measures": dict,
    "consequences": dict,
    "dates": dict,
    "persons": dict,
    "identifiers": dict,
    "incidents": dict,
}
"""Fields that hold lists, and of what."""

IDENTIFIERS = frozenset({"diarienummer", "personnummer", "telefon", "epost", "url", "lagrum"})
"""The kinds that are annotated; the product finds more."""

LEADING = frozenset(
    "den det de en ett i på under sedan från till och med fram kl klockan vid av om per år mellan".split()
)
"""Function words that a date may or may not be quoted with."""

POINTING_BACK = re.compile(
    r"samma (dag|kväll|vecka|månad|år)|(dagen|veckan|månaden|året) (efter|därpå|innan|före)"
    r"|(\w+ )?\w+ (dag|dagar|vecka|veckor|månad|månader|år) (senare|därefter|dessförinnan|tidigare)"
)

QUOTE_WORDS, QUOTE_RATIO = 40, 4
"""A quotation may have this many words, or this many times those that it shares with the annotation."""

ENOUGH = 0.5
"""Share of the annotated words that evidence must have."""

TOO_SHORT_FOR_GENITIVE = 3
"""A last word of more letters than this may carry a genitive -s."""


def compare(gold: JsonObject, guess: JsonObject | None) -> Comparison:
    """Compare a prediction with an annotation, both in the flat shape; None is a document that could not be read."""
    told = _tidy(guess)
    made: Comparison = {}
    for figure, count in (
        *_singles(gold, told, answered=guess is not None),
        *_labels(gold, told),
        *_evidence(gold, told),
        *_spans(gold, told),
    ):
        made[figure] = made.get(figure, Count(0, 0, 0)).plus(count)
    return made


def _tidy(guess: JsonObject | None) -> JsonObject:
    """Leave out values of the wrong shape."""
    told = dict(guess or {})
    for field, shape in LISTS.items():
        values = told.get(field)
        told[field] = [one for one in values if isinstance(one, shape)] if isinstance(values, list) else []
    return told


def _single(field: str, *, right: bool) -> tuple[Figure, Count]:
    return Figure("single", field), Count(int(right), 1, 1)


def _singles(gold: JsonObject, told: JsonObject, *, answered: bool) -> Iterator[tuple[Figure, Count]]:
    deviation = gold["is_deviation_report"]
    if not deviation:
        claimed = any(told.get(field) not in (None, [], "") for field in CLAIMS)
        yield _single("no_false_claims", right=answered and not claimed)
    optional = tuple(field for field in WHERE_ANNOTATED if field in gold)
    for field in EVERY_DOCUMENT + (DEVIATIONS + optional if deviation else ()):
        wanted, given = gold.get(field), told.get(field, "missing")
        same = same_edtf(wanted, given) if field == "incident_period" and wanted else wanted == given
        yield _single(field, right=same)
    for field in CIRCUMSTANCES:
        if deviation and field in gold:
            yield _single(field, right=_answer(gold[field]) == _answer(told.get(field)))
    if deviation and "discovered" in gold and (noticed := gold["discovered"]) and noticed.get("edtf"):
        given = told.get("discovered")
        yield _single("discovered", right=isinstance(given, dict) and same_edtf(noticed["edtf"], given.get("edtf")))
    if gold.get("incidents"):
        yield _single("incident_count", right=len(gold["incidents"]) == len(told["incidents"]))


def _answer(one: object) -> object:
    """Return yes, no or None of a circumstance."""
    return one.get("value") if isinstance(one, dict) else None


def _labels(gold: JsonObject, told: JsonObject) -> Iterator[tuple[Figure, Count]]:
    sets = {field: (gold.get(field) or [], told[field]) for field in SETS}
    if "event_types" in gold:
        sets["event_types"] = (gold["event_types"], told["event_types"])
    for field, part in FINDINGS.items():
        sets[field] = ([one[part] for one in gold.get(field) or []], [one.get(part) for one in told[field]])
    for field, (wanted, given) in sets.items():
        for label in {*wanted, *map(str, given)}:
            known, claimed = label in wanted, label in given
            yield Figure("label", field, label), Count(known and claimed, known, claimed)


def _evidence(gold: JsonObject, told: JsonObject) -> Iterator[tuple[Figure, Count]]:
    for field in ("discovered", *CIRCUMSTANCES):
        if gold["is_deviation_report"] and field in gold:
            known, claimed = gold[field], told.get(field)
            claimed = claimed if isinstance(claimed, dict) else None
            same = known and claimed and _answer(known) == _answer(claimed)
            found = bool(same) and overlap(known["evidence"], claimed.get("evidence") if claimed else "") >= ENOUGH
            yield Figure("span", f"{field}_evidence"), Count(int(found), int(bool(known)), int(bool(claimed)))
    for field, part in FINDINGS.items():
        wanted, given = gold.get(field) or [], told[field]
        rated = _best_pairs(wanted, given, part)
        right = sum(rate >= ENOUGH for rate in rated)
        yield Figure("span", "evidence"), Count(right, len(wanted), len(given))


def _spans(gold: JsonObject, told: JsonObject) -> Iterator[tuple[Figure, Count]]:
    dates = [one for one in gold.get("dates") or [] if not pointing_back(one)]
    found = [one for one in told["dates"] if not pointing_back(one)]
    yield Figure("span", "date_span"), _matched(dates, found, _same_words)
    yield Figure("span", "date_value"), _matched(dates, found, _same_value)
    yield Figure("span", "date_full"), _matched(dates, found, _same_date)
    yield Figure("span", "persons"), _matched(gold.get("persons") or [], told["persons"], _same_person)
    yield Figure("span", "organisations"), _matched(gold.get("organisations") or [], told["organisations"], _same_name)
    if gold.get("units") is not None:
        yield Figure("span", "units"), _matched(gold["units"], told["units"], _same_name)
    identifiers = [one for one in told["identifiers"] if one.get("kind") in IDENTIFIERS]
    yield Figure("span", "identifiers"), _matched(gold.get("identifiers") or [], identifiers, _same_identifier)


def _matched(wanted: list[Any], given: list[Any], same: Callable[[Any, Any], bool]) -> Count:
    """Match one to one, the first that fits."""
    left, right = list(given), 0
    for one in wanted:
        at = next((at for at, other in enumerate(left) if same(one, other)), None)
        if at is not None:
            del left[at]
            right += 1
    return Count(right, len(wanted), len(given))


def _best_pairs(wanted: list[JsonObject], given: list[JsonObject], part: str) -> list[float]:
    """Overlaps of the evidence of findings with one label, matched one to one, the best first."""
    rated = sorted(
        (
            (overlap(one["evidence"], other.get("evidence")), i, j)
            for i, one in enumerate(wanted)
            for j, other in enumerate(given)
            if one[part] == other.get(part)
        ),
        key=lambda pair: (-pair[0], pair[1], pair[2]),
    )
    taken: set[int] = set()
    used: set[int] = set()
    rates = []
    for rate, i, j in rated:
        if i not in taken and j not in used:
            taken.add(i)
            used.add(j)
            rates.append(rate)
    return rates


def words(text: object) -> list[str]:
    """Lower-case words and numbers of a text, in order."""
    return re.findall(r"\w+", text.lower()) if isinstance(text, str) else []


def name_key(text: object) -> str:
    """Return a name as compared: words only, without a genitive -s on the last one."""
    found = words(text)
    if found and len(found[-1]) > TOO_SHORT_FOR_GENITIVE and found[-1].endswith("s"):
        found[-1] = found[-1][:-1]
    return " ".join(found)


def date_words(text: object) -> str:
    """Words of a date expression without leading function words."""
    found = words(text)
    while len(found) > 1 and found[0] in LEADING:
        found = found[1:]
    return " ".join(found)


def pointing_back(one: Mapping[str, Any]) -> bool:
    """Whether an expression only points back in the text; it counts neither way."""
    return bool(POINTING_BACK.fullmatch(" ".join(words(one.get("text")))))


def same_edtf(gold: object, guess: object) -> bool:
    """Whether two EDTF values are one; marks of uncertainty and a time of day are ignored, and nothing equals null."""
    return bool(gold) and _plain_edtf(gold) == _plain_edtf(guess)


def _plain_edtf(value: object) -> str:
    return re.sub(r"[~?%]", "", re.sub(r"T[^/]*", "", value if isinstance(value, str) else "")).strip()


def overlap(gold: object, guess: object) -> float:
    """Share of the annotated words that a quotation has, in [0, 1]; 0 when it is too long to point at anything."""
    wanted, given = Counter(words(gold)), Counter(words(guess))
    shared, size = sum((wanted & given).values()), given.total()
    short = size <= QUOTE_WORDS or shared * QUOTE_RATIO >= size
    return shared / max(1, wanted.total()) if short else 0.0


def _same_words(gold: JsonObject, guess: JsonObject) -> bool:
    return date_words(gold["text"]) == date_words(guess.get("text"))


def _same_value(gold: JsonObject, guess: JsonObject) -> bool:
    return _same_words(gold, guess) and same_edtf(gold["edtf"], guess.get("edtf"))


def _same_date(gold: JsonObject, guess: JsonObject) -> bool:
    return _same_value(gold, guess) and gold["role"] == guess.get("role")


def _same_person(gold: JsonObject, guess: JsonObject) -> bool:
    return name_key(gold["name"]) == name_key(guess.get("name"))


def _same_name(gold: str, guess: str) -> bool:
    return name_key(gold) == name_key(guess)


def _same_identifier(gold: JsonObject, guess: JsonObject) -> bool:
    return bool(gold["kind"] == guess.get("kind")) and words(gold["text"]) == words(guess.get("text"))
