"""What training on an office's documents gained."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Judged:
    """What a head gained on documents that it did not see.

    ``before`` and ``after`` are the mean loss (negative log likelihood, lower is better), ``low`` the lower end of the
    gain's 95 % interval, both None with too few documents; ``kept`` says whether the adapted head is used.
    """

    model: str
    head: str
    documents: int
    before: float | None = None
    after: float | None = None
    low: float | None = None
    kept: bool = False
