"""Surgeries offered by name: each is one that its wiring allows."""

import pytest

import cells
from cells import Wiring
from views import cuts
from views.offered import NONE, offered


@pytest.mark.parametrize("wiring", Wiring.every(), ids=str)
def test_every_surgery_fits_its_wiring(wiring: Wiring) -> None:
    found = offered(wiring, 0)
    assert found[NONE] == "no surgery"
    assert len(found) == 2 + 2 * len(wiring.learned)
    for text in filter(None, found):
        parsed, complaint = cuts.parse(text)
        assert complaint is None
        assert cuts.fitting(parsed, wiring, 3, 32) == (parsed, [])
        assert cuts.write(parsed) == text
    assert len(set(found.values())) == len(found)


def test_another_one_that_is_chosen_is_offered_too() -> None:
    wiring = cells.load("gru").wiring
    assert offered(wiring, None, "update:2:0:shut")["update:2:0:shut"] == "update:2:0:shut"
    assert list(offered(wiring, None)) == list(offered(wiring, None, NONE))
