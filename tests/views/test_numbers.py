import math

import pytest

from views import numbers


@pytest.mark.parametrize(
    ("value", "text"),
    [(0.994, "0.99"), (-1, "−1.00"), (-0.001, "0.00"), (0, "0.00"), (12.345, "12.35")],
)
def test_two_decimals_with_a_true_minus_and_no_minus_zero(value: float, text: str) -> None:
    assert numbers.two(value) == text


@pytest.mark.parametrize(
    ("value", "text"),
    [(2e-6, "2·10⁻⁶"), (0.00499, "5·10⁻³"), (0.005, "0.01"), (0, "0.00"), (1, "1.00")],
)
def test_a_small_gate_is_never_written_as_nothing(value: float, text: str) -> None:
    assert numbers.gate(value) == text


@pytest.mark.parametrize(
    ("share", "text"),
    [(0, "0 %"), (0.004, "<1 %"), (0.5, "50 %"), (0.9951, ">99 %"), (1, "100 %")],
)
def test_almost_all_is_not_all_and_almost_none_not_none(share: float, text: str) -> None:
    assert numbers.percent(share).replace("\u00a0", " ") == text


@pytest.mark.parametrize(
    ("ratio", "text"), [(1.24, "1.2"), (31.4, "31"), (1234, "1,234"), (1e7, "over a million")]
)
def test_times(ratio: float, text: str) -> None:
    assert numbers.times(ratio) == text


@pytest.mark.parametrize(
    ("log10", "text"),
    [(-12.4, "10⁻¹²"), (-1.0, "0.1"), (0.0, "1"), (3.0, "10³"), (5.0, "10⁵"), (-math.inf, "0")],
)
def test_powers_of_ten(log10: float, text: str) -> None:
    assert numbers.power(log10) == text
