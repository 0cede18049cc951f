"""The sentences of ``lexsarah.language`` as a component of a spaCy pipeline."""

from functools import cache
from typing import Any

from lexsarah.language import sentence_starts, spacy_alone

BOUNDARIES = "lexsarah_sentences"
"""Name of the component."""


@cache
def register() -> None:
    """Make the component known to spaCy, once; before that no pipeline that has it can be loaded."""
    spacy_alone()
    from spacy.language import Language  # noqa: PLC0415  (--help stays light)

    Language.component(BOUNDARIES, func=mark)


def mark(doc: Any) -> Any:  # noqa: ANN401  (spaCy's Doc is not typed)
    """Set where sentences start, line breaks included; in one call, since spaCy looks over all tokens at each."""
    from spacy.attrs import SENT_START  # noqa: PLC0415

    starts = frozenset(sentence_starts(doc))
    after_line = False
    values: list[list[int]] = []
    for token in doc:
        begins = token.idx in starts or (after_line and not token.is_space)
        values.append([1 if begins else -1])
        after_line = "\n" in token.text if token.is_space else False
    if values:
        doc.from_array([SENT_START], _unsigned(values))
    return doc


def _unsigned(values: list[list[int]]) -> Any:  # noqa: ANN401
    """Return the numbers as spaCy keeps attributes: 64 bits without sign."""
    import numpy as np  # noqa: PLC0415

    return np.array(values, dtype=np.int64).astype(np.uint64)
