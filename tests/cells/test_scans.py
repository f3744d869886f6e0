"""The recurrence in blocks against stepping, both ways in time, and its gradient."""

import torch
from hypothesis import given, settings
from hypothesis import strategies as st

from cells.scans import delay, recur


@given(
    T=st.integers(1, 400),
    B=st.integers(1, 3),
    H=st.integers(1, 5),
    reverse=st.booleans(),
    seed=st.integers(0, 99),
)
@settings(max_examples=200, deadline=None)
def test_blocks_equal_stepping(T: int, B: int, H: int, *, reverse: bool, seed: int) -> None:
    draw = torch.Generator().manual_seed(seed)
    kept = torch.rand(T, B, H, generator=draw, dtype=torch.float64)
    written = torch.randn(T, B, H, generator=draw, dtype=torch.float64)
    start = torch.randn(B, H, generator=draw, dtype=torch.float64)
    expected, past = [], start
    for t in reversed(range(T)) if reverse else range(T):
        past = kept[t] * past + written[t]
        expected.append(past)
    wanted = torch.stack(expected[::-1] if reverse else expected)
    memory = recur(kept, written.clone(), start, reverse=reverse)
    torch.testing.assert_close(memory, wanted, rtol=0, atol=1e-12)


def test_the_gradient_is_that_of_its_numbers() -> None:
    torch.default_generator.manual_seed(0)
    for T in (1, 5, 80):
        for reverse in (False, True):
            inputs = [
                torch.rand(T, 1, 2).double(),
                torch.randn(T, 1, 2).double(),
                torch.randn(1, 2).double(),
            ]
            watched = [x.requires_grad_() for x in inputs]
            run = lambda f, w, c, back=reverse: recur(f, w, c, reverse=back)  # noqa: E731
            assert torch.autograd.gradcheck(run, watched)
            if T < 80:
                assert torch.autograd.gradgradcheck(run, watched)


def test_delay() -> None:
    x, start = torch.tensor([[1.0], [2.0], [3.0]]), torch.tensor([0.0])
    assert delay(x, start).flatten().tolist() == [0, 1, 2]
    assert delay(x, start, reverse=True).flatten().tolist() == [2, 3, 0]
