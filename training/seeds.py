"""`python -m training.seeds`: train the readers of the story from five other seeds, and report.

One good reader may be luck. The figures of all five are kept beside the shipped readers.
"""

import json
from pathlib import Path
from typing import Any

from cells import shelf
from training.__main__ import RUNS
from training.processes import train_each

STORY = ("gru-simple", "gru", "lstm")
"""The readers that must tell the story of the lecture."""

SEEDS = (2, 3, 4, 5, 6)
"""Seeds apart from those of the shipped readers."""

SHELF = RUNS / "seeds"
REPORT = shelf.SHELF / shelf.SEEDS


def main() -> None:
    """Train every reader of the story from every seed, resuming, and write the report."""
    jobs = {
        f"{name}-{seed}": [name, "--seed", str(seed), "--shelf", str(SHELF / str(seed))]
        for seed in SEEDS
        for name in STORY
    }
    if failed := train_each(jobs):
        raise SystemExit(f"These were not trained: {', '.join(failed)}.")
    REPORT.write_text(json.dumps(report(SHELF), indent=1) + "\n", encoding="utf-8")


def report(folder: Path) -> dict[str, dict[str, Any]]:
    """Return {reader: {seed: what the goals ask of it}} for the readers below a folder."""
    return {
        name: {str(seed): summary(folder / str(seed) / name) for seed in SEEDS} for name in STORY
    }


def summary(folder: Path) -> dict[str, Any]:
    """Return the part of a card that the goals are about."""
    card = shelf.open_reader(folder).card
    figures = card["figures"]
    best = figures["units"]["number"][0]
    kept = ("story", "mean", "constructions", "made_up", "natural", "memory")
    return {
        "wiring": card["wiring"],
        "corpus": card["corpus"],
        "training_seconds": card["training_seconds"],
        "figures": {
            **{key: figures[key] for key in kept},
            "distances": {"100": figures["distances"]["100"]},
            "units": {"number": [best]},
        },
    }


if __name__ == "__main__":
    main()
