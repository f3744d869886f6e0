"""A quick look at a model in training: how often it finds the right verb among two."""

import numpy as np
import torch

from cells.fast import run
from training.held_out import held_out
from training.model import Model

CASES = 200
"""How many choices of held-out words are looked at: enough for a curve, not for a card."""


class Probe:
    """Choices between two verbs, of words held out of training, laid side by side for one model.

    Choices with a function word that the model's few sentences never had are left out.
    """

    def __init__(self, model: Model, count: int = CASES) -> None:
        self._model = model
        known = model.vocabulary.places
        found = [
            each
            for each in held_out(None, None, count)
            if all(word in known for word in (*each.words, each.right, each.wrong))
        ]
        self._words = torch.zeros(max(len(each.words) for each in found), len(found)).long()
        for column, each in enumerate(found):
            self._words[: len(each.words), column] = torch.tensor([known[w] for w in each.words])
        self._last = torch.tensor([len(each.words) - 1 for each in found])
        self._right = self._verbs([each.right for each in found])
        self._wrong = self._verbs([each.wrong for each in found])

    def _verbs(self, words: list[str]) -> tuple[torch.Tensor, torch.Tensor]:
        """Return the class (N,) and the log share (N,) of words."""
        vocabulary = self._model.vocabulary
        places = np.array([vocabulary.places[word] for word in words])
        shares = torch.from_numpy(np.log(vocabulary.share[places])).float()
        return torch.from_numpy(vocabulary.class_of[places]), shares

    @torch.no_grad()
    def accuracy(self) -> float:
        """Return the share of choices, in [0, 1], in which the model likes the right verb better.

        The model reads as in use: no word loses anything.
        """
        model = self._model
        hidden = run(model.cell, model.inputs(self._words)).hidden
        logits = model.readout(hidden[self._last, torch.arange(len(self._last))])
        right, wrong = (
            logits.gather(1, k[:, None])[:, 0] + share for k, share in (self._right, self._wrong)
        )
        return float((right > wrong).float().mean())
