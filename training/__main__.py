"""Train readers: `python -m training gru`, or every one of them: `python -m training --all`."""

import argparse
import sys
from collections.abc import Sequence
from functools import partial
from pathlib import Path

import torch
from tqdm import tqdm

from cells.cards import Card
from cells.shelf import SHELF, open_reader
from training.corpus import Corpus, generate
from training.export import export, made
from training.model import Losses
from training.processes import train_each
from training.recipe import SHIPPED, TRAINABLE, Recipe, recipe_of
from training.trainer import Trainer

RUNS = Path(__file__).parent / "runs"
"""Where checkpoints are kept, out of the repository."""


def main() -> None:
    """Train a reader from its recipe and put it on the shelf with its card."""
    args = _arguments()
    if args.all:
        train_all(sys.argv[1:])
        return
    torch.set_num_threads(args.threads)
    given = {"seed": args.seed, "steps": args.steps, "sentences": args.sentences}
    recipe = recipe_of(args.reader, **{k: v for k, v in given.items() if v is not None})
    bar = partial(
        tqdm, total=recipe.sentences, desc=f"{args.reader}: sentences", position=args.line
    )
    train(args.reader, recipe, generate(recipe.sentences, recipe.seed, bar), args.shelf, args.line)


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m training", description=main.__doc__)
    which = parser.add_mutually_exclusive_group(required=True)
    names = sorted({*SHIPPED, *(f"{name}-as-found" for name in TRAINABLE)})
    which.add_argument("reader", nargs="?", choices=names, metavar="reader", help=", ".join(names))
    which.add_argument("--all", action="store_true", help="all shipped readers, two at a time")
    parser.add_argument("--seed", type=int, help="seed of sentences, weights and batches")
    parser.add_argument("--steps", type=int, help="steps of training")
    parser.add_argument("--sentences", type=int, help="sentences to generate")
    parser.add_argument("--threads", type=int, default=1, help="threads of torch (default: 1)")
    parser.add_argument("--shelf", type=Path, default=SHELF, help="folder to put the reader in")
    parser.add_argument("--line", type=int, default=0, help="line of the screen for the bars")
    return parser.parse_args()


def train_all(arguments: Sequence[str]) -> None:
    """Train every shipped reader with the same further arguments."""
    rest = [argument for argument in arguments if argument != "--all"]
    failed = train_each({name: [name, *rest] for name in SHIPPED})
    if failed:
        raise SystemExit(f"These readers are not on the shelf: {', '.join(failed)}.")
    print(f"{len(SHIPPED)} readers are on the shelf.")


def train(name: str, recipe: Recipe, corpus: Corpus, shelf: Path, line: int = 0) -> None:
    """Train one reader, resuming its checkpoint if there is one, and write its files."""
    trainer = Trainer(recipe, corpus)
    if _is_done(trainer, shelf / name):
        print(f"{name} is on the shelf.")
        return
    checkpoint = RUNS / f"{name}-{recipe.seed}.pt"
    if trainer.resume(checkpoint):
        print(f"Resumed {checkpoint.name} at step {trainer.done}.")
    with tqdm(total=recipe.steps, initial=trainer.done, desc=name, position=line) as bar:

        def watch(done: int, losses: Losses) -> bool:
            bar.update(done - bar.n)
            if done % 50 == 0:
                bar.set_postfix({k: f"{float(v):.3f}" for k, v in losses._asdict().items()})
            return True

        trainer.run(watch, checkpoint)
    export(trainer.model, shelf / name, made(trainer))


def _is_done(trainer: Trainer, folder: Path) -> bool:
    """Tell whether a shelf holds what this training would make, figures and all."""
    try:
        card = open_reader(folder).card
    except ValueError:
        return False
    mine = made(trainer)
    same = all(card.get(key) == Card(mine)[key] for key in ("recipe", "corpus", "versions"))
    return same and "figures" in card


if __name__ == "__main__":
    main()
