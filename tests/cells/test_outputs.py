"""What a module puts out: torch's own numbers, and those of the layers above a changed one."""

from typing import Any

import pytest
import torch
from torch import nn

from cells import Clamp
from cells.layer_walks import LayerWalk
from cells.outputs import outputs, width

pytestmark = pytest.mark.filterwarnings("ignore:LSTM with projections is not supported")

KINDS: list[tuple[str, dict[str, Any]]] = [
    ("GRU", {}),
    ("RNN", {"num_layers": 3}),
    ("LSTM", {"num_layers": 2, "bidirectional": True}),
    ("LSTM", {"num_layers": 2, "bidirectional": True, "proj_size": 2}),
    ("GRU", {"num_layers": 3, "bidirectional": True, "batch_first": True, "bias": False}),
]


def _module(kind: str, options: dict[str, Any]) -> Any:
    torch.default_generator.manual_seed(5)
    return getattr(nn, kind)(4, 3, **options).eval()


def _hidden(module: Any, x: torch.Tensor, layer: int, *, reverse: bool, **how: Any) -> torch.Tensor:
    read = LayerWalk(module, x, "abcde", layer=layer, reverse=reverse, **how).window()
    found = torch.from_numpy(read["hidden"].copy())
    return found.flip(0) if reverse else found


@pytest.mark.parametrize(("kind", "options"), KINDS)
def test_outputs_are_the_module_s_own(kind: str, options: Any) -> None:
    module, x = _module(kind, options), torch.randn(5, 4)
    out = outputs(module, x)
    with torch.no_grad():
        assert torch.equal(out, module(x)[0])
    assert out.shape == (5, width(module))


@pytest.mark.parametrize(("kind", "options"), KINDS)
def test_a_layer_exchanged_for_itself_changes_nothing(kind: str, options: Any) -> None:
    module, x = _module(kind, options), torch.randn(5, 4)
    for layer in range(module.num_layers):
        for reverse in (False, True)[: 1 + module.bidirectional]:
            hidden = _hidden(module, x, layer, reverse=reverse)
            out = outputs(module, x, hidden, layer=layer, reverse=reverse)
            torch.testing.assert_close(out, outputs(module, x), atol=2e-6, rtol=0)


@pytest.mark.parametrize("kind", ["RNNCell", "GRUCell", "LSTMCell"])
def test_a_cell_puts_out_its_hidden_state(kind: str) -> None:
    torch.default_generator.manual_seed(1)
    module, x = getattr(nn, kind)(4, 3), torch.randn(5, 4)
    hidden = _hidden(module, x, 0, reverse=False)
    torch.testing.assert_close(outputs(module, x), hidden, atol=1e-6, rtol=0)
    assert outputs(module, x, hidden) is hidden
    assert width(module) == 3


@pytest.mark.parametrize("way", ["forward", "backward"])
def test_surgery_on_a_lower_layer_reaches_the_outputs(way: str) -> None:
    """With its output gates shut a direction is one that the layer above has no weights for."""
    reverse = way == "backward"
    module, x = _module("LSTM", KINDS[2][1]), torch.randn(5, 4)
    shut = [Clamp("output", None, None, 0.0)]
    hidden = _hidden(module, x, 0, reverse=reverse, surgery=shut)
    out = outputs(module, x, hidden, layer=0, reverse=reverse)
    with torch.no_grad():
        for ending in ("", "_reverse"):  # the layer above no longer sees that direction
            seen = getattr(module, f"weight_ih_l1{ending}")
            seen[:, 3:] *= not reverse
            seen[:, :3] *= reverse
    torch.testing.assert_close(out, module(x)[0], atol=1e-6, rtol=0)
