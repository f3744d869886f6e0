"""The verdict word by word: sentences and bars hold the numbers of the library."""

import re

import numpy as np
import pytest

import cells
from views.reading import Reading, read
from views.swaps import other_numbers
from views.terms import depends, figure, swapped, swaps_figure, told

CAT = "the cat, which already ate the apples, was full"


def reading(reader: str = "gru") -> Reading:
    return read(cells.load(reader), CAT, ("was", "were"))


def numbers(text: str) -> list[float]:
    return [float(n.replace("−", "-")) for n in re.findall(r"[+−]?\d+\.\d\d", text)]


@pytest.mark.parametrize("name", cells.names())
@pytest.mark.parametrize("at", [0, 8, 10])
def test_what_is_told_adds_up(name: str, at: int) -> None:
    found = reading(name)
    verdict = cells.verdict(cells.load(name), found.trace, "was", "were", at)
    said = told(found, verdict, at)
    *parts, whole = numbers(said.split(" The number unit")[0])
    assert whole == pytest.approx(verdict.log_odds, abs=0.006)
    assert sum(parts) == pytest.approx(whole, abs=0.05)
    winner = "was" if verdict.log_odds > 0 else "were"
    assert re.search(rf"together log P\(was\) − log P\(were\) = \S+, {winner}\.", said)


def test_bars_are_the_terms_and_the_bias() -> None:
    found = reading()
    verdict = cells.verdict(cells.load("gru"), found.trace, "was", "were", 8)
    bars = figure(found, verdict.words, 8, verdict.bias).data[0]
    np.testing.assert_allclose(bars.y, [*verdict.words[:9], verdict.bias])
    assert (bars.x[1], bars.x[-1]) == ("2 cat", "bias")
    assert len(figure(found, verdict.words, 8, None).data[0].x) == 9


def test_written_and_depended_on_are_told_apart_where_they_are() -> None:
    found = reading("rnn")
    reader = cells.load("rnn")
    verdict = cells.verdict(reader, found.trace, "was", "were", 8)
    changes = cells.dependence(reader, " ".join(found.words[:9]), "was", "were")
    said = depends(found, changes, verdict, 8)
    assert f"Without “{found.words[int(np.abs(changes).argmax())]}”" in said
    assert "two questions" in said  # the comma wrote all of it
    same = depends(found, verdict.words, verdict, 8)
    assert same.endswith("The same word wrote most of what decides.")


def swap(name: str, at: int) -> tuple[Reading, cells.Verdict, dict[int, str], np.ndarray]:
    found, reader = reading(name), cells.load(name)
    swaps = dict(other_numbers(reader, found.words[: at + 1]))
    text = " ".join(found.words[: at + 1])
    pair = ("was", "were")
    changes = cells.dependence(reader, text, *pair, list(swaps), list(swaps.values()))
    return found, cells.verdict(reader, found.trace, *pair, at), swaps, changes


@pytest.mark.parametrize("name", ["gru", "lstm", "rnn"])
def test_a_swap_is_told_as_the_other_sentence_is_read(name: str) -> None:
    found, verdict, swaps, changes = swap(name, 8)
    said = swapped(found, changes, swaps, verdict)
    assert said.startswith("With “cats” for “cat” (word 2)")
    other = cells.load(name).prefer("the cats, which already ate the apples,", "was", "were")
    assert numbers(said)[1] == pytest.approx(other, abs=0.006)
    assert "which turns the verdict to were." in said


def test_a_swap_that_turns_nothing_says_so() -> None:
    found, verdict, swaps, changes = swap("gru", 8)
    only = {8 - 1: swaps[7]}  # apples -> apple
    said = swapped(found, changes[-1:], only, verdict)
    assert said.endswith("then, still was.")
    assert swapped(found, changes[:0], {}, verdict) == "No word here can be swapped so."


def test_bars_of_swaps_name_both_words_as_text() -> None:
    found = reading()
    bars = swaps_figure(found, np.array([1.5, -2.0]), {0: "<b>", 1: "<b>"}).data[0]
    assert list(bars.x) == ["1 the → &lt;b&gt;", "2 cat → &lt;b&gt;"]
    np.testing.assert_array_equal(bars.y, [1.5, -2.0])
