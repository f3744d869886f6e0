"""How long one unit keeps what was written at the noun, and how it drops what is out of date."""

from collections.abc import Sequence

import torch
from torch import Tensor

from cells.fast import Run
from cells.readers import Reader
from training.cases import Contrast, embed


@torch.no_grad()
def opening(reader: Reader, unit: int, contrasts: Sequence[Contrast]) -> dict[str, float]:
    """Return the unit's mean update gate at nouns that begin a sentence after "the", and at "the".

    Other determiners ("those") and joined nouns ("milk and the bread") tell the number before.
    """
    led = [each for each in contrasts if each.at == 1 and each.words[0] == "the"]
    cases = embed(reader, led)
    update = cases.read(reader).update[..., unit]
    column = torch.arange(len(led))
    return {
        "noun": float(update[cases.at, column].mean()),
        "determiner": float(update[cases.at - 1, column].mean()),
    }


@torch.no_grad()
def kept(reader: Reader, unit: int, contrasts: Sequence[Contrast]) -> float:
    """Return the mean share of what was written at the noun that is left just before the verb."""
    cases = embed(reader, contrasts)
    return float(left_of(cases.read(reader), unit, cases.at, cases.until - 1).mean())


@torch.no_grad()
def old_left(reader: Reader, unit: int, pairs: Sequence[tuple[Contrast, Contrast]]) -> float:
    """Return the mean share of an old subject's number that is left after the new subject noun."""
    cases = embed(reader, [new for _, new in pairs])
    old = torch.tensor([old.at for old, _ in pairs])
    return float(left_of(cases.read(reader), unit, old, cases.at).mean())


def left_of(read: Run, unit: int, written: Tensor, now: Tensor) -> Tensor:
    """Return the product of the unit's forget gates after step `written` up to step `now`, (B,)."""
    forget = read.forget[..., unit]
    steps = torch.arange(len(forget))[:, None]
    return forget.masked_fill((steps <= written) | (steps > now), 1.0).prod(dim=0)
