"""Which word the memory was written by: a map of all words, or the row of one step."""

from collections.abc import Sequence
from html import escape

import numpy as np
import plotly.graph_objects as go

import cells
from cells import Trace
from cells.traces import Doubles
from views import plots
from views.colours import RAMPS, Theme, colorscale
from views.numbers import gate, percent, two
from views.reading import Reading

LONGEST_MAP = 60
"""Words up to which the whole map can be read; of longer texts the row of one step is shown."""


def shares(trace: Trace, units: Sequence[int], at: int) -> Doubles:
    """Return which share of some units' memory after word `at` each word wrote: (T,), in [0, 1].

    Of one unit that is |contribution| / Σ|contributions|; of several, the same of their norms.
    Words after `at` have 0, and so has every word where nothing is remembered.
    """
    norms = np.linalg.norm(cells.provenance(trace, at)[:, list(units)], axis=1)
    whole = norms.sum()
    return np.asarray(norms / whole if whole else norms)


def rows(trace: Trace, units: Sequence[int], steps: Sequence[int]) -> Doubles:
    """Return the shares after some words, a row each: (len(steps), T)."""
    return np.stack([shares(trace, units, at) for at in steps])


def told(reading: Reading, units: Sequence[int], at: int) -> str:
    """Say in a sentence which words wrote what is remembered after word `at`."""
    found = shares(reading.trace, units, at)
    if not found.any():
        return "Nothing is remembered yet."
    most = [int(s) for s in np.argsort(-found)[:3] if found[s] >= 0.01]
    named = [f"{percent(float(found[s]))} at “{reading.words[s]}” (word {s + 1})" for s in most]
    whose = (
        f"unit {units[0]} remembers" if len(units) == 1 else f"these {len(units)} units remember"
    )
    said = f"Of what {whose} after “{reading.words[at]}” was written: {', '.join(named)}."
    if reading.trace.wiring.forget != "shut":
        return said
    return f"{said} In this cell nothing is kept, so only the last word ever writes."


def dropped(reading: Reading, unit: int) -> str:
    """Say where a unit dropped most of an earlier memory of some size; "" if nowhere."""
    memory, keeps = reading.before(unit), reading.track("forget", unit)
    lost = np.abs(memory) * (1 - keeps)
    at = int(lost.argmax())
    if lost[at] < 0.3:
        return ""
    how = "1 − Γu" if reading.trace.wiring.forget == "tied" else "Γf"
    kept, there = float(keeps[at]), float(memory[at])
    return (
        f"Unit {unit} drops most at “{reading.words[at]}” (word {at + 1}): {how} = {gate(kept)} "
        f"keeps {percent(kept)} of the {two(there)} that was there."
    )


def figure(reading: Reading, values: Doubles, steps: Sequence[int], theme: Theme) -> go.Figure:
    """Draw shares, (steps, T): a row for each step we stand at, a column for who wrote."""
    words = [f"{step + 1} {escape(word)}" for step, word in enumerate(reading.words)]
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
