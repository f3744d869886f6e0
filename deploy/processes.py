"""Processes of this machine: ports for them, a wait until they are there, and their end."""

import signal
import socket
import subprocess
import time
from collections.abc import Callable, Iterable

GLANCE = 0.05
"""Seconds between two looks at whether something has come."""

Process = subprocess.Popen[bytes]


def comes(true: Callable[[], bool], seconds: float, process: Process | None = None) -> bool:
    """Wait until something is true; tell whether it was in time, and before a process ended."""
    deadline = time.monotonic() + seconds
    while not true():
        if (process is not None and process.poll() is not None) or time.monotonic() > deadline:
            return False
        time.sleep(GLANCE)
    return True


def end(processes: Iterable[Process], ending: signal.Signals, seconds: float) -> None:
    """Tell processes to end, and kill whichever has not after so many seconds."""
    told = [*processes]
    for each in told:
        each.send_signal(ending)
    deadline = time.monotonic() + seconds
    for each in told:
        try:
            each.wait(max(0.0, deadline - time.monotonic()))
        except subprocess.TimeoutExpired:
            each.kill()
            each.wait()


def free_port() -> int:
    """Return a port of this machine that nobody listens on."""
    return free_ports(1)[0]


def free_ports(count: int) -> list[int]:
    """Return several of them, no two alike."""
    probes = [socket.create_server(("127.0.0.1", 0)) for _ in range(count)]
    ports = [int(probe.getsockname()[1]) for probe in probes]
    for probe in probes:
        probe.close()
    return ports
