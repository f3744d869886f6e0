"""A reader as a plain PyTorch script would save it: an embedding and a recurrent module."""

import torch
from torch import Tensor

from cells.readers import Reader

_ROWS = {
    "rnn": ("candidate",),
    "lstm": ("update", "forget", "candidate", "output"),
}
"""The blocks of rows in torch's order, of the wirings that are torch's own cells."""


@torch.no_grad()
def as_torch(reader: Reader) -> tuple[dict[str, Tensor], tuple[str, ...]]:
    """Return a reader's state_dict, "embedding.weight" and "rnn.…", and the words of its rows.

    `nn.LSTM` or `nn.RNN` with these weights computes what the reader does, for every word of its
    vocabulary. torch's GRU lets its reset gate act after the product, so no weights make it ours.

    Raises:
        ValueError: torch has no module of this wiring.
    """
    if (kind := reader.wiring.name) not in _ROWS:
        raise ValueError(f"torch has no module that is wired as {reader.name}: rnn and lstm are.")
    cell, words = reader.cell, reader.readout.vocabulary.words
    weights = torch.cat([cell.weight(name) for name in _ROWS[kind]])
    bias = torch.cat([cell.bias(name) for name in _ROWS[kind]])
    over_a, over_x = weights.split((cell.units, cell.inputs), dim=1)
    state = {
        "embedding.weight": reader.embedding(words),
        "rnn.weight_ih_l0": over_x,
        "rnn.weight_hh_l0": over_a,
        "rnn.bias_ih_l0": bias,
        "rnn.bias_hh_l0": torch.zeros_like(bias),
    }
    return {name: tensor.detach().clone() for name, tensor in state.items()}, words
