"""What must hold of an annotated document before anything is trained or measured on it.

``problems(case, text)`` names everything that is wrong with one annotation (the flat shape of docs/data-model.md with
all optional keys): keys and types, labels outside the vocabularies, quotes that do not stand in the text, dates that
are no EDTF or out of order, values that contradict each other, and contact details that could reach a real person.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import date
from typing import Any

from lexsarah.edtf import bounds
from lexsarah.reference import municipality_by_name
from lexsarah.vocabulary import (
    CauseArea,
    Consequence,
    DateRole,
    Decision,
    EventType,
    Genre,
    IdentifierKind,
    IvoNotification,
    Law,
    Measure,
    MisconductType,
    Provider,
    ServiceArea,
    Setting,
)

Case = dict[str, Any]

NOTE = "Påhittat exempel"
"""What ``note`` says in every annotation: the document is invented."""

WORDS = (60, 2500)
"""Fewest and most words of a document."""

LONGEST_QUOTE = 40
"""Words of the longest evidence: more than this points at nothing."""

TEXTS = frozenset({"id", "genre", "note"})
"""Keys that hold a text, never null."""

NULLABLE = frozenset(
    "source_url municipality place provider setting setting_code decision ivo primary_type event_id"
    " incident_period".split()
)
"""Keys that hold a text or null."""

FLAGS = frozenset({"synthetic", "is_deviation_report"})
WORD_LISTS = frozenset("service_area law misconduct_types event_types organisations units".split())
STATEMENTS = frozenset({"happened_before", "may_recur", "person_informed"})
ITEMS: dict[str, frozenset[str]] = {
    "causes": frozenset({"area", "evidence"}),
    "consequences": frozenset({"kind", "evidence", "caused"}),
    "measures": frozenset({"kind", "evidence", "status", "when", "answers"}),
    "dates": frozenset({"text", "edtf", "role"}),
    "persons": frozenset({"name", "role"}),
    "identifiers": frozenset({"kind", "text"}),
    "incidents": frozenset({"municipality", "service_area", "primary_type", "date", "summary"}),
}
MAYBE: dict[str, frozenset[str]] = {
    "measures": frozenset({"status", "when"}),
    "persons": frozenset({"role"}),
    "incidents": frozenset({"municipality", "primary_type", "date"}),
}
"""Parts of items that may be null; all others hold a text, ``answers`` and ``service_area`` a list."""

KEYS = TEXTS | NULLABLE | FLAGS | WORD_LISTS | STATEMENTS | frozenset(ITEMS) | {"reported_to_ivo", "discovered"}
"""Every key of an annotation; all are present."""

VOCABULARIES: dict[str, frozenset[str]] = {
    "genre": frozenset(Genre),
    "service_area": frozenset(ServiceArea),
    "law": frozenset(Law),
    "decision": frozenset(Decision),
    "misconduct_types": frozenset(MisconductType),
    "primary_type": frozenset(MisconductType),
    "event_types": frozenset(EventType),
    "provider": frozenset(Provider),
    "setting_code": frozenset(Setting),
    "ivo": frozenset(IvoNotification),
    "causes.area": frozenset(CauseArea),
    "consequences.kind": frozenset(Consequence),
    "consequences.caused": frozenset({"ja", "nej", "oklart"}),
    "measures.kind": frozenset(Measure),
    "measures.status": frozenset({"genomford", "pagar", "planerad", "foreslagen"}),
    "dates.role": frozenset(DateRole),
    "identifiers.kind": frozenset(IdentifierKind) - {"organisationsnummer", "postadress"},
    "incidents.service_area": frozenset(ServiceArea),
    "incidents.primary_type": frozenset(MisconductType),
}
"""Allowed codes by key, or by key and part of an item."""

CLAIMS = (
    "decision ivo reported_to_ivo misconduct_types primary_type event_types event_id causes consequences measures"
    " incident_period discovered happened_before may_recur person_informed incidents service_area law".split()
)
"""Keys that are empty where a document is about no case; ``ivo`` may say ``ej_angivet``."""

NOTIFIED = {"anmald": True, "beslutad": True, "ej": False}
"""What ``reported_to_ivo`` follows from."""

ORDER = (
    ("incident", "reported"),
    ("incident", "reported_to_ivo"),
    ("reported", "investigation_closed"),
    ("reported", "reported_to_ivo"),
    ("investigation_started", "investigation_closed"),
)
"""Roles of which the first comes before the second. The inspectorate may be told before the investigation is done."""

_DAY = r"(?:\d{4}|XXXX)(?:-(?:0[1-9]|1[0-2]|2[1-4]|3[3-6]|XX)(?:-(?:0[1-9]|[12]\d|3[01]|XX))?)?[~?%]?"
EDTF = re.compile(rf"{_DAY}(?:/(?:{_DAY}|\.\.))?|\.\./{_DAY}")
"""The subset of EDTF that annotations use: days, months, seasons, quarters, years, intervals with an open end."""

FICTIONAL_PHONE = re.compile(r"(?:0046|46)?0?(?:8465004\d\d|3139006\d\d|4062804\d\d|9803192\d\d|7017406\d\d)")
"""Digits of the numbers that the Swedish Post and Telecom Authority keeps for fiction."""

SHORT_NUMBER = 7
"""Digits: a number with fewer (112, an extension, one that is cut) reaches nobody."""

CONTACTS = {
    "telefon": re.compile(r"(?<![\d/.:-])(?:\+46|0\d)[\d -]{6,14}\d(?![\d/-])"),
    "personnummer": re.compile(r"(?<!\d)(?:19|20)?\d{6}[-+]\d{4}(?!\d)"),
    "epost": re.compile(r"[\w.+-]+@[\w.-]+\.\w+"),
}
"""What contact details look like, also where they are not annotated."""

AUTHORITY_SITES = frozenset(
    "ivo.se socialstyrelsen.se skr.se riksdagen.se regeringen.se 1177.se jo.se stat-inst.se polisen.se domstol.se"
    " imy.se folkhalsomyndigheten.se mfof.se kunskapsguiden.se".split()
)
"""Sites that a document may point at; every other host says ``exempel`` or is a municipality's."""


