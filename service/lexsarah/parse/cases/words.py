"""The words that open, end and count the cases of a document. Data only.

Everything is matched at the start of a block unless it says otherwise.
"""

import re

MONTHS = "januari|februari|mars|april|maj|juni|juli|augusti|september|oktober|november|december"
MARK = r"(?:[•*–-]\s*|[a-zåäö]\)\s*|\d{1,2}[.)]\s+|\d{1,2}(?:\.\d{1,2})+\.?\s+)"
"""Bullet, letter or number in front."""

# -- items of an agenda ------------------------------------------------------------------------------------------------

PARAGRAPH = re.compile(
    r"(?:[A-ZÅÄÖ][\wåäö]{0,4}\s+)?§+\s?(?P<number>\d{1,3})\b(?!\s*(?:§|[a-z]\s+§))|(?P<before>\d{1,3})\s§(?=\s+[A-ZÅÄÖ]|$)",
    re.IGNORECASE,
)
"""Opens an item of minutes: "§ 24", "Sn § 14", "14 §"."""

AGENDA = re.compile(
    r"\b(?:\w*protokoll|protokoll(?:sutdrag|\s+fört|\s+från)|ur\s+protokollet|kallelse\w*|föredragningslista\w*|"
    r"dagordning\w*|ärendelista\w*|minnesanteckningar)\b",
    re.IGNORECASE,
)
"""Anywhere in the head of minutes and summonses."""

ITEM = re.compile(r"(?:(?P<word>ärende|punkt)\s+)?(?P<number>\d{1,2})(?:[.:]|\s|$)\s*(?=[A-ZÅÄÖ]|$)", re.IGNORECASE)
"""Opens an item of an agenda without paragraphs: "Ärende 3 …", "4. …"."""

LEX_SARAH = re.compile(
    r"\blex[\s-]?sarah|\b24\s+[a-g]\s+§|\b14\s+kap\.?\s+[2-7]\s+§|\b27\s+kap\.?\s+[1-9]\s+§|"
    r"\brapport\w*\s+om\s+missförhållande",
    re.IGNORECASE,
)

SUMMED = re.compile(
    r"\b(?:statistik|sammanställning|årsredovisning|redovisning\s+av\s+rapporter|rutin\w*|riktlinje\w*|utbildning|"
    r"bestämmelserna)\b",
    re.IGNORECASE,
)
"""Anywhere in the title of an item that tells of lex Sarah in general, unless it holds cases."""

# -- what opens a case -------------------------------------------------------------------------------------------------

NUMBERED_WORD = re.compile(
    rf"{MARK}?(?P<word>ärende|händelse|rapport|rapp|fall|utredning|anmälan|incident|avvikelse|lex\s+sarah(?:-\w+)?)\.?\s*"
    r"(?:nr|nummer|n:o|no)?\.?\s*(?P<number>\d{1,3}|[A-H]|[IVX]{1,4})(?:\s*(?:[.:,;–—(\t-]|\n|$)|\s+(?=[A-ZÅÄÖ]))",
    re.IGNORECASE,
)
""" "Ärende 1.", "3. Rapport nr 7 – …", "• Händelse B:"; not "Händelse 1 skiljer sig"."""
LOWER_AFTER = re.compile(r"\s+[a-zåäö]")

IDENTIFIER = re.compile(
    rf"{MARK}?(?:(?i:dnr|diarienr|diarienummer|ärendenr|ärendenummer|rapport|rapportnummer|ärende|utredning|anmälan"
    r"|lex\s+sarah(?:-\w+)?)\.?:?\s+(?:(?i:nr|nummer)\.?\s+)?"
    r"(?P<named>[A-ZÅÄÖ]{0,6}[ /-]?\d{1,4}[/:.-]\d{1,6}(?:-\w{1,5})?)"
    r"|(?P<number>[A-ZÅÄÖ]{1,6}[ /-]?\d{2,4}[ /:.-]\d{1,6}(?:[-/]\d{1,4})?|\d{4}[/:]\d{1,5}-[A-ZÅÄÖ]{2,5}))"
    r"(?=[\s.,:;)–—-]|$)"
)
""" "ÄON 20/0087", "a) NFS 2023/0031.", "2.1 L19-14 Alkroken", "Lex Sarah 16/07 – …"."""
DAY = re.compile(r"(?:19|20)\d\d-\d\d-\d\d")

