"""The command that makes a reader, from sentences to a card, on a tiny scale."""

import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from threading import Lock
from time import sleep

import pytest

from cells.shelf import open_reader
from training import __main__ as program
from training.corpus import generate
from training.recipe import SHIPPED, recipe_of

ROOT = Path(__file__).parents[2]


def test_a_recipe_becomes_a_reader_with_a_card(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(program, "RUNS", tmp_path / "runs")
    corpus = generate(300, seed=1)
    recipe = replace(recipe_of("gru-as-found"), units=8, steps=10, sentences=300, batch=16)
    program.train("tiny", recipe, corpus, tmp_path)
    reader = open_reader(tmp_path / "tiny")
    assert reader.units_count == 8
    assert reader.card["corpus"] == corpus.digest
    assert reader.card["encouraged"] is False
    assert reader.card["recipe"]["steps"] == 10
    assert reader.card["carriers"]["number"] == reader.units("number")[0].unit
    assert len(reader.next_words("the cat", k=5)) == 5
    again = open_reader(tmp_path / "tiny").prefer("the cats", "were", "was")
    program.train("tiny", recipe, corpus, tmp_path)
    assert "tiny is on the shelf." in capsys.readouterr().out
    (tmp_path / "tiny" / "reader.safetensors").unlink()
    program.train("tiny", recipe, corpus, tmp_path)  # from the checkpoint, which is at its end
    assert "Resumed tiny-1.pt at step 10." in capsys.readouterr().out
    assert open_reader(tmp_path / "tiny").prefer("the cats", "were", "was") == again


def test_an_unknown_reader_is_told_which_there_are() -> None:
    answer = subprocess.run(
        [sys.executable, "-m", "training", "transformer"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert answer.returncode == 2
    assert "gru-simple" in answer.stderr


def test_all_readers_are_trained_two_at_a_time_and_failures_are_named(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    running, most, asked = 0, 0, []
    lock = Lock()

    def run(command: list[str], *, check: bool) -> subprocess.CompletedProcess[str]:
        nonlocal running, most
        assert not check
        with lock:
            running += 1
            most = max(most, running)
        sleep(0.01)
        with lock:
            running -= 1
            asked.append((command[3], command[4:]))
        return subprocess.CompletedProcess(command, command[3] == "lstm")

    monkeypatch.setattr(subprocess, "run", run)
    assert program.train_all(["--all", "--steps", "5"]) == 1
    assert {name for name, _ in asked} == set(SHIPPED)
    assert {rest[:2] == ["--steps", "5"] for _, rest in asked} == {True}
    assert most == program.AT_ONCE
    assert "These are not: lstm." in capsys.readouterr().err
