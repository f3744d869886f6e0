"""Trainings run two at a time, whatever becomes of each."""

import subprocess
from threading import Lock
from time import sleep

import pytest

from training.processes import AT_ONCE, train_each


def test_jobs_run_two_at_a_time_on_lines_of_their_own_and_failures_are_named(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    at_work: list[str] = []
    most, asked, lock = 0, [], Lock()

    def run(command: list[str], *, check: bool) -> subprocess.CompletedProcess[str]:
        nonlocal most
        assert not check
        assert command[1:3] == ["-m", "training"]
        line = command[-1]
        with lock:
            assert line not in at_work
            at_work.append(line)
            most = max(most, len(at_work))
        sleep(0.01)
        with lock:
            at_work.remove(line)
            asked.append(command[3:-2])
        return subprocess.CompletedProcess(command, command[3] == "bad")

    monkeypatch.setattr(subprocess, "run", run)
    jobs = {name: [name, "--steps", "5"] for name in ("a", "b", "bad", "c")}
    assert train_each(jobs) == ["bad"]
    assert sorted(asked) == sorted(jobs.values())
    assert most == AT_ONCE
