"""Cue phrases for the grade of a case and its notification: data for ``decision``.

All patterns are matched against lower-case text. The steps of the scale are those in use (docs/domain.md); the phrases
are our own reading of reports, minutes, press releases and news.
"""
# ruff: noqa: E501  (a table of phrases reads best with one kind a line)

import re
from re import Pattern

from lexsarah.extract.phrases import any_of, words
from lexsarah.vocabulary import Decider, Decision

# --- the grade -------------------------------------------------------------------------------------------------------

GRADE = re.compile(
    r"(?<!\w)(?P<risk>(?:(?:påtaglig|uppenbar|konkret|klar)\w*\s+)?(?<!\w)risk(?:en|er|erna)?\s+(?:för|av|om|f)\s+"
    r"(?:att\s+)?(?:(?:ett|en|något|några|ngt|ngn)\s+)?)?"
    r"(?P<serious>(?<!mindre\s)(?:allvarlig\w*|allv)\s+)?(?:lex\s+sarah-)?(?:m|rn)issf(?:örhållande(?:t|n|na)?|örh)?(?!\w)"
)
"""A mention of a step of the scale."""

PREDICATE = re.compile(
    r"(?:missförhållandet|händelsen|det inträffade|avvikelsen|bristen|bristerna)\s+(?:har\s+)?"
    r"(?:bedöm\w+|klassa\w*|klassific\w+|anses|rubricera\w*|graderas)\s+(?:nu\s+)?(?:som|vara|till)\s+(?:mycket\s+)?allvarlig\w*"
    r"|(?<!om\s)(?<!huruvida\s)missförhållandet\s+(?:är|var)\s+(?:så\s+)?allvarligt(?!\w)"
    r"|missförhållande(?:t)?,?\s[^.;]{0,200}?(?:bedöma?s?|anses|betraktas?|graderas)\s+som\s+(?:mycket\s+)?allvarligt(?!\w)(?!\s+missf)"
    r"|(?:brist\w*|händelse\w*|fel\w*|missförhållande\w*|inträffade|hänt)\s[^.]{0,40}så\s+allvarlig\w*(?:\s+\w+){0,3}\s+att\s[^.]{0,60}"
    r"(?:anmäl|ivo|inspektion|socialstyrelsen)"
    r"|så\s+allvarliga?\s+(?:brister|fel)\s+att\s[^.]{0,40}(?:anmäl|ivo|inspektion|socialstyrelsen)"
)
"""The serious step said with an adjective of its own; the grade is ``SERIOUS_MISCONDUCT``."""

SEVERITY: tuple[Decision, ...] = (
    Decision.ONGOING,
    Decision.NO_MISCONDUCT,
    Decision.RISK_OF_MISCONDUCT,
    Decision.MISCONDUCT,
    Decision.RISK_OF_SERIOUS_MISCONDUCT,
    Decision.SERIOUS_MISCONDUCT,
)
"""From the mildest to the most severe: of two grades the more severe holds (record.md)."""

ASSESSING = any_of(
    r"be?döm\w*", r"anse\w*", r"ansåg\w*", r"klassa\w*", r"klassific\w*", r"klassning\w*", r"konstatera\w*", r"betrakta\w*",
    r"utgör\w*", r"utgjor\w*", r"rubricera\w*", r"ses\s+som", r"ser\s+(?:\w+\s+){1,3}som", r"såg\s+(?:\w+\s+){1,3}som", r"(?:att\s+)?se\s+som", r"rör(?:de)?\s+(?:sig|det\s+sig)\s+om", r"handla(?:r|de|t)\s+(?:det\s+)?om", r"tala(?:r|s|de|des)\s+om", r"kalla(?:r|s|de|des|t)\s+(?:det|detta|händelsen|den)(?!\w)", r"stanna\w*\s+(?:för|vid)",
    r"fråga(?:n)?\s+om", r"innebär", r"innebar", r"inneburit", r"kom(?:mer|mit)?\s+fram\s+till", r"slutsats\w*", r"beslut\w*", r"ställningstagande\w*",
    r"fastställ\w*", r"föreligg\w*", r"föreleg\w*", r"förelåg", r"förekommi\w*", r"funnits", r"fanns", r"finns", r"skett",
    r"inträffa(?:t|de)", r"begåtts", r"uppstått", r"är", r"var", r"varit", r"vara", r"visa(?:r|de|t)?", r"graderas?", r"anmäl\w*",
    r"lex\s+sarah-anmäl\w*", r"har\s+lett\s+till", r"kvalificera\w*", r"motsvara\w*", r"räknas", r"beteckna\w*", r"\w+\s+som\s+(?:ett|en)\s*$", r"(?:den|det|anmälan|ärendet|beslutet)\s+gäller(?:\s+\w+){0,2}\W*$",
)  # fmt: skip
"""Verbs and nouns that turn a mention into a finding."""

VERDICT_HEAD = any_of(r"bedömning\w*", r"beslut\w*", r"ställningstagande\w*", r"slutsats\w*", r"klassning\w*", r"klassificering\w*",
                      r"allvarlighetsgrad\w*", r"utfall\w*", r"resultat\w*", r"grad", r"preliminär\s+bedömning", r"utredningens\s+resultat")  # fmt: skip
