"""Forgetting on purpose: what is dropped is what the gates say."""

import numpy as np
import pytest

import cells
from cells import Clamp
from views import numbers
from views.forgetting import dropped, figure, told
from views.reading import Reading, Surgery, read

DOGS = "the cat was full and the dogs were hungry"


def reading(text: str = DOGS, reader: str = "gru", surgery: Surgery = ()) -> Reading:
    return read(cells.load(reader), text, ("was", "were"), surgery)


@pytest.mark.parametrize(("name", "how"), [("lstm", "Γf"), ("gru", "1 − Γu")])
def test_the_old_number_is_dropped_where_the_subject_changes(name: str, how: str) -> None:
    found = reading(reader=name)
    said = told(found, 0)
    assert "at “dogs” (word 7)" in said
    assert f"{how} = {numbers.gate(float(found.track('forget', 0)[6]))}" in said
    assert told(reading("the", name), 0) == ""


@pytest.mark.parametrize("name", cells.names())
def test_what_is_dropped_and_what_is_written_make_the_memory(name: str) -> None:
    trace = reading(reader=name).trace
    for unit in (0, 3, 31):
        past = np.concatenate([[0], trace["cell"][:-1, unit]])
        kept = np.abs(past) - dropped(reading(reader=name), unit)
        written = trace["update"][:, unit] * trace["candidate"][:, unit]
        np.testing.assert_allclose(
            np.sign(past) * kept + written, trace["cell"][:, unit], atol=1e-5
        )


def test_a_gate_held_shut_keeps_everything_on_screen_too() -> None:
    held = reading(surgery=(Clamp("update", units=(0,), steps=(6,), value=0.0),))
    assert dropped(held, 0)[6] == 0
    assert "“dogs”" not in told(held, 0)
    assert figure(held, 0).data[0].y[6] == 1


def test_a_figure_has_what_is_kept_and_the_memory_and_shows_words_as_text() -> None:
    found = reading("<b> the dogs were")
    bars, line = figure(found, 0).data
    np.testing.assert_array_equal(bars.y, found.track("forget", 0))
    np.testing.assert_array_equal(line.y, found.track("cell", 0))
    assert "<b>" not in "".join(bars.x)
