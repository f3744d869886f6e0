"""What the shipped readers' cards claim, measured again."""

from pathlib import Path

import pytest

import cells
from training.figures import differences, figures

TAUGHT = ("rnn", "gru-simple", "gru", "lstm")


@pytest.mark.readers
@pytest.mark.parametrize("name", TAUGHT)
def test_a_card_says_what_its_reader_does(name: str) -> None:
    reader = cells.load(name)
    assert differences(figures(reader), reader.card["figures"]) == []


@pytest.mark.readers
@pytest.mark.parametrize("name", [name for name in TAUGHT if name != "rnn"])
def test_a_gated_reader_finds_the_verb_of_nouns_it_never_met(name: str) -> None:
    found = cells.load(name).card["figures"]
    assert found["story"] >= 0.97
    assert found["units"]["number"][0]["flip"] >= 0.95


@pytest.mark.parametrize("name", TAUGHT)
def test_a_card_tells_how_the_reader_was_made(name: str) -> None:
    card = cells.load(name).card
    assert card["encouraged"] is True
    assert card["wiring"] == cells.WIRINGS[name].as_dict()
    assert card["training_seconds"] < 600
    assert set(card["recipe"]) > {"seed", "units", "steps", "nudge", "sparsity"}
    reader = cells.load(name)
    assert card["parameters"]["cell"] == sum(p.numel() for p in reader.cell.parameters())


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


@pytest.mark.parametrize("name", TAUGHT)
def test_the_readme_shows_the_figures_of_the_card(name: str) -> None:
    found = cells.load(name).card["figures"]
    unit = found["units"]["number"][0]
    gate = ("–", "–") if name == "rnn" else (f"{unit[k]:.3f}" for k in ("opens", "between"))
    shares = (found["story"], found["mean"], found["distances"]["100"])
    row = [f"`{name}`", *(f"{share:.3f}" for share in shares), *gate, f"{unit['flip']:.3f}"]
    readme = (Path(cells.__file__).parents[1] / "README.md").read_text(encoding="utf-8")
    assert f"| {' | '.join(row)} |" in readme
    assert len(found["constructions"]) == 39
