"""A long reading seen through windows: the same numbers as the whole, with the state carried in."""

from typing import Any

import numpy as np
import pytest
import torch
from torch import nn

from cells import Clamp, Silence, layer_walks
from cells.jacobians import TorchJacobians
from cells.layer_walks import LayerWalk
from cells.provenances import carried, provenance
from cells.windows import inside, moved, outside

STEPS = 23
CUT = (Clamp("update", [1], [2, 3, 12], 0.0), Silence([0], [5, 15]))


@pytest.fixture(autouse=True)
def _small_chunks(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(layer_walks, "_CHUNK", 4)


def _walk(kind: str, *, reverse: bool = False, surgery: Any = None, layer: int = 1) -> LayerWalk:
    torch.default_generator.manual_seed(6)
    module = getattr(nn, kind)(3, 4, 2, bidirectional=True)
    x, words = torch.randn(STEPS, 3), [f"t{i}" for i in range(1, STEPS + 1)]
    return LayerWalk(module, x, words, layer=layer, reverse=reverse, surgery=surgery)


@pytest.mark.parametrize("kind", ["RNN", "GRU", "LSTM"])
@pytest.mark.parametrize("way", ["forward", "backward"])
@pytest.mark.parametrize("surgery", [None, CUT])
def test_every_window_is_the_whole_to_the_bit(kind: str, way: str, surgery: Any) -> None:
    if kind == "RNN" and surgery:
        surgery = CUT[1:]
    whole = _walk(kind, reverse=way == "backward", surgery=surgery).window()
    assert whole.past is None
    for start, stop in ((0, 5), (4, 9), (7, 8), (11, STEPS), (STEPS - 1, STEPS)):
        walk = _walk(kind, reverse=way == "backward", surgery=surgery)
        parts = [walk.window(start, stop) for _ in range(2)]  # the second from what is kept
        for part in parts:
            assert part.words == whole.words[start:stop]
            for name in whole:
                assert np.array_equal(part[name], whole[name][start:stop])
                assert np.array_equal(part.forced(name), whole.forced(name)[start:stop])
        for name in ("hidden", "cell"):
            before = whole[name][start - 1] if start else np.zeros(4)
            assert np.array_equal(parts[1].began(name), before)


@pytest.mark.parametrize("kind", ["GRU", "LSTM"])
@pytest.mark.parametrize("surgery", [None, CUT])
def test_what_was_written_before_a_window_is_carried_in(kind: str, surgery: Any) -> None:
    whole = _walk(kind, surgery=surgery).window()
    part = _walk(kind, surgery=surgery).window(9, 20)
    for at in (0, 3, 10):
        rows = provenance(part, at)
        np.testing.assert_allclose(
            rows.sum(axis=0) + carried(part, at), part["cell"][at], atol=1e-6
        )
        np.testing.assert_allclose(rows, provenance(whole, 9 + at)[9:20], atol=1e-6)
    assert not carried(whole, 3).any()


@pytest.mark.parametrize("kind", ["RNN", "GRU", "LSTM"])
def test_the_jacobians_of_a_window_are_those_of_the_whole(kind: str) -> None:
    walk = _walk(kind)
    whole = TorchJacobians(walk.form, walk.window()).between(9, 20)
    part = TorchJacobians(walk.form, walk.window(9, 20)).between(0, 11)
    np.testing.assert_allclose(part, whole, atol=1e-12)


def test_all_hidden_states_are_kept_and_progress_is_told() -> None:
    told: list[float] = []
    walk = _walk("GRU")
    walk.read(10, told.append)
    assert told == sorted(told)
    assert told[-1] == 10 / STEPS
    assert np.array_equal(walk.hidden().numpy(), _walk("GRU").window()["hidden"])
    told.clear()
    walk.read(None, told.append)
    assert not told  # they have been taken


def test_a_whole_layer_is_its_only_window() -> None:
    module, x = nn.GRU(2, 3), torch.randn(5, 2)
    read = LayerWalk(module, x, "abcde").window()
    assert read.words == tuple("abcde")
    np.testing.assert_allclose(read["hidden"], module(x)[0].detach(), atol=1e-6)
    with pytest.raises(ValueError, match=r"shape \(5, 2\) for 3 words"):
        LayerWalk(module, x, "abc")


def test_surgery_is_parted_by_a_window_and_put_together_again() -> None:
    window = range(3, 13)
    cuts = (*CUT, Silence([2]))
    assert inside(cuts, window) == (
        Clamp("update", [1], [0, 9], 0.0),
        Silence([0], [2]),
        Silence([2]),
    )
    assert outside(cuts, window) == (Clamp("update", [1], [2], 0.0), Silence([0], [15]))
    assert moved(inside(cuts, window), 3) == (
        Clamp("update", [1], [3, 12], 0.0),
        Silence([0], [5]),
        Silence([2]),
    )
    assert inside(cuts, range(20, 30)) == (Silence([2]),)
