"""Few-shot fine-tuning of an encoder: heads for all questions are learned first, then its last layer with them.

Heads before layers, since heads that know nothing bend good vectors (Kumar et al. 2022). All questions train together,
over whole documents: what the heads see is what ``rows.Meaning`` gives, made by the layer as it is at that step. The
layers below stay as they are, so that what they make of each piece is computed once.
"""

from collections.abc import Iterator, Mapping, Sequence
from copy import deepcopy
from pathlib import Path
from typing import Any

import numpy as np
import torch
from torch.nn import functional

from training.compare.encoder import PREFIX, loaded
from training.compare.rows import Dense, Encoded
from training.compare.tasks import Places, Task, Unit
from training.compare.texts import Text
from training.learning import SEED, Scores

Tensor = Any
"""A torch.Tensor (torch is not installed where types are checked)."""

Network = Any
"""A torch.nn.Module."""

DOCUMENTS = 8
"""Documents of a step."""

PIECES = 64
"""Pieces of about one length that go through the layer at once."""

PROBE_EPOCHS, PROBE_STEP = 20, 1e-3
"""Rounds and step of the heads alone, on the vectors as they come."""

LAYER_STEP, HEAD_STEP = 5e-5, 2e-4
"""Steps of the layer and of the heads when both learn."""

DECAY = 0.05


class FineTuning:
    """See ``Way``; the options are rounds over the documents."""

    name = "fine-tuned encoder"
    options: tuple[float, ...] = (1.0, 2.0)

    def __init__(
        self, documents: Sequence[Text], vectors: Sequence[Encoded], tasks: Sequence[Task], encoder: Path
    ) -> None:
        self._documents, self._vectors, self._tasks = documents, vectors, tasks
        model = loaded(encoder)
        self._bert = model[0].auto_model
        self._bert.eval()
        self._below = self._made_below(model.tokenizer)
        self._first = np.cumsum([0, *(len(one.lines) for one in documents)])
        self._last: tuple[bytes, list[dict[str, Scores]]] = (b"", [])

    def score(self, task: Task, seen: Places, held: Places) -> Sequence[Scores]:
        """See ``Way``. All questions are learned at the first one asked."""
        key = seen.tobytes() + b"|" + held.tobytes()
        if self._last[0] != key:
            self._last = key, list(self._learned(seen, held))
        return [scores[task.name][task.items(held)] for scores in self._last[1]]

    def _made_below(self, tokenizer: Any) -> list[list[Tensor]]:  # noqa: ANN401
        """Return what the layers below the last make of each piece: by document, its head and then its lines."""
        pieces = [PREFIX + text for one in self._documents for text in (one.head, *(line.text for line in one.lines))]
        made: list[Tensor] = [None] * len(pieces)
        encoder, top = self._bert.encoder, self._bert.encoder.layer[-1]
        encoder.layer = encoder.layer[:-1]
        order = sorted(range(len(pieces)), key=lambda at: len(pieces[at]))
        with torch.inference_mode(), torch.autocast("cpu", dtype=torch.bfloat16):
            for start in range(0, len(order), PIECES):
                some = order[start : start + PIECES]
                read = tokenizer(
                    [pieces[at] for at in some], padding=True, truncation=True, max_length=256, return_tensors="pt"
                )
                states = self._bert(**read).last_hidden_state.to(torch.bfloat16)
                for at, state, length in zip(some, states, read["attention_mask"].sum(dim=1).tolist(), strict=True):
                    made[at] = state[:length].clone()
        encoder.layer.append(top)
        lengths = [1 + len(one.lines) for one in self._documents]
        ends = np.cumsum(lengths)
        return [made[end - length : end] for end, length in zip(ends, lengths, strict=True)]

    def _learned(self, seen: Places, held: Places) -> Iterator[dict[str, Scores]]:
        """Learn from the documents ``seen``; after each number of rounds in the options, score what is of ``held``."""
        torch.manual_seed(SEED)
        random = np.random.default_rng(SEED)
        scales = self._scales(seen)
        layer = deepcopy(self._bert.encoder.layer[-1]).to(torch.float32)
        heads = torch.nn.ModuleDict(
            {task.name: torch.nn.Linear(len(scales[task.unit][0]), len(task.labels)) for task in self._tasks}
        )
        self._probe(heads, scales, seen, random)
        steps = torch.optim.AdamW(
            [
                {"params": layer.parameters(), "lr": LAYER_STEP},
                {"params": heads.parameters(), "lr": HEAD_STEP},
            ],
            weight_decay=DECAY,
        )
        for round_ in range(1, int(self.options[-1]) + 1):
            layer.train()
            for some in _dealt(random.permutation(seen)):
                loss = self._loss(heads, self._rows(layer, some), scales, some)
                steps.zero_grad()
                loss.backward()
                steps.step()
            if round_ in self.options:
                yield self._scored(layer, heads, scales, held)

    def _scales(self, seen: Places) -> dict[Unit, tuple[Tensor, Tensor]]:
        """Return the mean and the spread of each column of the rows as they come."""
        return {
            unit: (torch.from_numpy(rows.mean(axis=0)), torch.from_numpy(rows.std(axis=0) + 1e-6))
            for unit, rows in _frozen(self._vectors, seen).items()
        }

    def _probe(
        self, heads: Network, scales: Mapping[Unit, tuple[Tensor, Tensor]], seen: Places, random: np.random.Generator
    ) -> None:
        steps = torch.optim.AdamW(heads.parameters(), lr=PROBE_STEP, weight_decay=DECAY)
        for _ in range(PROBE_EPOCHS):
            for some in _dealt(random.permutation(seen)):
                rows = {unit: torch.from_numpy(found) for unit, found in _frozen(self._vectors, some).items()}
                loss = self._loss(heads, rows, scales, some)
                steps.zero_grad()
                loss.backward()
                steps.step()

    def _loss(
        self, heads: Network, rows: Mapping[Unit, Tensor], scales: Mapping[Unit, tuple[Tensor, Tensor]], some: Places
    ) -> Tensor:
        """Sum the losses of all questions over the items of some documents (in the order of their places)."""
        total = torch.zeros(())
        for task in self._tasks:
            items = self._items(task.unit, some)
            asked = task.asked[task.owners[items]]
            if not asked.any():
                continue
            mean, spread = scales[task.unit]
            scores = heads[task.name]((rows[task.unit][torch.from_numpy(asked)] - mean) / spread)
            right = torch.from_numpy(task.marked[items[asked]].astype(np.float32))
            if task.exclusive:
                total = total + functional.cross_entropy(scores, right)
            else:
                total = total + functional.binary_cross_entropy_with_logits(scores, right, reduction="sum") / len(right)
        return total

    def _items(self, unit: Unit, some: Places) -> Places:
        if unit is Unit.DOCUMENT:
            return some
        return np.concatenate([np.arange(self._first[at], self._first[at + 1]) for at in some])

    def _rows(self, layer: Network, some: Places) -> dict[Unit, Tensor]:
        """Return the rows of some documents and of their lines, by the layer as it is now."""
        pieces = [piece for at in some for piece in self._below[at]]
        pooled = _pooled(layer, pieces)
        whole, lines, start = [], [], 0
        for at in some:
            head, own = pooled[start], pooled[start + 1 : start + len(self._below[at])]
            start += len(self._below[at])
            frame = torch.from_numpy(self._vectors[at].frame)
            if not len(own):
                whole.append(torch.cat([head, head, head, frame]))
                continue
            beside = torch.zeros_like(own)
            beside[1:] += own[:-1] / 2
            beside[:-1] += own[1:] / 2
            whole.append(torch.cat([own.mean(dim=0), own.max(dim=0).values, head, frame]))
            lines.append(torch.cat([own, beside, torch.from_numpy(self._vectors[at].headings)], dim=1))
        width = 3 * pooled.shape[1]
        return {Unit.DOCUMENT: torch.stack(whole), Unit.LINE: torch.cat(lines) if lines else torch.zeros((0, width))}

    def _scored(
        self, layer: Network, heads: Network, scales: Mapping[Unit, tuple[Tensor, Tensor]], held: Places
    ) -> dict[str, Scores]:
        layer.eval()
        found = {task.name: np.zeros(task.marked.shape) for task in self._tasks}
        with torch.inference_mode():
            for some in _dealt(held):
                rows = self._rows(layer, some)
                for task in self._tasks:
                    mean, spread = scales[task.unit]
                    scores = heads[task.name]((rows[task.unit] - mean) / spread)
                    found[task.name][self._items(task.unit, some)] = scores.numpy()
        return found


