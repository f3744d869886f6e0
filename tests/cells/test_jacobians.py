import numpy as np
import pytest
import torch
from hypothesis import given, settings
from torch import Tensor

import cells
from cells import WIRINGS, Wiring
from cells.equations import step
from cells.jacobians import Jacobians
from cells.traces import Doubles
from tests.cells.readings import TEXT, Doubled, Reading, doubled, readings
from tests.cells.small import small_reader


def state_after(done: Doubled, t: int) -> Tensor:
    """Return the state after word t, (S,); that before the first word, for t = -1, is 0."""
    cell = done.cell
    a, c = (done.steps[t].hidden, done.steps[t].cell) if t >= 0 else cell.begin()
    return c if cell.wiring.one_state else torch.cat([c, a])


def onwards(done: Doubled, first: int, end: int, state: Tensor) -> Tensor:
    """Step from the state before word `first` to that before word `end`."""
    one_state, units = done.cell.wiring.one_state, done.cell.units
    c, a = (state, state) if one_state else state.split(units)
    if one_state and first > 0:
        a = done.cut(first - 1)("hidden", c)
    for t in range(first, end):
        now = step(done.cell, (a, c), done.x[t], done.cut(t))
        a, c = now.hidden, now.cell
    return c if one_state else torch.cat([c, a])


def by_autograd(done: Doubled, first: int, end: int) -> Doubles:
    """Return d state<end-1> / d state<first-1>, (S, S), by differentiating the steps themselves."""
    jacobian = torch.autograd.functional.jacobian(
        lambda state: onwards(done, first, end, state), state_after(done, first - 1)
    )
    return np.asarray(jacobian.numpy(), np.float64)


@pytest.mark.parametrize("wiring", Wiring.every(), ids=str)
def test_every_wiring_has_the_jacobians_of_autograd(wiring: Wiring) -> None:
    reader = small_reader(wiring, units=4)
    done = doubled(reader, reader.read("the cat which apples"))
    ours = Jacobians(reader, done.trace).between(0, 4)
    for t in range(4):
        np.testing.assert_allclose(ours[t], by_autograd(done, t, t + 1), rtol=1e-9, atol=1e-12)


@given(reading=readings(longest=5))
@settings(max_examples=60, deadline=None)
def test_under_surgery_they_are_those_of_the_reading_as_it_was(reading: Reading) -> None:
    done = doubled(reading.reader, reading.trace)
    ours = Jacobians(reading.reader, done.trace).between(0, len(done.trace))
    for t in range(len(done.trace)):
        np.testing.assert_allclose(ours[t], by_autograd(done, t, t + 1), rtol=1e-9, atol=1e-12)


@pytest.mark.parametrize("name", cells.names())
def test_the_shipped_readers_have_the_jacobians_of_autograd(name: str) -> None:
    reader = cells.load(name)
    done = doubled(reader, reader.read("the cat was"))
    ours = Jacobians(reader, done.trace).between(0, 3)
    for t in range(3):
        np.testing.assert_allclose(ours[t], by_autograd(done, t, t + 1), rtol=1e-7, atol=1e-10)


@pytest.mark.parametrize("name", ["rnn", "gru", "lstm"])
def test_a_trace_in_single_precision_has_them_to_five_digits(name: str) -> None:
    reader = small_reader(WIRINGS[name])
    trace = reader.read(TEXT)
    exact = Jacobians(reader, doubled(reader, trace).trace).between(0, 9)
    np.testing.assert_allclose(Jacobians(reader, trace).between(0, 9), exact, atol=1e-5)


@pytest.mark.parametrize("name", ["gru", "lstm"])
def test_a_block_is_a_part_of_the_whole(name: str) -> None:
    reader = small_reader(WIRINGS[name])
    jacobians = Jacobians(reader, reader.read(TEXT))
    whole = jacobians.between(0, 9)
    assert len(whole[0]) == jacobians.size == {"gru": 6, "lstm": 12}[name]
    for first, end in ((0, 3), (3, 4), (4, 9)):
        assert (jacobians.between(first, end) == whole[first:end]).all()


def test_a_trace_of_another_reader_is_refused() -> None:
    with pytest.raises(ValueError, match="another reader has made it"):
        Jacobians(small_reader(WIRINGS["gru-simple"]), small_reader().read(TEXT))
