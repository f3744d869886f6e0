"""The recurrent cell as a torch module: its weights, and a readable walk through a sequence."""

import math
from collections.abc import Callable

import torch
from torch import Tensor, nn

from cells.curves import USUAL, Curves
from cells.equations import Before, Cut, Step, step, untouched
from cells.wirings import Wiring

SUBSCRIPTS = {"reset": "r", "candidate": "c", "update": "u", "forget": "f", "output": "o"}
"""Quantity -> subscript of its weights in the equations, which is also the parameter's name."""

CutAt = Callable[[int], Cut]
"""Surgery over a whole reading: time step -> what is forced there."""


def left_alone(_t: int) -> Cut:
    """Force nothing at any time step."""
    return untouched


class Cell(nn.Module):
    """A recurrent cell of H units over inputs of D features, wired and bent as it is told.

    Parameters are named as in the equations: `Wr` (H, H + D) acts on [a, x], `br` is (H,), and so
    on for c, u, f, o; gates that the wiring does not learn have none.
    """

    def __init__(self, wiring: Wiring, inputs: int, units: int, curves: Curves = USUAL) -> None:
        super().__init__()
        self.wiring, self.inputs, self.units = wiring, inputs, units
        self.curves = curves
        self.affines = ("candidate", *wiring.learned)
        for name in self.affines:
            letter = SUBSCRIPTS[name]
            self.register_parameter(f"W{letter}", nn.Parameter(torch.empty(units, units + inputs)))
            self.register_parameter(f"b{letter}", nn.Parameter(torch.empty(units)))
        self.reset_parameters()

    def reset_parameters(self) -> None:
        """Draw weights as torch does (uniform, ± 1/√H); a learned forget gate starts open."""
        bound = 1 / math.sqrt(self.units)
        for parameter in self.parameters():
            nn.init.uniform_(parameter, -bound, bound)
        if self.wiring.forget == "learned":  # Gers et al. 2000, Jozefowicz et al. 2015
            with torch.no_grad():
                self.bias("forget").add_(1)

    def weight(self, name: str) -> Tensor:
        """Return the weights of a learned quantity, (H, H + D): columns of a first, then of x."""
        weights: Tensor = getattr(self, f"W{SUBSCRIPTS[name]}")  # get_parameter costs a step much
        return weights

    def bias(self, name: str) -> Tensor:
        """Return the bias of a learned quantity, (H,)."""
        bias: Tensor = getattr(self, f"b{SUBSCRIPTS[name]}")
        return bias

    def affine(self, name: str, a: Tensor, x: Tensor) -> Before[Tensor]:
        """Return the three parts of W[a, x] + b, for a (..., H) and x (..., D), each (..., H)."""
        return _Split(self).affine(name, a, x)

    def begin(self, batch: tuple[int, ...] = ()) -> tuple[Tensor, Tensor]:
        """Return the state before the first word, a<0> = c<0> = 0, each (*batch, H)."""
        zero = self.bias("candidate").new_zeros(*batch, self.units)
        return zero, zero

    def walk(self, x: Tensor, cut: CutAt = left_alone) -> list[Step]:
        """Step through x (T, ..., D) by the equations as written, keeping every intermediate."""
        past, steps, taken = self.begin(tuple(x.shape[1:-1])), [], _Split(self)
        for t, word in enumerate(x):
            steps.append(step(taken, past, word, cut(t)))
            past = steps[-1].hidden, steps[-1].cell
        return steps


class _Split:
    """A cell for the steps of one walk: every W split once into what acts on a and on x."""

    def __init__(self, cell: Cell) -> None:
        self.wiring, self.curves = cell.wiring, cell.curves
        self._parts = {}
        for name in cell.affines:
            over_a, over_x = cell.weight(name).split((cell.units, cell.inputs), dim=1)
            self._parts[name] = over_a.T, over_x.T, cell.bias(name)

    def affine(self, name: str, a: Tensor, x: Tensor) -> Before[Tensor]:
        over_a, over_x, bias = self._parts[name]
        return Before(x @ over_x, a @ over_a, bias)
