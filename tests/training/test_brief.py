"""A brief training: what it tells, what its card says, and that it can be done again."""

import errno
import json
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

import cells
from cells import WIRINGS, Wiring
from cells.shelf import TENSORS
from training import brief as program
from training.brief import Brief, replanned, train
from training.corpus import generate
from training.trainer import Trainer

ROOT = Path(__file__).parents[2]
NAMELESS = Wiring("learned", "learned", "shut", "learned", squash=True)
TINY = Brief(NAMELESS, 1.0, steps=30, sentences=800, cases=6)


def told(brief: Brief, folder: Path) -> list[dict[str, Any]]:
    lines: list[dict[str, Any]] = []
    train(brief, folder, lines.append)
    return lines


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, list[dict[str, Any]]]:
    folder = tmp_path_factory.mktemp("brief") / "reader"
    return folder, told(TINY, folder)


def test_it_tells_how_far_it_is(made: tuple[Path, list[dict[str, Any]]]) -> None:
    lines = made[1]
    phases = list(dict.fromkeys(line["phase"] for line in lines))
    assert phases == ["sentences", "setting up", "training", "measuring"]
    losses = [line for line in lines if "loss" in line]
    assert losses[0]["step"] == 1
    assert losses[-1]["step"] == losses[-1]["steps"] == 30
    assert losses[-1]["loss"] < losses[0]["loss"]
    assert all(0 <= line["accuracy"] <= 1 for line in lines if "accuracy" in line)
    assert json.loads(json.dumps(lines)) == lines


def test_its_card_tells_what_was_done(made: tuple[Path, list[dict[str, Any]]]) -> None:
    reader = cells.load(made[0])
    card = reader.card
    assert reader.wiring == NAMELESS
    assert card["brief"] == {"budget_seconds": 1.0, "steps": 30, "cases": 6}
    assert (card["recipe"]["steps"], card["recipe"]["sentences"], card["recipe"]["seed"]) == (
        *(30, 800),
        1,
    )
    assert card["encouraged"] is True
    assert card["training_seconds"] > 0
    assert card["carriers"]["number"] == reader.units("number")[0].unit
    assert 0 <= card["figures"]["mean"] <= 1


def test_it_can_be_done_again(made: tuple[Path, list[dict[str, Any]]], tmp_path: Path) -> None:
    told(TINY, tmp_path / "again")
    assert (tmp_path / "again" / TENSORS).read_bytes() == (made[0] / TENSORS).read_bytes()


def test_as_found_encourages_nothing() -> None:
    recipe = replace(TINY, encouraged=False).recipe
    assert (recipe.nudge, recipe.wait, recipe.keep, recipe.sparsity, recipe.swap) == (0,) * 5
    assert TINY.recipe.nudge > 0


def test_sentences_go_with_the_budget() -> None:
    counts = [Brief(NAMELESS, seconds).recipe.sentences for seconds in (0.1, 10, 40, 600)]
    assert counts == [2_000, 15_000, 60_000, 60_000]


@pytest.mark.parametrize("guess", [1, 100_000])
def test_a_run_ends_with_its_budget_whatever_was_planned_at_first(
    guess: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(program, "GUESS", guess)
    lines = told(replace(TINY, seconds=1.0, steps=None), tmp_path / "clock")
    card = cells.load(tmp_path / "clock").card
    assert card["recipe"]["steps"] == card["brief"]["steps"] == lines[-2]["step"]
    assert "accuracy" in lines[-2]
    if guess > 1:
        assert 0.9 < card["training_seconds"] < 5
        assert 1 < card["brief"]["steps"] < 1_000


def test_steps_are_planned_by_the_pace_and_the_time_that_is_left() -> None:
    trainer = Trainer(TINY.recipe, generate(300, 1))
    trainer.done, trainer.seconds = 20, 4.0
    assert replanned(trainer, 40.0) == 200
    assert replanned(trainer, 8.0) == 40
    assert replanned(trainer, 3.0) == 20


def test_weights_beyond_all_numbers_are_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(program, "RATE", float("inf"))
    with pytest.raises(ArithmeticError, match="beyond all numbers"):
        told(TINY, tmp_path / "nan")
    assert not list((tmp_path / "nan").iterdir())


@pytest.mark.parametrize(
    ("error", "said"),
    [
        (OSError(errno.ENOSPC, "No space left on device"), "disk is full"),
        (PermissionError(errno.EACCES, "denied"), "could not write"),
        (KeyError("x"), "fault of its own"),
    ],
)
def test_faults_are_told_in_a_sentence(error: Exception, said: str) -> None:
    assert said in program._why(error)


def run(*arguments: str, code: str | None = None) -> subprocess.CompletedProcess[str]:
    command = ["-c", code] if code else ["-m", "training.brief", *arguments]
    return subprocess.run(
        [sys.executable, *command],
        cwd=ROOT,
        input="",
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )


def test_it_ends_when_its_input_does(tmp_path: Path) -> None:
    switches = [f"--{k}={v}" for k, v in WIRINGS["gru"].as_dict().items() if k != "squash"]
    assert run(str(tmp_path), "--seconds=60", "--squash=off", *switches).returncode == 1
    assert list(tmp_path.iterdir()) == []


def test_it_needs_no_more_than_the_library() -> None:
    blocked = "import sys; sys.modules.update(dict.fromkeys(('tqdm', 'streamlit', 'plotly')))"
    answer = run(code=f"{blocked}; import training.brief; print('ready')")
    assert answer.stdout.strip() == "ready", answer.stderr