def problems(case: Case, text: str) -> list[str]:
    """Return what is wrong with an annotation of a text, one line each; nothing if all is well.

    Offsets play no part: a quote must stand in the text when white space is collapsed on both sides.
    """
    wrong_shape = list(_shape(case))
    if wrong_shape:
        return wrong_shape
    checks: tuple[Callable[[Case, str], Iterator[str]], ...] = (
        _labels,
        _quotes,
        _dates,
        _agreement,
        _places,
        _contacts,
        _length,
    )
    return [problem for check in checks for problem in check(case, text)]


def squeeze(text: str) -> str:
    """Collapse white space."""
    return " ".join(text.split())


def quotes(case: Case) -> list[tuple[str, str]]:
    """Return everything that an annotation says stands in the text, each with the key that says so."""
    found = [(key, item["evidence"]) for key in ("causes", "consequences", "measures") for item in case[key]]
    found += [(key, item["text"]) for key in ("dates", "identifiers") for item in case[key]]
    found += [("persons", part) for person in case["persons"] for part in person.values() if part]
    found += [("organisations", name) for name in case["organisations"]]
    found += [("units", part) for unit in case["units"] for part in unit.split(" > ")]
    found += [(key, case[key]["evidence"]) for key in sorted(STATEMENTS | {"discovered"}) if case[key]]
    found += [("discovered", case["discovered"]["text"])] if case["discovered"] and case["discovered"]["text"] else []
    return found


def _shape(case: Case) -> Iterator[str]:
    if missing := KEYS - case.keys():
        yield f"keys missing: {', '.join(sorted(missing))}"
    if unknown := case.keys() - KEYS:
        yield f"keys unknown: {', '.join(sorted(unknown))}"
    yield from (f"{key}: wrong shape" for key in sorted(KEYS & case.keys()) if not _has_shape(key, case[key]))
    if case.get("synthetic") is not True:
        yield "synthetic: not true"
    if case.get("note") != NOTE:
        yield f"note: is not {NOTE!r}"


