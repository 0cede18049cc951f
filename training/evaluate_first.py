"""Cross-validate the classifier of types on corpus/first: ``python -m training.evaluate_first``.

Prints the figures with bootstrap 95 % intervals and n, by five folds and with each file of the corpus left out in turn
(another writer, other services: nearer to a new kind of document), then precision and recall by label.
"""

import numpy as np

from training.corpus import read
from training.crossvalidate import Figures, by_label, figures, judge, out_of_fold


def main() -> None:
    """Print every figure."""
    paragraphs = read()
    names = sorted({one.file for one in paragraphs})
    by_file = np.array([names.index(one.file) for one in paragraphs])
    five = judge(paragraphs, out_of_fold(paragraphs))
    show(f"Five folds, {len(paragraphs)} paragraphs", figures(five))
    show("One file left out at a time", figures(judge(paragraphs, out_of_fold(paragraphs, by_file))))
    print("By label (five folds)")
    for name, one in by_label(five).items():
        print(f"  {name:56} precision {one['precision']:.2f}  recall {one['recall']:.2f}  n = {one['n']}")


def show(title: str, measured: Figures) -> None:
    """Print figures under a title."""
    print(title)
    for name, one in measured.items():
        print(f"  {name:28} {one['value']:.3f}  [{one['low']:.3f}, {one['high']:.3f}]  n = {one['n']}")


if __name__ == "__main__":
    main()
