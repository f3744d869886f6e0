"""GRU against LSTM in time: `python -m training.race --seconds 20`.

It is what the app starts when a visitor asks how much longer an LSTM takes than a GRU on this
machine. All do the same by turns, and only ratios are told: how fast the machine is, and what else
it does, falls out of them. Without `--write` it ends as soon as its standard input does.
"""

import argparse
import json
import os
import platform
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass
from statistics import median
from typing import Any, Literal

import torch
from torch import Tensor, nn

from cells import WIRINGS, shelf
from cells.cell import Cell
from cells.fast import run
from cells.sizes import nearest, weights
from training.corpus import generate
from training.recipe import recipe_of
from training.telling import Tell, end_with_input, give_way, line
from training.trainer import Trainer

REPORT = shelf.SHELF / "race.json"

SECONDS = 20.0
"""How long they race where nothing else is asked for, after a second or two of setting up."""

SIZES = (32, 128)
"""Units of the GRU, and features of a word: as many as the readers have, and four times that."""

BATCH, WORDS, CLASSES = 128, 10, 246
"""A training step: sentences, words of the recipe's median batch, classes of its readout."""

SENTENCE = 11
"""A reading: words of "the cat, which already ate the apples, was full"."""

CORPUS = 6_000
"""Sentences behind the steps of the whole recipe; to make them takes a second or two."""

FEWEST, LONGEST, OFTEN = 8, 2.0, 3
"""Turns without which nothing is told; how many times the seconds may be taken to come by them;
readings that are timed as one."""

BUSY = "The server is too busy to time anything now: try again later."

_FINE, _EVERY = 1e-6, 0.5

Work = Callable[[], object]
Maker = Literal["recipe", "ours", "torch"]


@dataclass(frozen=True, slots=True)
class Heat:
    """What is timed: a training step or a reading, who computes it, units of the GRU."""

    task: Literal["step", "reading"]
    maker: Maker
    units: int


Field = Mapping[Heat, tuple[Work, Work, Work]]
"""What each of the three does in every heat."""

Times = tuple[float, float, float]
"""Seconds that a GRU took, an LSTM of as many units, and an LSTM of as many weights."""


def units_of(size: int) -> tuple[int, int, int]:
    """Return the units of the three: GRU, LSTM of as many units, LSTM of about as many weights.

    torch's modules have a second bias for every gate, with which as many come closest.
    """
    budget = weights(WIRINGS["gru"], size, size)
    return size, size, nearest(WIRINGS["lstm"], size, budget)


def field() -> Field:
    """Set up all that is timed: the same work for the three, but for their cells."""
    torch.manual_seed(1)
    found = {Heat("step", "recipe", SIZES[0]): recipes(SIZES[0])}
    for size in SIZES:
        found[Heat("step", "ours", size)] = _three(size, lambda *of: _step(_ours(*of), of[1]))
        found[Heat("step", "torch", size)] = _three(size, lambda *of: _step(_fused(*of), of[1]))
        found[Heat("reading", "ours", size)] = _three(size, _walk)
        found[Heat("reading", "torch", size)] = _three(size, _pass)
    return found


def _three(size: int, make: Callable[[str, int, int], Work]) -> tuple[Work, Work, Work]:
    gru, lstm, small = units_of(size)
    return make("gru", size, gru), make("lstm", size, lstm), make("lstm", size, small)


def recipes(size: int, sentences: int = CORPUS) -> tuple[Work, Work, Work]:
    """Return the steps of three trainings by the recipe, as found, on the same batches."""
    corpus = generate(sentences, seed=1)

    def training(name: str, _: int, units: int) -> Work:
        return Trainer(recipe_of(f"{name}-as-found", units=units, sentences=sentences), corpus).step

    return _three(size, training)


class Net(nn.Module):
    """A recurrent module (T, B, D) -> (T, B, H) and a readout."""

    def __init__(self, cell: nn.Module, forward: Callable[[Tensor], Tensor], units: int) -> None:
        super().__init__()
        self.cell, self.hidden = cell, forward
        self.readout = nn.Linear(units, CLASSES)


def _ours(name: str, size: int, units: int) -> Net:
    cell = Cell(WIRINGS[name], size, units)
    return Net(cell, lambda x: run(cell, x).hidden, units)


def _fused(name: str, size: int, units: int) -> Net:
    module = {"gru": nn.GRU, "lstm": nn.LSTM}[name](size, units)
    return Net(module, lambda x: module(x)[0], units)