def _dealt(places: Places) -> Iterator[Places]:
    for start in range(0, len(places), DOCUMENTS):
        yield places[start : start + DOCUMENTS]


def _frozen(vectors: Sequence[Encoded], some: Places) -> dict[Unit, Dense]:
    """Return the rows of some documents and of their lines as the encoder came."""
    return {
        Unit.DOCUMENT: np.stack([vectors[at].whole() for at in some]),
        Unit.LINE: np.concatenate([vectors[at].around() for at in some]),
    }


def _pooled(layer: Network, pieces: Sequence[Tensor]) -> Tensor:
    """Send pieces through the layer: the mean of each one's word pieces, of length one, in the order given."""
    order = sorted(range(len(pieces)), key=lambda at: len(pieces[at]))
    found = []
    for start in range(0, len(order), PIECES):
        some = [pieces[at] for at in order[start : start + PIECES]]
        states = torch.nn.utils.rnn.pad_sequence(some, batch_first=True)
        there = torch.arange(states.shape[1])[None, :] < torch.tensor([len(one) for one in some])[:, None]
        mask = torch.where(there, 0.0, torch.finfo(torch.bfloat16).min)[:, None, None, :].to(torch.bfloat16)
        with torch.autocast("cpu", dtype=torch.bfloat16):
            out = layer(states, mask)
        kept = out.to(torch.float32) * there[:, :, None]
        found.append(functional.normalize(kept.sum(dim=1) / there.sum(dim=1, keepdim=True), dim=1))
    back = torch.empty(len(order), dtype=torch.int64)
    back[torch.tensor(order)] = torch.arange(len(order))
    return torch.cat(found)[back]
