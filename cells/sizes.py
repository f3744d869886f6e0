"""How many weights a cell has, and how many units a number of weights is enough for."""

from cells.wirings import Wiring


def gates(wiring: Wiring) -> int:
    """Return how many gates have weights of their own."""
    return len(wiring.learned)


def weights(wiring: Wiring, inputs: int, units: int) -> int:
    """Return the weights and biases of a cell of H units over D features.

    They are (gates + 1) H (H + D + 1): a gate's are as many as the candidate's.
    """
    return (gates(wiring) + 1) * units * (units + inputs + 1)


def nearest(wiring: Wiring, inputs: int, budget: int) -> int:
    """Return the units, at least 1, with which a cell comes closest to a budget of weights."""
    units = 1
    while weights(wiring, inputs, units) < budget:
        units += 1
    return min((max(units - 1, 1), units), key=lambda n: abs(weights(wiring, inputs, n) - budget))