"""Headings and labels under which a bare step is a finding."""

PROPOSAL_HEAD = re.compile(r"förslag\s+till\s+beslut|förslag\s+till\s+ställningstagande|yrkande")
"""What stands under it is proposed, not decided."""

NO_FINDING = any_of(
    r"(?:ra[p]?port\w*|uppgift\w*|information|misstank\w*|misstänk\w*|tips|oro|handlingar|regler|regelverk\w*|bestämmelser|begrepp\w*|definition\w*|typ\w*|"
    r"kategori\w*|former|exempel|ärende\w*)\s+(?:av|om|på|kring|för)(?:\s+(?:ett|en|det|den|eventuell\w*))?(?:\s+(?:rapporterade|påtalade))?\s*$",
    r"(?:rapporter|utred(?!ning)|avhjälp|undanröj|förebygg|förhindr|upptäck|åtgärd|dokumenter|uppmärksamm|larma|berätta|påtala|påstådd|misstänkt|misstänkta|eventuell|möjlig|liknande|"
    r"sådan|kommande|nya|framtida|rapporterade|anmälda|påtalade|beskrivna)\w*(?:\s+(?:ett|om|som\s+ett|ett\s+eventuellt|det|den|alla|varje))?\s*$",
    r"anmälan\b[^,;]{0,60}\som\s*$",
    r"(?:påverka|hanter|känn\w*\s+till|vet\s+om|form\s+av|syn\s+på|vad\s+som\s+är|vad\s+är|skillnad\w*\s+mellan)\w*\s*$",
    r"(?:för\s+att\s+(?:avgöra|bedöma|utreda|se|ta\s+ställning\s+till)\s+(?:om|huruvida))\b.*$",
)
"""What stands right before a mention that is no finding: a report of, a suspicion of, to investigate …"""

HEDGED = any_of(
    r"(?<!sig\s)(?<!handlar\s)(?<!handla\s)(?<!fråga\s)(?<!beslut\s)(?<!beslutade\s)(?<!beslutat\s)(?<!även\s)om\s+(?:det|händelsen|händelserna|det\s+inträffade|detta|den|vad|något|missförhållandet|risken|utredningen|man|vi)\b", r"huruvida", r"ifall", r"kan(?:\s+(?!inte\b|ej\b)\w+){0,3}\s+(?:vara|utgöra|innebära|ha|röra|handla|bli|betraktas|bedömas|anses)",
    r"kunde\s+(?:ha|vara)", r"skulle\s+(?:kunna|ha)", r"eventuell\w*", r"misstänk\w*", r"befara\w*", r"möjlig\w*", r"när\s+(?:det|ett)\b(?!\s+gäller)", r"borde", r"krävs", r"kan,[^,;]{0,120},\s+(?:vara|utgöra|anses|bedömas)", r"nära\s+till\s+hands", r"(?:^|\W)för\s+att\s+det\s+(?:är|var)\b", r"(?:frågan|prövningen)\s+är",
    r"vid\s+(?:ett\s+)?(?:allvarlig\w+\s+)?missförhållande\w*", r"innan\s", r"hade\s+(?:kunnat|varit)", r"påstå\w*", r"med\s+(?:allvarliga?\s+)?missförhållanden?\s+(?:avses|menas)",
    r"tills\s+(?!vidare)", r"ännu\s+inte\s+(?:bedömt|bedömts|avgjort|avgjorts|klart)", r"kan\s+inte\s+bedömas", r"går\s+inte\s+att\s+(?:säga|bedöma|avgöra)", r"oklart\s+om",
)  # fmt: skip
"""Before a mention in its clause: the clause supposes, it does not find."""

GENERAL = any_of(
    r"skyldig\w*", r"rapporteringsskyldig\w*", r"skyldighet\w*", r"plikt\w*", r"enligt\s+(?:lagen|bestämmelserna)", r"(?<!anmälan\s)enligt\s+lex\s+sarah\s+(?:ska|måste)", r"(?:i|enligt|till)\s+(?:\w+\s+){0,2}handbok\w*", r"handboken\s+(?:ang|säger)\w*", r"av\s+(?:sosfs|hslf-fs)\s+[\d:]+\s+följer", r"(?<!som\s)(?:avses|menas)\s",
    r"syfta\w*\s+till", r"reglerna", r"bestämmelserna", r"lagen\s+(?:säger|kräver)", r"den\s+som\s+(?:arbetar|uppmärksammar|upptäcker|är\s+anställd)",
    r"(?:alla?|varje|samtliga)\s+(?:allvarlig\w*\s+)?(?:missförhållande\w*|risk\w*|rapporter|personal|anställd\w*|medarbetare)\s+(?:\w+\s+){0,6}(?:ska|skall|måste)",
    r"missförhållanden\s+(?:\w+\s+){0,8}(?:ska|skall|måste)\s+(?:\w+\s+){0,3}(?:anmälas|rapporteras|utredas)",
    r"(?:ska|skall|måste)\s+(?:\w+\s+){0,6}(?:anmäla|rapportera|utreda)\s+(?:\w+\s+){0,2}missförhållanden",
    r"(?:bara|endast|enbart)\s+(?:de\s+)?allvarliga", r"(?:de|det)\s+(?:som\s+är\s+)?allvarliga?\s+(?:ska\s+)?anmäl(?:s|as)", r"allvarliga\s+missförhållanden\s+(?:\w+\s+){0,3}anmäl(?:s|as|er)(?!\w)", r"anmäler\s+allvarliga\s+missförhållanden(?!\w)", r"(?:^|\W)(?:en\s+)?risk(?:er)?\s+för\s+missförhållanden?\s+behöver", r"^\W*ett\s+missförhållande\s+som\s+inte\s+är",
    r"^\W*(?:är\s+det|har\s+något|är\s+något|är\s+missförhållandet)\s+(?:\w+\s+)?allvarligt\w*", r"(?:är|något)\s+allvarliga?(?:re)?\s+(?:\w+\s+){0,3}ska(?:ll)?\s+(?:\w+\s+){0,2}(?:anmälas|ivo|inspektionen)", r"den\s+som\s+bedriver", r"för\s+att\s+(?:det|något)\s+ska(?:ll)?\s+(?:vara|anses|räknas|röra)", r"missförhållanden?\s+ska(?:ll)?\s+(?:\w+\s+){0,8}anmälas",
    r"(?:är|bedöms|anses)\s+(?:ett\s+)?missförhållande\w*\s+allvarlig\w*\s*,?\s*(?:eller|ska|går|så)", r"lex\s+sarah\s+(?:innebär|betyder|är\s+(?:en|ett|namnet)|handlar\s+om|finns)",
)  # fmt: skip
"""The sentence speaks of the law, not of the case."""

