"""Other curves than σ and tanh: stepping by hand, autograd, sums, cards, and memories that grow."""

import json
import math
import pickle
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st

import cells
from cells import WIRINGS, Clamp, Reader, Wiring
from cells.bounds import LARGEST, check, check_last
from cells.curves import POSITIONS, USUAL, Curves
from cells.jacobians import Jacobians
from cells.scaling import bent
from cells.shelf import open_reader, save
from tests.cells.readings import TEXT, doubled
from tests.cells.small import small_reader
from tests.cells.test_equations import a_cell, distance, some_words
from tests.cells.test_jacobians import by_autograd

OTHERS = [curves for curves in Curves.every() if curves != USUAL]
GROWING = Curves(gates="tanh")


@given(
    wiring=st.sampled_from(Wiring.every()),
    curves=st.sampled_from(Curves.every()),
    steps=st.integers(1, 12),
    units=st.integers(1, 6),
    inputs=st.integers(1, 6),
    seed=st.integers(0, 99),
)
@settings(max_examples=200, deadline=None)
def test_every_curve_equals_stepping_by_hand(
    wiring: Wiring, curves: Curves, steps: int, units: int, inputs: int, seed: int
) -> None:
    cell, x = a_cell(wiring, inputs, units, seed, curves), some_words(steps, inputs, seed)
    # a doubled memory carries its rounding along: relative to the largest number of the walk
    largest = max(float(step.cell.abs().max()) for step in cell.double().walk(x.double()))
    assert distance(cell, x) < 1e-10 * max(1.0, largest)


@pytest.mark.parametrize("curves", OTHERS, ids=str)
def test_a_cell_with_another_curve_is_told_from_the_usual_one(curves: Curves) -> None:
    cell, x = a_cell(WIRINGS["gru"], 5, 6, curves=curves), some_words(8, 5)
    assert distance(cell, x) < 1e-10
    weights = {name: p.numpy() for name, p in cell.state_dict().items()}
    for other in Curves.every():
        if other != curves:
            cell.curves = other
            walk = np.stack([step.cell.numpy() for step in cell.walk(x.double())])
            cell.curves = curves
            true = np.stack([step.cell.numpy() for step in cell.walk(x.double())])
            assert np.abs(walk - true).max() > 1e-3, (other, sorted(weights))


@pytest.mark.parametrize("curves", OTHERS, ids=str)
@pytest.mark.parametrize("wiring", Wiring.every(), ids=str)
def test_every_wiring_has_the_jacobians_of_autograd(wiring: Wiring, curves: Curves) -> None:
    reader = small_reader(wiring, units=3, curves=curves)
    done = doubled(reader, reader.read("the cat which"))
    ours = Jacobians(reader, done.trace).between(0, 3)
    for t in range(3):
        np.testing.assert_allclose(ours[t], by_autograd(done, t, t + 1), rtol=1e-8, atol=1e-11)


@pytest.mark.parametrize("curves", Curves.every(), ids=str)
@pytest.mark.parametrize("name", ["gru-as-found", "lstm-as-found", "lstm-coupled"])
def test_sums_hold_in_a_trained_reader_with_other_curves(name: str, curves: Curves) -> None:
    reader = bent(cells.load(name), curves)
    trace = reader.read(TEXT)
    memory = trace.exact("cell")[-1]
    wrote = cells.provenance(trace, len(trace) - 1)
    np.testing.assert_allclose(wrote.sum(axis=0), memory, atol=1e-6 * np.abs(wrote).sum())
    found = cells.verdict(reader, trace, "was", "were")
    said = reader.prefer(TEXT, "was", "were")
    assert found.log_odds == pytest.approx(said, abs=1e-5 * max(1.0, np.abs(found.words).sum()))
    assert len(cells.dependence(reader, TEXT, "was", "were")) == len(trace)
    assert not np.isnan(cells.jacobian_norms(reader, trace).log10_norm).any()


def test_a_bent_reader_has_the_same_weights_and_leaves_the_reader_alone() -> None:
    reader = cells.load("gru-as-found")
    before, other = reader.read(TEXT), bent(reader, Curves("hard", "sigmoid"))
    for name, weights in reader.cell.state_dict().items():
        assert torch.equal(weights, other.cell.state_dict()[name])
    trace = other.read(TEXT)
    assert set(np.unique(trace["update"])) <= {0.0, 1.0}
    assert trace["candidate"].min() >= 0
    assert reader.curves == USUAL
    np.testing.assert_array_equal(reader.read(TEXT)["cell"], before["cell"])
    np.testing.assert_array_equal(bent(reader, USUAL).read(TEXT)["cell"], before["cell"])


