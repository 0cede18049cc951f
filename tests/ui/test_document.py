"""A document with its facts: every mark is evidence, nothing of the text is lost, reads are logged, HTML is escaped."""

from uuid import UUID

import pytest
from starlette.testclient import TestClient

from lexsarah.records import Case, DateValue, Evidence, Fact, Producer, Report, Span
from lexsarah.resources import sample_files
from lexsarah.store import documents
from lexsarah.store.database import Reader
from lexsarah.store.documents import StoredCase, StoredDocument
from lexsarah.ui.facts import CaseView, case_view
from lexsarah.vocabulary import Absence, DateRole
from lexsarah.web import Service

from .conftest import Page, csrf, parsed, read_all, signed_in_as

RULE = Producer("rule", "test", "7")
MODEL = Producer("model", "types", "9")


def stored(service: Service, reader: Reader, name: str) -> StoredDocument:
    with service.database.transaction(reader) as connection:
        rows, _ = documents.listed(connection, 100)
        return documents.load(connection, next(row.id for row in rows if row.name == name))


def squeezed(text: str) -> str:
    return "".join(text.split())


@pytest.mark.parametrize("name", [path.name for path in sample_files()])
def test_marks_are_the_evidence(name: str, client: TestClient, service: Service, reader: Reader) -> None:
    document = stored(service, reader, name)
    page = parsed(client.get(f"/dokument/{document.row.id}").text)
    paper = page.xpath("//*[@class='paper']")[0]
    facts = [fact for number, case in enumerate(document.cases, 1) for fact in case_view(number, case).facts()]
    assert facts
    marks: dict[str, str] = {}
    for mark in paper.xpath(".//mark"):
        for key in mark.get("data-evidence").split():
            marks[key] = marks.get(key, "") + mark.text_content()
    for fact in facts:
        for number, one in enumerate(fact.evidence):
            assert squeezed(marks.pop(f"{fact.key}.{number}")) == squeezed(one.quote)
        links = page.xpath(f"//a[@data-fact='{fact.key}']")
        assert bool(links) == bool(fact.evidence)
        if links:
            target = page.xpath(f"//mark[@id='{links[0].get('href')[1:]}']")[0]
            assert f"{fact.key}.0" in target.get("data-evidence").split()
    assert marks == {}
    assert_text_is_whole(paper, document)


def assert_text_is_whole(paper: Page, document: StoredDocument) -> None:
    for added in paper.xpath(".//*[@class='apartlabel' or contains(@class, 'vh')] | .//*[@class='absent']"):
        added.drop_tree()
    shown = "".join(sign for sign in paper.text_content() if sign.isalnum())
    assert shown == "".join(sign for sign in document.parsed.text if sign.isalnum())


def view(*facts: Fact, losers: tuple[Fact, ...] = ()) -> CaseView:
    case = Case(Span(0, 10), "Ärendet")
    return case_view(1, StoredCase(UUID(int=1), Report(case, facts, losers)))


def groups(shown: CaseView) -> dict[str, list[tuple[str, str]]]:
    return {group.heading: [(fact.name, fact.label) for fact in group.facts] for group in shown.groups}


def test_facts_are_grouped_and_labelled_in_swedish() -> None:
    words = (Evidence(Span(0, 3), "ord", 2),)
    shown = view(
        Fact("event_type", "lakemedel", words, MODEL, 0.72),
        Fact("decision", Absence.WITHHELD, (), RULE),
        Fact("date", DateValue("2022-03-07", DateRole.INCIDENT), words, RULE),
        Fact("cause", "procedurer_rutiner", words, RULE),
    )
    found = groups(shown)
    assert found["Vad hände"] == [("Händelse", "Läkemedel")]
    assert found["Bedömning"] == [("Bedömning", "saknas: maskat i källan")]
    assert found["När"] == [("Händelse", "7 mars 2022")]
    assert found["Orsaker"] == [("Orsak", "Procedurer och rutiner")]
    event = shown.groups[0].facts[0]
    assert event.source == "modell: types 9 · måttlig säkerhet (0,72)"
    assert event.pages == "sidan 2"
    assert shown.groups[2].facts[0].quote == "ord"
    assert [group.note for group in shown.groups if group.heading == "Konsekvenser"] == ["Inget hittades i texten."]


