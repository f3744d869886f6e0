import pytest

from cells import WIRINGS, Wiring


def test_named_wirings_are_the_rows_of_the_table() -> None:
    table = {
        "rnn": ("open", "open", "shut", "open", False),
        "gru-simple": ("learned", "open", "tied", "open", False),
        "gru": ("learned", "learned", "tied", "open", False),
        "lstm": ("learned", "open", "learned", "learned", True),
        "lstm-plain-output": ("learned", "open", "learned", "learned", False),
        "lstm-1997": ("learned", "open", "open", "learned", True),
        "lstm-coupled": ("learned", "open", "tied", "learned", True),
    }
    assert {name: tuple(w.as_dict().values()) for name, w in WIRINGS.items()} == table
    assert all(wiring.name == name for name, wiring in WIRINGS.items())


def test_an_open_update_gate_makes_tied_and_shut_one_cell() -> None:
    tied = Wiring("open", "open", "tied", "open", squash=False)
    assert tied == WIRINGS["rnn"]
    assert tied.name == "rnn"


def test_every_wiring_comes_once() -> None:
    every = Wiring.every()
    assert len(every) == len(set(every)) == 2 * 2 * 4 * 2 * 2 - 8
    assert set(WIRINGS.values()) < set(every)
    assert Wiring("open", "learned", "open", "open", squash=True).name is None


@pytest.mark.parametrize(
    ("switch", "position"),
    [("update", "shut"), ("reset", "tied"), ("forget", "on"), ("output", None), ("squash", 1)],
)
def test_a_position_that_a_switch_lacks_is_named(switch: str, position: object) -> None:
    switches = WIRINGS["lstm"].as_dict() | {switch: position}
    with pytest.raises(ValueError, match=f"switch '{switch}' is {position!r}"):
        Wiring(**switches)  # type: ignore[arg-type]


def test_learned_gates_stand_in_the_order_of_a_step() -> None:
    assert WIRINGS["lstm"].learned == ("update", "forget", "output")
    assert WIRINGS["gru"].learned == ("reset", "update")
    assert WIRINGS["rnn"].learned == ()
