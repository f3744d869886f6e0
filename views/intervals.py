"""How sure a share is that was counted over so many cases."""

import math

_Z = 1.96


def wilson(share: float, count: int) -> tuple[float, float]:
    """Return the 95 % interval of a share in [0, 1] over `count` cases (Wilson 1927)."""
    centre = share + _Z**2 / (2 * count)
    aside = _Z * math.sqrt(share * (1 - share) / count + _Z**2 / (4 * count**2))
    whole = 1 + _Z**2 / count
    return (centre - aside) / whole, (centre + aside) / whole
