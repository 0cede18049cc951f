"""Phrases that tell how an event was noticed, whether it happened before or may again, and who was told of it.

All patterns are matched against sentences in lower case. The questions are those of an investigation (SOSFS 2011:5 ch. 5);
the phrases are our own reading of reports, minutes, press releases and news.
"""
# ruff: noqa: E501  (a table of phrases reads best with one kind a line)

import re
from dataclasses import dataclass
from re import Pattern

from lexsarah.extract.phrases import any_of, words
from lexsarah.extract.questions import PERSON, PERSON_INFORMED
from lexsarah.vocabulary import RequiredItem as Item

Tier = tuple[Pattern[str], ...]
"""Patterns that tell of something where all of them stand in one sentence."""


@dataclass(frozen=True, slots=True)
class Circumstance:
    """What is asked of an event, and the phrases that tell it unasked.

    ``asked`` are the codes of questions that it answers (``questions.asked``); ``tiers`` what tells of it, the surest
    first; ``bars`` what must not stand in the clause before the end of the phrase, ``general`` not anywhere in the
    sentence.
    """

    field: str
    asked: frozenset[str]
    tiers: tuple[Tier, ...]
    bars: Pattern[str]
    general: Pattern[str]
    replies: Pattern[str] | None = None
    """An answer to it where the same heading asks for another circumstance too."""


DENIED = re.compile(
    r"(?<!\w)(?:inte|ej|icke|inget|ingen|inga|aldrig|varken|saknas|veterligen)(?!\w)"
    r"(?!\s+(?:bara|enbart|längre|helt|(?:helt )?uteslut\w*|(?:kunna |helt )*uteslut\w*|(?:är |var )?(?:det )?första gången|obefintlig))"
)
NO = re.compile(r"\W*(?:x\W+)?(?:nej|ej|inte|inget|ingen|inga|aldrig|okänt|veterligen)(?!\w)")
YES = re.compile(r"\W*(?:x\W+)?ja(?!\w)")

UNLIKELY = words(
    r"(?:inte|ingen|inga|knappast) (?:\w+ ){0,4}?(?:risk\w*|trolig\w*|sannolik\w*|tror)", r"tror (?:\w+ )?(?:inte|ej)", r"inte (?:ska |kommer att |kan |ska kunna )+(?:kunna )?(?:hända|inträffa|ske|upprepas)",
    r"risken? (?:\w+ ){0,8}?(?:är|bedöms|anses|blir)(?: som| vara| nu| därför| därmed)* (?:mycket )?(?:liten|låg|små|minimal|obefintlig)(?! men)",
)  # fmt: skip
"""Of what may happen again: it hardly will."""

LAW = words(r"avses", r"menas", r"definiera\w*", r"sosfs", r"hslf", r"enligt (?:lag|lagen|föreskrift\w*|bestämmels\w*)")
"""The sentence tells what the law says."""

ASKED_OF = re.compile(
    r"(?<!\w)(?:ska|skall|bör|måste) (?:\w+ ){0,3}?(?:framgå|innehålla|redogöra|redovisa\w*|bedömas)(?!\w)|^\W*(?:om|huruvida|varför|att det har inträffat) "
    r"|(?<!\w)(?:redovisa|redogöra för|ta ställning till|frågan?) (?:om|huruvida|varför)(?!\w)"
)
"""What an investigation should hold, or a question put indirectly: no answer."""


def _not_denied(*alternatives: str) -> Pattern[str]:
    """Compile verbs that no denial follows ("upptäcktes inte")."""
    return words(*(f"(?:{one})" + r"(?!\s(?:\w+\s)?(?:inte|aldrig|ingen)(?! förrän)(?!\w))" for one in alternatives))


# --- how it was noticed --------------------------------------------------------------------------------------------