NUMBER = re.compile(r"(?P<number>\d{1,2}(?:\.\d{1,2})*)[.)]?\s+(?=[A-ZÅÄÖ”\"])")
LETTER = re.compile(r"(?P<number>[A-Ha-h]|[IVX]{1,4})[.):]\s+(?=[A-ZÅÄÖ”\"])")
BARE_DAY = re.compile(rf"(?:den\s+)?\d{{1,2}}\s+(?:{MONTHS})(?:\s+(?:19|20)\d\d)?", re.IGNORECASE)
WHOLE_DAY = re.compile(rf"{BARE_DAY.pattern}|{DAY.pattern}", re.IGNORECASE)
ADDRESS = re.compile(r"\b\d{3}\s\d\d\s+[A-ZÅÄÖ]|\b(?:tfn|telefon|växel)\b|@", re.IGNORECASE)
"""Anywhere in a short line that is nobody's case."""

SENDER = re.compile(rf"\b(?:kommun|\w*nämnden|\w*nämnd|\w*förvaltningen|stad|AB)\b|{DAY.pattern}")
"""Anywhere in a line at the top of a paper, over its first text, that is no heading."""

PERIOD = re.compile(
    rf"(?:{MONTHS}|(?:kvartal|tertial)\s+[1-4]|(?:första|andra|tredje|fjärde)\s+(?:kvartalet|tertialet|halvåret))"
    r"(?:\s+(?:19|20)\d\d)?",
    re.IGNORECASE,
)

_IS_ABOUT = r"(?:gäller|gällde|rör|rörde|handlar|handlade|avser|avsåg|kommer|kom|är|var)\b"
ORDINAL = re.compile(
    r"(?P<which>första|andra|tredje|fjärde|femte|sjätte|sjunde|åttonde|ena)\s+(?:\w+\s+){0,2}?"
    r"\w*(?:fallet|ärendet|händelsen|rapporten|utredningen|anmälan|stölden|incidenten|missförhållandet|avvikelsen)\b"
    r"|(?:händelse|fall|ärende|rapport)\w*\s+nummer\s+(?P<other>ett|två|tre|fyra|fem|sex)\b"
    rf"|\A(?:det|den)\s+(?P<bare>första|andra|tredje|fjärde|femte|sjätte|sjunde|ena)\s+{_IS_ABOUT}"
    rf"|\A(?P<one>en|ett)\s+(?:av\s+\w+\s+)?{_IS_ABOUT}",
    re.IGNORECASE,
)
"""Among the first words of a paragraph."""
NEXT = re.compile(
    r"(?:nästa|ytterligare\s+(?:en|ett)|(?:en|ett)\s+(?:annan|annat|till)|(?:det|den)\s+(?:sista|senaste|återstående))\s+"
    r"(?:lex\s+sarah-?\s?)?(?:fall|ärende|händelse|rapport|utredning|anmälan|incident|missförhållande)\w*|"
    rf"(?:en|ett|det|den)\s+(?:annan|annat|tredje|fjärde|femte|sista)\s+{_IS_ABOUT}",
    re.IGNORECASE,
)
"""Opens one more case where others are told by ordinals."""
ORDINALS = (
    "första ena ett en",
    "andra två",
    "tredje tre",
    "fjärde fyra",
    "femte fem",
    "sjätte sex",
    "sjunde",
    "åttonde",
)

