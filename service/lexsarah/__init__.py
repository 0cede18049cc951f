"""Swedish lex Sarah documents as evidence-backed facts.

Its functions are imported on first use, so that ``import lexsarah`` is cheap.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from lexsarah.library import Record, check, dates, encode, entities, identifiers, rank, read, read_text

__version__ = "0.1.0"
__all__ = ["Record", "__version__", "check", "dates", "encode", "entities", "identifiers", "rank", "read", "read_text"]


def __getattr__(name: str) -> Any:  # noqa: ANN401  (whatever the library holds)
    if name in __all__:
        return getattr(import_module("lexsarah.library"), name)
    raise AttributeError(name)
