import pytest

from cells import QUANTITIES, WIRINGS, Wiring
from cells.notation import CONVENTIONS, QUANTITY, symbols


@pytest.mark.parametrize("convention", CONVENTIONS)
@pytest.mark.parametrize("wiring", Wiring.every(), ids=str)
def test_every_quantity_has_a_symbol(wiring: Wiring, convention: str) -> None:
    table = symbols(wiring, convention)
    assert set(table) == set(QUANTITIES)
    assert all(symbol.plain and symbol.latex for symbol in table.values())
    shown = [name for name in QUANTITIES if not (wiring.one_state and name == "hidden")]
    if wiring != WIRINGS["rnn"]:  # where candidate, memory and hidden state are one
        assert len({table[name].latex for name in shown}) == len(shown)


def test_the_complement_exists_only_where_forget_is_tied() -> None:
    keep = {"slides", "cho", "torch", "keras"}
    for wiring in Wiring.every():
        for convention in CONVENTIONS:
            table = symbols(wiring, convention)
            flipped = {name for name, symbol in table.items() if symbol.complement}
            tied = wiring.one_state and wiring.forget == "tied"
            assert flipped == ({"update"} if tied and convention in keep else set())


@pytest.mark.parametrize(
    ("convention", "letters"),
    [
        ("ng", "Γr c̃ Γu c"),
        ("slides", "r H̃ u H"),
        ("cho", "r h̃ z h"),
        ("chung", "r h̃ z h"),
        ("torch", "r n z h"),
        ("keras", "r ĥ z h"),
    ],
)
def test_the_gru_in_every_notation(convention: str, letters: str) -> None:
    table = symbols(WIRINGS["gru"], convention)
    shown = [table[name].plain for name in ("reset", "candidate", "update", "cell")]
    assert " ".join(shown) == letters
    assert table["hidden"] == table["cell"]


@pytest.mark.parametrize(
    ("convention", "letters"),
    [
        ("ng", "c̃ Γu Γf c Γo a"),
        ("slides", "C̃ i f C o H"),
        ("chung", "c̃ i f c o h"),
        ("torch", "g i f c o h"),
    ],
)
def test_the_lstm_in_every_notation(convention: str, letters: str) -> None:
    table = symbols(WIRINGS["lstm"], convention)
    names = ("candidate", "update", "forget", "cell", "output", "hidden")
    assert " ".join(table[name].plain for name in names) == letters


def test_meanings_and_ranges() -> None:
    assert set(QUANTITY) == set(QUANTITIES)
    for row in QUANTITY.values():
        assert (row.low, row.high) == ((0, 1) if row.palette == "gate" else (-1, 1))


def test_an_unknown_notation_is_named() -> None:
    with pytest.raises(ValueError, match="no notation 'Ng'; there are ng"):
        symbols(WIRINGS["gru"], "Ng")