def test_gates_are_what_their_curve_makes_of_the_three_parts() -> None:
    reader = cells.load("gru-as-found")
    for curve, bend in (("tanh", np.tanh), ("hard", lambda z: np.where(z > 0, 1.0, 0.0))):
        trace = bent(reader, Curves(gates=curve)).read(TEXT)  # type: ignore[arg-type]
        for gate in ("update", "reset"):
            total = np.sum(np.broadcast_arrays(*trace.before(gate)), axis=0)
            np.testing.assert_allclose(trace[gate], bend(total), atol=1e-5)


def test_a_trace_keeps_its_curves_and_is_its_own_readers_alone() -> None:
    usual, other = small_reader(), small_reader(curves=GROWING)
    trace = other.read(TEXT)
    assert trace.curves == pickle.loads(pickle.dumps(trace)).curves == GROWING  # noqa: S301 - ours
    with pytest.raises(ValueError, match="other curves"):
        usual.log_odds(trace, "was", "were")


@pytest.mark.parametrize("curves", Curves.every(), ids=str)
def test_a_card_keeps_the_curves_and_says_nothing_of_the_usual_ones(
    tmp_path: Path, curves: Curves
) -> None:
    folder = tmp_path / "reader"
    save(small_reader(curves=curves), folder)
    back, card = open_reader(folder), json.loads((folder / "card.json").read_text("utf-8"))
    assert back.curves == curves
    assert card.get("curves") == (None if curves == USUAL else curves.as_dict())
    np.testing.assert_array_equal(
        back.read(TEXT)["update"].shape, small_reader(curves=curves).read(TEXT)["update"].shape
    )


@pytest.mark.parametrize(
    "curves", [{"gates": "relu"}, {"candidate": "hard"}, {"gate": "tanh"}, "tanh", {"gates": []}]
)
def test_a_card_with_curves_that_are_none_is_refused(tmp_path: Path, curves: object) -> None:
    folder = tmp_path / "reader"
    save(small_reader(), folder)
    card = json.loads((folder / "card.json").read_text("utf-8"))
    (folder / "card.json").write_text(json.dumps({**card, "curves": curves}), "utf-8")
    with pytest.raises(ValueError, match=r"cannot be read: card\.json"):
        open_reader(folder)


@pytest.mark.parametrize("field", POSITIONS)
def test_what_is_no_curve_is_named(field: str) -> None:
    with pytest.raises(ValueError, match=rf"curve of the {field} is 'relu'"):
        Curves(**{field: "relu"})  # type: ignore[arg-type]


def shut(reader: Reader) -> Reader:
    """Return a reader whose tanh gates are all -1: its memory doubles at every word."""
    with torch.no_grad():
        reader.cell.bias("update").fill_(-30)
    return reader


def test_a_memory_that_outgrows_float32_is_told_in_a_sentence() -> None:
    reader = shut(small_reader(WIRINGS["gru-simple"], curves=GROWING))
    assert np.abs(reader.read("cat " * 90)["cell"]).max() > 1e20
    for ask in (
        reader.read,
        lambda text: reader.prefer(text, "was", "were"),
        reader.next_words,
        lambda text: cells.dependence(reader, text, "was", "were", steps=[0]),
    ):
        with pytest.raises(ValueError, match=r"memory grows beyond 10³⁰.*Read a shorter text"):
            ask("cat " * 300)
    said = np.asarray(reader.read("cat " * 90)["cell"])
    assert np.isfinite(said).all()


def test_growth_is_noticed_at_the_first_word_too_large() -> None:
    memory = np.ones((4, 2), np.float32)
    check(memory, ["a"] * 4)
    memory[2, 1] = np.float32(2 * LARGEST)
    memory[3] = np.nan
    with pytest.raises(ValueError, match='at word 3, "c", in a text of 4'):
        check(memory, ["a", "b", "c", "d"])
    check_last(torch.full((2, 2), LARGEST / 2), [["a"], ["b"]])
    for wrong in (math.nan, math.inf, -2 * LARGEST):
        with pytest.raises(ValueError, match="grows beyond"):
            check_last(torch.tensor([[1.0, wrong]]), [["a"]])


def test_a_gate_below_zero_can_still_be_held() -> None:
    reader = small_reader(WIRINGS["gru"], curves=GROWING)
    trace = reader.read(TEXT, surgery=[Clamp("update", units=[1], steps=[2], value=0.25)])
    assert trace["update"][2, 1] == np.float32(0.25)
    assert trace["forget"][2, 1] == np.float32(0.75)
    assert trace["update"].min() < 0
    assert trace["forget"].max() > 1


def test_the_card_of_a_bent_reader_is_the_readers_own() -> None:
    reader = cells.load("gru")
    assert bent(reader, GROWING).card == reader.card
    assert replace(reader, name="x").curves == USUAL
