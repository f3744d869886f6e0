"""How many weights a cell has: counted on the cell itself."""

import pytest

from cells import WIRINGS, Wiring
from cells.cell import Cell
from cells.sizes import gates, nearest, weights


def counted(wiring: Wiring, inputs: int, units: int) -> int:
    return sum(each.numel() for each in Cell(wiring, inputs, units).parameters())


@pytest.mark.parametrize("wiring", Wiring.every())
def test_weights_are_those_of_the_cell(wiring: Wiring) -> None:
    assert weights(wiring, 5, 7) == counted(wiring, 5, 7)
    assert gates(wiring) == len(wiring.learned)


@pytest.mark.parametrize(("budget", "units"), [(6240, 26), (8320, 32), (1, 1), (8319, 32)])
def test_the_nearest_comes_closest_to_a_budget(budget: int, units: int) -> None:
    wiring = WIRINGS["lstm"]
    assert nearest(wiring, 32, budget) == units
    off = {n: abs(counted(wiring, 32, n) - budget) for n in range(max(1, units - 2), units + 3)}
    assert min(off, key=lambda n: off[n]) == units
