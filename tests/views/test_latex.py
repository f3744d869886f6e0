"""The equations on screen, read back from LaTeX and evaluated: they give the numbers shown."""

import re
from collections.abc import Callable, Mapping

import numpy as np
import pytest
from numpy.typing import NDArray

from cells import WIRINGS, Wiring
from cells.cell import SUBSCRIPTS, Cell
from cells.notation import CONVENTIONS, symbols
from tests.cells.test_equations import a_cell, some_words
from views.latex import equations

Array = NDArray[np.float64]
Values = Mapping[str, Array]

_TOKEN = re.compile(
    r"\\(?:sigma|tanh)(?=\()|[-+(),\[\]*]|\\circ|\\odot|1(?= -)"
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


def written_values(cell: Cell, convention: str) -> list[dict[str, Array]]:
    """Return, for each time step, every symbol a reader of the screen can look up."""
    table = symbols(cell.wiring, convention)
    x = some_words(4, cell.inputs).double()
    constants: dict[str, Array] = {}
    for name in cell.affines:
        sign = -1.0 if table[name].complement else 1.0
        weight, bias = sign * cell.weight(name).numpy(), sign * cell.bias(name).numpy()
        s, over_a, over_x = table[name].subscript, weight[:, : cell.units], weight[:, cell.units :]
        constants |= {f"b_{{{s}}}": bias, f"U_{{{s}}}": over_a}
        constants |= {f"W_{{i{s}}}": over_x, f"W_{{h{s}}}": over_a}
        constants[f"W_{{{s}}}"] = weight if convention == "ng" else over_x
    rows, past = [], dict.fromkeys(("hidden", "cell"), np.zeros(cell.units))
    for word, step in zip(x, cell.walk(x), strict=True):
        now = {name: getattr(step, name).numpy() for name in (*SUBSCRIPTS, "cell", "hidden")}
        row = constants | {_dated("x", 0, convention): word.numpy()}
        for name, value in past.items():
            row[_dated(table[name].latex, 1, convention)] = value
        for name in ("reset", "update", "forget", "output", "candidate", "cell", "hidden"):
            value = 1 - now[name] if table[name].complement else now[name]
            row[_dated(table[name].latex, 0, convention)] = value
            if convention == "ng" and name in cell.wiring.learned:
                row[table[name].latex] = value
        rows.append(row)
        past = {"hidden": now["hidden"], "cell": now["cell"]}
    return rows


def _dated(letters: str, back: int, convention: str) -> str:
    time = "t-1" if back else "t"
    if convention == "ng":
        return rf"{letters}^{{\langle{time}\rangle}}"
    return f"{letters}_{{{time}}}"


@pytest.mark.parametrize("convention", CONVENTIONS)
@pytest.mark.parametrize("wiring", Wiring.every(), ids=str)
def test_every_equation_shown_gives_the_number_shown(wiring: Wiring, convention: str) -> None:
    cell = a_cell(wiring, inputs=3, units=4).double()
    shown = equations(wiring, convention)
    assert shown
    for row in written_values(cell, convention):
        for equation in shown:
            left = equation.left.replace(" ", "")
            right = Calculator(
                equation.right.replace(r"\langle ", r"\langle").replace(r" \rangle", r"\rangle"),
                row,
            ).sum()
            np.testing.assert_allclose(right, row[left], atol=1e-12)


def test_what_a_lecturer_expects_to_read() -> None:
    assert [e.latex for e in equations(WIRINGS["gru-simple"])][-1] == (
        r"c^{\langle t \rangle} = \Gamma_{u} * \tilde{c}^{\langle t \rangle}"
        r" + (1 - \Gamma_{u}) * c^{\langle t-1 \rangle}"
    )
    assert [e.latex for e in equations(WIRINGS["gru"], "cho")][-1] == (
        r"h_{t} = (1 - z_{t}) \odot \tilde{h}_{t} + z_{t} \odot h_{t-1}"
    )
    assert [e.latex for e in equations(WIRINGS["rnn"], "torch")] == [
        r"h_{t} = \tanh(W_{ih} x_{t} + W_{hh} h_{t-1} + b_{h})"
    ]


@pytest.mark.parametrize(
    ("name", "quantities"),
    [
        ("rnn", "candidate"),
        ("gru-simple", "candidate update cell"),
        ("gru", "reset candidate update cell"),
        ("lstm", "candidate update forget cell output hidden"),
        ("lstm-1997", "candidate update cell output hidden"),
    ],
)
def test_a_wired_gate_has_no_equation(name: str, quantities: str) -> None:
    assert [e.quantity for e in equations(WIRINGS[name])] == quantities.split()


def test_an_unknown_notation_is_named() -> None:
    with pytest.raises(ValueError, match="no notation 'klingon'"):
        equations(WIRINGS["gru"], "klingon")


def test_no_notation_borrows_the_style_of_another(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("cells.notation.CONVENTIONS", {"new": "New", **CONVENTIONS})
    monkeypatch.setattr("cells.notation._GENERAL", {"new": symbols(WIRINGS["lstm"], "ng")})
    with pytest.raises(KeyError, match="new"):
        equations(WIRINGS["lstm"], "new")