ALSO = re.compile(
    r"(?:slutligen|dessutom|vid\s+ett\s+annat\s+tillfälle|ytterligare\s+en|en\s+annan|därutöver)\b", re.IGNORECASE
)
"""Opens the last of several cases, or another."""

UNIT_STOP = re.compile(r"[A-ZÅÄÖ][^.:!?\n]{3,40}\.\s+(?=(?:En|Ett|Två|Tre|Fyra|Flera|Hos|På|I)\s)")
""" "Lindens vårdboende. En boende …"."""

LABELLED = re.compile(rf"{MARK}?[A-ZÅÄÖ][^.:!?\n]{{3,60}}:\s+(?=[A-ZÅÄÖ]|en\s|ett\s|två\s)")
""" "Hemtjänst, norra området: En kund …", "– Boendestöd: en klient …"."""

DATED = re.compile(
    rf"\b(?:{MONTHS})\b|\b\d{{4}}-\d\d|\b\d{{1,2}}/\d{{1,2}}\b|\b(?:vecka|v\.)\s*\d|"
    r"\b(?:i|under)\s+(?:våras|somras|höstas|vintras|våren|sommaren|hösten|vintern)\b",
    re.IGNORECASE,
)
"""Among the first words of a paragraph."""

# -- how many there are ------------------------------------------------------------------------------------------------

THEM = (
    r"(?:lex\s+sarah-?\s?)?"
    r"(?:rapporter|utredningar|ärenden|händelser|fall|anmälningar|missförhållanden|incidenter)(?:na)?\b"
)
"""What a text holds several of."""

COUNT = {
    word: at for at, word in enumerate("två tre fyra fem sex sju åtta nio tio elva tolv tretton fjorton".split(), 2)
}

COUNTED = re.compile(
    rf"(?=\b(?P<count>{'|'.join(COUNT)}|[2-9]|[1-4]\d)\s+(?!av\b)(?:[\w-]+\s+){{0,2}}?{THEM})", re.IGNORECASE
)
"""Anywhere: how many cases there are."""

SEVERAL = re.compile(
    r"\b(?:sammanställning\w*|förteckning\w*|(?:kvartals|månads|tertial|halvårs|års)(?:rapport|redovisning)\w*|"
    rf"redovisning(?:en)?\s+av\s+(?:\w+\s+){{0,3}}?(?:lex\s+sarah|{THEM})|"
    r"(?:information|redogörelse)\s+(?:om|för)\s+(?:\w+\s+){0,2}?lex\s+sarah|"
    r"(?:inkomna|avslutade|inlämnade|följande|båda|bägge|samtliga|alla|de|flera)\s+(?:\w+\s+){0,2}?"
    rf"(?:lex\s+sarah|{THEM}))",
    re.IGNORECASE,
)
"""Anywhere: that there are several."""

MADE_UP = re.compile(
    r"\b(?:påhittade?|fiktiv[at]?|uppdiktade?|övningsfall|exempelfall|facit|utbildningsmaterial\w*)\b", re.IGNORECASE
)
"""Anywhere: cases for a lesson are no cases."""

_TOLD = (
    r"\b(?:(?:redovis|beskriv|återge|återgiv|sammanfatt|presenter|redogör|redogjord|samla|informera|berätta)\w*|"
    r"här\s+(?:kommer|följer|är))"
)
_CASES = (
    r"\b(?:lex\s+sarah-?\s?)?"
    r"(?:rapporter|utredningar|ärenden|anmälningar|händelser|incidenter|missförhållanden|avvikelser|brister)(?:na)?\b"
)
ANNOUNCED = re.compile(
    r"\b(?:års|verksamhets|kvalitets)(?:berättelse|rapport|redovisning)|"
    rf"{_TOLD}\s+(?:[\w-]+\s+){{0,5}}?{_CASES}|{_CASES}\s+(?:[\w-]+\s+){{0,7}}?{_TOLD}|"
    r"\b(?:information|redogörelse|rapport|redovisning)\s+(?:till\s+[\w-]+\s+)?(?:om|för|av)\s+(?:[\w-]+\s+){0,2}?lex\s+sarah\b|"
    r"\blex\s+sarah(?:-|\s+[–-])?\s?(?:rapporter|utredningar|ärenden|anmälningar|händelser|fall)(?:na)?\b|"
    r"\b(?:vårens|sommarens|höstens|vinterns|årets|månadens|kvartalets|tertialets|halvårets|periodens|veckans)\s+"
    rf"(?:(?:[\w-]+\s+){{0,2}}?{_CASES}|lex\s+sarah\b)|{_CASES}\s+(?:enligt\s+)?lex\s+sarah",
    re.IGNORECASE,
)
"""In the title or above the first case: that cases follow."""

