import numpy as np
import pytest
from hypothesis import given, settings

import cells
from cells import WIRINGS, Clamp, Reader, Silence, Wiring, tokenize
from tests.cells.readings import TEXT, Cut, Reading, readings
from tests.cells.small import small_reader


def moved(surgery: list[Cut], gone: int, words: int) -> list[Cut]:
    """Return what is left of a surgery when a word is gone: the steps of its other words."""
    kept: list[Cut] = []
    for one in surgery:
        steps = range(words) if one.steps is None else one.steps
        now = [t - (t > gone) for t in steps if t != gone]
        if isinstance(one, Clamp):
            kept.append(Clamp(one.gate, one.units, now, one.value))
        else:
            kept.append(Silence(one.units, now, one.of))
    return kept


@given(reading=readings())
@settings(max_examples=40, deadline=None)
def test_a_word_matters_by_what_reading_without_it_changes(reading: Reading) -> None:
    reader, words = reading.reader, tokenize(reading.text)
    ask = ("was", "were")
    changes = cells.dependence(reader, reading.text, *ask, surgery=reading.surgery)
    whole = reader.prefer(reading.text, *ask, surgery=reading.surgery)
    assert changes.shape == (len(words),)
    for gone in range(len(words)):
        without = " ".join(words[:gone] + words[gone + 1 :])
        left = moved(list(reading.surgery), gone, len(words))
        expected = reader.prefer(without, *ask, surgery=left) - whole
        assert changes[gone] == pytest.approx(expected, abs=1e-4)


@pytest.mark.parametrize("wiring", Wiring.every(), ids=str)
def test_a_word_can_be_swapped_instead(wiring: Wiring) -> None:
    reader, words = small_reader(wiring), tokenize(TEXT)
    swapped = ["cats", "were", "wugs", "the", "apple", "was", "一", "cat", "apples"]
    changes = cells.dependence(reader, TEXT, "was", "were", instead=swapped)
    memory = cells.memory_dependence(reader, TEXT, instead=swapped)
    for t, word in enumerate(swapped):
        other = " ".join((*words[:t], word, *words[t + 1 :]))
        expected = reader.prefer(other, "was", "were") - reader.prefer(TEXT, "was", "were")
        assert changes[t] == pytest.approx(expected, abs=1e-4)
        moved_by = reader.read(other)["cell"][-1] - reader.read(TEXT)["cell"][-1]
        np.testing.assert_allclose(memory[t], moved_by, atol=1e-5)


def test_words_can_be_chosen_in_any_order_and_more_than_once() -> None:
    reader = small_reader()
    all_of_them = cells.dependence(reader, TEXT, "was", "were")
    np.testing.assert_allclose(
        cells.dependence(reader, TEXT, "was", "were", steps=[6, 1, 6]),
        all_of_them[[6, 1, 6]],
        atol=1e-5,
    )
    cats, dog = cells.dependence(
        reader, TEXT, "was", "were", steps=[1, 1], instead=["cats", "apple"]
    )
    for word, change in (("cats", cats), ("apple", dog)):
        other = TEXT.replace("cat", word)
        expected = reader.prefer(other, "was", "were") - reader.prefer(TEXT, "was", "were")
        assert change == pytest.approx(expected, abs=1e-4)
    assert cells.dependence(reader, TEXT, "was", "were", steps=[]).shape == (0,)


def test_changes_are_read_only_and_exact() -> None:
    reader = small_reader()
    for array in (
        cells.dependence(reader, TEXT, "was", "were"),
        cells.memory_dependence(reader, TEXT),
    ):
        assert array.dtype == np.float64
        assert not array.flags.writeable


def test_the_memory_moves_to_what_reading_without_the_word_leaves() -> None:
    reader, words = small_reader(WIRINGS["lstm"]), tokenize(TEXT)
    changes = cells.memory_dependence(reader, TEXT)
    assert changes.shape == (9, 6)
    for gone in range(9):
        left = reader.read(" ".join(words[:gone] + words[gone + 1 :]))["cell"][-1]
        np.testing.assert_allclose(changes[gone], left - reader.read(TEXT)["cell"][-1], atol=1e-5)


