"""The race of GRU and LSTM: that the work is the same, and what is told of the times."""

import json
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch
from torch import nn

import cells
from cells import WIRINGS
from cells.cell import Cell
from training import race as program
from training.corpus import Batches, generate
from training.race import Heat, Times, field, race, ratio, report, turn, units_of
from training.recipe import recipe_of
from views import race as shown
from views.presets import SENTENCES

ROOT = Path(__file__).parents[2]
HELD = json.loads(program.REPORT.read_text("utf-8"))
HEAT = Heat("step", "ours", 32)


def counted(module: nn.Module) -> int:
    return sum(each.numel() for each in module.parameters())


@pytest.mark.parametrize("size", program.SIZES)
def test_at_equal_parameters_nothing_comes_closer(size: int) -> None:
    gru, same, fewer = units_of(size)
    assert (gru, same) == (size, size)
    assert fewer < size
    for of_gru, of_lstm in (
        (Cell(WIRINGS["gru"], size, gru), lambda n: Cell(WIRINGS["lstm"], size, n)),
        (nn.GRU(size, gru), lambda n: nn.LSTM(size, n)),
    ):
        budget = counted(of_gru)
        off = {n: abs(counted(of_lstm(n)) - budget) for n in range(fewer - 2, fewer + 3)}
        assert min(off, key=lambda n: off[n]) == fewer
        assert off[fewer] < 0.03 * budget


def test_a_step_is_as_large_as_one_of_the_recipe() -> None:
    recipe, card = recipe_of("gru-as-found"), cells.load("gru-as-found").card
    batches = Batches(generate(6_000, recipe.seed), recipe.batch, recipe.seed)
    shapes = [batches.at(step).words.shape for step in range(len(batches))]
    assert np.median([words for words, _ in shapes]) == program.WORDS
    assert recipe.batch == program.BATCH
    assert recipe.units == recipe.features == program.SIZES[0]
    assert card["parameters"]["readout"] == program.CLASSES * (recipe.units + 1)
    assert len(cells.tokenize(SENTENCES["cat"])) == program.SENTENCE


def test_the_three_train_on_the_same_batches(monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[torch.Tensor] = []
    at = Batches.at

    def noted(batches: Batches, step: int) -> Any:
        seen.append(at(batches, step).words)
        return at(batches, step)

    monkeypatch.setattr(Batches, "at", noted)
    works = program.recipes(8, 300)
    turn(works, 0, time.perf_counter)
    assert len(seen) == 3
    assert all(torch.equal(each, seen[0]) for each in seen)


def test_a_turn_begins_at_either_end_and_tells_who_took_what() -> None:
    order: list[int] = []
    clock = [0.0]

    def work(place: int) -> None:
        order.append(place)
        clock[0] += place + 1

    works = (lambda: work(0), lambda: work(1), lambda: work(2))
    for number in (0, 1):
        assert turn(works, number, lambda: clock[0]) == (1, 2, 3)
    assert order == [2, 1, 0, 0, 1, 2]


def test_a_ratio_is_the_median_over_turns_with_an_interval_of_the_median() -> None:
    times: list[Times] = [(1.0, 1.0 + k / 100, 2.0) for k in range(100)]
    found = ratio(times, 1)
    assert found["ratio"] == pytest.approx(1.495, abs=0.001)
    assert (found["low"], found["high"]) == (1.4, 1.59)  # the 41st and the 60th of 100
    assert ratio(times, 2) == {"ratio": 2, "low": 2, "high": 2}
    assert ratio(times[:3], 1) == {"ratio": 1.01, "low": 1.0, "high": 1.02}


def test_a_machine_that_is_slow_now_and_then_changes_little() -> None:
    chance = np.random.default_rng(1)
    pace = chance.choice([1.0, 20.0], 200)  # of a whole turn
    slips = chance.choice([1.0, 1.0, 1.0, 5.0], (200, 3))  # of one of three
    times = [(p * a, p * 1.2 * b, p * c) for p, (a, b, c) in zip(pace, slips, strict=True)]
    found = ratio(times, 1)
    assert found["ratio"] == pytest.approx(1.2, abs=0.01)


def test_it_goes_on_until_there_are_turns_enough_and_no_longer_than_it_may() -> None:
    lines: list[dict[str, Any]] = []
    works = (lambda: None, lambda: None, lambda: None)
    found = race({HEAT: works}, 0.05, lines.append)
    assert found["turns"] >= program.FEWEST
    slow = (lambda: time.sleep(0.02),) * 3
    with pytest.raises(TimeoutError, match="too busy"):
        race({HEAT: slow}, 0.05, lines.append)
    assert {line["phase"] for line in lines} <= {"racing"}


def test_all_is_set_up_and_told_by_the_program_itself() -> None:
    less = "r.SIZES, r.CORPUS, r.LONGEST, r._EVERY = (4, 8), 300, 200, 0"
    small = f"import os, training.race as r; os.nice = int; {less}; r.main()"
    with subprocess.Popen(
        [sys.executable, "-c", small, "--seconds=0.5"],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as process:
        assert process.stdout
        lines = [json.loads(line) for line in process.stdout]
        assert process.wait(60) == 0
    assert list(dict.fromkeys(line["phase"] for line in lines)) == ["setting up", "racing", "done"]
    assert all(0 <= line["share"] <= 1 for line in lines if "share" in line)
    found = lines[-1]["report"]
    assert shown.sound(found)
    assert len(found["heats"]) == 2 * (1 + 4 * 2)


def test_it_ends_when_its_input_does() -> None:
    command = [sys.executable, "-m", "training.race", "--seconds=60"]
    ended = subprocess.run(command, cwd=ROOT, input="", capture_output=True, text=True, check=False)
    assert ended.returncode == 1


def test_the_report_beside_the_readers_is_one_of_this_program() -> None:
    assert shown.sound(HELD)
    assert program.REPORT.name == shown.NAME
    assert HELD["turns"] >= 30
    made = report({heat: [(1.0, 1.0, 1.0)] for heat in heats()})
    keys = ("task", "maker", "units", "at", "lstm_units")
    assert [[heat[key] for key in keys] for heat in HELD["heats"]] == [
        [heat[key] for key in keys] for heat in made["heats"]
    ]


def heats() -> list[Heat]:
    """Return what is timed, without the work of setting up the recipe's."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(program, "recipes", lambda size: (size,) * 3)
        return list(field())