ABOUT_CASES = re.compile(
    r"\b\w*(?:granskning|revision|revisions\w+|tillsyn|tillsynsbeslut|enkät\w*|arbetsmiljö|rutin|rutiner|riktlinjer?|handbok|"
    r"seminarium|seminarie\w*|utbildning|utbildningsdag)(?:en|et)?\b",
    re.IGNORECASE,
)
"""In the title of a paper on how cases are dealt with: it takes its examples from many."""

ALL = re.compile(
    r"\b(?:samtliga|alla|båda|bägge|ingen|inget|inga|respektive|ärendena|händelserna|utredningarna|rapporterna)\b",
    re.IGNORECASE,
)
"""Anywhere in a line that speaks of every case."""

# -- where a case ends -------------------------------------------------------------------------------------------------

COMMON = re.compile(
    r"(?:förvaltningens|nämndens|sammanfattande|avslutande|gemensam\w*|samlad\w*|sammanvägd\w*|övergripande|övriga?|"
    r"allmän\w*)\b.*|"
    r"(?:\S+\s+)?(?:kommentar(?:er)?|iakttagelser|slutsats(?:er)?|reflektion(?:er)?|analys|lärdomar|trender?|statistik)"
    r"(?:\s+.*)?|"
    r"(?:antal|översikt|omfattning|inledning|bakgrund|läsanvisning|om\s+redovisningen|innehåll|sammanfattning|syfte|metod|"
    r"redovisning|avslutning)\b.*|"
    r"(?:det\s+)?(?:fortsatt|framtid|vidare)\w*\b.*|"
    r"(?:kontakt|presskontakt|frågor|för\s+mer\s+information|mer\s+information|ytterligare\s+information)\b.*|"
    r"(?:förslag\s+till|ekonomiska|konsekvenser\s+för\s+(?:barn|ekonomi|budget)|barn)\s?\S*.*|tidigare\s+behandling|"
    r"anmälningar(?:\s+.*)?|kommande\b.*|(?:beslutet|expedier|bilag|underlag|beslutsunderlag|underskrift|signatur|handlingar)\w*.*|"
    r"(?:\S+s\s+)?(?:beslut|överläggning|yttrande)|"
    r"(?:vad|så|det\s+här)\s+(?:gör|händer|är\s+lex\s+sarah|arbetar|gäller)\b.*|fakta\b.*|information\w*|"
    r"handläggningstid\w*|åtgärder\s+framåt|yttranden|yrkanden?|reservation",
    re.IGNORECASE,
)
"""A whole heading over what is said of all the cases."""

