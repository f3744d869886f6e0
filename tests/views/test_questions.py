"""Questions that courses ask: each is recognised, and its answer holds the library's numbers."""

import re

import numpy as np
import pytest

import cells
from cells import Clamp
from views import numbers
from views.questions import QUESTIONS, SAME, Question, answers, asked, stays
from views.reading import Reading, Surgery, read

CAT = "the cat, which already ate the apples, was full"
CATS = "the cats, which already ate the apples, was full"


def reading(text: str = CAT, reader: str = "gru", surgery: Surgery = ()) -> Reading:
    return read(cells.load(reader), text, ("was", "were"), surgery)


def both(question: Question) -> tuple[Reading, Reading]:
    text = question.sentence or CAT
    other = CATS if question is SAME else text
    return (
        reading(text, question.reader),
        reading(other, question.reader, question.surgery),
    )


def answer(question: Question) -> str:
    left, right = both(question)
    reader = cells.load(question.reader)
    (said,) = answers(
        question, left, right, *(cells.jacobian_norms(reader, r.trace) for r in (left, right))
    )
    return said


@pytest.mark.parametrize("question", QUESTIONS, ids=lambda question: question.label)
def test_every_question_is_recognised_and_answered(question: Question) -> None:
    left, right = both(question)
    assert asked(left, right) is question
    assert answer(question).endswith(question.why)


def test_what_is_no_question_is_none() -> None:
    assert asked(reading(), reading()) is None
    assert asked(reading(), reading(reader="lstm")) is None
    assert asked(reading(), reading(surgery=(Clamp("update", steps=[1], value=0.2),))) is None
    held = (Clamp("reset", value="open"),)
    assert asked(reading(surgery=held), reading(surgery=held)) is None
    assert asked(reading(), reading(CATS, surgery=held)) is None


def test_never_to_update_keeps_the_gradient_and_writes_nothing() -> None:
    never = next(q for q in QUESTIONS if q.label.startswith("never update"))
    assert "ends with c = 1.00 in A and 0.00 in B" in answer(never)
    assert "does not shrink in B" in answer(never)
    _, right = both(never)
    assert not right.trace["cell"].any()


def test_always_to_update_keeps_nothing() -> None:
    always = next(q for q in QUESTIONS if q.label.startswith("always update"))
    _, right = both(always)
    np.testing.assert_array_equal(right.trace["forget"], 0)
    np.testing.assert_array_equal(right.trace["cell"], right.trace["candidate"])
    assert "nothing is kept" in answer(always)


def test_the_gate_at_the_second_subject_is_told_as_it_stands_by_itself() -> None:
    shut = next(q for q in QUESTIONS if q.reader == "lstm")
    left, _ = both(shut)
    assert left.words[6] == "dogs"
    stands = numbers.gate(float(left.track("forget", 0)[6]))
    assert f"Left alone Γf of unit 0 stands at {stands} at “dogs”." in answer(shut)


def test_the_memory_of_all_units_is_told_beside_that_of_number() -> None:
    left, right = reading(), reading(CATS)
    moved = np.abs(left.trace["cell"][8] - left.trace["cell"][1])
    said = stays(left, right)
    assert said.startswith("From “cat” to “,” (words 2 to 9) c of unit 0 goes from 1.00 to 1.00.")
    assert f"units is {moved.mean():.2f}: unit {moved.argmax()} moves most" in said
    assert stays(reading("the cat was full"), reading("the cats was full")) == ""
    assert re.search(rf"and {(moved < 0.1).sum()} units move by less than 0.1", said)
