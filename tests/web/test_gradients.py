"""Gradients that are shown: those of the library, one by one, and none that takes much room."""

import numpy as np
import pytest

import cells
from web import gradients, turns

TEXT = "the cat was full and the dogs were hungry"


def test_what_is_shown_is_what_the_library_says() -> None:
    told: list[float] = []
    found = gradients.gradients(TEXT, ["rnn-as-found", "lstm-as-found"], told.append)
    assert told == [0.5, 1.0]
    for name, gradient in found.items():
        reader = cells.load(name)
        expected = cells.jacobian_norms(reader, reader.read(TEXT))
        np.testing.assert_array_equal(gradient.log10_norm, expected.log10_norm)
        assert gradient.half_life == expected.half_life
        assert gradient.unit.size == gradient.highway.size == 0
        steps = cells.step_norms(reader, reader.read(TEXT))
        np.testing.assert_array_equal(gradients.factors(TEXT, name), steps)


def test_scaled_weights_are_another_gradient_and_the_reader_stays() -> None:
    plain = gradients.gradient(TEXT, "rnn-as-found")
    assert gradients.gradient(TEXT, "rnn-as-found", 0.1).log10_norm[0] < plain.log10_norm[0]
    np.testing.assert_array_equal(
        gradients.gradient(TEXT, "rnn-as-found").log10_norm, plain.log10_norm
    )


def test_only_a_long_text_stands_in_line(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(turns.heavy, "_longest", 0)  # nobody is let in
    for measured in (gradients.gradient, gradients.factors):
        assert measured("of " * 900, "rnn-as-found") is not None
        with pytest.raises(turns.BusyError):
            measured("," * 1_001, "rnn-as-found")


def test_a_deep_text_says_the_same_over_and_over() -> None:
    words = gradients.deep(["the", "cat"]).split()
    assert len(words) == gradients.DEEP
    assert words[:4] == ["the", "cat", "the", "cat"]
    assert len(gradients.deep(["a"] * 3).split()) == gradients.DEEP
