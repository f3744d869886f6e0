"""The verdict word by word: what each word added to it, and what it loses without each word."""

from collections.abc import Sequence
from html import escape

import numpy as np
import plotly.graph_objects as go

from cells import Verdict
from cells.traces import Doubles
from views import plots
from views.numbers import percent
from views.reading import Reading

UP, DOWN = plots.BLUE, plots.ORANGE


def told(reading: Reading, verdict: Verdict, at: int) -> str:
    """Say in a sentence what makes the verdict after word `at`."""
    terms = verdict.words[: at + 1]
    most = [int(s) for s in np.argsort(-np.abs(terms), kind="stable")[:3]]
    named = ", ".join(f"“{reading.words[s]}” {_signed(terms[s])}" for s in most)
    rest = float(terms.sum() - terms[most].sum())
    first, second = reading.pair
    winner = first if verdict.log_odds > 0 else second
    said = (
        f"{named}, the other words {_signed(rest)}, the bias {_signed(verdict.bias)}: together "
        f"{_signed(verdict.log_odds)}, {winner}."
    )
    if reading.number_unit is None:
        return said
    share = percent(float(verdict.unit_shares[reading.number_unit]))
    return f"{said} The number unit decides {share} of it."


def depends(reading: Reading, changes: Doubles, verdict: Verdict, at: int) -> str:
    """Say what the verdict depends on most, beside the word that wrote most of it."""
    most, writer = (int(np.abs(each[: at + 1]).argmax()) for each in (changes, verdict.words))
    first = reading.pair[0]
    said = (
        f"Without “{reading.words[most]}” the log-odds of {first} change by "
        f"{_signed(changes[most])}, the most of all words."
    )
    if most == writer:
        return f"{said} The same word wrote most of what decides."
    return (
        f"{said} Yet most of what decides was written at “{reading.words[writer]}”: when a memory "
        "was written and what it depends on are two questions, for the candidate has seen the past."
    )


def figure(
    reading: Reading, values: Sequence[float] | Doubles, at: int, bias: float | None
) -> go.Figure:
    """Draw a bar for each word up to `at`, in nats, and one for the bias where there is one."""
    names = [f"{step + 1} {escape(word)}" for step, word in enumerate(reading.words[: at + 1])]
    heights = [float(value) for value in values[: at + 1]]
    if bias is not None:
        names, heights = [*names, "bias"], [*heights, bias]
    drawing = plots.blank(height=320)
    drawing.add_trace(
        go.Bar(
            x=names,
            y=heights,
            marker={"color": [UP if height > 0 else DOWN for height in heights]},
            text=[_signed(height) for height in heights],
            textposition="outside",
            cliponaxis=False,
            hovertemplate="%{x}: %{y:+.4f} nats<extra></extra>",
        )
    )
    drawing.update_xaxes(tickangle=-45)
    drawing.update_yaxes(title_text="nats", zeroline=True)
    return drawing


def _signed(value: float) -> str:
    text = f"{value:+.2f}".replace("-", "−")
    return "0.00" if text in ("+0.00", "−0.00") else text
