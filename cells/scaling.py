"""A reader changed after its training: recurrent weights scaled, or other curves put on it.

Neither was trained so: scaled weights show the gradient vanish, hold or explode, and other curves
what each curve was for.
"""

import copy

import torch

from cells.curves import Curves
from cells.readers import Reader


@torch.no_grad()
def scaled(reader: Reader, factor: float) -> Reader:
    """Return a copy of a reader whose weights over the hidden state are `factor` times as large.

    It was never trained so: this shows what becomes of the gradient (Pascanu et al. 2013), not how
    well such a net could read. The reader itself stays as it is.

    Raises:
        ValueError: the factor is not a finite number of at least 0.
    """
    if not 0 <= factor < float("inf"):
        raise ValueError(f"Weights cannot be scaled by {factor!r}: give a number of at least 0.")
    cell = copy.deepcopy(reader.cell)
    for name in cell.affines:
        cell.weight(name)[:, : cell.units] *= factor
    cell.requires_grad_(requires_grad=False)
    return Reader(
        f"{reader.name} x {factor:g}", cell, reader.embedding, reader.readout, reader.card
    )


def bent(reader: Reader, curves: Curves) -> Reader:
    """Return a copy of a reader with the same weights, whose gates and candidate have other curves.

    It was never trained so: this shows how far the weights rely on their curves, not how well a net
    trained with these would read. The reader itself stays as it is.
    """
    cell = copy.deepcopy(reader.cell)
    cell.curves = curves
    name = f"{reader.name}, gates {curves.gates}, candidate {curves.candidate}"
    return Reader(name, cell, reader.embedding, reader.readout, reader.card)
