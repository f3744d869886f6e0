import math
from dataclasses import replace

import numpy as np
import pytest
import torch
from hypothesis import given, settings

import cells
from cells import Clamp, Gradient, Silence, Wiring
from cells.jacobians import Jacobians
from tests.cells.readings import TEXT, Reading, doubled, readings
from tests.cells.small import small_reader
from tests.cells.test_jacobians import by_autograd

LONG = "the cat which the wugs were apples " * 1_428
RNN, GRU, LSTM = (cells.WIRINGS[name] for name in ("rnn", "gru", "lstm"))


@given(reading=readings(longest=6))
@settings(max_examples=40, deadline=None)
def test_norms_and_units_are_those_of_autograd_through_all_steps(reading: Reading) -> None:
    done = doubled(reading.reader, reading.trace)
    gradient, units = cells.jacobian_norms(reading.reader, done.trace), done.cell.units
    for t in range(len(done.trace)):
        whole = by_autograd(done, t + 1, len(done.trace))
        norm = np.linalg.norm(whole, 2)
        assert 10 ** gradient.log10_norm[t] == pytest.approx(norm, rel=1e-7, abs=1e-12)
        own = np.diag(whole)[:units]
        np.testing.assert_allclose(gradient.unit[t], own, rtol=1e-7, atol=1e-10)


@given(reading=readings(longest=6))
@settings(max_examples=30, deadline=None)
def test_the_factor_of_a_step_is_the_norm_of_its_jacobian(reading: Reading) -> None:
    done = doubled(reading.reader, reading.trace)
    factors = cells.step_norms(reading.reader, done.trace)
    for t, factor in enumerate(factors):
        norm = np.linalg.norm(by_autograd(done, t, t + 1), 2)
        assert 10**factor == pytest.approx(norm, rel=1e-7, abs=1e-12)


@given(reading=readings())
@settings(max_examples=30, deadline=None)
def test_the_highway_is_the_product_of_what_was_kept(reading: Reading) -> None:
    trace = reading.trace
    highway = cells.jacobian_norms(reading.reader, trace).highway
    factors = np.where(trace.forced("cell"), 0, trace["forget"]).astype(np.float64)
    for t in range(len(trace)):
        np.testing.assert_allclose(highway[t], factors[t + 1 :].prod(axis=0), rtol=1e-12)


@pytest.mark.parametrize("wiring", Wiring.every(), ids=str)
def test_directions_that_die_away_are_left_behind_without_loss(wiring: Wiring) -> None:
    reader = small_reader(wiring, units=3)
    trace = reader.read("the cat which the wugs were apples " * 50)
    gradient, jacobians = cells.jacobian_norms(reader, trace), Jacobians(reader, trace)
    steps, product, exponent = jacobians.between(0, 350), np.eye(jacobians.size), 0.0
    for t in range(349, -1, -1):
        norm = np.linalg.norm(product, 2)
        expected = exponent + math.log10(norm) if norm else -math.inf
        assert gradient.log10_norm[t] == pytest.approx(expected, abs=1e-8)
        if exponent > -200 and expected < 200:
            own = np.diag(product)[:3] * 10.0**exponent
            np.testing.assert_allclose(gradient.unit[t], own, rtol=1e-6, atol=1e-9 * 10.0**expected)
        size = np.abs(product).max() or 1.0
        exponent, product = exponent + math.log10(size), product / size @ steps[t]


def test_ten_thousand_steps_do_not_underflow() -> None:
    """With one unit the norm is the product of the factors: their logarithms add up."""
    reader = small_reader(RNN, units=1)
    trace = reader.read(LONG)
    gradient, factors = cells.jacobian_norms(reader, trace), cells.step_norms(reader, trace)
    assert len(factors) == 9_996
    expected = np.append(np.cumsum(factors[:0:-1])[::-1], 0)
    np.testing.assert_allclose(gradient.log10_norm, expected, rtol=1e-9, atol=1e-9)
    assert gradient.log10_norm[0] < -1_000
    assert (gradient.unit[:1_000] == 0).all()
    assert 0 < gradient.half_life < 10


