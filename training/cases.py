"""Agreement cases: prefixes that end just before a verb whose number the subject decides."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from cells.cell import CutAt, left_alone
from cells.equations import Cut
from cells.fast import Run, run
from cells.readers import Reader
from training.corpus import SIGN
from training.grammar import Agreement, Sentence

Force = Callable[[int, Tensor], Tensor]
"""Surgery on the memory of many readings at once: (time step, memory (B, H)) -> memory."""


@dataclass(frozen=True, eq=False)
class Cases:
    """B prefixes of at most T words, embedded by one reader, and the contrast at their ends.

    `x` (T, B, D); `subject` and `verb` (B,) are the steps of the noun and of the verb that would
    come next; `number` (B,) is +1 for singular; right minus wrong verb is `out` (B, H) · a + `b`.
    """

    x: Tensor
    subject: Tensor
    verb: Tensor
    number: Tensor
    out: Tensor
    b: Tensor

    def read(self, reader: Reader, cut: CutAt = left_alone) -> Run:
        """Read all prefixes; states (T, B, H) beyond a prefix's end are of no meaning."""
        return run(reader.cell, self.x, cut)

    def margins(self, read: Run) -> Tensor:
        """Return log P(right verb) - log P(wrong verb) at the end of each prefix, (B,)."""
        last = read.hidden[self.verb - 1, torch.arange(len(self.verb))]
        return (last * self.out).sum(dim=-1) + self.b

    def accuracy(self, read: Run) -> float:
        """Return the share of prefixes after which the right verb is the likelier one."""
        return float((self.margins(read) > 0).float().mean())


def forcing(force: Force) -> CutAt:
    """Return a cut that changes the memory at every step by `force`."""

    def at(t: int) -> Cut:
        return lambda name, value: force(t, value) if name == "cell" else value

    return at


@torch.no_grad()
def embed(reader: Reader, agreements: Sequence[tuple[Sentence, Agreement]]) -> Cases:
    """Lay agreements of sentences side by side for one reader."""
    prefixes = [sentence.words[: agreement.verb] for sentence, agreement in agreements]
    lengths = np.array([len(words) for words in prefixes])
    vectors = reader.embedding([word for words in prefixes for word in words])
    x = torch.zeros(int(lengths.max()), len(prefixes), vectors.shape[1])
    x[tuple(torch.from_numpy(i) for i in _places(lengths))] = vectors
    rows = [
        (reader.readout.row(s.words[a.verb]), reader.readout.row(a.other)) for s, a in agreements
    ]
    return Cases(
        x,
        subject=torch.tensor([a.subject for _, a in agreements]),
        verb=torch.from_numpy(lengths),
        number=torch.tensor([SIGN[a.number] for _, a in agreements]),
        out=torch.stack([right[0] - wrong[0] for right, wrong in rows]),
        b=torch.tensor([right[1] - wrong[1] for right, wrong in rows]),
    )


def _places(lengths: NDArray[np.int64]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Return (step, case) of every word of prefixes laid end to end."""
    case = np.repeat(np.arange(len(lengths)), lengths)
    return np.arange(len(case)) - np.repeat(np.cumsum(lengths) - lengths, lengths), case