EARLIER = any_of(r"även\s+tidigare", r"(?:har|hade|är)\s+tidigare", r"en\s+annan", r"tidigare\s+version", r"tidigare\s+(?:rapport\w*|händelse\w*|fall|utred\w*|anmäl\w*|år)", r"förra\s+året\s+bedöm\w*", r"sedan\s+tidigare")  # fmt: skip
"""The clause speaks of an earlier case."""

REPORTER = any_of(
    r"(?:rapportör\w*|anmälar(?:en|na)|uppgiftslämnar\w*|anhörig\w*|närstående|dottern?|sonen?|hustrun?|maken|makan|föräldr\w*|mamman?|pappan?|facket|kommunal|"
    r"personalen|den\s+anställd\w*|(?:en|flera)\s+(?:anställd\w*|medarbetare)|medarbetaren|sjuksköterskan|undersköterskan|assistenten|vikarien|den\s+som\s+(?:skrev|skriver|rapporter\w*|anmäl\w*))"
    r"\s+(?:\w+\s+){0,4}(?:anse\w*|ansåg|men(?:ar|ade)|tyck\w*|upplev\w*|be?döm\w*|skriv\w*|skrev|beskriv\w*|beskrev|uppge\w*|uppgav|hävda\w*|påstå\w*|rapportera\w*)",
    r"(?:den|de)\s+som\s+(?:har\s+)?(?:lämnat|skrivit|rapporterat)\b", r"anser\s+själv",
    r"enligt\s+(?:rapportör\w*|anmälaren|anhöriga|personalen|rapporten|den\s+som\s+rapporterat)", r"i\s+rapporten\s+(?:står|skriver|beskrivs|heter|anges)", r"jag\s+(?:upplever|rapporterar|anser\s+som\s+rapportör)",
)  # fmt: skip
"""The reporter's wording is no grade (record.md)."""

SECOND_HAND = any_of(
    r"(?:ivo|inspektionen(?:\s+för\s+vård\s+och\s+omsorg)?|socialstyrelsen|länsstyrelsen|jo|utredar(?:en|na)|lex\s+sarah-utredar\w*|revisorerna|\w*jurist(?:en)?|konsult(?:en)?)\s+(?:\w+\s+){0,4}"
    r"(?:anse\w*|ansåg|be?döm\w*|konstatera\w*|slå\w*\s+fast|finner|fann|skriv\w*|kom\w*\s+fram|men(?:ar|ade)|delar|föreslå\w*)",
    r"enligt\s+(?:ivo|inspektionen|utredaren|socialstyrelsen)",
)  # fmt: skip
"""An authority's or an investigator's grade: it holds where the operator gave none (record.md)."""

SECOND_HAND_AFTER = any_of(
    r"(?:be?dömer|anser|konstaterar|finner)\s+(?:\w+\s+){0,2}(?:ivo|inspektionen|utredar(?:en|na)|lex\s+sarah-utredar\w*|socialstyrelsen)"
)
"""The same behind what was found ("…, bedömer utredaren")."""

DECIDERS: tuple[tuple[Decider, Pattern[str]], ...] = (
    (Decider.COMMITTEE, any_of(r"\w*nämnden(?!s)", r"\w*utskottet(?!s)", r"kommunstyrelsen(?!s)")),
    (Decider.IVO, any_of(r"ivo(?!\w|:s)", r"inspektionen(?!\w)", r"socialstyrelsen(?!\w)", r"länsstyrelsen(?!\w)")),
    (Decider.INVESTIGATOR, any_of(r"utredar(?:en|na)(?!s)", r"lex\s+sarah-utredar(?:en|na)")),
    (
        Decider.OPERATOR,
        any_of(r"bolaget", r"företaget", r"föreningen", r"förvaltningen", r"verksamheten", r"kommunen", r"enheten"),
    ),
)
"""Who grades, by name."""

