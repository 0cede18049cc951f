"""The cosine below which a passage is not about a question: ``python -m training.encoder.floor`` writes it.

A tenth of the queries of the split dev have their own passage below it (``SHARE``). It goes into the manifest of
``models/encoder``, where no hash depends on it: search leaves out passages that have none of a question's words and are
not even so near. Of passages that are about something else, some are above it.
"""

import json

import numpy as np

from lexsarah.index.encoder import encoder_folder, load_encoder
from training import splits
from training.search import queries

SHARE = 0.1
"""Share of true passages that are given up."""


def floor() -> tuple[float, int]:
    """Return the cosine and from how many queries."""
    split_of = {name: place.split for name, place in splits.read().items()}
    found = [one for one in queries.read() if split_of.get(one.place.document) == "dev"]
    texts = queries.texts()
    encoder = load_encoder(encoder_folder())
    passages = encoder.passages([texts[one.place.document][one.place.start : one.place.end] for one in found])
    cosines = (passages * encoder.questions([one.text for one in found])).sum(axis=1)
    return round(float(np.quantile(cosines, SHARE)), 3), len(found)


def main() -> None:
    """Measure and write."""
    path = encoder_folder() / "manifest.json"
    manifest = json.loads(path.read_text("utf-8"))
    manifest["floor"], count = floor()
    path.write_text(json.dumps(manifest, ensure_ascii=False, indent=2) + "\n", "utf-8")
    print(f"floor {manifest['floor']} from {count} queries")


if __name__ == "__main__":
    main()
