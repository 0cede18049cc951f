"""What a heading, a form's label or a question asks for: required items, and whether the person was informed."""
# ruff: noqa: E501  (a table of phrases reads best with one item a line)

import re
from functools import lru_cache

from lexsarah.vocabulary import RequiredItem as Item

HAPPEN = r"(?:hän(?:t|da|der|de)|inträffa\w*|förekomm\w*|ske(?:tt|r|dde)?|uppstå\w*)"
BEFORE = r"(?:tidigare|förut|förr)"

PERSON_INFORMED = "person_informed"
"""Asked by forms, not by the regulation."""

PERSON = (
    r"(?:(?<!\w)(?:brukar(?:e|en|na|ens)|enskild(?:a|e|es|as)?|boende(?:n|s)?|vårdnadshav\w*|vårdn|vh|god\w* m[aä]n\w*|hyresgäst\w*|kund(?:en|er|erna)?|kv"
    r"|föräld(?:er|r)\w*|mamm(?:a|an)|papp(?:a|an)|modern|fadern|delt(?:agar\w*)?|(?:familj|hushåll|par)(?:en|er|erna)?|klient\w*|gäst(?:en|er|erna)|person(?:en|erna)|kvinnan|mannen"
    r"|pojk(?:en|arna)|flick(?:an|orna)|ungd(?:om\w*)?|(?:ställ)?företrädare\w*|barnet|(?:berörd|drabbad|utsatt|sökand)[ae]|(?:a|b|c|aa|bb|nn|xx)(?::s)?)(?!\w)|█+|\[maskat\])"
)
"""Words for the person concerned or who speaks for them; other relatives do not count (corpus/GUIDELINE.md)."""

