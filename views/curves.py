"""The curves of a training that runs: what it costs to be wrong, and how often it is right."""

from collections.abc import Sequence
from typing import Any

import plotly.graph_objects as go

from views.numbers import percent
from views.plots import CHANCE, FONT, SLATE, VIOLET

HEIGHT = 250
"""px of the figure."""

Points = Sequence[tuple[int, float]]


def figure(losses: Points, accuracies: Points, steps: int | None) -> dict[str, Any]:
    """Return the Plotly figure of a run as plain data; colours of text are left to the page.

    `losses` are (step, nats a word), `accuracies` (step, share of right verbs in [0, 1]), and
    `steps` how many there will be.
    """
    drawn = go.Figure()
    drawn.add_trace(_line("accuracy", accuracies, VIOLET, "y", "lines+markers"))
    drawn.add_trace(_line("loss", losses, SLATE, "y2", "lines"))
    axis = {"fixedrange": True, "automargin": True, "tickfont": {"size": FONT}}
    end = max([steps or 1, *(step for step, _ in losses)])
    drawn.update_layout(
        height=HEIGHT,
        margin={"l": 8, "r": 12, "t": 8, "b": 8},
        font={"size": FONT},
        paper_bgcolor="rgba(0,0,0,0)",
        plot_bgcolor="rgba(0,0,0,0)",
        showlegend=False,
        dragmode=False,
        xaxis={**axis, "range": [0, end], "anchor": "y2", "nticks": 5, "title": _title("step")},
        yaxis={
            **axis,
            "domain": [0.56, 1],
            "range": [min([CHANCE - 0.1, *(share for _, share in accuracies)]), 1.02],
            "tickvals": [CHANCE, 0.75, 1],
            "tickformat": ".2f",
            "title": _title("right verb"),
        },
        yaxis2={**axis, "domain": [0, 0.44], "rangemode": "tozero", "nticks": 4}
        | {"title": _title("loss, nats")},
    )
    data: dict[str, Any] = drawn.to_plotly_json()
    data["layout"].pop("template", None)
    return data


def _title(text: str) -> dict[str, Any]:
    return {"text": text, "font": {"size": FONT}}


def _line(name: str, points: Points, colour: str, axis: str, mode: str) -> go.Scatter:
    return go.Scatter(
        name=name,
        x=[step for step, _ in points],
        y=[round(value, 4) for _, value in points],
        xaxis="x",
        yaxis=axis,
        mode=mode,
        line={"color": colour, "width": 2.5},
        marker={"size": 6},
        hovertemplate="%{y:.3f} at step %{x}<extra></extra>",
    )


def described(losses: Points, accuracies: Points) -> str:
    """Return what the curves show now, in a sentence for those who do not see them."""
    if not losses:
        return "Curves of a training that has not begun."
    loss = f"loss {losses[-1][1]:.2f} nats"
    if not accuracies:
        return f"Step {losses[-1][0]:,}: {loss}."
    return f"Step {losses[-1][0]:,}: {loss}, the right verb in {percent(accuracies[-1][1])}."
