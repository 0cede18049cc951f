"""The version of the index changes with what it is made by."""

import pytest

from lexsarah.index import version


def test_the_version_tells_rules_and_data_apart(monkeypatch: pytest.MonkeyPatch) -> None:
    now = version.index_version()
    assert now.startswith(f"{version.RULES}-")
    version.index_version.cache_clear()
    monkeypatch.setattr(version, "TABLES", version.TABLES[:-1])
    other = version.index_version()
    version.index_version.cache_clear()
    assert other.partition("-")[0] == now.partition("-")[0]
    assert other != now
    monkeypatch.undo()
    monkeypatch.setattr(version, "RULES", version.RULES + 1)
    assert version.index_version().partition("-")[2] == now.partition("-")[2]
    version.index_version.cache_clear()
