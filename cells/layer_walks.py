"""A walk through one direction of one layer of a torch module, which can be long.

The steps are taken once, in order, and what is kept of them is the state after each: (h, c). All
gates are kept of a window of steps alone, which is stepped again from the very state before it. So
10,000 steps of a large module are read, and shown part by part, with the same numbers to the bit.
"""

from collections.abc import Callable, Sequence

import torch
from torch import Tensor, nn

from cells.equations import Step
from cells.outputs import through
from cells.surgery import Surgery, gather, prepare
from cells.torch_form import step, torch_form
from cells.traces import Trace, collect
from cells.windows import inside

_CHUNK = 250
"""Rows whose products with the weights are taken at once, always the same ones at once."""

Tell = Callable[[float], object]
"""Told of the share of the steps taken, in [0, 1]."""


class LayerWalk:
    """A reading of x (T, I), one row a word, by one direction of one layer.

    Layers below read before it, and are left alone. A direction that reads backward begins with the
    last row: its words and its steps are in the order in which it reads. The state begins with 0.

    Raises:
        ValueError: x does not fit the module or the words, or the surgery not the reading.
        TypeError: the module is none that `cells.trace` reads.
    """

    @torch.no_grad()
    def __init__(
        self,
        module: nn.Module,
        x: Tensor,
        words: Sequence[str],
        *,
        layer: int = 0,
        reverse: bool = False,
        surgery: Surgery = None,
    ) -> None:
        if x.dim() != 2 or len(x) != len(words):
            raise ValueError(f"x has the shape {tuple(x.shape)} for {len(words)} words.")
        self.form = torch_form(module, layer, reverse=reverse)
        if x.shape[1] != module.input_size:
            raise ValueError(
                f"x has {x.shape[1]} numbers a step; the module reads {module.input_size}."
            )
        rows = (through(module, x, layer - 1) if layer else x).float()
        self.rows, self.words = (rows.flip(0), words[::-1]) if reverse else (rows, words)
        self.surgery = gather(surgery)
        self._cut = prepare(self.surgery, self.form.wiring, len(x), self.form.units)
        self._after = rows.new_zeros(2, len(x) + 1, self.form.units)  # (h, c), zeros before all
        self._taken = 0

    def __len__(self) -> int:
        """Return T, the number of steps."""
        return len(self.rows)

    @torch.no_grad()
    def window(self, start: int = 0, stop: int | None = None, tell: Tell | None = None) -> Trace:
        """Return the trace of the steps from `start` (from 0) up to `stop`, None for the last.

        The state that is carried in is the one after all steps before, as its surgery left it.
        """
        end = len(self) if stop is None else stop
        self.read(start, tell)
        kept: list[Step] = []
        self._walk(start, end, kept, tell)
        words = self.words[start:end]
        cut = inside(self.surgery, range(start, end))
        past = self._after[:, start].clone().numpy() if start else None
        return collect(words, self.form.wiring, kept, cut, past=past)

    @torch.no_grad()
    def read(self, stop: int | None = None, tell: Tell | None = None) -> None:
        """Take all steps up to `stop` that were not taken yet, None for the last."""
        self._walk(self._taken, len(self) if stop is None else stop, None, tell)

    def hidden(self, stop: int | None = None, tell: Tell | None = None) -> Tensor:
        """Return the hidden states, (T, H), in the order in which it reads.

        Those from `stop` on are not computed for it, and may be 0.
        """
        self.read(stop, tell)
        return self._after[0, 1:]

    def lost(self, stop: int | None = None) -> int | None:
        """Return the first step, from 0, whose state is not finite; None for none up to `stop`."""
        self.read(stop)
        sound = torch.isfinite(self._after[:, 1 : None if stop is None else stop + 1])
        steps = (~sound.all(dim=2).all(dim=0)).nonzero()
        return int(steps[0]) if len(steps) else None

    def begin_as(self, other: "LayerWalk") -> None:
        """Begin as another walk of the same rows did, up to the first step at which they differ."""
        cuts = (*self.surgery, *other.surgery)
        first = min((0 if cut.steps is None else min(cut.steps) for cut in cuts), default=len(self))
        same = min(first, other._taken)  # noqa: SLF001 - of its own kind
        self._after[:, : same + 1] = other._after[:, : same + 1]  # noqa: SLF001
        self._taken = max(self._taken, same)

    def _walk(self, start: int, stop: int, kept: list[Step] | None, tell: Tell | None) -> None:
        if start >= stop:
            return
        for first in range(start - start % _CHUNK, stop, _CHUNK):
            chunk = self.rows[first : first + _CHUNK]
            word = {name: chunk @ matrix.T for name, matrix in self.form.inputs.items()}
            for t in range(max(first, start), min(first + _CHUNK, stop)):
                here = {name: every[t - first] for name, every in word.items()}
                past = self._after[0, t], self._after[1, t]
                taken = step(self.form, past, here, self._cut(t))
                self._after[0, t + 1], self._after[1, t + 1] = taken.hidden, taken.cell
                if kept is not None:
                    kept.append(taken)
            if tell:
                tell(min(first + _CHUNK, stop) / len(self))
        self._taken = max(self._taken, stop)
