"""A torch cell, stepped as its users step it, with the gates of every step."""

from collections.abc import Sequence

import torch
from torch import Tensor, nn

from cells.arguments import State, check_cell_state
from cells.kernels import wiring
from cells.layers import Gates, Weights, gates
from cells.results import Layer, ModuleTrace
from cells.sequences import Layout


def trace_cell(module: nn.RNNCellBase, x: Tensor, state: State | None) -> ModuleTrace:
    """Take one step, x (B, I) or (I,), or one after another, x (T, B, I), and gather the gates.

    Raises:
        TypeError, ValueError: the state does not fit.
    """
    walk = x if x.dim() == 3 else x[None]
    batch = tuple(walk.shape[1:-1])
    check_cell_state(module, state, batch)
    start = _start(module, walk, state)
    states = _step(module, walk, start)
    hidden, *memory = (torch.stack(part) for part in zip(*states, strict=True))
    B = batch[0] if batch else 1
    order = Layout(len(walk), B)
    weights = Weights(module.weight_ih, module.weight_hh, module.bias_ih, module.bias_hh)
    found = gates(
        wiring(module),
        walk.reshape(len(walk) * B, -1),
        hidden.view(len(walk), B, -1),
        order,
        [part.view(B, -1) for part in start],
        weights,
        reverse=False,
    )
    every = {name: value.view(len(walk), *batch, -1) for name, value in found.items()}
    if memory:
        every["cell"] = memory[0]  # as it was stepped, instead of as it was scanned
    last = states[-1]
    single = x.dim() < 3
    return ModuleTrace(
        output=hidden[0] if single else hidden,
        state=(last[0], last[1]) if len(last) == 2 else last[0],
        layers=(Layer(Gates({n: v[0] for n, v in every.items()} if single else every)),),
        wiring=wiring(module),
    )


def _start(module: nn.RNNCellBase, walk: Tensor, state: State | None) -> tuple[Tensor, ...]:
    if state is None:
        zero = walk.new_zeros(*walk.shape[1:-1], module.hidden_size)
        return (zero, zero) if isinstance(module, nn.LSTMCell) else (zero,)
    return (state,) if isinstance(state, Tensor) else tuple(state)


def _step(
    module: nn.RNNCellBase, walk: Tensor, state: tuple[Tensor, ...]
) -> Sequence[tuple[Tensor, ...]]:
    """Call the module at every time step; return the state after each, (h,) or (h, c)."""
    states = []
    for x in walk:
        returned = module(x, state if len(state) == 2 else state[0])
        state = (returned,) if isinstance(returned, Tensor) else returned
        states.append(state)
    return states
