"""The trained model as files: ``model.skops`` and ``manifest.json`` in one folder."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import Any, Final

from lexsarah.classify.concepts import fingerprint
from lexsarah.classify.labels import EVENT_LABELS, THREAT_LABELS
from lexsarah.classify.scorer import Scorer
from lexsarah.errors import ModelError

FORMAT: Final = 1
"""Version of what the two files hold and how; another one is refused."""

MODEL_FILE: Final = "model.skops"
MANIFEST_FILE: Final = "manifest.json"

TRUSTED_TYPES: Final[tuple[str, ...]] = ()
"""Types in the file besides the numbers and estimators that skops itself vouches for: none. A test compares."""

RETRAIN = "train it again with `python -m training.train`"


@dataclass(frozen=True, slots=True)
class Artefact:
    """A loaded model.

    ``version`` is the first 12 hex digits of the model file's sha256; thresholds are probabilities.
    """

    scorer: Scorer
    thresholds: Mapping[str, float]
    version: str


def load_artefact(folder: Path) -> Artefact:
    """Read and check the two files.

    Raises
    ------
    ModelError
        Naming the file that is missing, damaged, or made with another format, concept list, label order or minor
        version of scikit-learn.
    """
    manifest_path, model_path = folder / MANIFEST_FILE, folder / MODEL_FILE
    manifest = _manifest(manifest_path)
    content = _bytes(model_path)
    digest = hashlib.sha256(content).hexdigest()
    if digest != manifest.get("model_sha256"):
        raise ModelError(f"{model_path} is damaged: its bytes are not those of its manifest; {RETRAIN}")
    thresholds = manifest.get("thresholds")
    if not isinstance(thresholds, dict) or set(thresholds) != {"event_types", "threats"}:
        raise ModelError(f"{manifest_path} is damaged: it gives no thresholds; {RETRAIN}")
    return Artefact(_scorer(model_path, content), MappingProxyType(thresholds), digest[:12])


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
    if manifest.get("labels") != label_order():
        raise ModelError(f"{path} has other labels than the vocabulary; {RETRAIN}")
    if manifest.get("concepts_sha256") != fingerprint():
        raise ModelError(f"{path} was made with another concepts.txt; {RETRAIN}")
    return manifest


def label_order() -> dict[str, list[str]]:
    """Return the labels in the order of the model's columns, as the manifest states them."""
    return {"event_types": [one.value for one in EVENT_LABELS], "threats": [one.value for one in THREAT_LABELS]}


def _scorer(path: Path, content: bytes) -> Scorer:
    import zipfile  # noqa: PLC0415

    skops_io = _skops()
    from skops.io.exceptions import UntrustedTypesFoundException  # noqa: PLC0415

    try:
        parts = skops_io.loads(content, trusted=list(TRUSTED_TYPES))
        return Scorer.of(parts)
    except UntrustedTypesFoundException:
        raise ModelError(f"{path} holds types that are not trusted; {RETRAIN}") from None
    except (zipfile.BadZipFile, AttributeError, KeyError, TypeError, ValueError):
        raise ModelError(f"{path} is damaged: it does not hold the parts of this model; {RETRAIN}") from None


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
