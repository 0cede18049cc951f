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
from lexsarah.records import Producer
from lexsarah.resources import folder
from lexsarah.vocabulary import DateRole

FORMAT: Final = 2
"""Version of what the two files hold and how; another one is refused."""

MODEL_FILE: Final = "weights.json"
MANIFEST_FILE: Final = "manifest.json"
RETRAIN: Final = "train it again with `python -m training.date_roles`"

LIKELY_ENOUGH: Final = 0.3
"""Probability from which the likeliest date is that of the event, where none is likelier something else."""

Key = tuple[str, str]
"""Words of a date as they are compared, and its value: what has one role in a paper."""


@dataclass(frozen=True, slots=True)
class Calibration:
    """What makes scores on papers not trained on into probabilities: a factor, and an offset for each role.

    Temperature scaling corrected for bias (Alexandari, Kundaje, Shrikumar 2020): the penalty on the weights makes the
    model too modest, and most so of the rare roles.
    """

    scale: float
    offsets: tuple[float, ...]

    def probabilities(self, scores: Sequence[float]) -> tuple[float, ...]:
        """Probabilities, in the order of the offsets, from logarithms of uncalibrated ones."""
        logits = [self.scale * score + offset for score, offset in zip(scores, self.offsets, strict=True)]
        highest = max(logits)
        parts = [math.exp(one - highest) for one in logits]
        whole = math.fsum(parts)
        return tuple(part / whole for part in parts)


@dataclass(frozen=True, slots=True)
class RoleModel:
    """Multinomial logistic regression: for each role a bias and the weight of each trait, in the order of ``roles``.

    ``version`` is the first 12 hex digits of the weight file's sha256.
    """

    roles: tuple[DateRole, ...]
    bias: tuple[float, ...]
    weights: Mapping[str, tuple[float, ...]]
    calibration: Calibration
    version: str

    @property
    def producer(self) -> Producer:
        """Who gives the roles: the model, and which one."""
        return Producer("model", "roles", self.version)

    def log_probabilities(self, traits: Iterable[str]) -> tuple[float, ...]:
        """Logarithm of the probability of each role; traits that are not known say nothing."""
        known = [self.bias, *(self.weights[trait] for trait in sorted(traits) if trait in self.weights)]
        scores = [math.fsum(column) for column in zip(*known, strict=True)]
        highest = max(scores)
        whole = highest + math.log(math.fsum(math.exp(score - highest) for score in scores))
        return tuple(score - whole for score in scores)

    def scores(self, places: Sequence[Iterable[str]]) -> tuple[float, ...]:
        """Uncalibrated score of each role for a date that stands in several places with the same words.

        The places are one date, not independent ones: their logarithms are averaged, not added.
        """
        columns = zip(*map(self.log_probabilities, places), strict=True)
        return tuple(math.fsum(column) / len(places) for column in columns)

    def judge(self, places: Sequence[Iterable[str]]) -> dict[DateRole, float]:
        """Calibrated probability of each role of a date that stands in several places with the same words."""
        return dict(zip(self.roles, self.calibration.probabilities(self.scores(places)), strict=True))

    def told(self, keys: Sequence[Key], traits: Sequence[Iterable[str]]) -> dict[Key, tuple[DateRole, float]]:
        """Role of each date of a paper and its probability; ``traits`` are those of each place, ``keys`` its date.

        It is the likeliest role. A paper in which no date is likeliest that of the event has one nevertheless, if one
        is likely enough.
        """
        places: dict[Key, list[Iterable[str]]] = {}
        for key, one in zip(keys, traits, strict=True):
            places.setdefault(key, []).append(one)
        judged = {key: self.judge(each) for key, each in places.items()}
        roles = {key: likeliest(each) for key, each in judged.items()}
        if DateRole.INCIDENT not in roles.values():
            best = max(judged, key=lambda key: judged[key][DateRole.INCIDENT], default=None)
            if best is not None and judged[best][DateRole.INCIDENT] >= LIKELY_ENOUGH:
                roles[best] = DateRole.INCIDENT
        return {key: (role, judged[key][role]) for key, role in roles.items()}


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
    digest = hashlib.sha256(content).hexdigest()
    if manifest.get("format") != FORMAT:
        raise ModelError(f"{at / MANIFEST_FILE} has another format than {FORMAT}; {RETRAIN}")
    if manifest.get("model_sha256") != digest:
        raise ModelError(f"{at / MODEL_FILE} is damaged: its bytes are not those of its manifest; {RETRAIN}")
    parts = _json(at / MODEL_FILE, content)
    try:
        roles = tuple(DateRole(role) for role in parts["roles"])
        bias = tuple(map(float, parts["bias"]))
        weights = {trait: tuple(map(float, row)) for trait, row in parts["weights"].items()}
        told = parts["calibration"]
        calibration = Calibration(float(told["scale"]), tuple(map(float, told["offsets"])))
    except (AttributeError, KeyError, TypeError, ValueError):
        raise ModelError(f"{at / MODEL_FILE} does not hold the parts of this model; {RETRAIN}") from None
    if set(roles) != set(DateRole) or any(
        len(row) != len(roles) for row in (bias, calibration.offsets, *weights.values())
    ):
        raise ModelError(f"{at / MODEL_FILE} has other roles than the vocabulary; {RETRAIN}")
    return RoleModel(roles, bias, weights, calibration, digest[:12])


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
