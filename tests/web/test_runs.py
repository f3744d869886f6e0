"""A training in a process of its own: what it makes, and every way in which it may end."""

import json
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

import cells
from cells import WIRINGS, Wiring
from views import own
from web import processes, runs
from web.runs import Order, Progress, Run

NAMELESS = Wiring("open", "learned", "learned", "learned", squash=False)
TINY = Order(NAMELESS, 1.0, more=("--sentences=800", "--cases=6"))
DONE = '{"phase": "done"}'
TEXT = "the wugs near the door were asleep"


@dataclass(frozen=True, slots=True)
class Told(Order):
    """Starts, instead of a training, a program that says and does what a test wants."""

    code: str = ""

    def command(self, folder: Path) -> list[str]:
        return [sys.executable, "-c", f"folder = {str(folder)!r}\n{self.code}"]


def program(code: str, present: Callable[[], bool] = lambda: True) -> Run:
    return Run(Told(NAMELESS, 1.0, code=code), present)


def waiting(present: Callable[[], bool] = lambda: True) -> Run:
    return program(
        'import sys; print(\'{"phase": "training"}\', flush=True); sys.stdin.read()', present
    )


def gone(run: Run) -> bool:
    return not run.alive and not run._folder.exists()


@pytest.fixture(scope="module")
def finished() -> Run:
    ended: list[Run] = []
    run = Run(TINY, lambda: True, ended.append)
    run.wait(110)
    time.sleep(0.2)
    assert ended == [run]
    return run


def test_a_short_run_makes_a_reader_that_reads(finished: Run) -> None:
    assert finished.progress.ending == "done", finished.progress
    assert gone(finished)
    assert finished.own
    reader = finished.own.reader
    assert reader.wiring == NAMELESS
    assert reader.name == own.name(NAMELESS, reader.card)
    assert reader.read(TEXT)["cell"].shape == (7, 32)
    assert len(reader.next_words("the cat", k=3)) == 3
    with pytest.raises(TypeError):
        reader.card["recipe"]["seed"] = 2


def test_its_file_gives_the_same_numbers(finished: Run, tmp_path: Path) -> None:
    assert finished.own
    path = tmp_path / "mine.zip"
    path.write_bytes(finished.own.parcel)
    again, reader = cells.load(path), finished.own.reader
    assert (again.name, again.card) == (reader.name, reader.card)
    assert (again.read(TEXT)["cell"] == reader.read(TEXT)["cell"]).all()
    assert again.prefer("the wugs", "were", "was") == reader.prefer("the wugs", "were", "was")


def test_its_curves_go_to_the_end(finished: Run) -> None:
    now = finished.progress
    assert now.losses[-1][0] == now.accuracies[-1][0] == now.steps
    assert now.share == 1.0


def test_stop_ends_the_process_and_leaves_nothing() -> None:
    run = Run(Order(NAMELESS, 60.0), lambda: True)
    while run.progress.phase == "starting" and run.alive:
        time.sleep(0.05)
    assert run.alive
    run.stop()
    assert run.wait(20).ending == "stopped"
    assert gone(run)
    assert run.own is None


def test_a_visitor_who_leaves_takes_the_run_along(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(processes, "AWAY", 0.1)
    run = waiting(lambda: False)
    now = run.wait(20)
    assert (now.ending, "connection" in now.why) == ("stopped", True)
    assert gone(run)


def test_a_visitor_whose_connection_is_lost_for_a_moment_does_not() -> None:
    answers = [True, False, False, True]
    run = waiting(lambda: answers.pop(0) if answers else True)
    time.sleep(2.5)
    assert run.progress.ending == "running"
    run.stop()
    run.wait(20)


def test_a_run_that_is_stuck_is_ended(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(runs, "OVERTIME", -2.9)
    now = waiting().wait(20)
    assert (now.ending, "far too long" in now.why) == ("failed", True)


@pytest.mark.parametrize(
    ("code", "said"),
    [
        ("raise SystemExit(3)", "before its time"),
        ("import os; os.kill(os.getpid(), 9)", "before its time"),
        ('print(\'{"phase": "done"}\')', "cannot be read back"),
        ('print(\'what?\\n[]\\n7\\n{}\\n{"phase": "x", "step": 1, "steps": 0}\')', "before its"),
        ('print(\'{"phase": "failed", "why": "The disk is full."}\'); exit(1)', "disk is full"),
    ],
    ids=["exit", "killed", "no files", "nonsense", "told"],
)
def test_a_run_that_fails_is_told(code: str, said: str) -> None:
    run = program(code)
    now = run.wait(20)
    assert now.ending == "failed"
    assert said in now.why
    assert run.own is None
    assert gone(run)


def test_files_that_were_tampered_with_are_not_taken_up() -> None:
    copy = "import shutil; shutil.copytree('assets/readers/gru', folder)"
    spoil = "open(folder + '/reader.safetensors', 'ab').write(b'?')"
    run = Run(Told(WIRINGS["gru"], 1.0, code=f"{copy}\n{spoil}\nprint({DONE!r})"), lambda: True)
    assert "cannot be read back" in run.wait(20).why


def test_a_reader_of_another_cell_is_not_taken_up() -> None:
    copy = "import shutil; shutil.copytree('assets/readers/gru', folder)"
    assert "cannot be read back" in program(f"{copy}\nprint({DONE!r})").wait(20).why


def test_a_disk_without_room_is_told_by_the_process_itself(tmp_path: Path) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("")

    @dataclass(frozen=True, slots=True)
    class Nowhere(Order):
        def command(self, folder: Path) -> list[str]:
            del folder
            return Order.command(self, blocked / "reader")

    now = Run(Nowhere(NAMELESS, 0.2, more=TINY.more), lambda: True).wait(110)
    assert (now.ending, "could not write" in now.why) == ("failed", True)


def test_progress_is_what_the_lines_say() -> None:
    now = Progress()
    for line in (
        {"phase": "sentences", "share": 0.5},
        {"phase": "training", "step": 1, "steps": 10, "loss": 5.0},
        {"phase": "training", "step": 5, "accuracy": 0.75},
    ):
        now = now.told(json.loads(json.dumps(line)))
    assert (now.phase, now.steps, now.share) == ("training", 10, 0.5)
    assert (now.losses, now.accuracies) == (((1, 5.0),), ((5, 0.75),))
