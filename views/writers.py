"""Who wrote the memory of one unit: the library's provenance for a single unit, at any word."""

from dataclasses import dataclass

import numpy as np

from cells.provenances import written
from cells.traces import Doubles
from views.reading import Reading


@dataclass(frozen=True, eq=False, slots=True)
class Writers:
    """What each word wrote into a unit's memory, (T,), and what each step kept of it, (T,).

    `began` is the memory before the first word: 0 but in a part of a longer reading.
    """

    wrote: Doubles
    kept: Doubles
    began: float = 0.0

    @classmethod
    def of(cls, reading: Reading, unit: int) -> "Writers":
        """Return the writers of one unit of a reading."""
        trace = reading.trace
        kept = np.where(trace.forced("cell"), 0.0, trace.exact("forget"))
        return cls(written(trace)[:, unit], kept[:, unit], float(trace.began("cell")[unit]))

    def shares(self, at: int) -> Doubles:
        """Return each word's share in the memory after word `at`, (at + 1,), in [0, 1].

        That is |contribution| / Σ|contributions|; where no word has written anything, 0. What is
        left of the memory before the first word has what is missing to 1.
        """
        return self._all(at)[1:]

    def before(self, at: int) -> float:
        """Return the share of what was there before the first word in the memory after `at`."""
        return float(self._all(at)[0])

    def _all(self, at: int) -> Doubles:
        """Return the share of the memory before the first word, and then each word's: (at + 2,)."""
        left = np.concatenate([np.ones(1), np.cumprod(self.kept[at::-1])])[::-1]
        sizes = np.abs(np.concatenate([[self.began], self.wrote[: at + 1]]) * left)
        shares: Doubles = sizes / (float(sizes.sum()) or 1.0)
        return shares
