"""Plots of a card's figures, in colours that stand out from light paper and from dark.

Text and grid are left to the theme of the page, which alone knows whether it is light or dark.
"""

from collections.abc import Mapping, Sequence
from typing import Any

import plotly.graph_objects as go

from views.colours import ink
from views.numbers import percent

FONT = 16
"""px of all text in a plot."""

SLATE, GREEN, BLUE = "#6B7683", "#2F8B72", "#3A7FC0"
ORANGE, RASPBERRY, VIOLET = "#C0661A", "#D63A7A", "#8C6BB1"
COLOURS = (SLATE, GREEN, BLUE, ORANGE, RASPBERRY, VIOLET)
"""Every colour of these plots: at least 3:1 against both papers."""

PALE = "#B4BFBB"
"""A filling that an outline keeps apart from light paper."""

CHANCE = 0.5
"""What tossing a coin between two verbs gives: where bars of accuracy begin."""

NOTE = "Bars begin at chance, 0.5. The dotted line is the goal, {goal}; ↓ marks what is below it."
"""What is to be said of the plot of constructions."""

CONFIG: Mapping[str, Any] = {"displayModeBar": False, "scrollZoom": False}

_LINES = (
    (SLATE, "dot", "circle"),
    (BLUE, "dash", "square"),
    (GREEN, "dashdot", "diamond"),
    (ORANGE, "longdash", "triangle-up"),
)
"""Colour, dash and mark of each line to compare with."""


def empty(figure: go.Figure) -> bool:
    """Tell whether a figure shows nothing."""
    return not any(trace.x for trace in figure.data)


def constructions(accuracy: Mapping[str, float], goal: float) -> go.Figure:
    """Draw the accuracy in each construction as a bar from chance, the lowest on top."""
    ordered = sorted(accuracy.items(), key=lambda item: (item[1], item[0]))
    names, shares = [name for name, _ in ordered], [share for _, share in ordered]
    bars = go.Bar(
        x=[share - CHANCE for share in shares],
        y=names,
        base=CHANCE,
        orientation="h",
        marker={"color": [SLATE if share >= goal else VIOLET for share in shares]},
        text=[f"{share:.3f}" + ("" if share >= goal else " ↓") for share in shares],
        textposition="auto",
        insidetextanchor="end",
        insidetextfont={"color": [ink(SLATE if share >= goal else VIOLET) for share in shares]},
        textangle=0,
        constraintext="none",
        cliponaxis=False,
        hoverinfo="skip",
    )
    figure = blank(height=60 + 25 * len(names), right=32)
    figure.add_trace(bars)
    figure.add_vline(x=goal, line={"color": SLATE, "width": 1.5, "dash": "dot"})
    low = min([CHANCE, *shares])
    figure.update_xaxes(range=[low, 1], tickvals=[low, 0.75, 1] if low == CHANCE else [low, 0.5, 1])
    figure.update_xaxes(tickformat=".2f")
    figure.update_yaxes(autorange="reversed", ticks="")
    return figure


def distances(
    chosen: tuple[str, Mapping[str, float]], others: Mapping[str, Mapping[str, float]]
) -> go.Figure:
    """Draw accuracy by words between subject and verb: a reader, and others to compare it with."""
    title, accuracy = chosen
    figure = blank(height=430, legend=True)
    for (name, shares), (colour, dash, symbol) in zip(others.items(), _LINES, strict=False):
        style = {"line": {"color": colour, "dash": dash, "width": 2}}
        figure.add_trace(_line(name, shares, marker={"symbol": symbol, "size": 9}, **style))
    label = {"mode": "lines+markers+text", "textposition": "top center"}
    marks = {"line": {"color": RASPBERRY, "width": 4}, "marker": {"size": 11}}
    texts = [f"{share:.2f}" for share in accuracy.values()]
    figure.add_trace(_line(title, accuracy, text=texts, **label, **marks))
    every = [s for shares in (accuracy, *others.values()) for s in shares.values()]
    figure.update_xaxes(type="category", title_text="words between subject and verb")
    figure.update_yaxes(range=[min([CHANCE, *every]) - 0.02, 1.04], tickformat=".2f")
    return figure


def _line(name: str, shares: Mapping[str, float], **style: Any) -> go.Scatter:
    style = {"mode": "lines+markers"} | style
    return go.Scatter(x=list(shares), y=list(shares.values()), name=name, **style)


def gates(shares: Mapping[str, tuple[float, float]]) -> go.Figure:
    """Draw for each gate how often it is nearly shut, in between, and nearly open."""
    names = list(shares)
    parts = {
        "below 0.1": ([below for below, _ in shares.values()], SLATE),
        "between": ([max(0.0, 1 - a - b) for a, b in shares.values()], PALE),
        "above 0.9": ([above for _, above in shares.values()], GREEN),
    }
    figure = blank(height=120 + 58 * len(names), right=40, legend=True)
    for part, (values, colour) in parts.items():
        figure.add_trace(
            go.Bar(
                name=part,
                x=values,
                y=names,
                orientation="h",
                marker={"color": colour, "line": {"color": SLATE, "width": 1.5}},
                text=[percent(share) if share >= 0.15 else "" for share in values],
                textposition="inside",
                constraintext="none",
                insidetextanchor="middle",
                textangle=0,
                insidetextfont={"color": ink(colour)},
                hovertemplate="%{x:.4f}",
            )
        )
    figure.update_layout(barmode="stack", legend_traceorder="normal")
    figure.update_xaxes(range=[0, 1], tickformat=".0%", tickvals=[0, 0.5, 1])
    figure.update_yaxes(autorange="reversed", ticks="")
    return figure


def units(reports: Sequence[Mapping[str, Any]]) -> go.Figure:
    """Draw what flipping and what silencing each unit does, the unit with the most flips first."""
    names = [f"{report.get('unit')}" for report in reports]
    figure = blank(height=340, legend=True)
    for key, title, colour in (
        ("flip", "verdicts flipped", VIOLET),
        ("silenced", "accuracy, unit silenced", SLATE),
    ):
        heights = [report.get(key) for report in reports]
        bars = go.Bar(name=title, x=names, y=heights, marker={"color": colour})
        figure.add_trace(bars.update(hovertemplate="%{y:.4f}"))
    figure.update_xaxes(type="category", title_text="unit")
    figure.update_yaxes(range=[0, 1.02], tickvals=[0, 0.5, 1], tickformat=".1f")
    return figure


def blank(height: int, right: int = 16, *, legend: bool = False) -> go.Figure:
    """Return an empty figure that leaves scrolling and zooming to the page."""
    figure = go.Figure()
    figure.update_layout(
        height=height,
        margin={"l": 8, "r": right, "t": 12, "b": 8, "autoexpand": True},
        font={"size": FONT},
        showlegend=legend,
        legend={"orientation": "h", "x": 0, "y": 1.02, "yanchor": "bottom", "font": {"size": FONT}},
        dragmode=False,
        bargap=0.3,
    )
    axis = {"fixedrange": True, "automargin": True, "tickfont": {"size": FONT}}
    figure.update_xaxes(**axis, title_font_size=FONT)
    figure.update_yaxes(**axis)
    return figure
