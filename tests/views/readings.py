"""Readings by small readers of random weights: every regime of every gate comes up in them."""

from collections.abc import Sequence

import torch
from torch import Tensor, nn

from cells import WIRINGS, Reader, Wiring
from cells.layer_walks import LayerWalk
from tests.cells.small import small_reader
from views.modules import Part, read_window
from views.reading import Reading, Surgery, read

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


def read_whole(
    module: nn.Module, x: Tensor, words: Sequence[str], part: Part, surgery: Surgery = ()
) -> Reading:
    """Read x (T, I) by a module, and return the only window of it, with the run left alone."""
    alone = read_whole(module, x, words, part) if surgery else None
    walk = LayerWalk(module, x, words, layer=part.layer, reverse=part.reverse, surgery=surgery)
    origin = {"module": str(module), "part": part.called}
    name = f"nn-{type(module).__name__.lower()}"
    return read_window(walk, range(len(walk)), name=name, origin=origin, alone=alone)
