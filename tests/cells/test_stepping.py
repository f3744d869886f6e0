"""Cells that are stepped by hand: their gates, and the module's own numbers."""

from typing import Any

import numpy as np
import pytest
import torch
from torch import nn

import cells
from tests.cells.by_hand import kind_of, walk, weights_of

CELLS = (
    lambda: nn.RNNCell(3, 4),
    lambda: nn.RNNCell(3, 4, nonlinearity="relu", bias=False),
    lambda: nn.GRUCell(3, 4),
    lambda: nn.LSTMCell(3, 4, bias=False),
    lambda: nn.LSTMCell(3, 4),
)


@pytest.mark.parametrize("make", CELLS)
@pytest.mark.parametrize("shape", [(3,), (2, 3)], ids=["one", "batch"])
def test_one_step_is_the_cells_own(make: Any, shape: tuple[int, ...]) -> None:
    torch.default_generator.manual_seed(0)
    module, x = make(), torch.randn(shape)
    h = torch.randn(*shape[:-1], 4)
    state = (h, torch.randn(*shape[:-1], 4)) if isinstance(module, nn.LSTMCell) else h
    for given in (state, None):
        result = cells.trace(module, x, given)
        with torch.no_grad():
            own = module(x, given)
        pairs = (
            zip(result.state, own, strict=True) if isinstance(own, tuple) else [(result.state, own)]
        )
        assert all(torch.equal(torch.as_tensor(a), b) for a, b in pairs)
        gates = result.layers[0].forward
        assert torch.equal(gates["hidden"], torch.as_tensor(result.output))
        assert {value.shape for value in gates.values()} == {
            own[0].shape if isinstance(own, tuple) else own.shape
        }


@pytest.mark.parametrize("make", CELLS)
def test_a_walk_equals_stepping_by_hand(make: Any) -> None:
    torch.default_generator.manual_seed(1)
    module, x = make(), torch.randn(80, 2, 3)
    gates = cells.trace(module, x).layers[0].forward
    zero = np.zeros(4)
    for b in range(2):
        steps = walk(
            kind_of(module),
            weights_of(module, ""),
            x[:, b].double().numpy(),
            zero,
            zero,
            back=False,
        )
        for name in cells.QUANTITIES:
            wanted = np.stack([step[name] for step in steps])
            np.testing.assert_allclose(gates[name][:, b].numpy(), wanted, atol=1e-6, rtol=0)
