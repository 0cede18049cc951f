"""Starts the service: database, queue, worker thread and web server."""

import ipaddress
import socket
from collections.abc import Callable

import uvicorn

from lexsarah.api.app import create_app
from lexsarah.config import Settings, demonstration_home
from lexsarah.errors import ConfigurationError, LexSarahError
from lexsarah.indexing import make_indexer
from lexsarah.ingest import load
from lexsarah.pipeline import Ingestor, classifiers, limits_of, own_models
from lexsarah.resources import sample_files
from lexsarah.store import accounts
from lexsarah.store.database import Database, Reader, is_demonstration, open_database
from lexsarah.store.originals import Originals
from lexsarah.vocabulary import Visibility
from lexsarah.web import Service, StartToken
from lexsarah.worker import Queue

LOOPBACK_NAMES = frozenset({"localhost", "127.0.0.1", "::1"})
DEMONSTRATION_OWNER = "Exempelkommunen"


def serve(settings: Settings, *, demonstration: bool, say: Callable[[str], None]) -> None:
    """Serve until stopped. ``say`` tells a person the address.

    Raises
    ------
    ConfigurationError
        If the address is not loopback and nobody could sign in, or the port is taken.
    StoreError
        If there is no database to be had.
    """
    if demonstration:
        if settings.database_url:
            raise ConfigurationError("the demonstration has a database of its own: unset LEXSARAH_DATABASE_URL")
        settings = settings.model_copy(
            update={"home": demonstration_home(settings), "organisation": DEMONSTRATION_OWNER}
        )
    listener = _bind(settings.host, settings.port)
    try:
        with open_database(settings, demonstration=demonstration) as database:
            service = make_service(settings, database, with_start_token=is_loopback(settings.host))
            if demonstration:
                load_samples(service.ingestor, settings.organisation, say)
            _run(service, listener, say)
    finally:
        listener.close()


def make_service(settings: Settings, database: Database, *, with_start_token: bool) -> Service:
    """Put the running service together.

    Raises
    ------
    ConfigurationError
        If there is neither a start token nor an account or token to sign in with.
    """
    with database.anyone() as connection:
        demonstration = is_demonstration(connection)
        may_sign_in = accounts.may_sign_in(connection)
    if not with_start_token and not may_sign_in:
        raise ConfigurationError(
            f"LEXSARAH_HOST {settings.host} can be reached from other machines and nobody could sign in: make an "
            "account (`lexsarah user add NAME`) or a token (`lexsarah token add LABEL`) first"
        )
    ingestor = Ingestor(database, Originals(settings.home / "originals"), limits_of(settings), own_models(settings))
    token = StartToken() if with_start_token else None
    indexer = make_indexer(database, settings)
    return Service(settings, database, ingestor, indexer, Queue(ingestor, indexer), demonstration, token)


def load_samples(ingestor: Ingestor, organisation: str, say: Callable[[str], None]) -> None:
    """Ingest the invented documents that ship with the package; known ones are left as they are."""
    with ingestor.database.anyone() as connection:
        reader = Reader(accounts.organisation(connection, organisation), "admin")
    new = 0
    for path in sample_files():
        try:
            new += ingestor.ingest(load(path, ingestor.limits), reader, Visibility.OWN)
        except LexSarahError as error:
            say(f"{path.name}: {error.message}")
    say(f"Påhittade exempel: {len(sample_files())} dokument, varav {new} nya.")


def is_loopback(host: str) -> bool:
    """Whether an address is reached from this machine alone."""
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def _bind(host: str, port: int) -> socket.socket:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    listener = socket.socket(family, socket.SOCK_STREAM)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((host, port))
    except OSError as error:
        listener.close()
        raise ConfigurationError(
            f"cannot listen on {host} port {port} ({error.strerror}); choose another with --port or LEXSARAH_PORT"
        ) from None
    listener.listen(128)
    return listener


def hosts_of(settings: Settings) -> frozenset[str]:
    """Return the host names that the service answers to."""
    named = {name.strip() for name in settings.allowed_hosts.split(",") if name.strip()}
    return LOOPBACK_NAMES | {name.lower() for name in named | {settings.host}}


def _run(service: Service, listener: socket.socket, say: Callable[[str], None]) -> None:
    # Loaded before the address is printed, so that the first upload does not wait for it.
    classifiers(own_models(service.settings))
    app = create_app(service, hosts_of(service.settings))
    # No access log: it would hold addresses, and the first of them holds the start token.
    server = uvicorn.Server(
        uvicorn.Config(app, log_config=None, access_log=False, server_header=False, timeout_graceful_shutdown=10)
    )
    service.queue.defer_catching_up()
    worker = service.queue.in_background(concurrency=1)
    host, port = listener.getsockname()[:2]
    shown = f"[{host}]" if ":" in host else host
    if service.start_token:
        say(f"Öppna http://{shown}:{port}/start?token={service.start_token.secret}")
        say("Adressen fungerar en gång. Avsluta med Ctrl+C.")
    else:
        say(f"Öppna http://{shown}:{port}/ och logga in. Avsluta med Ctrl+C.")
    try:
        server.run(sockets=[listener])
    finally:
        worker.stop()
