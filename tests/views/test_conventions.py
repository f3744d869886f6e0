"""What the screen shows in every notation: numbers, symbols and sentences that fit each other."""

import json
import re

import numpy as np
import pytest

from cells import WIRINGS, Reader, Wiring
from cells.notation import CONVENTIONS, QUANTITY, symbols
from tests.views.calculator import QUANTITIES, Array, evaluate, step_values
from tests.views.readings import SENTENCE, WIRED, reader, reading
from views import numbers
from views.conventions import conventions, notes, number, sentence, value
from views.narration import facts, narrate, text
from views.reading import Reading, read
from views.story import SHUT

KEEPING = ("slides", "cho", "torch", "keras")


def looked_up(made: Reader, told: Reading, convention: str, step: int) -> dict[str, Array]:
    """Return every symbol at one step, from the trace's own numbers and the reader's weights."""
    word = made.embedding(told.words)[step].double().numpy()
    none = np.zeros(told.units)
    past = {
        name: told.trace[name][step - 1].astype(np.float64) if step else none
        for name in ("hidden", "cell")
    }
    now = {name: told.trace[name][step].astype(np.float64) for name in QUANTITIES}
    return step_values(made.cell, convention, word, past, now)


@pytest.mark.parametrize("convention", CONVENTIONS)
@pytest.mark.parametrize("wiring", Wiring.every(), ids=str)
def test_every_equation_on_screen_gives_the_number_beside_it(
    wiring: Wiring, convention: str
) -> None:
    made = reader(wiring)
    told, table = read(made, SENTENCE, ("was", "were")), symbols(wiring, convention)
    sent = conventions(wiring)[convention]
    for step in range(0, len(told), 3):
        row = looked_up(made, told, convention, step)
        for name, latex in sent["equations"].items():
            right = evaluate(latex.split(" = ", 1)[1], row)
            shown = [value(told.trace, table[name], name, k, step) for k in range(told.units)]
            np.testing.assert_allclose(right, shown, atol=2e-5)
        if sent["memory"]:
            np.testing.assert_allclose(of_chips(told, sent, step), told.trace["cell"][step], 1e-5)
            assert all(latex.replace(" ", "") for term in sent["memory"] for latex, *_ in term)


def of_chips(told: Reading, sent: dict[str, list[list[list[str | int]]]], step: int) -> Array:
    """Multiply and add up the chips under the memory equation, as anybody would in the room."""
    total = np.zeros(told.units)
    for term in sent["memory"]:
        product = np.ones(told.units)
        for _, name, back, rest in term:
            at = step - int(back)
            chip = told.trace[str(name)][at].astype(np.float64) if at >= 0 else total * 0
            product = product * (1 - chip if rest else chip)
        total = total + product
    return total


@pytest.mark.parametrize("convention", CONVENTIONS)
@pytest.mark.parametrize("wiring", Wiring.every(), ids=str)
def test_the_symbols_of_the_factors_stand_for_their_numbers(
    wiring: Wiring, convention: str
) -> None:
    made = reader(wiring)
    told = read(made, SENTENCE, ("was", "were"))
    row = looked_up(made, told, convention, 4)
    for term in conventions(wiring)[convention]["memory"]:
        for latex, name, back, rest in term:
            chip = told.trace[name][4 - back].astype(np.float64)
            np.testing.assert_allclose(evaluate(latex, row), 1 - chip if rest else chip, atol=1e-12)


def test_a_gate_that_keeps_is_written_as_exactly_as_one_that_writes() -> None:
    assert numbers.rest(4e-7) == "1−4·10⁻⁷"
    assert numbers.rest(1 - 2e-6) == "2·10⁻⁶"
    assert numbers.rest(0.25) == "0.75"
    assert numbers.rest(0.0) == "1.00"
    assert numbers.rest(1.0) == "0.00"
    assert numbers.rest(0.005) == "0.99"


@pytest.mark.parametrize("convention", CONVENTIONS)
@pytest.mark.parametrize("wiring", WIRED, ids=str)
def test_numbers_are_written_so_that_they_tell_what_decides(
    wiring: Wiring, convention: str
) -> None:
    told = read(reader(wiring, strength=12), SENTENCE, ("was", "were"))
    table, small = symbols(wiring, convention), 0
    for name in wiring.learned:
        for step, unit in np.ndindex(told.trace[name].shape):
            raw = float(told.trace[name][step, unit])
            written = number(told.trace, table[name], name, unit, step)
            if 0 < raw < 0.005:
                assert "·10" in written
                small += 1
            shown = 1 - raw if table[name].complement else raw
            if "·10" not in written:
                assert abs(float(written) - shown) <= 0.0050001
    assert small or not wiring.learned


@pytest.mark.parametrize("convention", CONVENTIONS)
@pytest.mark.parametrize("wiring", WIRED, ids=str)
def test_no_sentence_contradicts_its_numbers_in_any_notation(
    wiring: Wiring, convention: str
) -> None:
    table = symbols(wiring, convention)
    for seed in range(4):
        told = reading(wiring, seed)
        for unit, step in np.ndindex(told.units, len(told)):
            known = facts(told, unit, step)
            said = sentence(narrate(known), told.trace, unit, step, table).replace("\u00a0", " ")
            ours = text(narrate(known)).replace("\u00a0", " ")
            assert (said == ours) if convention == "ng" else ("Γ" not in said)
            check(said, told, unit, step, convention)
            # All else is the same sentence.
            assert skeleton(said) == skeleton(ours)


def check(said: str, told: Reading, unit: int, step: int, convention: str) -> None:
    """Hold every symbol with its number in a sentence against the trace."""
    table = symbols(told.trace.wiring, convention)
    for symbol, written in re.findall(r"([^\s(]+) = (\S+?)(?=[),;.]*(?:\s|$))", said):
        names = [name for name in QUANTITIES if table[name].plain == symbol]
        assert written in {number(told.trace, table[n], n, unit, step) for n in names}
    if told.trace.wiring.update == "learned":
        update = table["update"]
        assert ("it keeps" in said) == update.complement
        shown = value(told.trace, update, "update", unit, step)
        written = 1 - shown if update.complement else shown
        assert ("shut" in said) == (written < SHUT)
        assert ("input gate" in said) == (update.plain == "i")


def skeleton(said: str) -> str:
    """Return a sentence without what notations differ in."""
    return re.sub(r"(it keeps )?[^\s(]+ = \S+?(?=[),;.]*(\s|$))|update gate|input gate", "…", said)


def test_what_must_be_said_of_a_notation_is_said_where_it_is_true() -> None:
    assert notes(WIRINGS["gru"], "ng") == []
    assert notes(WIRINGS["gru"], "chung") == []
    for convention in KEEPING:
        assert "= 1 keeps" in notes(WIRINGS["gru"], convention)[0]
        assert not any("keeps" in note for note in notes(WIRINGS["lstm"], convention))
    for wiring in Wiring.every():
        for convention in CONVENTIONS:
            after = [note for note in notes(wiring, convention) if "after the product" in note]
            wanted = convention in ("torch", "keras") and wiring.reset == "learned"
            assert len(after) == wanted


@pytest.mark.parametrize("wiring", Wiring.every(), ids=str)
def test_all_notations_together_are_small(wiring: Wiring) -> None:
    sent = conventions(wiring)
    assert list(sent) == list(CONVENTIONS)
    assert len(json.dumps(sent, ensure_ascii=False, separators=(",", ":"))) < 6_000
    for convention in sent.values():
        assert set(convention["symbols"]) == set(QUANTITY)
