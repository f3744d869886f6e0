"""The gates of a traced torch module as one Plotly figure, for a notebook: a heatmap for each."""

import html
from collections.abc import Sequence

import numpy as np
import plotly.graph_objects as go
from numpy.typing import NDArray
from plotly.subplots import make_subplots
from torch import Tensor

from cells import Gates, ModuleTrace
from views.bands import Band, bands, limits
from views.colours import RAMPS, Theme, colorscale

_ROW, _LEAST, _GAP = 5, 70, 46  # px of a unit, of a heatmap at least, and between two of them
_INK = {"light": "#17191E", "dark": "#F3F2EE"}
_PAPER = {"light": "#FBFAF7", "dark": "#121417"}


def figure(
    traced: ModuleTrace,
    *,
    layer: int = 0,
    backward: bool = False,
    member: int = 0,
    words: Sequence[str] | None = None,
    theme: Theme = "light",
) -> go.Figure:
    """Draw every gate, the candidate, the memory and the hidden state of one layer over the steps.

    Each is a heatmap with a column a step and a row a unit, in torch's own symbols: green is how
    far a gate is open, from 0 to 1, blue and orange a memory from -1 to 1. `member` is the sequence
    of the batch, and `words` (T,) are written below; without them the steps are counted from 1.
    In a notebook the figure shows itself.

    Raises:
        ValueError: there is no such layer, direction or member, or not a word for each step.
    """
    gates = _chosen(traced, layer, backward=backward)
    shown = bands(traced.wiring, "torch")
    values = {band.quantity: _values(gates[band.quantity], member, band) for band in shown}
    steps = len(values["cell"])
    if words is not None and len(words) != steps:
        raise ValueError(f"There are {len(words)} words for {steps} steps.")
    titles = [f"{''.join(band.symbol)} · {band.title}" for band in shown]
    heights = [max(_LEAST, _ROW * values[band.quantity].shape[1]) for band in shown]
    whole = sum(heights) + _GAP * len(shown)
    drawing = make_subplots(
        len(shown),
        1,
        shared_xaxes=True,
        subplot_titles=titles,
        row_heights=heights,
        vertical_spacing=_GAP / whole,
    )
    for row, band in enumerate(shown, start=1):
        drawing.add_trace(_heatmap(values[band.quantity], band, theme), row, 1)
    drawing.update_yaxes(autorange="reversed", title_text="unit", showgrid=False)
    drawing.update_xaxes(showgrid=False, **_ticks(words))
    drawing.update_layout(
        height=whole + 40,
        margin={"l": 60, "r": 20, "t": 40, "b": 40},
        paper_bgcolor=_PAPER[theme],
        plot_bgcolor=_PAPER[theme],
        font={"color": _INK[theme]},
    )
    return drawing


def _chosen(traced: ModuleTrace, layer: int, *, backward: bool) -> Gates:
    if not 0 <= layer < len(traced.layers):
        raise ValueError(f"There is no layer {layer}: they run from 0 to {len(traced.layers) - 1}.")
    both = traced.layers[layer]
    found = both.backward if backward else both.forward
    if found is None:
        raise ValueError("This module reads forward only.")
    return found


def _values(quantity: Tensor, member: int, band: Band) -> NDArray[np.float32]:
    """Return one sequence of a quantity, (T, H), as torch's symbol means it."""
    if quantity.dim() == 3:
        if not 0 <= member < quantity.shape[1]:
            raise ValueError(f"There is no member {member}: B is {quantity.shape[1]}.")
        quantity = quantity[:, member]
    values = np.atleast_2d(quantity.detach().float().cpu().numpy())
    return 1 - values if band.complement else values


def _heatmap(values: NDArray[np.float32], band: Band, theme: Theme) -> go.Heatmap:
    low, high = limits(band)
    return go.Heatmap(
        z=values.T,
        x=np.arange(1, len(values) + 1),
        zmin=low,
        zmax=high,
        colorscale=colorscale(RAMPS[theme][band.ramp]),
        showscale=False,
        hovertemplate=f"step %{{x}}, unit %{{y}}<br>{''.join(band.symbol)} = %{{z:.4f}}"
        "<extra></extra>",
    )


def _ticks(words: Sequence[str] | None) -> dict[str, object]:
    if words is None:
        return {}
    return {
        "tickvals": list(range(1, len(words) + 1)),
        "ticktext": [html.escape(word) for word in words],
    }
