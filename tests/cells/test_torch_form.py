"""One direction of a torch module, stepped by hand: the gates of `cells.trace`, and surgery."""

from typing import Any

import numpy as np
import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st
from torch import Tensor, nn
from torch.autograd.functional import jacobian

import cells
from cells import Clamp, Silence
from cells.gradients import factors, gradient
from cells.jacobians import TorchJacobians
from cells.layer_walks import LayerWalk
from cells.surgery import prepare
from cells.torch_form import TorchForm, step, torch_form
from cells.traces import QUANTITIES

pytestmark = pytest.mark.filterwarnings("ignore:LSTM with projections is not supported")

WORDS = tuple("abcdefg")


@st.composite
def modules(draw: st.DrawFn) -> Any:
    """Draw a module of any kind with any of its options, and weights that open and shut gates."""
    kind, cell = draw(st.sampled_from(["RNN", "GRU", "LSTM"])), draw(st.booleans())
    width, H = draw(st.integers(1, 5)), draw(st.integers(1, 6))
    torch.default_generator.manual_seed(draw(st.integers(0, 99)))
    options: dict[str, Any] = {"bias": draw(st.booleans())}
    if kind == "RNN":
        options["nonlinearity"] = draw(st.sampled_from(["tanh", "relu"]))
    if cell:
        made = getattr(nn, f"{kind}Cell")(width, H, **options)
    else:
        options |= {"num_layers": draw(st.integers(1, 3)), "bidirectional": draw(st.booleans())}
        if kind == "LSTM" and H > 1 and draw(st.booleans()):
            options["proj_size"] = draw(st.integers(1, H - 1))
        made = getattr(nn, kind)(width, H, **options)
    for weight in made.parameters():
        nn.init.uniform_(weight, -1, 1)
    return made


def _directions(module: Any) -> list[tuple[int, bool]]:
    if isinstance(module, nn.RNNCellBase):
        return [(0, False)]
    ways = [False, True] if module.bidirectional else [False]
    return [(k, reverse) for k in range(module.num_layers) for reverse in ways]


@given(modules())
@settings(max_examples=100, deadline=None)
def test_gates_are_those_of_torch_s_own_kernels(module: Any) -> None:
    x = torch.randn(7, module.input_size)
    given_x = x[:, None] if isinstance(module, nn.RNNCellBase) else x
    traced = cells.trace(module, given_x).layers
    for layer, reverse in _directions(module):
        read = LayerWalk(module, x, WORDS, layer=layer, reverse=reverse).window()
        found = traced[layer].backward if reverse else traced[layer].forward
        assert found is not None
        assert read.words == (WORDS[::-1] if reverse else WORDS)
        for name in QUANTITIES:
            if name == "hidden" and getattr(module, "proj_size", None):
                continue  # it is projected in the module, and one for every unit here
            its = found[name].reshape(7, -1).numpy()
            np.testing.assert_allclose(
                read[name], its[::-1] if reverse else its, atol=2e-6, rtol=1e-5
            )


@given(modules())
@settings(max_examples=60, deadline=None)
def test_pre_activations_add_up_to_what_each_gate_is(module: Any) -> None:
    read = LayerWalk(module, torch.randn(7, module.input_size), WORDS).window()
    form = torch_form(module)
    for name in ("candidate", *read.wiring.learned):
        total = torch.from_numpy(np.sum(read.before(name), axis=0))
        function = getattr(torch, form.activation) if name == "candidate" else torch.sigmoid
        np.testing.assert_allclose(read[name], function(total).numpy(), atol=1e-6)
        if name != "candidate" or form.inner is None:  # the memory's part is linear in h<t-1>
            past = np.concatenate([np.zeros_like(read["hidden"][:1]), read["hidden"][:-1]])
            memory = past @ form.recurrent[name].numpy().T
            np.testing.assert_allclose(read.before(name).memory, memory, atol=1e-5)


SURGERIES = [
    (),
    (Clamp("update", [1], [2, 3], 1.0),),
    (Clamp("update", None, [1], 0.0), Silence([0], [3])),
    (Silence([2], None), Silence([0], [2], "hidden")),
]


def _module(kind: str, **options: Any) -> Any:
    torch.default_generator.manual_seed(5)
    made = getattr(nn, kind)(4, 3, **options)
    for weight in made.parameters():
        nn.init.uniform_(weight, -1, 1)
    return made


KINDS: list[tuple[str, dict[str, Any]]] = [
    ("GRU", {}),
    ("GRU", {"bias": False}),
    ("LSTM", {}),
    ("LSTM", {"proj_size": 2}),
    ("RNN", {}),
    ("RNN", {"nonlinearity": "relu"}),
]


