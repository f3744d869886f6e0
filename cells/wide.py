"""A wide GRU, stepped as torch steps it, with its gates kept.

Where one time step is much arithmetic, gathering the gates afterwards costs as much as the layer
itself. torch's own GRU on the CPU is a loop over a few operations, so the same operations in the
same order give the same bits, and the gates are kept on the way (torch.nn.GRU):

    r = σ(W_hr h<t-1> + b_hr + W_ir x + b_ir)              reset gate
    z = σ(W_hz h<t-1> + b_hz + W_iz x + b_iz)              keep: our update gate is 1 - z
    n = tanh(W_in x + b_in + (W_hn h<t-1> + b_hn) * r)     candidate
    h = (h<t-1> - n) * z + n
"""

from collections.abc import Sequence
from functools import lru_cache

import torch
from torch import Tensor, nn

from cells.layers import Weights
from cells.sequences import Layout

_WIDE = 2**18
"""Multiplications of one gate in one time step from which on stepping is quicker."""


def is_wide(module: nn.RNNBase, data: Tensor, order: Layout) -> bool:
    """Tell whether a module is better stepped, and gives its own bits when it is."""
    work = order.B * module.hidden_size * (module.hidden_size + data.shape[-1])
    return (
        module.mode == "GRU"
        and work >= _WIDE
        and order.batch_sizes is None
        and data.dtype in {torch.float32, torch.float64}
        and data.device.type == "cpu"
        and not torch.is_grad_enabled()
        and not torch.is_autocast_enabled("cpu")
        and _gives_torchs_bits(data.shape[-1], module.hidden_size, order.B, data.dtype)
    )


def run(
    x: Tensor, start: Tensor, weights: Weights, *, reverse: bool
) -> tuple[Tensor, Tensor, dict[str, Tensor]]:
    """Step over x (T, B, I) from `start` (B, H); return output, last h and gates, (T, B, H)."""
    H, h = start.shape[1], start
    every = nn.functional.linear(x, weights.ih, weights.bias_ih)  # of x; then r, z and n
    output = torch.empty_like(every[..., :H])
    for t in reversed(range(len(x))) if reverse else range(len(x)):
        h = _step(every[t], h, weights)
        output[t] = h
    r, z, n = every.split(H, dim=2)
    return output, h, {"reset": r, "update": 1 - z, "forget": z, "candidate": n}


def _step(of_x: Tensor, past: Tensor, weights: Weights) -> Tensor:
    """Return the next h, and write r, z and n over what x contributes to them.

    The last bits of σ and tanh depend on where numbers lie in memory: they are computed where torch
    computes them, and copied.
    """
    of_h = nn.functional.linear(past, weights.hh, weights.bias_hh)
    (xr, xz, xn), (r, z, n) = of_x.chunk(3, 1), of_h.chunk(3, 1)
    r.add_(xr).sigmoid_()
    z.add_(xz).sigmoid_()
    n = xn.add(n.mul_(r)).tanh_()
    for place, value in ((xr, r), (xz, z), (xn, n)):
        place.copy_(value)
    return past.sub(n).mul_(z).add_(n)


@lru_cache(maxsize=64)
def _gives_torchs_bits(inputs: int, units: int, batch: int, dtype: torch.dtype) -> bool:
    """Tell whether two time steps of a module of these sizes come out as torch has them."""
    module = nn.GRU(inputs, units, dtype=dtype)
    draw = torch.Generator().manual_seed(0)
    x = torch.randn(2, batch, inputs, generator=draw, dtype=dtype)
    own: Sequence[Tensor] = [p.detach() for p in module.parameters()]
    mine, _, _ = run(x, x.new_zeros(batch, units), Weights(*own), reverse=False)
    return torch.equal(mine, module(x)[0])
