"""Readings by small readers of random weights: every regime of every gate comes up in them."""

import torch

from cells import WIRINGS, Reader, Wiring
from tests.cells.small import small_reader
from views.reading import Reading, read

SENTENCE = "the cat, which already ate the apples, was full"
WIRED = (*WIRINGS.values(), Wiring("open", "learned", "learned", "learned", squash=True))


def reader(wiring: Wiring, seed: int = 0, *, strength: float = 4.0) -> Reader:
    """Return a small reader whose gates open and shut: its weights are `strength` times larger."""
    made = small_reader(wiring, seed=seed)
    with torch.no_grad():
        for parameter in made.cell.parameters():
            parameter.mul_(strength)
    object.__setattr__(made, "card", {"carriers": {"number": 2}})
    return made


def reading(wiring: Wiring = WIRINGS["gru"], seed: int = 0, text: str = SENTENCE) -> Reading:
    """Return what such a reader makes of a sentence."""
    return read(reader(wiring, seed), text, ("was", "were"))
