from functools import partial
from typing import Any, Literal

import numpy as np
import pytest
import torch

from cells import WIRINGS, Clamp, Silence
from cells.cell import Cell
from cells.fast import run
from cells.surgery import gather, prepare
from tests.cells.test_equations import a_cell, some_words

GRU = WIRINGS["gru"]


def hidden(cell: Cell, *surgery: Clamp | Silence, steps: int = 6) -> torch.Tensor:
    cut = prepare(surgery, cell.wiring, steps, cell.units)
    return torch.stack([s.hidden for s in cell.walk(some_words(steps, cell.inputs), cut)])


def test_an_update_gate_held_open_turns_the_gru_into_its_ungated_form() -> None:
    cell, x = a_cell(GRU, 4, 5), some_words(6, 4)
    weights = {name: p.double().numpy() for name, p in cell.state_dict().items()}
    a = np.zeros(5)
    for word, now in zip(
        x.double().numpy(), hidden(cell, Clamp("update", value="open")), strict=True
    ):
        reset = 1 / (1 + np.exp(-(weights["Wr"] @ np.concatenate([a, word]) + weights["br"])))
        a = np.tanh(weights["Wc"] @ np.concatenate([reset * a, word]) + weights["bc"])
        np.testing.assert_allclose(now.numpy(), a, atol=1e-6)


def test_a_shut_update_gate_keeps_the_memory() -> None:
    kept = hidden(a_cell(GRU, 4, 5), Clamp("update", units=[2], steps=[3, 4], value="shut"))
    assert kept[4, 2] == kept[3, 2] == kept[2, 2]
    assert kept[4, 1] != kept[2, 1]


def test_every_later_gate_sees_the_consequence() -> None:
    cell = a_cell(GRU, 4, 5)
    alone, cut = hidden(cell), hidden(cell, Clamp("update", units=[0], steps=[2], value=1))
    assert torch.equal(alone[:2], cut[:2])
    assert (alone[3:] != cut[3:]).all()


def test_a_silenced_memory_has_forgotten() -> None:
    cell = a_cell(WIRINGS["lstm"], 4, 5)
    cut = prepare([Silence(units=[1], steps=[2])], cell.wiring, 6, 5)
    steps = cell.walk(some_words(6, 4), cut)
    assert steps[2].cell[1] == 0 == steps[2].hidden[1]
    wrote = steps[3].update * steps[3].candidate
    assert steps[3].cell[1] == wrote[1]


def test_a_silenced_hidden_state_leaves_the_memory() -> None:
    cell = a_cell(WIRINGS["lstm"], 4, 5)
    cut = prepare([Silence(units=[1], of="hidden")], cell.wiring, 6, 5)
    steps = cell.walk(some_words(6, 4), cut)
    assert all(s.hidden[1] == 0 and s.cell[1] != 0 for s in steps)


def test_the_fast_run_takes_the_same_surgery() -> None:
    surgery: list[Clamp | Silence] = [
        Clamp("update", [0, 3], [1, 2], 0.3),
        Silence([2], [4]),
        Clamp("reset", value="shut"),
    ]
    cell = a_cell(GRU, 4, 5)
    cut = prepare(surgery, GRU, 6, 5)
    fast = run(cell, some_words(6, 4)[:, None], cut).hidden[:, 0]
    torch.testing.assert_close(fast, hidden(cell, *surgery), atol=1e-6, rtol=0)


@pytest.mark.parametrize("name", WIRINGS)
@pytest.mark.parametrize("of", ["cell", "hidden"])
def test_the_fast_run_silences_what_the_walk_silences(
    name: str, of: Literal["cell", "hidden"]
) -> None:
    cell, x = a_cell(WIRINGS[name], 4, 5), some_words(6, 4)
    cut = prepare([Silence([1, 3], [2, 3], of)], cell.wiring, 6, 5)
    walk, fast = cell.walk(x, cut), run(cell, x[:, None], cut)
    for quantity in fast._fields:
        slow = torch.stack([getattr(step, quantity) for step in walk])
        torch.testing.assert_close(getattr(fast, quantity)[:, 0], slow, atol=1e-6, rtol=0)
    assert (fast.hidden[2:4, 0, [1, 3]] == 0).all()
    assert ((fast.cell[2:4, 0, [1, 3]] == 0).all()) == (of == "cell")


