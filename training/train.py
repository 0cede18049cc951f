"""Train the classifier of types: ``python -m training.train`` writes models/types.

Deterministic: the same corpus and versions give the same coefficients and thresholds.
"""

import argparse
import hashlib
import json
import platform
import tempfile
import zipfile
from importlib.metadata import version
from pathlib import Path
from typing import Any

import skops.io

from lexsarah.classify.artefact import FORMAT, MANIFEST_FILE, MODEL_FILE, label_order
from lexsarah.classify.concepts import fingerprint
from training.corpus import FOLDER, Paragraph, hashes, read, tokenised
from training.crossvalidate import (
    OutOfFold,
    by_label,
    calibrated,
    event_threshold,
    figures,
    judge,
    out_of_fold,
    platt,
    threat_threshold,
)
from training.fit import SEED, Fitted, fit, labels

TARGET = Path(__file__).parent.parent / "models" / "types"


def calibration(paragraphs: tuple[Paragraph, ...], scores: OutOfFold) -> tuple[dict[str, Any], dict[str, float]]:
    """Fit the curves on out-of-fold scores, and choose the thresholds on what they give for deviation reports."""
    events, threats, deviation = labels(paragraphs)
    curves = {
        "event_types": platt(scores.event_types, events),
        "threats": platt(scores.threats, threats),
        "deviation": platt(scores.deviation, deviation),
    }
    reports = deviation.astype(bool)
    thresholds = {
        "event_types": event_threshold(
            calibrated(curves["event_types"], scores.event_types[reports]), events[reports].astype(bool)
        ),
        "threats": threat_threshold(
            calibrated(curves["threats"], scores.threats[reports]), threats[reports].astype(bool)
        ),
    }
    return curves, thresholds


def parts(fitted: Fitted, curves: dict[str, Any]) -> dict[str, Any]:
    """Return what the model file holds."""
    return {
        "vectorizers": dict(fitted.vectors.vectorizers),
        "weighters": dict(fitted.vectors.weighters),
        "event_types": fitted.event_types,
        "threats": fitted.threats,
        "deviation": fitted.deviation,
        "calibration": curves,
    }


def write(content: bytes, path: Path) -> None:
    """Write a file under a temporary name, then give it its own."""
    with tempfile.NamedTemporaryFile(dir=path.parent, prefix=f".{path.name}.", delete=False) as file:
        file.write(content)
    Path(file.name).chmod(0o644)
    Path(file.name).replace(path)


def main() -> None:
    """Train on the corpus and write the model and its manifest."""
    ask = argparse.ArgumentParser(description="Train the classifier of types from corpus/first.")
    ask.add_argument("--corpus", type=Path, default=FOLDER)
    ask.add_argument("--target", type=Path, default=TARGET)
    given = ask.parse_args()
    paragraphs = read(given.corpus)
    scores = out_of_fold(paragraphs)
    curves, thresholds = calibration(paragraphs, scores)
    judged = judge(paragraphs, scores)
    fitted = fit(paragraphs, tokenised(paragraphs))
    model = skops.io.dumps(parts(fitted, curves), compression=zipfile.ZIP_DEFLATED, compresslevel=9)
    manifest = {
        "format": FORMAT,
        "model_sha256": hashlib.sha256(model).hexdigest(),
        "versions": {
            "lexsarah": version("lexsarah"),
            "python": platform.python_version(),
            **{name: version(name) for name in ("scikit-learn", "numpy", "scipy", "skops", "snowballstemmer")},
        },
        "seed": SEED,
        "labels": label_order(),
        "thresholds": thresholds,
        "concepts_sha256": fingerprint(),
        "corpus_sha256": hashes(given.corpus),
        "paragraphs": len(paragraphs),
        "features": {block: len(one.vocabulary_) for block, one in fitted.vectors.vectorizers.items()},
        "cross_validated": figures(judged),
        "cross_validated_by_label": by_label(judged),
    }
    given.target.mkdir(parents=True, exist_ok=True)
    write(model, given.target / MODEL_FILE)
    write((json.dumps(manifest, indent=1, ensure_ascii=False) + "\n").encode(), given.target / MANIFEST_FILE)
    print(f"{len(paragraphs)} paragraphs, {len(model):,} bytes, thresholds {thresholds}")
    for name, figure in manifest["cross_validated"].items():  # type: ignore[attr-defined]
        print(f"{name:28} {figure['value']:.3f}  [{figure['low']:.3f}, {figure['high']:.3f}]  n = {figure['n']}")


if __name__ == "__main__":
    main()
