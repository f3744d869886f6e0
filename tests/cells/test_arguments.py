"""What cannot be traced, and the one sentence that says why."""

import re
from collections.abc import Callable
from typing import Any

import pytest
import torch
from torch import nn
from torch.nn.utils.rnn import pack_sequence

import cells


class Other(nn.LSTM):
    """An LSTM that computes something else."""

    def forward(self, x: Any, state: Any = None) -> Any:
        return x, state


class Model(nn.Module):
    """A model with a recurrent part."""

    def __init__(self) -> None:
        super().__init__()
        self.encoder = nn.GRU(3, 4)


def lstm(**options: Any) -> nn.LSTM:
    return nn.LSTM(3, 4, **options)


def x(*shape: int) -> torch.Tensor:
    return torch.zeros(*shape)


array: Any = x(5, 3).numpy()

MISTAKES: dict[str, tuple[Callable[[], Any], str]] = {
    "no module": (lambda: cells.trace("lstm", x(5, 3)), "nn.LSTM or one of their cells, not str."),  # type: ignore[arg-type]
    "a class": (lambda: cells.trace(nn.LSTM, x(5, 3)), "made, and got the class LSTM."),  # type: ignore[arg-type]
    "another module": (lambda: cells.trace(nn.Linear(3, 4), x(5, 3)), "not Linear."),
    "a model": (
        lambda: cells.trace(Model(), x(5, 3)),
        "not Model; inside it there is model.encoder.",
    ),
    "own forward": (
        lambda: cells.trace(Other(3, 4), x(5, 3)),
        "This nn.LSTM has a forward of its own",
    ),
    "dropout": (
        lambda: cells.trace(lstm(num_layers=2, dropout=0.5), x(5, 3)),
        "with dropout 0.5 between its layers",
    ),
    "meta": (lambda: cells.trace(lstm(device="meta"), x(5, 3)), "on the device meta"),
    "array": (
        lambda: cells.trace(lstm(), array),
        "x is a torch tensor or a packed sequence, not ndarray.",
    ),
    "dtype": (
        lambda: cells.trace(lstm(), x(5, 3).double()),
        "x is float64, and the module's weights are float32.",
    ),
    "words": (
        lambda: cells.trace(lstm(), x(5, 3).long()),
        "x is int64, and the module's weights are float32.",
    ),
    "device": (
        lambda: cells.trace(lstm(), torch.zeros(5, 3, device="meta")),
        "x is on meta, and the module on cpu.",
    ),
    "sparse": (
        lambda: cells.trace(lstm(), x(5, 3).to_sparse()),
        "x is sparse_coo; a dense tensor is expected.",
    ),
    "width": (
        lambda: cells.trace(lstm(), x(5, 2, 7)),
        "x has 7 features a step; the module reads 3.",
    ),
    "rank": (
        lambda: cells.trace(lstm(), x(1, 2, 3, 3)),
        "x has the shape (1, 2, 3, 3); this module reads (T, I) or (T, B, I).",
    ),
    "rank 1": (
        lambda: cells.trace(lstm(batch_first=True), x(3)),
        "x has the shape (3,); this module reads (T, I) or (B, T, I).",
    ),
    "empty": (
        lambda: cells.trace(lstm(), x(0, 2, 3)),
        "x has the shape (0, 2, 3): there is no time step to read.",
    ),
    "one state": (
        lambda: cells.trace(lstm(), x(5, 2, 3), x(1, 2, 4)),
        "The state of this module is a pair (h, c), not one tensor.",
    ),
    "two states": (
        lambda: cells.trace(nn.GRU(3, 4), x(5, 2, 3), (x(1, 2, 4), x(1, 2, 4))),
        "one tensor h, not a tuple of 2.",
    ),
    "state shape": (
        lambda: cells.trace(lstm(num_layers=2), x(5, 2, 3), (x(2, 2, 4), x(1, 2, 4))),
        "c of the state has the shape (1, 2, 4); (2, 2, 4) is expected.",
    ),
    "batched state": (
        lambda: cells.trace(nn.GRU(3, 4), x(5, 3), x(1, 1, 4)),
        "h of the state has the shape (1, 1, 4); (1, 4) is expected.",
    ),
    "state dtype": (
        lambda: cells.trace(nn.GRU(3, 4), x(5, 3), x(1, 4).double()),
        "h of the state is float64, and the module's weights are float32.",
    ),
    "cell rank": (
        lambda: cells.trace(nn.GRUCell(3, 4), x(1, 1, 1, 3)),
        "this module reads (I,), (B, I) or (T, B, I).",
    ),
    "cell packed": (
        lambda: cells.trace(nn.GRUCell(3, 4), pack_sequence([x(2, 3)])),
        "not a packed sequence.",
    ),
    "cell state": (
        lambda: cells.trace(nn.LSTMCell(3, 4), x(2, 3), (x(4), x(4))),
        "h of the state has the shape (4,); (2, 4) is expected.",
    ),
    "packed width": (
        lambda: cells.trace(lstm(), pack_sequence([x(2, 5)])),
        "x has 5 features a step; the module reads 3.",
    ),
}


@pytest.mark.parametrize(("mistake", "said"), MISTAKES.values(), ids=MISTAKES)
def test_a_mistake_is_told_in_one_sentence(mistake: Callable[[], Any], said: str) -> None:
    with pytest.raises((TypeError, ValueError), match=re.escape(said)) as caught:
        mistake()
    assert "\n" not in str(caught.value)
    assert str(caught.value).endswith(".")


def test_dropout_counts_only_where_it_acts() -> None:
    for module in (lstm(num_layers=2, dropout=0.5).eval(), lstm(num_layers=2)):
        assert cells.trace(module, x(5, 3)).layers[1].forward["cell"].shape == (5, 4)


@pytest.mark.filterwarnings("ignore")  # torch warns that both are about to go
def test_scripted_and_quantised_modules_are_told() -> None:
    scripted = torch.jit.script(lstm())
    with pytest.raises(TypeError, match="This module is scripted"):
        cells.trace(scripted, x(5, 3))
    quantised = torch.ao.nn.quantized.dynamic.LSTM(3, 4)
    with pytest.raises(TypeError, match="is quantised"):
        cells.trace(quantised, x(5, 3))
