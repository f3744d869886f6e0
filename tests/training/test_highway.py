"""What is left of a memory: tried on forget gates put in by hand."""

import torch

from cells.fast import Run
from training.highway import left_of


def test_what_is_left_is_the_product_of_the_gates_after_the_write() -> None:
    forget = torch.tensor([0.1, 0.9, 0.5, 0.8])[:, None, None].expand(4, 3, 2)
    nothing = torch.zeros(4, 3, 2)
    read = Run(nothing, nothing, nothing, forget)
    written, now = torch.tensor([0, 1, 2]), torch.tensor([3, 3, 2])
    expected = torch.tensor([0.9 * 0.5 * 0.8, 0.5 * 0.8, 1.0])
    torch.testing.assert_close(left_of(read, 1, written, now), expected)
