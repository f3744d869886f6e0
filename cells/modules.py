"""The gates of a live torch module: any `nn.RNN`, `nn.GRU`, `nn.LSTM` or one of their cells.

torch returns outputs and the last state, and keeps the gates to itself. But its outputs are the
hidden states of every step, so all gates of all steps follow from one product; only the memory of
an LSTM takes a scan. So torch's fused kernel runs first, layer by layer, and the rest is added.
"""

from collections.abc import Sequence
from typing import Any, cast

import torch
from torch import Tensor, nn
from torch.nn.utils.rnn import PackedSequence

from cells.arguments import State, check_module, check_state, check_x
from cells.kernels import directions, widths, wiring
from cells.layers import Gates
from cells.results import Layer, ModuleTrace
from cells.running import run
from cells.sequences import Layout, layout
from cells.stepping import trace_cell


def trace(
    module: nn.Module,
    x: Tensor | PackedSequence,
    state: State | None = None,
    *,
    grad: bool = False,
) -> ModuleTrace:
    """Run a recurrent torch module and return its output with every gate of every time step.

    `module` is an `nn.RNN`, `nn.GRU`, `nn.LSTM`, with any of their options, or an `nn.RNNCell`,
    `nn.GRUCell`, `nn.LSTMCell`; `x` and `state` are what it takes when called. A cell also takes
    x (T, B, I), and is then stepped over it: output is (T, B, H). The gates are in torch's own
    form, under our names (update 1 = write). NaN and infinite numbers go through as in torch.

    `grad=True` lets autograd watch: everything returned can then be differentiated with respect to
    x, state and weights. Without it nothing is recorded, whatever the mode outside; the last bits
    are those of calling the module in that mode, for torch rounds differently under `no_grad`.

    Raises:
        TypeError: the module is none of these, is quantised or scripted, or has a forward of its
            own; x or state is not a tensor, or of another dtype.
        ValueError: x or state does not fit the module or is elsewhere; the module is in training
            mode with dropout between its layers.
    """
    check_module(module)
    check_x(module, x)
    watched = grad or torch.is_grad_enabled()
    with torch.set_grad_enabled(grad):
        if isinstance(module, nn.RNNCellBase):
            return trace_cell(module, cast("Tensor", x), state)
        return _trace_layers(cast("nn.RNNBase", module), x, state, watched=watched)


def _trace_layers(
    module: nn.RNNBase, x: Tensor | PackedSequence, state: State | None, *, watched: bool
) -> ModuleTrace:
    batch = _batched(module, x)
    order = layout(batch, batch_first=module.batch_first)
    check_state(module, state, order.B, unbatched=batch is not x)
    starts = _starts(module, batch, order, state)
    data, ends, traced = _data(batch), [], []
    for k in range(module.num_layers):
        rows = slice(k * directions(module), (k + 1) * directions(module))
        start = [part[rows] for part in starts]
        out, end, layer = run(module, k, data, order, start, watched=watched)
        traced.append(layer)
        ends.append(end)
        data = out
    returned = _own(module, x, state, watched=watched) or _as_torch_returns(
        module, x, order, data, ends
    )
    shown = tuple(_as_given(layer, order, unbatched=batch is not x) for layer in traced)
    return ModuleTrace(*returned, shown, wiring(module), order.callers_lengths)


def _batched(module: nn.RNNBase, x: Tensor | PackedSequence) -> Tensor | PackedSequence:
    """Return x with a batch dimension, as torch adds one."""
    if isinstance(x, PackedSequence) or x.dim() == 3:
        return x
    return x.unsqueeze(0 if module.batch_first else 1)


def _data(x: Tensor | PackedSequence) -> Tensor:
    return x.data if isinstance(x, PackedSequence) else x


def _starts(
    module: nn.RNNBase, x: Tensor | PackedSequence, order: Layout, state: State | None
) -> list[Tensor]:
    """Return the state before the first step, each part (layers · directions, B, H or P)."""
    if state is None:
        count = module.num_layers * directions(module)
        return [_data(x).new_zeros(count, order.B, width) for width in widths(module)]
    parts = (state,) if isinstance(state, Tensor) else state
    batched = (part.unsqueeze(1) if part.dim() == 2 else part for part in parts)
    return [order.in_torch_order(part) for part in batched]


def _own(
    module: nn.RNNBase, x: Tensor | PackedSequence, state: State | None, *, watched: bool
) -> tuple[Any, Any] | None:
    """Call the module itself where its layers, run one by one, might return other bits.

    On the CPU they are what torch runs; elsewhere a library may run all layers as one. And a hook
    can change anything.
    """
    hooked = module._forward_hooks or module._forward_pre_hooks  # noqa: SLF001  no public way
    if _data(x).device.type == "cpu" and not hooked:
        return None
    keep = torch.is_grad_enabled()
    with torch.set_grad_enabled(watched):
        returned = module(x) if state is None else module(x, state)
    output, last = returned if keep else _detached(returned)
    return output, last


def _detached(returned: Any) -> Any:
    """Return tensors, however nested, without what autograd has recorded of them."""
    if isinstance(returned, PackedSequence):
        return returned._replace(data=returned.data.detach())
    if isinstance(returned, tuple):
        return tuple(map(_detached, returned))
    return returned.detach()


def _as_torch_returns(
    module: nn.RNNBase,
    x: Tensor | PackedSequence,
    order: Layout,
    data: Tensor,
    ends: Sequence[Sequence[Tensor]],
) -> tuple[Any, Any]:
    """Return output and state in the layout in which x came."""
    parts = [order.in_order(torch.cat(part)) for part in zip(*ends, strict=True)]
    output: Tensor | PackedSequence = data
    if isinstance(x, PackedSequence):
        output = PackedSequence(data, x.batch_sizes, x.sorted_indices, x.unsorted_indices)
    elif x.dim() == 2:
        output = data.squeeze(0 if module.batch_first else 1)
        parts = [part.squeeze(1) for part in parts]
    return output, tuple(parts) if len(parts) == 2 else parts[0]


def _as_given(layer: Layer, order: Layout, *, unbatched: bool) -> Layer:
    """Return a layer with its sequences in the caller's order, or without their dimension."""
    if not unbatched and order.unsorted is None:
        return layer
    return Layer(
        *(
            Gates({n: x.squeeze(1) if unbatched else order.in_order(x) for n, x in each.items()})
            for each in layer
            if each is not None
        )
    )