ASKS: tuple[tuple[frozenset[str], re.Pattern[str]], ...] = tuple(
    (frozenset(items), re.compile(pattern))
    for items, pattern in (
        ({PERSON_INFORMED}, rf"{PERSON}[^\n]{{0,60}}(?:informera|underrätta|informationen|(?<!\w)inf(?!\w))|(?:information|underrättelse|informerad\w*|underrättad\w*)\b[^\n]{{0,40}}{PERSON}"),
        ({Item.POSSIBLE_CONSEQUENCES}, r"\b(?:möjlig\w*|potentiell\w*|tänkbar\w*|eventuell\w*)(?!.{0,30}(?:orsak|åtgärd))|(?:vad|vilk\w+|konsekvens\w*|följd\w*)\b.{0,60}(?:kunnat|kunde|skulle)\b.{0,20}(?:få|leda|lett|uppstå|bli|hända|hänt|innebära)"),
        ({Item.ACTUAL_CONSEQUENCES}, r"\bfaktisk\w*\b(?! omständ)|(?<!ekonomiska )konsekvens(?!\w* för (?:barn|ekonomi|budget|kommun|miljö|jämställd))|\bföljd(?:en|er|erna)?\b|\bskad(?:a|an|or)\b|\butfall\b|vad (?:har )?(?:ledde|lett|innebar|inneburit)|hur (?:mår|gick det|påverka)"),
        ({Item.NOTICED_WHEN, Item.NOTICED_HOW}, r"uppmärksamma|upptäck|blev\w* (?:\w+ ){0,2}kän[dt]|kännedom|rapportens tillkomst|kom (?:det )?fram"),
        ({Item.EVENT_TIME}, rf"(?<!\w)(?:tid|tidpunkt\w*|datum|period|när)(?!\w).{{0,30}}(?:händelse|missförh|{HAPPEN})|händelse\w* (?:\w+ )?(?:tid|datum|dag)|händelse(?:datum|tid)|(?:händelse|missförhåll)\w* {HAPPEN}|tidsperiod"),
        ({Item.WHY_AGAIN}, r"varför.{0,40}(?:igen|på nytt|upprep)"),
        ({Item.BEFORE}, rf"{HAPPEN}\b.{{0,30}}\b{BEFORE}|\b{BEFORE}\b.{{0,40}}(?:{HAPPEN}|händelse|fall\b|rapport|liknande)|^\W*(?:\w{{1,4}}[.)]?\s)?\W*{BEFORE}\W*$|liknande (?:händelse\w*|missför\w*)\W*$|tidigare och framtida"),
        ({Item.MAY_RECUR}, rf"(?<!varför )(?:{HAPPEN}\w*\b.{{0,30}}(?:igen|på nytt)|upprep\w*|\bframtida\b|återupprep\w*|^\W*(?:\w{{1,4}}[.)]?\s)?\W*igen\W*$)"),
        ({Item.CAUSES}, r"orsak|bakomliggande|bidragande|\bvarför\b(?!.{0,40}(?:igen|på nytt|lex|rapport|anmäl))|hur (?:det )?kunde|berodde (?:det )?på|beror (?:det )?på"),
        ({Item.MEASURES}, r"åtgärd|handlingsplan|vidtag\w*"),
        ({Item.OTHER}, r"^\W*(?:(?:del )?\w{1,4}[.)]?\s)?\W*(?:övrig[ta]|annat som)"),
        ({Item.DECISION, Item.ASSESSMENT_APART}, r"bedömning|ställningstagande|motivering|slutsats|klassning|gradering"),
        ({Item.DECISION}, r"^\W*(?:(?:del )?\w{1,4}[.)]?\s)?\W*beslut\w*\b"),
        ({Item.SOURCES}, r"utredningens (?:genomförande|underlag)|genomförande av utredning|hur (?:har )?utredningen|hur har .{0,30}utretts|\bmetod\w*\b|^\W*(?:\w{1,4}[.)]?\s)?\W*(?:besluts)?underlag\w*\W*$|uppgiftslämnare|lämnat uppgift|uppgifter .{0,30}lämnats|\bhörda\b|\bhörts\b|genomförda (?:samtal|intervjuer)|utredningsåtgärder|\w+s uppgifter\W*$|källor"),
        ({Item.INVESTIGATOR}, r"\butredare\b|utredningsansvarig|ansvarig för utredningen|vem utreder|utred(?:d|ning\w*) (?:av|utförd av)|\butförd av"),
    )
)  # fmt: skip
"""All that fit a heading in lower case count: "Vilka blev konsekvenserna, och vilka hade kunnat uppstå?" asks two."""

AIM = re.compile(r"(?:för att|så att|hindra|undvik|förebygg)[^.]{0,60}")
"""What a measure is for: "Gjort för att det inte ska hända igen" does not ask whether it may."""


LONGEST = 300
"""Code points of a heading, label or question that are looked at."""


def asked(words: str) -> frozenset[str]:
    """Codes of items (or ``PERSON_INFORMED``) that a heading, label or question in lower case asks for.

    Of several questions each asks its own: "Har det inträffat tidigare? I så fall, varför har det inträffat igen?"
    """
    questions = words[:LONGEST].split("?")
    return frozenset().union(*(_asked(one) for one in questions if one.strip()))


@lru_cache(maxsize=512)
def _asked(words: str) -> frozenset[str]:
    found: set[str] = {item for items, pattern in ASKS if pattern.search(words) for item in items}
    if Item.MAY_RECUR in found and AIM.search(words):
        found.discard(Item.MAY_RECUR)
    if found & {Item.NOTICED_HOW, Item.BEFORE}:
        found.discard(Item.EVENT_TIME)
    if Item.WHY_AGAIN in found:
        found -= {Item.MAY_RECUR, Item.BEFORE, Item.CAUSES}
    if Item.POSSIBLE_CONSEQUENCES in found and re.match(
        r"\W*(?:\w{1,4}[.)]?\s)?\W*(?:möjlig|potentiell|tänkbar)\w*(?!.*(?:faktisk|och))", words
    ):
        found.discard(Item.ACTUAL_CONSEQUENCES)
    return frozenset(found)