FOUND = any_of(
    r"bedöm\w*", r"konstatera\w*", r"förekomm\w*", r"funnits", r"utgör\w*", r"föreligg\w*", r"förelegat", r"inträffat", r"skett", r"klassa\w*"
)  # fmt: skip
"""A verb of finding: without one, many serious cases are those of the law."""

NEGATION = any_of(
    r"inte",
    r"ej",
    r"inget",
    r"ingen",
    r"inga",
    r"icke",
    r"varken",
    r"vare\s+sig",
    r"aldrig",
    r"ingalunda",
    r"inte\s+heller",
    r"knappast",
)
"""Words that deny."""

COPULA = any_of(
    r"är", r"var", r"varit", r"vara", r"be?döm\w*", r"anse\w*", r"ansåg\w*", r"utgör\w*", r"utgjor\w*", r"klassa\w*", r"betrakta\w*", r"rör", r"rörde", r"handla\w*",
    r"innebär", r"innebar", r"inneburit", r"föreligg\w*", r"föreleg\w*", r"förelåg", r"funnits", r"finns", r"fanns", r"förekommi\w*", r"visa\w*", r"har", r"hade", r"kan", r"ska", r"skett", r"inträffat", r"konstatera\w*",
)  # fmt: skip
"""Verbs that a denial of a grade stands beside ("bedöms inte utgöra", "är inte ett")."""

DENIED_AFTER = re.compile(
    r"^[^\w,]*(?:enligt\s+lex\s+sarah\s+|i\s+lagens\s+mening\s+|har\s+|hade\s+|kan\s+|kunde\s+|bedöms\s+|anses\s+|föreligger\s+|förelåg\s+|finns\s+|fanns\s+){0,3}(?:därmed\s+|alltså\s+|därför\s+)?(?:inte|ej|aldrig)\b"
)
"""What follows a mention that is denied behind itself ("något missförhållande har inte förekommit")."""

OR_ELSE = re.compile(
    r"\s*(?:,\s+)?(?:eller|och|vare\s+sig)\s+(?:(?:att\s+)?det\s+(?:har|hade)\s+(?:funnits|varit|förelegat)\s+)?(?:ett|en|någon|något|ens)?\s*"
)
"""Between two steps of which the second shares what is said of the first ("inte … ett missförhållande eller en risk")."""

FILLERS = frozenset("heller längre att det detta händelsen som något någon ska kan".split())
"""Words that may stand between a denial and the verb that it denies."""

ASSESSED_AFTER = re.compile(r"\W*(?:har|hade|föreligger|förelåg|konstatera\w*|bedöms)\b")
"""Right behind a mention that its own clause asserts ("ett missförhållande har förelegat")."""

PRELIMINARY = any_of(
    r"första\s+(?:bedömning\w*|bedömde)", r"preliminär\w*", r"prel(?!\w)", r"tills\s+vidare", r"inledningsvis", r"initialt", r"ursprunglig\w*", r"bedömde(?:s)?\s+(?:\w+\s+){0,2}först\b", r"först\s+bedömde\w*", r"dessförinnan",
)  # fmt: skip
"""The grade was given for the time being, or before another."""

STANDS_ALONE = re.compile(r"\W*(?:(?:som|alltså|således|därmed)\s+)?(?:(?:ett|en)\s+)?")
"""All that stands before a step that opens its sentence …"""

AFTER_ALONE = re.compile(r"\s*(?:,(?!\s+eller)|[;:(–.-]|då\b|eftersom\b|enl(?:igt)?\b|$)")
"""… and what follows it."""

EARLIER_HEAD = re.compile(r"tidigare|\bförr\b|\bförut\b|hänt\s+förut")
"""A heading of what happened before."""

LEFT_OPEN = re.compile(r"(?:, |^)(?:\w+ ){0,3}(?:bedöm\w*|anser|ansåg|konstatera\w*|klassa\w*|menar)\b")
"""A clause with a verb of finding of its own, behind a comma: what stood before it does not govern it."""

ASSESSED_BEFORE = re.compile(
    r"\b(?:bedöm\w*|beslut\w*|anse\w*|konstatera\w*|slutsats\w*|(?:ser|såg|sett)\s+(?:det|detta|händelsen)\b|(?:grad|klassning|utfall|ställningstagande)\W*$)"
)
"""In an earlier clause of the sentence: the mention's clause is what was found."""

CONTRASTED = re.compile(r"\W*(?:utan|däremot|dock|men)\s+(?:som\s+)?(?:ett|en|som|det)\b")
"""Opens a clause that says what holds after one that denied ("inte ett allvarligt missförhållande utan ett …")."""

OPENS_SUPPOSING = re.compile(
    r"\W*(?:(?:om|ifall|huruvida|när)\s(?!det\s+(?:att|som|gäller))"
    r"|(?:är|bedöms|finns|visar)\s+(?:det(?!\s+(?:att|som))|den|missförhållandet|händelsen|utredningen|någo\w*|ett|en)\b)"
)
"""Opens a sentence that supposes until its first comma ("Är missförhållandet allvarligt ska …")."""

