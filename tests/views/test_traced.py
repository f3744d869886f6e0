"""The figure of a traced module holds the numbers of the trace, in torch's own symbols."""

from typing import Any

import numpy as np
import pytest
import torch
from torch import nn

import cells
from views.traced import figure

WORDS = ("a", "b", "c", "d", "e", "<b>", "&")

pytestmark = pytest.mark.filterwarnings("ignore:LSTM with projections is not supported")


def _traced(kind: str = "GRU", **options: Any) -> Any:
    torch.manual_seed(0)
    return cells.trace(getattr(nn, kind)(3, 5, **options), torch.randn(7, 2, 3))


@pytest.mark.parametrize(
    ("kind", "quantities", "symbols"),
    [
        ("GRU", ["reset", "update", "candidate", "cell"], "r z n h"),
        ("LSTM", ["forget", "update", "output", "candidate", "cell", "hidden"], "f i o g c h"),
        ("RNN", ["candidate", "cell"], "h h"),
    ],
)
def test_every_quantity_is_drawn(kind: str, quantities: list[str], symbols: str) -> None:
    traced = _traced(kind, bidirectional=True)
    drawn = figure(traced, backward=True, member=1)
    assert [title.text.split(" · ")[0] for title in drawn.layout.annotations] == symbols.split()
    for heatmap, quantity in zip(drawn.data, quantities, strict=True):
        values = traced.layers[0].backward[quantity][:, 1].numpy()
        shown = 1 - values if (kind, quantity) == ("GRU", "update") else values
        assert np.array_equal(np.asarray(heatmap.z), shown.T)


def test_other_shapes_are_drawn_too() -> None:
    module = nn.LSTM(3, 5, proj_size=2, batch_first=True)
    drawn = figure(cells.trace(module, torch.randn(7, 3)), words=WORDS)
    assert [np.asarray(each.z).shape for each in drawn.data] == [(5, 7)] * 5 + [(2, 7)]
    assert drawn.layout.xaxis.ticktext[-2:] == ("&lt;b&gt;", "&amp;")
    assert len(figure(cells.trace(nn.GRUCell(3, 5), torch.randn(3))).data) == 4
    half = cells.trace(nn.GRU(3, 5).bfloat16(), torch.randn(7, 3).bfloat16())
    assert figure(half, theme="dark").layout.paper_bgcolor == "#121417"


@pytest.mark.parametrize(
    ("how", "said"),
    [
        ({"layer": 1}, "no layer 1: they run from 0 to 0"),
        ({"backward": True}, "reads forward only"),
        ({"member": 2}, "no member 2: B is 2"),
        ({"words": ["a"]}, "1 words for 7 steps"),
    ],
)
def test_what_is_not_there_is_told(how: Any, said: str) -> None:
    with pytest.raises(ValueError, match=said):
        figure(_traced(), **how)
