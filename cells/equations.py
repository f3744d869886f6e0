"""One time step: the equations of the course, and nothing else.

    Γr = σ(Wr[a<t-1>, x<t>] + br)                reset gate (Ng: relevance)
    c̃  = tanh(Wc[Γr * a<t-1>, x<t>] + bc)        candidate
    Γu = σ(Wu[a<t-1>, x<t>] + bu)                update gate
    Γf = σ(Wf[a<t-1>, x<t>] + bf)                forget gate
    c  = Γu * c̃ + Γf * c<t-1>                    memory cell
    Γo = σ(Wo[a<t-1>, x<t>] + bo)                output gate
    a  = Γo * tanh(c)   or   a = Γo * c          hidden state

The reset gate acts before the product, as in Cho et al. (2014) and Ng's course; torch's `nn.GRU`
applies it after. A wiring (cells.wirings) says which gates are learned. σ and tanh are the usual
curves: a cell with others (cells.curves) bends its gates and its candidate with those.
"""

from collections.abc import Callable, Mapping
from typing import Generic, Literal, NamedTuple, Protocol, TypeVar

import torch
from torch import Tensor

from cells.curves import Curves
from cells.wirings import Wiring

A = TypeVar("A")
Cut = Callable[[str, Tensor], Tensor]
"""Surgery at one time step: takes a quantity's name and value, returns what it is forced to."""


class Before(NamedTuple, Generic[A]):
    """The three parts of a pre-activation, each (..., H): word, hidden state, bias."""

    word: A
    memory: A
    bias: A


class Step(NamedTuple):
    """All that one time step computes, each (..., H); `before` has the learned pre-activations."""

    reset: Tensor
    candidate: Tensor
    update: Tensor
    forget: Tensor
    cell: Tensor
    output: Tensor
    hidden: Tensor
    before: Mapping[str, Before[Tensor]]


class Weighted(Protocol):
    """What a step needs of a cell: its wiring, its curves, and W[a, x] + b of a learned gate."""

    wiring: Wiring
    curves: Curves

    def affine(self, name: str, a: Tensor, x: Tensor) -> Before[Tensor]:
        """Return the three parts of W[a, x] + b, each (..., H)."""


def untouched(_name: str, value: Tensor) -> Tensor:
    """Force nothing: the surgery of a reading that is left alone."""
    return value


def step(cell: Weighted, past: tuple[Tensor, Tensor], x: Tensor, cut: Cut = untouched) -> Step:
    """Take one time step from the past (a<t-1>, c<t-1>), each (..., H), with the input x (..., D).

    `cut` may force any learned gate, the memory ("cell") or the hidden state ("hidden") as it is
    computed; wired gates stay as they are wired, a tied forget gate as 1 minus the update gate as
    it was forced.
    """
    a_past, c_past = past
    wiring, curves = cell.wiring, cell.curves
    before: dict[str, Before[Tensor]] = {}

    def affine(name: str, a: Tensor) -> Tensor:
        before[name] = cell.affine(name, a, x)
        return before[name].word + before[name].memory + before[name].bias

    def gate(name: str, position: Literal["learned", "open", "shut"]) -> Tensor:
        if position == "learned":
            return cut(name, curves.gate(affine(name, a_past)))
        return torch.ones_like(c_past) if position == "open" else torch.zeros_like(c_past)

    Γr = gate("reset", wiring.reset)
    c̃ = curves.write(affine("candidate", Γr * a_past))
    Γu = gate("update", wiring.update)
    Γf = 1 - Γu if wiring.forget == "tied" else gate("forget", wiring.forget)
    c = cut("cell", Γu * c̃ + Γf * c_past)
    Γo = gate("output", wiring.output)
    a = cut("hidden", Γo * (torch.tanh(c) if wiring.squash else c))
    return Step(Γr, c̃, Γu, Γf, c, Γo, a, before)
