"""Cells with other curves on screen: equations, sentences, colours, cards that fit the numbers."""

import re

import numpy as np
import pytest

import cells
from cells import WIRINGS, Wiring
from cells.curves import USUAL, Curves
from cells.notation import CONVENTIONS, limits, symbols
from cells.scaling import bent
from tests.views.calculator import evaluate
from tests.views.readings import SENTENCE, WIRED, reader
from tests.views.test_conventions import looked_up, of_chips
from views import cards, gate_types, numbers, story
from views.bands import bands
from views.bands import limits as ends
from views.conventions import conventions, notes, number, sentence, value
from views.curved import BENT, base, curves, gate_note
from views.narration import facts, narrate, text
from views.reading import Reading, read
from views.stage import pack, unpack
from views.story import SHUT

OTHERS = [each for each in Curves.every() if each != USUAL]
TANH, UNSIGNED = Curves(gates="tanh"), Curves(candidate="sigmoid")
KEEPING = ("slides", "cho", "torch", "keras")


def told(wiring: Wiring, bend: Curves, seed: int = 0) -> Reading:
    return read(bent(reader(wiring, seed), bend), SENTENCE, ("was", "were"))


@pytest.mark.parametrize("convention", CONVENTIONS)
@pytest.mark.parametrize("bend", OTHERS, ids=str)
@pytest.mark.parametrize("wiring", WIRED, ids=str)
def test_every_equation_on_screen_gives_the_number_beside_it(
    wiring: Wiring, bend: Curves, convention: str
) -> None:
    made = bent(reader(wiring), bend)
    reading, table = told(wiring, bend), symbols(wiring, convention, bend)
    sent = conventions(wiring, bend)[convention]
    for step in range(0, len(reading), 3):
        row = looked_up(made, reading, convention, step)
        for name, latex in sent["equations"].items():
            right = evaluate(latex.split(" = ", 1)[1], row)
            shown = [value(reading.trace, table[name], name, k, step) for k in range(reading.units)]
            if bend.gates != "hard" or name in ("cell", "hidden", "candidate"):
                np.testing.assert_allclose(right, shown, rtol=2e-4, atol=2e-4)
            else:  # float32 and float64 may fall to two sides of a step
                assert np.mean(right != shown) < 0.2
        if sent["memory"]:
            np.testing.assert_allclose(
                of_chips(reading, sent, step), reading.trace["cell"][step], rtol=1e-4, atol=1e-4
            )


@pytest.mark.parametrize("convention", CONVENTIONS)
def test_the_complement_does_not_exist_for_tanh_and_the_screen_says_so(convention: str) -> None:
    usual = symbols(WIRINGS["gru"], convention)["update"]
    here = symbols(WIRINGS["gru"], convention, TANH)["update"]
    assert usual.complement == (convention in KEEPING)
    assert not here.complement
    said = " ".join(notes(WIRINGS["gru"], convention, TANH))
    assert "from −1 to 1" in said
    assert (f"{here.plain} = 1 writes here" in said) == (convention in KEEPING)
    assert "= 1 keeps" not in said
    hard = " ".join(notes(WIRINGS["gru"], convention, Curves(gates="hard")))
    assert "Gates are 0 or 1 here" in hard


@pytest.mark.parametrize("wiring", WIRED, ids=str)
def test_no_sentence_on_tanh_gates_contradicts_its_numbers(wiring: Wiring) -> None:
    below = 0
    for seed in range(6):
        reading = told(wiring, TANH, seed)
        for unit, step in np.ndindex(reading.units, len(reading)):
            known = facts(reading, unit, step)
            said = text(narrate(known)).replace("\u00a0", " ")
            if known.update is not None:
                assert f"Γu = {numbers.gate(known.update)}" in said
                assert ("shut" in said) == (abs(known.update) < SHUT)
                assert ("is below 0 at" in said) == (known.update <= -SHUT)
                assert (" opens" in said) == (known.update >= SHUT)
                kept = re.search(r"is taken (\S+) times", said)
                assert (kept is not None) == (known.tied and known.update <= -SHUT)
                if kept:
                    assert kept[1] == numbers.two(1 - known.update)
                below += known.update <= -SHUT
            forget = re.search(r"forget gate multiplies what was held by (\S+);", said)
            assert (forget is None) == (known.forget is None)
            if forget and known.forget is not None:
                assert forget[1] == numbers.gate(known.forget)
            assert "keeps" not in said.replace("keeps out", "")
            assert f"{known.letters[1]} = {numbers.two(known.after)}" in said
    assert below or wiring.update == "open"


