"""The equations against torch's own modules, against stepping by hand, and against mutants."""

import inspect
from collections.abc import Callable

import numpy as np
import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st
from torch import Tensor, nn

from cells import QUANTITIES, WIRINGS, Wiring, equations, fast
from cells.cell import Cell
from cells.curves import USUAL, Curves
from tests.cells.oracle import by_hand

SIZES = [(1, 1, 1), (5, 7, 3), (12, 32, 16), (60, 8, 4)]  # (T, H, D)


def a_cell(wiring: Wiring, inputs: int, units: int, seed: int = 0, curves: Curves = USUAL) -> Cell:
    """Return a cell with random weights of torch's size, and large biases so that they count."""
    cell = Cell(wiring, inputs, units, curves)
    generator = torch.Generator().manual_seed(seed)
    bound = units**-0.5
    with torch.no_grad():
        for parameter in cell.parameters():
            size = bound if parameter.dim() == 2 else 1
            parameter.uniform_(-size, size, generator=generator)
    return cell.requires_grad_(requires_grad=False)


def some_words(steps: int, inputs: int, seed: int = 1) -> Tensor:
    return torch.randn(steps, inputs, generator=torch.Generator().manual_seed(seed))


def distance(cell: Cell, x: Tensor) -> float:
    """Return how far a walk in float64 is from stepping by hand, at worst, over all quantities."""
    cell.double()
    weights = {name: p.numpy() for name, p in cell.state_dict().items()}
    expected = by_hand(cell.wiring, weights, x.double().numpy(), cell.curves)
    steps = cell.walk(x.double())
    return max(
        float(np.abs(torch.stack([getattr(s, name) for s in steps]).numpy() - expected[name]).max())
        for name in QUANTITIES
    )


@pytest.mark.parametrize("wiring", Wiring.every(), ids=str)
@pytest.mark.parametrize(("steps", "units", "inputs"), SIZES)
def test_every_wiring_equals_stepping_by_hand(
    wiring: Wiring, steps: int, units: int, inputs: int
) -> None:
    assert distance(a_cell(wiring, inputs, units), some_words(steps, inputs)) < 1e-10


@pytest.mark.parametrize(("steps", "units", "inputs"), SIZES)
def test_rnn_equals_torch(steps: int, units: int, inputs: int) -> None:
    cell, x = a_cell(WIRINGS["rnn"], inputs, units), some_words(steps, inputs)
    theirs = nn.RNN(inputs, units).requires_grad_(requires_grad=False)
    theirs.load_state_dict(
        {
            "weight_hh_l0": cell.weight("candidate")[:, :units],
            "weight_ih_l0": cell.weight("candidate")[:, units:],
            "bias_hh_l0": cell.bias("candidate") / 3,
            "bias_ih_l0": cell.bias("candidate") * 2 / 3,
        }
    )
    ours = torch.stack([step.hidden for step in cell.walk(x)])
    torch.testing.assert_close(ours, theirs(x)[0], atol=1e-6, rtol=0)


@pytest.mark.parametrize(("steps", "units", "inputs"), SIZES)
def test_lstm_equals_torch(steps: int, units: int, inputs: int) -> None:
    cell, x = a_cell(WIRINGS["lstm"], inputs, units), some_words(steps, inputs)
    order = ("update", "forget", "candidate", "output")  # torch: i, f, g, o
    weights = torch.cat([cell.weight(name) for name in order])
    bias = torch.cat([cell.bias(name) for name in order])
    theirs = nn.LSTM(inputs, units).requires_grad_(requires_grad=False)
    theirs.load_state_dict(
        {
            "weight_hh_l0": weights[:, :units],
            "weight_ih_l0": weights[:, units:],
            "bias_hh_l0": bias / 3,
            "bias_ih_l0": bias * 2 / 3,
        }
    )
    ours = cell.walk(x)
    hidden, (_, memory) = theirs(x)
    torch.testing.assert_close(torch.stack([s.hidden for s in ours]), hidden, atol=1e-6, rtol=0)
    torch.testing.assert_close(ours[-1].cell, memory[0], atol=1e-6, rtol=0)