SUMMING = re.compile(
    r"(?:(?:i|av|för)\s+)?(?:samtliga|alla|båda|bägge|inget|ingen|inga|flera|två|tre|fyra|fem|sex|merparten|flertalet|"
    r"majoriteten|hälften)\s+(?:\w+\s+){0,2}?(?:av\s+|i\s+)?(?:de\s+|dessa\s+)?(?:\w+\s+)?"
    r"(?:rapport|ärende|händelse|utredning|fall|anmäl)\w*|"
    r"(?:antal(?:et)?|rapporterna|ärendena|händelserna|utredningarna|åtgärderna|fallen|sammanfattningsvis|sammantaget|"
    r"sammanlagt|gemensamt|utöver\s+(?:dessa|detta|ovanstående)|nästa\s+\w+|vi\s+(?:ser|tar)|beslut\s*:|frågor\s+om|"
    r"ytterligare\s+information|med\s+vänliga?|vänligen|hälsningar|(?:anmälan\s+av\s+)?besluten|tack(?:\s+(?:för|till|alla)|!)|tänk\s+på)\b|"
    r"(?:\S*förvaltningen|\S*nämnden|\S*styrelsen|\S*utskottet|\S*gruppen|\S*rådet|kommunen|bolaget|stiftelsen|undertecknad|vi)"
    r"\s+(?:konstaterar|föreslår|föreslås|kommer\s+att|tackar|enas|enades|beslutar|noterar|"
    r"ser\s+allvarligt|har\s+(?:under|startat|inlett|påbörjat)|beklagar|avser|bedömer\s+att\s+(?:händelserna|rapporterna|ärendena|frågan|"
    r"redovisningen))\b",
    re.IGNORECASE,
)
"""Starts a paragraph about all the cases, after the last of them."""

NAMED = re.compile(
    r"\b(?:ärende|händelse|rapport|fall|utredning|punkt)\s+(?:nr\s+)?\d{1,2}\b(?:\s*,\s*\d{1,2})*\s+(?:[\w-]+\s+){0,8}?och\s+"
    r"(?:(?:ärende|händelse|rapport|fall|utredning|punkt)\s+)?(?:nr\s+)?\d",
    re.IGNORECASE,
)
"""Anywhere: cases that are named by their numbers, above."""

# -- who is brought in -------------------------------------------------------------------------------------------------

_PEOPLE = (
    "kvinna|kvinnor|man|män|dam|herre|flicka|flickor|pojke|pojkar|barn|spädbarn|ungdom|ungdomar|tonåring|familj|familjer|"
    "mamma|pappa|mor|far|make|maka|syskon|par|person|personer|boende|brukare|kund|kunder|klient|klienter|patient|"
    "patienter|gäst|gäster|deltagare|elev|elever|hyresgäst|placerad|medarbetare|vikarie|vikarier|undersköterska|"
    "sjuksköterska|sjuksköterskor|undersköterskor|vårdbiträde|assistent|ledsagare|handläggare|socialsekreterare|enhetschef|chaufför|anställd|anställda|"
    "syster|systrar|bror|bröder|förälder|föräldrar|tvillingar|pensionär|åring|åringar|timanställd|nattvakt|kollega|anhörig|dotter|son|arbetare|behandlare|kontaktperson|familjehem"
)
BROUGHT_IN = re.compile(
    rf"\b(?:en|ett|två|tre|fyra|fem|sex|flera|några)\s+(?:(?!som\b)[\w-]+\s+){{0,3}}?[\w-]*(?:{_PEOPLE})(?:er|ar)?s?\b",
    re.IGNORECASE,
)
""" "En äldre kvinna", "två boende", "ur en brukares skåp"."""

NEW_THING = re.compile(r"\b(?:en|ett)\s+[\w-]{4,}", re.IGNORECASE)
""" "Ett larm"; in the first sentence."""

KNOWN = re.compile(
    r"\b(?:kvinnan|mannen|damen|flickan|pojken|barnet|ungdomen|familjen|personen|brukaren|boenden|den\s+boende|kunden|"
    r"klienten|patienten|gästen|deltagaren|eleven|den\s+enskilde|dottern|sonen|mamman|"
    r"pappan|modern|fadern|maken|makan|medarbetaren|vikarien|undersköterskan|sjuksköterskan|assistenten|handläggaren|"
    r"chauffören|kollegan|nattvakten|hon|han|hen|henne|honom|hennes|hans)s?\b",
    re.IGNORECASE,
)
"""Somebody that a text has brought in before."""

