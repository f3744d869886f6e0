"""The race on a server: one at a time, seen by all, and every way in which it may end."""

import json
import sys
import time
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from views import reports
from views.race import NAME
from web import processes, race, state, studio

HELD = reports.report(NAME)
DONE = json.dumps({"phase": "done", "report": HELD})
Session = dict[Any, Any]


@pytest.fixture(autouse=True)
def empty_track(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Begin with a server on which nobody has raced, and leave none racing."""
    monkeypatch.setattr(race, "_track", race._Track())
    yield
    race._end_all()
    if race._track.race:
        race._track.race.wait(20)


Says = Callable[[str], None]


@pytest.fixture
def program(monkeypatch: pytest.MonkeyPatch) -> Says:
    """Let a program that says and does what a test wants race instead."""

    def says(code: str) -> None:
        monkeypatch.setattr(race, "command", lambda: [sys.executable, "-c", code])

    return says


def endless(program: Says) -> None:
    line = json.dumps({"phase": "racing", "share": 0.5, "turns": 7})
    program(f"import sys; print({line!r}, flush=True); sys.stdin.read()")


def done(program: Says) -> None:
    program(f"print({DONE!r})")


def raced(session: Session) -> race.Race:
    race.start(session)
    found = session[state.RACE].race
    assert isinstance(found, race.Race)
    return found


def test_before_any_race_the_shipped_report_is_shown() -> None:
    assert race.shown({}) == (HELD, None)
    assert race.trouble({}) == ""


def test_a_result_stays_for_the_session_and_is_shown_to_others(program: Says) -> None:
    done(program)
    here: Session = {}
    elsewhere: Session = {}
    assert raced(here).wait(30).ending == "done"
    for session in (elsewhere, here):
        found, at = race.shown(session)
        assert found == HELD
        assert at is not None
        assert 0 <= time.monotonic() - at < 60
    mine = race.seat(here).result
    assert race.seat(elsewhere).result is None
    raced(elsewhere).wait(30)
    assert race.seat(elsewhere).result is not mine
    assert race.shown(here)[1] == mine.at if mine else False
    assert race.trouble(here) == race.trouble(elsewhere) == ""


def test_another_visitor_sees_the_same_race_and_its_result(program: Says) -> None:
    endless(program)
    here: Session = {}
    elsewhere: Session = {}
    running = raced(here)
    assert raced(elsewhere) is running
    assert (race.seat(here).mine, race.seat(elsewhere).mine) == (True, False)
    while running.progress.turns < 7:
        time.sleep(0.02)
    assert running.progress.share == 0.5
    running.result = race.Result(HELD, 1.0)  # as if it had just been told
    running._process._process.kill()
    running.wait(20)
    assert running.result is None
    assert running.progress.ending == "failed"


def test_what_the_starter_does_not_wait_for_is_not_lost(program: Says) -> None:
    done(program)
    raced({}).wait(30)
    assert race.shown({})[1] is not None


def test_stop_ends_it_and_leaves_what_was_shown(program: Says) -> None:
    endless(program)
    session: Session = {}
    running = raced(session)
    running.stop()
    assert running.wait(20).ending == "stopped"
    assert race.trouble(session) == processes.STOPPED
    assert race.shown(session) == (HELD, None)
    done(program)
    raced(session).wait(30)
    assert race.trouble(session) == ""


def test_it_goes_on_as_long_as_anybody_watches(
    program: Says, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(processes, "AWAY", 0.1)
    there = {"first": True, "second": True}
    who = iter(there)

    def presence() -> Callable[[], bool]:
        name = next(who)
        return lambda: there[name]

    monkeypatch.setattr(studio, "presence", presence)
    endless(program)
    running = raced({})
    race.seat({})
    there["first"] = False
    time.sleep(1.5)
    assert running.running
    there["second"] = False
    now = running.wait(20)
    assert (now.ending, now.why) == ("stopped", processes.LEFT)


@pytest.mark.parametrize(
    ("code", "said"),
    [
        ("raise SystemExit(3)", race.CRASHED),
        ("import os; os.kill(os.getpid(), 9)", race.CRASHED),
        (f"print({DONE!r}); exit(1)", race.CRASHED),
        ('print(\'{"phase": "done"}\')', race.CRASHED),
        ('print(\'{"phase": "done", "report": {"heats": [1]}}\')', race.CRASHED),
        ("print('what?\\n[]\\n7\\n{}')", race.CRASHED),
        ('print(\'{"phase": "failed", "why": "Too busy."}\'); exit(1)', "Too busy."),
    ],
    ids=["exit", "killed", "done but", "no report", "no ratios", "nonsense", "told"],
)
def test_a_race_that_fails_is_told(program: Says, code: str, said: str) -> None:
    program(code)
    session: Session = {}
    assert raced(session).wait(20).ending == "failed"
    assert race.trouble(session) == said
    assert race.shown(session) == (HELD, None)


def test_one_that_is_stuck_is_ended(program: Says, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(race, "LONGEST", 0.1)
    endless(program)
    assert raced({}).wait(20).why == race.BUSY


def test_a_server_that_may_start_no_process_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(race, "command", lambda: ["/nowhere/python"])
    session: Session = {}
    race.start(session)
    assert race.trouble(session) == race.NO_ROOM
    assert race.shown(session) == (HELD, None)


def test_what_is_started_is_the_program_that_races() -> None:
    assert race.command() == [sys.executable, "-m", "training.race", "--seconds=20"]
