"""Accounts, tokens and sessions: right secrets open, all others do not, and none is kept in clear."""

from collections.abc import Callable

import pytest

from lexsarah.errors import NotFound
from lexsarah.store import accounts
from lexsarah.store.accounts import NameTaken, WeakPassword
from lexsarah.store.database import Database, Reader

PASSWORD = "en lång lösenfras"


def test_an_account_opens_with_its_password_alone(database: Database) -> None:
    with database.anyone() as connection:
        accounts.add_account(connection, "Kommunen", "stina", PASSWORD, "reader")
    with database.anyone() as connection:
        found = accounts.with_password(connection, "stina", PASSWORD)
        assert found is not None
        assert found.role == "reader"
        assert accounts.with_password(connection, "stina", PASSWORD + " ") is None
        assert accounts.with_password(connection, "nils", PASSWORD) is None
        assert accounts.accounts(connection, "Kommunen") == [("stina", "reader")]
        assert accounts.accounts(connection, "Grannkommunen") == []
    with pytest.raises(NameTaken), database.anyone() as connection:
        accounts.add_account(connection, "Grannkommunen", "stina", PASSWORD, "reader")
    with pytest.raises(NotFound), database.anyone() as connection:
        accounts.remove_account(connection, "Grannkommunen", "stina")


def test_a_short_password_is_refused(database: Database) -> None:
    with pytest.raises(WeakPassword), database.anyone() as connection:
        accounts.add_account(connection, "Kommunen", "kort", "elva tecken", "reader")


def test_removing_an_account_ends_its_sessions(database: Database) -> None:
    with database.anyone() as connection:
        accounts.add_account(connection, "Kommunen", "lämnar", PASSWORD, "editor")
        reader = accounts.with_password(connection, "lämnar", PASSWORD)
        assert reader
        secret = accounts.open_session(connection, reader)
    with database.anyone() as connection:
        assert accounts.with_session(connection, secret)
        accounts.remove_account(connection, "Kommunen", "lämnar")
        assert accounts.with_session(connection, secret) is None


def test_a_token_opens_until_it_is_revoked(database: Database) -> None:
    with database.anyone() as connection:
        secret = accounts.add_token(connection, "Kommunen", "import", "editor", None)
        found = accounts.with_token(connection, secret)
        assert found
        assert found.role == "editor"
        assert accounts.with_token(connection, secret[:-1]) is None
        accounts.remove_token(connection, "Kommunen", "import")
        assert accounts.with_token(connection, secret) is None


def test_a_session_ends(database: Database, org: Callable[[str], Reader]) -> None:
    reader = org("ägare")
    with database.anyone() as connection:
        secret = accounts.open_session(connection, reader)
        other = accounts.open_session(connection, reader)
        accounts.close_session(connection, reader, secret)
        assert accounts.with_session(connection, secret) is None
        assert accounts.with_session(connection, other)


def test_no_secret_is_kept_in_clear(database: Database, org: Callable[[str], Reader]) -> None:
    reader = org("ägare")
    with database.anyone() as connection:
        session = accounts.open_session(connection, reader)
        accounts.speak_for(connection, reader.organisation_id)
        kept = str(connection.execute("SELECT secret_hash FROM sessions").fetchall())
    assert session not in kept
