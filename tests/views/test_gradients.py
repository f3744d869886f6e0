"""The gradient as told: vanishing, holding, exploding, and the half-lives of the library."""

import math

import numpy as np
import pytest

import cells
from cells import Gradient
from cells.scaling import scaled
from views import gradients
from views.numbers import power

TEXT = "the cat, which already ate the apples, was full and the dogs were hungry"


def gradient(name: str = "rnn-as-found", factor: float = 1.0) -> Gradient:
    reader = scaled(cells.load(name), factor)
    return cells.jacobian_norms(reader, reader.read(TEXT))


def made(slope: float, steps: int = 10) -> Gradient:
    norm = slope * np.arange(steps - 1, -1, -1.0)
    return Gradient(norm, np.ones((steps, 2)), np.ones((steps, 2)))


@pytest.mark.parametrize(("slope", "what"), [(-0.3, "vanishes"), (0.0, "holds"), (0.3, "explodes")])
def test_it_is_told_what_the_gradient_does(slope: float, what: str) -> None:
    said = gradients.scaled(1.5, made(slope))
    assert f"× 1.5 the gradient {what}" in said
    assert f"a factor of {10**slope:.3g} a word" in said


def test_small_weights_make_it_vanish() -> None:
    assert "vanishes" in gradients.scaled(0.1, gradient(factor=0.1))
    assert gradient(factor=0.1).log10_norm[0] < gradient().log10_norm[0] - 3


def test_the_table_holds_the_half_lives_and_what_is_left() -> None:
    found = {name: gradient(name) for name in gradients.names(cells.names())}
    assert len(found) == 4
    table = gradients.table(found)
    for (_, left, half), each in zip(table.rows, found.values(), strict=True):
        if math.isinf(each.half_life):
            assert half == "no half-life"
        else:
            assert float(half) == pytest.approx(each.half_life, abs=0.051)
        assert left == power(float(each.log10_norm[0]))
    assert "halves every" in gradients.told(found)


def test_a_text_of_one_word_has_no_gradient_to_tell_of() -> None:
    one = made(0.0, steps=1)
    assert gradients.scaled(1.0, one) == gradients.told({"a": one, "b": one}) == ""
    assert gradients.table({"gru": one}).rows[0][2] == "–"


def test_lines_are_the_norms_down_to_where_nothing_is_left() -> None:
    norms = np.array([-math.inf, -50.0, -2.0, 0.0])
    (line,) = gradients.norms({"gru": norms}, "norm").data
    np.testing.assert_array_equal(line.y, [gradients.FLOOR, gradients.FLOOR, -2, 0])
    np.testing.assert_array_equal(line.x, [3, 2, 1, 0])
    highway, every = gradients.unit(gradient("lstm"), 4).data
    np.testing.assert_array_equal(every.y, gradient("lstm").unit[:, 4])
    np.testing.assert_array_equal(highway.y, gradient("lstm").highway[:, 4])
