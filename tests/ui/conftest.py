"""An empty home that is no demonstration, with a signed-in client, for tests that add and remove."""

import asyncio
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from lxml import html
from starlette.testclient import TestClient

from lexsarah.api.app import create_app
from lexsarah.api.serve import LOOPBACK_NAMES, make_service
from lexsarah.config import Settings
from lexsarah.store import accounts
from lexsarah.store.database import Reader, open_database
from lexsarah.web import COOKIE, Service

Page = html.HtmlElement


def parsed(text: str) -> Page:
    return html.document_fromstring(text)


def csrf(client: TestClient, path: str = "/sok") -> str:
    return str(parsed(client.get(path).text).xpath("//input[@name='csrf']/@value")[0])


def signed_in_as(service: Service, role: str, organisation: str | None = None) -> TestClient:
    with service.database.anyone() as connection:
        owner = accounts.organisation(connection, organisation or service.settings.organisation)
        cookie = accounts.open_session(connection, Reader(owner, role))
    client = TestClient(
        create_app(service, LOOPBACK_NAMES), base_url="http://127.0.0.1", headers={"accept": "text/html"}
    )
    client.cookies.set(COOKIE, cookie)
    return client


def read_all(service: Service) -> None:
    asyncio.run(service.queue.run_async(1, until_empty=True))


@pytest.fixture(scope="module")
def empty_service(new_home: Callable[[], Path]) -> Iterator[Service]:
    settings = Settings(home=new_home(), organisation="Provkommunen")
    with open_database(settings) as opened:
        yield make_service(settings, opened, with_start_token=True)


@pytest.fixture
def admin(empty_service: Service) -> TestClient:
    return signed_in_as(empty_service, "admin")
