"""The embedded server: nobody else gets in, nothing above the home changes, and it survives rough handling."""

import os
import pwd
import socket
import stat
import time
from collections.abc import Callable
from pathlib import Path

import psycopg
import pytest

from lexsarah.errors import StoreError
from lexsarah.store.embedded import ACCOUNT, EmbeddedServer, Urls, shared_megabytes

ROOT = os.geteuid() == 0


def refused_to_nobody(attempt: Callable[[], object]) -> bool:
    """Whether the kernel refuses ``attempt`` to the user nobody (tried in a child that has become that user)."""
    child = os.fork()
    if not child:
        nobody = pwd.getpwnam("nobody")
        os.setgroups([])
        os.setgid(nobody.pw_gid)
        os.setuid(nobody.pw_uid)
        code = 1
        try:
            attempt()
            code = 0
        except PermissionError:
            code = 13
        finally:
            os._exit(code)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 13


def modes_above(path: Path) -> dict[Path, int]:
    return {folder: folder.stat().st_mode for folder in path.parents}


def test_starts_restarts_and_stops(home: Path) -> None:
    server = EmbeddedServer(home)
    assert not server.running()
    assert not server.stop()
    first = server.start()
    assert server.running()
    assert server.start() == first
    assert server.stop()
    assert not server.running()
    again = server.start()
    with psycopg.connect(again.app) as connection:
        assert connection.execute("SELECT current_user").fetchone() == ("lexsarah_app",)


@pytest.mark.parametrize(("memory", "cache"), [(256 << 20, 128), (4 << 30, 1024), (64 << 30, 2048)])
def test_a_quarter_of_the_memory_is_the_cache(memory: int, cache: int) -> None:
    assert shared_megabytes(memory) == cache


