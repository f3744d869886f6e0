"""Names of readers that visitors train."""

import pytest

import cells
from cells import WIRINGS, Wiring
from views import own, presets

CARD = {"figures": {"mean": 0.9}, "seed": 1}


@pytest.mark.parametrize("wiring", Wiring.every(), ids=own.code)
def test_a_name_tells_its_wiring(wiring: Wiring) -> None:
    assert own.wiring(own.name(wiring, CARD)) == wiring


def test_codes_tell_all_cells_apart() -> None:
    assert len({own.code(wiring) for wiring in Wiring.every()}) == len(Wiring.every())


def test_a_name_tells_one_card_from_another_and_not_in_which_order_it_was_written() -> None:
    gru = WIRINGS["gru"]
    assert own.name(gru, CARD) == own.name(gru, dict(reversed(CARD.items())))
    assert own.name(gru, CARD) != own.name(gru, {**CARD, "seed": 2})


@pytest.mark.parametrize(
    "name",
    [
        *("", "gru", "own-", "own-lltoy-", "own-zzzzz-0123456789abcdef"),
        *("own-lltoy-0123456789ABCDEF", "own-lltoy-0123456789abcdef\n", *cells.names()),
    ],
)
def test_no_other_name_tells_a_wiring(name: str) -> None:
    assert own.wiring(name) is None


def test_titles_tell_the_cell_and_two_of_one_cell_apart() -> None:
    lstm, nameless = WIRINGS["lstm"], Wiring("learned", "learned", "shut", "open", squash=True)
    titles = [presets.title(own.name(w, {"seed": s})) for w in (lstm, nameless) for s in (1, 2)]
    assert [title[:-4] for title in titles] == ["your LSTM "] * 2 + ["your cell "] * 2
    assert len(set(titles)) == 4
