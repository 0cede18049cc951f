"""BM25 as bm25s does it with Snowball's Swedish stems, for ``training.search.rank_bench``.

Runs in ``.bench-venv`` (requirements/bench.txt), where lexsarah is not: reads ``{"questions": [...], "texts": [...],
"among": [[place of a text, ...] or null, ...]}`` from standard input and writes a list of scores for each question, of
the texts that are ranked for it. All settings are those that bm25s comes with; function words are its own list.
"""

import json
import sys

import bm25s
import Stemmer


def main() -> None:
    """Score what standard input holds."""
    given = json.load(sys.stdin)
    stemmer = Stemmer.Stemmer("swedish")
    texts, questions = (
        bm25s.tokenize(given[name], stopwords="sv", stemmer=stemmer, return_ids=False, show_progress=False)
        for name in ("texts", "questions")
    )
    indexed: dict[tuple[int, ...], bm25s.BM25] = {}
    found = []
    for question, among in zip(questions, given["among"], strict=True):
        places = tuple(range(len(texts)) if among is None else among)
        if places not in indexed:
            indexed[places] = bm25s.BM25()
            indexed[places].index([texts[at] for at in places], show_progress=False)
        scores = indexed[places].get_scores(question).tolist() if question else [0.0] * len(places)
        found.append(scores)
    json.dump(found, sys.stdout)


if __name__ == "__main__":
    main()