NOTICED = _not_denied(
    r"uppmärksamma(?:des|de|ts|t)", r"upp?tä[ck]{1,2}(?:te|tes|t|ts|er)", r"uppdaga(?:des|ts)", r"märktes", r"avslöja(?:des|ts)", r"kom (?:\w+ ){0,2}?till (?:\w+ ){0,3}?kännedom", r"(?:fick|fått) (?:\w+ ){0,2}?(?:kännedom|del av uppgift\w*)",
    r"(?:fram)?kom (?:\w+ ){0,2}?(?:fram )?(?:genom|när|då|vid ett|vid en|i samband|först)", r"(?:kom|kommit) (?:\w+ ){0,3}?fram (?:genom|när|då|i(?! \S*utredning)(?! den utredning)|först|den|på)", r"kom (?:det|felet|detta|händelsen) fram", r"(?:vid|genom|efter) en (?:\w*kontroll|granskning|genomgång)[^.]{0,30} kommit fram", r"(?:blev|blivit) (?:\w+ ){0,4}?kän(?:t|d|da)",
)  # fmt: skip
FOUND = _not_denied(
    r"hitta(?:r|de|des|ts)", r"(?:på|an)träffa(?:s|de|des|ts)", r"lad?e (?:\w+ ){0,4}?märke till", r"reagerade (?:på|först)", r"fann(?! in\w+)", r"såg (?:\w+ ){0,2}?att", r"märkte(?: \w+){0,2}? att", r"noterade",
)  # fmt: skip
OTHERS = (
    r"(?:\w*anhörig\w*|närstående|\w*dottern?|\w*sonen?|systern?|syskonet|brodern?|bror|mormodern?|farmor|farmodern|hustrun?|maken|makan|granne\w*|grannar\w*|mamman?|pappan?|modern|fadern|föräldra?r?n?a?|förälder|vikarie\w*"
    r"|\w*sköterska\w*|\w*terapeut\w*|lärare\w*|skolan|polisen|god\w* m[aä]n\w*|läkare\w*|barnmorska\w*|kolleg\w*|vakt\w*|hyresvärd\w*|\w*sekreterare\w*|handläggare\w*|ombud\w*|kund(?:en)?|brukaren|boende|enskilde|kvinnan|mannen|flickan|pojken|ungdom\w*|sökande|förlossningen|mottagningen)"
)
TOLD_OF = words(
    rf"{OTHERS} (?:\w+ ){{0,8}}?(?:ringde|ringer|kontaktade|berättade|hörde av sig|frågade|undrade|efterfrågade|påtalade|klagade|kom på besök|såg|hörde|tog kontakt|fick syn på|påpekade)",
    rf"(?:ringde|berättade|kontaktades|hörde av sig|samtal (?:i?från|av)) (?:\w+ ){{0,4}}?{OTHERS}",
)
"""Somebody told or saw it: a story of how it was noticed, without a word for it."""

UNNOTICED = _not_denied(
    r"ska", r"skall", r"måste", r"bör", r"borde", r"skulle", r"om någon", r"den som", r"utan att", r"ingen(?! uppmärksammade förrän)", r"(?:inte|aldrig)(?! förrän)", r"rutin\w*", r"enligt lag", r"dröjde \w+ ?\w* innan", r"tog (?:lång )?tid innan", r"var känt för", r"adress\w*", r"uppgift\w* om",
)  # fmt: skip
"""A duty, a supposition, what nobody noticed."""

# --- before, and again ---------------------------------------------------------------------------------------------

HAPPENED = r"(?:hände|hänt|inträffa(?:de|t|ts)|förekom(?:mit)?|skedde|skett)"
DEALT_WITH = r"(?:rapportera(?:des|ts|t)|inkommit|utre(?:dd|tt)(?:es|s)|anmäl(?:d|t)(?:es|s)|lämna(?:des|ts)|påtala(?:des|ts|t)|funnits|antecknats|framfördes|utlöstes|lämnades ut)"
EVENTS = (
    r"(?:rapport|klagomål|händelse|fall|avvikelse|anmälan|anmälning|skada|ärende|synpunkt|tillbud|brist|missförhålland)"
)
EARLIER = r"(?:tidigare|förut|förr|dessförinnan)"
BACK = r"(?:(?:redan|även|också) (?:\w+ ){0,2}?(?:19|20)\d\d|förra (?:gången|året|vintern|sommaren|hösten|våren)|året innan|föregående år|för (?:några|två|tre) år sedan)"

