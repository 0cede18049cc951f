"""Names in any text by the network ``models/sv_lexsarah``: persons, organisations, units, places, titles."""

import hashlib
import json
import re
from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING, Any, Final

from lexsarah.errors import ModelError
from lexsarah.extract.boundaries import register
from lexsarah.language import pieces, spacy_alone
from lexsarah.records import Span
from lexsarah.resources import folder

if TYPE_CHECKING:
    from lexsarah.extract.name_reader import NameReader

FORMAT: Final = 1
"""Version of what the manifest holds; another one is refused."""
MANIFEST: Final = "manifest.json"
BESIDE: Final = (MANIFEST, "README.md")
"""Files that the manifest does not list: itself and the model card."""
NAME: Final = "sv_lexsarah"
LABELS: Final = ("PER", "ORG", "UNIT", "LOC", "ROLE")

LONGEST_PIECE = 2_000
"""Code points that the network sees at once: a line, or a part of one that is cut at white space. It looks four words
to either side."""
BATCH = 64
"""Pieces in memory at once."""
WORDS_KEPT = 30_000
"""Words whose features are remembered, from the first texts on; those of later texts are forgotten batch by batch.
Some 20 MB."""

RETRAIN = "train it again with `python -m training.ner.train`"

_LOCK = Lock()
"""spaCy's memory zones are not for several threads at once."""


@dataclass(frozen=True, slots=True)
class Entity:
    """A name: half-open offsets in code points, its words there, and PER, ORG, UNIT, LOC or ROLE.

    A genitive -s belongs to it ("Botkyrkas").
    """

    start: int
    end: int
    text: str
    label: str


def entities_in(text: str) -> tuple[Entity, ...]:
    """Find names in order of the text; none overlaps another or crosses a line.

    Raises
    ------
    ModelError
        If the model is missing, damaged or made for another version of spaCy.
    """
    parts = [
        part
        for line in LINE.finditer(text)
        for part in pieces(text, Span(*line.span()), LONGEST_PIECE)
        if LETTER.search(text, part.start, part.end)
    ]
    return tuple(_found(text, parts))


LINE = re.compile(r"[^\r\n]+")
LETTER = re.compile(r"[^\W\d_]")
LONG_WORD = re.compile(r"\S{60}")
"""More than a word: nothing to remember."""
SURROGATE = re.compile(r"[\ud800-\udfff]")
"""Half of a character: no encoding has it, and spaCy encodes every word."""


def _found(text: str, parts: list[Span]) -> Iterator[Entity]:
    for at in range(0, len(parts), BATCH):
        batch = parts[at : at + BATCH]
        readable = [SURROGATE.sub("\N{REPLACEMENT CHARACTER}", text[part.start : part.end]) for part in batch]
        for line, start, end, label in _places(readable):
            first, after = batch[line].start + start, batch[line].start + end
            yield Entity(first, after, text[first:after], label)


def _places(lines: Sequence[str]) -> list[tuple[int, int, int, str]]:
    """Return of every name its line, half-open offsets in it, and label."""
    nlp = pipeline()
    with _LOCK, _memory(nlp, lines):
        docs = [nlp.make_doc(line) for line in lines]
        found = [(name.doc, docs[name.doc][name.start : name.end], name.label) for name in _reader().read(docs)]
        return [(line, span.start_char, span.end_char, label) for line, span, label in found]


def _memory(nlp: Any, texts: Sequence[str]) -> AbstractContextManager[object]:  # noqa: ANN401
    """Return what forgets the words of the texts, or remembers them: to look at a word costs more than to read it."""
    if len(nlp.vocab) < WORDS_KEPT and not any(map(LONG_WORD.search, texts)):
        return nullcontext()
    zone: AbstractContextManager[object] = nlp.memory_zone()
    return zone


@cache
def pipeline() -> Any:  # noqa: ANN401  (spaCy's Language is not typed for us)
    """Load the shipped pipeline, once."""
    nlp = load(folder("models") / NAME)
    nlp.tokenizer.max_cache_size = WORDS_KEPT
    return nlp


@cache
def _reader() -> "NameReader":
    from lexsarah.extract.name_reader import NameReader  # noqa: PLC0415  (numpy: --help and read stay light)

    return NameReader(pipeline().get_pipe("ner"))


def load(path: Path) -> Any:  # noqa: ANN401  (spaCy's Language is not typed for us)
    """Load a pipeline whose files are those of its manifest (ModelError)."""
    _check(path)
    register()
    return spacy_alone().load(path)


def _check(path: Path) -> None:
    spacy = spacy_alone()
    try:
        manifest = json.loads((path / MANIFEST).read_bytes())
        files = {name: (path / name).read_bytes() for name in manifest["files"]}
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise ModelError(f"{path} is missing or damaged ({type(error).__name__}); {RETRAIN}") from None
    if manifest.get("format") != FORMAT or manifest.get("labels") != list(LABELS):
        raise ModelError(f"{path / MANIFEST} has another format or other labels; {RETRAIN}")
    made_with = str(manifest.get("versions", {}).get("spacy", "?"))
    if made_with.split(".")[:2] != spacy.__version__.split(".")[:2]:
        raise ModelError(f"{path} was made with spaCy {made_with}, here is {spacy.__version__}; {RETRAIN}")
    unknown = {str(one.relative_to(path)) for one in path.rglob("*") if one.is_file()} - {*files, *BESIDE}
    if unknown:
        raise ModelError(f"{path} holds files that its manifest does not name: {', '.join(sorted(unknown))}; {RETRAIN}")
    for name, content in files.items():
        if hashlib.sha256(content).hexdigest() != manifest["files"][name]:
            raise ModelError(f"{path / name} is damaged: its bytes are not those of the manifest; {RETRAIN}")
