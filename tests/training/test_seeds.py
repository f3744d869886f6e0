"""The report on five seeds holds what the goals ask, of every reader of the story."""

import json
from dataclasses import replace
from pathlib import Path

import pytest

import cells
from cells.shelf import save
from tests.cells.small import small_reader
from training import seeds


@pytest.fixture
def shelf(tmp_path: Path) -> Path:
    """Return a folder of readers from every seed that have the figures of a shipped one."""
    card = dict(cells.load("gru").card)
    for seed in seeds.SEEDS:
        for name in seeds.STORY:
            reader = replace(small_reader(units=32), card={**card, "training_seconds": seed})
            save(reader, tmp_path / str(seed) / name)
    return tmp_path


def test_every_seed_of_every_reader_is_reported(shelf: Path) -> None:
    found = json.loads(json.dumps(seeds.report(shelf)))
    assert {name: list(of) for name, of in found.items()} == {
        name: [str(seed) for seed in seeds.SEEDS] for name in seeds.STORY
    }
    one = found["lstm"]["4"]
    figures = cells.load("gru").card["figures"]
    assert one["training_seconds"] == 4
    assert one["figures"]["mean"] == figures["mean"]
    assert one["figures"]["units"]["number"][0]["flip"] == figures["units"]["number"][0]["flip"]


def test_seeds_are_not_those_of_the_shipped_readers() -> None:
    shipped = {cells.load(name).card["recipe"]["seed"] for name in seeds.STORY}
    assert not shipped & set(seeds.SEEDS)


def test_a_training_that_failed_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: dict[str, list[str]] = {}
    monkeypatch.setattr(seeds, "train_each", lambda jobs: asked.update(jobs) or ["gru-3"])
    with pytest.raises(SystemExit, match="not trained: gru-3"):
        seeds.main()
    assert len(asked) == len(seeds.SEEDS) * len(seeds.STORY)
    assert asked["gru-3"][:3] == ["gru", "--seed", "3"]
