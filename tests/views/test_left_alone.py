import numpy as np
import pytest

import cells
from cells import WIRINGS, Clamp, Silence
from tests.views.readings import SENTENCE, reader, reading
from views.cuts import Cut, parse
from views.left_alone import first, forced
from views.narration import facts, narrate, text
from views.reading import Reading, read
from views.stage import pack, unpack
from views.story import aside, unit_of

PAIR = ("was", "were")
CUT = Clamp("update", [0], [7], 1.0)


def under(*cuts: Cut, name: str = "gru", sentence: str = SENTENCE) -> Reading:
    """Return a shipped reader's reading under surgery."""
    return read(cells.load(name), sentence, PAIR, cuts)


def said(made: Reading, step: int) -> str:
    return text(narrate(facts(made, unit_of(made), step)))


def test_before_and_after_are_what_the_library_reads() -> None:
    shelf, cuts = cells.load("gru"), (CUT, Silence([3], [2, 4]))
    header, blocks = unpack(message := pack(read(shelf, SENTENCE, PAIR, cuts)))
    after, before = shelf.read(SENTENCE, cuts), shelf.read(SENTENCE)
    start = header["alone"]["from"]
    assert start == 2
    rest = np.frombuffer(message, "<f4", offset=len(message) - 4 * 4 * (11 - start) * 32)
    alone = dict(zip(header["alone"]["blocks"], rest.reshape(4, 11 - start, 32), strict=True))
    for name, block in blocks.items():
        np.testing.assert_array_equal(block, after[name])
        np.testing.assert_array_equal(alone[name], before[name][start:])
        np.testing.assert_array_equal(after[name][:start], before[name][:start])
    np.testing.assert_allclose(
        header["log_odds_alone"], shelf.log_odds(before, *PAIR), rtol=0, atol=1e-5
    )
    np.testing.assert_allclose(
        header["probabilities_alone"], shelf.probabilities(before, PAIR), rtol=1e-5
    )
    np.testing.assert_allclose(header["log_odds"], shelf.log_odds(after, *PAIR), rtol=0, atol=1e-5)


def test_no_surgery_changes_no_bit() -> None:
    shelf = cells.load("gru")
    plain = pack(read(shelf, SENTENCE, PAIR))
    assert pack(read(shelf, SENTENCE, PAIR, ())) == plain
    header, _ = unpack(plain)
    assert not {"surgery", "alone", "log_odds_alone", "difference"} & set(header)
    assert set(header["ramps"]["light"]) == {"gate", "memory"}


def test_the_run_left_alone_may_be_handed_in_and_is_not_read_again() -> None:
    shelf = cells.load("gru")
    alone = read(shelf, SENTENCE, PAIR)
    made = read(shelf, SENTENCE, PAIR, (CUT,), alone)
    assert made.alone is alone
    assert made.twin is None
    assert pack(made) == pack(under(CUT))


@pytest.mark.parametrize(
    "cuts",
    [(Clamp("update", [0], [7]),), (Clamp("reset", None, None, 0.5),), (Silence(), CUT)],
    ids=str,
)
def test_a_step_is_forced_where_the_trace_says_so(cuts: tuple[Cut, ...]) -> None:
    made = under(*cuts)
    for unit in (0, 1):
        for name, where in forced(made, unit).items():
            np.testing.assert_array_equal(where, made.trace.forced(name)[:, unit])
    assert first(made) == min(0 if cut.steps is None else min(cut.steps) for cut in cuts)
    assert forced(reading(), 0) == {}


def test_forcing_the_gate_open_at_apples_turns_the_verdict_and_is_told() -> None:
    made = under(CUT)
    assert made.log_odds[8] < 0 < cells.load("gru").read(SENTENCE)["cell"][8, 0]
    assert "forced open at “apples” (Γu\u00a0=\u00a01.00) and lets in plural" in said(made, 7)
    assert "“were” is" in said(made, 8)
    assert "; left alone, “was” is" in said(made, 8)
    assert "left alone" not in said(made, 3)


def test_every_way_to_force_is_told() -> None:
    assert "is forced shut at “cat” (Γu\u00a0=\u00a00.00) and keeps out" in said(
        under(Clamp("update", [0], [1], "shut")), 1
    )
    assert "is held at “cat” (Γu\u00a0=\u00a00.50) and lets in part of" in said(
        under(Clamp("update", [0], [1], 0.5)), 1
    )
    assert "; its reset gate is forced open (Γr\u00a0=\u00a01.00)" in said(
        under(Clamp("reset", None, [7])), 7
    )
    lstm = under(Clamp("forget", [0], [7], 0), Clamp("output", [0], [2], 0.25), name="lstm")
    assert "; the forget gate, forced shut, keeps 0\u00a0%" in said(lstm, 7)
    assert "; the output gate, held, lets 25\u00a0% of it out" in said(lstm, 2)
    for name, letter in {"gru": "c", "rnn": "a"}.items():
        silenced = under(Silence([0]), name=name)
        assert f" is silenced: {letter}\u00a0=\u00a00.00" in said(silenced, 1)


@pytest.mark.parametrize("wiring", WIRINGS.values(), ids=str)
def test_a_forced_gate_is_told_with_the_number_that_acted(wiring: cells.Wiring) -> None:
    small = reader(wiring)
    for gate in wiring.learned:
        made = read(small, SENTENCE, PAIR, (Clamp(gate, [2], [3], 0.125),))
        told = facts(made, 2, 3)
        assert getattr(told, gate) == 0.125
        assert told.forced == {gate}
        assert "forced" in text(narrate(told)) or "held" in text(narrate(told))


def test_the_unit_shown_stays_when_its_story_is_cut_short() -> None:
    made = under(*parse("update:2:0:shut~silence:0")[0])
    assert unit_of(made) == 0
    assert aside(made, 0) is None
