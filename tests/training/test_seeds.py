"""The report on five seeds holds what the readers' own cards say."""

import json
from pathlib import Path

import pytest

import cells
from training.export import write_figures
from training.seeds import REPORT, SEEDS, STORY, summary
from tests.cells.small import small_reader


def test_five_seeds_of_every_reader_of_the_story_are_reported() -> None:
    found = json.loads(REPORT.read_text(encoding="utf-8"))
    assert set(found) == set(STORY)
    shipped = {cells.load(name).card["recipe"]["seed"] for name in STORY}
    for name, seeds in found.items():
        assert set(seeds) == {str(seed) for seed in SEEDS}
        assert not shipped & set(SEEDS)
        assert len({one["corpus"] for one in seeds.values()}) == len(SEEDS)
        assert all(one["wiring"] == cells.WIRINGS[name].as_dict() for one in seeds.values())
