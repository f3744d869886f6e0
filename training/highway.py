"""How long one unit keeps what was written at the noun, and how it drops what is out of date."""

from collections.abc import Sequence

import torch
from torch import Tensor

from cells.fast import Run
from cells.readers import Reader
from training.cases import Contrast, embed

DETERMINERS = frozenset(
    ("the", "a", "an", "this", "that", "these", "those", "some", "every", "my", "his", "her", "our")
)


@torch.no_grad()
def opening(reader: Reader, unit: int, contrasts: Sequence[Contrast]) -> dict[str, float]:
    """Return the unit's mean update gate at the nouns that decide, and at determiners before them."""
    led = [each for each in contrasts if each.words[each.at - 1].lower() in DETERMINERS and each.at]
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
