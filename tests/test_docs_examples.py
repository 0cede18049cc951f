"""The examples of the pages give what the pages say."""

import doctest
from pathlib import Path

import pytest

DOCS = Path(__file__).resolve().parent.parent / "docs"


@pytest.mark.parametrize(("page", "least"), [("extraction.md", 20), ("search.md", 3)])
def test_examples(page: str, least: int) -> None:
    failed, tried = doctest.testfile(str(DOCS / page), module_relative=False, optionflags=doctest.NORMALIZE_WHITESPACE)
    assert tried > least
    assert failed == 0
