"""The pipeline before training: tokenizer with our abbreviations, sentences, and a small network for names."""

from typing import Any

from lexsarah.extract.boundaries import BOUNDARIES, register
from lexsarah.extract.entities import LABELS
from lexsarah.language import tokenizer
from training.ner.gazetteer import gazetteer

WIDTH, DEPTH, HIDDEN = 96, 4, 64
FEATURES = {"NORM": 5000, "LOWER": 5000, "PREFIX": 1000, "SUFFIX": 2500, "SHAPE": 2500}
"""What the network sees of a word, and the rows of its hashed embedding. NORM holds what the gazetteer says of it."""


def blank() -> Any:  # noqa: ANN401  (spaCy's Language is not typed)
    """Return a new pipeline without weights."""
    import spacy  # noqa: PLC0415
    from spacy.lookups import Lookups  # noqa: PLC0415

    register()
    nlp: Any = spacy.blank("sv")
    for form, rule in tokenizer().tokenizer.rules.items():
        nlp.tokenizer.add_special_case(form, rule)
    lookups = Lookups()
    lookups.add_table("lexeme_norm", gazetteer())
    nlp.vocab.lookups = lookups
    nlp.add_pipe(BOUNDARIES)
    names = nlp.add_pipe("ner", config={"model": _architecture()})
    for label in LABELS:
        names.add_label(label)
    return nlp


def _architecture() -> dict[str, Any]:
    return {
        "@architectures": "spacy.TransitionBasedParser.v2",
        "state_type": "ner",
        "extra_state_tokens": False,
        "hidden_width": HIDDEN,
        "maxout_pieces": 2,
        "use_upper": True,
        "tok2vec": {
            "@architectures": "spacy.Tok2Vec.v2",
            "embed": {
                "@architectures": "spacy.MultiHashEmbed.v2",
                "width": WIDTH,
                "attrs": list(FEATURES),
                "rows": list(FEATURES.values()),
                "include_static_vectors": False,
            },
            "encode": {
                "@architectures": "spacy.MaxoutWindowEncoder.v2",
                "width": WIDTH,
                "window_size": 1,
                "maxout_pieces": 3,
                "depth": DEPTH,
            },
        },
    }