EXISTENTIAL = re.compile(r"(?:några|någon|något|inga|inget|ingen)\s+(?:\w+\s+){0,2}$")
"""Right before a mention: all of the kind are denied, the milder steps too."""

UNDECIDED = any_of(
    r"kan\s+inte\s+bedömas",
    r"utredning\s+(?:startas|inleds|påbörjas|krävs|pågår)",
    r"ej\s+bedömt",
    r"bedöms\s+senare",
    r"utreds\s+vidare",
    r"fortsatt\s+utredning",
)
"""A ticked option that puts the grade off."""

RUNNING = any_of(
    r"utr(?:edning)?(?:en)?\s+(?:enl(?:igt)?\s+lex\s+sarah\s+)?(?:pågår|startad|inledd|påbörjad|öppnad|igångsatt)(?!\w)", r"utredning\s*påbörjad(?!\w)",
    r"(?:utredning(?:en|ar|arna)?|internutredning(?:en)?)\s+(?:\w+\s+){0,4}(?:pågår|fortgår|fortsätter|(?:är|har|hade)\s+(?:\w+\s+){0,3}(?:startad?e?|startats|startat|inletts|inledd?|påbörjats|påbörjad|igång|i\s+gång|tillsatts|tillsatt|satts\s+i\s?gång)|startas|inleds|påbörjas|görs\s+nu|är\s+(?:ännu\s+|fortfarande\s+)?(?:inte|ej)\s+(?:\w+\s+)?(?:klar|färdig|avslutad|slutförd))",
    r"(?:inlett|startat|påbörjat|tillsatt|satt\s+igång|inleder|startar|påbörjar|gör\s+(?:nu|just\s+nu))\s+(?:\w+\s+){0,3}(?:lex\s+sarah-|intern\s*)?utredning(?:en|ar)?(?!\w)",
    r"(?:pågår|inleds|startas|görs)\s+(?:\w+\s+){0,3}(?:lex\s+sarah-|intern\s*)?(?:internutredning|utredning)(?:en|ar)?(?!\w)", r"pågående\s+(?:lex\s+sarah-|intern\w*\s+|lex\s+sarah\s+)?utredning\w*",
    r"(?:utreds|utreder)\s+(?:\w+\s+){0,4}(?:nu|just\s+nu|internt|vidare|enligt\s+lex\s+sarah|som\s+(?:en|ett)\s+lex\s+sarah|händelsen|ärendet|det\s+inträffade|saken|fallet|vad\s+som\s+(?:har\s+)?hänt)", r"(?:nu|just\s+nu|fortfarande)\s+utreds", r"är\s+under\s+utredning", r"under\s+utredning\s+enligt\s+lex",
    r"(?:lex[\s-]sarah-?\s*|intern\s+)utredning\s+(?:\w+\s+){0,3}(?:inleddes|startades|påbörjades)", r"ska\s+nu\s+utreda\w*", r"utredning(?:en)?\s+(?:väntas|beräknas|ska|kommer\s+att)\s+(?:\w+\s+){0,2}(?:vara\s+)?(?:klar|färdig|slutföra\w*|avsluta\w*|presentera\w*)",
    r"(?:måste|ska|kommer\s+att)\s+(?:nu\s+)?(?:gå\s+tillbaka|gå\s+igenom\s+(?:ärendet|vad\s+som\s+hänt)|granska\s+(?:alla|ärendet|hela))",
)  # fmt: skip
"""An investigation is said to be running."""

NOT_OURS = any_of(
    r"polis\w*", r"åklagar\w*", r"förundersökning\w*", r"brotts\w*", r"lvu\b", r"barnavårdsutredning\w*", r"skyddsbedömning\w*", r"ivo\s+(?:utreder|har\s+inlett|inleder)", r"inspektionen\s+(?:\w+\s+){0,4}utreder",
    r"vårdnad\w*", r"tingsrätt\w*", r"familje\w*\s+(?:var|är)\s+under", r"datum", r"barn\w*\s+(?:behov|situation)", r"bistånd\w*", r"tidigare", r"lex\s+maria", r"förhandsbedömning\w*", r"haverikommission\w*",
    r"är\s+(?:nu\s+)?(?:avslutad|klar|färdig|slutförd)(?!\w)", r"avslutades", r"utredning\w*\s+(?:på|om|kring)\s+(?:\w+\s+)?(?:barn\w*|flickan|pojken|familjen)", r"av\s+socialtjänsten", r"utredningar\s+som\s+(?:startades|inleddes)",
)  # fmt: skip
"""Another investigation than the operator's own, or one that is over."""

# --- the notification ------------------------------------------------------------------------------------------------

AUTHORITY = any_of(
    r"ivo(?::s|s)?(?!\w)",
    r"inspektionen\s+för\s+vård",
    r"inspektionen(?!\w)",
    r"socialstyrelse\w*",
    r"länsstyrelse\w*",
    r"tillsynsmyndighet\w*",
)
"""Who is notified: IVO, before June 2013 Socialstyrelsen or länsstyrelsen."""

LEX_SARAH = re.compile(r"lex[\s-]?sarah|14\s?kap\W{0,3}7\s?§|27\s?kap\W{0,3}6\s?§|24\s?f\s?§")
"""Lex Sarah by its name, or by the paragraphs on notifying: of the acts of 2001 and 2025, and of LSS."""

