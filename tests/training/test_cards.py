"""What the shipped readers' cards claim, measured again."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

import cells
from cells.curves import USUAL
from cells.shelf import SHELF
from training.figures import differences, figures, first_figures
from training.recipe import AS_FOUND, BENT, ENCOURAGEMENT, SHIPPED, TRAINABLE, recipe_of

STORY = ("gru-simple", "gru", "lstm")
"""The readers that must tell the story of the lecture."""

ROOT = Path(__file__).parents[2]


def test_every_recipe_is_on_the_shelf_and_all_are_small() -> None:
    assert set(cells.names()) == set(SHIPPED)
    assert sum(file.stat().st_size for file in SHELF.rglob("*")) < 25_000_000


@pytest.mark.readers
@pytest.mark.parametrize("name", SHIPPED)
def test_a_card_says_what_its_reader_does(name: str) -> None:
    reader = cells.load(name)
    now = first_figures(reader)
    assert differences(now, {key: reader.card["figures"][key] for key in now}) == []


@pytest.mark.readers
def test_a_card_says_it_of_every_construction() -> None:
    reader = cells.load("gru")
    assert differences(figures(reader), reader.card["figures"]) == []


@pytest.mark.parametrize("name", SHIPPED)
def test_a_card_tells_how_the_reader_was_made(name: str) -> None:
    reader, recipe = cells.load(name), recipe_of(name).as_dict()
    card = reader.card
    wiring, curves = BENT.get(name, (name.removesuffix("-as-found"), USUAL))
    apart = ("wiring", "curves")
    assert card["recipe"] == {key: value for key, value in recipe.items() if key not in apart}
    assert card["encouraged"] is not (name.endswith("-as-found") or name in BENT)
    assert card["wiring"] == TRAINABLE[wiring].as_dict()
    assert (reader.wiring, reader.curves) == (TRAINABLE[wiring], curves)
    assert card["parameters"]["cell"] == sum(p.numel() for p in reader.cell.parameters())


def test_readers_as_found_differ_from_each_other_in_nothing_but_the_wiring() -> None:
    cards = [cells.load(f"{name}-as-found").card for name in AS_FOUND]
    assert len({card["corpus"] for card in cards}) == 1
    assert all(card["recipe"] == cards[0]["recipe"] for card in cards)
    assert {cards[0]["recipe"][setting] for setting in ENCOURAGEMENT} == {0.0}


@pytest.mark.parametrize("name", BENT)
def test_readers_with_other_curves_differ_from_the_gru_as_found_in_nothing_else(name: str) -> None:
    card, usual = cells.load(name).card, cells.load("gru-as-found").card
    for key in ("recipe", "corpus", "wiring", "parameters", "versions", "encouraged"):
        assert card[key] == usual[key]
    assert "curves" not in usual


@pytest.mark.parametrize("name", SHIPPED)
def test_singular_and_food_are_positive(name: str) -> None:
    number, food = (cells.load(name).units(concept)[0] for concept in ("number", "food"))
    assert (number.name, food.name) == ("number", "food")
    if cells.load(name).curves.candidate == "sigmoid":
        return  # such a memory is never below 0: there is no sign to turn around
    assert number.sign == 1
    assert food.sign == 1 or food.unit == number.unit, "one sign for both: that of number"


@pytest.mark.parametrize("name", STORY)
def test_the_story_is_told_by_one_unit_and_one_gate(name: str) -> None:
    found = cells.load(name).card["figures"]
    number = cells.load(name).units("number")[0]
    assert found["story"] >= 0.97
    assert found["made_up"] >= 0.97
    assert number.opens >= 0.95
    assert number.determiner <= 0.15
    assert number.flip >= 0.97
    assert number.silenced <= 0.55
    assert number.silenced_other >= 0.96


def test_a_reader_says_the_same_in_every_process() -> None:
    """A vocabulary made from a set would come in another order, and scramble the model."""
    program = (
        "import cells; r = cells.load('gru'); print(r.next_words('the cats', 20),"
        " r.prefer('the wugs', 'were', 'was'))"
    )
    said = {
        subprocess.run(
            [sys.executable, "-c", program],
            cwd=ROOT,
            env={**os.environ, "PYTHONHASHSEED": seed},
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for seed in ("1", "2")
    }
    assert len(said) == 1


def test_differences_are_found_and_named() -> None:
    card = {"story": 0.99, "units": [{"unit": 3, "flip": 1.0}]}
    assert differences({"story": 0.985, "units": [{"unit": 3, "flip": 1.0}]}, card) == []
    assert differences({"story": 0.97, "units": [{"unit": 3, "flip": 1.0}]}, card) == [
        " story: 0.97, card 0.99"
    ]
    assert differences({"story": 0.99, "units": [{"unit": 4, "flip": 1.0}]}, card) == [
        " units 0 unit: 4, card 3"
    ]
    assert differences({"story": 0.99}, card)
