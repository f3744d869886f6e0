"""What a stage says of a torch module: its equations, evaluated, give the numbers shown."""

from typing import Any

import numpy as np
import pytest
import torch
from torch import nn

from cells.layer_walks import LayerWalk
from cells.notation import CONVENTIONS, symbols
from cells.torch_form import TorchForm, torch_form
from cells.traces import Trace
from tests.views.calculator import QUANTITIES, evaluate
from views.torch_form import header, spoken

pytestmark = pytest.mark.filterwarnings("ignore:LSTM with projections is not supported")

WORDS = tuple("abcde")
KINDS: list[tuple[str, dict[str, Any]]] = [
    ("GRU", {}),
    ("LSTM", {}),
    ("LSTM", {"proj_size": 2}),
    ("RNN", {}),
    ("RNN", {"nonlinearity": "relu"}),
]


def _module(kind: str, options: dict[str, Any]) -> Any:
    torch.manual_seed(3)
    return getattr(nn, kind)(4, 3, **options)


def _values(form: TorchForm, convention: str) -> dict[str, Any]:
    """Return every letter that stands for weights in one convention."""
    table, found = symbols(form.wiring, convention), {}
    for name, U in form.recurrent.items():
        sign = -1 if table[name].complement else 1
        s, W = table[name].subscript, form.inputs[name].numpy()
        weights = {"b": form.biases[name].numpy(), "U": U.numpy(), "W_h": U.numpy(), "W_i": W}
        weights["W"] = np.concatenate([U, W], axis=1) if convention == "ng" else W
        for letter, value in weights.items():
            head, _, index = letter.partition("_")
            found[f"{head}_{{{index}{s}}}"] = sign * value
    if form.inner is not None:
        outer, inner = form.biases["candidate"].numpy(), form.inner.numpy()
        found |= {"b_{in}": outer, "b_{hn}": inner, "b_{h}": outer, "b_{rh}": inner}
    return found


def _dated(convention: str, letters: str, back: int) -> str:
    time = "t-1" if back else "t"
    return rf"{letters}^{{\langle{time}\rangle}}" if convention == "ng" else f"{letters}_{{{time}}}"


def _row(form: TorchForm, read: Trace, convention: str, x: Any, t: int) -> dict[str, Any]:
    """Return every symbol that a reader of the screen can look up at one step."""
    table, row = symbols(form.wiring, convention), _values(form, convention)
    row[_dated(convention, "x", 0)] = x[t].numpy()
    for name in QUANTITIES:
        letters = "m" if name == "hidden" and form.projected else table[name].latex
        for back in (1, 0):
            value = read[name][t - back] if t >= back else np.zeros(form.units)
            row[_dated(convention, letters, back)] = 1 - value if table[name].complement else value
        if convention == "ng":
            row[table[name].latex] = read[name][t]
    return row


@pytest.mark.parametrize(("kind", "options"), KINDS)
def test_every_equation_shown_gives_the_number_shown(kind: str, options: Any) -> None:
    module, x = _module(kind, options), torch.randn(5, 4)
    form, read = torch_form(module), LayerWalk(module, x, WORDS).window()
    for convention, told in spoken(form).items():
        equations = told["equations"]
        assert "candidate" in equations or kind == "RNN"
        for t in range(5):
            row = _row(form, read, convention, x, t)
            for latex in equations.values():
                left, right = latex.split(" = ", maxsplit=1)
                shown = row[left.replace(" ", "")]
                np.testing.assert_allclose(evaluate(right, row), shown, atol=1e-6)


def _keras_gru(module: nn.GRU, x: Any) -> dict[str, Any]:
    """Step a GRU as Keras publishes it: GRUCell.call with reset_after=True, implementation 2.

    Its matrices have a column for each unit, in the order z, r, h; its bias has two rows.
    """

    def kernel(weight: Any) -> Any:
        r, z, n = weight.detach().double().numpy().reshape(3, 3, -1)
        return np.concatenate([z, r, n]).T

    W, U = kernel(module.weight_ih_l0), kernel(module.weight_hh_l0)
    bias = np.concatenate([kernel(module.bias_ih_l0), kernel(module.bias_hh_l0)])
    h, steps = np.zeros(3), []
    for row in x.double().numpy():
        x_z, x_r, x_h = np.split(row @ W + bias[0], 3)
        inner_z, inner_r, inner_h = np.split(h @ U + bias[1], 3)
        z, r = (1 / (1 + np.exp(-each)) for each in (x_z + inner_z, x_r + inner_r))
        hh = np.tanh(x_h + r * inner_h)
        h = z * h + (1 - z) * hh
        steps.append((z, r, hh, h))
    names = "update", "reset", "candidate", "cell"
    return {name: np.array([step[i] for step in steps]) for i, name in enumerate(names)}


def test_what_keras_s_notation_shows_is_what_keras_computes() -> None:
    module, x = _module("GRU", {}), torch.randn(5, 4)
    read, told = LayerWalk(module, x, WORDS).window(), spoken(torch_form(module))["keras"]
    for name, values in _keras_gru(module, x).items():
        keeps = told["symbols"][name][2:3] == [True]
        assert keeps == (name == "update")  # z = 1 keeps
        np.testing.assert_allclose(1 - read[name] if keeps else read[name], values, atol=1e-6)
    assert told["equations"]["update"] == r"z_{t} = \sigma(W_{z} x_{t} + U_{z} h_{t-1} + b_{z})"
    assert [factor[0] for term in told["memory"] for factor in term] == [
        *("(1 - z_{t})", r"\hat{h}_{t}", "z_{t}", "h_{t-1}")
    ]
    assert "reset_after=True" in told["notes"][1]


def test_a_gru_of_torch_speaks_torch_first_and_keras_and_no_other() -> None:
    told = header(torch_form(_module("GRU", {})))
    assert list(told["conventions"]) == ["torch", "keras"]
    assert told["notation"] == "torch"
    assert told["reset_after"]
    assert "this unit's own candidate" in told["quantities"]["reset"][1]
    for convention in told["conventions"].values():
        assert not any("course" in note for note in convention["notes"])


@pytest.mark.parametrize(("kind", "options"), [KINDS[1], KINDS[3], KINDS[4]])
def test_others_speak_every_notation_and_torch_first(kind: str, options: Any) -> None:
    told = header(torch_form(_module(kind, options)))
    assert set(told["conventions"]) == set(CONVENTIONS)
    assert next(iter(told["conventions"])) == "torch"
    assert told["activation"] == ("ReLU" if options else "tanh")


def test_a_projecting_lstm_says_so() -> None:
    (told,) = spoken(torch_form(_module("LSTM", {"proj_size": 2}))).values()
    assert told["symbols"]["hidden"] == ["m", ""]
    assert "h = W_hr m has 2 numbers" in told["notes"][0]


def test_readers_are_told_of_as_before() -> None:
    assert header(None) == {}
