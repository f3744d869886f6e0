"""Who wrote a memory, also in a later part of a long reading, into which a memory is carried."""

import numpy as np
import pytest
import torch
from torch import nn

from cells.layer_walks import LayerWalk
from views import memory_map
from views.modules import read_window
from views.predictions import CLEAR
from views.quiz import quiz
from views.reading import Reading
from views.writers import Writers

STEPS, WINDOW = 36, 12


def parts(module: nn.RNNBase, *, keeps: float = 0.0) -> list[Reading]:
    """Return a text of random rows as it is read part by part; an LSTM keeps more, if wanted."""
    torch.manual_seed(3)
    with torch.no_grad():
        for weight in module.parameters():
            weight.uniform_(-2.5, 2.5)
        if keeps:
            module.get_parameter("bias_ih_l0")[6:12] = keeps
    words = [f"row {1 + number % 7}" for number in range(STEPS)]
    walk = LayerWalk(module, torch.randn(STEPS, 5), words, layer=0, reverse=False, surgery=())
    windows = [range(start, start + WINDOW) for start in range(0, STEPS, WINDOW)]
    return [read_window(walk, window, name="nn", origin={}) for window in windows]


@pytest.mark.parametrize("module", [nn.GRU(5, 6), nn.LSTM(5, 6), nn.RNN(5, 6)], ids=str)
def test_shares_are_those_of_the_library_in_every_part(module: nn.RNNBase) -> None:
    for reading in parts(module):
        for unit in range(6):
            writers = Writers.of(reading, unit)
            assert bool(writers.began) == bool(reading.first)
            for at in range(WINDOW):
                expected = memory_map.shares(reading.trace, [unit], at)[: at + 1]
                np.testing.assert_allclose(writers.shares(at), expected, rtol=1e-9, atol=1e-15)
                whole = writers.shares(at).sum() + writers.before(at)
                assert whole == pytest.approx(1) or whole == 0


def test_what_is_asked_of_a_part_counts_what_was_there_and_names_words_by_their_places() -> None:
    forgetful, keen = nn.LSTM(5, 6), nn.LSTM(5, 6)
    modules = parts(forgetful)[1:] + parts(keen, keeps=4.0)[1:]
    later = [(reading, unit) for reading in modules for unit in range(6)]
    asked = [(reading, each) for reading, unit in later for each in quiz(reading, unit)]
    writers = [(reading, each) for reading, each in asked if each.kind == "writer"]
    assert len(writers) > 4
    for reading, each in writers:
        shares = memory_map.shares(reading.trace, [each.unit], each.reveals)
        before = 1 - shares.sum()
        first, second = sorted(shares)[:-3:-1]
        assert first - max(second, before) >= CLEAR - 1e-9
        said = each.as_dict()["why"]
        assert ("all before word" in said) == (before > second)
        for text in (*each.options, said):
            if "(word" in text:
                number = int(text.split("(word\u00a0")[1].split(")")[0])
                assert reading.first < number <= reading.first + WINDOW
    assert any("all before word" in each.as_dict()["why"] for _, each in writers)
