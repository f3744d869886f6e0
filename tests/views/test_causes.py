"""Why a gate: parts and sources add up to what was computed."""

from collections.abc import Callable

import numpy as np
import pytest

from cells import WIRINGS, Wiring
from tests.views.readings import reading
from views.causes import causes, sources
from views.stage import pack, unpack


@pytest.mark.parametrize("wiring", Wiring.every(), ids=str)
def test_three_parts_give_the_gate_and_the_sources_give_the_part_of_the_memory(
    wiring: Wiring,
) -> None:
    told = reading(wiring)
    for unit in range(told.units):
        found = causes(told, unit)
        assert set(found) == {"candidate", *wiring.learned}
        for name, cause in found.items():
            total = cause.word.astype(np.float64) + cause.memory + cause.bias
            squash: Callable[[np.ndarray], np.ndarray] = (
                np.tanh if name == "candidate" else lambda z: 1 / (1 + np.exp(-z))
            )
            np.testing.assert_allclose(squash(total), told.track(name, unit), atol=1e-5)
            for step in range(len(told)):
                terms = sources(told.trace, name, cause, step)
                assert terms.sum() == pytest.approx(float(cause.memory[step]), abs=1e-4)


def test_nothing_is_remembered_before_the_first_word() -> None:
    told = reading()
    assert not sources(told.trace, "update", causes(told, 0)["update"], 0).any()


def test_the_reset_gate_scales_the_candidates_sources() -> None:
    told = reading(WIRINGS["gru"])
    cause = causes(told, 1)["candidate"]
    terms = sources(told.trace, "candidate", cause, 5)
    trace = told.trace
    for unit in range(told.units):
        factors = cause.weights[unit], trace["reset"][5, unit], trace["hidden"][4, unit]
        assert terms[unit] == pytest.approx(float(np.prod(np.array(factors, np.float64))))


def test_the_browser_is_sent_what_the_pinned_unit_needs_and_no_more() -> None:
    told = reading(WIRINGS["lstm"])
    sent = unpack(pack(told, unit=3))[0]["causes"]
    for name, cause in causes(told, 3).items():
        np.testing.assert_allclose(sent[name]["word"], cause.word, rtol=1e-5)
        np.testing.assert_allclose(sent[name]["memory"], cause.memory, rtol=1e-5)
        np.testing.assert_allclose(sent[name]["weights"], cause.weights, rtol=1e-5)
        assert sent[name]["bias"] == pytest.approx(cause.bias, rel=1e-5)
        assert len(sent[name]["weights"]) == told.units