@pytest.mark.parametrize(("kind", "options"), KINDS)
def test_surgery_holds_and_changes_nothing_before_it(kind: str, options: Any) -> None:
    module, x = _module(kind, **options), torch.randn(7, 4)
    alone = LayerWalk(module, x, WORDS).window()
    surgery: Any
    for surgery in SURGERIES[1:3]:
        if "update" not in alone.wiring.learned:
            with pytest.raises(ValueError, match="wired open, so it cannot be held"):
                LayerWalk(module, x, WORDS, surgery=surgery).window()
            continue
        cut = LayerWalk(module, x, WORDS, surgery=surgery).window()
        first = min(min(one.steps or (0,)) for one in surgery)
        assert np.array_equal(cut["cell"][:first], alone["cell"][:first])
        assert (cut["update"][cut.forced("update")] == surgery[0].value).all()
        assert not np.allclose(cut["cell"][first:], alone["cell"][first:])
        if alone.wiring.forget == "tied":
            assert np.array_equal(cut["forget"], 1 - cut["update"])


def _walked(form: TorchForm, x: Tensor, t: int, cut: Any) -> Any:
    """Return a function from the state before step t to the state after it."""
    one, H = form.wiring.one_state, form.units

    def after(state: Tensor) -> Tensor:
        past = (state, state) if one else (state[H:], state[:H])
        word = {name: W @ x[t] for name, W in form.inputs.items()}
        taken = step(form, past, word, cut(t))
        return taken.cell if one else torch.cat([taken.cell, taken.hidden])

    return after


@pytest.mark.parametrize(("kind", "options"), KINDS)
@pytest.mark.parametrize("surgery", SURGERIES[:3])
def test_jacobians_are_those_of_autograd(kind: str, options: Any, surgery: Any) -> None:
    module, x = _module(kind, **options), torch.randn(7, 4)
    if kind == "RNN":
        surgery = tuple(cut for cut in surgery if isinstance(cut, Silence))
    form, read = torch_form(module), LayerWalk(module, x, WORDS, surgery=surgery).window()
    ours = TorchJacobians(form, read).between(0, 7)
    cut = prepare(surgery, form.wiring, 7, 3)
    product, H = np.eye(ours.shape[1]), 3
    for t in range(6, -1, -1):
        before = [np.zeros(H) if t == 0 else read[name][t - 1] for name in ("cell", "hidden")]
        state = torch.tensor(np.concatenate(before[: len(product) // H]), dtype=torch.float32)
        its = np.asarray(jacobian(_walked(form, x, t, cut), state))
        np.testing.assert_allclose(ours[t], its, atol=2e-6)
        norm = gradient(TorchJacobians(form, read)).log10_norm[t]
        assert 10**norm == pytest.approx(np.linalg.norm(product, 2), rel=1e-4, abs=1e-9)
        product = product @ ours[t]
    assert len(factors(TorchJacobians(form, read))) == 7


@pytest.mark.parametrize("kind", ["GRU", "LSTM", "RNN"])
def test_jacobians_are_those_of_torch_s_own_cell(kind: str) -> None:
    """A second oracle, which shares no line with ours: torch's cell, differentiated by autograd."""
    module = _module(f"{kind}Cell")
    x, state = torch.randn(1, 4), (torch.zeros(3), torch.zeros(3))
    form, read = torch_form(module), LayerWalk(module, x, ["a"]).window()

    def after(h: Tensor, c: Tensor) -> Any:
        return module(x[0], (h, c)) if kind == "LSTM" else module(x[0], h)

    its: Any = jacobian(after, state, strict=False)
    ours = TorchJacobians(form, read).between(0, 1)[0]
    if kind == "LSTM":  # torch's state is (h, c), ours is (c, h)
        (hh, hc), (ch, cc) = its
        its = torch.cat([torch.cat([cc, ch], dim=1), torch.cat([hc, hh], dim=1)])
    else:
        its = its[0]
    np.testing.assert_allclose(ours, its.numpy(), atol=2e-6)


def test_what_is_not_there_is_told() -> None:
    module = _module("GRU", num_layers=2)
    with pytest.raises(ValueError, match="no layer 2 that reads forward"):
        LayerWalk(module, torch.zeros(2, 4), "ab", layer=2).window()
    with pytest.raises(ValueError, match="no layer 1 that reads backward"):
        LayerWalk(module, torch.zeros(2, 4), "ab", layer=1, reverse=True).window()
    with pytest.raises(ValueError, match=r"shape \(2, 4\) for 3 words"):
        LayerWalk(module, torch.zeros(2, 4), "abc").window()
    with pytest.raises(ValueError, match="x has 3 numbers a step; the module reads 4"):
        LayerWalk(module, torch.zeros(2, 3), "ab", layer=1)
    with pytest.raises(TypeError, match="Linear has no layers"):
        LayerWalk(nn.Linear(2, 2), torch.zeros(2, 2), "ab")
