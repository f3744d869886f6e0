"""`cells.trace` against the modules themselves and against stepping by hand, over all options."""

from dataclasses import dataclass
from typing import Any

import numpy as np
import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st
from torch import Tensor, nn
from torch.nn.utils.rnn import PackedSequence, pack_padded_sequence

import cells
from tests.cells.by_hand import layers_by_hand

pytestmark = pytest.mark.filterwarnings("ignore:LSTM with projections is not supported")

TOLERANCE = {torch.float32: 1e-6, torch.float64: 1e-12, torch.bfloat16: 2.0**-6}
"""Of one step, times the largest number in it; bfloat16 has 8 bits."""


@dataclass(frozen=True)
class Case:
    """A module with its input and state."""

    module: Any
    x: Any
    state: Any
    lengths: list[int]
    unbatched: bool


@st.composite
def cases(draw: st.DrawFn, dtype: torch.dtype | None = None) -> Case:
    kind = draw(st.sampled_from(["RNN", "RELU", "GRU", "LSTM"]))
    H, width, layers = draw(st.integers(1, 9)), draw(st.integers(1, 7)), draw(st.integers(1, 3))
    T = draw(st.one_of(st.integers(1, 12), st.sampled_from([64, 97, 200])))
    form = draw(st.sampled_from(["batched", "unbatched", "packed"]))
    B = 1 if form == "unbatched" else draw(st.integers(1, 4))
    options: dict[str, Any] = {
        "bias": draw(st.booleans()),
        "bidirectional": draw(st.booleans()),
        "batch_first": draw(st.booleans()),
    }
    if kind == "RELU":
        options["nonlinearity"] = "relu"
    if kind == "LSTM" and H > 1 and draw(st.booleans()):
        options["proj_size"] = draw(st.integers(1, H - 1))
    torch.default_generator.manual_seed(draw(st.integers(0, 99)))
    dtype = dtype or draw(st.sampled_from(list(TOLERANCE)))
    module = getattr(nn, "RNN" if kind == "RELU" else kind)(width, H, layers, **options).to(dtype)
    module.train(draw(st.booleans()))
    lengths = [T, *(draw(st.integers(1, T)) for _ in range(B - 1))] if form == "packed" else [T] * B
    count = layers * (1 + module.bidirectional)
    state: Any = torch.randn(count, B, options.get("proj_size", H), dtype=dtype)
    if kind == "LSTM":
        state = state, torch.randn(count, B, H, dtype=dtype)
    if form == "unbatched":
        state = _unbatched(state)
    x = _formed(torch.randn(T, B, width, dtype=dtype), module, form, lengths)
    given_state = None if draw(st.booleans()) else state
    return Case(module, x, given_state, lengths, form == "unbatched")


def _formed(x: Tensor, module: nn.RNNBase, form: str, lengths: list[int]) -> Any:
    if form == "packed":
        order = torch.randperm(len(lengths))  # the longest need not come first
        lengths[:] = [lengths[i] for i in order]
        return pack_padded_sequence(x, torch.tensor(lengths), enforce_sorted=False)
    if form == "unbatched":
        return x[:, 0]
    return x.transpose(0, 1).contiguous() if module.batch_first else x


def _unbatched(state: Any) -> Any:
    return state[:, 0] if isinstance(state, Tensor) else tuple(part[:, 0] for part in state)


def same(mine: Any, own: Any) -> bool:
    """Tell whether two results of torch are equal, bit for bit."""
    if own is None:
        return mine is None
    if isinstance(own, tuple):  # a packed sequence is one, too
        return type(mine) is type(own) and all(map(same, mine, own))
    return mine.dtype == own.dtype and torch.equal(mine, own)


def called(case: Case) -> Any:
    return case.module(case.x) if case.state is None else case.module(case.x, case.state)


@given(case=cases(), grad=st.booleans(), outside=st.booleans())
@settings(max_examples=400, deadline=None)
def test_output_and_state_are_the_modules_own_bit_for_bit(
    case: Case,
    grad: bool,  # noqa: FBT001
    outside: bool,  # noqa: FBT001
) -> None:
    with torch.set_grad_enabled(outside):
        result = cells.trace(case.module, case.x, case.state, grad=grad)
    with torch.set_grad_enabled(grad or outside):
        output, state = called(case)
    assert same(result.output, output)
    assert same(result.state, state)
    assert {x.dtype for layer in result.layers for x in layer.forward.values()} == {
        case.module.weight_hh_l0.dtype
    }