def _step(net: Net, size: int) -> Work:
    """Return a training step: forward, backward and Adam over a batch of embedded sentences."""
    x, wanted = torch.randn(WORDS, BATCH, size), torch.randint(CLASSES, (WORDS * BATCH,))
    optimizer = torch.optim.Adam(net.parameters())

    def step() -> None:
        told = net.readout(net.hidden(x)).flatten(0, 1)
        loss = nn.functional.cross_entropy(told, wanted)
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()

    return step


def _walk(name: str, size: int, units: int) -> Work:
    """Return a reading by the equations as written, every gate of every step kept."""
    return _reading(Cell(WIRINGS[name], size, units).walk, torch.randn(SENTENCE, size))


def _pass(name: str, size: int, units: int) -> Work:
    return _reading(_fused(name, size, units).cell, torch.randn(SENTENCE, 1, size))


def _reading(read: Callable[[Tensor], object], x: Tensor) -> Work:
    @torch.no_grad()
    def often() -> None:
        for _ in range(OFTEN):
            read(x)

    return often


def clock() -> Callable[[], float]:
    """Return the clock of the time this process has had, or of all time where that is coarse."""
    fine = time.get_clock_info("process_time").resolution <= _FINE
    return time.process_time if fine else time.perf_counter


def turn(works: tuple[Work, Work, Work], number: int, now: Callable[[], float]) -> Times:
    """Let the three work once, one after the other, from either end by turns; time each."""
    taken = [0.0, 0.0, 0.0]
    for place in (0, 1, 2) if number % 2 else (2, 1, 0):
        begun = now()
        works[place]()
        taken[place] = now() - begun
    return taken[0], taken[1], taken[2]


def race(field: Field, seconds: float, tell: Tell) -> dict[str, Any]:
    """Let them work by turns for so many seconds; return the report.

    Raises:
        TimeoutError: it takes `LONGEST` times that long, and still there are too few turns.
    """
    taken: dict[Heat, list[Times]] = {heat: [] for heat in field}
    now, begun, told, number = clock(), time.monotonic(), 0.0, -1
    while (passed := time.monotonic() - begun) < seconds or number < FEWEST:
        if passed > LONGEST * seconds:
            raise TimeoutError(BUSY)
        for heat, works in field.items():
            times = turn(works, number, now)
            if number >= 0:  # the first turn is to warm up
                taken[heat].append(times)
        number += 1
        if passed - told > _EVERY:
            told = passed
            tell({"phase": "racing", "share": min(1.0, passed / seconds), "turns": number})
    return report(taken)


def report(taken: Mapping[Heat, Sequence[Times]]) -> dict[str, Any]:
    """Return what was measured: `ratio` is LSTM / GRU, the median over turns, with its interval.

    `at` says of which LSTM: with as many units as the GRU, or about as many parameters.
    """
    return {
        "machine": {
            "processor": platform.machine(),
            "cores": os.cpu_count(),
            "torch": torch.__version__,
        },
        "turns": len(next(iter(taken.values()))),
        "heats": [
            {
                **asdict(heat),
                "at": at,
                "lstm_units": units_of(heat.units)[place],
                **ratio(times, place),
            }
            for heat, times in taken.items()
            for place, at in ((1, "units"), (2, "parameters"))
        ],
    }


def ratio(times: Sequence[Times], place: int) -> dict[str, float]:
    """Return the median over turns of one time / the GRU's, and a 95 % interval of that median.

    The interval lies between two of the ratios, in their order: it asks nothing of how they spread.
    """
    ratios = sorted(each[place] / each[0] for each in times)
    count = len(ratios)
    aside = max(0, int((count - 1.96 * count**0.5) / 2))
    low, high = ratios[aside], ratios[count - 1 - aside]
    return {"ratio": round(median(ratios), 3), "low": round(low, 3), "high": round(high, 3)}


def main() -> None:
    """Race as the arguments say; tell of it line by line, a failure too."""
    parser = argparse.ArgumentParser(prog="python -m training.race", description=main.__doc__)
    parser.add_argument("--seconds", type=float, default=SECONDS, help="how long to race")
    parser.add_argument("--write", action="store_true", help="write the report beside the readers")
    args = parser.parse_args()
    if not args.write:
        end_with_input()
    give_way()
    line({"phase": "setting up"})
    try:
        found = race(field(), args.seconds, line)
    except TimeoutError as error:
        line({"phase": "failed", "why": str(error)})
        raise
    if args.write:
        REPORT.write_text(json.dumps(found, indent=1) + "\n", encoding="utf-8")
    line({"phase": "done", "report": found})


if __name__ == "__main__":
    main()
