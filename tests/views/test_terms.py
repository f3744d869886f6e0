"""The verdict word by word: sentences and bars hold the numbers of the library."""

import re

import numpy as np
import pytest

import cells
from views.reading import Reading, read
from views.terms import depends, figure, told

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
    assert re.search(rf"together \S+, {winner}\.", said)


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
