"""Upload: every file is answered for itself, and its reading followed."""

from starlette.testclient import TestClient

from lexsarah.resources import sample_files
from lexsarah.ui.upload import SCRIPT, STATUSES, VISIBILITIES
from lexsarah.vocabulary import Visibility
from lexsarah.web import Service

from .conftest import csrf, parsed, read_all

REPORT = """Lex Sarah-utredning

Den 3 mars 2023 uteblev ett besök hos en kvinna i hemtjänsten i Kiruna kommun. Händelsen bedöms som ett
missförhållande enligt lex Sarah. Orsaken är att rutinen för överlämning inte följdes.
"""


def items(text: str) -> list[tuple[str, str]]:
    """Status and words of each answered file."""
    return [
        (item.get("class").split()[-1], " ".join(item.text_content().split()))
        for item in parsed(text).xpath("//li[contains(@class, 'received')]")
    ]


def test_each_file_is_answered_and_the_good_ones_go_on(empty_service: Service, admin: TestClient) -> None:
    sample = next(path for path in sample_files() if path.suffix == ".pdf")
    answer = admin.post(
        "/ladda-upp",
        data={"csrf": csrf(admin), "visibility": "shared"},
        files=[
            ("files", ("rapport.txt", REPORT.encode())),
            ("files", ("tom.txt", b"")),
            ("files", ("bild.gif", b"GIF89a....")),
            ("files", ("exempel.pdf", sample.read_bytes())),
        ],
    )
    good, empty, image, invented = items(answer.text)
    assert good == ("queued", "rapport.txt Läses")
    assert empty[0] == image[0] == invented[0] == "failed"
    assert "Filen är tom" in empty[1]
    assert "Filformatet läses inte" in image[1]
    assert "påhittat exempel" in invented[1]
    follow = parsed(answer.text).xpath("//li[@hx-get]/@hx-get")[0]
    assert items(admin.get(follow).text)[0][0] == "queued"
    waiting = admin.get(follow.removesuffix("/status"))
    assert "läses" in waiting.text
    assert parsed(waiting.text).xpath("//a[text()='Uppdatera']")
    read_all(empty_service)
    done = admin.get(follow).text
    assert items(done)[0][0] == "read"
    assert not parsed(done).xpath("//li[@hx-get]")
    page = admin.get(follow.removesuffix("/status"))
    assert "Kiruna" in page.text
    assert "Kodade uppgifter delas" in admin.get("/dokument").text


def test_a_file_that_fails_later_says_why(empty_service: Service, admin: TestClient) -> None:
    answer = admin.post(
        "/ladda-upp", data={"csrf": csrf(admin)}, files={"files": ("trasig.pdf", b"%PDF-1.7\nhalf a file")}
    )
    follow = parsed(answer.text).xpath("//li[@hx-get]/@hx-get")
    if follow:
        read_all(empty_service)
        ended = items(admin.get(follow[0]).text)[0]
    else:
        ended = items(answer.text)[0]
    assert ended[0] == "failed"
    assert "skadad" in ended[1]


def test_the_script_gets_the_list_alone(admin: TestClient) -> None:
    answer = admin.post(
        "/ladda-upp",
        files={"files": ("samma.txt", REPORT.replace("Kiruna", "Kalix").encode())},
        headers={SCRIPT: "lexsarah", "x-csrf-token": csrf(admin)},
    )
    assert "<html" not in answer.text
    assert items(answer.text)[0][0] == "queued"


def test_no_file_is_said(admin: TestClient) -> None:
    page = parsed(admin.post("/ladda-upp", data={"csrf": csrf(admin)}).text)
    assert "inga filer" in page.xpath("//*[@role='alert']")[0].text_content()


def test_an_unknown_visibility_is_refused(admin: TestClient) -> None:
    answer = admin.post(
        "/ladda-upp", data={"csrf": csrf(admin), "visibility": "alla"}, files={"files": ("a.txt", b"Text.")}
    )
    assert answer.status_code == 422


def test_choices_cover_the_vocabulary() -> None:
    assert [one for one, _, _ in VISIBILITIES] == list(Visibility)
    assert set(STATUSES) == {"queued", "read", "failed"}
