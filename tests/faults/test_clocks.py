"""Clocks that jump: nothing that waits, plans or keeps goes by the time of day."""

import ast
import time
from pathlib import Path
from typing import Any

import pytest

from training.brief import replanned
from views import race as told
from views import reports
from web import race
from web.processes import AWAY
from web.runs import Run

ROOT = Path(__file__).parents[2]
JUMPS = (-86_400.0, 0.0, 1e9)


@pytest.fixture(params=JUMPS, ids=["back", "stands", "forward"])
def jump(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> float:
    """Let the time of day jump with every look at it."""
    looks: list[float] = [1.7e9]

    def jumping() -> float:
        looks.append(looks[-1] + request.param)
        return looks[-1]

    monkeypatch.setattr(time, "time", jumping)
    return float(request.param)


@pytest.mark.usefixtures("jump")
def test_a_training_is_neither_ended_nor_kept_by_a_jump() -> None:
    from tests.web.test_runs import waiting

    run: Run = waiting()
    begun = time.monotonic()
    assert run.wait(1.2).ending == "running"
    assert 1.0 < time.monotonic() - begun < AWAY
    run.stop()
    assert run.wait(20).ending == "stopped"


@pytest.mark.usefixtures("jump")
def test_the_plan_of_a_training_goes_by_the_time_it_took() -> None:
    class Trained:
        done, seconds = 50, 10.0

    trainer: Any = Trained()
    assert replanned(trainer, 40.0) == 200


@pytest.mark.usefixtures("jump")
def test_a_result_is_as_old_as_it_is() -> None:
    ended: Any = object.__new__(race.Race)  # without its process: what it says is given
    ended.progress, ended.result = race.Progress(), None
    ended._hear({"phase": "done", "report": reports.report(told.NAME)})
    age = time.monotonic() - ended.result.at
    assert 0 <= age < 30
    assert told.ago(age) == "just now"


def test_nobody_asks_for_the_time_of_day() -> None:
    """The clocks are `monotonic` and `perf_counter`; no cache has a time to live."""
    for folder in ("web", "pages", "views", "cells", "training"):
        for file in sorted((ROOT / folder).glob("*.py")):
            for node in ast.walk(ast.parse(file.read_text("utf-8"))):
                named = ast.unparse(node) if isinstance(node, ast.Attribute) else ""
                assert named not in ("time.time", "datetime.now", "datetime.datetime.now"), file
                if isinstance(node, ast.keyword):
                    assert node.arg != "ttl", file
