"""Equations read back from LaTeX and evaluated, with the values that a reader of them looks up."""

import re
from collections.abc import Callable, Mapping

import numpy as np
from numpy.typing import NDArray

from cells.cell import Cell
from cells.notation import symbols

Array = NDArray[np.float64]
Values = Mapping[str, Array]

_TOKEN = re.compile(
    r"\\(?:sigma|tanh|ReLU|mathrm\{step\})(?=\()|[-+(),\[\]*]|\\circ|\\odot|1(?= -)"
    r"|(?:\\tilde\{\w\}|\\hat\{\w\}|\\Gamma|[A-Za-z])(?:_\{[^}]*\})?(?:\^\{[^}]*\})?"
)


class Calculator:
    """Evaluates one right side by recursive descent: sums of products of named values."""

    def __init__(self, latex: str, values: Values) -> None:
        self.tokens: list[str] = _TOKEN.findall(latex)
        self.values = values
        assert "".join(self.tokens) == latex.replace(" ", "")

    def peek(self) -> str:
        return self.tokens[0] if self.tokens else ""

    def take(self) -> str:
        taken = self.peek()
        self.tokens = self.tokens[1:]
        return taken

    def sum(self) -> Array:
        total = self.product()
        while self.peek() in ("+", "-"):
            sign = 1.0 if self.take() == "+" else -1.0
            total = total + sign * self.product()
        return total

    def product(self) -> Array:
        value = self.factor()
        while self.peek() not in ("", "+", "-", ")", "]", ","):
            if self.peek() in ("*", r"\circ", r"\odot"):
                self.take()
                value = value * self.factor()
            else:  # two symbols side by side: a matrix and what it acts on
                value = value @ self.factor()
        return value

    def factor(self) -> Array:
        read = self.take()
        functions: Mapping[str, Callable[[Array], Array]] = {
            r"\sigma": lambda z: 1 / (1 + np.exp(-z)),
            r"\tanh": np.tanh,
            r"\mathrm{step}": lambda z: np.where(z > 0, 1.0, 0.0),
            r"\ReLU": lambda z: np.maximum(z, 0),
        }
        if read in functions:
            return functions[read](self.factor())
        if read == "1":
            return np.array(1.0)
        if read == "(":
            inside = self.sum()
            assert self.take() == ")"
            return inside
        if read == "[":
            left = self.sum()
            assert self.take() == ","
            right = self.sum()
            assert self.take() == "]"
            return np.concatenate([left, right])
        return self.values[read]


QUANTITIES = ("reset", "update", "forget", "output", "candidate", "cell", "hidden")


def weights(cell: Cell, convention: str) -> dict[str, Array]:
    """Return every letter that stands for weights; those of a z are ours negated."""
    table = symbols(cell.wiring, convention, cell.curves)
    constants: dict[str, Array] = {}
    for name in cell.affines:
        sign = -1.0 if table[name].complement else 1.0
        weight = sign * cell.weight(name).double().numpy()
        bias = sign * cell.bias(name).double().numpy()
        s, over_a, over_x = table[name].subscript, weight[:, : cell.units], weight[:, cell.units :]
        constants |= {f"b_{{{s}}}": bias, f"U_{{{s}}}": over_a}
        constants |= {f"W_{{i{s}}}": over_x, f"W_{{h{s}}}": over_a}
        constants[f"W_{{{s}}}"] = weight if convention == "ng" else over_x
    return constants


def step_values(
    cell: Cell, convention: str, word: Array, past: Values, now: Values
) -> dict[str, Array]:
    """Return every symbol of one time step, from the quantities of it and of the one before."""
    table = symbols(cell.wiring, convention, cell.curves)
    row = weights(cell, convention) | {_dated("x", 0, convention): word}
    for name in ("hidden", "cell"):
        row[_dated(table[name].latex, 1, convention)] = past[name]
    for name in QUANTITIES:
        value = 1 - now[name] if table[name].complement else now[name]
        row[_dated(table[name].latex, 0, convention)] = value
        if convention == "ng" and name in cell.wiring.learned:
            row[table[name].latex] = value
    return row


def evaluate(latex: str, row: Values) -> Array:
    """Evaluate one right side."""
    plain = latex.replace(r"\langle ", r"\langle").replace(r" \rangle", r"\rangle")
    return Calculator(plain, row).sum()


def _dated(letters: str, back: int, convention: str) -> str:
    time = "t-1" if back else "t"
    if convention == "ng":
        return rf"{letters}^{{\langle{time}\rangle}}"
    return f"{letters}_{{{time}}}"