FROM_AUTHORITY = re.compile(
    r"^\W*(?:ivo|inspektionen för vård och omsorg|socialstyrelsen|länsstyrelsen)(?=\s|$)(?![^\n]{0,60}\b(?:har|kritiserar|säger|utreder|ska|granskar)\b)",
    re.MULTILINE,
)
"""A letterhead of the authority that was notified, in the first lines of a paper."""

CAME_IN = any_of(
    r"anmälde\b|har\s+(?:[\d-]+\s+)?anmält\b|anmälan\s+(?:\w+\s+){0,3}(?:kom|inkom|gjordes|kommit)\b"
    r"|anmälan\s+har\s+(?:inkommit|gjorts|kommit)|in\s+med\s+en\s+anmälan|inkom\w*\s+[^.;]{0,60}anmälan|anmälan\s+enligt"
)
"""In an authority's paper: a notification reached it."""

NOTIFY = re.compile(
    r"(?<![\w-])(?P<prefix>(?:(?:lex[\s-])?sarah-?|lexsarah-?|ivo-|själv)?)(?P<verb>anm(?=\s+(?:till|ivo|enl))|anmäl(?:er|s|ts|t|d|da|de|des|as|a|an|ning|ningar|ningarna|ningen)?)(?!\w)"
)
"""The verb or noun, alone or in a compound that names the duty; not oros-, polis- or other compounds."""

NOTICE_LABEL = re.compile(r"\banm(?:äl|\b)")
"""In a field's label or a question: it asks about a notification."""

SENT_LABEL = re.compile(r"\W*(?:(?:in)?(?:skickad|sänd)|expedierad)?\s*till\s+ivo\W*")
"""A field's label that asks when it was sent."""

MARKED_NO = words(r"nej\W{0,3}x|x\W{0,3}nej")
MARKED_YES = words(r"ja\W{0,3}x|x\W{0,3}ja")
"""An option in running text with its mark beside it."""

SENT = re.compile(
    r"(?<!\w)(?:skicka\w*|sänd\w*|sänts|lämna\w*|överlämna\w*|rapportera\w*|går|gå|gått|gick|vänt|vänder|informerat|informeras|delge\w*|delgett|översänd\w*)(?!\w)[^.;]{0,80}?\still\s+(?:ivo|inspektionen|socialstyrelsen|länsstyrelsen)"
)
"""Sent to the authority without the word for notifying; counts where the sentence names lex Sarah or an investigation."""

SENT_WHAT = re.compile(r"lex[\s-]?sarah|utredning|rapport|händelse|ärende|missförhållande|det inträffade")

FOR_INFORMATION = any_of(
    r"för\s+kännedom", r"svar\w*\s+(?:\w+\s+){0,3}till", r"komplettering\w*", r"yttrande\w*", r"statistik\w*"
)

OTHER_DUTY = any_of(
    r"lex\s+maria",
    r"klagomål\w*",
    r"anhörig\w*\s+(?:har\s+)?(?:anmäl\w*|vänt)",
    r"dottern?\s+(?:har\s+)?anmäl\w*",
    r"sonen?\s+(?:har\s+)?anmäl\w*",
    r"jo-anmäl\w*",
    r"hos\s+polisen",
    r"till\s+polisen",
    r"polisanmäl\w*\s*$",
)

ASKED = any_of(
    r"beslut\s+om\s+(?:\w+-)?anmälan\s+[^,;]{0,60}\bfattas\b", r"möjlighet\s+att",
    r"(?<!även\s)om\s+(?:\w+\s+){0,5}(?:ska|skall|bör|behöver|kommer|är|bedöms|fanns)\b", r"huruvida", r"ifall", r"(?:överväg\w*|ta\s+ställning\s+till|tar\s+ställning\s+till|avgör\w*|avgöra|diskutera\w*|pröva\w*|funderar)\b",
    r"om\s+(?:\w+\s+){0,5}(?:har|är|blivit|gjort)\s+(?:\w+\s+){0,2}anmäl\w*", r"frågan?\s+om\s+(?:en\s+)?anmälan", r"ev(?!\w)",
    r"(?:ännu\s+)?(?:inte|ej)\s+(?:\w+\s+)?(?:bestämt|bestämd|beslutat|beslutats|fattat|fattats|avgjort|avgjorts|framgår)", r"framgår\s+(?:inte|ej)",
    r"eventuell\w*", r"kan\s+(?:komma\s+att\s+)?(?:bli|leda|behöva|anmäl\w*)", r"skulle\s+kunna", r"på\s+gång", r"vill\s+(?:\w+\s+){0,4}anmäl\w*", r"hade\s+(?:\w+\s+){0,3}(?:bort|kunnat)", r"borde\s+(?:\w+\s+){0,3}ha(?:ft)?",
    r"när\s+(?:en|ett|du|man)\b", r"vid\s+(?:en\s+)?anmälan", r"så\s+här\s+anmäler", r"kanske", r"tänker\s+(?:\w+\s+){0,3}överväga", r"troligen", r"sannolikt", r"funderar",
)  # fmt: skip
"""The sentence asks, supposes or intends: no notification yet."""

