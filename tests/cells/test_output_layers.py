"""Output layers: which fit, and that what they say is what torch's own linear layer says."""

import numpy as np
import pytest
import torch
from torch import nn

from cells import output_layers as layers
from cells.output_layers import doubts, misfits, output_layer


def _model() -> dict[str, torch.Tensor]:
    torch.default_generator.manual_seed(3)
    parts = {
        "emb": nn.Embedding(9, 6),
        "rnn": nn.LSTM(6, 3, bidirectional=True),
        "out": nn.Linear(6, 4),
        "free": nn.Linear(6, 5, bias=False),
        "value": nn.Linear(6, 1),
        "wide": nn.Linear(12, 4),
    }
    return dict(nn.ModuleDict(parts).state_dict())


def test_all_that_fits_is_found_and_an_embedding_comes_last() -> None:
    assert layers.output_layers(_model(), 6) == ("out.weight", "free.weight", "emb.weight")
    assert layers.output_layers(_model(), 12) == ("wide.weight",)
    assert layers.output_layers(_model(), 7) == ()
    assert "rnn.weight_ih_l0" not in layers.output_layers(_model(), 6)


def test_what_does_not_fit_is_named_with_both_widths() -> None:
    assert misfits(_model(), 6) == [
        (
            "value.weight has one row: one number after each step, which has no other to be "
            "likelier than."
        ),
        "wide.weight reads 12 numbers, and this module puts out 6.",
    ]
    assert misfits({"emb.weight": torch.zeros(9, 6)}, 5) == []


@pytest.mark.parametrize("name", ["out", "free"])
def test_it_says_what_torch_says(name: str) -> None:
    tensors, outputs = _model(), torch.randn(7, 6)
    layer = output_layer(tensors, f"{name}.weight")
    linear = nn.Linear(6, layer.rows, bias=name == "out")
    linear.load_state_dict(
        {k: tensors[f"{name}.{k}"] for k in ("weight", "bias") if f"{name}.{k}" in tensors}
    )
    expected = linear(outputs).double().log_softmax(dim=1).detach()
    odds = layer.log_odds(outputs, 2, 0)
    np.testing.assert_allclose(odds, expected[:, 2] - expected[:, 0], atol=1e-6)
    said = layer.answers(outputs, [2, 0], 99)
    np.testing.assert_allclose(said.chosen, expected[:, [2, 0]].exp(), atol=1e-6)
    np.testing.assert_allclose(said.probabilities.sum(axis=1), 1, atol=1e-6)
    best = expected.topk(layer.rows, dim=1)
    assert np.array_equal(said.likeliest, best.indices)
    np.testing.assert_allclose(said.probabilities, best.values.exp(), atol=1e-6)
    assert layer.answers(outputs, [1], 2).likeliest.shape == (7, 2)


def test_many_rows_are_taken_in_parts(monkeypatch: pytest.MonkeyPatch) -> None:
    layer, outputs = output_layer(_model(), "out.weight"), torch.randn(7, 6)
    whole = layer.answers(outputs, [1], 3)
    monkeypatch.setattr(layers, "_AT_ONCE", 9)
    for part, each in zip(layer.answers(outputs, [1], 3), whole, strict=True):
        np.testing.assert_allclose(part, each, atol=1e-7)


def test_outputs_of_another_width_are_refused() -> None:
    with pytest.raises(ValueError, match=r"out.weight reads 6 numbers; 5 are given\."):
        output_layer(_model(), "out.weight").answers(torch.zeros(2, 5), [0], 1)


@pytest.mark.parametrize("key", ["out.weight", "out.bias"])
def test_what_is_no_number_is_no_readout(key: str) -> None:
    tensors = _model()
    tensors[key] = tensors[key] * float("nan")
    with pytest.raises(ValueError, match=r"out.weight has entries that are no numbers"):
        output_layer(tensors, "out.weight")


def test_half_precision_is_read_in_full_and_a_bias_that_does_not_fit_is_none() -> None:
    tensors = {"w.weight": torch.ones(3, 2, dtype=torch.bfloat16), "w.bias": torch.ones(4)}
    layer = output_layer(tensors, "w.weight")
    assert layer.weight.dtype == torch.float32
    assert layer.bias.tolist() == [0, 0, 0]


def test_layers_before_and_after_raise_doubts() -> None:
    parts = {"norm": nn.BatchNorm1d(6), "fc": nn.Linear(6, 8), "last": nn.Linear(8, 3)}
    tensors = dict(nn.ModuleDict(parts).state_dict())
    before, after = doubts(tensors, "fc.weight")
    assert before.startswith("norm normalises 6 numbers: where it stands before fc.weight,")
    assert after.startswith("last.weight reads 8 numbers, as many as fc.weight puts out:")
    assert doubts(
        dict(nn.ModuleDict({"n": nn.LayerNorm(6), "f": nn.Linear(6, 2)}).state_dict()), "f.weight"
    )
    assert doubts(_model(), "out.weight") == []
