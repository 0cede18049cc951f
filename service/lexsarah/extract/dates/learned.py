"""The roles of dates as learned: a linear model over the traits of a date (``training.date_roles``, models/roles)."""

import hashlib
import json
import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Final

from lexsarah.errors import ModelError
from lexsarah.resources import folder
from lexsarah.vocabulary import DateRole

FORMAT: Final = 1
"""Version of what the two files hold and how; another one is refused."""

MODEL_FILE: Final = "weights.json"
MANIFEST_FILE: Final = "manifest.json"
RETRAIN: Final = "train it again with `python -m training.date_roles`"


@dataclass(frozen=True, slots=True)
class RoleModel:
    """Multinomial logistic regression: for each role a bias and the weight of each trait, in the order of ``roles``."""

    roles: tuple[DateRole, ...]
    bias: tuple[float, ...]
    weights: Mapping[str, tuple[float, ...]]

    def log_probabilities(self, traits: Iterable[str]) -> tuple[float, ...]:
        """Logarithm of the probability of each role; traits that are not known say nothing."""
        known = [self.bias, *(self.weights[trait] for trait in sorted(traits) if trait in self.weights)]
        scores = [math.fsum(column) for column in zip(*known, strict=True)]
        highest = max(scores)
        whole = highest + math.log(math.fsum(math.exp(score - highest) for score in scores))
        return tuple(score - whole for score in scores)

    def judge(self, places: Sequence[Iterable[str]]) -> dict[DateRole, float]:
        """Probability of each role of a date that stands in several places with the same words.

        The places are one date, not independent ones: their logarithms are averaged, not added.
        """
        sums = [math.fsum(column) / len(places) for column in zip(*map(self.log_probabilities, places), strict=True)]
        whole = math.fsum(math.exp(one) for one in sums)
        return {role: math.exp(one) / whole for role, one in zip(self.roles, sums, strict=True)}


def likeliest(judged: Mapping[DateRole, float]) -> DateRole:
    """Role with the highest probability; of equals the first."""
    return max(judged, key=judged.__getitem__)


@cache
def role_model() -> RoleModel:
    """Return the shipped model, loaded once (``ModelError`` as ``load_roles``)."""
    return load_roles(folder("models") / "roles")


def load_roles(at: Path) -> RoleModel:
    """Read and check the two files.

    Raises
    ------
    ModelError
        Naming the file that is missing, damaged, or made with another format or list of roles.
    """
    manifest = _json(at / MANIFEST_FILE, _bytes(at / MANIFEST_FILE))
    content = _bytes(at / MODEL_FILE)
    if manifest.get("format") != FORMAT:
        raise ModelError(f"{at / MANIFEST_FILE} has another format than {FORMAT}; {RETRAIN}")
    if manifest.get("model_sha256") != hashlib.sha256(content).hexdigest():
        raise ModelError(f"{at / MODEL_FILE} is damaged: its bytes are not those of its manifest; {RETRAIN}")
    parts = _json(at / MODEL_FILE, content)
    try:
        roles = tuple(DateRole(role) for role in parts["roles"])
        bias = tuple(map(float, parts["bias"]))
        weights = {trait: tuple(map(float, row)) for trait, row in parts["weights"].items()}
    except (AttributeError, KeyError, TypeError, ValueError):
        raise ModelError(f"{at / MODEL_FILE} does not hold the parts of this model; {RETRAIN}") from None
    if set(roles) != set(DateRole) or any(len(row) != len(roles) for row in (bias, *weights.values())):
        raise ModelError(f"{at / MODEL_FILE} has other roles than the vocabulary; {RETRAIN}")
    return RoleModel(roles, bias, weights)


def _bytes(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise ModelError(f"{path} cannot be read ({type(error).__name__}); {RETRAIN}") from None


def _json(path: Path, content: bytes) -> dict[str, Any]:
    try:
        parts = json.loads(content)
    except ValueError:
        parts = None
    if not isinstance(parts, dict):
        raise ModelError(f"{path} is damaged: it is not a JSON object; {RETRAIN}")
    return parts
