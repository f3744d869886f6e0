"""Modules found in files of weights: what is built from one is the module that was saved."""

from typing import Any

import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st
from torch import Tensor, nn

from cells.blueprints import Blueprint, build, embeddings, find
from cells.checkpoints import read_checkpoint
from tests.cells.checkpoints import by_safetensors, by_torch

pytestmark = pytest.mark.filterwarnings("ignore:LSTM with projections is not supported")


@st.composite
def modules(draw: st.DrawFn) -> Any:
    """Draw a module of any kind with any of its options."""
    kind, cell = draw(st.sampled_from(["RNN", "GRU", "LSTM"])), draw(st.booleans())
    I, H = draw(st.integers(1, 9)), draw(st.integers(1, 9))  # noqa: E741 - inputs, as in shapes
    torch.default_generator.manual_seed(draw(st.integers(0, 99)))
    options: dict[str, Any] = {"bias": draw(st.booleans())}
    options["dtype"] = draw(st.sampled_from([torch.float32, torch.float64]))
    if kind == "RNN":
        options["nonlinearity"] = draw(st.sampled_from(["tanh", "relu"]))
    if cell:
        return getattr(nn, f"{kind}Cell")(I, H, **options)
    options["num_layers"] = draw(st.integers(1, 3))
    options["bidirectional"] = draw(st.booleans())
    if kind == "LSTM" and H > 1 and draw(st.booleans()):
        options["proj_size"] = draw(st.integers(1, H - 1))
    return getattr(nn, kind)(I, H, **options).eval()


@given(modules(), st.sampled_from(["", "rnn.", "encoder.layers.0.", "a b."]))
@settings(max_examples=150, deadline=None)
def test_built_module_is_the_one_that_was_saved(module: Any, prefix: str) -> None:
    state = {prefix + name: tensor for name, tensor in module.state_dict().items()}
    state["embedding.weight"] = torch.randn(7, module.input_size)
    for content in (by_safetensors(state), by_torch(state)):
        tensors = read_checkpoint(content)
        found = find(tensors)
        assert found.complaints == ()
        (blueprint,) = found.modules
        assert blueprint.called == f"nn.{type(module).__name__}"
        built = build(blueprint, tensors, getattr(module, "nonlinearity", "tanh"))
        assert repr(built) == repr(module)
        x = torch.randn(5, module.input_size, dtype=blueprint.dtype)
        with torch.no_grad():  # with autograd torch runs other kernels
            returned = _flat(built(x)), _flat(module(x))
        for ours, its in zip(*returned, strict=True):
            assert torch.equal(ours, its)
        assert embeddings(tensors, module.input_size) == ("embedding.weight",)


def _flat(returned: Any) -> list[Tensor]:
    if isinstance(returned, Tensor):
        return [returned]
    return [tensor for each in returned for tensor in _flat(each)]


def _state(module: nn.Module, prefix: str = "") -> dict[str, Tensor]:
    return {prefix + name: tensor for name, tensor in module.state_dict().items()}


def test_every_module_of_a_larger_model_is_found() -> None:
    state = {
        "emb.weight": torch.zeros(30, 4),
        **_state(nn.LSTM(4, 6, 2, bidirectional=True), "encoder.rnn."),
        **_state(nn.Linear(12, 4), "bridge."),
        **_state(nn.GRU(4, 5), "decoder."),
        **_state(nn.RNNCell(5, 3), "pointer."),
    }
    found = find(state)
    assert [(b.name, b.called, b.layers, b.directions) for b in found.modules] == [
        ("encoder.rnn", "nn.LSTM", 2, 2),
        ("decoder", "nn.GRU", 1, 1),
        ("pointer", "nn.RNNCell", 1, 1),
    ]
    assert found.complaints == ()
    assert found.modules[0] == Blueprint(
        "encoder.rnn.", "LSTM", 2, 2, 4, 6, 0, bias=True, cell=False, dtype=torch.float32
    )
    assert embeddings(state, 4) == ("emb.weight",)
    assert embeddings(state, 12) == ("bridge.weight",)
    assert embeddings(state, 99) == ()


