"""What a process takes of the machine: memory and time of the processor, as Linux counts them."""

import os
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Self

_TICKS = os.sysconf("SC_CLK_TCK")
MB = 1e6


@dataclass(frozen=True, slots=True)
class Reading:
    """Resident memory in MB, and seconds of processor time since the start of the process."""

    memory: float
    seconds: float

    @classmethod
    def of(cls, process: int) -> Self:
        """Read what a process of Linux takes now.

        Raises:
            OSError: there is no such process.
        """
        folder = Path("/proc") / str(process)
        lines = dict(
            line.split(":", 1) for line in (folder / "status").read_text("utf-8").splitlines()
        )
        fields = (folder / "stat").read_text("utf-8").rpartition(")")[2].split()
        kilobytes = int(lines["VmRSS"].split()[0])
        return cls(kilobytes * 1024 / MB, (int(fields[11]) + int(fields[12])) / _TICKS)

    @classmethod
    def sum(cls, processes: Iterable[int]) -> Self:
        """Read what several processes take together."""
        each = [cls.of(process) for process in processes]
        return cls(sum(one.memory for one in each), sum(one.seconds for one in each))
