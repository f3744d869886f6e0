"""Train readers: `python -m training gru`."""

import argparse
from functools import partial
from importlib.metadata import version
from pathlib import Path
from typing import Any

import torch
from tqdm import tqdm

from cells.shelf import SHELF
from cells.wirings import WIRINGS
from training.corpus import Corpus, generate
from training.export import put_on_shelf, write_figures
from training.figures import figures
from training.model import Losses
from training.recipe import Recipe, recipe_of
from training.trainer import Trainer

RUNS = Path(__file__).parent / "runs"
"""Where checkpoints are kept, out of the repository."""


def main() -> None:
    """Train a reader from its recipe and put it on the shelf with its card."""
    args = _arguments()
    torch.set_num_threads(args.threads)
    given = {"seed": args.seed, "steps": args.steps, "sentences": args.sentences}
    recipe = recipe_of(args.reader, **{k: v for k, v in given.items() if v is not None})
    corpus = generate(
        recipe.sentences, recipe.seed, partial(tqdm, total=recipe.sentences, desc="sentences")
    )
    train(args.reader, recipe, corpus, args.shelf)


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m training", description=main.__doc__)
    readers = [*WIRINGS, *(f"{name}-as-found" for name in WIRINGS)]
    parser.add_argument("reader", choices=readers, metavar="reader", help=", ".join(readers))
    parser.add_argument("--seed", type=int, help="seed of sentences, weights and batches")
    parser.add_argument("--steps", type=int, help="steps of training")
    parser.add_argument("--sentences", type=int, help="sentences to generate")
    parser.add_argument("--threads", type=int, default=1, help="threads of torch (default: 1)")
    parser.add_argument("--shelf", type=Path, default=SHELF, help="folder to put the reader in")
    return parser.parse_args()


def train(name: str, recipe: Recipe, corpus: Corpus, shelf: Path) -> None:
    """Train one reader, resuming its checkpoint if there is one, and write its files."""
    trainer = Trainer(recipe, corpus)
    checkpoint = RUNS / f"{name}-{recipe.seed}.pt"
    if trainer.resume(checkpoint):
        print(f"Resumed {checkpoint.name} at step {trainer.done}.")
    with tqdm(total=recipe.steps, initial=trainer.done, desc=name) as bar:

        def watch(done: int, losses: Losses) -> bool:
            bar.update(done - bar.n)
            if done % 50 == 0:
                bar.set_postfix({k: f"{float(v):.3f}" for k, v in losses._asdict().items()})
            return True

        trainer.run(watch, checkpoint)
    reader = put_on_shelf(trainer.model, shelf / name, _card(trainer))
    write_figures(reader, figures(reader), shelf / name)


def _card(trainer: Trainer) -> dict[str, Any]:
    """Tell how the reader was made; what it can do is measured on the files."""
    recipe = trainer.recipe
    return {
        "recipe": {key: value for key, value in recipe.as_dict().items() if key != "wiring"},
        "encouraged": recipe.nudge > 0,
        "parameters": {
            part: sum(p.numel() for p in getattr(trainer.model, part).parameters())
            for part in ("cell", "embedding", "readout")
        },
        "training_seconds": round(trainer.seconds, 1),
        "corpus": trainer.corpus.digest,
        "versions": {name: version(name) for name in ("torch", "numpy")},
    }


if __name__ == "__main__":
    main()
