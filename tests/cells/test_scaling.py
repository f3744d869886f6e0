"""Recurrent weights scaled: a copy that is scaled, and a reader that is not."""

import math

import numpy as np
import pytest

import cells
from cells.scaling import scaled

TEXT = "the cat, which already ate the apples, was full"
READERS = ("rnn-as-found", "gru", "lstm")


@pytest.mark.parametrize("name", READERS)
def test_every_step_of_a_scaled_reader_is_that_of_scaled_weights(name: str) -> None:
    reader = cells.load(name)
    before = {key: value.clone() for key, value in reader.cell.state_dict().items()}
    other, units = scaled(reader, 1.5), reader.units_count
    for key, value in before.items():
        expected = value.clone()
        if expected.ndim == 2:
            expected[:, :units] *= 1.5
        np.testing.assert_array_equal(other.cell.state_dict()[key].numpy(), expected.numpy())
        np.testing.assert_array_equal(reader.cell.state_dict()[key].numpy(), value.numpy())
    assert not np.array_equal(other.read(TEXT)["cell"], reader.read(TEXT)["cell"])


def test_nothing_comes_through_weights_of_nothing() -> None:
    reader = scaled(cells.load("rnn-as-found"), 0)
    gradient = cells.jacobian_norms(reader, reader.read(TEXT))
    assert (gradient.log10_norm[:-1] == -math.inf).all()


def test_a_scale_of_one_changes_no_bit() -> None:
    reader = cells.load("lstm")
    np.testing.assert_array_equal(scaled(reader, 1).read(TEXT)["cell"], reader.read(TEXT)["cell"])


@pytest.mark.parametrize("factor", [-1.0, math.nan, math.inf])
def test_what_is_no_scale_is_refused(factor: float) -> None:
    with pytest.raises(ValueError, match="cannot be scaled"):
        scaled(cells.load("gru"), factor)