def test_without_its_only_word_a_text_is_empty() -> None:
    reader = small_reader()
    (change,) = cells.dependence(reader, "cat", "was", "were", surgery=[Clamp("update", steps=[0])])
    cut = [Clamp("update", steps=[0])]
    expected = reader.prefer("", "was", "were") - reader.prefer("cat", "was", "were", surgery=cut)
    assert change == pytest.approx(expected, abs=1e-5)
    memory = cells.memory_dependence(reader, "cat")
    np.testing.assert_allclose(memory[0], -reader.read("cat")["cell"][0], atol=1e-6)


def test_in_the_plain_rnn_words_matter_that_wrote_nothing() -> None:
    reader = cells.load("rnn")
    text = "the cat which already ate the apples"
    wrote = cells.verdict(reader, reader.read(text), "was", "were").words
    needs = cells.dependence(reader, text, "was", "were", steps=[1], instead=["cats"])
    assert wrote[1] == 0
    assert needs[0] < -5


@pytest.mark.parametrize(
    ("asked", "sentence"),
    [
        ({"steps": [9]}, "no word 9 here: they run from 0 to 8"),
        ({"steps": [-1]}, "no word -1 here"),
        ({"instead": ["cat"]}, "one word for each that it stands for: 9 here"),
        ({"instead": "cat"}, "one word for each"),
        ({"steps": [1], "instead": ["the cat"]}, "exactly one word"),
        ({"surgery": [Clamp("forget")]}, "wired tied"),
        ({"surgery": [Silence(steps=[9])]}, "no word 9 here"),
    ],
)
def test_what_makes_no_sense_is_told(asked: dict, sentence: str) -> None:  # type: ignore[type-arg]
    with pytest.raises(ValueError, match=sentence):
        cells.dependence(small_reader(), TEXT, "was", "were", **asked)
    with pytest.raises(ValueError, match=sentence):
        cells.memory_dependence(small_reader(), TEXT, **asked)


def test_a_text_without_words_depends_on_nothing() -> None:
    with pytest.raises(ValueError, match="There is no word to read"):
        cells.dependence(small_reader(), " ", "was", "were")
    with pytest.raises(ValueError, match="exactly one word"):
        cells.dependence(small_reader(), "cat", "was not", "were")


def answers(reader: Reader, surgery: list[Cut] | None) -> list[np.ndarray]:
    """Return what every function that reads says of one text under a surgery."""
    trace, ask = reader.read(TEXT, surgery=surgery), ("was", "were")
    gradient = cells.jacobian_norms(reader, trace)
    return [
        *(trace[name] for name in trace),
        np.array(reader.prefer(TEXT, *ask, surgery=surgery)),
        reader.prefer_many([(TEXT, *ask)], surgery=surgery),
        np.array([p for _, p in reader.next_words(TEXT, surgery=surgery)]),
        cells.dependence(reader, TEXT, *ask, surgery=surgery),
        cells.memory_dependence(reader, TEXT, surgery=surgery),
        cells.provenance(trace),
        cells.verdict(reader, trace, *ask).words,
        *(gradient.log10_norm, gradient.unit, gradient.highway),
        cells.step_norms(reader, trace),
    ]


@pytest.mark.parametrize("name", WIRINGS)
def test_an_empty_surgery_changes_no_bit_of_any_answer(name: str) -> None:
    reader = small_reader(WIRINGS[name])
    plain = answers(reader, [])
    for other in (answers(reader, None), answers(reader, [])):
        assert all((one == again).all() for one, again in zip(plain, other, strict=True))
    cut: list[Cut] = [Silence([1], [2]), Silence([2], of="hidden")]
    cut += [Clamp(gate, [0], [3, 4], 0.25) for gate in WIRINGS[name].learned]
    different = [(a != b).any() for a, b in zip(plain, answers(reader, cut), strict=True)]
    assert sum(different) >= len(different) - 5  # wired gates, and the highway they make, stay
