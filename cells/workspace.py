"""What torch's fused LSTM keeps for its backward pass: every gate and memory of every time step.

On the CPU a float32 `nn.LSTM` is run by oneDNN. Where autograd is on, that kernel writes what it
computes into a workspace, which torch hands over as bytes, for nobody but the backward pass. So the
gates are had for the price of the layer itself. oneDNN documents no layout, so it is not trusted:
for every shape the last time step of the first run is computed anew, and until it agrees the gates
are gathered as everywhere else.

    gates (T, B, 4H)       i, f, g, o of every step, rows padded
    projected (T, B, H)    unused without proj_size, rows padded
    shown (2, T + 1, B, .) inputs and hidden states, rows padded
    memory (2, T + 1, B, H) the second: c<0> to c<T-1>; c<T> is returned instead
"""

from collections import OrderedDict
from collections.abc import Sequence
from typing import Any, NamedTuple

import torch
from torch import Tensor, nn

from cells.layers import Weights, lstm
from cells.sequences import Layout

_PAGE = 4096 // 4  # floats; every part of the workspace begins on a page of memory
_LINE = 64 // 4  # floats; rows are padded to whole lines of the cache,
_ALIASED = 256  # ... and not to a multiple of this, whose rows would evict each other
_LSTM = 2  # the number of this mode in torch's kernels
_NEAR = 1e-3  # rounding is far below it, and other numbers are far above
_REMEMBERED = 4096

_agreed: OrderedDict[tuple[int, ...], bool] = OrderedDict()
"""The shapes of which the layout has been seen to hold."""


class Run(NamedTuple):
    """One direction of a layer: outputs (T, B, H), last h and c (B, H), and the workspace."""

    output: Tensor
    h: Tensor
    c: Tensor
    kept: Tensor


def keeps(module: nn.RNNBase, data: Tensor, order: Layout) -> bool:
    """Tell whether torch runs this module by the kernel that keeps its gates."""
    return (
        module.mode == "LSTM"
        and not module.proj_size
        and order.batch_sizes is None
        and data.dtype == torch.float32
        and data.device.type == "cpu"
        and torch.backends.mkldnn.is_available()
        and torch._C._get_mkldnn_enabled()  # noqa: SLF001  torch.backends.mkldnn.flags sets it
        and not torch.is_autocast_enabled("cpu")
    )


def run(
    module: nn.RNNBase, x: Tensor, start: Sequence[Tensor], weights: Weights, *, reverse: bool
) -> Run:
    """Run one direction of a layer over x (T, B, I) as torch runs it where autograd is on."""
    zero = x.new_zeros(4 * module.hidden_size)  # torch, too, adds biases that are not there
    own = [zero if w is None else w.detach() for w in weights]
    h, c = (part.detach() for part in start)
    kernel: Any = torch.mkldnn_rnn_layer
    options = (_LSTM, module.hidden_size, module.num_layers, module.bias, module.bidirectional)
    time_first = (False, module.training)
    with torch.enable_grad():
        output, h, c, kept = kernel(x.detach(), *own, h, c, reverse, [], *options, *time_first)
    return Run(output, h.view_as(start[0]), c.view_as(start[1]), kept)


def gates(
    run: Run, x: Tensor, start: Sequence[Tensor], weights: Weights, *, reverse: bool
) -> dict[str, Tensor] | None:
    """Return update, forget, candidate, output and cell, (T, B, H), views of the workspace.

    None if they are not where they are expected.
    """
    T, B, H = run.output.shape
    found = _views(run, T, B, H, x.shape[2])
    if found is None:
        return None
    shape = (T, B, H, x.shape[2], int(reverse))
    if shape not in _agreed:
        if not _agrees(found, run, x, start, weights, reverse=reverse):
            return None
        _agreed[shape] = True
        if len(_agreed) > _REMEMBERED:
            _agreed.popitem(last=False)
    # they are kept in the order in which they were computed
    return {name: values.flip(0) for name, values in found.items()} if reverse else found


def _views(run: Run, T: int, B: int, H: int, inputs: int) -> dict[str, Tensor] | None:
    row = _padded(4 * H)
    memory = _pages(T * B * row) + _pages(T * B * _padded(H))
    memory += _pages(2 * (T + 1) * B * _padded(max(H, inputs))) + (T + 1) * B * H
    end = memory + (T + 1) * B * H
    if run.kept is None or run.kept.numel() < 4 * end:
        return None
    numbers = run.kept[: 4 * end].view(torch.float32)
    c = numbers[memory:].view(T + 1, B, H)[1:]
    c[-1] = run.c
    i, f, g, o = numbers[: T * B * row].view(T, B, row)[..., : 4 * H].split(H, dim=2)
    return {"update": i, "forget": f, "candidate": g, "output": o, "cell": c}


def _agrees(
    found: dict[str, Tensor],
    run: Run,
    x: Tensor,
    start: Sequence[Tensor],
    weights: Weights,
    *,
    reverse: bool,
) -> bool:
    """Compute the last time step anew, from the state before it, and compare."""
    now, before = (0, 1) if reverse else (-1, -2)
    h, c = (run.output[before], found["cell"][-2]) if len(x) > 1 else start
    wanted = lstm(x[now], h, weights)
    wanted["cell"] = wanted["forget"] * c + wanted["update"] * wanted["candidate"]
    there = torch.cat([found[name][-1] for name in wanted], dim=1)
    apart = (there - torch.cat(list(wanted.values()), dim=1)).abs().max().item()
    return apart < _NEAR * max(1.0, run.c.abs().max().item())  # false, too, where it is no number


def _padded(row: int) -> int:
    whole = -(-row // _LINE) * _LINE
    return whole + _LINE if whole % _ALIASED == 0 else whole


def _pages(floats: int) -> int:
    return -(-floats // _PAGE) * _PAGE