def _without(state: dict[str, Tensor], *names: str) -> dict[str, Tensor]:
    return {name: tensor for name, tensor in state.items() if name not in names}


LSTM, GRU = _state(nn.LSTM(3, 4, 2, bidirectional=True)), _state(nn.GRU(3, 4))


@pytest.mark.parametrize(
    ("state", "said"),
    [
        (_without(GRU, "weight_hh_l0"), "has no weight_hh_l0"),
        (_without(GRU, "weight_ih_l0"), "has no weight_ih_l0"),
        (_without(GRU, "bias_hh_l0"), "has no bias_hh_l0, which its other weights ask for"),
        (_without(GRU, "bias_ih_l0"), "has a bias_hh_l0, which its first layer has not"),
        (_without(LSTM, "weight_hh_l1_reverse"), "has no weight_hh_l1_reverse"),
        (
            {name: tensor for name, tensor in LSTM.items() if "l1_reverse" not in name},
            "has no weights for layer 1 reading backward",
        ),
        (
            {name: tensor for name, tensor in LSTM.items() if "l0" not in name},
            "has layer 1, but nothing of layer 0",
        ),
        (GRU | {"weight_hh_l0": torch.zeros(8, 4)}, "has 8 rows for 4 units; expected are 1"),
        (GRU | {"weight_hh_l0": torch.zeros(12)}, "shape (12,); a matrix is expected"),
        (GRU | {"weight_hh_l0": torch.zeros(12, 0)}, "shape (12, 0); a matrix is expected"),
        (GRU | {"weight_ih_l0": torch.zeros(16, 3)}, "(12, 3) is expected in a GRU of 4 units"),
        (GRU | {"bias_ih_l0": torch.zeros(16)}, "(16,); (12,) is expected in a GRU of 4 units"),
        (GRU | {"weight_hr_l0": torch.zeros(2, 4)}, "(4, …) is expected"),
        (GRU | {"weight_ih": torch.zeros(12, 3)}, "of a cell and of layers under one name"),
        (GRU | {"weight_ih_l4000": torch.zeros(12, 3)}, "has a layer 4000; up to 64 are read"),
        (GRU | {"bias_hh_l0": torch.zeros(12).double()}, "real numbers of one kind"),
        ({n: t.long() for n, t in GRU.items()}, "real numbers of one kind"),
    ],
)
def test_what_does_not_fit_is_named(state: dict[str, Tensor], said: str) -> None:
    found = find(state)
    assert found.modules == ()
    (complaint,) = found.complaints
    assert said in complaint
    assert complaint.count(". ") == 0
    assert complaint.endswith(".")


def test_a_module_that_does_not_fit_leaves_the_others() -> None:
    broken = {f"a.{name}": tensor for name, tensor in _without(GRU, "weight_hh_l0").items()}
    found = find(broken | {f"b.{name}": tensor for name, tensor in GRU.items()})
    assert [blueprint.name for blueprint in found.modules] == ["b"]
    assert found.complaints == ("The module 'a' has no weight_hh_l0.",)


@pytest.mark.parametrize("value", [float("nan"), float("inf")])
def test_weights_that_are_no_numbers_are_named(value: float) -> None:
    state = {name: tensor.clone() for name, tensor in GRU.items()}
    state["weight_hh_l0"][2, 1] = value
    (blueprint,) = find(state).modules
    with pytest.raises(ValueError, match="weight_hh_l0 has entries that are no numbers"):
        build(blueprint, state)


def test_nothing_recurrent_is_found_in_other_weights() -> None:
    assert find(_state(nn.Linear(3, 4))) == find({})


def test_building_does_not_share_memory_with_the_file() -> None:
    (blueprint,) = find(GRU).modules
    built: Any = build(blueprint, GRU)
    assert built.weight_hh_l0.data_ptr() != GRU["weight_hh_l0"].data_ptr()
    assert not any(weight.requires_grad for weight in built.parameters())
