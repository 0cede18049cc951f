"""Words that state the law rather than tell of a case."""

import re

NORM = re.compile(
    r"\b(?:ska|skall|måste|skyldig\w*|bör|får inte|innebär|avses|menas|kallas|syfta\w*|syftet|regler\w*|"
    r"bestämmelse\w*|"
    r"lag(?:en|ar|arna|stiftning\w*|rum\w*)|\w*tjänstlagen|föreskrifter|rapporteras|utredas|anmälas|plikt|"
    r"skyldighet\w*|"
    r"missförhållanden? (?:är|kan)|omfattar|gäller|trädde|infördes|tillsynsmyndighet\w*|tillsyn över|kap\.|räknas|"
    r"uppkallad\w*|fått sitt namn|myndighet som)\b",
    re.IGNORECASE,
)
"""What a box about the law says in nearly every sentence."""

LAW_NAME = re.compile(
    r"\b(?:lex\s+sarah|socialtjänstlagen|SoL|LSS|IVO|inspektionen\s+för\s+vård\s+och\s+omsorg|missförhållande\w*)\b",
    re.IGNORECASE,
)

TOLD = re.compile(
    r"\b(?:säger|berättar|menar|förklarar|tillägger|fortsätter|konstaterar|kommenterar|skriver|uppger|enligt\s+utredningen|"
    r"utredningen\s+(?:visar|visade|har)|händelsen\s+(?:har|är|rör|gäller|bedöm)|det\s+inträffade|har\s+(?:gjort|gjorts|anmält|anmälts|"
    r"rapporterats|beslutat|inlett|startat|vidtagit|vidtagits|utretts|skickat|lämnat)|gjorde|anmälde|inträffade|avled|dog|föll|"
    r"har\s+(?:\w+\s+){0,2}\w{2,}ts|hittades|drabbades|blev|fick|hade|skedde|upptäcktes?|sattes|vi\s+(?:har|ser|kommer|ska|tar)|beklagar|polisanmäl\w*|"
    r"anmäler\s+(?:nu|kommunen|en|ett|sig)|nu\s+utred\w+|det\s+aktuella|i\s+det\s+här\s+fallet|i\s+detta\s+fall|jag)\b",
    re.IGNORECASE,
)
"""Signs of a tale or a speech: such a paragraph is about the case, whatever else it says."""

DAY = re.compile(
    r"\b(?:\d{1,2}\s+(?:januari|februari|mars|april|maj|juni|juli|augusti|september|oktober|november|december)|20\d\d-\d\d-\d\d)\b",
    re.IGNORECASE,
)
IN_FORCE = re.compile(
    r"\b(?:trädde|träder|infördes|gäller\s+(?:sedan|från)|i\s+kraft|ändrades|utvidgades)\b", re.IGNORECASE
)

STATEMENT = re.compile(
    r"lex\s+sarah\s+(?:är|innebär|betyder|kallas|handlar\s+om|reglerar|syftar|omfattar|regleras|infördes|heter|har\s+fått)\b|"
    r"(?:enligt|utifrån|genom)\s+(?:bestämmelserna\s+(?:om|i)\s+)?lex\s+sarah\s+(?:är|måste|ska|har)\s+(?:all|alla|personal\w*|anställda|den|de|man|du|medarbetare|kommun\w*|var|verksamhet\w*)\b|"
    r"(?:är|har)\s+(?:\w+\s+){0,2}(?:enligt\s+lex\s+sarah\s+)?(?:\w+\s+)?(?:skyldig\w*|skyldighet|plikt)\s+att\s+(?:\w+\s+)?(?:rapportera|anmäla|säga)|"
    r"enligt\s+(?:socialtjänstlagen|lagen)\s+(?:är|ska|måste)\s+(?:alla|personal|den\s+som|anställda)|"
    r"^(?:bestämmelserna|reglerna|lagen|syftet|avsikten)\b.*\b(?:lex\s+sarah|socialtjänstlagen)|"
    r"med\s+(?:ett\s+)?(?:allvarligt\s+)?missförhållanden?\s+(?:avses|menas)|"
    r"^(?:allvarliga\s+)?missförhållanden?\s+(?:är|avser|innebär|kan)\b|"
    r"^(?:ett\s+)?(?:allvarligt\s+)?missförhållande\s+(?:är|innebär|kan|avser)\b|"
    r"(?:kallas|benämns|går\s+under\s+namnet)\s+(?:i\s+dagligt\s+tal\s+)?(?:för\s+)?lex\s+sarah",
    re.IGNORECASE,
)
"""General rules as press releases put them."""

SENTENCE = re.compile(r"(?<=[.!?])\s+(?=[A-ZÅÄÖ–”\"])")


def sounds_like_law(words: str) -> bool:
    """Whether a paragraph in a box about the law goes on about the law: it does unless it tells or quotes."""
    if words.startswith(("– ", "— ", "- ", "”", '"')) or re.search(r"\b(?:säger|berättar)\b", words):
        return False
    if DAY.search(words) and not IN_FORCE.search(words):
        return bool(NORM.search(words)) and not TOLD.search(words)
    return True


def opens_law_box(words: str) -> bool:
    """Whether the words under an unclear heading ("Fakta") are about the law."""
    told = TOLD.search(words) or (DAY.search(words) and not IN_FORCE.search(words))
    return bool(NORM.search(words)) and not told


def states_the_law(words: str) -> bool:
    """Whether every sentence of a paragraph states general rules, at least one of them of lex Sarah by its wording."""
    if not STATEMENT.search(words) or TOLD.search(words) or (DAY.search(words) and not IN_FORCE.search(words)):
        return False
    return all(NORM.search(sentence) or LAW_NAME.search(sentence) for sentence in SENTENCE.split(words))