BEFORE = words(
    rf"(?:{HAPPENED}|{DEALT_WITH}) (?:\w+ ){{0,5}}?{EARLIER}", rf"{EARLIER} (?:\w+ ){{0,3}}?(?:{HAPPENED}|{DEALT_WITH})", r"känt (?:sedan )?tidigare", r"känner (?:\w+ ){1,3}till (?:\w+ ){0,2}tidigare",
    rf"(?:någon|några|något|ngn|inget|inga|ingen) (?:\w+ )?(?:tidigare|liknande|motsvarande) (?:[\w-]+ ){{0,3}}?{EVENTS}\w*", rf"{EVENTS}\w* av (?:detta|det|den|motsvarande|liknande) (?:här )?slag\w*",
    rf"(?:något|någon|några|ngt|ngn|inget) (?:liknande|motsvarande|sådant|sådan)(?!\w)[^.]{{0,90}}?(?<!\w)(?:{HAPPENED}|{DEALT_WITH})",
    r"(?:är|var) (?:\w+ ){0,2}?(?:första|andra|tredje|fjärde) gången", rf"(?:{HAPPENED}|{DEALT_WITH}) (?:[\w§]+ ){{0,4}}?{BACK}", rf"{BACK} (?:och \w+ )?(?:\w+ ){{0,2}}?(?:{HAPPENED}|{DEALT_WITH})",
    rf"(?:liknande|motsvarande|likartad\w*|samma) (?:\w+ ){{1,3}}(?:(?:har|hade|ska ha) )?(?:även |också |tidigare )?(?:{HAPPENED}|{DEALT_WITH})", r"veterligen (?:har )?(?:\w+ ){0,2}inte", r"inte (?:haft )?någon \S+ tidigare", r"-anmäls igen",
)  # fmt: skip
"""Earlier events, or that there are none."""

SIMILAR = words(
    r"liknande", r"likartad\w*", r"motsvarande", r"snarlik\w*", r"jämförbar\w*", r"samma (?:slag|typ|sak|brist|fel|händelse|sätt|plats)", r"av (?:det|detta|den) (?:här )?(?:slag|typ)\w*", r"sådan\w* händelse\w*", r"(?:har|hade) (?:det )?hänt",
)  # fmt: skip
PRIOR = words(
    EARLIER, BACK, r"sedan dess", r"sedan starten", r"(?:de )?senaste (?:\w+ )?åren", r"(?:19|20)\d\d",
)  # fmt: skip
TOLD = words(
    r"hän(?:t|de)", r"inträffa\w*", r"förekom\w*", r"skett", r"rapport\w*", r"anmäl\w*", r"avvikelse\w*", r"känt", r"kända", r"känd", r"känner till", r"utre\w*", r"funnits", r"finns", r"lämna\w*", r"påtala\w*", r"registrera\w*",
)  # fmt: skip
"""Together: whether the like has happened before."""

NOT_EARLIER = words(
    r"(?:i en )?tidigare version", r"som (?:vi )?tidigare", r"tidigare (?:chef|anställd|arbetat|informerats|uppmärksammats)", r"att händelsen inte rapporterades", r"i tidningen",
)  # fmt: skip
"""Says "tidigare" of something else."""

REPEATED = r"(?:upprepas|upprepning\w*|återupprepas)"
HAPPEN_WORDS = r"(?:inträffa|inträffar|hända|händer|uppstå|uppstår|uppkomma|uppkommer|ske|sker|förekomma)"
AGAIN = words(
    rf"(?:kan|kunna|kunde|skulle|kommer|risk\w*|befara\w*|sannolik\w*|trolig\w*|tror|utesluta\w*)(?!\w)[^.]{{0,160}}?(?<!\w)(?:(?:{HAPPEN_WORDS}|händelse\w*)(?!\w)[^.]{{0,80}}?(?<!\w)(?:igen|på nytt|ånyo)|{REPEATED})",
    rf"utesluta\w*[^.]{{0,80}}?(?<!\w)(?:nya|{HAPPEN_WORDS})", r"(?:kan aldrig|aldrig) (?:helt )?uteslutas", rf"(?:igen|på nytt|{REPEATED}|nya (?:avbrott|fel|händelser|fall))(?!\w)[^.]{{0,120}}?(?:utesluta\w*|befaras)",
    rf"risk\w*[^.]{{0,30}}?(?<!\w)(?:liknande|motsvarande)[^.]{{0,40}}?(?<!\w){HAPPEN_WORDS}", rf"(?:liknande|motsvarande) (?:\w+ ){{0,2}}kan (?:\w+ )?(?:{HAPPEN_WORDS}|finnas)", rf"{HAPPEN_WORDS} (?:\w+ ){{0,3}}?(?:igen|på nytt|ånyo)",
)  # fmt: skip
"""Whether it may happen again."""