def sequences(case: Case, gates: cells.Gates, b: int) -> dict[str, Tensor]:
    """Return what one sequence of a batch did, every quantity (T, H) in float64."""
    cut = slice(case.lengths[b])
    return {n: (x if case.unbatched else x[:, b])[cut].double() for n, x in gates.items()}


def starts(case: Case, row: int, b: int, like: dict[str, Tensor]) -> tuple[Tensor, Tensor]:
    """Return h and c before the first step of one layer, direction and sequence."""
    if case.state is None:
        return torch.zeros_like(like["hidden"][0]), torch.zeros_like(like["cell"][0])
    parts = case.state if isinstance(case.state, tuple) else (case.state, case.state)
    h, c = (part[row] if case.unbatched else part[row, b] for part in parts)
    return h.double(), c.double()


@given(case=cases())
@settings(max_examples=250, deadline=None)
def test_one_step_from_the_modules_previous_state_gives_its_next(case: Case) -> None:
    result = cells.trace(case.module, case.x, case.state)
    near = TOLERANCE[case.module.weight_hh_l0.dtype]
    for k, layer in enumerate(result.layers):
        for d, gates in enumerate(g for g in layer if g is not None):
            for b in range(len(case.lengths)):
                now = sequences(case, gates, b)
                row = k * (1 + case.module.bidirectional) + d
                h, c = starts(case, row, b, now)
                past = {"hidden": shifted(now["hidden"], h, d), "cell": shifted(now["cell"], c, d)}
                check_step(case.module, k, d, now, past, near)


def shifted(x: Tensor, start: Tensor, d: int) -> Tensor:
    return torch.cat([x[1:], start[None]]) if d else torch.cat([start[None], x[:-1]])


def check_step(
    module: Any, k: int, d: int, now: dict[str, Tensor], past: dict[str, Tensor], near: float
) -> None:
    memory = now["update"] * now["candidate"] + now["forget"] * past["cell"]
    assert far(memory, now["cell"], past["cell"]) <= near
    if isinstance(module, nn.LSTM):
        shown = now["output"] * torch.tanh(now["cell"])
        if module.proj_size:
            shown = shown @ getattr(module, f"weight_hr_l{k}{'_reverse' * d}").detach().double().T
    else:
        shown = now["output"] * now["cell"]
    # half precision rounds the memory before it is shown, and a projection adds up many of these
    assert far(shown, now["hidden"], now["cell"]) <= near * (1 + module.proj_size)


def far(found: Tensor, wanted: Tensor, beside: Tensor) -> float:
    scale = max(1.0, float(wanted.abs().max()), float(beside.abs().max()))
    return float((found - wanted).abs().max()) / scale


@given(case=cases(torch.float32))
@settings(max_examples=150, deadline=None)
def test_whole_trajectories_equal_stepping_by_hand(case: Case) -> None:
    result = cells.trace(case.module, case.x, case.state)
    rows = case.module.num_layers * (1 + case.module.bidirectional)
    for b, length in enumerate(case.lengths):
        x = given_to(case, b)[:length].double().numpy()
        first = [g for layer in result.layers for g in layer if g is not None]
        begin = [starts(case, row, b, sequences(case, first[row], b)) for row in range(rows)]
        h, c = (np.stack([part.numpy() for part in parts]) for parts in zip(*begin, strict=True))
        expected = layers_by_hand(case.module, x, h, c)
        for layer, by_hand in zip(result.layers, expected, strict=True):
            for gates, wanted in zip(layer, by_hand, strict=False):
                assert gates is not None
                found = sequences(case, gates, b)
                for name in cells.QUANTITIES:
                    scale = max(1.0, np.abs(wanted[name]).max())
                    error = np.abs(found[name].numpy() - wanted[name]).max()
                    assert error <= 1e-6 * scale, (name, error)