PROPOSED = any_of(
    r"bör(?!\w)", r"borde(?!\w)", r"föreslå\w*", r"förslag\w*\s+(?:\w+\s+){0,4}(?:att\s+)?(?:\w+\s+){0,4}anmäl\w*", r"rekommendera\w*", r"rekommendation\w*", r"förordar", r"behöver\s+(?:\w+\s+){0,3}anmälas", r"tillstyrk\w*", r"att\s+föredra",
)  # fmt: skip
"""A recommendation."""

DECIDED = any_of(
    r"beslut\w*", r"beslöt", r"ska(?:ll)?(?!\w)", r"kommer\s+(?:\w+\s+){0,3}att", r"gå(?:r)?\s+vidare\s+med", r"blir(?!\w)", r"väljer\s+att", r"bestäm\w*", r"kommer\s+(?:\w+\s+){0,3}anmäl\w*",
)  # fmt: skip
"""Decided, not yet sent."""

STAFF = any_of(
    r"(?:personal\w*|anställd\w*|medarbetar\w*|undersköters\w*|sjuksköters\w*|socialsekreterar\w*|vårdar\w*|vårdbiträde\w*|assistent\w*|handläggar\w*|kolleg\w*|arbetskamrat\w*|vikari\w*|skötare\w*|behandlingsassistent\w*|facklig\w*)"
    r"[^.;]{0,70}(?:skrivit|skriver|skrev|gjort|gjorde|gör|lämna\w*|anmält|anmälde|anmäler|upprättat|upprättade)(?!\w)[^.;]{0,60}$",
    r"(?:anmälan|anmälde|anmält)\s+(?:\w+\s+){0,3}till\s+(?:(?:sin|min|närmaste)\s+)?(?:\w*chef\w*)",
    r"(?:skrivits|skrivit|lämnats|gjorts|gjord|skriven|upprättats|upprättad|inlämnad)\s+av\s+(?:\w+\s+){0,3}(?:personal\w*|anställd\w*|medarbetar\w*|undersköters\w*|sjuksköters\w*|socialsekreterar\w*|handläggar\w*)",
)  # fmt: skip
"""Before the word: staff wrote it, so it is the report, not the notification."""

RECEIVED = any_of(
    r"(?:kom|kommit|komma|inkom\w*|fått|fick|får|tagit|tog|tar|mottagit|mottog\w*|lämna\w*)\s+(?:nu\s+)?(?:in|emot)?\b[^.;]{0,60}(?:kommunen|förvaltning\w*|nämnd\w*|oss|enhetschef\w*|stadsdel\w*)",
    r"(?:kommunen|förvaltning\w*|nämnd\w*|vi)\s+(?:har\s+)?(?:fått\s+in|fick\s+in|tagit\s+emot|tog\s+emot|mottagit)", r"inkom(?:na|men|mit|mna)\s+(?:lex\s+sarah-)?anmäl\w*",
)  # fmt: skip
"""It came in to the operator: the report of its own staff."""

NO_NOTICE = any_of(
    r"(?:ingen|ingendera|inget|inga)\s+(?:av\s+)?(?:\w+\s+){0,3}(?:anmäls|anmäldes|anmälts|anmälda|har\s+anmälts|är\s+anmäl\w+|ska\s+anmälas|bedöms\s+behöva\s+anmälas)(?!\w)",
    r"(?:inte|ej|aldrig)\s+(?:\w+\s+){0,2}(?:göra|gjort|gjorts|gör|görs|gjordes|gjorde|skicka\w*|lämna\w*|upprätta\w*)\s+(?:\w+\s+){0,2}(?:lex\s+sarah-|ivo-)?anm(?:älan|älning)?",
    r"(?:inte|ej|aldrig)\s+(?:\w+\s+){0,1}(?:att\s+)?(?:lex\s+sarah-|ivo-)?anmäl(?:a|as|er|s|t|ts|d|de|des)(?!\w)",
    r"(?:lex\s+sarah-|ivo-)?anmäl(?:s|des|er|de|an\s+görs|an\s+gjordes|an\s+sker|an\s+har|an\s+är|an\s+kommer|as\s+\w+)\s+(?:\w+\s+){0,6}?(?:inte|ej|aldrig)(?!\w)",
    r"(?:ingen|inte\s+(?:\w+\s+){0,4}någon|utan(?:\s+att)?(?:\s+någon)?|inte\s+(?:\w+\s+){0,3}en)\s+(?:lex\s+sarah-|ivo-)?(?:anmälan|anmälning)",
    r"anmälan(?:\s+\w+){0,6}?\s+har\s+(?:ännu\s+)?(?:inte|ej)\s+(?:gjorts|lämnats|skickats|upprättats)",
    r"anm(?:älan)?\s[^.;,]{0,90}?(?<!\w)(?:inte|ej)\s+(?:görs|göras|gjorts|gjord|gjordes|sker|lämnas|skickas|aktuell)(?!\w)",
    r"anm(?:älan|äld|äls)?\s+(?:till\s+)?(?:ivo|inspektionen[^:;.]{0,30}|tillsynsmyndighet\w*)(?:\s+(?:nu|gjord|direkt))?\W{1,4}(?:nej|ej)(?!\w)",
    r"anm(?:älan)?\s[^.;,]{0,90}?\b(?:ska|skall|har|kommer|kan|görs|gjordes|lämnas|blir|sker|bedöms|behöver|behövs|krävs|skickas|är)\s+(?:\w+\s+){0,3}?(?:inte|ej)(?!\w)(?!\s+(?:bara|enbart|endast|någon\s+annan))",
    r"någon\s+(?:lex\s+sarah-|ivo-)?(?:anmälan|anmälning)\s[^.;]{0,90}?(?<!\w)(?:inte|ej|aldrig)(?!\w)",
    r"(?:inte|ej)\s+(?:\w+\s+){0,3}(?:behöv\w*|skäl|anledning|aktuell\w*|nödvändig\w*|krav|grund|lett|leda|leder)\s+(?:\w+[\s-]+){0,6}anmäl\w*",
    r"(?:inget|ingen|inga)\s+(?:\w+\s+){0,2}(?:skäl|anledning|grund|behov|krav)\s+(?:\w+[\s-]+){0,6}anmäl\w*",
    r"anmäl(?:an|as)\s+(?:\w+\s+){0,6}(?:är|blir|bedöms|behöver|behövs|behövde|krävs)\s+(?:\w+\s+){0,2}(?:inte|ej)(?!\w)", r"avstå\w*\s+(?:från\s+)?(?:att\s+)?(?:\w+\s+){0,2}anmäl\w*", r"anmälningsplikt\w*\s+(?:\w+\s+){0,3}(?:inte|saknas|föreligger\s+inte)",
    r"(?:inte|ej)\s+(?:skicka\w*|sända|sänds|lämna\w*|rapportera\w*|gå\w*)\s+(?:\w+\s+){0,4}till\s+(?:ivo|inspektionen)", r"(?:inte|ej)\s+(?:\w+\s+){0,4}(?:så\s+allvarlig\w*|allvarlig\w*)\s+(?:\w+\s+){0,3}att\s+(?:\w+\s+){0,6}anmäl\w*", r"anmälan\s*:?\s*(?:nej|ej\s+aktuell\w*)",
)  # fmt: skip
"""An explicit no. Matched on the sentence; the authority or lex Sarah must stand in it or in the one before."""

