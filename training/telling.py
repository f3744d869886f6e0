"""What the programs share that the app starts: how they tell of themselves, and give way.

They tell on standard output, one JSON object a line, and end as soon as their standard input ends:
none outlives the server that asked for it.
"""

import json
import os
import sys
import threading
from collections.abc import Callable
from typing import Any

import torch

Tell = Callable[[dict[str, Any]], None]
"""Is told how far the work is: its phase, and whatever belongs to that."""


def line(told: dict[str, Any]) -> None:
    """Tell it on standard output."""
    print(json.dumps(told), flush=True)


def end_with_input() -> None:
    """End this process, whatever it is doing, when the one that started it ends or lets go."""

    def wait() -> None:
        sys.stdin.read()
        os._exit(1)

    threading.Thread(target=wait, daemon=True).start()


def give_way() -> None:
    """Take one thread, at the lowest claim on the machine: readers on other screens come first."""
    if hasattr(os, "nice"):
        os.nice(15)
    torch.set_num_threads(1)
