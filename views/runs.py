"""What is said of a training: how far it is, how it ended, what is offered."""

from collections.abc import Sequence

from cells import Wiring
from views import gate_types

ENCOURAGE = "Encourage unit 0 to hold number, as the shipped readers were"

_BEGINS = {"sentences": 0.02, "setting up": 0.1, "training": 0.16, "measuring": 0.86}
"""Where each phase begins in the bar of the whole, in [0, 1]."""

_ENDS = {"sentences": 0.1, "setting up": 0.16, "training": 0.86, "measuring": 0.98}

_SAID = {
    "starting": "starting a process of its own",
    "sentences": "making sentences",
    "setting up": "setting up",
    "training": "training",
    "measuring": "measuring on held-out sentences",
}


def share(phase: str, of_phase: float) -> float:
    """Return how much of a whole run is done, in [0, 1], from the share of its phase."""
    begin, end = _BEGINS.get(phase, 0.0), _ENDS.get(phase, 0.0)
    return begin + (end - begin) * min(max(of_phase, 0.0), 1.0)


def said(wiring: Wiring, phase: str, step: int = 0, steps: int | None = None) -> str:
    """Return what a run is doing."""
    doing = _SAID.get(phase, "ending")
    counted = f", step {step:,} of {steps:,}" if phase == "training" and steps else ""
    return f"{gate_types.heading(wiring)}: {doing}{counted}"


def ended(ending: str, why: str) -> str:
    """Return how a run ended that has made no reader."""
    if ending == "stopped":
        return f"Nothing was kept of the training. {why}"
    return f"No reader was made. {why}"


def offer(seconds: float, names: Sequence[str]) -> str:
    """Return what the button says that begins a run, `names` being the readers of this cell."""
    time = "about a minute" if 30 <= seconds <= 50 else f"{seconds:g} s and some to measure"
    if any(map(gate_types.is_own, names)):
        return f"Train it again, from another seed ({time})"
    return f"Train it here{', to compare at equal budget' if names else ' and now'} ({time})"
