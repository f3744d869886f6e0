"""torch's own kernels, one layer at a time, and the parameters that go into them."""

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Any, cast

import torch
from torch import Tensor, nn

from cells.layers import Weights
from cells.sequences import Layout
from cells.wirings import WIRINGS, Wiring

# nn.RNNBase calls these; nothing public runs one layer of a module alone
_KERNELS: Mapping[str, Any] = MappingProxyType(
    {
        "RNN_TANH": torch._VF.rnn_tanh,  # noqa: SLF001
        "RNN_RELU": torch._VF.rnn_relu,  # noqa: SLF001
        "GRU": torch._VF.gru,  # noqa: SLF001
        "LSTM": torch._VF.lstm,  # noqa: SLF001
    }
)


def wiring(module: nn.Module) -> Wiring:
    """Return which gates a module has."""
    if isinstance(module, nn.GRU | nn.GRUCell):
        return WIRINGS["gru"]
    return WIRINGS["lstm" if isinstance(module, nn.LSTM | nn.LSTMCell) else "rnn"]


def directions(module: nn.RNNBase) -> int:
    """Return 2 for a bidirectional module, else 1."""
    return 2 if module.bidirectional else 1


def widths(module: nn.RNNBase) -> tuple[int, ...]:
    """Return the width of each part of the state: h, and c for an LSTM."""
    shown = module.proj_size or module.hidden_size
    return (shown, module.hidden_size) if module.mode == "LSTM" else (shown,)


def run(
    module: nn.RNNBase, k: int, data: Tensor, order: Layout, start: Sequence[Tensor]
) -> tuple[Tensor, ...]:
    """Run layer k; return its output and the parts of its last state, as torch lays them out."""
    kernel, own = _KERNELS[module.mode], _of_layer(module, k)
    begin = tuple(start) if len(start) == 2 else start[0]
    options = (module.bias, 1, 0.0, module.training, module.bidirectional)
    returned: tuple[Tensor, ...] = (
        kernel(data, begin, own, *options, module.batch_first)
        if order.batch_sizes is None
        else kernel(data, order.batch_sizes, begin, own, *options)
    )
    return returned


def run_as_watched(
    module: nn.RNNBase, k: int, data: Tensor, order: Layout, start: Sequence[Tensor]
) -> tuple[Tensor, ...]:
    """As `run`, by the kernel that torch runs where autograd is on; nothing is recorded here."""
    with torch.enable_grad():
        returned = run(module, k, data, order, start)
    return tuple(part.detach() for part in returned)


def weights(module: nn.RNNBase, k: int) -> list[Weights]:
    """Return the parameters of layer k, one set a direction."""
    every = _of_layer(module, k)
    count = len(every) // directions(module)
    taken = 4 if module.bias else 2  # what follows projects the hidden state, after the gates
    return [Weights(*every[at : at + taken]) for at in range(0, len(every), count)]


def _of_layer(module: nn.RNNBase, k: int) -> list[Tensor]:
    every = cast("list[Tensor]", module._flat_weights)  # noqa: SLF001  what forward itself uses
    count = len(every) // module.num_layers
    return every[k * count : (k + 1) * count]
