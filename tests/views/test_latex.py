"""The equations on screen, read back from LaTeX and evaluated: they give the numbers shown."""

import numpy as np
import pytest
from numpy.typing import NDArray

from cells import WIRINGS, Wiring
from cells.cell import Cell
from cells.curves import USUAL, Curves
from cells.notation import CONVENTIONS, symbols
from tests.cells.test_equations import a_cell, some_words
from tests.views.calculator import QUANTITIES, evaluate, step_values
from views.latex import equations, memory, recurrent

Array = NDArray[np.float64]


def written_values(cell: Cell, convention: str) -> list[dict[str, Array]]:
    """Return, for each time step, every symbol a reader of the screen can look up."""
    x = some_words(4, cell.inputs).double()
    rows, past = [], dict.fromkeys(("hidden", "cell"), np.zeros(cell.units))
    for word, step in zip(x, cell.walk(x), strict=True):
        now = {name: getattr(step, name).numpy() for name in QUANTITIES}
        rows.append(step_values(cell, convention, word.numpy(), past, now))
        past = {"hidden": now["hidden"], "cell": now["cell"]}
    return rows


@pytest.mark.parametrize("convention", CONVENTIONS)
@pytest.mark.parametrize("wiring", Wiring.every(), ids=str)
def test_every_equation_shown_gives_the_number_shown(wiring: Wiring, convention: str) -> None:
    check_equations(wiring, convention, USUAL)


@pytest.mark.parametrize("convention", ["ng", "cho"])
@pytest.mark.parametrize("wiring", Wiring.every(), ids=str)
def test_so_does_every_equation_with_other_curves(wiring: Wiring, convention: str) -> None:
    for curves in Curves.every():
        check_equations(wiring, convention, curves)


def check_equations(wiring: Wiring, convention: str, curves: Curves) -> None:
    cell = a_cell(wiring, inputs=3, units=4, curves=curves).double()
    shown = equations(wiring, convention, curves)
    assert shown
    for row in written_values(cell, convention):
        for equation in shown:
            left = equation.left.replace(" ", "")
            np.testing.assert_allclose(evaluate(equation.right, row), row[left], atol=1e-12)


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


@pytest.mark.parametrize("convention", CONVENTIONS)
@pytest.mark.parametrize("wiring", Wiring.every(), ids=str)
def test_the_memory_equation_is_the_sum_of_its_factors(wiring: Wiring, convention: str) -> None:
    shown = [e for e in equations(wiring, convention) if e.quantity == "cell"]
    terms = memory(wiring, convention)
    assert len(shown) == bool(terms)
    signs = {"ng": "*", "keras": "*", "slides": r"\circ"}
    times = f" {signs.get(convention, chr(92) + 'odot')} "
    for equation in shown:
        assert equation.right == " + ".join(times.join(f.latex for f in term) for term in terms)
    for factor in (factor for term in terms for factor in term):
        assert factor.rest == (
            factor.quantity == "update"
            and factor.latex.startswith("(1 -") != symbols(wiring, convention)["update"].complement
        )


@pytest.mark.parametrize("convention", CONVENTIONS)
@pytest.mark.parametrize("wiring", Wiring.every(), ids=str)
def test_weights_over_the_hidden_state_are_called_as_in_the_equations(
    wiring: Wiring, convention: str
) -> None:
    written = {e.quantity: e.right for e in equations(wiring, convention)}
    for name, letters in recurrent(wiring, convention).items():
        assert letters in written[name]


def test_other_curves_are_written_as_they_run() -> None:
    update = {
        curve: equations(WIRINGS["gru-simple"], "cho", Curves(gates=curve))[1].latex
        for curve in ("sigmoid", "tanh", "hard")
    }
    assert update == {
        "sigmoid": r"z_{t} = \sigma(W_{z} x_{t} + U_{z} h_{t-1} + b_{z})",
        "tanh": r"z_{t} = \tanh(W_{z} x_{t} + U_{z} h_{t-1} + b_{z})",
        "hard": r"z_{t} = \mathrm{step}(W_{z} x_{t} + U_{z} h_{t-1} + b_{z})",
    }
    kept = r"h_{t} = z_{t} \odot \tilde{h}_{t} + (1 - z_{t}) \odot h_{t-1}"
    assert equations(WIRINGS["gru-simple"], "cho", Curves(gates="tanh"))[-1].latex == kept
