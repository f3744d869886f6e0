from dataclasses import replace

import numpy as np
import pytest

import cells
from cells import WIRINGS, Wiring
from tests.views.readings import WIRED, reading
from views import story
from views.reading import Reading, read


@pytest.mark.parametrize("wiring", WIRED, ids=str)
@pytest.mark.parametrize("seed", range(8))
def test_the_beats_are_what_the_numbers_say(wiring: Wiring, seed: int) -> None:
    made = reading(wiring, seed)
    for unit in range(made.units):
        beats = story.beats(made, unit)
        start = beats.turn or 0
        said = [t for t, word in enumerate(made.words) if word in ("was", "were") and t > start]
        likely = start + int(made.probabilities[start:].sum(axis=1).argmax())
        assert beats.verdict == (said[0] - 1 if said else likely)
        update = made.track("update", unit)
        if wiring.update == "open":
            assert (beats.write, beats.run, beats.turn) == (None, None, None)
            continue
        end = beats.verdict if beats.turn is None else beats.turn - 1
        if beats.write is not None:
            assert update[beats.write] == update[: end + 1].max() >= story.OPEN
        if beats.run is not None:
            first, last = beats.run
            assert (update[first : last + 1] < story.SHUT).all()
            assert last <= end
            assert last == end or update[last + 1] >= story.SHUT


def test_where_no_word_of_the_pair_is_read_the_verdict_is_where_one_is_expected_most() -> None:
    made = read(cells.load("gru"), "was the cat near the doors Were", ("was", "were"))
    assert story.beats(made, 0).verdict == len(made) - 2
    made = read(cells.load("gru"), "was the cat near the doors hungry", ("was", "were"))
    assert story.beats(made, 0).verdict == int(made.probabilities.sum(axis=1).argmax())


@pytest.mark.parametrize("name", ["gru", "gru-simple", "lstm"])
def test_a_change_of_subject_overwrites_the_memory(name: str) -> None:
    made = read(cells.load(name), "the cat was full and the dogs were hungry", ("was", "were"))
    assert made.number_unit is not None
    beats = story.beats(made, made.number_unit)
    assert (beats.write, beats.turn, beats.verdict) == (1, 6, 6)
    before, after = (float(made.track("cell", made.number_unit)[step]) for step in (5, 6))
    assert (story.meaning(made, made.number_unit, before)) == "singular"
    assert (story.meaning(made, made.number_unit, after)) == "plural"
    once = read(cells.load(name), "the cat, which ate the apples, was full", ("was", "were"))
    assert story.beats(once, made.number_unit).turn is None


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


def test_without_a_story_of_number_the_reading_says_so() -> None:
    told, untold = with_memory(reading(), 2, 0.9), with_memory(reading(), 2, 0.5)
    assert story.aside(told, 2) is None
    moves = story.unit_of(untold)
    said = "No number story here: unit 2, which carries number, was hardly written"
    assert story.aside(untold, moves) == f"{said}; unit {moves} moves most."
    assert story.aside(untold, (moves + 1) % untold.units) == f"{said}."
    assert story.aside(replace(untold, number_unit=None), moves) is None


@pytest.mark.parametrize("name", ["gru", "gru-simple", "lstm"])
@pytest.mark.parametrize(
    ("text", "told"), [("I like pizza", False), ("the man", True), ("they were late", True)]
)
def test_who_has_a_subject_has_a_story(name: str, text: str, told: object) -> None:
    assert story.tells_number(read(cells.load(name), text, ("was", "were"))) is told


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
