"""The verdict, word by word: what each word that was read adds to the log-odds of two others.

The log-odds are linear in the hidden state, a = r * c with r = Γo, or Γo * tanh(c) / c where the
memory is squashed, and the memory is a sum over the words (`cells.provenance`). As r depends on c
itself, this is a bookkeeping of the verdict: it adds up, and says when what decides was written.
"""

from dataclasses import dataclass
from typing import TypeVar

import numpy as np
from numpy.typing import DTypeLike, NDArray

from cells.provenances import provenance
from cells.readers import Reader
from cells.traces import Doubles, Trace, read_only

F = TypeVar("F", np.float32, np.float64)


@dataclass(frozen=True, eq=False, slots=True)
class Verdict:
    """log P(word) - log P(other) in nats, taken apart: `words` and `bias` add up to it.

    `words` (T,) is what each word contributed and `units` (H,) what each unit did; both have the
    same sum. As an array it is `words`.
    """

    words: Doubles
    bias: float
    units: Doubles

    def __array__(
        self,
        dtype: DTypeLike | None = None,
        copy: bool | None = None,  # noqa: FBT001 - NumPy's own protocol
    ) -> NDArray[np.generic]:
        return np.array(self.words, dtype=dtype, copy=copy)

    def __len__(self) -> int:
        """Return T, the number of words."""
        return len(self.words)

    @property
    def log_odds(self) -> float:
        """The whole verdict, in nats."""
        return float(self.words.sum()) + self.bias

    @property
    def word_shares(self) -> Doubles:
        """How much of the verdict each word decides, (T,), in [0, 1]: |term| / Σ|terms|."""
        return shares(self.words)

    @property
    def unit_shares(self) -> Doubles:
        """How much of the verdict each unit decides, (H,), in [0, 1]: |term| / Σ|terms|."""
        return shares(self.units)


def verdict(reader: Reader, trace: Trace, word: str, other: str, at: int | None = None) -> Verdict:
    """Take apart the verdict on two words after word `at` of a trace; None is its last word.

    Float64; sums to `reader.prefer` of the text so far, under the surgery of the trace. Words after
    `at` have 0.

    Raises:
        ValueError: `word` or `other` is not exactly one word, there is no word `at`, or another
            reader has made the trace.
    """
    reader.expect(trace)
    at = len(trace) - 1 if at is None else trace.step(at)
    out, bias = reader.contrast(word, other)
    terms = parts(trace, at, out.detach().numpy().astype(np.float64))
    return Verdict(read_only(terms.sum(axis=1)), bias, read_only(terms.sum(axis=0)))


def parts(trace: Trace, at: int, out: Doubles) -> Doubles:
    """Return what each word wrote of out · a, through each unit, after word `at`: (T, H), float64.

    `out` (H,) are weights over the hidden state. In a part of a longer reading the words before it
    have their share as well: `cells.provenances.carried`, times r * out.
    """
    return provenance(trace, at) * (shown(trace, at) * out)


def shown(trace: Trace, at: int) -> Doubles:
    """Return r of word `at`, (H,): which share of the memory the hidden state shows, a = r * c.

    Where c is 0 it is the limit of Γo * tanh(c) / c, which is Γo; 0 where a was silenced.
    """
    share, memory = trace.exact("output")[at], trace.exact("cell")[at]
    if trace.wiring.squash:
        safe = np.where(memory == 0, 1.0, memory)
        share = share * np.where(memory == 0, 1.0, np.tanh(safe) / safe)
    return np.where(trace.forced("hidden")[at], 0.0, share)


def shares(terms: NDArray[F]) -> NDArray[F]:
    """Return |term| / Σ|terms| along the last axis, in [0, 1]; 0 where all terms are 0."""
    sizes = np.abs(terms)
    total = sizes.sum(axis=-1, keepdims=True)
    return np.asarray(sizes / np.maximum(total, np.finfo(terms.dtype).tiny))
