"""Questions that a reading answers: clear, fair, and right."""

from collections import Counter
from functools import lru_cache

import numpy as np
import pytest

import cells
from training.held_out import held_out
from views.predictions import CLEAR, OPEN, Question, gate, verdict, writer
from views.reading import Reading, read

COUNT = 200
CAT = "the cat, which already ate the apples, was full"


@lru_cache(maxsize=4)
def readings(name: str) -> tuple[Reading, ...]:
    reader = cells.load(name)
    texts = [" ".join((*case.words, case.right)) for case in held_out(None, None, COUNT)]
    return tuple(read(reader, text, ("was", "were")) for text in texts)


def asked(name: str, kind: str) -> list[tuple[Reading, int, Question]]:
    """Return all that could be asked of hundreds of sentences before their verbs."""
    unit = cells.load(name).units("number")[0].unit
    found = []
    for reading in readings(name):
        at = len(reading) - 2
        made = {
            "verdict": lambda r=reading, a=at: verdict(r, a),
            "gate": lambda r=reading, a=at // 2: gate(r, a, unit),
            "writer": lambda r=reading, a=at: writer(r, a, unit),
        }[kind]()
        found += [(reading, at, made)] if made else []
    return found


@pytest.mark.parametrize("name", ["gru", "lstm"])
@pytest.mark.readers
def test_verdicts_that_are_asked_are_clear_and_balanced(name: str) -> None:
    found = asked(name, "verdict")
    assert len(found) > COUNT / 2
    for reading, at, question in found:
        odds = float(reading.log_odds[at])
        assert abs(1 / (1 + np.exp(-odds)) - 0.5) >= CLEAR
        assert question.answers[question.right] == reading.pair[odds < 0]
    share = Counter(question.right for _, _, question in found)[0] / len(found)
    assert 0.35 < share < 0.65


@pytest.mark.parametrize("name", ["gru", "lstm"])
@pytest.mark.readers
def test_the_writer_is_the_largest_share_and_stands_at_any_place(name: str) -> None:
    unit = cells.load(name).units("number")[0].unit
    found = asked(name, "writer")
    assert len(found) > COUNT / 2
    places = Counter(question.right for _, _, question in found)
    for reading, at, question in found:
        written = np.abs(cells.provenance(reading.trace, at)[:, unit])
        assert question.answers[question.right] == reading.words[int(written.argmax())]
        assert len(set(question.answers)) == len(question.answers) > 1
    assert max(places.values()) < 0.8 * len(found)


def test_a_gate_that_half_opens_is_not_asked_of() -> None:
    reading = read(cells.load("gru-as-found"), CAT, ("was", "were"))
    asked_of = 0
    for unit in range(reading.units):
        for at in range(len(reading)):
            question = gate(reading, at, unit)
            if at + 1 == len(reading):
                assert question is None
                continue
            Γ = float(reading.track("update", unit)[at + 1])
            assert (question is None) == (abs(Γ - OPEN) < CLEAR)
            if question:
                asked_of += 1
                assert question.answers[question.right] == (
                    "it opens" if Γ > OPEN else "it stays shut"
                )
    assert asked_of > 100


def test_a_gate_that_is_not_learned_is_not_asked_of() -> None:
    assert gate(read(cells.load("rnn"), CAT, ("was", "were")), 1, 0) is None


def test_what_hangs_in_the_balance_is_not_asked() -> None:
    reading = read(cells.load("gru"), CAT, ("was", "was,"[:3] + "n't"))
    for at in range(len(reading)):
        odds = abs(float(reading.log_odds[at]))
        assert (verdict(reading, at) is None) == (1 / (1 + np.exp(-odds)) - 0.5 < CLEAR)


def test_one_word_alone_wrote_everything_and_is_not_asked_of() -> None:
    assert writer(read(cells.load("gru"), "the", ("was", "were")), 0, 0) is None
