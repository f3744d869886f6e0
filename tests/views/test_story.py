from dataclasses import replace

import numpy as np
import pytest

from cells import WIRINGS, Wiring
from tests.views.readings import WIRED, reading
from views import story
from views.reading import Reading


@pytest.mark.parametrize("wiring", WIRED, ids=str)
@pytest.mark.parametrize("seed", range(8))
def test_the_beats_are_what_the_numbers_say(wiring: Wiring, seed: int) -> None:
    made = reading(wiring, seed)
    for unit in range(made.units):
        beats = story.beats(made, unit)
        assert made.probabilities.sum(axis=1)[beats.verdict] == made.probabilities.sum(axis=1).max()
        update = made.track("update", unit)
        if wiring.update == "open":
            assert (beats.write, beats.run) == (None, None)
            continue
        if beats.write is not None:
            assert update[beats.write] == update[: beats.verdict + 1].max() >= story.OPEN
        if beats.run is not None:
            first, last = beats.run
            assert (update[first : last + 1] < story.SHUT).all()
            assert last <= beats.verdict
            assert last == beats.verdict or update[last + 1] >= story.SHUT


@pytest.mark.parametrize("wiring", WIRED, ids=str)
def test_only_a_strong_candidate_at_a_shut_gate_is_called_refused(wiring: Wiring) -> None:
    for seed in range(8):
        made = reading(wiring, seed)
        for unit in range(made.units):
            for step in story.refused(made, unit):
                assert made.track("update", unit)[step] < story.SHUT
                assert abs(made.track("candidate", unit)[step]) > 0.5
                assert step <= story.beats(made, unit).verdict


def with_memory(made: Reading, unit: int, values: float) -> Reading:
    """Return the reading with one unit's memory overwritten."""
    cell = made.trace["cell"].copy()
    cell[:, unit] = values
    trace = replace(made.trace, quantities={**made.trace.quantities, "cell": cell})
    return replace(made, trace=trace)


def test_the_unit_that_carries_number_is_shown_if_it_holds_anything() -> None:
    made = reading()
    assert made.number_unit == 2
    assert story.unit_of(with_memory(made, 2, 0.9)) == 2
    assert story.unit_of(with_memory(made, 2, 0.1)) != 2
    assert not story.tells_number(with_memory(made, 2, 0.1))


def test_without_a_carrier_the_unit_that_moves_most_is_shown() -> None:
    made = replace(reading(), number_unit=None)
    moved = np.abs(np.diff(made.trace["cell"], axis=0, prepend=0)).sum(axis=0)
    assert story.unit_of(made) == moved.argmax()


def test_only_the_carrier_means_a_number() -> None:
    made = reading(WIRINGS["lstm"])
    assert story.meaning(made, 2, 0.9) == "singular"
    assert story.meaning(made, 2, -0.9) == "plural"
    assert story.meaning(made, 2, 0.2) is None
    assert story.meaning(made, 3, 0.9) is None


def test_what_training_helped_is_said() -> None:
    made = reading()
    assert story.remark(made) is None
    helped = replace(made, encouraged=True)
    assert story.remark(helped) == "training encouraged unit 2 to hold number"
    assert story.remark(replace(helped, number_unit=None)) is None
