"""Accuracy and gradient against distance: the report says what the readers do."""

import json
from statistics import quantiles

import pytest

import cells
from training.distance import FAR, READERS, REPORT, accuracy, at_distance, insertions, norms
from training.figures import DISTANCES, PER_CONSTRUCTION, TOLERANCE
from training.held_out import apart
from views import distances
from views.gradients import FOUND

HELD = json.loads(REPORT.read_text("utf-8"))


def test_the_page_shows_the_report_of_every_reader_as_found() -> None:
    assert REPORT.name == distances.NAME
    assert list(HELD["readers"]) == list(READERS) == list(FOUND)
    assert HELD["sentences"] == PER_CONSTRUCTION
    for found in HELD["readers"].values():
        assert list(found) == [str(words) for words in FAR]


@pytest.mark.parametrize("name", READERS)
def test_accuracies_are_those_of_the_cards(name: str) -> None:
    card = cells.load(name).card["figures"]["distances"]
    for words in map(str, DISTANCES):
        assert HELD["readers"][name][words]["accuracy"] == card[words]


@pytest.mark.parametrize("name", READERS)
@pytest.mark.readers
def test_the_accuracy_at_the_largest_distance_is_what_the_reader_does(name: str) -> None:
    found = apart(FAR[-1], PER_CONSTRUCTION)
    held = HELD["readers"][name][str(FAR[-1])]["accuracy"]
    assert accuracy(cells.load(name), found) == pytest.approx(held, abs=TOLERANCE)
    assert all(FAR[-1] <= len(c.words) - c.at - 1 <= 1.2 * FAR[-1] for c in found)


@pytest.mark.parametrize("name", READERS)
@pytest.mark.readers
def test_the_gradient_is_what_the_reader_has(name: str) -> None:
    held = HELD["readers"][name]["10"]["log10_norm"]
    some = quantiles(norms(cells.load(name), apart(10, PER_CONSTRUCTION)[:120]), n=4)
    reach = held[2] - held[0]
    assert some == pytest.approx(held, abs=0.35 * reach)


def test_with_nothing_between_the_two_states_are_one() -> None:
    found = at_distance(cells.load("gru-as-found"), 0, 20)
    assert (found["between"], found["log10_norm"]) == (0, [0, 0, 0])


def test_the_gradient_is_that_from_before_the_verb_to_after_the_subject() -> None:
    reader, (case, *_) = cells.load("lstm-as-found"), apart(5, 20)
    trace = reader.read(" ".join(case.words))
    assert len(trace) == len(case.words)
    expected = cells.jacobian_norms(reader, trace).log10_norm[case.at]
    assert norms(reader, [case]) == [float(expected)]


def test_what_can_be_put_in_is_what_the_report_holds() -> None:
    assert list(HELD["insertions"]) == [str(words) for words in FAR[1:]]
    for words in (5, 10, 20):
        assert insertions(words) == HELD["insertions"][str(words)]
