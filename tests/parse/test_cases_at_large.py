"""Texts written before the rules for them: several cases in many wordings, and single cases that look alike.

``⟦`` and ``⟧`` stand where a case starts and ends; a text without them is one case. All of it is invented.
"""

import pytest

from lexsarah.limits import Limits
from lexsarah.parse.cases.split import cases_of
from lexsarah.parse.text import parse_text
from lexsarah.records import SourceFile

SEVERAL = {
    "units under a yearly report": """Verksamhetsberättelse för kvalitetsarbetet 2022

Lex Sarah

Under året har medarbetarna lämnat fyra rapporter som lett till utredning. De återges i korthet nedan.

⟦Solgläntans äldreboende

En kvinna hittades på golvet i sitt badrum klockan sju på morgonen. Nattens två tillsyner hade inte gjorts.
Ansvarig chef bedömer att det rör sig om ett missförhållande.⟧

⟦Björkens gruppbostad

En man fick en annan boendes tabletter vid frukosten. Han sov större delen av dagen och mådde sedan bra.⟧

⟦Hemtjänsten i Väster

En kund stod utan hjälp en hel helg, eftersom adressen saknades i det nya planeringsprogrammet.⟧

⟦Myndighetsenheten

En orosanmälan om ett barn blev liggande i en inkorg i sju veckor innan någon läste den.⟧

Lärdomar

Flera av händelserna handlar om överlämningar mellan arbetspass.
""",
    "months told in a newsletter": """Nyhetsbrev om kvalitet, våren

Hej alla medarbetare! Här kommer vårens sammanställning av det som ni har rapporterat enligt lex Sarah.

⟦Redan i januari kom en rapport från korttidsboendet Eken, där en gäst hade fått ligga i en blöt säng i flera timmar.
Larmet var avstängt.⟧

⟦I februari berättade en vikarie i hemtjänsten att en äldre man inte hade fått mat på två dagar. Nyckeln var borta och
ingen hade slagit larm.⟧

⟦Mars månads enda rapport gällde en kvinna på daglig verksamhet som lämnades kvar i bussen när den ställdes i garaget.⟧

Tack för att ni rapporterar! Nästa brev kommer i höst.
""",
    "bullets in minutes": """Protokoll från vård- och omsorgsnämnden den 14 juni

§ 51 Mötets öppnande

Ordföranden öppnar mötet.

§ 52 Genomgång av lex Sarah

Kvalitetsutvecklaren redogör för de rapporter som har kommit in sedan förra mötet:

⟦- Särskilt boende: en boende fick sårvård av en medarbetare utan delegering och såret blev infekterat.⟧

⟦- Boendestöd: en klient blev utan besök i två veckor sedan handläggaren glömt att skicka beställningen.⟧

⟦- Personlig assistans: en assistent lånade pengar av brukaren och betalade inte tillbaka.⟧

Nämnden tackar för informationen.

§ 53 Budgetuppföljning

Ekonomen redovisar prognosen.
""",
    "short numbered headings": """Rapportering till nämnden om inträffade missförhållanden

1. Sammanfattning

Perioden september till december har två utredningar enligt lex Sarah slutförts inom socialförvaltningen.

⟦2. Utebliven insulin på Rönnens vårdboende

En boende fick inget insulin på kvällen eftersom sjuksköterskan inte hade meddelats att patienten kommit hem från
sjukhuset. Han fördes akut till sjukhus nästa morgon.⟧

⟦3. Kränkande språk på HVB-hemmet Viken

En medarbetare kallade en ungdom för nedsättande namn inför gruppen. Medarbetaren har stängts av.⟧

4. Uppföljning

Förvaltningen följer åtgärderna på nytt i maj.
""",
    "one after another in a letter": """Till kommunstyrelsens ordförande

Ni har frågat hur många lex Sarah-ärenden som bolaget haft i år. Svaret är tre.

⟦Det första ärendet rörde en dam i hemtjänsten som föll sedan rollatorn ställts utom räckhåll.⟧

⟦Nästa ärende gällde en man med demens som lämnade boendet mitt i natten. Han hittades nedkyld vid en busshållplats.⟧

⟦Det tredje och sista ärendet handlade om en stöld av smycken ur ett låst skåp.⟧

Med vänlig hälsning
Karin Utby, verksamhetschef
""",
    "table with one event in each row": """Förteckning över lex Sarah-ärenden, första halvåret

⟦Stödboendet Ankaret\tEn ung man lämnades utan tillsyn efter ett självskadeförsök och hittades medvetslös\tMissförhållande⟧
⟦Ekens servicehus\tEn boende fick bära smutsiga kläder i en vecka trots beviljad hjälp med tvätt\tMissförhållande⟧
""",
    "bold unit and a dash": """Kvalitetsrapport, kvartal 2

Sammanfattning av kvartalets lex Sarah-utredningar

Samtliga är avslutade.

⟦Tallens äldreboende – utebliven tillsyn

Två boende fick ingen tillsyn under natten. Den ena hade ramlat och låg kvar på golvet.⟧

⟦Hemtjänst Öst – förväxling av läkemedel

En kund fick sin grannes dosett och tog tabletterna i tre dagar innan felet upptäcktes.⟧

⟦LSS Syd – hot från personal

En brukare hotades med att bli av med sin kvällsmat om han inte duschade.⟧

Kommande arbete

Ett nätverk för teamledare startar efter sommaren.
""",
    "news with two reports": """Två lex Sarah-anmälningar från samma nämnd

Omsorgsnämnden i Utby skickar två ärenden vidare till Inspektionen för vård och omsorg.

⟦Det ena gäller en äldre kvinna som i november fick vänta i nio timmar efter att hon tryckt på sitt trygghetslarm.⟧

⟦Det andra gäller ett gruppboende där en man med autism stängts ute på balkongen av en timanställd.⟧
""",
    "headings that are events": """Lex Sarah under hösten

I det här dokumentet beskrivs utredningar som avslutats mellan augusti och november. Personuppgifter är borttagna.

⟦Bortglömd i duschen

En boende satt kvar i duschstolen i två timmar när två medarbetare trodde att den andra hade tagit över.⟧

⟦Fel person fick brevet

Ett beslut om skyddat boende sändes till mannen som kvinnan hade flytt från. Hon fick flytta samma dag.⟧

⟦Pengar som försvann

Ur en brukares kassaskåp saknades 4 000 kronor vid månadens redovisning.⟧

Statistik

Antalet rapporter är högre än i fjol.
""",
    "cases under two areas": """Redovisning av lex Sarah till omsorgsutskottet

Äldreomsorg

⟦Ärende A: En boende trillade ur en lift när selen lossnade. Hon bröt lårbenet.⟧

⟦Ärende B: En kund fick inte hjälp att gå och lägga sig och sov i sin rullstol.⟧

Funktionsstöd

⟦Ärende C: En brukare blev slagen av en annan brukare när ingen personal fanns i närheten.⟧

Utskottets beslut

Redovisningen läggs till handlingarna.
""",
    "occasions told in one tone": """Lex Sarah i korthet

Under det senaste tertialet har kommunens privata utförare rapporterat följande ärenden.

⟦På Almgårdens vårdboende hade en boende inte fått duscha på fem veckor. Personalen skrev att hon avböjt, men hon
berättade för sin dotter att ingen hade frågat.⟧

⟦Hos en utförare av hemtjänst gick en medarbetare in hos fel kund och gav henne medicin som var ordinerad någon annan.⟧

⟦Vid ett boende för ensamkommande ungdomar låste en nattvakt in en pojke på hans rum som straff.⟧

Inga av ärendena har anmälts vidare.
""",
    "decisions with numbers of the register": """Delegationslista lex Sarah

Beslut i utredningar under maj

⟦Dnr VON 2021/1180
En gäst på korttidsenheten föll två gånger samma natt utan att någon läkare kontaktades. Beslut: missförhållande.⟧

⟦Dnr VON 2021/1192
En kund betalade för städning som aldrig utfördes. Beslut: inget missförhållande.⟧

Anmälan av besluten görs till nämnden i juni.
""",
    "what was decided at the end for all": """Information till nämnden

Socialchefen informerar om tre händelser som har utretts enligt lex Sarah.

⟦Familjehemmet

Ett barn placerades i en familj utan att någon hade begärt utdrag ur registren. En vuxen i hemmet var dömd.⟧

⟦Försörjningsstöd

En familj vräktes eftersom hyran inte betalades ut i tid. Handläggaren var sjuk och ingen bevakade ärendet.⟧

⟦Fältgruppen

En fältarbetare skickade bilder på en ungdom i en privat chatt.⟧

Anmälningar till IVO

Händelserna vid familjehemmet och försörjningsstödet har anmälts.
""",
    "sections within each": """Årsredovisning lex Sarah, Utby omsorg AB

Bolaget har under året gjort två utredningar.

⟦Rosengården

Vad hände

En boende blev skållad av hett vatten i badkaret.

Varför

Blandaren saknade spärr.

Vad vi gjort

Alla blandare är bytta.⟧

⟦Hemtjänst Centrum

Vad hände

En kund låg med brutet ben i hallen i ett dygn.

Varför

Besöket hade tagits bort ur schemat.

Vad vi gjort

Två personer godkänner nu varje ändring.⟧
""",
    "lettered list": """Lägesrapport till ledningsgruppen

Fyra nya rapporter enligt lex Sarah har kommit in sedan sist:

⟦a) En boende på Granen blev utan mat ett dygn då ingen tog med henne till matsalen.⟧

⟦b) En sjuksköterska på Linden låste in en boende i matsalen en eftermiddag.⟧

⟦c) En kund i hemtjänsten blev bestulen på sin plånbok och misstänker en vikarie.⟧

⟦d) En utredning om en äldre mans bistånd låg orörd i fem månader, och han hann avlida.⟧

Gruppen enas om att ta upp frågan på nästa chefsdag.
""",
}

