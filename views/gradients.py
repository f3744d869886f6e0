"""The gradient over the words: how it vanishes, holds or explodes, as plots and in sentences."""

import math
from collections.abc import Mapping, Sequence

import numpy as np
import plotly.graph_objects as go

from cells import Gradient
from cells.traces import Doubles
from views import plots, presets
from views.numbers import power
from views.tables import Table

LINES = (
    (plots.SLATE, "dot"),
    (plots.BLUE, "dash"),
    (plots.GREEN, "solid"),
    (plots.ORANGE, "longdash"),
)
"""Colour and dash of each reader's line, in order."""

FOUND = ("rnn-as-found", "gru-simple-as-found", "gru-as-found", "lstm-as-found")
"""The readers to compare, each with the line of its place."""

FLOOR = -30.0
"""log10 below which a plot does not go: nothing that a computer trains with is left there."""


def norms(found: Mapping[str, Doubles], heading: str) -> go.Figure:
    """Draw log10 norms, (T,) each, over the words that lie between a state and the last one."""
    drawing = plots.blank(height=360, legend=True)
    for (name, values), (colour, dash) in zip(found.items(), LINES * len(found), strict=False):
        away = np.arange(len(values) - 1, -1, -1)
        drawing.add_trace(
            go.Scattergl(
                name=presets.title(name),
                x=away,
                y=np.maximum(values, FLOOR),
                mode="lines",
                line={"color": colour, "dash": dash, "width": 3},
                hovertemplate="%{x} words back: 10^%{y:.2f}",
            )
        )
    drawing.update_xaxes(title_text="words back from the last")
    drawing.update_yaxes(title_text=heading)
    return drawing


def unit(gradient: Gradient, unit: int, gate: str = "Γf") -> go.Figure:
    """Draw what is left of one unit's memory: by the highway alone, and by every path."""
    paths = {
        f"highway alone: product of {gate}": gradient.highway,
        "every path: dc/dc": gradient.unit,
    }
    drawing = plots.blank(height=360, legend=True)
    for (name, values), (colour, dash) in zip(paths.items(), LINES[1:], strict=False):
        away = np.arange(len(values) - 1, -1, -1)
        drawing.add_trace(
            go.Scattergl(
                name=name,
                x=away,
                y=values[:, unit],
                mode="lines",
                line={"color": colour, "dash": dash, "width": 3},
                hovertemplate="%{x} words back: %{y:.4g}",
            )
        )
    drawing.update_xaxes(title_text="words back from the last")
    drawing.update_yaxes(title_text="share left", rangemode="tozero")
    return drawing


def table(found: Mapping[str, Gradient]) -> Table:
    """Return what is left of each reader's gradient at the first word, and its half-life."""
    words = max((len(each.log10_norm) for each in found.values()), default=0)
    rows = [
        (presets.title(name), power(float(each.log10_norm[0])), _half(each.half_life))
        for name, each in found.items()
    ]
    head = ("reader", f"left over {max(words - 1, 0):,} words", "half-life in words")
    return Table("How much of the gradient is left", head, rows)


def told(found: Mapping[str, Gradient]) -> str:
    """Say in a sentence which reader's gradient lives longest and which shortest."""
    lives = {name: each.half_life for name, each in found.items() if not math.isnan(each.half_life)}
    if len(lives) < 2:
        return ""
    order = sorted(lives, key=lambda name: lives[name])
    first, last = order[0], order[-1]
    return (
        f"Over this sentence the gradient of {presets.title(first)} halves every "
        f"{_half(lives[first])} words; that of {presets.title(last)} "
        + ("does not shrink." if math.isinf(lives[last]) else f"every {_half(lives[last])}.")
    )


def scaled(factor: float, gradient: Gradient) -> str:
    """Say whether the gradient of a net with scaled weights vanishes, holds or explodes."""
    steps = len(gradient.log10_norm) - 1
    if not steps:
        return ""
    slope = -float(gradient.log10_norm[0]) / steps
    what = "holds" if abs(slope) < 0.02 else "vanishes" if slope > 0 else "explodes"
    return (
        f"With recurrent weights × {factor:g} the gradient {what}: a factor of "
        f"{10**-slope:.3g} a word, {power(float(gradient.log10_norm[0]))} over {steps:,}."
    )


def _half(words: float) -> str:
    return "–" if math.isnan(words) else "no half-life" if math.isinf(words) else f"{words:,.1f}"


def names(available: Sequence[str]) -> list[str]:
    """Return the readers to compare: as found, for nobody encouraged what is measured here."""
    return [name for name in FOUND if name in available]


def half_life(gradient: Gradient) -> str:
    """Write in how many words a gradient halves; it may not halve at all."""
    return _half(gradient.half_life)
