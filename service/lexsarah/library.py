"""lexsarah as a library: what ``import lexsarah`` offers (docs/library.md)."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from lexsarah.checking import Check
from lexsarah.checking import check as check_case
from lexsarah.codec import JsonObject
from lexsarah.config import load_settings
from lexsarah.extract.dates import DateExpression, date_expressions
from lexsarah.extract.entities import Entity, entities_in
from lexsarah.extract.identifiers import Identifier, identifiers_in
from lexsarah.flat import everything, flat_case
from lexsarah.index.encoder import Encoder, encoder_folder, loaded_encoder
from lexsarah.ingest import from_bytes, load
from lexsarah.limits import Limits
from lexsarah.pipeline import Reading, read_source
from lexsarah.records import SourceFile
from lexsarah.search import listing


@dataclass(frozen=True, slots=True)
class Record:
    """What reading a document gave."""

    reading: Reading

    def case(self) -> JsonObject:
        """Return the flat shape (docs/data-model.md); ``id`` is the file's name without its ending."""
        reading = self.reading
        return flat_case(Path(reading.source.name).stem, reading.document.text, reading.whole, reading.reports)

    def json(self) -> JsonObject:
        """Return everything: text, blocks, facts with evidence and producer, and the facts that lost."""
        source = self.reading.source
        return everything(source.origin, source.sha256, self.reading.document, self.reading.reports)


def check(path: str | Path | bytes, published: date | None = None) -> tuple[Check, ...]:
    """Read a file, or the bytes of one, and check each of its cases against SOSFS 2011:5 ch. 5 (docs/checking.md).

    Raises as ``read``.
    """
    return checks_of(read(path, published).reading)


def checks_of(reading: Reading) -> tuple[Check, ...]:
    """Check each case of a document that is read."""
    return tuple(check_case(reading.document, report) for report in reading.reports)


def read(path: str | Path | bytes, published: date | None = None) -> Record:
    """Read a file, or the bytes of one, without any database.

    Raises
    ------
    UnreadableFile
        One of its kinds (``lexsarah.errors``), saying what is wrong and what to do.
    """
    limits = Limits()
    source = from_bytes(path, "document", "bytes", limits) if isinstance(path, bytes) else load(Path(path), limits)
    return Record(read_source(source, limits, published))


def read_text(text: str, published: date | None = None) -> Record:
    """Read a text (EmptyFile if it has no words)."""
    content = text.encode()
    source = SourceFile(hashlib.sha256(content).hexdigest(), "text/plain", "text", "text", content)
    return Record(read_source(source, Limits(), published))


def dates(text: str, anchor: date | None = None) -> tuple[DateExpression, ...]:
    """Find the dates of a text; ``anchor`` is the day of publication, that relative dates hang on."""
    return date_expressions(text, anchor)


def identifiers(text: str, when: date | None = None) -> tuple[Identifier, ...]:
    """Find case numbers, identity numbers, telephone numbers, addresses and legal references.

    ``when`` is the day of the text: by it the act in force is told, and the century of a year of birth.
    """
    return identifiers_in(text, when)


def entities(text: str) -> tuple[Entity, ...]:
    """Find persons, organisations, units, places and titles by the network in ``models/sv_lexsarah``."""
    return entities_in(text)


def encode(texts: Sequence[str], kind: Literal["passage", "query"] = "passage") -> NDArray[np.float32]:
    """Return the vectors of texts by the encoder of the settings, as rows of length 1 (texts, dimensions).

    Passages of some 200 words are meant: what is longer than the encoder's input is cut.

    Raises
    ------
    ConfigurationError, ModelError
        If a setting cannot be used, or the encoder is missing or damaged.
    """
    encoder = _encoder()
    return encoder.passages(texts) if kind == "passage" else encoder.questions(texts)


def rank(
    query: str, passages: Sequence[str], how: Literal["hybrid", "words", "meaning"] = "hybrid"
) -> list[tuple[int, float]]:
    """Rank texts for a question, as search ranks passages: the place of each in the list and its score, best first.

    ``words`` is BM25, which needs no encoder; ``meaning`` the cosine of the encoder's vectors; ``hybrid`` both.

    Raises
    ------
    ValueError
        ``how`` is none of these.
    ConfigurationError, ModelError
        As ``encode``, where it is asked for.
    """
    return listing.rank(query, passages, listing.How(how), _encoder)


def _encoder() -> Encoder:
    settings = load_settings()
    return loaded_encoder(encoder_folder(settings.encoder), settings.encoder_threads)
