"""The equations of a wiring in LaTeX, written down by running the very step that reads.

`cells.equations.step` is called with symbols in place of tensors, so the equations on screen
cannot differ from the code; tests evaluate what is shown and get the numbers shown.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

from cells.curves import USUAL, Curves
from cells.equations import Before, step
from cells.notation import symbols
from cells.wirings import Wiring
from views.expressions import (
    Affine,
    Complement,
    Constant,
    Expression,
    Pen,
    Product,
    Style,
    Sum,
    Value,
)


@dataclass(frozen=True, slots=True)
class Equation:
    """One equation: the quantity of a trace that it defines, and its sides in LaTeX.

    `complement` says that the left side's number is 1 minus the trace's.
    """

    quantity: str
    left: str
    right: str
    complement: bool

    @property
    def latex(self) -> str:
        """The whole equation."""
        return f"{self.left} = {self.right}"


def equations(wiring: Wiring, convention: str = "ng", curves: Curves = USUAL) -> list[Equation]:
    """Return the equations of a wiring in one convention, in the order in which a step goes.

    Wired gates have no equation, and neither has a hidden state that is the memory itself.

    Raises:
        ValueError: there is no such convention.
    """
    pen = Pen(symbols(wiring, convention, curves), _STYLES[convention])
    written = [
        Equation(name, pen.name(name), right.write(pen), pen.complements(name))
        for name, right in _definitions(wiring, curves).items()
    ]
    return [equation for equation in written if equation.left != equation.right]


def recurrent(wiring: Wiring, convention: str = "ng") -> dict[str, str]:
    """Return the letters of the weights over the hidden state, of every quantity that has some.

    Raises:
        ValueError: there is no such convention.
    """
    table, style = symbols(wiring, convention), _STYLES[convention]
    return {name: style.recurrent(table[name].subscript) for name in ("candidate", *wiring.learned)}


@dataclass(frozen=True, slots=True)
class Factor:
    """One factor of the memory equation: a quantity at this step (back = 0) or the one before.

    `rest` says that the factor's number is 1 minus the trace's.
    """

    latex: str
    quantity: str
    back: int
    rest: bool


def memory(wiring: Wiring, convention: str = "ng", curves: Curves = USUAL) -> list[list[Factor]]:
    """Return the right side of the memory equation, a sum of products, factor by factor.

    It is empty where the memory has no equation of its own: in the plain RNN.

    Raises:
        ValueError: there is no such convention.
    """
    pen = Pen(symbols(wiring, convention, curves), _STYLES[convention])
    right = _definitions(wiring, curves)["cell"]
    return [] if right.write(pen) == pen.name("cell") else _terms(right, pen)


def _terms(right: Expression, pen: Pen) -> list[list[Factor]]:
    if isinstance(right, Sum):
        return [*_terms(right.left, pen), *_terms(right.right, pen)]
    return [_factors(right, pen)]


def _factors(term: Expression, pen: Pen) -> list[Factor]:
    if isinstance(term, Product):
        return [*_factors(term.left, pen), *_factors(term.right, pen)]
    rest = isinstance(term, Complement)
    value = term.value if isinstance(term, Complement) else term
    if not isinstance(value, Value):
        raise TypeError(f"A memory equation has no factor such as {term}.")
    return [Factor(term.write(pen), value.name, value.back, rest)]


class _SymbolicCell:
    """A cell whose weights are letters."""

    def __init__(self, wiring: Wiring, curves: Curves, definitions: dict[str, Expression]) -> None:
        self.wiring, self.curves, self.definitions = wiring, curves, definitions

    def define(self, name: str, value: Any) -> Any:
        """Note what a quantity is computed from, and answer with its name."""
        self.definitions[name] = value
        return Value(name)

    def affine(self, name: str, a: Any, _x: Any) -> Before[Any]:
        """Return the affine map as one part: on paper the three parts are written as one."""
        return Before(Affine(name, a, self.define), Constant(0), Constant(0))


def _definitions(wiring: Wiring, curves: Curves) -> dict[str, Expression]:
    """Run one step on symbols; return what each quantity that is not wired is computed from."""
    definitions: dict[str, Expression] = {}
    cell = _SymbolicCell(wiring, curves, definitions)
    past: Any = (Value("hidden", 1), Value("cell", 1))
    word: Any = Constant(0)  # Affine writes x itself
    step(cell, past, word, cell.define)
    return definitions


def _bracketed(over: str) -> str:
    return f"({over})" if " " in over else over


def _joined(subscript: str, over: str, x: str) -> str:
    return rf"W_{{{subscript}}}[{over}, {x}] + b_{{{subscript}}}"


def _two_letters(subscript: str, over: str, x: str) -> str:
    s = subscript
    return rf"W_{{{s}}} {x} + U_{{{s}}} {_bracketed(over)} + b_{{{s}}}"


def _two_indices(subscript: str, over: str, x: str) -> str:
    s = subscript
    return rf"W_{{i{s}}} {x} + W_{{h{s}}} {_bracketed(over)} + b_{{{s}}}"


def _w(subscript: str) -> str:
    return rf"W_{{{subscript}}}"


def _u(subscript: str) -> str:
    return rf"U_{{{subscript}}}"


def _w_h(subscript: str) -> str:
    return rf"W_{{h{subscript}}}"


def _superscript(symbol: str, back: int) -> str:
    return rf"{symbol}^{{\langle t{'-1' if back else ''} \rangle}}"


def _subscript(symbol: str, back: int) -> str:
    return rf"{symbol}_{{t{'-1' if back else ''}}}"


_STYLES: Mapping[str, Style] = MappingProxyType(
    {
        "ng": Style(_superscript, "*", _joined, _w, dates_gates=False),
        "slides": Style(_subscript, r"\circ", _two_letters, _u),
        "cho": Style(_subscript, r"\odot", _two_letters, _u),
        "chung": Style(_subscript, r"\odot", _two_letters, _u),
        "torch": Style(_subscript, r"\odot", _two_indices, _w_h),
        "keras": Style(_subscript, "*", _two_letters, _u),
    }
)
