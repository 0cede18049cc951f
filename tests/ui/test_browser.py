"""What a person does, in a real browser: upload, see the words of a fact, search, trends; with the keyboard too.

Any request to another origin, any console error and any blocked resource fails the test.
"""

import shutil
import socket
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
import uvicorn
from playwright.sync_api import expect, sync_playwright

from lexsarah.api.app import create_app
from lexsarah.api.serve import LOOPBACK_NAMES, load_samples, make_service
from lexsarah.config import Settings
from lexsarah.resources import sample_files
from lexsarah.store.database import open_database
from lexsarah.web import Service

if TYPE_CHECKING:
    from playwright.sync_api import Browser, ConsoleMessage, Page, Request, Route

CHROMIUM = shutil.which("chromium")

pytestmark = [pytest.mark.browser, pytest.mark.slow]

ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
UPLOADED = "huddinge-skyddad-adress.pdf"
WAIT = 60_000
"""Longest wait in milliseconds for a document to be read on a busy machine."""


@dataclass
class Site:
    """A running demonstration; every sample but one is loaded."""

    address: str
    service: Service


@pytest.fixture(scope="module")
def site(new_home: Callable[[], Path]) -> Iterator[Site]:
    settings = Settings(home=new_home(), organisation="Exempelkommunen")
    with open_database(settings, demonstration=True) as opened:
        service = make_service(settings, opened, with_start_token=True)
        with pytest.MonkeyPatch.context() as patch:
            others = tuple(path for path in sample_files() if path.name != UPLOADED)
            patch.setattr("lexsarah.api.serve.sample_files", lambda: others)
            load_samples(service.ingestor, settings.organisation, lambda _: None)
        listener = socket.socket()
        listener.bind(("127.0.0.1", 0))
        server = uvicorn.Server(uvicorn.Config(create_app(service, LOOPBACK_NAMES), log_level="error"))
        serving = threading.Thread(target=server.run, kwargs={"sockets": [listener]})
        serving.start()
        worker = service.queue.in_background(concurrency=1)
        while not server.started:
            time.sleep(0.05)
        try:
            yield Site(f"http://127.0.0.1:{listener.getsockname()[1]}", service)
        finally:
            server.should_exit = True
            serving.join()
            worker.stop()
            listener.close()


@pytest.fixture(scope="module")
def browser() -> "Iterator[Browser]":
    assert CHROMIUM, "no Chromium: scripts/system-packages.sh test installs it"
    with sync_playwright() as started:
        opened = started.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield opened
        opened.close()


@dataclass
class Complaints:
    """What no page may cause."""

    site: Site
    found: list[str] = field(default_factory=list)

    def on_console(self, message: "ConsoleMessage") -> None:
        if message.type in {"error", "warning"}:
            self.found.append(f"console: {message.text}")

    def on_failure(self, request: "Request") -> None:
        # Going to the next page breaks off what the last one was still fetching.
        if request.failure != "net::ERR_ABORTED":
            self.found.append(f"failed: {request.url} {request.failure}")

    def on_request(self, route: "Route", request: "Request") -> None:
        if request.url.startswith((f"{self.site.address}/", "data:")):
            route.continue_()
        else:
            self.found.append(f"request to {request.url}")
            route.abort()


@pytest.fixture(scope="module")
def signed_in(site: Site, browser: "Browser") -> object:
    """Sign in with the printed address, once; the cookies are kept for every test."""
    assert site.service.start_token
    context = browser.new_context()
    page = context.new_page()
    page.goto(f"{site.address}/start?token={site.service.start_token.secret}")
    assert page.url == f"{site.address}/"
    state = context.storage_state()
    context.close()
    return state


@pytest.fixture(params=[(1920, 1080), (390, 844)], ids=["full-hd", "phone"])
def size(request: pytest.FixtureRequest) -> tuple[int, int]:
    return request.param  # type: ignore[no-any-return]


