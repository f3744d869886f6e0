import copy
import json
import pickle
from collections.abc import Callable
from typing import Any

import pytest

from cells.cards import Card

DATA = {"wiring": {"update": "learned"}, "units": [{"unit": 3}, [1, 2]], "encouraged": True}


@pytest.mark.parametrize(
    "change",
    [
        lambda card: card.__setitem__("update", "shut"),
        lambda card: card.__delitem__("update"),
        lambda card: card.__ior__({"update": "shut"}),
        lambda card: card.update(update="shut"),
        lambda card: card.setdefault("new", 1),
        lambda card: card.pop("update", None),
        lambda card: card.popitem(),
        lambda card: card.clear(),
    ],
)
def test_nothing_in_a_card_can_be_changed(change: Callable[[Any], object]) -> None:
    card = Card(DATA)
    for place in (card, card["wiring"], card["units"][0]):
        before = dict(place)
        with pytest.raises(TypeError, match="card cannot be changed"):
            change(place)
        assert place == before
    assert card["units"] == ({"unit": 3}, (1, 2))


def test_a_card_keeps_nothing_of_what_it_was_made_from() -> None:
    data = copy.deepcopy(DATA)
    card = Card(data)
    data["wiring"]["update"] = "open"  # type: ignore[index]
    assert card["wiring"]["update"] == "learned"


def test_a_card_is_json_and_can_be_copied_and_pickled() -> None:
    card = Card(DATA)
    assert json.loads(json.dumps(card)) == DATA
    for again in (copy.copy(card), copy.deepcopy(card), pickle.loads(pickle.dumps(card))):  # noqa: S301 - our own
        assert again == card
        for place in (again, again["wiring"], again["units"][0]):
            assert type(place) is Card
    assert type(card | {"more": 1}) is dict
    assert type(card.copy()) is dict