def given_to(case: Case, b: int) -> Tensor:
    """Return what one sequence of a batch reads, (T, I)."""
    if isinstance(case.x, PackedSequence):
        padded, _ = nn.utils.rnn.pad_packed_sequence(case.x)
        return padded[:, b]
    if case.unbatched:
        return torch.as_tensor(case.x)
    return torch.as_tensor(case.x[b] if case.module.batch_first else case.x[:, b])


def test_after_the_end_of_a_packed_sequence_there_is_nothing() -> None:
    x = pack_padded_sequence(torch.randn(7, 3, 4), torch.tensor([2, 7, 5]), enforce_sorted=False)
    result = cells.trace(nn.LSTM(4, 3, bidirectional=True), x)
    assert result.lengths is not None
    assert result.lengths.tolist() == [2, 7, 5]
    for gates in result.layers[0]:
        assert gates is not None
        assert all(not x[2:, 0].any() and not x[5:, 2].any() for x in gates.values())
        assert all(x[:2, 0].any() for x in (gates["cell"], gates["forget"], gates["reset"]))


@pytest.mark.parametrize("kind", ["RNN", "GRU", "LSTM"])
def test_gradients_are_those_of_stepping(kind: str) -> None:
    torch.default_generator.manual_seed(0)
    module = getattr(nn, kind)(3, 4, bidirectional=True).double()
    x = torch.randn(70, 2, 3, dtype=torch.float64, requires_grad=True)
    result = cells.trace(module, x, grad=True)
    weight = torch.randn(70, 2, 4, dtype=torch.float64)

    def loss(run: cells.ModuleTrace) -> Tensor:
        both = [g for g in run.layers[0] if g is not None]
        return torch.stack([(g[n] * weight).sum() for g in both for n in ("cell", "update")]).sum()

    (gradient,) = torch.autograd.grad(loss(result), x)
    for t, b, i in ((0, 0, 0), (35, 1, 2), (69, 0, 1)):
        change = torch.zeros_like(x)
        change[t, b, i] = 1e-6
        more, less = (loss(cells.trace(module, x + s * change)) for s in (1, -1))
        assert float(gradient[t, b, i]) == pytest.approx(float(more - less) / 2e-6, abs=1e-6)


def test_nothing_is_recorded_unless_asked() -> None:
    module, x = nn.LSTM(3, 4), torch.randn(5, 3, requires_grad=True)
    assert not cells.trace(module, x).layers[0].forward["cell"].requires_grad
    with torch.no_grad():
        assert cells.trace(module, x, grad=True).layers[0].forward["cell"].requires_grad


def test_hooks_have_their_say_in_the_output() -> None:
    module, x = nn.GRU(3, 4), torch.randn(5, 2, 3)
    module.register_forward_hook(lambda _module, _args, out: (out[0] * 2, out[1]))
    result = cells.trace(module, x)
    assert torch.equal(torch.as_tensor(result.output), module(x)[0])
    assert torch.equal(result.layers[0].forward["hidden"] * 2, module(x)[0])


def test_a_number_that_is_none_goes_through_as_in_torch() -> None:
    module, x = nn.LSTM(3, 4), torch.randn(200, 1, 3)
    x[120] = torch.nan
    gates = cells.trace(module, x).layers[0].forward
    for name in ("update", "cell", "hidden"):
        assert gates[name][:120].isfinite().all()
        assert gates[name][120:].isnan().all()


def test_symbols_are_torchs_and_the_reset_gate_is_told_apart() -> None:
    x = torch.randn(5, 3)
    gru, lstm = (cells.trace(module(3, 4), x) for module in (nn.GRU, nn.LSTM))
    assert [gru.symbols[n].plain for n in ("reset", "candidate", "update", "cell")] == list("rnzh")
    assert gru.symbols["update"].complement
    assert [lstm.symbols[n].plain for n in cells.QUANTITIES[1:]] == list("gifcoh")
    assert "own candidate" in gru.meanings["reset"].meaning
    assert "every candidate" in lstm.meanings["reset"].meaning
    assert repr(lstm) == "ModuleTrace(lstm, layers: 1, forward, gates (5, 4))"
    with pytest.raises(KeyError, match="A layer has no 'input'; it has reset, candidate"):
        lstm.layers[0].forward["input"]