def test_the_cache_follows_the_memory_of_the_machine(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("lexsarah.store.embedded._memory", lambda: 800 << 20)
    with psycopg.connect(EmbeddedServer(home).start().app) as connection:
        assert connection.execute("SHOW shared_buffers").fetchone() == ("200MB",)


def test_folders_above_the_home_keep_their_modes(home: Path) -> None:
    before = modes_above(home)
    EmbeddedServer(home).start()
    assert modes_above(home) == before


def test_secrets_and_database_are_private(home: Path) -> None:
    EmbeddedServer(home).start()
    assert stat.S_IMODE((home / "secrets" / "database.json").stat().st_mode) == 0o600
    for folder in ("secrets", "database", "database/data", "database/socket"):
        assert stat.S_IMODE((home / folder).stat().st_mode) == 0o700


def test_a_connection_needs_its_password(home: Path) -> None:
    EmbeddedServer(home).start()
    for role in ("lexsarah_admin", "lexsarah_owner", "lexsarah_app", "lexsarah_backup"):
        for wrong in ("", "wrong"):
            with pytest.raises(psycopg.OperationalError, match="password"):
                psycopg.connect(f"postgresql://{role}:{wrong}@/lexsarah?host={home / 'database' / 'socket'}")
    assert (home / "database" / "data" / "pg_hba.conf").read_text() == "local all all scram-sha-256\n"


def test_no_network_address_is_listened_on(home: Path) -> None:
    urls = EmbeddedServer(home).start()
    with psycopg.connect(urls.app) as connection:
        assert connection.execute("SHOW listen_addresses").fetchone() == ("",)


def test_the_app_role_owns_nothing_and_cannot_pass_policies(home: Path) -> None:
    urls = EmbeddedServer(home).start()
    with psycopg.connect(urls.app) as connection:
        row = connection.execute(
            "SELECT rolsuper, rolbypassrls, rolcreaterole, rolcreatedb FROM pg_roles WHERE rolname = current_user"
        ).fetchone()
        assert row == (False, False, False, False)
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            connection.execute("CREATE TABLE mine (a int)")


@pytest.mark.skipif(not ROOT, reason="only root can become another user")
def test_another_user_of_the_machine_gets_nothing(home: Path) -> None:
    EmbeddedServer(home).start()
    address = str(home / "database" / "socket" / ".s.PGSQL.5432")
    with socket.socket(socket.AF_UNIX) as ours:
        ours.connect(address)
    with socket.socket(socket.AF_UNIX) as theirs:
        assert refused_to_nobody(lambda: theirs.connect(address))
    for path in ("secrets/database.json", "database/data/PG_VERSION", "database/server.log", "lock"):
        assert refused_to_nobody((home / path).read_bytes)


@pytest.mark.skipif(not ROOT, reason="only root starts the server as another account")
def test_under_root_the_server_runs_as_its_own_account(home: Path) -> None:
    EmbeddedServer(home).start()
    pid = (home / "database" / "data" / "postmaster.pid").read_text().split()[0]
    assert Path(f"/proc/{pid}").stat().st_uid == pwd.getpwnam(ACCOUNT).pw_uid


@pytest.mark.skipif(not ROOT, reason="only root starts the server as another account")
def test_programs_that_the_account_cannot_reach_are_copied_into_the_home(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(EmbeddedServer, "_may_run", lambda *_: False)
    with psycopg.connect(EmbeddedServer(home).start().app) as connection:
        assert connection.execute("SELECT 1").fetchone() == (1,)
    pid = (home / "database" / "data" / "postmaster.pid").read_text().split()[0]
    assert Path(f"/proc/{pid}/exe").readlink().is_relative_to(home / "database" / "runtime")


@pytest.mark.skipif(not ROOT, reason="only root has an account that may be shut out")
def test_a_home_that_the_account_cannot_reach_is_refused_and_left_alone(home: Path) -> None:
    closed = home / "closed"
    closed.mkdir(parents=True)
    closed.chmod(0o700)
    with pytest.raises(StoreError, match=str(closed)):
        EmbeddedServer(closed / "home").start()
    assert stat.S_IMODE(closed.stat().st_mode) == 0o700


def test_too_long_a_path_is_refused_before_anything_is_made(home: Path) -> None:
    long = home / ("x" * 120)
    with pytest.raises(StoreError, match="LEXSARAH_HOME"):
        EmbeddedServer(long).start()
    assert not long.exists()


def test_a_killed_server_starts_again(home: Path) -> None:
    urls: Urls = EmbeddedServer(home).start()
    with psycopg.connect(urls.owner, autocommit=True) as connection:
        connection.execute("CREATE TABLE kept AS SELECT 1 AS one")
    pid = int((home / "database" / "data" / "postmaster.pid").read_text().split()[0])
    os.kill(pid, 9)
    for _ in range(100):
        if not Path(f"/proc/{pid}").exists():
            break
        time.sleep(0.1)
    with psycopg.connect(EmbeddedServer(home).start().owner) as connection:
        assert connection.execute("SELECT one FROM kept").fetchone() == (1,)


def test_an_interrupted_first_start_is_begun_anew(home: Path) -> None:
    server = EmbeddedServer(home)
    server.start()
    server.stop()
    # As if killed inside initdb, before the roles were made.
    (home / "database" / "data").rename(home / "database" / "data.part")
    (home / "database" / "ready").unlink()
    with psycopg.connect(server.start().app) as connection:
        assert connection.execute("SELECT current_user").fetchone() == ("lexsarah_app",)


def test_the_log_holds_no_values(home: Path) -> None:
    urls = EmbeddedServer(home).start()
    with psycopg.connect(urls.owner, autocommit=True) as connection:
        connection.execute("CREATE TABLE one (a text PRIMARY KEY)")
        connection.execute("INSERT INTO one VALUES (%s)", ["hemligt namn"])
        with pytest.raises(psycopg.errors.UniqueViolation):
            connection.execute("INSERT INTO one VALUES (%s)", ["hemligt namn"])
    assert "hemligt" not in (home / "database" / "server.log").read_text()
