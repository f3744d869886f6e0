"""Symbols that stand in for tensors inside `cells.equations.step`, and write themselves in LaTeX.

What a step does to them is what is written: an open gate disappears as a factor 1, a shut one as a
term 0, and a convention's complement (z = 1 - Γu) turns every 1 - Γu into z.
"""

from abc import ABC, abstractmethod
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

import torch

from cells.notation import Symbol
from cells.wirings import GATES


@dataclass(frozen=True, slots=True)
class Style:
    """How a convention writes time, element by element products, gates and affine maps.

    `time(symbol, back)` dates a symbol at this step (back = 0) or the one before (1);
    `affine(subscript, over, x)` writes W[over, x] + b in the convention's letters, in which
    `recurrent(subscript)` is the matrix over the hidden state.
    """

    time: Callable[[str, int], str]
    times: str
    affine: Callable[[str, str, str], str]
    recurrent: Callable[[str], str]
    dates_gates: bool = True


@dataclass(frozen=True, slots=True)
class Pen:
    """The symbols and the style of one convention: what an expression needs to be written."""

    symbols: Mapping[str, Symbol]
    style: Style

    def name(self, quantity: str, back: int = 0) -> str:
        """Write the symbol of a quantity with its time."""
        letters = self.symbols[quantity].latex
        undated = quantity in GATES and not self.style.dates_gates
        return letters if undated else self.style.time(letters, back)

    def complements(self, quantity: str) -> bool:
        """Tell whether the symbol stands for 1 minus the quantity."""
        return self.symbols[quantity].complement


class Expression(ABC):
    """A symbolic value: knows the arithmetic that a step does, and writes itself."""

    @abstractmethod
    def write(self, pen: Pen) -> str:
        """Return the expression in LaTeX."""

    def __mul__(self, other: "Expression") -> "Expression":
        """Multiply, dropping factors of 1 and products with 0."""
        if isinstance(self, Constant):
            return other if self.value else self
        if isinstance(other, Constant):
            return self if other.value else other
        return Product(self, other)

    def __add__(self, other: "Expression") -> "Expression":
        """Add, dropping terms of 0."""
        if self == Constant(0):
            return other
        return self if other == Constant(0) else Sum(self, other)

    def __rsub__(self, one: int) -> "Expression":
        """Subtract from 1, the only difference that a step takes."""
        if one != 1:
            raise ValueError(f"A step subtracts from 1, not from {one}.")
        return Complement(self)

    @classmethod
    def __torch_function__(
        cls, function: Any, _types: Any, args: Any = (), _kwargs: Any = None
    ) -> "Expression":
        """Answer the functions of torch that a step calls."""
        answers: Mapping[Any, Callable[[Any], Expression]] = {
            torch.ones_like: lambda _: Constant(1),
            torch.zeros_like: lambda _: Constant(0),
            torch.sigmoid: lambda inside: _bent(r"\sigma", inside),
            torch.tanh: lambda inside: _bent(r"\tanh", inside),
            torch.heaviside: lambda inside: _bent(r"\mathrm{step}", inside),
            torch.detach: lambda inside: inside,
        }
        return answers[function](args[0])


@dataclass(frozen=True)
class Constant(Expression):
    """0 or 1: a wired gate."""

    value: int

    def write(self, pen: Pen) -> str:  # noqa: ARG002 - a digit is the same in every notation
        """Return the digit."""
        return str(self.value)


@dataclass(frozen=True)
class Value(Expression):
    """A named quantity at this step (back = 0) or at the one before (back = 1)."""

    name: str
    back: int = 0

    def write(self, pen: Pen) -> str:
        """Return the symbol, or 1 minus it where it means the complement."""
        written = pen.name(self.name, self.back)
        return f"(1 - {written})" if pen.complements(self.name) else written


@dataclass(frozen=True)
class Complement(Expression):
    """1 minus a quantity."""

    value: Expression

    def write(self, pen: Pen) -> str:
        """Return 1 - the symbol, or the bare symbol where it means the complement already."""
        if isinstance(self.value, Value) and pen.complements(self.value.name):
            return pen.name(self.value.name, self.value.back)
        return f"(1 - {self.value.write(pen)})"


@dataclass(frozen=True)
class Product(Expression):
    """A product, element by element."""

    left: Expression
    right: Expression

    def write(self, pen: Pen) -> str:
        """Return both factors."""
        return f"{self.left.write(pen)} {pen.style.times} {self.right.write(pen)}"


@dataclass(frozen=True)
class Sum(Expression):
    """A sum."""

    left: Expression
    right: Expression

    def write(self, pen: Pen) -> str:
        """Return both terms."""
        return f"{self.left.write(pen)} + {self.right.write(pen)}"


@dataclass(frozen=True)
class Function(Expression):
    """σ, tanh or step of something."""

    name: str
    inside: Expression

    def write(self, pen: Pen) -> str:
        """Return the function applied."""
        return rf"{self.name}({self.inside.write(pen)})"


@dataclass(frozen=True)
class Affine(Expression):
    """W[over, x] + b of the quantity `name`.

    `define` is told what the candidate is computed from; it answers with the candidate's name.
    """

    name: str
    over: Expression
    define: Callable[[str, Any], Any] = field(compare=False, repr=False)

    def write(self, pen: Pen) -> str:
        """Return the affine map in the convention's letters."""
        over = self.over.write(pen)
        return pen.style.affine(pen.symbols[self.name].subscript, over, pen.style.time("x", 0))


def _bent(curve: str, inside: Expression) -> Expression:
    bent = Function(curve, inside)
    if isinstance(inside, Affine) and inside.name == "candidate":
        # a step gives the candidate no name of its own: here it gets one
        named: Expression = inside.define(inside.name, bent)
        return named
    return bent
