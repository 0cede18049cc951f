"""Which part of an account a heading, a form's question or a lead-in opens, and what denies or suspends a clause."""
# ruff: noqa: E501  (a table of phrases reads best with one kind a line)

import re
from enum import StrEnum
from re import Pattern

from lexsarah.extract.phrases import any_of, words


class Role(StrEnum):
    """What a part of the text is about."""

    CAUSE = "cause"
    MEASURE = "measure"
    CONSEQUENCE = "consequence"
    POSSIBLE = "possible"
    """What the event might have led to: all of it is risk."""
    EVENT = "event"
    OTHER = "other"


ROLE_HEADS: tuple[tuple[Role, Pattern[str]], ...] = (
    (Role.MEASURE, re.compile(
        r"åtgärd|handlingsplan|vad (?:gör|görs|har (?:ni|vi|kommunen|boendet|företaget|verksamheten) gjort|har gjorts|händer framöver|ska (?:ni|vi|kommunen) göra)"
        r"|så (?:gör|arbetar|jobbar|förebygg\w*) (?:vi|kommunen|de)|det här (?:gör|har|är) (?:vi|gjorts?|på gång|kommunen)|(?:är|har) gjorts? (?:eller|och) (?:är )?på gång|förbättring|rekommendation|vidtag|det händer nu|så (?:ska|undviks)")),
    (Role.OTHER, re.compile(
        r"\bom (?:ja|nej|inte)\b|konsekvens\w* för (?:barn|ekonomi|miljö|jämställdhet)|ekonomiska konsekvens|(?:inträffat?|hänt|hända|förekommit) (?:förut|förr|tidigare|igen)|liknande (?:hän|inträff)"
        r"|övrigt|bedömning|^beslut|typ av|underskrift|fakta om|genomförande av utredning|metod|vem.{0,12}lämnat uppgift|vad händer nu|påverka\w* .{0,20}(?:ekonomi|barnrätt)|uppgifter från")),
    (Role.POSSIBLE, re.compile(r"^\W*(?:\w\d?\W+)?(?:möjliga|potentiella|tänkbara|eventuella)\b(?!.*faktisk)")),
    (Role.CONSEQUENCE, re.compile(
        r"konsekvens|följder|följden?\b|vad (?:ledde|innebar)|påverka(?:de|t|n|s|r)?\b.{0,30}(?:enskild|brukar|barn|boende)|skador|faktiska|möjliga|hur (?:mår|gick det)|effekter")),
    (Role.CAUSE, re.compile(
        r"orsak|ber[ou]r?dde? (?:det )?på|beror (?:det )?på|bidragande|varför\b(?!.{0,20}(?:lex|rapport|anmäl|inte beskriv))|bakomliggande|anledning|^analys|hur kunde|vad gick fel|(?:det här|vad) (?:har )?brast|brister som")),
    (Role.EVENT, re.compile(
        r"vad (?:har |som )?hän|händelse|bakgrund|beskrivning|beskriv |det rapporterade|när och hur|uppmärksamma|bestått i|ärendet|rapporten avser|förlopp|hur (?:fick|upptäck)")),
)  # fmt: skip
"""The first that fits a heading in lower case gives the role of what follows."""

LABEL = re.compile(r"^\W*(?P<label>(?:[\wåäö/() -]{2,45}?))\s*:\s+(?=\S)")
"""A label before the words it names ("Åtgärd: rutinen gås igenom")."""

NEGATION = words(r"inte|ej|inget|ingen|inga|aldrig|varken|utan att|utan(?= (?:\w+ )?(?:skad|men\b|komplik|större))")

DENIED_SOON = re.compile(r"^(?:[^\w,]+\w+){0,3}?[^\w,]+(?:inte|ej|aldrig)(?!\w)(?!\W+bara)")
"""Right behind what is denied ("rutinen har inte ändrats")."""

NOT_SHOWN = re.compile(
    r"(?<!\w)(?:inte|ej|inget|ingen|inga)\s+(?:\w+\s+){0,4}(?:visa\w*|styrk\w*|fastställ\w*|påvisa\w*|funnit|finner|bekräfta\w*|belägg|tyder|bero\w*|sett|stöd för|orsak\w*|brister)(?!\w)"
)
"""A cause that the text denies or has not found."""

LACK = words(r"sakna\w*|brist\w*|otillräcklig\w*|okunskap\w*")
"""Tells of what was missing: no measure."""

LACKING = words(
    r"inte|ej|sakna\w*|brist\w*|dålig\w*|otydlig\w*|oklar\w*|otillräcklig\w*|för (?:få|lite|hög|många|mycket)|ont om|gamla|fatta\w*|hög\w*|svår\w*|bara|utan|låg|ny|nya|berod\w*|beror|på grund"
)
"""Says that what a cause names was missing or wrong."""

REASON_FOLLOWS = any_of(
    r"(?:orsak|anledning|skäl|förklaring)\w*\s+(?:till|bakom)\b.*?\b(?:är|var|bedöms vara|uppges vara)\b|ber(?:or|odde|ott)\s+(?:\w+\s+){0,2}på\b|på grund av|därför att|till följd av"
)
"""The reason stands behind it; what stands before is what is explained."""