NO_DUTY = any_of(
    r"behöv\w*",
    r"krävs",
    r"kräver",
    r"skyldig\w*",
    r"plikt\w*",
    r"anmälningsskyld\w*",
    r"anmälningsplikt\w*",
    r"krav(?:en)?",
    r"kriteri\w*",
    r"skäl",
    r"anledning",
    r"grund",
    r"allvarlig\w*",
)
"""A no to the duty alone: whoever says it may notify all the same."""

ANOTHERS_NO = any_of(
    r"återkalla\w*", r"riktad", r"liknande", r"tidigare", r"egen\s+anmälan", r"dessförinnan", r"trots\s+att", r"först", r"före\s+sommaren", r"jo(?!\w)", r"polis\w*", r"det\s+(?:ärendet|fallet)", r"den\s+händelsen", r"en\s+anmälan\s+till\s+(?:någon|polis)\w*",
)  # fmt: skip
"""A no that is not about this notification: about another event, another time, taking it back."""

LATER_SENT = re.compile(
    r"\W*(?:(?:lex\s+sarah-)?anmälan|den)\s+(?:till\s+\w+\s+)?(?:\w+\s+)?(?:skickades|skickad|är\s+(?:in)?skickad|är\s+gjord|gjordes|lämnades|sändes|har\s+(?:nu\s+)?(?:skickats|gjorts|lämnats|sänts))(?!\w)"
)
"""Follows a decision to notify: it was done."""

DONE = re.compile(r"anmäl(?:des|de|ts|t|d|da)$")
"""Forms of the verb that say it was done; under a heading of proposals it was done all the same."""

STAFF_FAILED = any_of(
    r"(?:personal\w*|anställd\w*|medarbetar\w*|familjebehandlar\w*|handläggar\w*|ingen|skolan|förskolan|hemmet)\s+(?:\w+\s+){0,5}(?:anmälde|anmält|rapporterade|rapporterat)"
)
"""Not having reported is what went wrong, not a decision about a notification."""

ANAPHORIC_NO = re.compile(
    r"^[–—\-\"”»\s]*det\s+(?:\w+\s+){0,4}(?:inte|ej)\s+(?:\w+\s+){0,5}(?:behöv\w*|göra|gör|aktuell\w*|nödvändig\w*|skäl|anledning)"
)
"""A sentence that says no to what the one before asked ("Det ser vi inte att vi behöver göra")."""

YES = re.compile(r"^\W*ja\b")
NO = re.compile(r"^\W*nej\b")
EMPTY_ANSWER = re.compile(r"^\W*(?:framgår\s+ej|uppgift\s+saknas|saknas|ej\s+angiv\w*|-|–)?\W*$")
DATE_ANSWER = re.compile(
    r"\b(?:19|20)\d\d\b|\d{1,2}/\d{1,2}|\b(?:januari|februari|mars|april|maj|juni|juli|augusti|september|oktober|november|december)\b"
)

YEAR = re.compile(r"(?<![\d/:-])(?:19|20)\d\d(?!\d)")
NEW_DUTY_YEAR = 2011
"""Before 1 July 2011 "lex Sarah-anmälan" meant the staff's own report (record.md)."""