PAST = re.compile(
    r"\b(?:fick|blev|gick|föll|var|låg|stod|satt|kom|tog|gav|lät|slog|skrek|drog|bröt|dog|avled|fann|såg|fördes|hölls|stals|"
    r"sov|åt|drack|gled|försvann|uteblev|brann|bad|skrev|hann|blivit|fått|varit|legat|gått|hade|har|\w\w[gvlrnd]it|"
    r"(?:för\w*)?(?:hände|kände|sände|vände|tände|kunde)s?|"
    r"(?<!är )(?<!inte )(?!måste)\w+(?:ade|rde|gde|mde|lde|kte|pte|[^a]ste|tte|dde|vde)s?)\b",
    re.IGNORECASE,
)
"""A verb that tells of what has happened."""

AT_LARGE = re.compile(
    r"\b(?:\w*(?:hälften|delen|majoriteten|merparten)|\w*del\s+av|andelen|procent|vanlig\w*|ofta\w*|ibland|oftast|till\s+exempel|"
    r"av\s+(?:rapporterna|ärendena|händelserna|anmälningarna))\b|%",
    re.IGNORECASE,
)
"""Cases at large: shares of them, what is common among them."""

STATES = re.compile(r"\b(?:uppger|säger|menar|anser|förklarar|berättar|beskriver|konstaterar)\b", re.IGNORECASE)
"""Somebody is heard about what is known already."""

OUGHT = re.compile(r"\b(?:ska|skall|bör|måste|får\s+inte|kan)\b", re.IGNORECASE)
SENTENCE = re.compile(r"[.!?](?:\s|$)")

BULLETED = re.compile(MARK)
UNIT = re.compile(
    r"\b(?:\w*hemtjänst\w*|\w*boende\w*|\w*bostad\w*|\w*gården|\w*hemmet|daglig\s+verksamhet|dagcentral\w*|korttid\w*|"
    r"servicehus\w*|\w*patrull\w*|\w*assistans\w*|\w*enheten|\w*stöd|\w*hem|\w*gruppen|HVB\w*|LSS|avdelning|socialpsykiatri\w*|"
    r"familjerätt\w*|bistånd\w*|myndighet\w*)\b",
    re.IGNORECASE,
)
"""A heading that names a unit, which the sections of an investigation do not."""

OCCASION = re.compile(
    rf"(?:(?:redan|även|också|först|sent|tidigt)\s+)?(?:(?:i|under|den|natten|kvällen|på|till|mot|från|slutet|början|mitten|av|"
    rf"\d{{1,2}})\s+){{0,4}}(?:{MONTHS}|våren|sommaren|hösten|vintern|våras|somras|höstas|vintras|\d{{4}}-\d\d-\d\d)\b",
    re.IGNORECASE,
)
"""Opens a paragraph about another time."""

PLACE = re.compile(r"(?:på|vid|hos|inom|från|i)\s+(?:en|ett|[A-ZÅÄÖ][\wåäö]+|\w+(?:en|et))\b")
"""Opens a paragraph about another place, its first letter in lower case."""

SPOKEN = re.compile(r"[–—-]\s+[A-ZÅÄÖ]")
"""Starts what somebody says."""

# -- what a case says --------------------------------------------------------------------------------------------------

EMPTY = re.compile(r"\b(?:inga\s+rapporter|redovisas\s+inte|inget\s+att\s+rapportera|utgår)\b", re.IGNORECASE)
"""Anywhere in a short section that holds no case ("Augusti: Inga rapporter")."""

GRADE = re.compile(
    r"\b(?:bedöm\w*|status|beslut|grad)\b[^\n]{0,90}?(?:missförhållande|avvikelse|pågår)|"
    r"(?:^|[.!?:]\s+|\t)(?:allvarligt\s+|(?:påtaglig\s+)?risk\s+för\s+(?:ett\s+)?|inget\s+)?missförhållande\b",
    re.IGNORECASE | re.MULTILINE,
)
"""Anywhere: a grade of its own."""
