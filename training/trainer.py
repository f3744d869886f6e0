"""The training loop: from a recipe and a corpus to a trained model, with checkpoints."""

import math
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import torch

from cells.whole_files import whole
from training.corpus import Batches, Corpus
from training.model import Losses, Model
from training.recipe import Recipe

Watch = Callable[[int, Losses], bool]
"""Called after every step with (steps done, losses); answering False stops the run."""


@dataclass
class Trainer:
    """Trains one model; can be stopped, saved to a checkpoint and taken up again, bit for bit.

    Nothing random outlives a step: the batch and the dropout of step t follow from (seed, t).
    """

    recipe: Recipe
    corpus: Corpus
    done: int = 0
    seconds: float = 0.0
    model: Model = field(init=False)

    def __post_init__(self) -> None:
        torch.manual_seed(self.recipe.seed)
        counts = np.bincount(self.corpus.words, minlength=len(self.corpus.vocabulary.words))
        self.model = Model(self.recipe, self.corpus.vocabulary, counts)
        self.optimizer = torch.optim.Adam(self.model.parameters(), lr=self.recipe.rate)
        self.batches = Batches(self.corpus, self.recipe.batch, self.recipe.seed)

    def run(self, watch: Watch, checkpoint: Path | None = None, every: int = 500) -> bool:
        """Train to the end of the recipe; return whether it got there."""
        while self.done < self.recipe.steps:
            begun = time.perf_counter()
            losses = self.step()
            self.seconds += time.perf_counter() - begun
            if checkpoint is not None and (
                self.done % every == 0 or self.done == self.recipe.steps
            ):
                self.save(checkpoint)
            if not watch(self.done, losses):
                return False
        return True

    def step(self) -> Losses:
        """Take one step of Adam (Kingma & Ba 2015) at the rate and prices of this moment."""
        recipe, past = self.recipe, self.done / self.recipe.steps
        for group in self.optimizer.param_groups:
            group["lr"] = recipe.rate * (1 + math.cos(math.pi * past)) / 2
        price = recipe.sparsity * min(1.0, max(0.0, (past - 0.1) / 0.4))
        generator = torch.Generator().manual_seed(recipe.seed * 1_000_003 + self.done)
        losses = self.model.losses(self.batches.at(self.done), generator)
        self.optimizer.zero_grad()
        story = recipe.nudge * losses.story + recipe.wait * losses.early
        story = story + recipe.keep * losses.lost + price * losses.open_gates
        (losses.classes + story).backward()
        torch.nn.utils.clip_grad_norm_(self.model.parameters(), 1.0)
        self.optimizer.step()
        self.done += 1
        return Losses(*(loss.detach() for loss in losses))

    def save(self, path: Path) -> None:
        """Write a checkpoint, whole or not at all."""
        path.parent.mkdir(parents=True, exist_ok=True)
        state = {
            "done": self.done,
            "seconds": self.seconds,
            "recipe": self.recipe.as_dict(),
            "corpus": self.corpus.digest,
            "model": self.model.state_dict(),
            "optimizer": self.optimizer.state_dict(),
        }
        with whole(path) as part:
            torch.save(state, part)

    def resume(self, path: Path) -> bool:
        """Take up a checkpoint of the same recipe and corpus; return whether there was one."""
        if not path.exists():
            return False
        state = torch.load(path, weights_only=True)
        if (state["recipe"], state["corpus"]) != (self.recipe.as_dict(), self.corpus.digest):
            return False
        self.model.load_state_dict(state["model"])
        self.optimizer.load_state_dict(state["optimizer"])
        self.done, self.seconds = state["done"], state["seconds"]
        return True