def test_what_is_no_case_makes_no_claim_and_says_so() -> None:
    shown = view(Fact("is_deviation_report", False, (), RULE), losers=(Fact("cause", "procedurer_rutiner", (), RULE),))
    notes = {group.heading: group.note for group in shown.groups}
    assert "Ej tillämpligt" in notes["Orsaker"]
    assert "Ej tillämpligt" not in notes["Beteckningar"]
    assert [fact.label for fact in shown.losers] == ["Procedurer och rutiner"]


def test_what_two_fields_say_is_shown_once() -> None:
    found = groups(view(
        Fact("ivo", "beslutad", (), RULE),
        Fact("reported_to_ivo", True, (), RULE),
        Fact("primary_type", "annat", (), RULE),
        Fact("misconduct_type", "annat", (), RULE),
        Fact("misconduct_type", "hot_fysisk_halsa", (), RULE),
    ))  # fmt: skip
    assert [name for name, _ in found["Bedömning"]] == ["Anmälan till IVO"]
    assert found["Vad hände"] == [("Huvudsaklig typ", "Annat"), ("Typ av missförhållande", "Hot mot fysisk hälsa")]


def test_no_case_is_said_on_the_page(client: TestClient, service: Service, reader: Reader) -> None:
    document = stored(service, reader, "halmstad-rutin.txt")
    assert document.cases[0].report.value("is_deviation_report") is False
    page = parsed(client.get(f"/dokument/{document.row.id}").text)
    assert "inte en rapport om en händelse" in page.xpath("//p[@class='notice']")[0].text_content()


def reads(service: Service, reader: Reader, document_id: UUID) -> list[str]:
    with service.database.transaction(reader) as connection:
        rows = connection.execute(
            "SELECT action FROM reads WHERE document_id = %s ORDER BY id", [document_id]
        ).fetchall()
    return [row["action"] for row in rows]


def test_reading_is_logged(client: TestClient, service: Service, reader: Reader) -> None:
    document = stored(service, reader, "umea-lakemedel.txt")
    before = len(reads(service, reader, document.row.id))
    client.get(f"/dokument/{document.row.id}")
    client.get(f"/dokument/{document.row.id}/original")
    client.get(f"/arenden/{document.cases[0].id}/liknande")
    assert reads(service, reader, document.row.id)[before:] == ["document", "original", "similar"]


def test_original_is_saved_and_never_shown(client: TestClient, service: Service, reader: Reader) -> None:
    path = next(path for path in sample_files() if path.name == "gotland-kontanter.html")
    document = stored(service, reader, path.name)
    answer = client.get(f"/dokument/{document.row.id}/original")
    assert answer.content == path.read_bytes()
    assert answer.headers["content-disposition"].startswith("attachment")
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert answer.headers["content-security-policy"].startswith("sandbox")


def test_a_case_leads_to_its_document(client: TestClient, service: Service, reader: Reader) -> None:
    document = stored(service, reader, "umea-lakemedel.txt")
    answer = client.get(f"/arenden/{document.cases[0].id}", follow_redirects=False)
    assert (answer.status_code, answer.headers["location"]) == (303, f"/dokument/{document.row.id}")


def test_similar_cases_say_why(client: TestClient, service: Service, reader: Reader) -> None:
    document = stored(service, reader, "ale-orosanmalan.txt")
    page = parsed(client.get(f"/arenden/{document.cases[0].id}/liknande").text)
    assert str(document.row.id) not in " ".join(page.xpath("//li[@class='hit']//@href"))
    first = page.xpath("//li[@class='hit']")[0].text_content()
    assert "samma" in first
    assert "ordval: " in first
    assert {"same", "words"} <= set(page.xpath("//dl[@class='why']//li/@class"))
    assert "Åtgärder där" in first


MALICIOUS = """<script>alert("1")</script> Utredning enligt lex Sarah

Den 3 mars 2023 fick en boende "><img src=x onerror=alert(1)> fel medicin på Bokgården. {{ 7 * 7 }}
Händelsen är utredd enligt lex Sarah och bedöms som ett missförhållande </mark></p><h1>Hej</h1>.
"""


