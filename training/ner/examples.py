"""Sentences as spaCy trains on them; what a set did not look for is left open."""

from collections.abc import Iterable, Sequence
from typing import Any

from lexsarah.extract.entities import LABELS
from lexsarah.extract.names import is_role
from training.ner.sentence import Sentence, Source


def blind_spots(sentence: Sentence) -> Sentence:
    """Leave the words open that name a role, in a set that did not look for titles."""
    if sentence.source is Source.CORPUS:
        return sentence
    at, places = 0, []
    for word in sentence.text.split(" "):
        if is_role(word):
            places.append((at, at + len(word)))
        at += len(word) + 1
    return Sentence(sentence.source, sentence.text, sentence.names, (*sentence.unsure, *places))


def annotated(nlp: Any, sentence: Sentence) -> Any:  # noqa: ANN401  (spaCy's Doc is not typed)
    """Return a text as a Doc with its names; words that are open count neither way."""
    doc = nlp.make_doc(sentence.text)
    names: list[Any] = []
    reached = 0
    for name in sentence.names:
        span = doc.char_span(name.start, name.end, label=name.label, alignment_mode="expand")
        if name.label in LABELS and span is not None and span.start >= reached and not span[0].is_space:
            names.append(span)
            reached = span.end
    named = {token.i for span in names for token in span}
    unsure = {
        token.i
        for start, end in sentence.unsure
        for token in doc.char_span(start, end, alignment_mode="expand") or ()
        if token.i not in named
    }
    doc.set_ents(names, missing=[doc[at : at + 1] for at in sorted(unsure)])
    return doc


def examples(nlp: Any, sentences: Iterable[Sentence]) -> list[Any]:  # noqa: ANN401  (spaCy is not typed)
    """Return sentences as spaCy's examples."""
    from spacy.training import Example  # noqa: PLC0415

    return [Example(nlp.make_doc(one.text), annotated(nlp, one)) for one in sentences]


def spans(doc: Any, labels: Sequence[str], *, units: bool) -> set[tuple[int, int, str]]:  # noqa: ANN401
    """Return the names of a Doc; without ``units`` a unit counts as an organisation."""
    found = ((one.start, one.end, one.label_) for one in doc.ents)
    plain = ((start, end, "ORG" if label == "UNIT" and not units else label) for start, end, label in found)
    return {one for one in plain if one[2] in labels}
