"""How near a passage must be to be about a question: ``python -m training.encoder.floor`` writes two cosines.

A tenth of the queries of the split dev have their own passage below ``floor``, a fifth below ``sure``. They go
into the manifest of ``models/encoder``, where no hash depends on them: search leaves out passages that have none of a
question's words and are below the first; or below the second, if the words stand nowhere. Of passages that are about
something else, some are above the first.
"""

import json

import numpy as np

from lexsarah.index.encoder import encoder_folder, load_encoder
from training import splits
from training.search import queries

SHARES = {"floor": 0.1, "sure": 0.2}
"""Shares of true passages that are given up."""


def floors() -> dict[str, float]:
    """Return the cosines by name."""
    split_of = {name: place.split for name, place in splits.read().items()}
    found = [one for one in queries.read() if split_of.get(one.place.document) == "dev"]
    texts = queries.texts()
    encoder = load_encoder(encoder_folder())
    passages = encoder.passages([texts[one.place.document][one.place.start : one.place.end] for one in found])
    cosines = (passages * encoder.questions([one.text for one in found])).sum(axis=1)
    return {name: round(float(np.quantile(cosines, share)), 3) for name, share in SHARES.items()}


def main() -> None:
    """Measure and write."""
    path = encoder_folder() / "manifest.json"
    manifest = json.loads(path.read_text("utf-8"))
    manifest |= floors()
    path.write_text(json.dumps(manifest, ensure_ascii=False, indent=2) + "\n", "utf-8")
    print({name: manifest[name] for name in SHARES})


if __name__ == "__main__":
    main()
