"""The teacher: a sentence encoder fine-tuned to tag words, which then labels text that nobody has annotated.

Run by hand in an environment of its own that has torch and transformers (docs/ner.md); nothing else imports it. The
sets disagree about what they annotate. The loss therefore sums the probability of every tag that a set leaves open:
an unmarked word of the news may be a title, an organisation of theirs may be a unit.
"""

import argparse
import json
import random
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import torch
from transformers import BertModel, PreTrainedTokenizerFast

from lexsarah.extract.entities import LABELS
from lexsarah.language import tokenizer
from training.ner.projection import corpus
from training.ner.published import news, talbanken
from training.ner.sentence import Name, Sentence, Source

KINDS = (*LABELS, "MISC")
TAGS = ("O", *(f"{place}-{kind}" for kind in KINDS for place in "BI"))
ORDER = {tag: at for at, tag in enumerate(TAGS)}
FROZEN = 6
"""Layers of the encoder that stay as they are, from below, besides the embeddings."""
LONGEST = 160
"""Pieces of a line that the encoder sees; the rest is left out."""
BATCH = 2600
"""Pieces in a batch, padding included."""
RATE, HEAD_RATE, WARM = 2e-4, 1e-3, 30
"""Rates at their highest, and the steps until then; afterwards they fall with the steps or the clock."""
SEED = 20261122
PORTION = 4000
"""Lines of text that are labelled at a time."""
SURE = 0.6
"""Probability from which a tag counts; below it the word is unsure."""

OPEN_NONE = {Source.NEWS: ("ROLE",), Source.TALBANKEN: ("ROLE", "MISC"), Source.CORPUS: ("MISC",)}
"""What a word without a name may still be, by set."""


@dataclass(frozen=True, slots=True)
class Line:
    """A line as the encoder sees it: piece ids, the first piece of every word, and the tags that each may have."""

    words: list[tuple[int, int]]
    pieces: list[int]
    first: list[int]
    allowed: list[list[int]]


class Tagger(torch.nn.Module):  # type: ignore[misc, unused-ignore]
    """The encoder with a linear layer over the first piece of every word."""

    def __init__(self, folder: Path) -> None:
        super().__init__()
        self.encoder = BertModel.from_pretrained(folder, dtype=torch.float32, add_pooling_layer=False)
        self.head = torch.nn.Linear(self.encoder.config.hidden_size, len(TAGS))
        for part in (self.encoder.embeddings, *self.encoder.encoder.layer[:FROZEN]):
            part.requires_grad_(requires_grad=False)

    def forward(self, pieces: torch.Tensor, mask: torch.Tensor) -> torch.Tensor:
        """Return scores of shape (lines, pieces, tags)."""
        states = self.encoder(input_ids=pieces, attention_mask=mask).last_hidden_state
        scores: torch.Tensor = self.head(torch.nn.functional.dropout(states, 0.1, self.training))
        return scores


def allowed(sentence: Sentence, words: Sequence[tuple[int, int]]) -> list[list[int]]:
    """Return the tags that every word may have."""
    open_none = [ORDER["O"], *(ORDER[f"{place}-{kind}"] for kind in OPEN_NONE[sentence.source] for place in "BI")]
    unsure = [*open_none, *(ORDER[f"{place}-LOC"] for place in "BI")]
    tags: list[list[int]] = []
    for start, end in words:
        name = next((one for one in sentence.names if one.start < end and start < one.end), None)
        if name is not None:
            place = "B" if start <= name.start < end else "I"
            kinds = ("ORG", "UNIT") if name.label == "ORG" and sentence.source is not Source.CORPUS else (name.label,)
            tags.append([ORDER[f"{place}-{kind}"] for kind in kinds])
        else:
            loose = any(low < end and start < high for low, high in sentence.unsure)
            tags.append(unsure if loose else open_none)
    return tags


