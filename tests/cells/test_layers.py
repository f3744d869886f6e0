"""The gates of a torch layer against stepping by hand, and against mutants of every equation."""

import inspect
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
import torch
from torch import nn

import cells
from cells import layers, scans
from tests.cells.by_hand import layers_by_hand


def distance(module: Any, steps: int = 70) -> float:
    """Return how far a trace is from stepping by hand, at worst, over all quantities."""
    module = module.double()
    x = torch.randn(steps, 3, generator=torch.Generator().manual_seed(1)).double()
    zero = np.zeros((2 * module.num_layers, module.hidden_size))
    by_hand = layers_by_hand(module, x.numpy(), zero, zero)
    return max(
        float(np.abs(gates[name].numpy() - wanted[name]).max())
        for layer, both in zip(cells.trace(module, x).layers, by_hand, strict=True)
        for gates, wanted in zip(layer, both, strict=False)
        if gates is not None
        for name in cells.QUANTITIES
    )


def a_module(kind: str) -> Any:
    """Return a module with biases that count."""
    torch.default_generator.manual_seed(0)
    module = getattr(nn, kind)(3, 4, num_layers=2, bidirectional=True)
    with torch.no_grad():
        for name, parameter in module.named_parameters():
            parameter.mul_(1 if "weight" in name else 3)
    return module.requires_grad_(requires_grad=False)


# the file and function, what to change in its source, and a module in which it must show
MUTANTS: dict[str, tuple[Any, str, str, str, str]] = {
    "z for 1 - z": (layers, "gru", '"update": 1 - z', '"update": z', "GRU"),
    "update kept": (layers, "gru", '"forget": z', '"forget": 1 - z', "GRU"),
    "r and z swapped": (layers, "gru", "r, z = rz", "z, r = rz", "GRU"),
    "no reset": (layers, "gru", "last], r, _aff", "last], torch.ones_like(r), _aff", "GRU"),
    "no bias after the reset": (layers, "gru", "_rows(b_hh, last)", "None", "GRU"),
    "no bias of the gates": (layers, "gru", "_rows(b_hh, both)", "None", "GRU"),
    "gates by tanh": (layers, "gru", "do.sigmoid(do", "do.tanh(do", "GRU"),
    "candidate by sigmoid": (layers, "gru", "do.tanh(do", "do.sigmoid(do", "GRU"),
    "x left out": (layers, "gru", "_affine(x, ih, b_ih)", "_affine(0 * x, ih, b_ih)", "GRU"),
    "past left out": (layers, "lstm", "past, hh, None", "0 * past, hh, None", "LSTM"),
    "i and f swapped": (layers, "lstm", "i, f = do", "f, i = do", "LSTM"),
    "g and o swapped": (layers, "lstm", "g, o = do", "o, g = do", "LSTM"),
    "one bias of two": (layers, "lstm", "b_ih + b_hh", "b_ih", "LSTM"),
    "candidate not by tanh": (layers, "lstm", "do.tanh(before", "do.sigmoid(before", "LSTM"),
    "output not by sigmoid": (
        layers,
        "lstm",
        "do.sigmoid(before[:, 3",
        "do.tanh(before[:, 3",
        "LSTM",
    ),
    "nothing is weighed": (
        layers,
        "_learned",
        'found["update"] * found["candidate"]',
        'found["candidate"]',
        "LSTM",
    ),
    "written is kept": (
        layers,
        "_learned",
        'block(found["forget"]',
        'block(found["update"]',
        "LSTM",
    ),
    "time runs on": (layers, "_learned", "reverse=reverse", "reverse=False", "LSTM"),
    "the past is now": (layers, "gates", "delay(block, start[0], reverse=reverse)", "block", "GRU"),
    "the past is to come": (layers, "gates", "reverse=reverse))", "reverse=not reverse))", "GRU"),
    "shut for open": (layers, "with_wired", '== "open"', '!= "open"', "RNN"),
    "blocks forget": (scans, "_step_in_blocks", "torch.addcmul(own, factor, past)", "own", "LSTM"),
    "blocks keep all": (scans, "_step_in_blocks", "left.mul_(kept_now)", "pass", "LSTM"),
    "blocks in disorder": (scans, "_step_in_blocks", "enter[::-1] if reverse else", "", "LSTM"),
    "steps add": (scans, "_step", "c.addcmul_(f, past)", "c.add_(past)", "LSTM"),
}


@pytest.mark.parametrize("kind", ["RNN", "GRU", "LSTM"])
def test_all_quantities_equal_stepping_by_hand(kind: str) -> None:
    assert distance(a_module(kind)) < 1e-12


@pytest.mark.parametrize(("file", "name", "old", "new", "kind"), MUTANTS.values(), ids=MUTANTS)
def test_a_mutated_equation_is_caught(
    file: Any, name: str, old: str, new: str, kind: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    source = inspect.getsource(getattr(file, name))
    assert old in source
    mutant: dict[str, Callable[..., object]] = {}
    exec(source.replace(old, new), vars(file).copy(), mutant)
    monkeypatch.setattr(file, name, mutant[name])
    if name == "gates":
        monkeypatch.setattr("cells.running.gates", mutant[name])
    assert distance(a_module(kind)) > 1e-3
