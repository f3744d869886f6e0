"""Forgetting on purpose: at which word a unit drops what it remembered, and by how much."""

from html import escape

import numpy as np
import plotly.graph_objects as go

from cells.notation import symbols
from cells.traces import Doubles
from views import plots
from views.numbers import gate, percent, two
from views.reading import Reading

_SIZE = 0.3
"""What a memory must lose at a word to be worth a sentence: a memory is about 1 when it is full."""


def dropped(reading: Reading, unit: int) -> Doubles:
    """Return how much of an earlier memory a unit drops at each word: |c<t-1>| (1 - Γf), (T,)."""
    return np.asarray(np.abs(reading.before(unit)) * (1 - reading.track("forget", unit)))


def keeps(reading: Reading) -> str:
    """Return the symbol of what keeps a memory, in the notation in which its cell is introduced."""
    table = symbols(reading.trace.wiring, "torch" if reading.form else "ng")
    if reading.trace.wiring.forget != "tied":
        return table["forget"].plain
    update = table["update"]
    return update.plain if update.complement else f"1 − {update.plain}"


def told(reading: Reading, unit: int) -> str:
    """Say where a unit dropped most of an earlier memory of some size; "" if nowhere."""
    lost = dropped(reading, unit)
    at = int(lost.argmax())
    if lost[at] < _SIZE:
        return ""
    kept, there = (float(of[at]) for of in (reading.track("forget", unit), reading.before(unit)))
    return (
        f"Unit {unit} drops most at “{reading.words[at]}” (word {reading.first + at + 1}): "
        f"{keeps(reading)} = {gate(kept)} keeps {percent(kept)} of the {two(there)} that was there."
    )


def figure(reading: Reading, unit: int) -> go.Figure:
    """Draw how much is kept at each word as bars, and the memory after it as a line."""
    words = [f"{step + 1} {escape(word)}" for step, word in enumerate(reading.words)]
    drawing = plots.blank(height=340, legend=True)
    drawing.add_trace(
        go.Bar(
            name=f"kept: {keeps(reading)}",
            x=words,
            y=reading.track("forget", unit),
            marker={"color": plots.PALE, "line": {"color": plots.SLATE, "width": 1}},
            hovertemplate="%{x}: %{y:.4g} of it is kept<extra></extra>",
        )
    )
    drawing.add_trace(
        go.Scatter(
            name="memory after the word",
            x=words,
            y=reading.track("cell", unit),
            mode="lines+markers",
            line={"color": plots.RASPBERRY, "width": 3},
            hovertemplate="%{x}: c = %{y:.3f}<extra></extra>",
        )
    )
    drawing.update_xaxes(tickangle=-45)
    drawing.update_yaxes(zeroline=True)
    return drawing
