"""Train the roles of dates: ``python -m training.date_roles`` writes models/roles and the figures of its card.

Trained on the split ``train`` of the corpus, compared with the rules by cross-validation over groups of documents (one
municipality with its events) and on the split ``dev``. Deterministic: the same corpus and versions, the same weights.
"""

import argparse
import hashlib
import json
import platform
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from importlib.metadata import version
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from sklearn.feature_extraction import DictVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import GroupKFold

from lexsarah.codec import JsonObject
from lexsarah.evaluation import annotated
from lexsarah.evaluation.comparison import date_words, pointing_back, same_edtf
from lexsarah.extract.dates.event import settled, wording
from lexsarah.extract.dates.find import dated_in
from lexsarah.extract.dates.learned import FORMAT, MANIFEST_FILE, MODEL_FILE, Calibration, RoleModel
from lexsarah.extract.dates.traits import LETTERS, NAME, STEM, traits_of
from lexsarah.extract.genre import find_genre
from lexsarah.ingest import load
from lexsarah.learning.saving import write
from lexsarah.limits import Limits
from lexsarah.parse import parse_safely
from lexsarah.parse.cases.split import focused
from lexsarah.records import Case, Span
from lexsarah.vocabulary import DateRole, Genre
from training.role_calibration import Told, isotonic, none, reliability, shown, temperature, with_offsets

CORPUS = Path(__file__).parent.parent / "corpus"
TARGET = Path(__file__).parent.parent / "models" / "roles"

STRENGTH = 0.1
"""Inverse of the penalty on the weights (0.03–0.3 are alike in cross-validation)."""

RAREST = 3
"""A trait that fewer dates have is left out."""

SHOWN = 3
"""Decimals of a weight in the file."""

CARD_FILE = "README.md"
BEGIN, END = "<!-- begin: python -m training.date_roles -->", "<!-- end -->"
"""Between them stand the figures of the card."""

FOLDS = 5
DRAWS = 2000
SEED = 20261122


@dataclass(frozen=True, slots=True)
class Sample:
    """A document: for each of its dates the traits, the wording, the value, what the rules say; and the annotation."""

    name: str
    group: str
    traits: tuple[frozenset[str], ...]
    words: tuple[str, ...]
    values: tuple[str, ...]
    ruled: tuple[DateRole, ...]
    gold: tuple[JsonObject, ...]
    plain: frozenset[str]
    """Beginnings of its words that are written without a capital."""

    def wanted(self, at: int) -> DateRole | None:
        """Role of a date by the annotation, if that has its wording in one role alone."""
        roles = {one["role"] for one in self.gold if date_words(one["text"]) == date_words(self.words[at])}
        return DateRole(roles.pop()) if len(roles) == 1 else None


def samples(corpus: Path, split: str) -> tuple[Sample, ...]:
    """Read the documents of a split."""
    return tuple(_sample(one.name, one.group, one.source, one.case) for one in annotated(corpus, split))


def _sample(name: str, group: str, source: Path, gold: JsonObject) -> Sample:
    document = parse_safely(load(source, Limits()), Limits())
    whole = Case(Span(0, len(document.text)), "")
    view = focused(document, whole)
    dated = dated_in(view, whole, document.published)
    ruled = tuple(one.mention.role or DateRole.OTHER for one in settled(view, dated, whole.span))
    genre = next(Genre(str(fact.value)) for fact in find_genre(view, whole) if fact.field == "genre")
    words = tuple(wording(view.slice(one.mention.span)) for one in dated)
    plain = frozenset(word[:STEM] for word in LETTERS.findall(document.text) if word.islower())
    return Sample(
        name,
        group,
        tuple(traits_of(view, dated, ruled, genre)),
        words,
        tuple(one.when.edtf for one in dated),
        ruled,
        tuple(one for one in gold["dates"] if not pointing_back(one)),
        plain,
    )


def fit(documents: Sequence[Sample]) -> RoleModel:
    """Fit the model, not calibrated.

    A trait that names a word counts only if three dates have it and the word is written without a capital somewhere:
    a model must not learn who.
    """
    rows = [
        (traits, role)
        for one in documents
        for at, traits in enumerate(one.traits)
        if (role := one.wanted(at)) is not None
    ]
    often = Counter(trait for traits, _ in rows for trait in traits)
    plain = frozenset().union(*(one.plain for one in documents)) | {NAME}
    kept = frozenset(trait for trait, count in often.items() if count >= RAREST and _is_known(trait, plain))
    columns = DictVectorizer()
    table = columns.fit_transform([dict.fromkeys(sorted(traits & kept), 1.0) for traits, _ in rows])
    model = LogisticRegression(C=STRENGTH, max_iter=500, random_state=SEED)
    model.fit(table, [role.value for _, role in rows])
    return RoleModel(
        tuple(map(DateRole, model.classes_)),
        _rounded(model.intercept_),
        {str(trait): _rounded(row) for trait, row in zip(columns.feature_names_, model.coef_.T, strict=True)},
        none(len(model.classes_)),
        "",
    )


