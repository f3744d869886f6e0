"""Any question of the quiz can be put to a class, whichever reader it was asked of."""

import pytest

import cells
from training.held_out import held_out
from views.quiz import quiz
from views.reading import read
from views.story import unit_of
from web.questions import LONGEST_TEXT, Question

COUNT = 20
ODD = f"the {'w' * 200} near the {'🙂' * 80}, which « saw » the \u202ecat, " + "was " * 12
PAIRS = (("was", "were"), ("w" * 60, "v" * 60))


@pytest.mark.parametrize("name", cells.names())
@pytest.mark.readers
def test_whatever_a_quiz_asks_can_be_put_to_a_class(name: str) -> None:
    reader = cells.load(name)
    texts = [" ".join((*case.words, case.right)) for case in held_out(None, None, COUNT)]
    asked = 0
    for text, pair in [*((text, PAIRS[0]) for text in texts), *((ODD, pair) for pair in PAIRS)]:
        reading = read(reader, text, pair)
        for unit in (unit_of(reading), 7):
            for each in quiz(reading, unit):
                question = Question.read(each.as_dict() | {"step": each.reveals})
                assert question.options == each.options
                assert len(question.text) < LONGEST_TEXT - 50  # another notation says a little more
                asked += 1
    assert asked > COUNT
