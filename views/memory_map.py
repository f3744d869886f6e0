"""Which word the memory was written by: a map of all words, or the row of one step."""

from collections.abc import Sequence
from html import escape

import numpy as np
import plotly.graph_objects as go

import cells
from cells import Trace
from cells.provenances import carried
from cells.traces import Doubles
from views import plots
from views.colours import RAMPS, Theme, colorscale
from views.numbers import percent
from views.reading import Reading

LONGEST_MAP = 60
"""Words up to which the whole map can be read; of longer texts the row of one step is shown."""


_WORTH = 0.01  # a share that is named


def shares(trace: Trace, units: Sequence[int], at: int) -> Doubles:
    """Return which share of some units' memory after word `at` each word wrote: (T,), in [0, 1].

    Of one unit that is |contribution| / Σ|contributions|; of several, the same of their norms.
    Words after `at` have 0, and so has every word where nothing is remembered. In a part of a
    longer reading the words before it have what is left to 1.
    """
    norms = np.linalg.norm(cells.provenance(trace, at)[:, list(units)], axis=1)
    whole = norms.sum() + np.linalg.norm(carried(trace, at)[list(units)])
    return np.asarray(norms / whole if whole else norms)


def rows(trace: Trace, units: Sequence[int], steps: Sequence[int]) -> Doubles:
    """Return the shares after some words, a row each: (len(steps), T)."""
    return np.stack([shares(trace, units, at) for at in steps])


def told(reading: Reading, units: Sequence[int], at: int) -> str:
    """Say in a sentence which words wrote what is remembered after word `at`."""
    found = shares(reading.trace, units, at)
    if not found.any() and not carried(reading.trace, at)[list(units)].any():
        return "Nothing is remembered yet."
    most = [int(s) for s in np.argsort(-found)[:3] if found[s] >= _WORTH]
    first = reading.first + 1
    named = [f"{percent(float(found[s]))} at “{reading.words[s]}” (word {s + first})" for s in most]
    if (earlier := 1 - float(found.sum())) >= _WORTH and reading.first:
        named.append(f"{percent(earlier)} before word {first}")
    whose = (
        f"unit {units[0]} remembers" if len(units) == 1 else f"these {len(units)} units remember"
    )
    said = f"Of what {whose} after “{reading.words[at]}” was written: {', '.join(named)}."
    if reading.trace.wiring.forget != "shut":
        return said
    return f"{said} In this cell nothing is kept, so only the last word ever writes."


def figure(reading: Reading, values: Doubles, steps: Sequence[int], theme: Theme) -> go.Figure:
    """Draw shares, (steps, T): a row for each step we stand at, a column for who wrote."""
    every = enumerate(reading.words, start=reading.first + 1)
    words = [f"{step} {escape(word)}" for step, word in every]
    drawing = plots.blank(height=90 + 24 * max(len(steps), 2))
    drawing.add_trace(
        go.Heatmap(
            z=values,
            x=words,
            y=[words[step] for step in steps],
            zmin=0,
            zmax=1,
            xgap=1,
            ygap=1,
            colorscale=colorscale(RAMPS[theme]["gate"]),
            colorbar={"tickformat": ".0%", "thickness": 14, "tickvals": [0, 0.5, 1]},
            hovertemplate="after %{y}: %{z:.2%} was written at %{x}<extra></extra>",
        )
    )
    drawing.update_xaxes(side="top", tickangle=-45)
    drawing.update_yaxes(autorange="reversed")
    return drawing
