import numpy as np
import pytest

import cells
from views.twin import APART, LONGEST, twin

CAT = "the cat, which already ate the apples, was full"


@pytest.mark.parametrize(
    ("sentence", "other", "noun"),
    [
        (CAT, "the cats, which already ate the apples, was full", 1),
        ("The Wugs near the door were asleep", "The Wug near the door were asleep", 1),
        ("this old key to the cabinets was", "these old keys to the cabinets was", 2),
        ("a dog was here", "some dogs was here", 1),
        ("my aunt's two parrots were loud", "my aunt's one parrot were loud", 4),
        ("THE CHILDREN of the man were happy", "THE CHILD of the man were happy", 1),
    ],
)
def test_the_twin_has_the_subject_in_its_other_number(sentence: str, other: str, noun: int) -> None:
    reader = cells.load("gru")
    found = twin(reader, reader.read(sentence))
    assert found is not None
    assert (found.sentence(), found.noun) == (other, noun)


@pytest.mark.parametrize("name", ["rnn", "gru", "lstm", "gru-as-found", "lstm-1997"])
def test_the_twin_is_a_reading_of_the_same_reader(name: str) -> None:
    reader = cells.load(name)
    trace = reader.read(CAT)
    found = twin(reader, trace)
    assert found is not None
    read = reader.read(" ".join(found.words))
    np.testing.assert_allclose(found.cell, read["cell"], atol=1e-5)
    odds, other = (reader.log_odds(each, "was", "were") for each in (trace, read))
    assert (odds * other < 0).any()
    unit = int(reader.card["carriers"]["number"])
    start = found.start(trace, unit)
    assert start is not None
    apart = np.abs(found.cell - trace["cell"])[:, unit]
    assert apart[start] >= APART
    assert (apart[:start] < APART).all()


@pytest.mark.parametrize(
    "sentence",
    [
        *("every child sleeps", "all dogs bark", "the sheep were there", "the news was bad"),
        *("he was here", "猫 was", "x y z", ", . !", "was " * (LONGEST + 1)),
    ],
)
def test_where_no_noun_can_be_turned_there_is_no_twin(sentence: str) -> None:
    reader = cells.load("gru")
    assert twin(reader, reader.read(sentence)) is None


def test_the_noun_is_named_with_the_words_before_it() -> None:
    reader = cells.load("gru")
    phrases = {}
    for sentence in (CAT, "my aunt's two parrots were loud", "the bus"):
        found = twin(reader, reader.read(sentence))
        assert found is not None
        phrases[sentence] = found.phrase()
    assert list(phrases.values()) == ["the cats …", "… aunt's one parrot …", "the buses"]
