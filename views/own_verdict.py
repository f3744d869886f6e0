"""The verdict of a visitor's own module, step by step: what each word it read has added to it.

Of a module that reads both ways, words before a step speak through the forward direction, and
words after it through the backward one. It is exact: the parts add up to the log-odds shown.
"""

from dataclasses import dataclass, replace
from html import escape

import numpy as np
import plotly.graph_objects as go

from cells.provenances import carried
from cells.traces import Doubles
from cells.verdicts import parts, shown
from views import terms
from views.reading import Reading

LONGEST = 40
"""Words of which each has a bar; of more those that add most, and one bar for the others."""


@dataclass(frozen=True, eq=False, slots=True)
class Apart:
    """A verdict taken apart, in nats: `words` (T,) in the order of the reading, and the rest.

    `rest` is what steps outside of what is shown have added.
    """

    words: Doubles
    rest: float
    bias: float

    @property
    def log_odds(self) -> float:
        """The whole verdict."""
        return float(self.words.sum()) + self.rest + self.bias


def apart(reading: Reading, at: int, out: Doubles, bias: float) -> Apart:
    """Take apart what one direction says after step `at`, with weights `out` (H,) over it."""
    trace = reading.trace
    words = parts(trace, at, out).sum(axis=1)
    rest = float((carried(trace, at) * shown(trace, at) * out).sum())
    return Apart(words, rest, bias)


def with_other(found: Apart, reading: Reading, other: Apart, first: int, steps: int) -> Apart:
    """Add what the other direction says at the same word.

    Its words are in its own order, from step `first` of the `steps` that it reads.
    """
    places = steps - 1 - (first + np.arange(len(other.words))) - reading.first
    seen = (places >= 0) & (places < len(reading))
    words = found.words.copy()
    words[places[seen]] += other.words[seen]
    rest = found.rest + other.rest + float(other.words[~seen].sum())
    return replace(found, words=words, rest=rest)


def bars(reading: Reading, found: Apart) -> list[tuple[str, float]]:
    """Return the bars of a verdict, in the order of the words: (name, nats)."""
    counted = np.flatnonzero(found.words)
    most = counted[np.argsort(-np.abs(found.words[counted]), kind="stable")[:LONGEST]]
    named = [
        (f"{reading.first + step + 1} {reading.words[step]}", float(found.words[step]))
        for step in sorted(most.tolist())
    ]
    others = float(found.words.sum() - found.words[most].sum())
    if len(counted) > LONGEST:
        named.append((f"{len(counted) - LONGEST:,} others", others))
    if found.rest:
        named.append(("steps not shown", found.rest))
    return [*named, ("bias", found.bias)]


def figure(reading: Reading, found: Apart) -> go.Figure:
    """Draw a bar for each word, in nats, and one for the bias."""
    shown_bars = bars(reading, found)
    return terms.drawn([escape(name) for name, _ in shown_bars], [value for _, value in shown_bars])


def told(reading: Reading, found: Apart) -> str:
    """Say in a sentence what makes the verdict."""
    *words, (_, bias) = bars(reading, found)
    return terms.summed(words, bias, reading.pair)