ONE = {
    "investigation with many headings": """Utredning enligt lex Sarah, Solgläntan

Inledning

En rapport kom in den 4 mars. Utredningen omfattar intervjuer med fyra medarbetare.

Brukarens situation

Kvinnan är 84 år och har behov av stöd vid förflyttning. Hon bor på avdelning 2.

Arbetspassets bemanning

Två ordinarie medarbetare var sjuka. En vikarie som inte hade introducerats arbetade ensam.

Kvällens förlopp

Vikarien lyfte kvinnan ensam. Hon föll mot sängkanten och bröt handleden.

Chefens samtal

Vikarien berättade att ingen hade visat liften. En annan medarbetare bekräftar det.

Kvinnans egen berättelse

Kvinnan säger att hon bad om hjälp av två personer.

Slutsats

Händelsen är ett missförhållande.
""",
    "press release in two paragraphs": """Lex Sarah-anmälan efter fall på äldreboende

I lördags föll en kvinna på ett av kommunens äldreboenden och fick ligga på golvet i flera timmar.

I dag har kommunen anmält händelsen till IVO. En utredning visar att larmet var trasigt sedan i mars.
""",
    "minutes with one item": """Protokoll, socialnämnden

§ 10 Dagordning

Dagordningen godkänns.

§ 11 Lex Sarah, Björkgården

I januari fick en boende fel medicin. I februari upprepades felet för samma boende.

Nämnden beslutar att godkänna redovisningen.

§ 12 Sammanträdestider

Tiderna för hösten fastställs.
""",
    "weeks of one event": """Rapport om missförhållande

I september fick mannen inte sina besök på tisdagar. Hans dotter ringde enheten två gånger.

I oktober uteblev även torsdagarnas besök. En medarbetare såg det men skrev ingen avvikelse.

I november hittades mannen uttorkad i sin säng. Han vårdades på sjukhus i en vecka.

Enhetschefen bedömer att det som hänt är ett allvarligt missförhållande.
""",
    "measures as a list": """Beslut om lex Sarah, Vikens gruppbostad

En boende fick inte sin medicin mot epilepsi under tre dagar och fick ett kraftigt anfall.

Följande åtgärder har vidtagits:

- En medarbetare i varje pass ansvarar för signeringslistan och kontrollerar den klockan 21.

- Samtliga vikarier går en utbildning i läkemedel innan de får arbeta ensamma på en enhet.

- En boende som inte fått sin medicin ska alltid bedömas av sjuksköterska samma kväll.
""",
    "two people in one event": """Utredning av händelse på Lindens demensboende

Två boende hamnade i slagsmål i matsalen. Den ena föll och slog i huvudet.

Den första kvinnan hade tidigare visat oro vid måltider. Det stod i hennes genomförandeplan.

Den andra kvinnan hade flyttat in samma vecka och ingen plan fanns.

Utredningen visar att ingen personal var i rummet. Händelsen bedöms som ett missförhållande.
""",
    "causes numbered": """Lex Sarah-utredning, hemtjänsten

1. Vad som rapporterats

En kund fick ingen hjälp under midsommarhelgen och hittades avliden.

2. Planeringen i systemet

Kunden hade tagits bort av misstag när en annan kund flyttade.

3. Nyckelhanteringen

En medarbetare lämnade nyckeln på kontoret och ingen frågade efter den.

4. Telefonkontakten

Kundens son ringde tre gånger på lördagen men kopplades fel.

5. Hur vi ser på det inträffade

Det inträffade är ett allvarligt missförhållande och anmäls till IVO.
""",
    "news with background": """Fick ingen mat på tre dagar

En man i 80-årsåldern blev utan mat i tre dagar när hemtjänsten missade hans besök. Nu utreds händelsen.

– Vi ser mycket allvarligt på det som hänt, säger områdeschefen.

Förra året fick kommunen kritik i ett liknande ärende. En kvinna låg då på golvet ett dygn.

Kommunen har lämnat in anmälningar till IVO varje år sedan dess.
""",
    "decision of the authority": """Beslut

Inspektionen för vård och omsorg avslutar ärendet.

Bakgrund

Nämnden har anmält att en boende blivit slagen av en medarbetare.

Underlag

Anmälan, intern utredning och ett kompletterande yttrande.

Skälen för beslutet

Nämnden har utrett händelsen och vidtagit åtgärder. Andra händelser vid boendet har inte framkommit.

Upplysningar

IVO kan komma att följa upp ärendet vid en tillsyn.
""",
    "questions on a form": """Blankett för rapport enligt lex Sarah

Verksamhet: Hemtjänst Söder
Vad har hänt?
En kund fick inte hjälp till toaletten på förmiddagen och satt i en blöt fåtölj till klockan tre.
När hände det?
Den 3 februari och den 4 februari
Har det hänt förut?
Ja, i januari hände samma sak hos en annan kund i samma område.
Vilka åtgärder är vidtagna?
En extra medarbetare är inkallad.
""",
    "opinions of the parties": """Utredning om påstådd kränkning

Rapporten

En medarbetare rapporterade att en kollega skrikit åt en boende vid lunchen.

Medarbetarens version

Medarbetaren säger att hon höjde rösten eftersom en boende hade tagit en annan boendes glas.

Kollegans version

Kollegan säger att boenden blev ledsen och gick därifrån.

Den boendes version

Den boende vill inte prata om saken.

Bedömning

Det går inte att visa att ett missförhållande har funnits.
""",
    "routine with examples": """Rutin för lex Sarah

Alla medarbetare ska rapportera missförhållanden.

Exempel på missförhållanden

- En boende blir utan mat eller vätska under en längre tid på grund av att hjälp uteblir.

- En brukare utsätts för våld, hot eller stöld av en medarbetare eller av en annan brukare.

- En klient får vänta orimligt länge på att en utredning om bistånd inleds och avslutas.

Så rapporterar du

Fyll i blanketten och lämna den till din chef samma dag.
""",
    "letter about one with dates": """Hej!

Jag vill berätta vad som hänt min mamma på Granens vårdboende.

Den 2 april fick mamma fel medicin. Hon sov i ett dygn och ingen ringde mig.

Den 9 april föll hon i korridoren. En sköterska sade att hon redan haft ont i foten.

Den 15 april ringde chefen och sade att en utredning enligt lex Sarah har inletts.

Jag vill veta vad som händer nu.
""",
    "home with several sections of a plan": """Åtgärdsplan efter lex Sarah-utredning

Utredningen om den brand som startade i en boendes lägenhet är avslutad.

Brandskydd

En elektriker går igenom alla lägenheter och en spisvakt sätts in där det behövs.

Bemanning

En medarbetare ska alltid finnas på våningen när någon lagar mat.

Kompetens

En utbildning i brandskydd hålls för alla medarbetare under våren.

Uppföljning

Planen följs upp i juni.
""",
    "summary in an article about rules": """Så fungerar lex Sarah

Den som ser en brist i omsorgen är skyldig att rapportera den. Förra året kom 40 rapporter in i Utby kommun.

Vem rapporterar?

Alla som arbetar i verksamheten, även en vikarie eller en praktikant.

Vad händer sedan?

Chefen utreder vad som hänt och en allvarlig händelse anmäls till IVO.

Så skyddas den som rapporterar

En medarbetare som rapporterar får inte bestraffas.
""",
}


def parts(text: str) -> list[str]:
    document = parse_text(SourceFile("0" * 64, "text/plain", "x", "x", text.encode()), Limits())
    return [document.slice(case.span) for case in cases_of(document)]


@pytest.mark.parametrize("name", SEVERAL)
def test_several_cases_are_told_apart(name: str) -> None:
    marked = SEVERAL[name].split("⟦")
    wanted = [one.split("⟧")[0] for one in marked[1:]]
    assert parts(SEVERAL[name].replace("⟦", "").replace("⟧", "")) == wanted


@pytest.mark.parametrize("name", ONE)
def test_what_looks_like_several_is_one(name: str) -> None:
    assert len(parts(ONE[name])) == 1