WORDED = ("heading:", "label", "l1:", "l2:", "l3:", "r1:", "r2:", "r3:", "l12:", "r12:", "left", "right", "sentence:",
          "earlier:", "verb:", "first_word:")  # fmt: skip
"""Traits that name words of the text."""


def _is_known(trait: str, plain: frozenset[str]) -> bool:
    if not trait.startswith(WORDED):
        return True
    return all(word in plain for word in LETTERS.findall(trait.partition(":")[2]))


def _rounded(row: Iterable[float]) -> tuple[float, ...]:
    return tuple(round(float(weight), SHOWN) + 0.0 for weight in row)


def roles_of(model: RoleModel, one: Sample) -> tuple[DateRole, ...]:
    """Roles of the dates of a document as the reading gives them."""
    keys = tuple(zip(one.words, one.values, strict=True))
    told = model.told(keys, one.traits)
    return tuple(told[key][0] for key in keys)


def told_of(model: RoleModel, one: Sample) -> list[Told]:
    """Return the dates of a document whose wording is annotated, with the confidence that the reading gives."""
    wanted: dict[str, set[str]] = defaultdict(set)
    for date in one.gold:
        wanted[date_words(date["text"])].add(date["role"])
    told = model.told(tuple(zip(one.words, one.values, strict=True)), one.traits)
    return [
        Told(one.group, confidence, role.value in wanted[date_words(words)])
        for (words, _), (role, confidence) in told.items()
        if date_words(words) in wanted and not pointing_back({"text": words})
    ]


def counts(one: Sample, roles: Sequence[DateRole]) -> tuple[int, int]:
    """Dates with right words, value and role; and annotated and found ones together (F1 = 2 * right / both)."""
    found = dict.fromkeys(zip(one.words, roles, strict=True))
    values: dict[tuple[str, DateRole], str] = {}
    for words, role, value in zip(one.words, roles, one.values, strict=True):
        values.setdefault((words, role), value)
    left = [(words, role) for words, role in found if not pointing_back({"text": words})]
    both, right = len(one.gold) + len(left), 0
    for wanted in one.gold:
        at = next(
            (
                (words, role)
                for words, role in left
                if date_words(words) == date_words(wanted["text"])
                and role == wanted["role"]
                and same_edtf(wanted["edtf"], values[words, role])
            ),
            None,
        )
        if at is not None:
            left.remove(at)
            right += 1
    return right, both


def compared(documents: Sequence[Sample], learned: Sequence[Sequence[DateRole]]) -> Mapping[str, float | int]:
    """F1 of value and role by the rules alone and as learned, and the 95 % interval of the difference.

    Paired percentile bootstrap over groups of documents.
    """
    ruled = np.array([counts(one, one.ruled) for one in documents], dtype=float)
    taught = np.array([counts(one, roles) for one, roles in zip(documents, learned, strict=True)], dtype=float)
    groups = sorted({one.group for one in documents})
    index = {group: at for at, group in enumerate(groups)}
    sums = np.zeros((len(groups), 4))
    for one, rules, model in zip(documents, ruled, taught, strict=True):
        sums[index[one.group]] += [*rules, *model]
    draws = np.random.default_rng(SEED).integers(0, len(groups), (DRAWS, len(groups)))
    drawn = sums[draws].sum(axis=1)
    gains = 2 * drawn[:, 2] / drawn[:, 3] - 2 * drawn[:, 0] / drawn[:, 1]
    low, high = np.percentile(gains, (2.5, 97.5))
    total = sums.sum(axis=0)
    return {
        "n": len(documents),
        "rules": round(float(2 * total[0] / total[1]), 3),
        "learned": round(float(2 * total[2] / total[3]), 3),
        "gain_low": round(float(low), 3),
        "gain_high": round(float(high), 3),
    }


def out_of_fold(documents: Sequence[Sample]) -> list[RoleModel]:
    """Return for every document a model that saw no document of its group."""
    models: dict[int, RoleModel] = {}
    for taught, asked in GroupKFold(FOLDS).split(documents, groups=[one.group for one in documents]):
        model = fit([documents[at] for at in taught])
        models |= {int(at): model for at in asked}
    return [models[at] for at in range(len(documents))]


Fit = Callable[[NDArray[np.float64], NDArray[np.int64]], Calibration]