def test_where_the_hidden_state_is_the_memory_silencing_it_parts_them() -> None:
    cell = a_cell(GRU, 4, 5)
    steps = cell.walk(some_words(6, 4), prepare([Silence([1], [2], "hidden")], GRU, 6, 5))
    alone = cell.walk(some_words(6, 4))
    assert steps[2].hidden[1] == 0
    assert steps[2].cell[1] == alone[2].cell[1] != 0
    kept = steps[3].forget[1] * steps[2].cell[1]
    assert (
        steps[3].hidden[1] == steps[3].cell[1] == steps[3].update[1] * steps[3].candidate[1] + kept
    )


def test_no_surgery_changes_no_bit() -> None:
    cell, x = a_cell(GRU, 4, 5), some_words(6, 4)
    assert torch.equal(hidden(cell), torch.stack([s.hidden for s in cell.walk(x)]))


@pytest.mark.parametrize("value", [-0.01, 1.01, float("nan"), "ajar", None, True])
def test_a_value_that_no_gate_has_is_refused(value: object) -> None:
    with pytest.raises(ValueError, match="cannot be held at"):
        Clamp("update", value=value)  # type: ignore[arg-type]


def test_names_of_other_things_are_refused() -> None:
    with pytest.raises(ValueError, match="no gate 'cell'"):
        Clamp("cell")  # type: ignore[arg-type]
    with pytest.raises(ValueError, match="Only"):
        Silence(of="update")  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("surgery", "sentence"),
    [
        ([Clamp("forget")], "forget gate of this cell is wired tied"),
        ([Clamp("output")], "output gate of this cell is wired open"),
        ([Clamp("update", units=[5])], "no unit 5 here: they run from 0 to 4"),
        ([Clamp("update", steps=[6])], "no word 6 here: they run from 0 to 5"),
        ([Silence(units=[-1])], "no unit -1"),
        ([Clamp("update", value=0), Clamp("update", [1], [2], 1)], "Two surgeries force update"),
        ([Clamp("reset", value=0.3), Clamp("reset", [1], [2], 0.4)], "Two surgeries force reset"),
    ],
)
def test_what_does_not_fit_the_reading_is_named(
    surgery: list[Clamp | Silence], sentence: str
) -> None:
    with pytest.raises(ValueError, match=sentence):
        prepare(surgery, GRU, 6, 5)


def test_surgeries_that_agree_may_overlap() -> None:
    both = hidden(a_cell(GRU, 4, 5), Clamp("update", value=1), Clamp("update", [1], [2], "open"))
    assert torch.equal(both, hidden(a_cell(GRU, 4, 5), Clamp("update")))


def test_a_gate_is_held_in_the_precision_of_its_cell() -> None:
    cell, x = a_cell(GRU, 4, 5), some_words(2, 4)
    cut = prepare([Clamp("update", value=0.3)], GRU, 2, 5)
    assert (cell.walk(x, cut)[1].update == torch.tensor(0.3, dtype=torch.float32)).all()
    assert (cell.double().walk(x.double(), cut)[1].update.numpy() == 0.3).all()


def test_lists_are_copied_so_that_a_surgery_cannot_change() -> None:
    units = [1]
    clamp = Clamp("update", units=units)
    units.append(2)
    assert clamp == Clamp("update", units=(1,))


def test_surgeries_that_agree_on_a_fraction_may_overlap() -> None:
    prepare([Clamp("reset", value=0.3), Clamp("reset", [1], [2], 0.3)], GRU, 6, 5)


@pytest.mark.parametrize("chosen", [3, [1.5], "12", ["1"], [True, False], [None]])
@pytest.mark.parametrize("field", ["units", "steps"])
def test_units_and_steps_are_whole_numbers(field: str, chosen: object) -> None:
    asked: dict[str, Any] = {field: chosen}
    for one in (partial(Clamp, "update"), Silence):
        with pytest.raises(TypeError, match=f"{field} is a list of whole numbers, such as .3., or"):
            one(**asked)


def test_any_list_of_whole_numbers_will_do() -> None:
    for chosen in (range(2), np.arange(2), iter([0, 1]), (0, 1)):
        assert Silence(units=chosen).units == (0, 1)  # type: ignore[arg-type]


def test_a_word_of_an_empty_text_is_told_apart() -> None:
    with pytest.raises(ValueError, match=r"There is no word 0 here: the text is empty\."):
        prepare([Clamp("update", steps=[0])], GRU, 0, 5)


@pytest.mark.parametrize("surgery", [Clamp("update"), 3, [3], "shut", [[Clamp("update")]]])
def test_what_is_no_surgery_is_told(surgery: object) -> None:
    with pytest.raises(TypeError, match=r"Surgery is a list of Clamp and Silence, not "):
        gather(surgery)  # type: ignore[arg-type]


def test_none_is_no_surgery() -> None:
    assert gather(None) == gather([]) == ()