def _has_shape(key: str, value: object) -> bool:
    if value is None:
        return key in NULLABLE | STATEMENTS | {"reported_to_ivo", "discovered"}
    if key in STATEMENTS | {"discovered"}:
        return _is_statement(key, value)
    if key in FLAGS | {"reported_to_ivo"}:
        return isinstance(value, bool)
    if key in WORD_LISTS:
        return isinstance(value, list) and all(isinstance(one, str) for one in value)
    if key in ITEMS:
        return isinstance(value, list) and all(_is_item(key, one) for one in value)
    return isinstance(value, str)


def _is_statement(key: str, value: object) -> bool:
    if not isinstance(value, dict) or not isinstance(value.get("evidence"), str):
        return False
    if key == "discovered":
        rest = {part: one for part, one in value.items() if part != "evidence"}
        return rest.keys() == {"text", "edtf"} and all(one is None or isinstance(one, str) for one in rest.values())
    return value.keys() == {"value", "evidence"} and isinstance(value["value"], bool)


def _is_item(key: str, item: object) -> bool:
    if not isinstance(item, dict) or item.keys() != ITEMS[key]:
        return False
    for part, value in item.items():
        if part in ("answers", "service_area"):
            kind: type = int if part == "answers" else str
            good = isinstance(value, list) and all(type(one) is kind for one in value)
        else:
            good = isinstance(value, str) or (value is None and part in MAYBE.get(key, ()))
        if not good:
            return False
    return True


def _labels(case: Case, _: str) -> Iterator[str]:
    for name, allowed in VOCABULARIES.items():
        key, _dot, part = name.partition(".")
        entries = case[key] if isinstance(case[key], list) else [case[key]]
        values = [entry[part] if part else entry for entry in entries]
        codes = [one for value in values for one in (value if isinstance(value, list) else [value])]
        known = allowed | {None}
        yield from (f"{name}: {code!r} is not in the vocabulary" for code in codes if code not in known)
    for key in WORD_LISTS:
        counted: Counter[str] = Counter(case[key])
        yield from (f"{key}: {code!r} stands twice" for code, count in counted.items() if count > 1)


def _quotes(case: Case, text: str) -> Iterator[str]:
    collapsed = squeeze(text)
    for key, quote in quotes(case):
        if quote != squeeze(quote) or not quote:
            yield f"{key}: {quote!r} has stray white space or is empty"
        elif not re.search(rf"(?<!\w){re.escape(quote)}", collapsed):
            yield f"{key}: {quote!r} does not stand in the text"
        elif len(quote.split()) > LONGEST_QUOTE:
            yield f"{key}: {quote[:40]!r}… has more than {LONGEST_QUOTE} words"


def _dates(case: Case, _: str) -> Iterator[str]:
    values = [("dates", one["edtf"]) for one in case["dates"]]
    values += [("incident_period", case["incident_period"])]
    values += [("measures.when", one["when"]) for one in case["measures"]]
    values += [("incidents.date", one["date"]) for one in case["incidents"]]
    values += [("discovered", case["discovered"]["edtf"])] if case["discovered"] else []
    for key, value in values:
        if value is not None and not is_edtf(value):
            yield f"{key}: {value!r} is no EDTF value of the subset, or its ends are in the wrong order"
    doubles = Counter((one["text"], one["role"]) for one in case["dates"])
    yield from (f"dates: {text!r} stands twice as {role}" for (text, role), count in doubles.items() if count > 1)
    if not case["incidents"]:
        yield from _out_of_order(case)
    if case["incident_period"] and not any(one["role"] == "incident" for one in case["dates"]):
        yield "incident_period: no date has the role incident"


def _out_of_order(case: Case) -> Iterator[str]:
    starts: dict[str, date] = {}
    ends: dict[str, date] = {}
    for one in case["dates"]:
        first, last = bounds(one["edtf"])
        if first:
            starts[one["role"]] = min(first, starts.get(one["role"], first))
        if last:
            ends[one["role"]] = max(last, ends.get(one["role"], last))
    for earlier, later in ORDER:
        if earlier in starts and later in ends and starts[earlier] > ends[later]:
            yield f"dates: {earlier} {starts[earlier]} lies after {later} {ends[later]}"


