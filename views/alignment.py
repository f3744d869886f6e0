"""Which words of two sentences stand opposite each other."""

from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher

Stop = tuple[int | None, int | None]
"""Where a cursor stands in two sentences, 0-based; None where one of them has no word for it."""


def align(left: Sequence[str], right: Sequence[str]) -> tuple[Stop, ...]:
    """Return the stops of one cursor that walks both sentences: every word once, in order.

    Equal words stand opposite each other, and so does what takes their place between them; what
    only one sentence has stands alone.
    """
    folded = [word.casefold() for word in left], [word.casefold() for word in right]
    matcher = SequenceMatcher(None, *folded, autojunk=False)
    in_place = sum(a == b for a, b in zip(*folded, strict=False))
    if len(left) == len(right) and in_place >= sum(b.size for b in matcher.get_matching_blocks()):
        return tuple((step, step) for step in range(len(left)))  # "the the" beside "a the"
    blocks = matcher.get_opcodes()
    return tuple(stop for _, *places in blocks for stop in _between(*places))


def _between(i: int, left_end: int, j: int, right_end: int) -> Iterator[Stop]:
    for k in range(max(left_end - i, right_end - j)):
        yield (
            i + k if i + k < left_end else None,
            j + k if j + k < right_end else None,
        )