def line(pieces_of: Any, sentence: Sentence) -> Line | None:  # noqa: ANN401  (a tokenizer of transformers)
    """Cut a sentence into words and pieces; None if it has no words."""
    doc = tokenizer().make_doc(sentence.text)
    words = [(token.idx, token.idx + len(token)) for token in doc if not token.is_space]
    if not words:
        return None
    coded = pieces_of(
        [sentence.text[a:b] for a, b in words], is_split_into_words=True, truncation=True, max_length=LONGEST
    )
    first: list[int] = []
    for at, word in enumerate(coded.word_ids()):
        if word is not None and word == len(first):
            first.append(at)
    words = words[: len(first)]
    return Line(words, coded["input_ids"], first, allowed(sentence, words))


def batches(lines: Sequence[Line], *, shuffled: random.Random | None) -> Iterator[list[int]]:
    """Yield the indices of lines of about the same length."""
    order = sorted(range(len(lines)), key=lambda at: len(lines[at].pieces) + (shuffled.random() * 6 if shuffled else 0))
    found: list[list[int]] = [[]]
    for at in order:
        if found[-1] and (len(found[-1]) + 1) * len(lines[at].pieces) > BATCH:
            found.append([])
        found[-1].append(at)
    if shuffled:
        shuffled.shuffle(found)
    yield from found


def tensors(lines: Sequence[Line]) -> tuple[torch.Tensor, torch.Tensor]:
    """Return piece ids and mask of some lines."""
    width = max(len(one.pieces) for one in lines)
    pieces = torch.tensor([one.pieces + [1] * (width - len(one.pieces)) for one in lines])
    return pieces, (torch.arange(width)[None] < torch.tensor([len(one.pieces) for one in lines])[:, None]).long()


def fit(model: Tagger, epochs: Sequence[list[Line]], minutes: float) -> None:
    """Train; each epoch has its own lines. Stops after so many minutes."""
    dice = random.Random(SEED)  # noqa: S311  (order of training)
    groups = [
        {"params": [one for one in model.encoder.parameters() if one.requires_grad], "lr": RATE},
        {"params": list(model.head.parameters()), "lr": HEAD_RATE},
    ]
    steps = [(lines, chosen) for lines in epochs for chosen in batches(lines, shuffled=dice)]
    optimiser = torch.optim.AdamW(groups, weight_decay=0.01)
    model.train()
    began, loss_of = time.monotonic(), 0.0

    def pace(step: int) -> float:
        done = max(step / len(steps), (time.monotonic() - began) / (60 * minutes))
        return min(1.0, (step + 1) / WARM) * max(0.02, 1 - done)

    schedule = torch.optim.lr_scheduler.LambdaLR(optimiser, pace)
    for step, (lines, chosen) in enumerate(steps, 1):
        some = [lines[at] for at in chosen]
        pieces, mask = tensors(some)
        rows = [row for row, one in enumerate(some) for _ in one.first]
        columns = [at for one in some for at in one.first]
        open_tags = torch.full((len(rows), len(TAGS)), -torch.inf)
        for word, tags in enumerate(tags for one in some for tags in one.allowed):
            open_tags[word, tags] = 0.0
        with torch.autocast("cpu", torch.bfloat16):
            scores = model(pieces, mask)[rows, columns].float()
        loss = (scores.logsumexp(-1) - (scores + open_tags).logsumexp(-1)).mean()
        optimiser.zero_grad()
        loss.backward()
        torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
        optimiser.step()
        schedule.step()
        loss_of = 0.95 * loss_of + 0.05 * float(loss.detach())
        if step % 20 == 0:
            print(f"step {step} of {len(steps)}, {time.monotonic() - began:.0f} s, loss {loss_of:.4f}", flush=True)
        if time.monotonic() - began > 60 * minutes:
            print("stopped by the clock", flush=True)
            break
    model.eval()


@torch.inference_mode()  # type: ignore[untyped-decorator, unused-ignore]
def label(model: Tagger, lines: Sequence[Line]) -> Iterator[tuple[int, tuple[Name, ...], tuple[tuple[int, int], ...]]]:
    """Yield of every line its index, its names, and its unsure words."""
    half = model.bfloat16().eval()
    for chosen in batches(lines, shuffled=None):
        some = [lines[at] for at in chosen]
        chances = half(*tensors(some)).float().softmax(-1)
        for row, at in enumerate(chosen):
            best = chances[row, lines[at].first].max(-1)
            yield at, *names(lines[at].words, [TAGS[tag] for tag in best.indices.tolist()], best.values.tolist())


