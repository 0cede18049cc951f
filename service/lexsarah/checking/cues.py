"""Phrases that tell of a required item wherever they stand, all for lower-case sentences."""
# ruff: noqa: E501  (a table of phrases reads best with one kind a line)

import re

NOTICED = re.compile(
    r"(?<!\w)(?:uppmärksamma(?:des|de|ts)|upptäck(?:tes?|ts|er|tes)|uppdaga(?:des|ts)|märktes|avslöja(?:des|ts)|lad?e märke till|reagerade på"
    r"|framkom (?:genom|när|då|vid|i samband|först)|(?:kom|kommit) (?:\w+ ){0,3}?(?:fram (?:genom|när|då|vid|i|först|den|på)|till (?:\w+ ){0,3}?kännedom)"
    r"|(?:blev|blivit) (?:\w+ ){0,4}?kän(?:t|d|da)|(?:fick|fått) (?:\w+ ){0,2}?kännedom|hitta(?:r|de|des|ts)|(?:på|an)träffa(?:s|de|des|ts)|fann)(?!\w)"
)
"""The event came to light."""

UNNOTICED = re.compile(
    r"(?<!\w)(?:utan att (?:\w+ ){0,3}|inte (?:\w+ ){0,3}|borde ha |skulle ha |om (?:\w+ ){0,3})(?:uppmärksamma|upptäck|märk)\w*|(?:upptäck|uppmärksamma)\w* (?:\w+ )?(?:inte|aldrig)(?!\w)"
)
"""It did not, or not then."""

DAY = re.compile(
    r"(?<!\w)(?:\d{4}-\d\d|\d{1,2}/\d{1,2}(?!\d)|(?:19|20)\d\d(?!\d)|v(?:ecka|\.)? ?\d|januari|februari|mars|april|maj|juni|juli|augusti|september|oktober|november|december"
    r"|(?:jan|feb|febr|aug|sept?|okt|nov|dec)(?!\w)|våren|sommaren|hösten|vintern|årsskiftet|halvårsskiftet|(?:mån|tis|ons|tors|fre|lör|sön)dag\w*)"
)
"""Words for a day, a month, a season or a year."""

TIME = re.compile(
    DAY.pattern
    + r"|(?<!\w)(?:kl(?:ockan|\.)? ?\d|\d{6}(?!\d)|\d\d?[.:]\d\d(?!\d)|julafton\w*|nyår\w*|påsk\w*|midsommar\w*|midnatt|\w*morgon\w*|\w*förmiddag\w*|\w*eftermiddag\w*|\w*kväll\w*|natten\b"
    r"|samma (?:dag|kväll|natt|vecka)|(?:dagen|veckan) (?:efter|därpå|därefter)|påföljande|nästa dag)"
)
"""Words that place something in time, the hour included."""

DUE = re.compile(
    r"(?<!\w)(?:omedelbart|omgående|genast|direkt efter|samma (?:dag|kväll|natt)|löpande|fortlöpande|varje (?:dag|vecka|månad|kvartal|år)|dagligen|månadsvis|framöver|snarast|tills vidare|nästa (?:vecka|månad|år|termin|sammanträde))"
)
"""When a measure is done, other than by a date."""

SIMILAR = re.compile(
    r"(?<!\w)(?:liknande|likartad\w*|motsvarande|snarlik\w*|jämförbar\w*|samma (?:slag|typ|sak|brist|fel|händelse|sätt|plats)|av (?:det|detta|den) (?:här )?(?:slag|typ)\w*|sådan\w* händelse\w*|(?:har|hade) (?:det )?hänt)(?!\w)"
)
PRIOR = re.compile(
    r"(?<!\w)(?:tidigare|förut|förr|dessförinnan|året innan|föregående år|sedan dess|sedan starten|(?:de )?senaste (?:\w+ )?åren|(?:redan|även|också|hösten|våren|sommaren|under|år) (?:19|20)\d\d|förra (?:gången|året))(?!\w)"
)
TOLD = re.compile(
    r"(?<!\w)(?:hän(?:t|de)|inträffa\w*|förekom\w*|skett|rapport\w*|anmäl\w*|avvikelse\w*|känt|kända|känd|känner till|utre\w*|funnits|lämna\w*|påtala\w*|registrera\w*)(?!\w)"
)
"""Together: whether the like has happened before."""