def calibration(documents: Sequence[Sample], models: Sequence[RoleModel], way: Fit = with_offsets) -> Calibration:
    """Fit a calibration on the scores that models gave documents which they did not see."""
    scores, wanted = [], []
    for one, model in zip(documents, models, strict=True):
        places: dict[tuple[str, str], list[frozenset[str]]] = defaultdict(list)
        roles = {}
        for at, key in enumerate(zip(one.words, one.values, strict=True)):
            places[key].append(one.traits[at])
            roles[key] = one.wanted(at)
        for key, traits in places.items():
            role = roles[key]
            if role is not None:
                scores.append(model.scores(traits))
                wanted.append(model.roles.index(role))
    return way(np.array(scores), np.array(wanted))


def cross_validated(documents: Sequence[Sample], models: Sequence[RoleModel]) -> list[tuple[DateRole, ...]]:
    """Roles of every document by a model, and a calibration, that saw no document of its group."""
    roles: list[tuple[DateRole, ...]] = [()] * len(documents)
    for model in {id(model): model for model in models}.values():
        others = [at for at, one in enumerate(models) if one is not model]
        fitted = calibration([documents[at] for at in others], [models[at] for at in others])
        whole = replace(model, calibration=fitted)
        for at, one in enumerate(models):
            if one is model:
                roles[at] = roles_of(whole, documents[at])
    return roles


WAYS: Mapping[str, Fit] = {"temperature": temperature, "temperature and offsets": with_offsets}
SHIPPED = "temperature and offsets"


def judged(train: Sequence[Sample], models: Sequence[RoleModel], model: RoleModel, dev: Sequence[Sample]) -> JsonObject:
    """How far confidences hold on documents not trained on, by each way to calibrate them on out-of-fold scores."""

    def told(one: RoleModel) -> list[Told]:
        return [date for document in dev for date in told_of(one, document)]

    taught = [date for one, fold in zip(train, models, strict=True) for date in told_of(fold, one)]
    ways = {"none": told(model), "isotonic": isotonic(taught, told(model))}
    for name, way in WAYS.items():
        ways[name] = told(replace(model, calibration=calibration(train, models, way)))
    return reliability(ways, SHIPPED)


def card(content: str, figures: str) -> str:
    """Return the model card with its figures replaced."""
    before, _, rest = content.partition(BEGIN)
    _, _, after = rest.partition(END)
    return f"{before}{BEGIN}\n{figures}\n{END}{after}"


def main() -> None:
    """Train on the corpus, compare with the rules, and write the model and its manifest."""
    ask = argparse.ArgumentParser(description="Train the roles of dates from the corpus.")
    ask.add_argument("--corpus", type=Path, default=CORPUS)
    ask.add_argument("--target", type=Path, default=TARGET)
    given = ask.parse_args()
    train, dev = samples(given.corpus, "train"), samples(given.corpus, "dev")
    folds = out_of_fold(train)
    bare = fit(train)
    model = replace(bare, calibration=calibration(train, folds))
    parts = {
        "roles": model.roles,
        "bias": model.bias,
        "calibration": {"scale": model.calibration.scale, "offsets": model.calibration.offsets},
        "weights": dict(sorted(model.weights.items())),
    }
    content = (json.dumps(parts, ensure_ascii=False, separators=(",", ":")) + "\n").encode()
    scores = {
        "train_cross_validated": compared(train, cross_validated(train, folds)),
        "dev": compared(dev, [roles_of(model, one) for one in dev]),
    }
    reliable = judged(train, folds, bare, dev)
    manifest = {
        "format": FORMAT,
        "model_sha256": hashlib.sha256(content).hexdigest(),
        "versions": {
            "lexsarah": version("lexsarah"),
            "python": platform.python_version(),
            **{name: version(name) for name in ("scikit-learn", "numpy", "scipy")},
        },
        "seed": SEED,
        "dates": sum(len(one.traits) for one in train),
        "documents": len(train),
        "traits": len(model.weights),
        "date_full_f1": scores,
        "reliability_dev": reliable,
    }
    given.target.mkdir(parents=True, exist_ok=True)
    write(content, given.target / MODEL_FILE)
    write((json.dumps(manifest, indent=1, ensure_ascii=False) + "\n").encode(), given.target / MANIFEST_FILE)
    page = given.target / CARD_FILE
    figures = shown(reliable, SHIPPED)
    if page.exists():
        write(card(page.read_text("utf-8"), figures).encode(), page)
    print(figures)
    print(f"{len(model.weights)} traits, {len(content):,} bytes")
    for name, score in scores.items():
        print(name, score)


if __name__ == "__main__":
    main()
