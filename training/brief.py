"""A brief training of any wiring: `python -m training.brief FOLDER --seconds 40 --reset open`.

It is what the app starts when a visitor asks for a cell that no shipped reader has. What happens is
told on standard output, one JSON object a line, and it ends as soon as its standard input ends: no
training outlives the server that asked for it.
"""

import argparse
import errno
import math
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from cells import Wiring
from cells.wirings import SWITCHES
from training.corpus import generate
from training.export import export, made
from training.grammar import Sentence
from training.model import Losses
from training.probe import Probe
from training.recipe import ENCOURAGEMENT, Recipe
from training.telling import Tell, end_with_input, give_way, line
from training.trainer import Trainer

SENTENCES, FEWEST, A_SECOND = 60_000, 2_000, 1_500
"""Sentences to generate: so many a second of the budget, between fewest and most."""

RATE = 2e-2
"""Step size of Adam: twice that of a shipped reader, which has the time to go slowly."""

CASES = 100
"""Choices behind each figure of the card: a fifth of those of a shipped reader, for time's sake."""

GUESS = 30
"""Steps a second, until the pace of this machine is known."""

_EVERY, _LOOK = 0.5, 2.5
"""Seconds between two tellings of the loss, and between two of the accuracy."""


@dataclass(frozen=True, slots=True)
class Brief:
    """What to train: a wiring, for so many seconds, encouraged or as found.

    With `steps`, that many are taken, however long it takes: two such runs give the same bits. Two
    runs by the clock do not.
    """

    wiring: Wiring
    seconds: float
    seed: int = 1
    encouraged: bool = True
    steps: int | None = None
    sentences: int | None = None
    cases: int = CASES

    @property
    def recipe(self) -> Recipe:
        """The settings of a shipped reader, on fewer sentences and in longer strides."""
        found = {} if self.encouraged else dict.fromkeys(ENCOURAGEMENT, 0.0)
        count = self.sentences or min(SENTENCES, max(FEWEST, round(A_SECOND * self.seconds)))
        settings: dict[str, Any] = {"sentences": count, "seed": self.seed, **found}
        return Recipe(self.wiring, rate=RATE, **settings)


def train(brief: Brief, folder: Path, tell: Tell) -> None:
    """Train a reader and write its files to a folder, telling of it meanwhile.

    Raises:
        OSError: a file cannot be written.
        ArithmeticError: the weights grew beyond all numbers.
    """
    folder.mkdir(parents=True, exist_ok=True)  # what cannot be written is told before the work
    recipe = brief.recipe
    corpus = generate(recipe.sentences, recipe.seed, lambda all_: _counted(all_, recipe, tell))
    tell({"phase": "setting up"})
    trainer = Trainer(recipe, corpus)
    first = brief.steps or max(1, round(GUESS * brief.seconds))
    trainer.recipe = replace(recipe, steps=first)
    _run(trainer, brief, tell)
    tell({"phase": "measuring"})
    card = made(trainer)
    card["brief"] = {"budget_seconds": brief.seconds, "steps": trainer.done, "cases": brief.cases}
    export(trainer.model, folder, card, brief.cases)


def _counted(sentences: Iterator[Sentence], recipe: Recipe, tell: Tell) -> Iterator[Sentence]:
    for count, sentence in enumerate(sentences):
        if count % (recipe.sentences // 20 + 1) == 0:
            tell({"phase": "sentences", "share": count / recipe.sentences})
        yield sentence


def replanned(trainer: Trainer, seconds: float) -> int:
    """Return how many steps there will be if the run goes on at its pace to the end of its time.

    The rate falls with the steps that are left: planned anew all the time, a run comes to rest in
    time however busy the machine is meanwhile.
    """
    left = max(0.0, seconds - trainer.seconds)
    return trainer.done + math.floor(left * trainer.done / trainer.seconds)


def _run(trainer: Trainer, brief: Brief, tell: Tell) -> None:
    probe, recent = Probe(trainer.model), list[float]()
    told = looked = -math.inf

    def watch(done: int, losses: Losses) -> bool:
        nonlocal told, looked
        recent.append(float(losses.classes))
        if not math.isfinite(recent[-1]):
            raise ArithmeticError("The weights of this cell grew beyond all numbers.")
        last = done == trainer.recipe.steps
        if trainer.seconds - told >= _EVERY or last:
            told = trainer.seconds
            point = {"phase": "training", "step": done, "steps": trainer.recipe.steps}
            tell({**point, "loss": sum(recent) / len(recent)})
            recent.clear()
            if brief.steps is None:
                trainer.recipe = replace(trainer.recipe, steps=replanned(trainer, brief.seconds))
        if trainer.seconds - looked >= _LOOK or done == trainer.recipe.steps:
            looked = trainer.seconds
            tell({"phase": "training", "step": done, "accuracy": probe.accuracy()})
        return True

    trainer.run(watch)


def main() -> None:
    """Train as the arguments say; tell of it line by line, a failure too."""
    args = _arguments()
    end_with_input()
    give_way()
    positions = {switch: getattr(args, switch) for switch in SWITCHES}
    wiring = Wiring(**{**positions, "squash": args.squash == "on"})
    settings = {"seed": args.seed, "encouraged": not args.as_found, "steps": args.steps}
    brief = Brief(wiring, args.seconds, **settings, sentences=args.sentences, cases=args.cases)
    try:
        train(brief, args.folder, line)
    except Exception as error:
        line({"phase": "failed", "why": _why(error)})
        raise
    line({"phase": "done"})


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m training.brief", description=main.__doc__)
    parser.add_argument("folder", type=Path, help="where to write the reader's files")
    parser.add_argument("--seconds", type=float, required=True, help="budget of the training")
    for switch, positions in SWITCHES.items():
        choices = ("on", "off") if switch == "squash" else positions
        parser.add_argument(f"--{switch}", choices=choices, required=True)
    parser.add_argument("--as-found", action="store_true", help="encourage nothing")
    parser.add_argument("--seed", type=int, default=1, help="seed of sentences and weights")
    parser.add_argument("--steps", type=int, help="steps to take instead of a time")
    parser.add_argument("--sentences", type=int, help="sentences to generate")
    parser.add_argument("--cases", type=int, default=CASES, help="choices behind each figure")
    return parser.parse_args()


def _why(error: Exception) -> str:
    if isinstance(error, OSError) and error.errno in (errno.ENOSPC, errno.EDQUOT):
        return "The server's disk is full: the reader could not be written."
    if isinstance(error, OSError):
        return "The server could not write the reader's files."
    if isinstance(error, ArithmeticError):
        return str(error)
    return "The training ended by a fault of its own; the server's log tells more."


if __name__ == "__main__":
    main()
