"""The command that makes a reader, from sentences to a card, on a tiny scale."""

import subprocess
import sys
from dataclasses import replace
from pathlib import Path

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


def test_all_readers_are_asked_for_by_name(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    asked: dict[str, list[str]] = {}
    monkeypatch.setattr(program, "train_each", lambda jobs: asked.update(jobs) or [])
    monkeypatch.setattr(sys, "argv", ["training", "--all", "--steps", "5"])
    program.main()
    assert asked == {name: [name, "--steps", "5"] for name in SHIPPED}
    assert f"{len(SHIPPED)} readers are on the shelf." in capsys.readouterr().out
    monkeypatch.setattr(program, "train_each", lambda _jobs: ["lstm"])
    with pytest.raises(SystemExit, match="not on the shelf: lstm"):
        program.main()
