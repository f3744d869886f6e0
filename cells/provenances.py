"""Provenance: which word each memory was written by, exactly.

The memory after word t is a sum over the words read: word s wrote Γu<s> * c̃<s>, and of that the
forget gates since have left Γf<s+1> * ... * Γf<t>. It tells when a memory was *written*, not what
it depends on: the candidate has seen the words before, too.
"""

import numpy as np

from cells.traces import Doubles, Trace, read_only

MAX_WORDS_AT_ONCE = 500
"""The longest text whose rows are given all at once: T * T * H numbers are 64 MB then."""


def provenance(trace: Trace, at: int | None = None) -> Doubles:
    """Return what every word contributed to the memory after word `at`: (T, H), float64.

    `at=None` gives the rows of all words, (T, T, H): [t, s, h] is what word s contributed to unit
    h's memory after word t, and 0 for s > t. A row sums to the memory, as c<0> is 0; in a part of a
    longer reading `carried` is what is still left of the words before. Gates count as they acted,
    under surgery too: where a memory was silenced nothing was written or kept.

    Raises:
        ValueError: there is no word `at`, or the text is too long for all rows at once.
    """
    if at is None:
        return read_only(_rows(trace))
    return read_only(kept(trace, at)[1:] * written(trace))


def carried(trace: Trace, at: int) -> Doubles:
    """Return what is left after word `at` of the memory before the first word: (H,), float64.

    Raises:
        ValueError: there is no word `at`.
    """
    return read_only(kept(trace, at)[0] * trace.began("cell"))


def written(trace: Trace) -> Doubles:
    """Return what each word wrote into the memory, Γu * c̃ as it acted: (T, H), float64.

    It is taken as c<t> - Γf<t> * c<t-1>, the same number with the rounding of its step in it: steps
    are taken in float32, and after thousands of them Γu * c̃ would no longer add up. A word that
    wrote nothing has 0 to the last bit.
    """
    memory = trace.exact("cell")
    past = np.concatenate([trace.began("cell")[None], memory[:-1]])
    nothing = (trace["update"] == 0) | (trace["candidate"] == 0)
    return np.where(nothing, 0.0, memory - _factors(trace) * past)


def kept(trace: Trace, at: int) -> Doubles:
    """Return which share is left after word `at` of each earlier memory: (T + 1, H), in [0, 1].

    With tanh gates it is a factor like any other: it can be below 0, or grow beyond 1.

    Row 0 is the share of c<0> that is left, row s + 1 that of what word s wrote: the product of the
    forget gates since. Words after `at` have 0: they have yet to write.

    Raises:
        ValueError: there is no word `at`.
    """
    last = trace.step(at)
    shares = np.zeros((len(trace) + 1, trace["cell"].shape[1]))
    shares[last + 1] = 1
    np.cumprod(_factors(trace)[last::-1], axis=0, out=shares[last::-1])
    return read_only(shares)


def _factors(trace: Trace) -> Doubles:
    """Return the share of the memory that each step kept, (T, H): Γf, and 0 where silenced."""
    return np.where(trace.forced("cell"), 0.0, trace.exact("forget"))


def _rows(trace: Trace) -> Doubles:
    steps, units = trace["cell"].shape
    if steps > MAX_WORDS_AT_ONCE:
        raise ValueError(
            f"All rows at once are for texts of up to {MAX_WORDS_AT_ONCE} words, and this one has "
            f"{steps:,}: ask for one row, with `at`."
        )
    wrote, factors = written(trace), _factors(trace)
    rows = np.zeros((steps, steps, units))
    for t in range(steps):
        rows[t] = factors[t] * rows[t - 1]
        rows[t, t] = wrote[t]
    return rows