@pytest.mark.parametrize("convention", CONVENTIONS)
def test_every_notation_tells_the_same_of_tanh_gates(convention: str) -> None:
    reading = told(WIRINGS["gru"], TANH)
    table = symbols(WIRINGS["gru"], convention, TANH)
    for unit, step in np.ndindex(reading.units, len(reading)):
        said = sentence(narrate(facts(reading, unit, step)), reading.trace, unit, step, table)
        written = number(reading.trace, table["update"], "update", unit, step)
        assert f"{table['update'].plain}\u00a0=\u00a0{written}" in said
        assert written == numbers.gate(float(reading.trace["update"][step, unit]))


def test_the_stage_is_told_the_curves_and_colours_tanh_gates_by_their_sign() -> None:
    for bend in Curves.every():
        reading = told(WIRINGS["gru"], bend)
        header, blocks = unpack(pack(reading))
        assert header["curves"] == bend.as_dict()
        for band in header["bands"]:
            low, high = band["limits"]
            assert band["ramp"] == ("memory" if low < 0 else "gate")
            if band["quantity"] != "cell":
                assert low <= blocks[band["quantity"]].min()
                assert blocks[band["quantity"]].max() <= high
    for bend in Curves.every():
        for band in bands(WIRINGS["lstm"], curves=bend):
            assert ends(band) == limits(band.quantity, bend)


def test_a_gate_far_below_zero_is_not_called_shut() -> None:
    for seed in range(8):
        reading = told(WIRINGS["gru"], TANH, seed)
        for unit in range(reading.units):
            found = story.beats(reading, unit)
            update = np.abs(reading.track("update", unit))
            if found.run:
                assert update[found.run[0] : found.run[1] + 1].max() < SHUT
            assert all(update[step] < SHUT for step in story.refused(reading, unit))


def test_a_memory_that_is_never_below_zero_means_no_number_by_its_sign() -> None:
    usual, other = told(WIRINGS["gru"], USUAL), told(WIRINGS["gru"], UNSIGNED)
    assert story.meaning(usual, 2, 0.9) == "singular"
    assert story.meaning(other, 2, 0.9) is None
    assert story.unit_of(other) == 2
    assert story.aside(other, 2) is None
    assert other.trace["cell"].min() >= 0


def test_what_curves_a_reader_has_is_remarked() -> None:
    assert story.remark(told(WIRINGS["gru"], USUAL)) is None
    assert story.remark(told(WIRINGS["gru"], TANH)) == "the gates are tanh, −1 to 1"
    both = Curves("hard", "sigmoid")
    said = story.remark(told(WIRINGS["gru"], both))
    assert said == "the gates are 0 or 1; the candidate is σ, 0 to 1"


@pytest.mark.parametrize(
    ("value", "written"),
    [(-0.003, "−3·10⁻³"), (-0.5, "−0.50"), (0.003, "3·10⁻³"), (1.7, "1.70"), (0.0, "0.00")],
)
def test_gates_below_zero_are_written_with_their_sign(value: float, written: str) -> None:
    assert numbers.gate(value) == written


@pytest.mark.parametrize(
    ("value", "written"),
    [(1e30, "1·10³⁰"), (-2.4e6, "−2·10⁶"), (999_999.0, "999999.00"), (-3.0, "−3.00")],
)
def test_a_memory_that_grows_is_written_with_a_power_of_ten(value: float, written: str) -> None:
    assert numbers.two(value) == written


def test_readers_trained_with_another_curve_stand_apart() -> None:
    found = {name: cells.load(name).card for name in cells.names()}
    other = [name for name in found if curves(found[name]) != USUAL]
    assert other == ["gru-sigmoid-candidate", "gru-tanh-gates"] == list(cells.names()[-2:])
    tables = cards.overview(found, {})
    assert [row[0] for row in tables[BENT].rows] == ["GRU, sigmoid candidate", "GRU, tanh gates"]
    for name in other:
        assert base(name) == "gru"
        assert cards.twin(name, list(found)) == "gru-as-found"
        assert name not in gate_types.readers(WIRINGS["gru"], found)
        rows = [tuple(row) for row in cards.facts(found[name], None).rows]
        assert ("curve of the gates", curves(found[name]).gates) in rows
        assert ("below 0" in gate_note(found[name])) == (curves(found[name]).gates == "tanh")
    assert cards.twin("gru-as-found", list(found)) == "gru"
    for odd in ({"curves": {"gates": "relu"}}, {"curves": "tanh"}, {"curves": {"x": 1}}, {}):
        assert curves(odd) == USUAL
