import plotly.graph_objects as go
import pytest

from tests.views.made_cards import FULL, rnn
from views import plots
from views.cards import gates
from views.colours import contrast

ACCURACY = {"simple": 0.992, "whose": 0.41, "question": 0.968}
DISTANCES = {"0": 0.99, "100": 0.4}


def every() -> list[go.Figure]:
    return [
        plots.constructions(ACCURACY, 0.97),
        plots.distances(("GRU", DISTANCES), {"LSTM, as found": {"0": 1.0, "100": 0.9}}),
        plots.gates(gates(FULL)),
        plots.units(FULL["figures"]["units"]["number"]),
    ]


def test_constructions_are_sorted_with_the_lowest_on_top_and_begin_at_chance() -> None:
    figure = plots.constructions(ACCURACY, 0.97)
    (bars,) = figure.data
    assert list(bars.y) == ["whose", "question", "simple"]
    assert figure.layout.yaxis.autorange == "reversed"
    assert [bars.base + x for x in bars.x] == pytest.approx([0.41, 0.968, 0.992])
    assert list(bars.text) == ["0.410 ↓", "0.968 ↓", "0.992"]
    assert figure.layout.xaxis.range[0] == 0.41


def test_distances_show_the_chosen_reader_in_front_and_every_point() -> None:
    figure = plots.distances(("GRU", DISTANCES), {"LSTM, as found": {"0": 1.0, "100": 0.9}})
    assert [line.name for line in figure.data] == ["LSTM, as found", "GRU"]
    assert list(figure.data[-1].y) == list(DISTANCES.values())
    low, high = figure.layout.yaxis.range
    assert low < 0.4
    assert high > 1
    assert figure.layout.xaxis.type == "category"


def test_lines_differ_by_more_than_colour() -> None:
    others = dict.fromkeys("abcd", DISTANCES)
    lines = plots.distances(("GRU", DISTANCES), others).data
    assert len({line.line.dash for line in lines}) == len(lines) == 5
    assert len({line.marker.symbol for line in lines}) == 5


def test_gates_are_stacked_to_one() -> None:
    figure = plots.gates(gates(FULL))
    assert [bar.name for bar in figure.data] == ["below 0.1", "between", "above 0.9"]
    assert [sum(xs) for xs in zip(*(bar.x for bar in figure.data), strict=True)] == [1, 1]
    assert [bar.x[1] for bar in figure.data] == pytest.approx([0.9, 0.06, 0.04])


def test_units_show_flip_and_silenced_in_the_order_of_the_card() -> None:
    flip, silenced = plots.units(FULL["figures"]["units"]["number"]).data
    assert list(flip.x) == ["0", "9"]
    assert list(flip.y) == [0.98, 0.0002]
    assert list(silenced.y) == [0.51, 0.98]


def test_nothing_measured_draws_nothing_and_does_not_fail() -> None:
    assert plots.empty(plots.constructions({}, 0.97))
    assert plots.empty(plots.distances(("GRU", {}), {}))
    assert plots.empty(plots.gates(gates(rnn())))
    assert plots.empty(plots.units([]))
    assert not plots.empty(plots.units([{"unit": 3}]))
    assert not any(map(plots.empty, every()))


@pytest.mark.parametrize("paper", ["#FBFAF7", "#121417"])
@pytest.mark.parametrize("colour", plots.COLOURS)
def test_colours_stand_out_from_both_papers(colour: str, paper: str) -> None:
    assert contrast(colour, paper) >= 3


@pytest.mark.parametrize("figure", every(), ids=["constructions", "distances", "gates", "units"])
def test_all_text_can_be_read_from_afar_and_the_page_keeps_its_scrolling(
    figure: go.Figure,
) -> None:
    layout = figure.layout
    sizes = [layout.font.size, layout.xaxis.tickfont.size, layout.yaxis.tickfont.size]
    assert min([*sizes, layout.xaxis.title.font.size]) >= 15
    assert layout.xaxis.fixedrange
    assert layout.yaxis.fixedrange
    assert layout.dragmode is False