def names(
    words: Sequence[tuple[int, int]], tags: Sequence[str], chances: Sequence[float]
) -> tuple[tuple[Name, ...], tuple[tuple[int, int], ...]]:
    """Join tags into names; an I without its like before it begins a name."""
    found: list[Name] = []
    before = "O"
    for (start, end), tag in zip(words, tags, strict=True):
        if tag.startswith("I-") and before.endswith(tag[1:]):
            found[-1] = Name(found[-1].start, end, tag[2:])
        elif tag != "O":
            found.append(Name(start, end, tag[2:]))
        before = tag
    unsure = tuple(word for word, chance in zip(words, chances, strict=True) if chance < SURE)
    kept = tuple(one for one in found if not any(low < one.end and one.start < high for low, high in unsure))
    return kept, unsure


def main() -> None:
    """Fine-tune or label: ``python -m training.ner.teacher --help``."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("data", type=Path, help="folder of the published sets")
    options.add_argument("encoder", type=Path, help="folder of the encoder, as transformers loads it")
    options.add_argument("weights", type=Path, help="what fine-tuning writes and labelling reads")
    options.add_argument("--text", type=Path, help="lines of JSON strings to be labelled; without it, fine-tune")
    options.add_argument("--out", type=Path, help="lines of JSON: source, text, names, unsure")
    options.add_argument("--epochs", type=int, default=2)
    options.add_argument("--minutes", type=float, default=25.0)
    options.add_argument("--threads", type=int, default=1)
    chosen = options.parse_args()
    torch.manual_seed(SEED)
    torch.set_num_threads(chosen.threads)
    pieces_of = PreTrainedTokenizerFast(tokenizer_file=str(chosen.encoder / "tokenizer.json"))
    model = Tagger(chosen.encoder)
    if chosen.text is None:
        fit(model, epochs(pieces_of, chosen.data, chosen.epochs), chosen.minutes)
        torch.save(model.state_dict(), chosen.weights)
        return
    model.load_state_dict(torch.load(chosen.weights, weights_only=True))
    with chosen.out.open("w", encoding="utf-8") as out:
        for source, sentences in portions(chosen.data, chosen.text):
            pairs = [(one, made) for one in sentences if (made := line(pieces_of, one))]
            for at, found, unsure in label(model, [made for _, made in pairs]):
                row = {"source": source, "text": pairs[at][0].text, "names": found, "unsure": unsure}
                out.write(json.dumps(row, ensure_ascii=False) + "\n")
            out.flush()
            print(f"labelled {source}: {len(pairs)} lines", flush=True)


def epochs(pieces_of: Any, data: Path, count: int) -> list[list[Line]]:  # noqa: ANN401  (a tokenizer of transformers)
    """Return what each epoch sees: all published sentences with names, and a part of the others and of the corpus."""
    trained, watched, _ = news(data)
    published = [*trained, *watched, *talbanken(data)]
    own = [one for _, some in corpus("train") for one in some]
    named, plain, named_own, plain_own = (
        [one for one in some if bool(one.names) is with_names]
        for some in (published, own)
        for with_names in (True, False)
    )
    dice = random.Random(SEED)  # noqa: S311  (which lines are seen)

    def seen() -> list[Sentence]:
        parts = ((plain, 4), (named_own, 3), (plain_own, 20))
        return [*named, *(one for some, part in parts for one in dice.sample(some, len(some) // part))]

    return [[made for one in seen() if (made := line(pieces_of, one))] for _ in range(count)]


def portions(data: Path, text: Path) -> Iterator[tuple[str, Sequence[Sentence]]]:
    """Yield what is labelled, in portions that can be used one by one."""
    trained, watched, held = news(data)
    yield "held", held
    yield "dev", [one for _, some in corpus("dev") for one in some]
    yield "news", [*trained, *watched]
    yield "corpus", [one for _, some in corpus("train") for one in some]
    yield "talbanken", talbanken(data)
    texts = [Sentence(Source.NEWS, json.loads(row), ()) for row in text.open(encoding="utf-8")]
    for at in range(0, len(texts), PORTION):
        yield "text", texts[at : at + PORTION]


if __name__ == "__main__":
    main()