def test_html_in_a_document_is_text(empty_service: Service, admin: TestClient) -> None:
    name = '"><svg onload=alert(1)>.txt'
    admin.post(
        "/ladda-upp", data={"csrf": csrf(admin)}, files={"files": (name, MALICIOUS.encode(), "text/html")}
    ).raise_for_status()
    read_all(empty_service)
    listed = admin.get("/dokument")
    (address,) = parsed(listed.text).xpath("//th[@scope='row']/a/@href")
    for text in (listed.text, admin.get(address).text, admin.get("/").text):
        page = parsed(text)
        assert not page.xpath("//script[not(@src)] | //svg | //@onerror | //@onload")
        assert not page.xpath("//img[not(starts-with(@src, '/'))]")
        assert len(page.xpath("//h1")) == 1
    paper = parsed(admin.get(address).text).xpath("//*[@class='paper']")[0].text_content()
    assert "<script>" in paper
    assert "{{ 7 * 7 }}" in paper


def test_removal_asks_first_and_is_for_admins(empty_service: Service, admin: TestClient) -> None:
    text = "Utredning enligt lex Sarah. En nyckel glömdes i dörren den 4 maj 2023."
    admin.post("/ladda-upp", data={"csrf": csrf(admin)}, files={"files": ("nyckel.txt", text.encode())})
    read_all(empty_service)
    address = next(
        link.get("href")
        for link in parsed(admin.get("/dokument").text).xpath("//th[@scope='row']/a")
        if "nyckel.txt" in link.getparent().text_content()
    )
    editor = signed_in_as(empty_service, "editor")
    assert editor.post(f"{address}/ta-bort", data={"csrf": csrf(editor)}).status_code == 403
    assert not parsed(editor.get(address).text).xpath("//a[contains(@href, 'ta-bort')]")
    form = parsed(admin.get(f"{address}/ta-bort").text)
    assert "nyckel" in form.xpath("//main")[0].text_content()
    assert admin.post(f"{address}/ta-bort").status_code == 403
    assert admin.get(address).status_code == 200
    done = admin.post(f"{address}/ta-bort", data={"csrf": csrf(admin)}, follow_redirects=False)
    assert (done.status_code, done.headers["location"]) == (303, "/dokument")
    assert admin.get(address).status_code == 404
    assert admin.get(f"{address}/original").status_code == 404


def test_another_organisation_sees_nothing(empty_service: Service, admin: TestClient) -> None:
    text = "Utredning enligt lex Sarah. Ett larm besvarades inte den 5 maj 2023."
    admin.post("/ladda-upp", data={"csrf": csrf(admin)}, files={"files": ("larm.txt", text.encode())})
    read_all(empty_service)
    address = parsed(admin.get("/dokument").text).xpath("//th[@scope='row']/a/@href")[0]
    other = signed_in_as(empty_service, "admin", "Grannkommunen")
    for path in (address, f"{address}/original", f"{address}/status", f"{address}/ta-bort"):
        assert other.get(path).status_code == 404
    assert other.post(f"{address}/ta-bort", data={"csrf": csrf(other)}).status_code == 404
    assert admin.get(address).status_code == 200


def test_several_cases_are_shown_for_themselves_and_nothing_of_one_is_said_of_all(
    client: TestClient, service: Service, reader: Reader
) -> None:
    document = stored(service, reader, "linkoping-protokollsutdrag.pdf")
    page = parsed(client.get(f"/dokument/{document.row.id}").text)
    summary = {
        row.xpath("dt")[0].text_content(): row.xpath("dd")[0].text_content()
        for row in page.xpath("//dl[@class='summary']/div")
    }
    assert summary == {
        "Slag av dokument": "Nämndhandling (protokoll, kallelse)",
        "Ansvarig kommun": "Linköping",
        "Ärenden i dokumentet": "2",
    }
    titles = [title.text_content() for title in page.xpath("//h3[@class='casetitle']")]
    assert [title[:11] for title in titles] == ["Utredning 1", "Utredning 2"]
    similar = page.xpath("//section[@class='facts']//a[text()='Liknande ärenden']/@href")
    assert similar == [f"/arenden/{case.id}/liknande" for case in document.cases]
