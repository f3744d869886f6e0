from itertools import pairwise

import numpy as np
import pytest

from cells import GATES, WIRINGS, Wiring
from tests.views.readings import WIRED, reading
from views.bands import GAP, INNER_GAP, ROW, bands, figure, limits, others, rows, wired

EXPECTED = {
    "rnn": "candidate cell",
    "gru-simple": "update candidate cell",
    "gru": "reset update candidate cell",
    "lstm": "forget update output candidate cell hidden",
    "lstm-plain-output": "forget update output candidate cell hidden",
    "lstm-1997": "update output candidate cell hidden",
    "lstm-coupled": "update output candidate cell hidden",
}


@pytest.mark.parametrize("name", WIRINGS)
def test_every_wiring_has_bands_for_its_own_gates_candidate_and_memory(name: str) -> None:
    assert [band.quantity for band in bands(WIRINGS[name])] == EXPECTED[name].split()


@pytest.mark.parametrize("wiring", Wiring.every(), ids=str)
def test_a_gate_has_a_band_or_is_named_as_wired(wiring: Wiring) -> None:
    shown = {band.quantity for band in bands(wiring)} & set(GATES)
    named = {band.quantity: how for band, how in wired(wiring)}
    assert shown | set(named) == set(GATES)
    assert not shown & set(named)
    assert all(how == getattr(wiring, gate) for gate, how in named.items())


@pytest.mark.parametrize("wiring", WIRED, ids=str)
def test_heatmaps_hold_the_trace_and_share_one_axis(wiring: Wiring) -> None:
    made = reading(wiring, seed=3)
    drawn = figure(made, unit=4)
    shown = bands(wiring)
    assert len(drawn.data) == 2 * len(shown)
    for place, heatmap in enumerate(drawn.data):
        values = made.trace[shown[place // 2].quantity]
        units = others(made.units, 4) if place % 2 else [4]
        np.testing.assert_array_equal(heatmap.z, values[:, units].T)
        assert heatmap.xaxis in (None, "x")
        assert heatmap.colorscale is not None
        low, high = limits(shown[place // 2])
        assert (heatmap.zmin, heatmap.zmax) == (low, high)
        bounded = wiring.forget in ("tied", "shut") or wiring.squash
        if shown[place // 2].quantity != "cell" and bounded:
            assert low <= float(np.min(heatmap.z)) <= float(np.max(heatmap.z)) <= high


def test_columns_meet_the_words_exactly() -> None:
    made = reading()
    layout = figure(made, unit=0).layout
    assert layout.xaxis.range == (-0.5, len(made) - 0.5)
    assert (layout.margin.l, layout.margin.r, layout.margin.t, layout.margin.b) == (0, 0, 0, 0)


@pytest.mark.parametrize("row", [0, 1, 10])
def test_rows_lie_in_order_without_touching(row: int) -> None:
    placed, height = rows(4, 32, row)
    ends = [(each.top, each.top + each.height) for each in placed if each.height]
    gaps = [below[0] - above[1] for above, below in pairwise(ends)]
    assert set(gaps) <= {INNER_GAP, GAP}
    assert (ends[0][0], ends[-1][1]) == (0, height)
    assert [each.height for each in placed] == [ROW, 31 * row] * 4


def test_an_open_figure_is_larger_and_shows_the_same() -> None:
    made = reading()
    small, large = figure(made, 0), figure(made, 0, opened=True)
    assert large.layout.height > small.layout.height
    for a, b in zip(small.data, large.data, strict=True):
        np.testing.assert_array_equal(a.z, b.z)


def test_a_typed_word_is_no_markup_in_plotly() -> None:
    made = reading(text="a < b & <b> c")
    shown = " ".join(figure(made, 0).layout.xaxis.ticktext)
    assert "<" not in shown
    assert "&lt;" in shown
    assert "&amp;" in shown


def test_a_colour_means_the_same_number_in_every_sentence() -> None:
    grown = reading(WIRINGS["lstm-1997"], seed=1, text="the cat " * 8)
    assert float(np.abs(grown.trace["cell"]).max()) > 1
    for made in (grown, reading(WIRINGS["lstm-1997"], seed=1, text="the cat")):
        ends = {(heatmap.zmin, heatmap.zmax) for heatmap in figure(made, unit=0).data}
        assert ends == {(0, 1), (-1, 1)}


def test_a_figure_in_another_notation_shows_what_that_notation_means() -> None:
    made = reading(WIRINGS["gru"], seed=2)
    ours, cho = figure(made, unit=1), figure(made, unit=1, convention="cho")
    for place, band in enumerate(bands(WIRINGS["gru"], "cho")):
        mine, theirs = ours.data[2 * place], cho.data[2 * place]
        flipped = band.quantity == "update"
        assert band.complement == flipped
        np.testing.assert_array_equal(theirs.z, 1 - mine.z if flipped else mine.z)
        assert band.symbol[0] in theirs.hovertemplate
    assert [band.title for band in bands(WIRINGS["lstm"], "torch")][1] == "input"
    assert bands(WIRINGS["gru"], "cho")[1].meaning == bands(WIRINGS["lstm"])[0].meaning
