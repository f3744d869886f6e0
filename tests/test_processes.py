"""Processes of this machine: what is waited for, and how they end."""

import signal
import subprocess
import sys
import time

from deploy.processes import comes, end, free_ports

ASLEEP = "import time; print(flush=True); time.sleep(60)"
STUBBORN = f"import signal; signal.signal(signal.SIGTERM, signal.SIG_IGN); {ASLEEP}"


def started(code: str) -> subprocess.Popen[bytes]:
    return subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE)


def test_what_comes_is_waited_for_and_what_does_not_come_is_not() -> None:
    looks = iter([False, False, True])
    assert comes(lambda: next(looks), 20)
    assert not comes(lambda: False, 0.1)


def test_nothing_is_waited_for_once_its_process_has_ended() -> None:
    begun = time.monotonic()
    with started("") as process:
        assert not comes(lambda: False, 60, process)
    assert time.monotonic() - begun < 30


def test_who_does_not_end_is_killed() -> None:
    with started(STUBBORN) as stubborn, started(ASLEEP) as polite:
        for each in (stubborn, polite):
            assert each.stdout is not None
            each.stdout.readline()
        end([stubborn, polite], signal.SIGTERM, 0.5)
    assert (stubborn.returncode, polite.returncode) == (-signal.SIGKILL, -signal.SIGTERM)


def test_ports_are_free_and_no_two_alike() -> None:
    assert len(set(free_ports(20))) == 20
