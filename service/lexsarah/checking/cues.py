"""Phrases that tell of a required item wherever they stand, all for lower-case sentences."""
# ruff: noqa: E501  (a table of phrases reads best with one kind a line)

import re

from lexsarah.extract.phrases import any_of, words

DAY = any_of(
    r"\d{4}-\d\d|\d{1,2}/\d{1,2}(?!\d)|(?:19|20)\d\d(?!\d)|v(?:ecka|\.)? ?\d|januari|februari|mars|april|maj|juni|juli|augusti|september|oktober|november|december"
    r"|(?:jan|feb|febr|aug|sept?|okt|nov|dec)(?!\w)|våren|sommaren|hösten|vintern|årsskiftet|halvårsskiftet|(?:mån|tis|ons|tors|fre|lör|sön)dag\w*"
)
"""Words for a day, a month, a season or a year."""

TIME = re.compile(
    DAY.pattern
    + r"|(?<!\w)(?:kl(?:ockan|\.)? ?\d|\d{6}(?!\d)|\d\d?[.:]\d\d(?!\d)|julafton\w*|nyår\w*|påsk\w*|midsommar\w*|midnatt|\w*morgon\w*|\w*förmiddag\w*|\w*eftermiddag\w*|\w*kväll\w*|natten\b"
    r"|samma (?:dag|kväll|natt|vecka)|(?:dagen|veckan) (?:efter|därpå|därefter)|påföljande|nästa dag)"
)
"""Words that place something in time, the hour included."""

DUE = any_of(
    r"omedelbart|omgående|genast|direkt efter|samma (?:dag|kväll|natt)|löpande|fortlöpande|varje (?:dag|vecka|månad|kvartal|år)|dagligen|månadsvis|framöver|snarast|tills vidare|nästa (?:vecka|månad|år|termin|sammanträde)"
)
"""When a measure is done, other than by a date."""

WHY_AGAIN = words(
    r"varför|anledning\w*|förklar\w*|orsak\w*|ber(?:or|odde|ott) på|eftersom|därför att|på grund av|trots (?:att|de|den)|(?:åtgärd|rutin|ändring|plan)\w*[^.]{0,80}(?:inte|ej|aldrig|ingen)|ingen åtgärd"
)

POSSIBLE = words(
    r"(?:hade|kunde|kan)(?: \w+){0,3}? (?:kunnat|ha)|skulle (?:\w+ )?(?:kunna|kunnat|ha kunnat)|riskera\w*|risk(?:en|er)? (?:för|att|av)|möjliga? (?:konsekvens|följd|skad)\w*|fara för"
)
"""Under a question about consequences: what might have come of it."""

POSSIBLE_HARM = re.compile(
    r"(?<!\w)(?:(?:hade|kunde|kan)(?: \w+){0,5}? (?:kunnat|ha)|kunde|skulle (?:kunna|kunnat|ha kunnat))(?: \w+){0,5}? (?:dött?|avlidit|avlida|skada\w*|ramla\w*|falli?t?|insjukna\w*|brinna|drabba\w*|utsättas|utsatts|lästs"
    r"|setts|spridi\w*|sprida|farit illa|fara illa|gått (?:\w+ )?illa|sluta(?:t|de)? (?:\w+ ){0,2}(?:illa|värre)|lett till|leda till|svår\w* följder|livshotande\w*|allvarlig\w* följder|följder|medfört|medföra|orsaka\w*|förvärra\w*)(?!\w)"
)
"""What might have come of it, wherever it stands."""

EVENT_DATED = re.compile(
    r"(?<!\w)(?:händelse\w*|tidpunkt\w*|när hände det\??|inträffade)(?: för händelsen)?[ \t:]{0,12}(?:från |mellan |den )?\d[\d./–-]{0,24}"
)
"""A label of when it happened, and a number."""

