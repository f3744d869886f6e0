"""The quick ways through a layer against torch's own bits and against the gates gathered later."""

import inspect
import platform
from collections.abc import Callable, Iterator
from typing import Any

import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st
from torch import Tensor, nn

import cells
from cells import wide, workspace
from cells.sequences import layout

NEAR = 2e-5
"""A kernel computes sigmoid and tanh in its own way, and a trajectory adds that up."""


@pytest.fixture
def every_gru_is_wide(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    found_out = wide._gives_torchs_bits
    monkeypatch.setattr(wide, "_WIDE", 1)
    yield
    found_out.cache_clear()


def a_run(kind: str, sizes: tuple[int, int, int, int], **options: Any) -> tuple[Any, Tensor, Any]:
    """Return a module with an input and a state, of sizes (H, I, T, B)."""
    H, inputs, T, B = sizes
    torch.default_generator.manual_seed(H + inputs + T + B)
    module = getattr(nn, kind)(inputs, H, **options)
    count = module.num_layers * (1 + module.bidirectional)
    x = torch.randn(B, T, inputs) if module.batch_first else torch.randn(T, B, inputs)
    h, c = torch.randn(2, count, B, H)
    return module, x, (h, c) if kind == "LSTM" else h


def far(one: cells.ModuleTrace, other: cells.ModuleTrace) -> float:
    """Return how far the quantities of two traces are apart at worst."""
    return max(
        float((a[name] - b[name]).abs().max())
        for both in zip(one.layers, other.layers, strict=True)
        for a, b in zip(*both, strict=True)
        if a is not None and b is not None
        for name in cells.QUANTITIES
    )


def gathered(module: nn.Module, x: Tensor, state: Any, monkeypatch: Any) -> cells.ModuleTrace:
    """Trace with every quick way barred, in float64."""
    with monkeypatch.context() as barred:
        for way, name in ((wide, "is_wide"), (workspace, "keeps")):
            barred.setattr(way, name, lambda *_: False)
        double = [part.double() for part in (state if isinstance(state, tuple) else (state,))]
        begin = (double[0], double[1]) if len(double) == 2 else double[0]
        found = cells.trace(module.double(), x.double(), begin)
        module.float()
        return found


SIZES = st.tuples(
    st.sampled_from([1, 5, 16, 17, 33, 64, 128, 255, 256, 300]),
    st.sampled_from([1, 3, 16, 100, 300]),
    st.integers(1, 40),
    st.sampled_from([1, 2, 3, 8]),
)
OPTIONS = st.fixed_dictionaries(
    {
        "bias": st.booleans(),
        "bidirectional": st.booleans(),
        "batch_first": st.booleans(),
        "num_layers": st.integers(1, 2),
    }
)


@pytest.mark.usefixtures("every_gru_is_wide")
@given(sizes=SIZES, options=OPTIONS)
@settings(max_examples=60, deadline=None)
def test_a_stepped_gru_has_torchs_own_bits_and_its_gates(sizes: Any, options: Any) -> None:
    module, x, state = a_run("GRU", sizes, **options)
    with torch.no_grad():
        assert wide.is_wide(module, x, layout(x, batch_first=module.batch_first))
    result = cells.trace(module, x, state)
    output, last = module(x, state)
    assert torch.equal(torch.as_tensor(result.output), output)
    assert torch.equal(torch.as_tensor(result.state), last)
    with pytest.MonkeyPatch.context() as patch:
        assert far(result, gathered(module, x, state, patch)) < NEAR


@given(sizes=SIZES, options=OPTIONS)
@settings(max_examples=60, deadline=None)
def test_what_the_kernel_kept_is_what_the_gates_are(sizes: Any, options: Any) -> None:
    module, x, state = a_run("LSTM", sizes, **options)
    result = cells.trace(module, x, state)
    output, last = module(x, state)
    assert torch.equal(torch.as_tensor(result.output), output)
    assert all(map(torch.equal, result.state, last))
    with pytest.MonkeyPatch.context() as patch:
        assert far(result, gathered(module, x, state, patch)) < NEAR


@pytest.mark.skipif(
    platform.machine().lower() not in {"x86_64", "amd64"},
    reason="here torch runs an LSTM by other kernels, and the gates are gathered",
)
def test_the_kernel_does_keep_them() -> None:
    workspace._agreed.clear()
    cells.trace(nn.LSTM(3, 5), torch.randn(7, 2, 3))
    assert list(workspace._agreed) == [(7, 2, 5, 3, 0)]


@pytest.mark.parametrize(("name", "other"), [("_PAGE", 64), ("_LINE", 64), ("_ALIASED", 96)])
def test_where_the_layout_is_another_the_gates_are_gathered(
    name: str, other: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    module, x, state = a_run("LSTM", (256, 64, 9, 2))
    right = gathered(module, x, state, monkeypatch)
    workspace._agreed.clear()
    monkeypatch.setattr(workspace, name, other)
    assert far(cells.trace(module, x, state), right) < NEAR
    assert not workspace._agreed


def test_only_so_many_shapes_are_remembered(monkeypatch: pytest.MonkeyPatch) -> None:
    workspace._agreed.clear()
    monkeypatch.setattr(workspace, "_REMEMBERED", 3)
    for steps in range(1, 7):
        cells.trace(nn.LSTM(2, 2), torch.randn(steps, 2))
    assert len(workspace._agreed) <= 3


MUTANTS = {
    "r and z swapped": ("_step", "(r, z, n) =", "(z, r, n) ="),
    "no reset": ("_step", "n.mul_(r)", "n"),
    "update kept": ("_step", "past.sub(n)", "n.sub(past)"),
    "z for 1 - z": ("run", '"update": 1 - z', '"update": z'),
    "time runs on": ("run", "if reverse else", "if not reverse else"),
}


@pytest.mark.usefixtures("every_gru_is_wide")
@pytest.mark.parametrize(("name", "old", "new"), MUTANTS.values(), ids=MUTANTS)
def test_a_mutated_step_is_caught(
    name: str, old: str, new: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    module, x, state = a_run("GRU", (5, 3, 8, 2), bidirectional=True)
    right = gathered(module, x, state, monkeypatch)
    source = inspect.getsource(getattr(wide, name))
    assert old in source
    mutant: dict[str, Callable[..., object]] = {}
    exec(source.replace(old, new), vars(wide).copy(), mutant)
    monkeypatch.setattr(wide, name, mutant[name])
    monkeypatch.setattr(wide, "_gives_torchs_bits", lambda *_: True)
    assert far(cells.trace(module, x, state), right) > 1e-3


@pytest.mark.usefixtures("every_gru_is_wide")
def test_a_gru_that_torch_runs_otherwise_is_not_stepped(monkeypatch: pytest.MonkeyPatch) -> None:
    module, x, state = a_run("GRU", (5, 3, 8, 2))
    monkeypatch.setattr(wide, "run", lambda x, h, _w, reverse: (x[..., :1] + int(reverse), h, {}))
    assert torch.equal(torch.as_tensor(cells.trace(module, x, state).output), module(x, state)[0])
