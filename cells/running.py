"""One layer of a torch module, run as torch runs it, with its gates: by the quickest way there is.

Every way returns the bits that the module itself returns. An LSTM's kernel may have kept its gates
for the backward pass (`cells.workspace`); a wide GRU is stepped as torch steps it, with its gates
kept (`cells.wide`); in all other cases torch runs first, and the gates are gathered from what it
put out (`cells.layers`).
"""

from collections.abc import Sequence

import torch
from torch import Tensor, nn

from cells import kernels, wide, workspace
from cells.kernels import directions, wiring
from cells.layers import Gates, Weights, gates, with_wired
from cells.results import Layer
from cells.sequences import Layout

Ran = tuple[Tensor, Sequence[Tensor], Layer]
"""The output of a layer and the parts of its last state, as torch lays them out, and its gates."""


def run(
    module: nn.RNNBase,
    k: int,
    data: Tensor,
    order: Layout,
    start: Sequence[Tensor],
    *,
    watched: bool,
) -> Ran:
    """Run layer k from `start` on, each part (directions, B, H or P).

    With `watched` torch runs what it runs where autograd is on, whether anything is recorded here
    or not.
    """
    if wide.is_wide(module, data, order):
        return _stepped(module, k, data, start)
    if not watched or torch.is_grad_enabled():
        out, *end = kernels.run(module, k, data, order, start)
    elif workspace.keeps(module, data, order):
        return _kept(module, k, data, order, start)
    else:
        out, *end = kernels.run_as_watched(module, k, data, order, start)
    return out, end, _gathered(module, k, data, out, order, start)


def _gathered(
    module: nn.RNNBase, k: int, data: Tensor, out: Tensor, order: Layout, start: Sequence[Tensor]
) -> Layer:
    """Return the gates of layer k, which read `data` and put out `out` from `start` on."""
    if order.batch_sizes is None:
        data, out = _time_first(module, data), _time_first(module, out)
    each = zip(out.chunk(directions(module), dim=-1), kernels.weights(module, k), strict=True)
    return Layer(
        *(
            _gates(module, data, hidden, order, [part[d] for part in start], own, d)
            for d, (hidden, own) in enumerate(each)
        )
    )


def _gates(
    module: nn.RNNBase,
    data: Tensor,
    hidden: Tensor,
    order: Layout,
    start: Sequence[Tensor],
    own: Weights,
    d: int,
) -> Gates:
    return gates(wiring(module), order.rows(data), hidden, order, start, own, reverse=d == 1)


def _kept(module: nn.RNNBase, k: int, data: Tensor, order: Layout, start: Sequence[Tensor]) -> Ran:
    """Run a layer by the kernel that keeps its gates."""
    x, layer, runs = _time_first(module, data).contiguous(), [], []
    for d, own in enumerate(kernels.weights(module, k)):
        begin = [part[d] for part in start]
        ran = workspace.run(module, x, begin, own, reverse=d == 1)
        found = workspace.gates(ran, x, begin, own, reverse=d == 1)
        layer.append(
            _gates(module, x, ran.output, order, begin, own, d)
            if found is None
            else Gates(with_wired(wiring(module), found | {"hidden": ran.output}))
        )
        runs.append(ran)
    outs, *ends = zip(*((ran.output, ran.h, ran.c) for ran in runs), strict=True)
    return _time_first(module, _side_by_side(outs)), [_stacked(end) for end in ends], Layer(*layer)


def _stepped(module: nn.RNNBase, k: int, data: Tensor, start: Sequence[Tensor]) -> Ran:
    """Run a layer of a wide GRU step by step."""
    x, layer, outs, last = _time_first(module, data), [], [], []
    for d, own in enumerate(kernels.weights(module, k)):
        out, h, found = wide.run(x, start[0][d], own, reverse=d == 1)
        layer.append(Gates(with_wired(wiring(module), found | {"hidden": out, "cell": out})))
        outs.append(out)
        last.append(h)
    return _time_first(module, _side_by_side(outs)), [_stacked(last)], Layer(*layer)


def _time_first(module: nn.RNNBase, x: Tensor) -> Tensor:
    """Return (B, T, F) of a module with batch_first as (T, B, F), and the other way round."""
    return x.transpose(0, 1) if module.batch_first else x


def _side_by_side(directions: Sequence[Tensor]) -> Tensor:
    return directions[0] if len(directions) == 1 else torch.cat(tuple(directions), dim=-1)


def _stacked(directions: Sequence[Tensor]) -> Tensor:
    return directions[0][None] if len(directions) == 1 else torch.stack(tuple(directions))