def is_edtf(value: str) -> bool:
    """Whether a value is in the subset, names days that exist and does not end before it begins."""
    if not EDTF.fullmatch(value):
        return False
    known = [part for part in value.split("/") if part != ".." and "X" not in part]
    ends = [bounds(part) for part in known]
    if any(start is None for start, _ in ends):
        return False
    first, last = bounds(value)
    return first is None or last is None or first <= last


def _agreement(case: Case, _: str) -> Iterator[str]:
    if case["reported_to_ivo"] != NOTIFIED.get(case["ivo"]):
        yield f"ivo: {case['ivo']!r} does not go with reported_to_ivo {case['reported_to_ivo']!r}"
    answers = [answer for measure in case["measures"] for answer in measure["answers"]]
    if not all(0 <= answer < len(case["causes"]) for answer in answers):
        yield "measures.answers: points at a cause that is not there"
    if not case["is_deviation_report"]:
        filled = [key for key in CLAIMS if case[key] and (key, case[key]) != ("ivo", "ej_angivet")]
        if filled:
            yield f"no case, yet filled: {', '.join(filled)}"
        return
    if case["primary_type"] not in case["misconduct_types"]:
        yield "primary_type: not among misconduct_types"
    for key in ("event_types", "service_area", "ivo"):
        if not case[key]:
            yield f"{key}: empty in a deviation report"


def _places(case: Case, _: str) -> Iterator[str]:
    known = municipality_by_name()
    places = [("municipality", case["municipality"]), ("place", case["place"])]
    places += [("incidents.municipality", one["municipality"]) for one in case["incidents"]]
    for key, name in places:
        if name is not None and name not in known:
            yield f"{key}: {name!r} is no municipality (short official name, without kommun)"


def _contacts(case: Case, text: str) -> Iterator[str]:
    said = {(one["kind"], one["text"]) for one in case["identifiers"]}
    said |= {(kind, match[0]) for kind, pattern in CONTACTS.items() for match in pattern.finditer(text)}
    for kind, contact in sorted(said):
        digits = re.sub(r"\D", "", contact)
        masked = bool(re.search(r"[█_*…]|[Xx]{2}|\d[Xx]|\.\.", contact)) or len(digits) < SHORT_NUMBER
        if kind == "telefon" and not masked and not FICTIONAL_PHONE.fullmatch(digits):
            yield f"text: {contact!r} is no telephone number kept for fiction"
        if kind == "personnummer" and not masked and _checks(digits):
            yield f"text: {contact!r} could be somebody's identity number; make its last digit wrong"
        if kind in ("epost", "url") and not _harmless(contact):
            yield f"text: {contact!r} could be a real address; put 'exempel' in its domain"


def _checks(digits: str) -> bool:
    """Whether ten or twelve digits carry a right check digit (SKV 704: the Luhn sum of the last ten)."""
    if len(digits) not in (10, 12):
        return False
    doubled = [int(digit) * (2 if at % 2 == 0 else 1) for at, digit in enumerate(digits[-10:])]
    return sum(value // 10 + value % 10 for value in doubled) % 10 == 0


def _harmless(address: str) -> bool:
    host = re.sub(r"^(?:https?://)?(?:www\.)?", "", address.lower().rpartition("@")[2]).split("/")[0]
    if "exempel" in host or re.search(r"[█\[_*…]", address):
        return True
    if "@" in address:
        return False
    towns = {_ascii(name) for name in municipality_by_name()}
    return host in AUTHORITY_SITES or (host.endswith(".se") and host.removesuffix(".se").split(".")[-1] in towns)


def _ascii(name: str) -> str:
    return name.lower().translate(str.maketrans("åäöéü ", "aaoeu-"))


def _length(_: Case, text: str) -> Iterator[str]:
    count = len(text.split())
    if not WORDS[0] <= count <= WORDS[1]:
        yield f"text: {count} words, not {WORDS[0]} to {WORDS[1]}"
