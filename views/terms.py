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
from views.swaps import Swaps

UP, DOWN = plots.BLUE, plots.ORANGE


def told(reading: Reading, verdict: Verdict, at: int) -> str:
    """Say in a sentence what makes the verdict after word `at`."""
    terms = [float(term) for term in verdict.words[: at + 1]]
    said = summed([*zip(reading.words, terms, strict=False)], verdict.bias, reading.pair)
    if reading.number_unit is None:
        return said
    share = percent(float(verdict.unit_shares[reading.number_unit]))
    return f"{said} The number unit decides {share} of it."


def summed(terms: Sequence[tuple[str, float]], bias: float, pair: tuple[str, str]) -> str:
    """Say in a sentence what terms, (name, nats), and a bias add up to: the largest by name."""
    ranked = sorted(terms, key=lambda term: -abs(term[1]))
    named = ", ".join(f"“{name}” {signed(value)}" for name, value in ranked[:3])
    rest = sum(value for _, value in ranked[3:])
    log_odds = sum(value for _, value in terms) + bias
    first, second = pair
    return (
        f"{named}, all else {signed(rest)}, the bias {signed(bias)}: together log P({first}) − "
        f"log P({second}) = {signed(log_odds)}, {first if log_odds > 0 else second}."
    )


def depends(reading: Reading, changes: Doubles, verdict: Verdict, at: int) -> str:
    """Say what the verdict depends on most, beside the word that wrote most of it."""
    most, writer = (int(np.abs(each[: at + 1]).argmax()) for each in (changes, verdict.words))
    first = reading.pair[0]
    said = (
        f"Without “{reading.words[most]}” the log-odds of {first} change by "
        f"{signed(changes[most])}, the most of all words."
    )
    if most == writer:
        return f"{said} The same word wrote most of what decides."
    return (
        f"{said} Yet most of what decides was written at “{reading.words[writer]}”: when a memory "
        "was written and what it depends on are two questions, for the candidate has seen the past."
    )


def swapped(reading: Reading, changes: Doubles, swaps: Swaps, verdict: Verdict) -> str:
    """Say which swap of one word moves the verdict most, and whether it turns it.

    `changes` has a value for each of the `swaps`, in their order.
    """
    if not swaps:
        return "No word here can be swapped so."
    most = int(np.abs(changes).argmax())
    step, other = list(swaps.items())[most]
    before, after = verdict.log_odds, verdict.log_odds + float(changes[most])
    first, second = reading.pair
    turned = (before > 0) != (after > 0)
    return (
        f"With “{other}” for “{reading.words[step]}” (word {step + 1}) the log-odds of {first} "
        f"change by {signed(changes[most])}, the most of {len(swaps)}: they are {signed(after)} "
        f"then, {'which turns the verdict to' if turned else 'still'} "
        f"{first if after > 0 else second}."
    )


def swaps_figure(reading: Reading, changes: Doubles, swaps: Swaps) -> go.Figure:
    """Draw a bar for each swap of one word, in nats."""
    names = [
        f"{step + 1} {escape(reading.words[step])} → {escape(other)}"
        for step, other in swaps.items()
    ]
    return drawn(names, [float(value) for value in changes])


def figure(
    reading: Reading, values: Sequence[float] | Doubles, at: int, bias: float | None
) -> go.Figure:
    """Draw a bar for each word up to `at`, in nats, and one for the bias where there is one."""
    names = [f"{step + 1} {escape(word)}" for step, word in enumerate(reading.words[: at + 1])]
    heights = [float(value) for value in values[: at + 1]]
    if bias is not None:
        names, heights = [*names, "bias"], [*heights, bias]
    return drawn(names, heights)


def drawn(names: Sequence[str], heights: Sequence[float]) -> go.Figure:
    """Draw bars up and down, in nats; names may have markup, and are escaped by who calls."""
    drawing = plots.blank(height=320)
    drawing.add_trace(
        go.Bar(
            x=names,
            y=heights,
            marker={"color": [UP if height > 0 else DOWN for height in heights]},
            text=[signed(height) for height in heights],
            textposition="outside",
            cliponaxis=False,
            hovertemplate="%{x}: %{y:+.4f} nats<extra></extra>",
        )
    )
    drawing.update_xaxes(tickangle=-45)
    drawing.update_yaxes(title_text="nats", zeroline=True)
    return drawing


def signed(value: float) -> str:
    """Write a number with its sign: "+1.20", "−0.30", "0.00"."""
    text = f"{value:+.2f}".replace("-", "−")
    return "0.00" if text in ("+0.00", "−0.00") else text
