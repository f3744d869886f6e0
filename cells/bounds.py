"""How large a memory can grow and still be calculated with: beyond, a reading is refused.

With the usual curves no memory comes near. A tanh gate can be -1: then a tied forget gate is 2, and
the memory doubles at every word.
"""

from collections.abc import Sequence

import numpy as np
from torch import Tensor

from cells.traces import Floats

LARGEST = 1e30
"""What float32 holds (3·10³⁸) leaves room for the sums of the readout from here."""


def check(memory: Floats, words: Sequence[str]) -> None:
    """Check the memory after each of the words of a reading, (T, H).

    Raises:
        ValueError: it has grown too large to be calculated with.
    """
    with np.errstate(invalid="ignore"):
        within = (np.abs(memory) <= LARGEST).all(axis=1)  # false for what is not a number, too
    if not within.all():
        raise ValueError(_told(words, int(np.argmin(within))))


def check_last(states: Tensor, texts: Sequence[Sequence[str]]) -> None:
    """Check the last states of several readings, (N, H); `texts` are those read, or their whole.

    Raises:
        ValueError: one has grown too large to be calculated with.
    """
    within = (states.abs() <= LARGEST).all(dim=1)
    if not bool(within.all()):
        worst = int(within.int().argmin())
        raise ValueError(_told(texts[min(worst, len(texts) - 1)], None))


def _told(words: Sequence[str], step: int | None) -> str:
    at = "" if step is None else f' at word {step + 1}, "{words[step]:.24}"'
    return (
        f"The memory grows beyond 10³⁰{at}, in a text of {len(words):,}: nothing can be calculated "
        "with it. With tanh gates the old memory can be multiplied by up to 2 at every word. "
        "Read a shorter text."
    )
