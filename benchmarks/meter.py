"""What a process takes of the machine, as Linux counts it, and what the app says of itself."""

import os
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Self
from urllib.request import urlopen

from prometheus_client.parser import text_string_to_metric_families

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


def figures(url: str) -> dict[str, float]:
    """Return the figures at the /metrics of an app, those of buckets as "name_bucket:limit"."""
    with urlopen(f"{url}/metrics", timeout=10) as answer:
        text = answer.read().decode()
    return {
        ":".join([sample.name, *sample.labels.values()]): sample.value
        for family in text_string_to_metric_families(text)
        for sample in family.samples
    }


def collections(url: str) -> tuple[int, int]:
    """Return how many collections of garbage an app has had, and how many of them took 0.1 s."""
    found = figures(url)
    every = found["gatewalk_collection_seconds_count"]
    return int(every), int(every - found["gatewalk_collection_seconds_bucket:0.1"])
