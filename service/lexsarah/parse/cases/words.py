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
    rf"{MARK}?(?:(?i:dnr|diarienr|diarienummer|ärendenr|ärendenummer|rapport|rapportnummer|ärende|lex\s+sarah(?:-\w+)?)\.?:?\s+"
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

ORDINAL = re.compile(
    r"(?P<which>första|andra|tredje|fjärde|femte|sjätte|sjunde|åttonde|ena)\s+(?:\w+\s+){0,2}?"
    r"\w*(?:fallet|ärendet|händelsen|rapporten|utredningen|anmälan|stölden|incidenten|missförhållandet|avvikelsen)\b"
    r"|(?:händelse|fall|ärende|rapport)\w*\s+nummer\s+(?P<other>ett|två|tre|fyra|fem|sex)\b",
    re.IGNORECASE,
)
"""Among the first words of a paragraph."""
ORDINALS = ("första ena ett", "andra två", "tredje tre", "fjärde fyra", "femte fem", "sjätte sex", "sjunde", "åttonde")

ALSO = re.compile(
    r"(?:slutligen|dessutom|vid\s+ett\s+annat\s+tillfälle|ytterligare\s+en|en\s+annan|därutöver)\b", re.IGNORECASE
)
"""Opens the last of several cases, or another."""

LABELLED = re.compile(r"[A-ZÅÄÖ][^.:!?\n]{3,60}:\s+(?=[A-ZÅÄÖ])")
""" "Hemtjänst, norra området: En kund …"."""

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
    r"(?:beslutet|expedier|bilag|underlag|beslutsunderlag|underskrift|signatur|handlingar)\w*.*|"
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
    r"ytterligare\s+information|med\s+vänliga?|vänligen|hälsningar)\b|"
    r"(?:\S*förvaltningen|\S*nämnden|kommunen|bolaget|undertecknad|vi)\s+(?:konstaterar|föreslår|föreslås|kommer\s+att|"
    r"ser\s+allvarligt|har\s+under|beklagar|avser|bedömer\s+att\s+(?:händelserna|rapporterna|ärendena|frågan|"
    r"redovisningen))\b",
    re.IGNORECASE,
)
"""Starts a paragraph about all the cases, after the last of them."""

# -- what a case says --------------------------------------------------------------------------------------------------

EMPTY = re.compile(r"\b(?:inga\s+rapporter|redovisas\s+inte|inget\s+att\s+rapportera|utgår)\b", re.IGNORECASE)
"""Anywhere in a short section that holds no case ("Augusti: Inga rapporter")."""

GRADE = re.compile(
    r"\b(?:bedöm\w*|status|beslut|grad)\b[^\n]{0,90}?(?:missförhållande|avvikelse|pågår)|"
    r"(?:^|[.!?:]\s+|\t)(?:allvarligt\s+|(?:påtaglig\s+)?risk\s+för\s+(?:ett\s+)?|inget\s+)?missförhållande\b",
    re.IGNORECASE | re.MULTILINE,
)
"""Anywhere: a grade of its own."""
