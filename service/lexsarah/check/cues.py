"""Phrases that tell of a required item wherever they stand, all for lower-case sentences."""
# ruff: noqa: E501  (a table of phrases reads best with one kind a line)

import re

NOTICED = re.compile(
    r"(?<!\w)(?:uppmärksammade?s|har uppmärksammats|upptäckte?s?|har upptäckts|uppdagades|märktes|avslöjades|framkom (?:genom|när|då|vid|i samband)"
    r"|(?:kom|blev) (?:\w+ ){0,3}?(?:fram (?:genom|när|då|vid|i samband)|till (?:\w+ ){0,3}?kännedom|känd[ta]?)|(?:fick|får|fått) (?:\w+ ){0,2}?kännedom|hitta(?:r|des|ts)|(?:på|an)träffa\w*|larmade om)(?!\w)"
)
"""The event came to light."""

TIME = re.compile(
    r"\d|(?<!\w)(?:(?:mån|tis|ons|tors|fre|lör|sön)dag\w*|januari|februari|mars|april|maj|juni|juli|augusti|september|oktober|november|december|våren|sommaren|hösten|vintern"
    r"|julafton\w*|nyår\w*|påsk\w*|midsommar\w*|\w*morgon\w*|\w*förmiddag\w*|\w*eftermiddag\w*|\w*kväll\w*|natten\b|samma (?:dag|kväll|natt|vecka)|(?:dagen|veckan) (?:efter|därpå|därefter)|påföljande|nästa dag)"
)
"""Words that place something in time."""

DAY = re.compile(
    r"(?<!\w)(?:\d{4}-\d\d|\d{1,2}/\d{1,2}(?!\d)|(?:19|20)\d\d(?!\d)|v(?:ecka|\.)? ?\d|januari|februari|mars|april|maj|juni|juli|augusti|september|oktober|november|december"
    r"|(?:jan|feb|febr|aug|sept?|okt|nov|dec)(?!\w)|våren|sommaren|hösten|vintern|årsskiftet|halvårsskiftet|(?:mån|tis|ons|tors|fre|lör|sön)dag\w*)"
)
"""Words for a day, a month, a season or a year."""

DUE = re.compile(
    r"(?<!\w)(?:omedelbart|omgående|genast|direkt efter|samma (?:dag|kväll|natt)|löpande|fortlöpande|varje (?:dag|vecka|månad|kvartal|år)|dagligen|månadsvis|framöver|snarast|tills vidare|nästa (?:vecka|månad|år|termin|sammanträde))"
)
"""When a measure is done, other than by a date."""

SIMILAR = re.compile(
    r"(?<!\w)(?:liknande|likartad\w*|motsvarande|snarlik\w*|jämförbar\w*|samma (?:slag|typ|sak|brist|fel|händelse|sätt)|av (?:det|detta|den) (?:här )?(?:slag|typ)\w*|sådan\w* händelse\w*|(?:har|hade) (?:det )?hänt)"
)
PRIOR = re.compile(r"(?<!\w)(?:tidigare|förut|förr|dessförinnan|året innan)(?!\w)")
TOLD = re.compile(
    r"(?<!\w)(?:hän(?:t|de)|inträffa\w*|förekom\w*|skett|rapport\w*|anmäl\w*|avvikelse\w*|känt|kända|känd|utre\w*|funnits|lämnats|registrera\w*)(?!\w)"
)
"""Together: whether the like has happened before."""

FIRST_TIME = re.compile(r"(?<!\w)(?:är|var) (?:\w+ ){0,2}?första gången(?!\w)")

AGAIN = re.compile(
    r"(?<!\w)(?:kan|kunde|skulle|risk\w*|befara\w*|sannolik\w*|trolig\w*|utesluta\w*)(?!\w)[^.]{0,160}?(?<!\w)(?:igen|upprepas|upprepning\w*|på nytt|återupprepas|ånyo)(?!\w)"
)
PREVENTED = re.compile(
    r"(?<!\w)(?:(?<!risk )(?<!risken )för att|så att|hindra\w*|förhindra\w*|undvik\w*|förebygg\w*|minska\w* risk\w*)[^.]{0,120}?(?<!\w)(?:igen|upprepas|upprepning\w*|på nytt)(?!\w)"
)
"""What is done so that it does not happen again is no answer to whether it may."""

DENIED = re.compile(r"(?<!\w)(?:nej|inte|ej|inget|ingen|inga|aldrig|icke|veterligen)(?!\w)")