GOES_ON = r"\W+(?:fram )?(?:så länge|tills|till dess|om|det kan|risk|kan|i någon|vid)(?!\w)"
"""Follows a yes or no that speaks of the future."""

PREVENTED = words(
    r"(?<!risk )(?<!risken )för att", r"så att", r"gör att", r"(?:i synnerhet|särskilt) om", r"syft\w+", r"hindra\w*", r"förhindra\w*", r"undvik\w*", r"förebygg\w*", r"säkerställa\w*(?! risk)", r"minska(?:r|de)? risk\w*", r"förhoppning\w*", r"hoppas",
)  # fmt: skip
"""What is done so that it does not happen again is no answer to whether it may."""

# --- who was told --------------------------------------------------------------------------------------------------

INFORMED = r"(?:informera(?:ts|d|de|des|s)|underrätta(?:ts|d|de|des|s)|underättad|inf|uppr)(?!\w)"
NOT_HERE = r"som |att |där |personal|medarbetar|nämnden |polisen |ska |skall |kommer |bör |borde |skulle |utan |redaktionen |oss |inte ville "
THEN = rf"(?:\s{{1,2}}(?!{NOT_HERE})[^\s.;!?]+){{0,9}}?\s{{1,2}}"
"""At most nine words of the same clause, of which none says that another was told or that it is still to be done."""

TOLD_THEN = THEN.replace("som |", "som |inte |aldrig |varken |ej |", 1)

PERSON_TOLD = any_of(
    rf"{PERSON},?{THEN}{INFORMED}",
    rf"(?:{PERSON}|personer) som(?: \w+){{1,9}}? (?:har|är|blev) (?:{INFORMED}|kontaktats)",
)
PERSON_LEARNED = any_of(
    rf"{PERSON},?{TOLD_THEN}(?:fått|fick|får) (?:(?!inte |ej |aldrig )\w+ ){{0,3}}?(?:information|veta|besked|förklaring|läsa|kopia|(?:ta )?del av)(?!\w)",
    rf"{PERSON}{TOLD_THEN}(?:vet om|vet att|tagit del av|är medvet\w+ om)(?!\w)",
    rf"(?:har informerat|informerade|underrättat|underrättade|berättat för|talat om för)(?: \w+){{0,3}}? {PERSON}",
)
PERSON_MET = any_of(
    rf"{PERSON},?{TOLD_THEN}(?:fått|fick) (?:\w+ ){{0,2}}?ursäkt",
    rf"(?:ringt(?: upp| till)?|träffat|kontaktat|bett)(?: \w+){{0,3}}? {PERSON}[^.;]{{0,60}}?(?:ursäkt|berätt\w*|inform\w*|förklar\w*|beklag\w*)",
)
INDIRECT = words("hur", "huruvida", "innan", "dröjde")

UNSETTLED = words(
    r"(?:kan|går|kunnat|gått) (?:ej|inte) (?:att )?(?:bedöma|bedömas|besvara|besvaras|säga|avgöra|avgöras|utläsa\w*)"
)
"""It was asked, and neither yes nor no came out."""

CIRCUMSTANCES = (
    Circumstance(
        "discovered",
        frozenset({Item.NOTICED_WHEN, Item.NOTICED_HOW}),
        ((NOTICED,), (FOUND,), (TOLD_OF,)),
        UNNOTICED,
        LAW,
    ),
    Circumstance(
        "happened_before",
        frozenset({Item.BEFORE}),
        ((BEFORE,), (SIMILAR, PRIOR, TOLD)),
        NOT_EARLIER,
        ASKED_OF,
        re.compile(rf"\W*(?:ja|nej)(?!\w)(?!{GOES_ON})"),
    ),
    Circumstance(
        "may_recur",
        frozenset({Item.MAY_RECUR}),
        ((AGAIN,),),
        PREVENTED,
        ASKED_OF,
        re.compile(rf"\W*(?:ja|nej){GOES_ON}"),
    ),
    Circumstance(
        "person_informed",
        frozenset({PERSON_INFORMED}),
        ((PERSON_TOLD,), (PERSON_LEARNED,), (PERSON_MET,)),
        INDIRECT,
        LAW,
    ),
)
"""In the order of a form."""
