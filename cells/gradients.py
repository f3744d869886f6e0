"""The gradient over a text: how far a state still depends on the states long before it."""

import math
from dataclasses import dataclass

import numpy as np

from cells.jacobians import Jacobians, StepJacobians
from cells.provenances import kept
from cells.readers import Reader
from cells.traces import Doubles, Trace, read_only

_BLOCK = 128
"""How many steps' Jacobians are held at once: 4 MB of them for 64 numbers of state."""


@dataclass(frozen=True, eq=False, slots=True)
class Gradient:
    """How the last state<T> moves with the state<t> after each of the T words, in float64.

    The state is the memory c where a = c, and (c, a) else, as if the two could be moved apart.
    `log10_norm` (T,) is log10 of the spectral norm of d state<T> / d state<t>: 0 after the last
    word, -inf where nothing is left at all. `unit` (T, H) is d c_k<T> / d c_k<t> of each unit
    itself, by every path, and `highway` (T, H) its straight path alone, the product of the forget
    gates between. Beyond 10^±308 these two are 0 or infinite, and `log10_norm` goes on.
    """

    log10_norm: Doubles
    unit: Doubles
    highway: Doubles

    @property
    def half_life(self) -> float:
        """In how many words the norm halves, on average over the text.

        Infinite where it does not shrink, and not a number for a text of one word.
        """
        words, fallen = len(self.log10_norm) - 1, -float(self.log10_norm[0])
        if not words:
            return math.nan
        return words * math.log10(2) / fallen if fallen > 0 else math.inf


def jacobian_norms(reader: Reader, trace: Trace) -> Gradient:
    """Return the gradient of the last state of a trace with respect to every state before it.

    The closed-form Jacobians of the steps are multiplied backwards, from the last, and rescaled by
    powers of two as they go: 10,000 steps neither underflow nor overflow. Under surgery a gate that
    is held has no derivative, and a silenced unit none.

    Raises:
        ValueError: another reader has made the trace.
    """
    return gradient(Jacobians(reader, trace))


def gradient(jacobians: StepJacobians) -> Gradient:
    """Return the gradient of the last state of a trace, from the Jacobians of its steps."""
    trace = jacobians.trace
    steps, units = trace["cell"].shape
    log10_norm, unit = np.zeros(steps), np.zeros((steps, units))
    product = _Product(jacobians.size, units)
    for end in range(steps, 0, -_BLOCK):
        first = max(end - _BLOCK, 0)
        here = slice(first, end)
        log10_norm[here], unit[here] = product.through(jacobians.between(first, end))
    highway = kept(trace, steps - 1)[1:]
    return Gradient(read_only(log10_norm), read_only(unit), highway)


def step_norms(reader: Reader, trace: Trace) -> Doubles:
    """Return log10 of the spectral norm of d state<t> / d state<t-1> of each step: (T,), float64.

    These are the factors that the gradient is a product of; the norm of the product is never more
    than the product of their norms.

    Raises:
        ValueError: another reader has made the trace.
    """
    return factors(Jacobians(reader, trace))


def factors(jacobians: StepJacobians) -> Doubles:
    """Return log10 of the spectral norm of each step's Jacobian, (T,)."""
    steps = len(jacobians.trace)
    norms = [
        _log10_norms(jacobians.between(first, min(first + _BLOCK, steps)))
        for first in range(0, steps, _BLOCK)
    ]
    return read_only(np.concatenate(norms))


class _Product:
    """A product of Jacobians that grows to the right: left @ right * 2**exponent, (S, S).

    `left` (S, R) has orthonormal columns, so that the norm is that of `right` (R, S). R falls as
    directions die away: what is below the rounding of the largest is left behind.
    """

    def __init__(self, size: int, units: int) -> None:
        self.left, self.right, self.exponent, self.units = np.eye(size), np.eye(size), 0, units

    def through(self, jacobians: Doubles) -> tuple[Doubles, Doubles]:
        """Multiply by a block of Jacobians, from its last to its first.

        Return, for each, the log10 norm of the product before it, (N,), and the first `units` of
        its diagonal, (N, units).
        """
        count = len(jacobians)
        rights = np.empty((count, *self.right.shape))
        exponents = np.empty(count, int)
        for t in range(count - 1, -1, -1):
            rights[t], exponents[t] = self.right, self.exponent
            self.right = self.right @ jacobians[t]
            shift = math.frexp(float(np.abs(self.right).max()))[1]
            self.right = np.ldexp(self.right, -shift)
            self.exponent += shift
        log10_norms = _log10_norms(rights) + exponents * math.log10(2)
        own = np.einsum("kr,nrk->nk", self.left[: self.units], rights[:, :, : self.units])
        self._shed()
        with np.errstate(over="ignore", under="ignore"):
            return log10_norms, np.ldexp(own, exponents[:, None])

    def _shed(self) -> None:
        """Leave behind the directions that are below the rounding of the largest."""
        turned, sizes, directions = np.linalg.svd(self.right, full_matrices=False)
        alive = max(1, int((sizes > np.finfo(np.float64).eps * sizes[0]).sum()))
        self.left = self.left @ turned[:, :alive]
        self.right = sizes[:alive, None] * directions[:alive]


def _log10_norms(matrices: Doubles) -> Doubles:
    """Return log10 of the spectral norms of matrices (N, R, S), (N,): -inf where all is 0."""
    squares = np.linalg.eigvalsh(matrices @ matrices.swapaxes(1, 2))[:, -1]
    with np.errstate(divide="ignore"):
        return np.asarray(np.log10(np.maximum(squares, 0)) / 2)
