"""Learn which words tell that a document is about a case: writes ``reference/deviation_words.csv``.

Run ``python -m training.deviation``. Reads the documents of the split train of corpus/ alone; a logistic regression
over the words and pairs of words of a text, digits as 0, each weighted by how rare it is.
``lexsarah.extract.deviation`` adds its score to that of the rules.
"""

import csv
from pathlib import Path

from lexsarah.evaluation.gold import annotated
from lexsarah.extract.deviation import terms

CORPUS = Path("corpus")
TABLE = Path("service/lexsarah/reference/deviation_words.csv")
KEPT = 2000
"""Terms kept, those that go most with one of the two kinds (chi square)."""
RARE = 3
"""Documents that a term must stand in."""
STRENGTH = 30.0
"""Inverse of the regularisation."""


def main() -> None:
    """Fit on the split train and write the table: a term, how rare it is, its weight; the first row is the constant."""
    from sklearn.feature_extraction.text import TfidfVectorizer  # noqa: PLC0415
    from sklearn.feature_selection import SelectKBest, chi2  # noqa: PLC0415
    from sklearn.linear_model import LogisticRegression  # noqa: PLC0415

    documents = annotated(CORPUS, "train")
    texts = [one.source.read_text("utf-8") for one in documents]
    answers = [one.case["is_deviation_report"] for one in documents]
    words = TfidfVectorizer(analyzer=terms, min_df=RARE, sublinear_tf=True)
    chosen = SelectKBest(chi2, k=KEPT).fit(words.fit_transform(texts), answers)
    names = [str(name) for name in words.get_feature_names_out()[chosen.get_support()]]
    again = TfidfVectorizer(analyzer=terms, vocabulary=names, sublinear_tf=True)
    fitted = LogisticRegression(C=STRENGTH, max_iter=500, class_weight="balanced")
    fitted.fit(again.fit_transform(texts), answers)
    with TABLE.open("w", encoding="utf-8", newline="") as file:
        rows = csv.writer(file, lineterminator="\n")
        rows.writerow(("term", "rarity", "weight"))
        rows.writerow(("", 0, round(float(fitted.intercept_[0]), 4)))
        for name, rarity, weight in zip(names, again.idf_, fitted.coef_[0], strict=True):
            rows.writerow((name, round(float(rarity), 4), round(float(weight), 4)))


if __name__ == "__main__":
    main()
