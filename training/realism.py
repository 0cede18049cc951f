"""Whether the corpus can be told from other documents by its words and lengths: ``python -m training.realism FOLDER``.

FOLDER holds documents to compare with (NAME.txt beside NAME.json, the shape of the corpus). A logistic regression on
words, pairs of words and lengths learns to tell the two apart, cross-validated; the area under its ROC curve is 0.5
where it cannot and 1 where it always can. For each document of FOLDER the same number of corpus documents of its genre
is drawn, so that the mixture of genres does not tell the sides apart. The most telling features are
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

from lexsarah.parse.text import without_mark
from training.documents import documents

FOLDS = 6
REPEATS = 10
PER_DOCUMENT = 12
"""Most corpus documents drawn for each document of the other side, of its genre."""

LENGTHS_WEIGHT = 0.1
"""Standardised lengths are ten times as large as the weights of words in a text of a few hundred."""

BOOTSTRAPS = 200
"""Bootstrap draws of each repeat."""

MOST = 20
"""Telling features that are shown for each side."""

SEED = 20261121

Rows = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Realism:
    """Mean AUC over the repeats, its interval, the documents of each side, and what tells them (of the last repeat)."""

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


def matched(ours: Sequence[tuple[str, str]], theirs: Sequence[tuple[str, str]], seed: int) -> list[str]:
    """Draw texts of ours whose genres are mixed as theirs; both are pairs of genre and text.

    Raises
    ------
    ValueError
        We have fewer documents of a genre than they.
    """
    random = np.random.default_rng(seed)
    pools = {genre: [text for other, text in ours if other == genre] for genre, _ in theirs}
    wanted = Counter(genre for genre, _ in theirs)
    each = min(PER_DOCUMENT, *(len(pools[genre]) // count for genre, count in wanted.items()))
    if not each:
        raise ValueError("there are fewer of our documents than of theirs in a genre")
    drawn = {
        genre: random.choice(len(pools[genre]), size=each * count, replace=False) for genre, count in wanted.items()
    }
    return [pools[genre][at] for genre in sorted(drawn) for at in drawn[genre]]


def realism(ours: Sequence[tuple[str, str]], theirs: Sequence[tuple[str, str]]) -> Realism:
    """Tell two sets of texts apart, and say how well that works on texts that were not learnt from.

    Both are pairs of genre and text. Each repeat draws our side anew; the interval holds 95 % of bootstrap draws over
    the documents of all repeats.
    """
    found: list[float] = []
    spread: list[float] = []
    for repeat in range(REPEATS):
        chosen = matched(ours, theirs, SEED + repeat)
        texts = [*chosen, *(text for _, text in theirs)]
        truth = np.array([0] * len(chosen) + [1] * len(theirs))
        scores = np.zeros(len(texts))
        for fit, held in StratifiedKFold(FOLDS, shuffle=True, random_state=repeat).split(texts, truth):
            scores[held] = _Telling([texts[at] for at in fit], truth[fit]).scores([texts[at] for at in held])
        found.append(float(roc_auc_score(truth, scores)))
        spread += _drawn(truth, scores, SEED + repeat)
    low, high = np.percentile(spread, [2.5, 97.5])
    telling = _Telling(texts, truth).telling()
    return Realism(
        float(np.mean(found)), float(low), float(high), len(chosen), len(theirs), telling[:MOST], telling[-MOST:][::-1]
    )


def _drawn(truth: npt.NDArray[np.int64], scores: Rows, seed: int) -> list[float]:
    random = np.random.default_rng(seed)
    sides = [np.flatnonzero(truth == side) for side in (0, 1)]
    drawn = (np.concatenate([random.choice(side, len(side)) for side in sides]) for _ in range(BOOTSTRAPS))
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
        self.words.fit(texts)
        self.scale.fit([lengths(text) for text in texts])
        self.model = LogisticRegression(C=10, class_weight="balanced", max_iter=2000).fit(self._rows(texts), truth)

    def _rows(self, texts: Sequence[str]) -> csr_matrix:
        sizes = self.scale.transform([lengths(text) for text in texts])
        return hstack([self.words.transform(texts), csr_matrix(LENGTHS_WEIGHT * sizes)])

    def scores(self, texts: Sequence[str]) -> Rows:
        found: Rows = self.model.decision_function(self._rows(texts))
        return found

    def telling(self) -> list[str]:
        """Return the features, those of our side first."""
        names = [*self.words.get_feature_names_out(), *(f"[{name}]" for name in LENGTHS)]
        return [f"{names[at]} {self.model.coef_[0][at]:+.2f}" for at in np.argsort(self.model.coef_[0])]


def _plain(text: str) -> str:
    """Lower-case words with digits made alike, so that no year or number tells."""
    return re.sub(r"\d", "0", text.lower())


def read(folder: Path) -> list[tuple[str, str]]:
    """Return genre and text of the documents in a folder, without the mark of an invented example."""
    return [
        (json.loads(path.with_suffix(".json").read_text("utf-8"))["genre"], without_mark(path.read_text("utf-8"))[0])
        for path in sorted(folder.glob("*.txt"))
    ]


def main(folder: Path) -> None:
    """Print the comparison of the corpus with a folder."""
    theirs = read(folder)
    ours = [(one.case["genre"], one.text) for one in documents()]
    found = realism(ours, theirs)
    print(f"AUC {found.auc:.3f} [{found.low:.3f}, {found.high:.3f}], {found.ours} of ours, {found.theirs} of theirs")
    print("tell ours:  ", " · ".join(found.telling_ours))
    print("tell theirs:", " · ".join(found.telling_theirs))


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit("usage: python -m training.realism FOLDER")
    main(Path(sys.argv[1]))
