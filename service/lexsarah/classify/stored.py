"""A linear model as files: ``model.skops`` and ``manifest.json`` in one folder."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from lexsarah.classify.concepts import fingerprint
from lexsarah.classify.linear import Head, Linear
from lexsarah.classify.vectors import Vectors
from lexsarah.errors import ModelError
from lexsarah.records import Producer

FORMAT: Final = 2
"""Version of what the two files hold and how; another one is refused."""

MODEL_FILE: Final = "model.skops"
MANIFEST_FILE: Final = "manifest.json"

TRUSTED_TYPES: Final[tuple[str, ...]] = ()
"""Types in the file besides the numbers and estimators that skops itself vouches for: none. A test compares."""

ADAPTED: Final = "adapted_from"
"""Key of the manifest of an office's own model: the version of the shipped model that it was made from."""

RETRAIN = "train it again with `make train`"

Labels = Mapping[str, tuple[str, ...]]
"""The labels of every head, in the order of its columns."""


@dataclass(frozen=True, slots=True)
class Model:
    """A loaded model; ``producer`` names it, its version being the first 12 hex digits of the model file's sha256."""

    linear: Linear
    producer: Producer


def load_model(folder: Path, labels: Labels) -> Model:
    """Read and check the two files; ``labels`` are those that the code knows.

    Raises
    ------
    ModelError
        Naming the file that is missing, damaged, or made with another format, concept list, label order or minor
        version of scikit-learn.
    """
    manifest_path, model_path = folder / MANIFEST_FILE, folder / MODEL_FILE
    manifest = _manifest(manifest_path)
    if {name: tuple(found) for name, found in manifest.get("labels", {}).items()} != dict(labels):
        raise ModelError(f"{manifest_path} has other labels than the vocabulary; {RETRAIN}")
    content = _bytes(model_path)
    digest = hashlib.sha256(content).hexdigest()
    if digest != manifest.get("model_sha256"):
        raise ModelError(f"{model_path} is damaged: its bytes are not those of its manifest; {RETRAIN}")
    return Model(_linear(model_path, content, labels), Producer("model", folder.name, digest[:VERSION_DIGITS]))


def own_or_shipped(name: str, shipped: Path, own: Path | None) -> Path:
    """Return the folder of a model: the office's own, if it has one that was made from the shipped one, else that.

    Raises
    ------
    ModelError
        If a manifest is missing or damaged.
    """
    if own is None or not (own / name / MANIFEST_FILE).exists():
        return shipped / name
    source = str(_manifest(shipped / name / MANIFEST_FILE).get("model_sha256"))[:VERSION_DIGITS]
    return (own if _manifest(own / name / MANIFEST_FILE).get(ADAPTED) == source else shipped) / name


VERSION_DIGITS: Final = 12
"""Hex digits of the model file's sha256 that are its version."""


def _bytes(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise ModelError(f"{path} cannot be read ({type(error).__name__}); {RETRAIN}") from None


def _manifest(path: Path) -> dict[str, Any]:
    import sklearn  # noqa: PLC0415  (--help stays light)

    try:
        manifest = json.loads(_bytes(path))
    except ValueError:
        raise ModelError(f"{path} is damaged: it is not JSON; {RETRAIN}") from None
    if not isinstance(manifest, dict) or manifest.get("format") != FORMAT:
        raise ModelError(f"{path} has another format than {FORMAT}; {RETRAIN}")
    made_with = str(manifest.get("versions", {}).get("scikit-learn", "?"))
    if made_with.split(".")[:2] != sklearn.__version__.split(".")[:2]:
        raise ModelError(f"{path} was made with scikit-learn {made_with}, here is {sklearn.__version__}; {RETRAIN}")
    if manifest.get("concepts_sha256") != fingerprint():
        raise ModelError(f"{path} was made with another concepts.txt; {RETRAIN}")
    return manifest


def _linear(path: Path, content: bytes, labels: Labels) -> Linear:
    import zipfile  # noqa: PLC0415

    skops_io = _skops()
    from skops.io.exceptions import UntrustedTypesFoundException  # noqa: PLC0415

    try:
        return linear_of(skops_io.loads(content, trusted=list(TRUSTED_TYPES)), labels)
    except UntrustedTypesFoundException:
        raise ModelError(f"{path} holds types that are not trusted; {RETRAIN}") from None
    except (zipfile.BadZipFile, AttributeError, KeyError, TypeError, ValueError):
        raise ModelError(f"{path} is damaged: it does not hold the parts of this model; {RETRAIN}") from None


ARRAYS = ("intercepts", "slopes", "offsets", "thresholds", "sure")


def parts_of(linear: Linear) -> dict[str, Any]:
    """Return what the model file holds of a model: the other way round is ``linear_of``.

    The features of a block are one text, a line each: skops writes what is in a dict one by one, which takes seconds.
    """
    return {
        "features": {block: "\n".join(one) for block, one in linear.vectors.vocabularies.items()},
        "rarities": dict(linear.vectors.rarities),
        "shares": dict(linear.vectors.shares),
        "heads": {
            name: {
                "exclusive": head.exclusive,
                "coefficients": head.coefficients,
                **{array: getattr(head, array) for array in ARRAYS},
            }
            for name, head in linear.heads.items()
        },
    }


def linear_of(parts: dict[str, Any], labels: Labels) -> Linear:
    """Build a model from the parts of its file.

    Raises
    ------
    KeyError, TypeError, ValueError
        If a part is missing or is not what it should be.
    """
    names = {block: told.split("\n") if told else [] for block, told in parts["features"].items()}
    vocabularies = {block: {name: at for at, name in enumerate(one)} for block, one in names.items()}
    vectors = Vectors(vocabularies, parts["rarities"], parts["shares"])
    if any(rarity is not None and len(rarity) != len(names[block]) for block, rarity in vectors.rarities.items()):
        raise ValueError("features without a weight")
    width = sum(map(len, names.values()))
    heads = {}
    for name, labelled in labels.items():
        part = parts["heads"][name]
        if part["coefficients"].shape != (width, len(labelled)) or any(
            part[array].shape != (len(labelled),) for array in ARRAYS
        ):
            raise ValueError(f"head {name} does not have {len(labelled)} labels")
        arrays = {array: part[array] for array in ARRAYS}
        heads[name] = Head(labelled, bool(part["exclusive"]), part["coefficients"], **arrays)
    return Linear(vectors, heads)


def _skops() -> Any:  # noqa: ANN401  (skops is not typed)
    """Import skops without torch.

    At import it walks all of scikit-learn, whose array_api_compat.torch would import torch where it is installed: two
    seconds and 200 MB for nothing.
    """
    import sys  # noqa: PLC0415

    bridge = "sklearn.externals.array_api_compat.torch"
    if "skops.io" in sys.modules or bridge in sys.modules:
        import skops.io  # noqa: PLC0415

        return skops.io
    sys.modules[bridge] = None  # type: ignore[assignment]
    try:
        import skops.io  # noqa: PLC0415
    finally:
        del sys.modules[bridge]
    return skops.io