JOINED = re.compile(r"[,;]|\b(?:och|samt)\b")
"""Between two topics of which each is one of its own."""

SUPPOSED = re.compile(
    r"^\W*om\s(?!hand)|(?<!\w)(?:om (?:det|någon|något|en|ett|man|den|du|personal\w*|brist\w*)\b|huruvida|eventuell\w*|kanske|möjligen|till exempel vid|ifall)"
)
"""The clause supposes: no finding of a cause, a measure or an outcome in it."""

SHOULD_HAVE = any_of(
    r"skulle ha|skulle(?! kunna)|borde ha|borde|hade behövt|hade kunnat|enl(?:igt|\.)? [^,.]{0,30}(?:ska|skulle)|ska enl|enligt (?:rutin\w*|genomförandeplan\w*|riktlinj\w*|lag\w*|plan\w*|beslut\w*|uppdrag\w*)[^,.]{0,30}(?:ska|skulle)|skyldig\w*"
)
"""What ought to have been done or what the rules say: no measure."""

NO_MEASURE = any_of(
    r"polis\w*|åklagar\w*|(?:lex[\s-]sarah-?\s?|orosan|själv)?anmäl\w*|utredning(?:en|ar|arna)?\s+(?:\w+\s+){0,3}(?:inle\w*|start\w*|påbörja\w*|pågår|visa\w*|genomför\w*|ska|är|har)|följ(?:t|de|er|s)\s+(?!upp)(?:\w+\s+){0,2}(?:rutin|riktlinj)\w*|(?:inlett|startat|påbörjat|inleder|startar)\s+(?:\w+\s+){0,2}utredning\w*|"
    r"(?:ska|kommer att|kommer|måste)\s+(?:\w+\s+){0,2}utreda\w*|ivo\b|inspektionen|intervju\w*|förhandsbedömning\w*|ta reda på|gå till botten|gå tillbaka|gransk\w* (?:alla|ärendet|noga|hela|det|vad)|informera\w* om (?:utredning|lex)\w*|diskutera detta"
)
"""Investigation, notification, police: no measures (record.md). Read in the clause."""

BACKGROUND = words(r"många gånger|sedan tidigare|redan (?:20|19)\d\d|året innan|före händelsen|innan händelsen")
"""What was so or was done before the event, also under a heading about measures."""

NOT_KNOWN = re.compile(
    r"^\W*(?:uppgift(?:er)? saknas|okänt|okänd\w*|vet ej|vet inte|ej känt|inte känt|oklart|framgår (?:ej|inte)|går inte att (?:säga|bedöma|svara))\W*"
)
"""An answer to what the consequences were: it is not known."""

NOT_RISKED = re.compile(r"(?<!\w)inte (?:ha )?(?:blivit|varit|kunnat (?:undvik|förhindr)\w*|påverkat|lett|inneburit)")
"""Denies a risk within the words that name it."""

BEFORE_THE_EVENT = words(
    r"hade|redan (?:20|19)\d\d|sedan tidigare|tidigare har|har tidigare|många gånger|året innan|före händelsen|innan händelsen|vid (?:tillfället|tidpunkten)"
)
"""Background: what was so or was done before the event."""

RISK_GRADE = re.compile(r"risk\w*\s+(?:för|av|om)\s+(?:(?:att|ett|en)\s+)*(?:allvarlig\w*\s+)?missförhållande")
"""A grade, which is no outcome (record.md)."""

LESSENED = re.compile(
    r"(?<!\w)(?:minska|minskar|minskad|minimera\w*|förebygg\w*|förhindra\w*|undvik\w*|begränsa\w*|hantera|bedöma|bedömning av|identifiera\w*|skydda mot|för att inte)\s+(?:\w+\s+){0,4}$"
)
"""Right before an outcome: it is what a measure aims at, or what was assessed."""

HYPOTHETICAL = words(
    r"kunde|hade kunnat|hade det kunnat|skulle kunna|skulle ha|kan ha|kan leda|kan få|kan bli|kan innebära|risk(?:en|er)?|riskera\w*|möjlig\w*|potentiell\w*|fara för|befara\w*|hade kunnat"
)
"""Makes an outcome a risk."""

REMOTE = words(
    r"(?:handläggar|personal|medarbetar|kolleg)\w* (?:\w+ )?(?:mått|mår|mådde)|(?:jag|vi) (?:\w+ ){0,4}(?:ledsn?a?|ledsen|upprörda?|bedrövade?|beklagar)|(?:dottern?|sonen?|anhöriga?|mamman|modern|föräldrarna) är (?:\w+ )?upprörd\w*|mår ni|orolig för att anmäla|vid misstanke|den som arbetar|jag är (?:mycket )?(?:ledsen|bedrövad)|(?:djupt|väldigt|mycket) (?:ledsen|bedrövad|beklag\w*)|beklaga\w* sorgen|psykisk ohälsa|(?:orolig|oro) för (?:barn\w*|moderns|mammans)"
)
"""Feelings of those who speak, or general words: no outcome of the event."""