@pytest.fixture
def make_page(site: Site, browser: "Browser", signed_in: object) -> "Iterator[Callable[..., Page]]":
    contexts, complaints = [], Complaints(site)

    def make(width: int = 1280, height: int = 900, *, scripts: bool = True) -> "Page":
        context = browser.new_context(
            viewport={"width": width, "height": height},
            storage_state=signed_in,
            java_script_enabled=scripts,
            locale="sv-SE",
            reduced_motion="reduce",
            base_url=site.address,
        )
        contexts.append(context)
        context.route("**/*", complaints.on_request)
        page = context.new_page()
        page.on("console", complaints.on_console)
        page.on("pageerror", lambda error: complaints.found.append(f"script: {error}"))
        page.on("requestfailed", complaints.on_failure)
        return page

    yield make
    for context in contexts:
        context.close()
    assert complaints.found == []


def test_upload_and_see_the_words_of_a_fact(make_page: "Callable[..., Page]") -> None:
    page = make_page()
    sample = next(path for path in sample_files() if path.name == UPLOADED)
    page.goto("/ladda-upp")
    page.get_by_label("Filer", exact=True).set_input_files(str(sample))
    assert page.get_by_label("Bara vi").is_checked()
    page.get_by_role("button", name="Ladda upp").click()
    received = page.locator("#received li")
    received.locator(".status.read").wait_for(timeout=WAIT)
    assert received.count() == 1
    assert received.get_attribute("hx-get") is None
    received.get_by_role("link").click()
    page.get_by_role("heading", level=1, name="Lex Sarah").wait_for()

    several = page.locator("a.fact:not([data-count='1'])")
    fact = several.first if several.count() else page.locator("a.fact").first
    count = int(fact.get_attribute("data-count") or "")
    key = fact.get_attribute("data-fact")
    seen = set()
    for number in [*range(count), 0]:
        fact.click()
        pieces = page.locator("mark.on")
        names = [(piece.get_attribute("data-evidence") or "").split() for piece in pieces.all()]
        assert all(f"{key}.{number}" in name for name in names)
        assert pieces.first.evaluate("mark => mark === document.activeElement")
        assert pieces.first.get_attribute("aria-describedby") == fact.get_attribute("id")
        expect(pieces.first).to_be_in_viewport()
        assert pieces.first.evaluate("mark => getComputedStyle(mark).backgroundColor") == "rgb(255, 210, 63)"
        seen.add(pieces.first.text_content())
    assert len(seen) == count
    announced = page.locator("#announce").text_content() or ""
    assert announced.startswith("Belägg")
    page.keyboard.press("Escape")
    assert fact.evaluate("fact => fact === document.activeElement")
    assert page.locator("mark.on").count() == 0


def test_a_file_that_is_refused_says_why_and_the_next_goes_on(make_page: "Callable[..., Page]") -> None:
    page = make_page()
    page.goto("/ladda-upp")
    text = "Utredning enligt lex Sarah. Den 3 maj 2023 uteblev ett besök i hemtjänsten i Kiruna kommun."
    page.get_by_label("Filer", exact=True).set_input_files(
        [
            {"name": "bild.gif", "mimeType": "image/gif", "buffer": b"GIF89a...."},
            {"name": "rapport.txt", "mimeType": "text/plain", "buffer": text.encode()},
        ]
    )
    page.get_by_role("button", name="Ladda upp").click()
    page.locator("#received .status.read").wait_for(timeout=WAIT)
    refused, read = page.locator("#received li").all()
    assert "Filformatet läses inte" in (refused.text_content() or "")
    assert "Läst" in (read.text_content() or "")


def test_search_and_trends_with_the_keyboard_alone(make_page: "Callable[..., Page]") -> None:
    page = make_page()
    page.goto("/")
    page.keyboard.press("Tab")
    assert focused(page) == "Till innehållet"
    page.keyboard.press("Enter")
    tab_to(page, "#q")
    page.keyboard.type("orosanmälan som blev liggande")
    page.keyboard.press("Enter")
    page.locator(".hit").first.wait_for()
    assert "oros" not in page.url
    assert "Ale kommun" in (page.locator(".hit").first.text_content() or "")
    tab_to(page, ".hit a")
    assert page.evaluate("getComputedStyle(document.activeElement).outlineStyle") == "solid"
    page.keyboard.press("Enter")
    page.locator(".paper").wait_for()
    tab_to(page, "a.fact")
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.matches('mark.on')")
    page.keyboard.press("Escape")
    assert page.evaluate("document.activeElement.matches('a.fact')")
    page.goto("/")
    tab_to(page, "nav a[href='/trender']")
    page.keyboard.press("Enter")
    page.wait_for_url("**/trender")
    assert three_charts(page)


