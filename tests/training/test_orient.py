"""Turning a unit around changes its sign and nothing that the network says."""

import pytest
import torch
from torch import nn

from cells import WIRINGS, Wiring
from cells.cell import Cell
from cells.curves import Curves, GateCurve
from training.orient import turn_around


@pytest.mark.parametrize("gates", ["sigmoid", "tanh", "hard"])
@pytest.mark.parametrize("wiring", Wiring.every(), ids=str)
def test_a_unit_turned_around_changes_its_sign_and_nothing_else(
    wiring: Wiring, gates: GateCurve
) -> None:
    torch.manual_seed(1)
    cell, readout = Cell(wiring, 3, 4, Curves(gates=gates)), nn.Linear(4, 5)
    x = torch.randn(6, 3)
    with torch.no_grad():
        before = cell.walk(x)
        said = [readout(step.hidden) for step in before]
        turn_around(cell, readout, 2)
        after = cell.walk(x)
    sign = torch.tensor([1.0, 1.0, -1.0, 1.0])
    for old, new, logits in zip(before, after, said, strict=True):
        torch.testing.assert_close(new.cell, old.cell * sign)
        torch.testing.assert_close(new.hidden, old.hidden * sign)
        torch.testing.assert_close(new.update, old.update)
        torch.testing.assert_close(readout(new.hidden), logits)


def test_a_memory_that_is_never_below_zero_cannot_be_turned_around() -> None:
    cell, readout = Cell(WIRINGS["gru"], 3, 4, Curves(candidate="sigmoid")), nn.Linear(4, 5)
    before = {name: value.clone() for name, value in cell.state_dict().items()}
    with pytest.raises(ValueError, match="no sign to turn around"):
        turn_around(cell, readout, 2)
    assert all(torch.equal(value, before[name]) for name, value in cell.state_dict().items())
