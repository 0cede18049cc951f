"""compose.yaml and the image give nothing away: no default password, no open port, the same roles as the code."""

import json
import os
import re
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import psycopg
import pytest
import yaml

from lexsarah.store.embedded import EmbeddedServer

ROOT = Path(__file__).parents[2]
TEXT = (ROOT / "compose.yaml").read_text("utf-8")
SERVICES = yaml.safe_load(TEXT)["services"]
OURS = ("migrate", "service", "worker")


def test_every_password_is_asked_for() -> None:
    wanted = re.findall(r"\$\{(\w*PASSWORD)(:\?)?", TEXT)
    assert len(wanted) >= 6
    assert [name for name, refusal in wanted if not refusal] == []
    example = dict(
        line.split("=", 1)
        for line in (ROOT / "docker/env.example").read_text("utf-8").splitlines()
        if line and not line.startswith("#")
    )
    assert {name: example[name] for name, _ in wanted} == {name: "" for name, _ in wanted}
    assert set(re.findall(r"\$\{(\w+)", TEXT)) == set(example)


def test_nothing_listens_for_other_hosts() -> None:
    assert [
        port for one in SERVICES.values() for port in one.get("ports", []) if not port.startswith("127.0.0.1:")
    ] == []
    assert "ports" not in SERVICES["db"]


@pytest.mark.parametrize("name", OURS)
def test_ours_run_with_as_little_as_they_need(name: str) -> None:
    one = SERVICES[name]
    assert one["read_only"] is True
    assert one["cap_drop"] == ["ALL"]
    assert "cap_add" not in one
    assert one["security_opt"] == ["no-new-privileges:true"]


def test_only_migrations_speak_as_the_owner() -> None:
    owners = [name for name in OURS if "LEXSARAH_DATABASE_OWNER_URL" in SERVICES[name]["environment"]]
    assert owners == ["migrate"]
    assert all(
        "lexsarah_app:" in SERVICES[name]["environment"]["LEXSARAH_DATABASE_URL"] for name in ("service", "worker")
    )


def test_the_image_is_not_root_and_fetches_nothing() -> None:
    runtime = (ROOT / "Dockerfile").read_text("utf-8").rpartition("FROM ${BASE}")[2]
    assert re.search(r"^USER 10001:10001$", runtime, re.MULTILINE)
    assert "HF_HUB_OFFLINE=1" in runtime
    assert "HEALTHCHECK" in runtime
    assert "pip" not in runtime
    assert "LEXSARAH_HOST" not in runtime, "an image that listens for everyone unless told otherwise"


class WithoutRoles(EmbeddedServer):
    """A new cluster as the PostgreSQL image makes it: a superuser and nothing else."""

    def _make_roles(self, passwords: dict[str, str]) -> None:
        del passwords


@pytest.fixture
def home() -> Iterator[Path]:
    with tempfile.TemporaryDirectory(prefix="lexsarah-") as folder:
        Path(folder).chmod(0o711)  # under root the server runs as an account of its own
        yield Path(folder)


def described(url: str) -> dict[str, Any]:
    """What the roles may, who owns the database and who may enter it."""
    queries = {
        "roles": "SELECT rolname, rolcanlogin, rolsuper, rolcreatedb, rolcreaterole, rolbypassrls, rolreplication "
        "FROM pg_roles WHERE rolname IN ('lexsarah_owner', 'lexsarah_app', 'lexsarah_backup')",
        "members": "SELECT roleid::regrole::text, member::regrole::text FROM pg_auth_members "
        "WHERE member::regrole::text LIKE 'lexsarah%'",
        "owner": "SELECT datdba::regrole::text FROM pg_database WHERE datname = 'lexsarah'",
        "access": "SELECT coalesce(nullif(grantee, 0)::regrole::text, 'public'), privilege_type "
        "FROM pg_database, aclexplode(datacl) WHERE datname = 'lexsarah'",
        "extensions": "SELECT extname FROM pg_extension",
    }
    with psycopg.connect(url) as connection:
        return {name: sorted(connection.execute(query).fetchall()) for name, query in queries.items()}


def test_the_init_script_makes_what_the_embedded_server_makes(home: Path) -> None:
    mine, theirs = EmbeddedServer(home / "a"), WithoutRoles(home / "b")
    try:
        expected = described(mine.start().owner)
        theirs.start()
        admin = json.loads((home / "b/secrets/database.json").read_text("utf-8"))["lexsarah_admin"]
        # A quote, because a password must not be able to end the statement.
        passwords = {f"LEXSARAH_{role}_PASSWORD": f"{role}'x" for role in ("OWNER", "APP", "BACKUP")}
        socket = str(home / "b/database/socket")
        psql = theirs._program("psql").parent
        done = subprocess.run(
            [str(ROOT / "docker/init-roles.sh")],
            env={
                **os.environ,
                "PATH": f"{psql}:{os.environ['PATH']}",
                "PGHOST": socket,
                "PGPASSWORD": admin,
                "POSTGRES_USER": "lexsarah_admin",
                **passwords,
            },
            capture_output=True,
            text=True,
            timeout=60,
            check=False,
        )
        assert done.returncode == 0, done.stderr
        for role in ("owner", "app", "backup"):
            url = f"host='{socket}' dbname=lexsarah user=lexsarah_{role} password={role.upper()}\\'x"
            assert described(url) == expected
    finally:
        mine.stop()
        theirs.stop()


def test_the_init_script_refuses_to_run_without_passwords() -> None:
    environment = {name: value for name, value in os.environ.items() if not name.startswith("LEXSARAH_")}
    done = subprocess.run(
        [str(ROOT / "docker/init-roles.sh")], env=environment, capture_output=True, text=True, timeout=60, check=False
    )
    assert done.returncode != 0
    assert "LEXSARAH_OWNER_PASSWORD" in done.stderr
