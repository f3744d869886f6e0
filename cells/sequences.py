"""Sequences as torch lays them out: a padded block, or packed rows of several lengths."""

from dataclasses import dataclass

import torch
from torch import Tensor
from torch.nn.utils.rnn import PackedSequence


@dataclass(frozen=True, eq=False, slots=True)
class Layout:
    """Where the N rows of a batch of B sequences belong in a block of T time steps, and back.

    `steps` and `members` (N,) are the time step and the sequence of every row; they are None where
    each sequence has all T steps. Sequences stand as torch runs them: packed ones the longest
    first, which `unsorted` (B,) puts back into the caller's order. `lengths` (B,) is sorted alike.
    """

    T: int
    B: int
    batch_sizes: Tensor | None = None
    steps: Tensor | None = None
    members: Tensor | None = None
    lengths: Tensor | None = None
    sorted: Tensor | None = None
    unsorted: Tensor | None = None

    def rows(self, block: Tensor) -> Tensor:
        """Return the rows (N, F) of a block (T, B, F); packed rows stay as they are."""
        if block.dim() == 2:
            return block
        if self.steps is None:
            return block.reshape(self.T * self.B, block.shape[2])
        return block[self.steps, self.members]

    def block(self, rows: Tensor, fill: Tensor | float = 0.0) -> Tensor:
        """Return rows (N, F) as a block (T, B, F), with `fill` after the end of a sequence."""
        if self.steps is None:
            return rows.view(self.T, self.B, rows.shape[1])
        filled = torch.as_tensor(fill, dtype=rows.dtype, device=rows.device)
        block = filled.expand(self.T, self.B, rows.shape[1])
        return block.index_put((self.steps, self.members), rows)

    @property
    def callers_lengths(self) -> Tensor | None:
        """The length of every sequence, (B,), in the caller's order; None where all have T."""
        return None if self.lengths is None else self.in_order(self.lengths[None])[0]

    def in_order(self, x: Tensor) -> Tensor:
        """Return (T, B, F) or (L, B, F) with its sequences in the caller's order."""
        return x if self.unsorted is None else x.index_select(1, self.unsorted)

    def in_torch_order(self, x: Tensor) -> Tensor:
        """Return (L, B, F), given in the caller's order, with its sequences as torch runs them."""
        return x if self.sorted is None else x.index_select(1, self.sorted)


def layout(x: Tensor | PackedSequence, *, batch_first: bool) -> Layout:
    """Return the layout of a packed sequence, or of a batch (T, B, I) or (B, T, I)."""
    if isinstance(x, Tensor):
        T, B = (x.shape[1], x.shape[0]) if batch_first else (x.shape[0], x.shape[1])
        return Layout(T, B)
    sizes = x.batch_sizes
    T, B = len(sizes), int(sizes[0])
    there = torch.arange(B) < sizes[:, None]
    steps, members = there.nonzero(as_tuple=True)  # in the order of the packed rows
    device = x.data.device
    return Layout(
        T,
        B,
        sizes,
        steps.to(device),
        members.to(device),
        there.sum(dim=0).to(device),
        x.sorted_indices,
        x.unsorted_indices,
    )
