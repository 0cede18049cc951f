"""Whether the corpus can be told from other documents by its words and lengths: ``python -m training.realism FOLDER``.

FOLDER holds documents to compare with (NAME.txt beside NAME.json, the shape of the corpus). A logistic regression on
words, pairs of words and lengths learns to tell the two apart, cross-validated; the area under its ROC curve is 0.5
where it cannot and 1 where it always can. Each document of FOLDER is compared with corpus documents of its own genre
and about as many of each, so that the mixture of genres does not tell the sides apart. The most telling features are
printed: they name what to mend.
"""

import json
import re
import sys
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt
from scipy.sparse import csr_matrix, hstack
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import roc_auc_score
from sklearn.model_selection import StratifiedKFold
from sklearn.preprocessing import StandardScaler

from training.documents import documents

FOLDS = 6
REPEATS = 10
PER_DOCUMENT = 12
"""Corpus documents drawn for each document of the other side, of its genre."""

MOST = 20
"""Telling features that are shown for each side."""

SEED = 20261121

Rows = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Realism:
    """Mean AUC over the repeats, the ends of 95 % of bootstrap draws over documents, and what tells each side."""

    auc: float
    low: float
    high: float
    ours: int
    theirs: int
    telling_ours: list[str]
    telling_theirs: list[str]


def lengths(text: str) -> list[float]:
    """Return how a text is built, nothing of what it says: lengths of text, lines, sentences and words, and shares."""
    lines = [line for line in text.splitlines() if line.strip()]
    words = re.findall(r"\w+", text)
    sentences = [one for one in re.split(r"[.!?]\s", text) if one.strip()]
    per_line = [len(line.split()) for line in lines] or [0]
    many = max(1, len(words))
    return [
        float(np.log1p(len(words))),
        float(np.log1p(len(lines))),
        float(np.mean(per_line)),
        float(np.std(per_line)),
        len(words) / max(1, len(sentences)),
        sum(map(len, words)) / many,
        len({word.lower() for word in words}) / many**0.8,
        sum(word[0].isupper() for word in words) / many,
        sum(any(sign.isdigit() for sign in word) for word in words) / many,
        *(100 * text.count(sign) / many for sign in (",", ":", "–", "”", "(", "?", "\t", "•")),
    ]


LENGTHS = (
    "log words|log lines|words a line|spread of words a line|words a sentence|letters a word|different words"
    "|capitals|numbers|commas|colons|dashes|quotes|brackets|question marks|tabs|bullets"
).split("|")


def matched(ours: Sequence[tuple[str, str]], theirs: Sequence[tuple[str, str]]) -> list[str]:
    """Return texts of ours whose genres are mixed as theirs; both are pairs of genre and text."""
    random = np.random.default_rng(SEED)
    chosen: list[str] = []
    for genre, count in sorted(Counter(genre for genre, _ in theirs).items()):
        pool = [text for other, text in ours if other == genre]
        take = min(len(pool), PER_DOCUMENT * count)
        chosen += [pool[at] for at in random.choice(len(pool), size=take, replace=False)]
    return chosen


def realism(ours: Sequence[str], theirs: Sequence[str]) -> Realism:
    """Tell two sets of texts apart, and say how well that works on texts that were not learnt from."""
    texts = [*ours, *theirs]
    truth = np.array([0] * len(ours) + [1] * len(theirs))
    scores = np.zeros((REPEATS, len(texts)))
    for repeat in range(REPEATS):
        for fit, held in StratifiedKFold(FOLDS, shuffle=True, random_state=repeat).split(texts, truth):
            model = _Telling([texts[at] for at in fit], truth[fit])
            scores[repeat, held] = model.scores([texts[at] for at in held])
    found = [roc_auc_score(truth, row) for row in scores]
    low, high = np.percentile(_drawn(truth, scores.mean(axis=0)), [2.5, 97.5])
    telling = _Telling(texts, truth).telling()
    return Realism(
        float(np.mean(found)), float(low), float(high), len(ours), len(theirs), telling[:MOST], telling[-MOST:][::-1]
    )


def _drawn(truth: npt.NDArray[np.int64], scores: Rows) -> list[float]:
    random = np.random.default_rng(SEED)
    sides = [np.flatnonzero(truth == side) for side in (0, 1)]
    drawn = (np.concatenate([random.choice(side, len(side)) for side in sides]) for _ in range(1000))
    return [float(roc_auc_score(truth[rows], scores[rows])) for rows in drawn]


class _Telling:
    """A logistic regression on words, pairs of words and lengths."""

    def __init__(self, texts: Sequence[str], truth: npt.NDArray[np.int64]) -> None:
        self.words = TfidfVectorizer(
            ngram_range=(1, 2),
            min_df=3,
            sublinear_tf=True,
            preprocessor=_plain,
            token_pattern=r"\w+|[^\w\s]",  # noqa: S106  (no secret)
        )
        self.scale = StandardScaler()
        rows = hstack(
            [
                self.words.fit_transform(texts),
                csr_matrix(0.1 * self.scale.fit_transform([lengths(text) for text in texts])),
            ]
        )
        self.model = LogisticRegression(C=10, class_weight="balanced", max_iter=2000).fit(rows, truth)

    def scores(self, texts: Sequence[str]) -> Rows:
        rows = hstack(
            [
                self.words.transform(texts),
                csr_matrix(0.1 * self.scale.transform([lengths(text) for text in texts])),
            ]
        )
        found: Rows = self.model.decision_function(rows)
        return found

    def telling(self) -> list[str]:
        """Return the features, those of our side first."""
        names = [*self.words.get_feature_names_out(), *(f"[{name}]" for name in LENGTHS)]
        return [f"{names[at]} {self.model.coef_[0][at]:+.2f}" for at in np.argsort(self.model.coef_[0])]


def _plain(text: str) -> str:
    """Lower-case words with digits made alike, so that no year or number tells."""
    return re.sub(r"\d", "0", text.lower())


def read(folder: Path) -> list[tuple[str, str]]:
    """Return genre and text of the documents in a folder."""
    return [
        (json.loads(path.with_suffix(".json").read_text("utf-8"))["genre"], path.read_text("utf-8"))
        for path in sorted(folder.glob("*.txt"))
    ]


def main(folder: Path) -> None:
    """Print the comparison of the corpus with a folder."""
    theirs = read(folder)
    ours = [(one.case["genre"], one.text) for one in documents()]
    found = realism(matched(ours, theirs), [text for _, text in theirs])
    print(f"AUC {found.auc:.3f} [{found.low:.3f}, {found.high:.3f}], {found.ours} of ours, {found.theirs} of theirs")
    print("tell ours:  ", " · ".join(found.telling_ours))
    print("tell theirs:", " · ".join(found.telling_theirs))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
