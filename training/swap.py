"""Interchange in training: give the number unit the other number, and ask for the other verb.

After the swap only this unit knows which verb is asked for, so that readers learn to decide by it
and by nothing else (interchange intervention training: Geiger et al. 2022).
"""

from dataclasses import replace

import torch
from torch import Tensor

from cells.cell import CutAt
from cells.equations import Cut
from training.corpus import Batch
from training.units import NUMBER_UNIT


def swapped(batch: Batch, share: float, generator: torch.Generator) -> tuple[Batch, CutAt]:
    """Swap a share of the subjects that the unit holds; return the batch and the surgery for it.

    Up to the last verb of a swapped subject the sentence is asked for as it now must go on; what
    follows its first verb is not asked for, except its other verbs.
    """
    drawn = torch.rand(batch.words.shape, generator=generator) < share
    at_subject = (batch.back == 0) & drawn
    subject = torch.arange(len(batch.words))[:, None] - batch.back.clamp(min=0)
    concerned = (batch.back >= 0) & at_subject.gather(0, subject)
    verbs = concerned & (batch.words != batch.other)
    passed = verbs.cumsum(dim=0) - verbs.long() > 0
    changed = replace(
        batch,
        words=torch.where(verbs, batch.other, batch.words),
        number=torch.where(concerned, -batch.number, batch.number),
        told=batch.told & ~(passed & ~verbs),
    )
    return changed, forcing(at_subject, changed.number)


def forcing(at_subject: Tensor, number: Tensor) -> CutAt:
    """Return the surgery that writes a number (T, B) into the unit's memory at some subjects."""
    wanted = number.float()

    def at(t: int) -> Cut:
        if not bool(at_subject[t].any()):
            return lambda _name, value: value

        def cut(name: str, value: Tensor) -> Tensor:
            if name != "cell":
                return value
            column = torch.where(at_subject[t], wanted[t], value[:, NUMBER_UNIT])
            return torch.cat([column[:, None], value[:, 1:]], dim=1)

        return cut

    return at
