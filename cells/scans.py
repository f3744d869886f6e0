"""The one recurrence that no product can gather: a memory kept in part and written to.

    c<t> = kept<t> * c<t-1> + written<t>

Stepping costs one small operation a time step, and at batch 1 an operation costs more than its
arithmetic. So long walks are cut into about √T blocks that step side by side: once to see what
each block does to whatever enters it, then over the blocks, then again with what did enter. That
is three times the arithmetic in about 2·√(3T) operations, without any division (Blelloch 1990).
"""

from collections.abc import Sequence
from functools import lru_cache
from typing import Any

import torch
from torch import Tensor

_SHORT = 64
"""Below this many time steps, stepping is as quick as blocks."""

_WIDE = 4_096
"""From this many numbers a step on, arithmetic costs more than operations do: step."""


def recur(kept: Tensor, written: Tensor, start: Tensor, *, reverse: bool = False) -> Tensor:
    """Return the memory after every time step, (T, B, H), from `start` (B, H) on.

    `kept` and `written` are (T, B, H). With `reverse` time runs from the last step to the first.
    Where autograd watches, the result can be differentiated, any number of times; where it does
    not, the result takes the place of `written`.
    """
    if torch.is_grad_enabled() and any(x.requires_grad for x in (kept, written, start)):
        result: Tensor = _Recurrence.apply(kept, written, start, reverse)  # type: ignore[no-untyped-call]
        return result
    return _overwrite(kept, written, start, reverse=reverse)


def delay(x: Tensor, start: Tensor, *, reverse: bool = False) -> Tensor:
    """Return what `x` (T, ...) was one time step before, with `start` (...) before the first."""
    return torch.cat([x[1:], start[None]] if reverse else [start[None], x[:-1]])


class _Recurrence(torch.autograd.Function):
    """The recurrence with its gradient, which is the same recurrence run the other way."""

    @staticmethod
    def forward(ctx: Any, kept: Tensor, written: Tensor, start: Tensor, reverse: bool) -> Tensor:  # noqa: FBT001  autograd passes no keywords
        memory = _overwrite(kept, written.clone(), start, reverse=reverse)
        ctx.save_for_backward(kept, memory, start)
        ctx.reverse = reverse
        return memory

    @staticmethod
    def backward(ctx: Any, gradient: Tensor) -> tuple[Tensor, Tensor, Tensor, None]:
        kept, memory, start = ctx.saved_tensors
        back, first = not ctx.reverse, -1 if ctx.reverse else 0
        passed_on = delay(kept, torch.zeros_like(start), reverse=back)
        written = recur(passed_on, gradient.clone(), torch.zeros_like(start), reverse=back)
        past = delay(memory, start, reverse=ctx.reverse)
        return written * past, written, kept[first] * written[first], None


def _overwrite(kept: Tensor, memory: Tensor, start: Tensor, *, reverse: bool) -> Tensor:
    """Turn what is written into the memory, in place."""
    steps = len(memory)
    length, blocks = _cut(steps) if _worth_cutting(memory) else (0, 0)
    inside, rest = slice(0, length * blocks), slice(length * blocks, steps)
    if reverse:
        start = _step(
            _in_order(kept[rest], reverse=reverse), _in_order(memory[rest], reverse=reverse), start
        )
    if blocks:
        shape = (blocks, length, *memory.shape[1:])
        start = _step_in_blocks(
            kept[inside].view(shape), memory[inside].view(shape), start, reverse=reverse
        )
    if not reverse:
        _step(
            _in_order(kept[rest], reverse=reverse), _in_order(memory[rest], reverse=reverse), start
        )
    return memory


def _worth_cutting(memory: Tensor) -> bool:
    return len(memory) >= _SHORT and memory[0].numel() < _WIDE


@lru_cache(maxsize=256)
def _cut(steps: int) -> tuple[int, int]:
    """Return the length of a block and the number of blocks that take the fewest operations."""
    around = range(2, 2 * int((steps / 3) ** 0.5) + 2)
    length = min(around, key=lambda n: 3 * n + steps // n + steps % n)
    return length, steps // length


def _in_order(x: Tensor, dim: int = 0, *, reverse: bool) -> Sequence[Tensor]:
    return x.unbind(dim)[::-1] if reverse else x.unbind(dim)


def _step(kept: Sequence[Tensor], memory: Sequence[Tensor], past: Tensor) -> Tensor:
    """Step by step, turn what is written into the memory; return the last."""
    for f, c in zip(kept, memory, strict=True):
        past = c.addcmul_(f, past)
    return past


def _step_in_blocks(kept: Tensor, memory: Tensor, past: Tensor, *, reverse: bool) -> Tensor:
    """As `_step`, for (blocks, length, B, H): all blocks at once, twice; return the last."""
    f, c = _in_order(kept, 1, reverse=reverse), _in_order(memory, 1, reverse=reverse)
    left, gained = f[0].clone(), c[0].clone()  # of whatever enters a block, at its end
    for kept_now, written_now in zip(f[1:], c[1:], strict=True):
        gained = torch.addcmul(written_now, kept_now, gained)
        left.mul_(kept_now)
    enter: list[Tensor] = []
    for factor, own in zip(
        _in_order(left, reverse=reverse), _in_order(gained, reverse=reverse), strict=True
    ):
        enter.append(past)
        past = torch.addcmul(own, factor, past)
    _step(f, c, torch.stack(enter[::-1] if reverse else enter))
    return memory[0, 0] if reverse else memory[-1, -1]
