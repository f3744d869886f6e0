"""The gates of a torch layer, all time steps at once, from the hidden states that torch returned.

torch's form, with its two biases and the reset gate after the product (torch.nn, GRU and LSTM):

    r = σ(W_ir x + b_ir + W_hr h<t-1> + b_hr)              reset gate
    z = σ(W_iz x + b_iz + W_hz h<t-1> + b_hz)              keep: our update gate is 1 - z
    n = tanh(W_in x + b_in + r * (W_hn h<t-1> + b_hn))     candidate
    h = (1 - z) * n + z * h<t-1>

    i, f, o = σ(W_i. x + b_i. + W_h. h<t-1> + b_h.)        update, forget and output gate
    g = tanh(W_ig x + b_ig + W_hg h<t-1> + b_hg)           candidate
    c = f * c<t-1> + i * g,   h = o * tanh(c)              or W_hr (o * tanh(c)), with proj_size

Every h<t-1> is known beforehand, so that no gate waits for another time step; only c does.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from typing import Any, NamedTuple

import torch
from torch import Tensor

from cells.scans import delay, recur
from cells.sequences import Layout
from cells.traces import QUANTITIES
from cells.wirings import WIRINGS, Wiring


class Weights(NamedTuple):
    """The parameters of one direction of one layer, named and shaped as torch has them."""

    ih: Tensor
    hh: Tensor
    bias_ih: Tensor | None = None
    bias_hh: Tensor | None = None

    def to(self, dtype: torch.dtype) -> "Weights":
        """Return the weights in another dtype."""
        biases = (None if b is None else b.to(dtype) for b in (self.bias_ih, self.bias_hh))
        return Weights(self.ih.to(dtype), self.hh.to(dtype), *biases)


@dataclass(frozen=True, eq=False, repr=False, slots=True)
class Gates(Mapping[str, Tensor]):
    """What one direction of one layer computed, by the names of `QUANTITIES`.

    Every tensor is (T, B, H), without B for unbatched input: update, reset, forget and output in
    [0, 1], candidate in [-1, 1] (from 0 on for a ReLU), cell, and hidden, (T, B, P) with
    proj_size = P. Gates that the module does not have are filled with what they are wired to.
    """

    quantities: Mapping[str, Tensor]

    def __getitem__(self, name: str) -> Tensor:
        """Return one of `QUANTITIES`.

        Raises:
            KeyError: there is no quantity of this name.
        """
        if name not in self.quantities:
            raise KeyError(f"A layer has no {name!r}; it has {', '.join(QUANTITIES)}.")
        return self.quantities[name]

    def __iter__(self) -> Iterator[str]:
        """Yield the names of the quantities, in the order of `QUANTITIES`."""
        return iter(QUANTITIES)

    def __len__(self) -> int:
        """Return the number of quantities."""
        return len(QUANTITIES)

    def __repr__(self) -> str:
        return f"Gates({', '.join(f'{name} {tuple(x.shape)}' for name, x in self.items())})"


def gates(
    wiring: Wiring,
    x: Tensor,
    hidden: Tensor,
    order: Layout,
    start: Sequence[Tensor],
    weights: Weights,
    *,
    reverse: bool,
) -> Gates:
    """Return what one direction of a layer computed on the rows x (N, I), in torch's order.

    `hidden` is what it put out, (T, B, P) or packed rows (N, P), `start` its first h and c, (B, .).
    """
    own = order.rows(hidden)
    known = {"hidden": own}
    if wiring == WIRINGS["rnn"]:  # candidate, memory and hidden state are one
        known |= {"candidate": own, "cell": own}
    else:
        # a shorter sequence, read backward, begins at its own end
        block = hidden if order.batch_sizes is None else order.block(own, fill=start[0])
        past = order.rows(delay(block, start[0], reverse=reverse))
        del block
        known |= _learned(wiring, x, past, order, start, weights, reverse=reverse)
        known.setdefault("cell", own)
    every = with_wired(wiring, known)
    if every["update"].dtype != own.dtype:  # of half precision
        every = {name: rows.to(own.dtype) for name, rows in every.items()}
    return Gates({name: order.block(rows) for name, rows in every.items()})


def _learned(
    wiring: Wiring,
    x: Tensor,
    past: Tensor,
    order: Layout,
    start: Sequence[Tensor],
    weights: Weights,
    *,
    reverse: bool,
) -> dict[str, Tensor]:
    """Return gates, candidate and memory, each (N, H); of half precision in float32."""
    exact = torch.float32 if past.dtype.itemsize < 4 else past.dtype
    if x.dtype != exact or past.dtype != exact:
        x, past, weights = x.to(exact), past.to(exact), weights.to(exact)
    with _no_autocast(x.device.type):
        if wiring == WIRINGS["gru"]:
            return gru(x, past, weights)
        found = lstm(x, past, weights)
        kept = order.block(found["forget"], fill=1.0)
        written = order.block(found["update"] * found["candidate"])
        c = recur(kept, written, start[1].to(exact), reverse=reverse)
        return found | {"cell": order.rows(c)}


def _no_autocast(device: str) -> AbstractContextManager[object]:
    """Keep to the dtypes given; entering the switch costs as much as a product, so look first."""
    enabled = torch.is_autocast_enabled(device)
    return torch.autocast(device, enabled=False) if enabled else nullcontext()


def with_wired(wiring: Wiring, known: Mapping[str, Tensor]) -> dict[str, Tensor]:
    """Return all of `QUANTITIES`; gates that are wired take no memory, whatever their shape."""
    every = dict(known)
    for name in QUANTITIES:
        if name not in every:
            value = float(getattr(wiring, name) == "open")
            every[name] = known["cell"].new_full((), value).expand(known["cell"].shape)
    return {name: every[name] for name in QUANTITIES}


def gru(x: Tensor, past: Tensor, weights: Weights) -> dict[str, Tensor]:
    """Return reset, candidate, update and forget, each (N, H), of x (N, I) after `past` (N, H)."""
    H, do = weights.hh.shape[1], _operations(x, past, weights)
    ih, hh, b_ih, b_hh = weights
    both, last = slice(2 * H), slice(2 * H, None)
    before = _affine(x, ih, b_ih)
    rz = do.sigmoid(do.add_product(before[:, both], past, hh[both], _rows(b_hh, both)))
    r, z = rz.split(H, dim=1)
    n = do.tanh(do.add_scaled(before[:, last], r, _affine(past, hh[last], _rows(b_hh, last))))
    return {"reset": r, "candidate": n, "update": 1 - z, "forget": z}


def lstm(x: Tensor, past: Tensor, weights: Weights) -> dict[str, Tensor]:
    """Return update, forget, candidate and output, each (N, H), of x (N, I) after `past` (N, P)."""
    H, do = len(weights.hh) // 4, _operations(x, past, weights)
    ih, hh, b_ih, b_hh = weights
    b = None if b_ih is None or b_hh is None else b_ih + b_hh
    before = do.add_product(_affine(x, ih, b), past, hh, None)
    i, f = do.sigmoid(before[:, : 2 * H]).split(H, dim=1)
    g, o = do.tanh(before[:, 2 * H : 3 * H]), do.sigmoid(before[:, 3 * H :])
    return {"update": i, "forget": f, "candidate": g, "output": o}


class _Operations(NamedTuple):
    """The same arithmetic with and without room for autograd, which needs every intermediate."""

    sigmoid: Callable[[Tensor], Tensor]
    tanh: Callable[[Tensor], Tensor]
    add_product: Callable[[Tensor, Tensor, Tensor, Tensor | None], Tensor]
    add_scaled: Callable[[Tensor, Tensor, Tensor], Tensor]


def _operations(*tensors: Any) -> _Operations:
    x, past, weights = tensors
    every = (x, past, *(w for w in weights if w is not None))
    watched = torch.is_grad_enabled() and any(tensor.requires_grad for tensor in every)
    return _KEEPING if watched else _IN_PLACE


def _affine(x: Tensor, W: Tensor, b: Tensor | None) -> Tensor:
    return x @ W.T if b is None else torch.addmm(b, x, W.T)


def _rows(b: Tensor | None, rows: slice) -> Tensor | None:
    return None if b is None else b[rows]


def _add_product(total: Tensor, x: Tensor, W: Tensor, b: Tensor | None) -> Tensor:
    return torch.addmm(total if b is None else total + b, x, W.T)


def _add_product_(total: Tensor, x: Tensor, W: Tensor, b: Tensor | None) -> Tensor:
    return (total if b is None else total.add_(b)).addmm_(x, W.T)


_KEEPING = _Operations(torch.sigmoid, torch.tanh, _add_product, torch.addcmul)
_IN_PLACE = _Operations(torch.sigmoid_, torch.tanh_, _add_product_, Tensor.addcmul_)
