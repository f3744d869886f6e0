"""Several trainings at a time, each in a process of its own."""

import subprocess
import sys
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from queue import SimpleQueue

AT_ONCE = 2
"""How many readers are trained at a time: one to a core of a small machine."""


def train_each(jobs: Mapping[str, Sequence[str]]) -> list[str]:
    """Run `python -m training` with the arguments of every job; return the names that failed.

    Whatever was finished is left as it is and whatever was begun is resumed. Each of the processes
    at work has a line of the screen for its bars.
    """
    lines: SimpleQueue[int] = SimpleQueue()
    for line in range(AT_ONCE):
        lines.put(line)

    def run(arguments: Sequence[str]) -> int:
        line = lines.get()
        command = [sys.executable, "-m", "training", *arguments, "--line", str(line)]
        try:
            return subprocess.run(command, check=False).returncode  # noqa: S603 - our own words
        finally:
            lines.put(line)

    with ThreadPoolExecutor(AT_ONCE) as pool:
        codes = pool.map(run, jobs.values())
        return [name for name, code in zip(jobs, codes, strict=True) if code]