def test_an_exploding_gradient_is_followed_beyond_what_a_number_holds() -> None:
    reader = small_reader(Wiring("open", "open", "open", "open", squash=False), units=3)
    with torch.no_grad():  # c = c + tanh(small * c): every step multiplies by 1 + small
        reader.cell.weight("candidate")[:] = torch.eye(3, 8) * 1e-1
        reader.cell.weight("candidate")[:, 3:] = 0
        reader.cell.bias("candidate")[:] = 0
    trace = reader.read(LONG)
    gradient = cells.jacobian_norms(reader, trace)
    expected = math.log10(1.1) * np.arange(9_995, -1, -1)
    np.testing.assert_allclose(gradient.log10_norm, expected, atol=1e-3)
    assert gradient.log10_norm[0] > 400
    assert np.isinf(gradient.unit[0]).all()
    assert gradient.half_life == math.inf


@pytest.mark.parametrize("wiring", [RNN, GRU, LSTM], ids=["rnn", "gru", "lstm"])
def test_where_all_was_silenced_nothing_is_left(wiring: Wiring) -> None:
    reader = small_reader(wiring)
    gradient = cells.jacobian_norms(reader, reader.read(TEXT, surgery=[Silence(steps=[4])]))
    assert (gradient.log10_norm[:4] == -math.inf).all()
    assert np.isfinite(gradient.log10_norm[4:]).all()
    assert (gradient.unit[:4] == 0).all()
    assert (gradient.highway[:4] == 0).all()
    assert gradient.half_life == 0


def test_shut_update_gates_hold_the_gradient_of_the_gru() -> None:
    reader = small_reader(GRU)
    cut = [Clamp("update", steps=range(2, 9), value="shut")]
    gradient = cells.jacobian_norms(reader, reader.read(TEXT, surgery=cut))
    np.testing.assert_allclose(gradient.log10_norm[1:], 0, atol=1e-15)
    assert (gradient.unit[1:] == 1).all()
    assert (gradient.highway[1:] == 1).all()


def test_half_life_is_told_in_words() -> None:
    zero = np.zeros((3, 1))
    for curve, expected in (
        ([-2 * math.log10(2), -0.1, 0.0], 1),
        ([-math.log10(2), 0.3, 0.0], 2),
        ([0.1, 0.0, 0.0], math.inf),
        ([0.0, 0.0, 0.0], math.inf),
        ([-math.inf, 0.0, 0.0], 0),
    ):
        assert Gradient(np.array(curve), zero, zero).half_life == pytest.approx(expected)
    assert math.isnan(Gradient(np.zeros(1), zero, zero).half_life)


def test_the_last_word_is_one_with_itself_and_arrays_are_exact() -> None:
    for wiring in (RNN, GRU, LSTM):
        reader = small_reader(wiring)
        gradient = cells.jacobian_norms(reader, reader.read(TEXT))
        assert gradient.log10_norm[-1] == 0
        assert (gradient.unit[-1] == 1).all()
        assert (gradient.highway[-1] == 1).all()
        for array in (gradient.log10_norm, gradient.unit, gradient.highway):
            assert array.dtype == np.float64
            assert not array.flags.writeable
        assert not cells.step_norms(reader, reader.read(TEXT)).flags.writeable


def test_a_reader_with_other_weights_has_another_gradient() -> None:
    """The weights are those of the reader that is asked, so recurrence can be scaled."""
    reader = small_reader(RNN)
    trace = reader.read(TEXT)
    scaled = replace(reader, cell=small_reader(RNN).cell)
    with torch.no_grad():
        scaled.cell.weight("candidate")[:, :6] *= 2
    factors = cells.step_norms(scaled, trace) - cells.step_norms(reader, trace)
    np.testing.assert_allclose(factors, math.log10(2))


def test_a_trace_of_another_reader_is_refused() -> None:
    trace = small_reader().read(TEXT)
    for ask in (cells.jacobian_norms, cells.step_norms):
        with pytest.raises(ValueError, match="another reader has made it"):
            ask(small_reader(LSTM), trace)
