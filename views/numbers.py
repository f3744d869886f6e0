"""How numbers are written on screen: a true minus, two decimals, and never a false 0.00."""

import math

MINUS = "\u2212"
_MANY = 1e6
_SUPERSCRIPTS = str.maketrans("-0123456789", "⁻⁰¹²³⁴⁵⁶⁷⁸⁹")


def two(value: float) -> str:
    """Write a number with two decimals and a true minus; what rounds to zero has no sign.

    A number of more than six digits is written with the power of ten: 1·10³⁰.
    """
    if abs(value) >= _MANY:
        return _scientific(value)
    text = f"{value:.2f}"
    return text.lstrip("-") if float(text) == 0 else text.replace("-", MINUS)


def gate(value: float) -> str:
    """Write a gate's value: two decimals, or 2·10⁻⁶ where those would say 0.00."""
    return _scientific(value) if 0 < abs(value) < 0.005 else two(value)


def _scientific(value: float) -> str:
    mantissa, exponent = f"{value:.0e}".split("e")
    return f"{mantissa}·10{str(int(exponent)).translate(_SUPERSCRIPTS)}".replace("-", MINUS)


def rest(value: float) -> str:
    """Write 1 minus a gate's value: 1−2·10⁻⁶ where two decimals would say 1.00 of a small gate."""
    return f"1{MINUS}{gate(value)}" if 0 < value < 0.005 else gate(1 - value)


def power(log10: float) -> str:
    """Write 10 to a power: three digits where that is short, else 10⁻¹²; nothing at all is 0."""
    if log10 == -math.inf:
        return "0"
    if -3 < log10 < 3:
        return f"{10**log10:.3g}"
    return f"10{f'{log10:.0f}'.translate(_SUPERSCRIPTS)}"


def percent(share: float) -> str:
    """Write a share in [0, 1] in whole percent, "<1 %" for the least and ">99 %" for almost all."""
    if 0 < share < 0.005:
        return "<1\u00a0%"
    if 0.995 <= share < 1:
        return ">99\u00a0%"
    return f"{share * 100:.0f}\u00a0%".replace("-", MINUS)


def times(ratio: float) -> str:
    """Write how many times as likely: "2.6", "31", "1,200", "a million or more"."""
    if ratio >= 1e6:
        return "over a million"
    return f"{ratio:.1f}" if ratio < 9.95 else f"{ratio:,.0f}"