NOT_BEFORE = re.compile(
    r"(?<!\w)(?:(?:inte|ej|aldrig) (?:\w+ ){0,2}?(?:hänt|inträffat|förekommit|skett|rapporterats|inkommit|utretts|utretts|anmälts|lämnats) (?:\w+ ){0,4}?(?:tidigare|förut|förr)"
    r"|(?:någon|några|något|ngn|inget|inga|ingen) (?:tidigare|liknande|motsvarande|annan|andra) (?:\w+ )?(?:rapport|klagomål|händelse|fall|avvikelse|anmälan|skada|ärende|synpunkt)\w*"
    r"|(?:hänt|inträffat|förekommit) (?:förut|tidigare|förr)|tidigare (?:hänt|inträffat|förekommit)|rapporter av (?:detta|det|den) (?:här )?slag\w*|(?:något|någon|några) (?:liknande|motsvarande)\b[^.]{0,60}(?:inte|ej|aldrig) (?:\w+ )?(?:rapporterats|inträffat|hänt|förekommit|utretts|anmälts)"
    r"|(?:är|var) (?:\w+ ){0,2}?(?:inte )?(?:första|andra|tredje|fjärde) gången|(?:redan|även|också) (?:\w+ ){0,2}?(?:19|20)\d\d (?:\w+ ){0,3}?(?:hände|inträffade|rapporterades|utreddes|anmäldes|lämnades|förekom)|(?:hände|inträffade|rapporterades|utreddes|anmäldes|förekom) (?:\w+ ){0,4}?(?:redan|även|också) (?:\w+ ){0,2}?(?:19|20)\d\d)(?!\w)"
)
"""Alone: earlier events, or that there are none."""

AGAIN = re.compile(
    r"(?<!\w)(?:(?:kan|kunna|kunde|skulle|kommer|risk\w*|befara\w*|sannolik\w*|trolig\w*|tror|utesluta\w*)(?!\w)[^.]{0,160}?(?<!\w)(?:igen|upprepas|upprepning\w*|på nytt|återupprepas|ånyo)"
    r"|(?:aldrig|inte) (?:\w+ ){0,2}?utesluta\w*[^.]{0,80}?(?<!\w)(?:liknande|motsvarande|nya|sker|inträffar|händer|uppstår|uppkommer)|risk\w*[^.]{0,30}?(?<!\w)(?:liknande|motsvarande)[^.]{0,40}?(?<!\w)(?:inträffa|hända|uppstå|uppkomma|ske)\w*"
    r"|(?:igen|på nytt|upprepas|upprepning\w*|nya (?:avbrott|fel|händelser|fall))(?!\w)[^.]{0,120}?(?:utesluta\w*|befaras)|(?:kan aldrig|aldrig) (?:helt )?uteslutas|liknande \w+ kan (?:förekomma|uppstå|finnas|inträffa))(?!\w)"
)
"""Whether it may happen again."""

RECURS = re.compile(r"(?:^|[.\s])(?:ja|nej)\W+(?:så länge|tills|till dess|om|det kan|risk|kan|i någon)(?!\w)")
"""An answer to whether it may, where a heading asks for earlier events too."""

PREVENTED = re.compile(
    r"(?<!\w)(?:(?<!risk )(?<!risken )för att|så att|hindra\w*|förhindra\w*|undvik\w*|förebygg\w*|minska\w* risk\w*)[^.]{0,120}?(?<!\w)(?:igen|upprepas|upprepning\w*|på nytt)(?!\w)"
)
"""What is done so that it does not happen again is no answer to whether it may."""

DENIED = re.compile(
    r"^\W*(?:x\W+)?(?:[\w ]{2,40}: ?)?(?:nej|ej|inte|inga|ingen|inget|någon|något|några|ngn|veterligen)(?!\w)|(?<!\w)(?:ej|aldrig|icke|inte)(?!\w) (?:\w+ ){0,3}?(?:tidigare|förut|hänt|inträffat|förekommit|rapporterats|inkommit|utretts|anmälts|känt|framkommit|till|finns)(?!\w)"
    r"|(?<!\w)(?:saknas|finns inte|inga tidigare|ingen tidigare)(?!\w)"
)
"""Of earlier events: that there are none."""

WHY_AGAIN = re.compile(
    r"(?<!\w)(?:varför|anledning\w*|förklar\w*|orsak\w*|ber(?:or|odde|ott) på|eftersom|därför att|på grund av|trots (?:att|de|den)|(?:åtgärd|rutin|ändring|plan)\w*[^.]{0,80}(?:inte|ej|aldrig|ingen)|ingen åtgärd)(?!\w)"
)

POSSIBLE = re.compile(
    r"(?<!\w)(?:(?:hade|kunde|kan)(?: \w+){0,3}? (?:kunnat|ha)|skulle (?:\w+ )?(?:kunna|kunnat|ha kunnat)|riskera\w*|risk(?:en|er)? (?:för|att|av)|möjliga? (?:konsekvens|följd|skad)\w*|fara för)(?!\w)"
)
"""Under a question about consequences: what might have come of it."""