# what to change in the source of `step`, and a wiring in which the change must show
MUTANTS = {
    "update and 1 - update swapped": ("Γu * c̃ + Γf * c_past", "Γf * c̃ + Γu * c_past", "gru"),
    "forget and update swapped": ("Γu * c̃ + Γf * c_past", "Γf * c̃ + Γu * c_past", "lstm"),
    "forget tied to itself": ("1 - Γu if", "Γu if", "gru"),
    "no memory kept": ("Γu * c̃ + Γf * c_past", "Γu * c̃", "gru-simple"),
    "nothing written": ("Γu * c̃ + Γf * c_past", "c̃ + Γf * c_past", "lstm-coupled"),
    "reset after the product": ('"candidate", Γr * a_past', '"candidate", a_past', "gru"),
    "reset on the memory of now": ("Γr * a_past", "Γr + a_past", "gru"),
    "candidate without tanh": ('curves.write(affine("candidate"', '(affine("candidate"', "gru"),
    "gate with tanh": (
        "curves.gate(affine(name, a_past))",
        "torch.tanh(affine(name, a_past))",
        "lstm",
    ),
    "candidate without bias": (".memory + before[name].bias", ".memory", "rnn"),
    "gates without the hidden state": (
        "before[name].word + before[name].memory",
        "before[name].word",
        "lstm",
    ),
    "gates without the word": ("before[name].word + ", "", "gru"),
    "no output gate": ("Γo * (torch.tanh(c)", "(torch.tanh(c)", "lstm"),
    "output without tanh": ("torch.tanh(c) if wiring.squash else c", "c", "lstm"),
    "output with tanh": (
        "torch.tanh(c) if wiring.squash else c",
        "torch.tanh(c)",
        "lstm-plain-output",
    ),
    "open gate shut": ('if position == "open"', 'if position != "open"', "lstm-1997"),
}


@pytest.mark.parametrize(("old", "new", "wiring"), MUTANTS.values(), ids=MUTANTS)
def test_a_mutated_equation_is_caught(
    old: str, new: str, wiring: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    source = inspect.getsource(equations.step)
    assert source.count(old) == 1
    mutant: dict[str, Callable[..., object]] = {}
    exec(source.replace(old, new), vars(equations).copy(), mutant)
    cell, x = a_cell(WIRINGS[wiring], inputs=5, units=6), some_words(8, 5)
    assert distance(cell, x) < 1e-10
    monkeypatch.setattr("cells.cell.step", mutant["step"])
    assert distance(cell, x) > 1e-3


@given(
    wiring=st.sampled_from(Wiring.every()),
    steps=st.integers(1, 20),
    batch=st.integers(1, 4),
    units=st.integers(1, 9),
    inputs=st.integers(1, 9),
    seed=st.integers(0, 99),
    curves=st.sampled_from(Curves.every()),
)
@settings(max_examples=200, deadline=None)
def test_the_fast_run_equals_the_walk(
    wiring: Wiring, steps: int, batch: int, units: int, inputs: int, seed: int, curves: Curves
) -> None:
    cell = a_cell(wiring, inputs, units, seed, curves).double()
    x = some_words(steps * batch, inputs, seed).view(steps, batch, inputs).double()
    walk, fast_run = cell.walk(x), fast.run(cell, x)
    for name in fast.Run._fields:
        slow = torch.stack([getattr(step, name) for step in walk])
        torch.testing.assert_close(getattr(fast_run, name), slow, atol=1e-10, rtol=1e-10)


def test_the_three_parts_add_up_to_the_pre_activation() -> None:
    cell, x = a_cell(WIRINGS["lstm"], 4, 5), some_words(6, 4)
    for step in cell.walk(x):
        for name in ("update", "forget", "output"):
            parts = step.before[name]
            torch.testing.assert_close(
                torch.sigmoid(torch.stack(torch.broadcast_tensors(*parts)).sum(0)),
                getattr(step, name),
            )
        torch.testing.assert_close(
            torch.tanh(torch.stack(step.before["candidate"]).sum(0)), step.candidate
        )
    assert set(step.before) == {"candidate", "update", "forget", "output"}


@pytest.mark.parametrize("wiring", WIRINGS.values(), ids=WIRINGS)
def test_a_new_cell_has_small_weights_and_an_open_forget_gate(wiring: Wiring) -> None:
    torch.default_generator.manual_seed(0)
    cell, bound = Cell(wiring, inputs=32, units=16), 1 / 4
    for name, parameter in cell.named_parameters():
        drawn = parameter.detach() - (1 if name == "bf" else 0)
        assert float(drawn.abs().max()) <= bound + 1e-6
        assert float(drawn.abs().max()) > 0.6 * bound
        assert float(drawn.min()) < 0 < float(drawn.max())