MADE_DATED = re.compile(
    r"(?<!\w)(?:utredning\w*|start\w*|klar|påbörja\w*|inled\w*|avsluta\w*|börja\w*|färdig|upprättad)[ \t:]{1,12}(?:datum[ :]{1,2}|den )?\d[\d./–-]{0,24}|(?<!\w)utredning\w*[ \t]{1,3}\w+[ \t:]{1,12}\d[\d./–-]{0,24}"
)
"""A label of when the investigation was made, and a number."""

NAME = re.compile(r"[^\W\d_a-zåäö][\w’'-]+(?:[ \u00a0][^\W\d_a-zåäö][\w’'-]+){1,3}")

SOURCE = words(
    r"uppge(?:r|tt)|uppgav|har (?:berättat|uppgivit|redogjort|beskrivit)|berättar|intervju\w*|har hörts|hördes|hörd|(?:har )?tillfrågats|uppgiftslämnare|tagit del av"
    r"|(?:enskilda |telefon)?samtal\w*(?:\W+\w+){0,4}?\W+(?:med|m|hållits|förts|genomförts)|(?:i|av) samtal\w*|(?:genomgång|granskning) av (?:\w+ )?(?:handling|journal|dok|akt|logg|social|schema|bokning)\w*"
    r"|(?:journal|dokumentation|handling|logg|akt|schema)\w*[^.]{0,40}(?:granskats|lästs|gåtts igenom|gått igenom|inhämtats)|(?:utredningen|uppgifterna)[^.]{0,60}(?:bygger|grundar sig|grundas|baseras) på"
    r"|enligt (?:\w+ )?(?:journal|dokumentation|logg|larmlogg|akt)\w*|(?:har|vilket) (?:\w+ ){0,4}?medge(?:tt|r)|har (?:\w+ ){0,3}?(?:läst|talat med|granskat|hört)|av (?:\w+ )?(?:rapporten|uppföljning\w*|journal\w*|dokumentation\w*|logg\w*|intervju\w*|protokoll\w*)(?: \w+)? framgår|enligt (?:personal|enhetschef|verksamhetschef|rapporten|god man|sjuksköterska|rapportör|anhörig|medarbetar|handläggar|chef|assistent)\w*|uppgifter har inhämtats"
)
"""Where what is told comes from."""

ACCORDING = words(r"enligt|uppge\w*|uppgav|redovisat av")
"""Under a heading about measures: who says so. Talks are measures there."""

ASSESSED = words(
    r"(?:utredare\w*|utredning\w*|undertecknad\w*|förvaltning\w*|sektor\w*|vi|jag|nämnden|bolaget|verksamheten|\w*avdelningen|\w*nämnden|\w*kontoret|enhetschef\w*|\w*chefen)\s(?:\w+\s){0,8}?(?:bedöm\w*|finner|anser)"
    r"|(?:bedöms|klassas|anses|bedömts)\s(?:\w+\s){0,6}?(?:som|vara|utgöra|till)|(?:min|vår|utredarens|samlade?|sammanfattande) bedömning|bedömning(?:en)? (?:är|blir|blev)"
)
"""Said to be an assessment."""

INVESTIGATOR = re.compile(
    r"(?<!\w)(?:utred(?:are|d av|ningsansvarig|ningsledare)|ansvarig för utredningen|vem utreder\??|utförd av|upprättad av|utredning(?:en)? (?:(?:är|har) )?(?:gjord|gjorts|utförts|genomförts|genomförd) av|undertecknad|handläggare|beretts av)"
    r"(?: (?:har varit|var|är)|[^\n.]{0,40}?\bgenom)?[\s:|/]{0,60}"
)
"""Stands right before the name of whoever made the investigation."""

SIGNED = re.compile(r"(?<=[\n\t])" + NAME.pattern)
"""A name that begins a line or a cell."""

TITLE_AFTER = re.compile(r"[ \t]*(?:,|\()[ \t]*(?=[^\W\d_])|[ \t]*\n[ \t]*(?=[a-zåäö])")
"""Between a name and a title."""
