"""A reader with its recurrent weights scaled, to see the gradient vanish, hold or explode."""

import copy

import torch

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