WHY_AGAIN = re.compile(
    r"(?<!\w)(?:varför|anledning\w*|förklar\w*|orsak\w*|ber(?:or|odde|ott) på|eftersom|därför att|på grund av|trots (?:att|de|den)|(?:åtgärd|rutin|ändring)\w*[^.]{0,80}(?:inte|ej|aldrig|ingen))(?!\w)"
)

POSSIBLE = re.compile(
    r"(?<!\w)(?:(?:hade|kunde|kan|skulle)(?: \w+){0,3}? (?:kunnat|ha|kunna)|riskera\w*|risk(?:en|er)? (?:för|att|av)|möjlig\w*|fara för)(?!\w)"
)
"""Under a question about consequences: what might have come of it."""

GENERAL = re.compile(r"(?<!\w)(?:avses|menas|definiera\w*|sosfs|hslf|enligt (?:lagen|föreskrift\w*|bestämmels\w*))(?!\w)")
"""The sentence tells what the law says."""

EVENT_DATED = re.compile(
    r"(?<!\w)(?:händelse\w*|tidpunkt\w*|när hände det\??|inträffade)(?: för händelsen)?[ \t:]{0,12}(?:från |mellan |den )?\d"
)
"""A label of when it happened, and a number."""

MADE_DATED = re.compile(
    r"(?<!\w)(?:utredning\w*|start\w*|klar|påbörja\w*|inled\w*|avsluta\w*|börja\w*|färdig|upprättad)[ \t:]{1,12}(?:datum[ :]{1,2}|den )?\d|(?<!\w)utredning\w*[ \t]{1,3}\w+[ \t:]{1,12}\d"
)
"""A label of when the investigation was made, and a number."""

NAME = re.compile(r"[^\W\d_a-zåäö][\w’'-]+(?:[ \u00a0][^\W\d_a-zåäö][\w’'-]+){1,3}")

SOURCE = re.compile(
    r"(?<!\w)(?:uppge(?:r|tt)|uppgav|har (?:berättat|uppgivit|redogjort|beskrivit)|berättar|intervju\w*|har hörts|hördes|hörd|(?:har )?tillfrågats|uppgiftslämnare|tagit del av"
    r"|(?:enskilda |telefon)?samtal\w*(?:\W+\w+){0,4}?\W+(?:med|m|hållits|förts|genomförts)|(?:i|av) samtal\w*|(?:genomgång|granskning) av (?:\w+ )?(?:handling|journal|dok|akt|logg|social|schema|bokning)\w*"
    r"|(?:journal|dokumentation|handling|logg|akt|schema)\w*[^.]{0,40}(?:granskats|lästs|gåtts igenom|gått igenom|inhämtats)|(?:utredningen|uppgifterna)[^.]{0,60}(?:bygger|grundar sig|grundas|baseras) på"
    r"|enligt (?:\w+ )?(?:journal|dokumentation|logg|larmlogg|akt)\w*|enligt (?:personal|rapportör|anhörig|medarbetar|handläggar|chef|assistent)\w*|uppgifter har inhämtats)(?!\w)"
)
"""Where what is told comes from."""

ASSESSED = re.compile(
    r"(?<!\w)(?:(?:utredare\w*|utredning\w*|undertecknad\w*|förvaltning\w*|sektor\w*|vi|jag|nämnden|bolaget|verksamheten|\w*avdelningen|enhetschef\w*|\w*chefen)\s(?:\w+\s){0,2}?(?:bedöm\w*|finner|anser)"
    r"|(?:bedöms|klassas|anses|bedömts)\s(?:\w+\s){0,6}?(?:som|vara|utgöra|till)|(?:min|vår|utredarens|samlade?|sammanfattande) bedömning|bedömning(?:en)? (?:är|blir|blev))(?!\w)"
)
"""Said to be an assessment."""

INVESTIGATOR = re.compile(
    r"(?<!\w)(?:utred(?:are|d av|ningsansvarig|ningsledare)|ansvarig för utredningen|vem utreder\??|utförd av|upprättad av|utredning(?:en)? (?:(?:är|har) )?(?:gjord|gjorts|utförts|genomförts|genomförd) av|undertecknad)"
    r"(?:[^\n.]{0,40}?\bgenom)?[\s:|/]{1,8}"
)
"""Stands right before the name of whoever made the investigation."""

TITLE_AFTER = re.compile(r"[ \t]*(?:,|\()[ \t]*(?=[^\W\d_])|[ \t]*\n[ \t]*(?=[a-zåäö])")
"""Between a name and a title."""
