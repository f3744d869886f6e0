"""What a torch module puts out, also where surgery has changed one of its layers."""

from typing import cast

import torch
from torch import Tensor, nn

from cells import kernels
from cells.kernels import directions, widths
from cells.modules import trace
from cells.sequences import layout


def width(module: nn.Module) -> int:
    """Return how many numbers a module puts out at every step: H or P, of both directions."""
    if isinstance(module, nn.RNNCellBase):
        return module.hidden_size
    each = widths(cast("nn.RNNBase", module))[0]
    return each * directions(cast("nn.RNNBase", module))


@torch.no_grad()
def outputs(
    module: nn.Module,
    x: Tensor,
    changed: Tensor | None = None,
    *,
    layer: int = 0,
    reverse: bool = False,
) -> Tensor:
    """Return what a module puts out after each row of x (T, I): (T, W), as torch computes it.

    `changed` (T, H) stands in the place of the hidden state of one direction of one layer, in the
    order of x; the layers above read it. Of an LSTM that projects, it is the state before that.
    """
    if isinstance(module, nn.RNNCellBase):  # x (T, I) would be a batch to it, x (T, 1, I) is steps
        return (
            cast("Tensor", trace(module, x.unsqueeze(1)).output).squeeze(1)
            if changed is None
            else changed
        )
    base = cast("nn.RNNBase", module)
    if changed is None:
        return cast("Tensor", base(x)[0])
    out = through(base, x, layer) if directions(base) == 2 else None
    data = _exchanged(base, out, changed, layer, reverse=reverse)
    for k in range(layer + 1, base.num_layers):
        data = _run(base, k, data)
    return data


@torch.no_grad()
def through(module: nn.Module, x: Tensor, layer: int) -> Tensor:
    """Return what the layers of a module up to one put out for x (T, I): (T, W)."""
    for k in range(layer + 1):
        x = _run(cast("nn.RNNBase", module), k, x)
    return x


def _run(module: nn.RNNBase, k: int, data: Tensor) -> Tensor:
    """Return what layer k puts out for its input (T, ·), from a state of zeros on."""
    batch_axis = 0 if module.batch_first else 1
    batch = data.unsqueeze(batch_axis)
    order = layout(batch, batch_first=module.batch_first)
    starts = [data.new_zeros(directions(module), 1, each) for each in widths(module)]
    return kernels.run(module, k, batch, order, starts)[0].squeeze(batch_axis)


def _exchanged(
    module: nn.RNNBase, out: Tensor | None, changed: Tensor, layer: int, *, reverse: bool
) -> Tensor:
    """Return the output of a layer with the hidden state of one direction exchanged."""
    ending = f"_l{layer}{'_reverse' if reverse else ''}"
    projection = getattr(module, f"weight_hr{ending}", None)
    own = changed if projection is None else changed @ projection.T
    if out is None:
        return own
    both = list(out.chunk(2, dim=-1))
    both[int(reverse)] = own
    return torch.cat(both, dim=-1)


def over_hidden(
    module: nn.Module, out: Tensor, layer: int, *, reverse: bool
) -> tuple[Tensor, Tensor] | None:
    """Return weights over a module's outputs, (W,), as weights over hidden states.

    That is (H,) over those of one direction of its last layer, and what is left over the outputs of
    the other, (0,) where there is none; None where that layer is not the last.
    """
    if isinstance(module, nn.RNNCellBase):
        return out, out[:0]
    base = cast("nn.RNNBase", module)
    if layer != base.num_layers - 1:
        return None
    halves = [*out.chunk(directions(base)), out[:0]]
    own, other = halves[int(reverse)], halves[int(not reverse)]
    ending = f"_l{layer}{'_reverse' if reverse else ''}"
    projection = getattr(module, f"weight_hr{ending}", None)
    return (own if projection is None else own @ projection.to(own.dtype)), other
