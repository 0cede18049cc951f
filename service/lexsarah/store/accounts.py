"""Organisations, accounts, tokens and sessions.

Passwords are kept as argon2id hashes (OWASP's recommendation); tokens and sessions are 256 random bits, of which only
the SHA-256 is kept.
"""

import hashlib
import secrets
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cache
from typing import TYPE_CHECKING, Literal
from uuid import UUID

import psycopg

from lexsarah.errors import LexSarahError, NotFound
from lexsarah.store.database import Connection, Reader, one

if TYPE_CHECKING:
    from argon2 import PasswordHasher

Role = Literal["reader", "editor", "admin"]
ROLES: tuple[Role, ...] = ("reader", "editor", "admin")
SESSION_HOURS = 12
SHORTEST_PASSWORD = 12
"""Shortest password in characters (NIST SP 800-63B asks for 8 with a second factor, 15 without; 12 is our middle)."""


class NameTaken(LexSarahError):
    """An account or token of that name exists."""

    code = "name_taken"


class WeakPassword(LexSarahError):
    """A password that is too short."""

    code = "weak_password"


@dataclass(frozen=True, slots=True)
class Session:
    """A signed-in reader; ``csrf`` must come with every change."""

    reader: Reader
    csrf: str


@cache
def _hasher() -> "PasswordHasher":
    from argon2 import PasswordHasher  # noqa: PLC0415  (--help stays light)

    return PasswordHasher()


@cache
def _nobodys_hash() -> str:
    return _hasher().hash(secrets.token_urlsafe(16))


def _digest(secret: str) -> bytes:
    return hashlib.sha256(secret.encode()).digest()


def organisation(connection: Connection, name: str) -> UUID:
    """Return the id of an organisation, made on first mention."""
    found: UUID = one(connection.execute("SELECT organisation_named(%s) AS id", [name]))["id"]
    return found


def speak_for(connection: Connection, organisation_id: UUID) -> None:
    """Let the rest of the transaction speak for an organisation."""
    connection.execute("SELECT set_config('lexsarah.organisation', %s, true)", [str(organisation_id)])


def add_account(connection: Connection, organisation_name: str, name: str, password: str, role: Role) -> None:
    """Make an account.

    Raises
    ------
    WeakPassword
        If the password is shorter than ``SHORTEST_PASSWORD``.
    NameTaken
        If there is one of that name.
    """
    if len(password) < SHORTEST_PASSWORD:
        raise WeakPassword(f"a password needs at least {SHORTEST_PASSWORD} characters")
    owner = organisation(connection, organisation_name)
    speak_for(connection, owner)
    try:
        connection.execute(
            "INSERT INTO accounts (organisation_id, name, password_hash, role) VALUES (%s, %s, %s, %s)",
            [owner, name, _hasher().hash(password), role],
        )
    except psycopg.errors.UniqueViolation:
        raise NameTaken(f"there is already an account named {name}") from None


def remove_account(connection: Connection, organisation_name: str, name: str) -> None:
    """Remove an account and its sessions (NotFound if the organisation has none of that name)."""
    speak_for(connection, organisation(connection, organisation_name))
    if not connection.execute("DELETE FROM accounts WHERE name = %s", [name]).rowcount:
        raise NotFound(f"{organisation_name} has no account named {name}")


def accounts(connection: Connection, organisation_name: str) -> list[tuple[str, str]]:
    """Return name and role of an organisation's accounts."""
    speak_for(connection, organisation(connection, organisation_name))
    rows = connection.execute("SELECT name, role FROM accounts").fetchall()
    return sorted((row["name"], row["role"]) for row in rows)


def add_token(connection: Connection, organisation_name: str, label: str, role: Role, days: int | None) -> str:
    """Make a token for programs and return it: it is shown this once (NameTaken if the label is in use)."""
    secret = secrets.token_urlsafe(32)
    owner = organisation(connection, organisation_name)
    speak_for(connection, owner)
    expires = datetime.now(UTC) + timedelta(days=days) if days else None
    try:
        connection.execute(
            "INSERT INTO tokens (secret_hash, organisation_id, label, role, expires_at) VALUES (%s, %s, %s, %s, %s)",
            [_digest(secret), owner, label, role, expires],
        )
    except psycopg.errors.UniqueViolation:
        raise NameTaken(f"there is already a token labelled {label}") from None
    return secret


def remove_token(connection: Connection, organisation_name: str, label: str) -> None:
    """Revoke a token (NotFound if the organisation has none of that label)."""
    speak_for(connection, organisation(connection, organisation_name))
    if not connection.execute("DELETE FROM tokens WHERE label = %s", [label]).rowcount:
        raise NotFound(f"{organisation_name} has no token labelled {label}")


def tokens(connection: Connection, organisation_name: str) -> list[tuple[str, str, datetime | None]]:
    """Return label, role and end of an organisation's tokens."""
    speak_for(connection, organisation(connection, organisation_name))
    rows = connection.execute("SELECT label, role, expires_at FROM tokens").fetchall()
    return sorted(((row["label"], row["role"], row["expires_at"]) for row in rows), key=lambda row: str(row[0]))


def may_sign_in(connection: Connection) -> bool:
    """Whether there is an account or a token in force."""
    return bool(one(connection.execute("SELECT may_sign_in() AS any"))["any"])


def with_token(connection: Connection, secret: str) -> Reader | None:
    """Return whom a token speaks for, or None."""
    row = connection.execute("SELECT * FROM token_with(%s)", [_digest(secret)]).fetchone()
    return Reader(row["organisation_id"], row["role"]) if row else None


def with_password(connection: Connection, name: str, password: str) -> Reader | None:
    """Return whom an account's password speaks for, or None; takes as long when there is no such account."""
    from argon2.exceptions import VerificationError  # noqa: PLC0415  (--help stays light)

    row = connection.execute("SELECT * FROM account_named(%s)", [name]).fetchone()
    try:
        _hasher().verify(row["password_hash"] if row else _nobodys_hash(), password)
    except VerificationError:
        return None
    return Reader(row["organisation_id"], row["role"], row["account_id"]) if row else None


def open_session(connection: Connection, reader: Reader) -> str:
    """Make a session and return its secret, for the cookie."""
    secret = secrets.token_urlsafe(32)
    speak_for(connection, reader.organisation_id)
    connection.execute("DELETE FROM sessions WHERE expires_at < now()")
    connection.execute(
        "INSERT INTO sessions (secret_hash, organisation_id, account_id, role, csrf, expires_at) "
        "VALUES (%s, %s, %s, %s, %s, %s)",
        [
            _digest(secret),
            reader.organisation_id,
            reader.account_id,
            reader.role,
            secrets.token_urlsafe(32),
            datetime.now(UTC) + timedelta(hours=SESSION_HOURS),
        ],
    )
    return secret


def with_session(connection: Connection, secret: str) -> Session | None:
    """Return the session of a cookie, or None."""
    row = connection.execute("SELECT * FROM session_with(%s)", [_digest(secret)]).fetchone()
    return Session(Reader(row["organisation_id"], row["role"], row["account_id"]), row["csrf"]) if row else None


def close_session(connection: Connection, reader: Reader, secret: str) -> None:
    """End a session."""
    speak_for(connection, reader.organisation_id)
    connection.execute("DELETE FROM sessions WHERE secret_hash = %s", [_digest(secret)])