POSSIBLE_HARM = re.compile(
    r"(?<!\w)(?:(?:hade|kunde|kan)(?: \w+){0,5}? (?:kunnat|ha)|kunde|skulle (?:kunna|kunnat|ha kunnat))(?: \w+){0,5}? (?:dött?|avlidit|avlida|skada\w*|ramla\w*|falli?t?|insjukna\w*|brinna|drabba\w*|utsättas|utsatts|lästs"
    r"|setts|spridi\w*|sprida|farit illa|fara illa|gått (?:\w+ )?illa|sluta(?:t|de)? (?:\w+ ){0,2}(?:illa|värre)|lett till|leda till|svår\w* följder|livshotande\w*|allvarlig\w* följder|följder|medfört|medföra|orsaka\w*|förvärra\w*)(?!\w)"
)
"""What might have come of it, wherever it stands."""

GENERAL = re.compile(
    r"(?<!\w)(?:avses|menas|definiera\w*|sosfs|hslf|enligt (?:lagen|föreskrift\w*|bestämmels\w*))(?!\w)"
)
"""The sentence tells what the law says."""

EVENT_DATED = re.compile(
    r"(?<!\w)(?:händelse\w*|tidpunkt\w*|när hände det\??|inträffade)(?: för händelsen)?[ \t:]{0,12}(?:från |mellan |den )?\d[\d./–-]{0,24}"
)
"""A label of when it happened, and a number."""

MADE_DATED = re.compile(
    r"(?<!\w)(?:utredning\w*|start\w*|klar|påbörja\w*|inled\w*|avsluta\w*|börja\w*|färdig|upprättad)[ \t:]{1,12}(?:datum[ :]{1,2}|den )?\d[\d./–-]{0,24}|(?<!\w)utredning\w*[ \t]{1,3}\w+[ \t:]{1,12}\d[\d./–-]{0,24}"
)
"""A label of when the investigation was made, and a number."""

NAME = re.compile(r"[^\W\d_a-zåäö][\w’'-]+(?:[ \u00a0][^\W\d_a-zåäö][\w’'-]+){1,3}")

SOURCE = re.compile(
    r"(?<!\w)(?:uppge(?:r|tt)|uppgav|har (?:berättat|uppgivit|redogjort|beskrivit)|berättar|intervju\w*|har hörts|hördes|hörd|(?:har )?tillfrågats|uppgiftslämnare|tagit del av"
    r"|(?:enskilda |telefon)?samtal\w*(?:\W+\w+){0,4}?\W+(?:med|m|hållits|förts|genomförts)|(?:i|av) samtal\w*|(?:genomgång|granskning) av (?:\w+ )?(?:handling|journal|dok|akt|logg|social|schema|bokning)\w*"
    r"|(?:journal|dokumentation|handling|logg|akt|schema)\w*[^.]{0,40}(?:granskats|lästs|gåtts igenom|gått igenom|inhämtats)|(?:utredningen|uppgifterna)[^.]{0,60}(?:bygger|grundar sig|grundas|baseras) på"
    r"|enligt (?:\w+ )?(?:journal|dokumentation|logg|larmlogg|akt)\w*|(?:har|vilket) (?:\w+ ){0,4}?medge(?:tt|r)|har (?:\w+ ){0,3}?(?:läst|talat med|granskat|hört)|av (?:\w+ )?(?:rapporten|uppföljning\w*|journal\w*|dokumentation\w*|logg\w*|intervju\w*|protokoll\w*)(?: \w+)? framgår|enligt (?:personal|enhetschef|verksamhetschef|rapporten|god man|sjuksköterska|rapportör|anhörig|medarbetar|handläggar|chef|assistent)\w*|uppgifter har inhämtats)(?!\w)"
)
"""Where what is told comes from."""

ACCORDING = re.compile(r"(?<!\w)(?:enligt|uppge\w*|uppgav|redovisat av)(?!\w)")
"""Under a heading about measures: who says so. Talks are measures there."""

ASKED_OF = re.compile(
    r"(?<!\w)(?:ska|skall|bör|måste) (?:\w+ ){0,3}?(?:framgå|innehålla|redovisa\w*|bedömas)(?!\w)|^\W*(?:om|huruvida) "
)
"""What an investigation should hold, or a question put indirectly: no answer."""

ASSESSED = re.compile(
    r"(?<!\w)(?:(?:utredare\w*|utredning\w*|undertecknad\w*|förvaltning\w*|sektor\w*|vi|jag|nämnden|bolaget|verksamheten|\w*avdelningen|\w*nämnden|\w*kontoret|enhetschef\w*|\w*chefen)\s(?:\w+\s){0,8}?(?:bedöm\w*|finner|anser)"
    r"|(?:bedöms|klassas|anses|bedömts)\s(?:\w+\s){0,6}?(?:som|vara|utgöra|till)|(?:min|vår|utredarens|samlade?|sammanfattande) bedömning|bedömning(?:en)? (?:är|blir|blev))(?!\w)"
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
