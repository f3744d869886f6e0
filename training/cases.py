"""Cases with one right answer: prefixes that end just before a word that an earlier one decides."""

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


@dataclass(frozen=True, slots=True)
class Contrast:
    """Words up to a choice between `right` and `wrong`, which the word at step `at` decides.

    `sign` is what a unit that carries the concept is expected to hold: of number +1 is singular, of
    food +1 is food.
    """

    words: tuple[str, ...]
    at: int
    sign: int
    right: str
    wrong: str

    @classmethod
    def of(cls, sentence: Sentence, agreement: Agreement) -> "Contrast":
        """Return the choice between the two numbers of a verb."""
        at, verb = agreement.subject, agreement.verb
        words = sentence.words[:verb]
        return cls(words, at, SIGN[agreement.number], sentence.words[verb], agreement.other)


Force = Callable[[int, Tensor], Tensor]
"""Surgery on the memory of many readings at once: (time step, memory (B, H)) -> memory."""


@dataclass(frozen=True, eq=False)
class Cases:
    """B prefixes of at most T words, embedded by one reader, and the contrast at their ends.

    `x` (T, B, D); `at` and `until` (B,) are the steps of the word that decides and of the word that
    would come next; `sign` (B,) is that of the contrast; right minus wrong is `out` (B, H) · a +
    `b`.
    """

    x: Tensor
    at: Tensor
    until: Tensor
    sign: Tensor
    out: Tensor
    b: Tensor

    def read(self, reader: Reader, cut: CutAt = left_alone) -> Run:
        """Read all prefixes; states (T, B, H) beyond a prefix's end are of no meaning."""
        return run(reader.cell, self.x, cut)

    def margins(self, read: Run) -> Tensor:
        """Return log P(right) - log P(wrong) at the end of each prefix, (B,)."""
        last = read.hidden[self.until - 1, torch.arange(len(self.until))]
        return (last * self.out).sum(dim=-1) + self.b

    def accuracy(self, read: Run) -> float:
        """Return the share of prefixes after which the right word is the likelier one."""
        return float((self.margins(read) > 0).float().mean())


def forcing(force: Force) -> CutAt:
    """Return a cut that changes the memory at every step by `force`."""

    def at(t: int) -> Cut:
        return lambda name, value: force(t, value) if name == "cell" else value

    return at


@torch.no_grad()
def embed(reader: Reader, contrasts: Sequence[Contrast]) -> Cases:
    """Lay contrasts side by side for one reader."""
    lengths = np.array([len(each.words) for each in contrasts])
    vectors = reader.embedding([word for each in contrasts for word in each.words])
    x = torch.zeros(int(lengths.max()), len(contrasts), vectors.shape[1])
    x[tuple(torch.from_numpy(i) for i in _places(lengths))] = vectors
    rows = [(reader.readout.row(each.right), reader.readout.row(each.wrong)) for each in contrasts]
    return Cases(
        x,
        at=torch.tensor([each.at for each in contrasts]),
        until=torch.from_numpy(lengths),
        sign=torch.tensor([each.sign for each in contrasts]),
        out=torch.stack([right[0] - wrong[0] for right, wrong in rows]),
        b=torch.tensor([right[1] - wrong[1] for right, wrong in rows]),
    )


def _places(lengths: NDArray[np.int64]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Return (step, case) of every word of prefixes laid end to end."""
    case = np.repeat(np.arange(len(lengths)), lengths)
    return np.arange(len(case)) - np.repeat(np.cumsum(lengths) - lengths, lengths), case
