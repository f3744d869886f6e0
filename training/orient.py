"""Turn a unit's sign around without changing what the network says.

Memory and hidden state of one unit change sign, and everything that reads them changes sign with
them: an exact symmetry of every wiring, for tanh is odd and gates only scale. With a candidate that
is σ there is no such symmetry: its memory is never below 0.
"""

import torch
from torch import nn

from cells.cell import Cell


@torch.no_grad()
def turn_around(cell: Cell, readout: nn.Linear, unit: int) -> None:
    """Negate what one unit holds, in place: its candidate and all weights over its hidden state.

    Raises:
        ValueError: the candidate is σ, and cannot be negated.
    """
    if cell.curves.candidate != "tanh":
        raise ValueError("A memory that is never below 0 has no sign to turn around.")
    cell.weight("candidate")[unit] *= -1
    cell.bias("candidate")[unit] *= -1
    for name in cell.affines:
        cell.weight(name)[:, unit] *= -1
    readout.weight[:, unit] *= -1