def focused(page: "Page") -> str:
    return str(page.evaluate("document.activeElement.textContent"))


def tab_to(page: "Page", selector: str) -> None:
    for _ in range(150):
        page.keyboard.press("Tab")
        if page.evaluate("selector => document.activeElement.matches(selector)", selector):
            return
    pytest.fail(f"the keyboard does not reach {selector}")


def three_charts(page: "Page") -> bool:
    page.wait_for_function("[...document.images].every(image => image.complete)")
    widths = page.evaluate("[...document.querySelectorAll('figure img')].map(image => image.naturalWidth)")
    return len(widths) == 3 and all(width > 0 for width in widths)


def test_pages_fit_the_screen(make_page: "Callable[..., Page]", size: tuple[int, int]) -> None:
    page = make_page(*size)
    page.goto("/sok")
    page.get_by_label("Sökord").fill("larm")
    page.get_by_role("button", name="Sök").click()
    page.locator(".hit").first.wait_for()
    answer = page.url
    first = page.locator(".hit a").first.get_attribute("href")
    for path in ("/", "/dokument", "/ladda-upp", "/trender", "/sok", answer, first or ""):
        page.goto(path)
        assert page.evaluate("document.documentElement.scrollWidth") <= size[0], path
        small = page.evaluate(
            """() => [...document.querySelectorAll("button, .button, nav a, input:not([type=hidden]), select, summary")]
            .filter(one => one.checkVisibility())
            .map(one => [one.getBoundingClientRect(), one.textContent || one.id])
            .filter(([box]) => box.width < 20 || box.height < 20 || (box.width < 24 && box.height < 24))
            .map(([, words]) => words)"""
        )
        assert small == [], path


def test_search_upload_and_facts_work_without_scripts(make_page: "Callable[..., Page]") -> None:
    page = make_page(scripts=False)
    page.goto("/")
    page.get_by_label("Har det hänt förut?").fill("orosanmälan som blev liggande")
    page.get_by_role("button", name="Sök").click()
    page.locator(".hit h3 a").first.click()
    fact = page.locator("a.fact").first
    target = fact.get_attribute("href") or ""
    fact.click()
    assert page.url.endswith(target)
    assert page.locator(f"{target}:target").count() == 1
    page.goto("/ladda-upp")
    text = "Utredning enligt lex Sarah. Den 4 maj 2023 uteblev ett besök i hemtjänsten i Kalix kommun."
    page.get_by_label("Filer", exact=True).set_input_files(
        [{"name": "utan-skript.txt", "mimeType": "text/plain", "buffer": text.encode()}]
    )
    page.get_by_role("button", name="Ladda upp").click()
    assert "utan-skript.txt" in (page.locator("#received li").text_content() or "")
    assert page.get_by_role("link", name="Uppdatera läget").is_visible()


def test_facets_narrow_with_one_press(make_page: "Callable[..., Page]") -> None:
    page = make_page()
    page.goto("/sok")
    page.get_by_label("Sökord").fill("larm")
    page.keyboard.press("Enter")
    before = int((page.locator("#traffar").text_content() or "").split()[0])
    page.locator(".facets button").first.click()
    page.locator(".chip").wait_for()
    assert int((page.locator("#traffar").text_content() or "").split()[0]) <= before
    page.locator(".chip").click()
    page.locator(".chip").wait_for(state="detached")
    assert int((page.locator("#traffar").text_content() or "").split()[0]) == before


def test_the_api_page_works_under_its_own_policy(make_page: "Callable[..., Page]") -> None:
    page = make_page()
    page.goto("/api/docs")
    page.get_by_text("/api/v1/documents").first.wait_for()
