"""The card of the model of findings, written from its manifest's figures."""

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from lexsarah.classify.findings import VOICE
from training.findings_report import FEWEST_DOCUMENTS

SHOWN = ("causes_f1", "measures_f1", "consequences_f1", "evidence_f1")
"""Figures that are shown of parts."""

WHAT = """# Model card: findings

<!-- Written by `python -m training.train_findings`; the figures are those of manifest.json. -->

**What it does.** Reads a case sentence by sentence and gives its causes (six areas), measures (nine kinds, each
with how far it has come) and consequences (seven kinds, each with whether what went wrong caused it), each with
its words and a probability; and tells what every sentence is for (event, discovery, cause, measure, …), where
no heading says so.

**What it is.** Logistic regressions over TF-IDF of stems, pairs of stems and runs of 3 to 5 letters, the stems
of the sentences on either side, the heading, label or lead-in that a sentence stands under, its place, and what
the rules found in it. Two readings are joined: every label for itself, and "is there a cause here" times
"which"; a label that the rules found too gains {voice} in log odds. A probability says how likely the label is
one of the document's (Platt's curve on the best sentence of each document, out of fold).

**Data.** {train} invented documents of corpus/ (split train; {telling} deviation reports teach findings, all
teach roles) and {short} short texts of corpus/short, which decide no curve and no threshold; all **synthetic**,
written and annotated by language models. Names and numbers are replaced by their kind before a feature is made,
a feature stands in at least three documents, and a test plants a name to see that it does not get in.

**Licence.** EUPL-1.2, as the product; the corpus is CC0 1.0.
"""

FAILURES = """## Known failures

Denials and hearsay that the rules do not know ("det stämmer inte att det saknades personal") are taken for
causes. Causes told as events ("mottagaren var utlånad"), without a word of reason, are missed, as are those of
communication and of technology most often. In long investigations every sentence under the heading of causes
tends to count as one. Measures of other cases, of the authority that supervises or from before the event are
taken for measures. Two findings of one kind in one sentence are one. Harm to relatives or staff is taken for a
consequence. A sentence of law outside a law box can be taken for background or a measure. What a text states
plainly ("det berodde på personalbrist") is given too low a probability where the rules do not find it: the
corpus tells such things in passing. Few sentences are annotated as contact or signatures, and no role of theirs
is to be trusted.
"""


def write_card(target: Path, notes: Mapping[str, Any]) -> None:
    """Write the card of a model beside it, from what its manifest says."""
    parts = [
        WHAT.format(voice=VOICE, **notes["data"]),
        "## Figures on dev (deviation reports; 95 % intervals over groups of documents)\n",
        _table(
            ("figure", "model", "interval", "rules alone", "interval", "n"),
            [
                (name, *_value(one), *_value(notes["rules_alone_dev"][name]), str(one["n"]))
                for name, one in notes["dev"].items()
            ],
        ),
        f"By part (F1; parts of at least {FEWEST_DOCUMENTS} documents):\n",
        _table(
            ("part", "documents", "causes", "measures", "consequences", "evidence"),
            [
                (part, str(one["documents"]), *(_span(one[name]) for name in SHOWN))
                for parts_ in notes["parts_dev"].values()
                for part, one in parts_.items()
            ],
        ),
        "By label (precision, recall, documents that have it):\n",
        _table(
            ("field", "label", "precision", "recall", "n"),
            [
                (field, f"`{label}`", f"{precision:.2f}", f"{recall:.2f}", str(n))
                for field, labels in notes["labels_dev"].items()
                for label, (precision, recall, n) in labels.items()
            ],
        ),
        "## Calibration and abstention on dev\n",
        f"Given labels by confidence; expected calibration error {notes['calibration_dev']['error']:.3f}.\n",
        _table(
            ("confidence", "share right", "n"),
            [(f"{said:.2f}", f"{was:.2f}", str(n)) for said, was, n in notes["calibration_dev"]["bins"]],
        ),
        (
            "A label is given from its threshold on; below the second figure, from which on nine of ten answers were"
            " right out of fold, it is marked unsure.\n"
        ),
        _table(
            ("field", "given from", "sure from", "answers", "of these sure", "right of sure", "right of unsure"),
            [
                (
                    field,
                    f"{notes['out_of_fold'][field]['threshold']:.2f}",
                    f"{notes['out_of_fold'][field]['sure']:.2f}",
                    str(one["answers"]),
                    str(one["sure"]),
                    f"{one['right_of_sure']:.2f}",
                    f"{one['right_of_unsure']:.2f}",
                )
                for field, one in notes["sure_dev"].items()
            ],
        ),
        _deletion(notes["deletion_dev"]),
        "## What is said of a finding, and roles, on dev\n",
        _table(
            ("of annotated findings", "accuracy", "most frequent answer", "n"),
            [
                (f"{field}: {what}", f"{one['accuracy']:.2f}", f"{one['most_frequent']:.2f}", str(one["n"]))
                for (field, one), what in zip(notes["qualifiers_dev"].items(), ("status", "caused"), strict=True)
            ],
        ),
        (
            "Roles of sentences, headings hidden, against what headings, kinds of blocks and annotated words say:"
            f" accuracy {notes['roles_dev']['accuracy']:.2f}.\n"
        ),
        _table(
            ("role", "precision", "recall", "sentences"),
            [
                (f"`{role}`", f"{one['precision']:.2f}", f"{one['recall']:.2f}", str(one["n"]))
                for role, one in notes["roles_dev"]["roles"].items()
            ],
        ),
        (
            "Sections: a role is given to a block where its sentences' mean is sure. Of"
            f" {notes['sections_dev']['blocks']} blocks that something says the role of, headings hidden,"
            f" {notes['sections_dev']['given']} got one, and {notes['sections_dev']['right']} of these the right one.\n"
        ),
        FAILURES,
    ]
    (target / "README.md").write_text("\n".join(parts), "utf-8")


def _deletion(one: Mapping[str, Any]) -> str:
    return (
        f"**Deletion test.** Of {one['labels']} given labels, taking the evidence away lowers the probability more than"
        f" taking as many other sentences in {one['beats_random']:.0%} of comparisons, and halves it or undoes the"
        f" answer in {one['decides']:.0%}.\n"
    )


def _value(one: Mapping[str, Any]) -> tuple[str, str]:
    if one["value"] is None:
        return "-", "-"
    return f"{one['value']:.3f}", "-" if one["low"] is None else f"{one['low']:.2f}-{one['high']:.2f}"


def _span(one: Mapping[str, Any]) -> str:
    value, interval = _value(one)
    return value if interval == "-" else f"{value} ({interval})"


def _table(heads: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    lines = ["| " + " | ".join(row) + " |" for row in (heads, ["---"] * len(heads), *rows)]
    return "\n".join(lines) + "\n"
