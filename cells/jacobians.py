"""The Jacobian of one time step, in closed form: how the state moves when the one before it moves.

The state is the memory c where a = c, and (c, a) else. With z the pre-activation of a gate Γ,
dΓ = diag(σ'(z)) W over a<t-1>; a gate that is wired, or that surgery holds, has no derivative:

    dc̃ = diag(tanh'(z)) Wc (diag(Γr) + diag(a<t-1>) dΓr)
    dc = diag(c̃) dΓu + diag(Γu) dc̃ + diag(c<t-1>) dΓf       and diag(Γf) over c<t-1>
    da = diag(tanh(c)) dΓo + diag(Γo tanh'(c)) dc            or c and 1 for tanh(c) and tanh'(c)

The rows of what is silenced are 0. A test holds all this to autograd, for every wiring.
"""

import numpy as np

from cells.readers import Reader
from cells.traces import Doubles, Trace


class Jacobians:
    """The Jacobians of the time steps of a trace, made in blocks as they are asked for.

    S, the size of the state, is H where the hidden state is the memory, and 2 H else.

    Raises:
        ValueError: another reader has made the trace.
    """

    def __init__(self, reader: Reader, trace: Trace) -> None:
        reader.expect(trace)
        self.trace, self.wiring, units = trace, trace.wiring, reader.units_count
        self.size = units if self.wiring.one_state else 2 * units
        self._weights = {
            name: reader.cell.weight(name)[:, :units].detach().double().numpy()
            for name in reader.cell.affines
        }
        self._free = {  # 1 where nothing was held or silenced, 0 where it was
            name: np.where(trace.forced(name), 0.0, 1.0)
            for name in (*self.wiring.learned, "cell", "hidden")
        }

    def between(self, first: int, end: int) -> Doubles:
        """Return d state<t> / d state<t-1> for the steps from `first` up to `end`, (N, S, S)."""
        here = slice(first, end)
        over_a, kept = self._memory(here)
        if self.wiring.one_state:  # a<t-1> is c<t-1> wherever it is not silenced
            seen = _before(self._free["hidden"], here, at_first=1.0)
            return over_a * seen[:, None, :] + _diagonals(kept)
        shown, slope = self._shown(here)
        hidden = _rows(slope, over_a)
        if "output" in self.wiring.learned:
            hidden += _rows(shown, self._gate("output", here))
        return np.block([[_diagonals(kept), over_a], [_diagonals(slope * kept), hidden]])

    def _memory(self, here: slice) -> tuple[Doubles, Doubles]:
        """Return d c<t> over a<t-1>, (N, H, H), and the diagonal of it over c<t-1>, (N, H)."""
        c̃, Γu, Γf = (self.trace.exact(q)[here] for q in ("candidate", "update", "forget"))
        past = _before(self.trace.exact("cell"), here)
        dc = _rows(Γu, self._candidate(here))
        if self.wiring.update == "learned":
            new = c̃ - past if self.wiring.forget == "tied" else c̃  # tied: dΓf = -dΓu
            dc += _rows(new, self._gate("update", here))
        if self.wiring.forget == "learned":
            dc += _rows(past, self._gate("forget", here))
        alive = self._free["cell"][here]
        return _rows(alive, dc), alive * Γf

    def _candidate(self, here: slice) -> Doubles:
        """Return d c̃<t> over a<t-1>, (N, H, H)."""
        z, Wc = self._pre_activation("candidate", here), self._weights["candidate"]
        if self.wiring.reset == "open":
            return _rows(_tanh_slope(z), Wc)
        a = _before(self.trace.exact("hidden"), here)
        inner = _rows(a, self._gate("reset", here)) + _diagonals(self.trace.exact("reset")[here])
        return _rows(_tanh_slope(z), Wc @ inner)

    def _gate(self, name: str, here: slice) -> Doubles:
        """Return d Γ<t> over a<t-1>, (N, H, H): 0 where the gate is held."""
        slope = _sigmoid_slope(self._pre_activation(name, here))
        return _rows(slope * self._free[name][here], self._weights[name])

    def _shown(self, here: slice) -> tuple[Doubles, Doubles]:
        """Return d a<t> over Γo<t> and over c<t>, each (N, H): 0 where a is silenced."""
        Γo, c = self.trace.exact("output")[here], self.trace.exact("cell")[here]
        alive = self._free["hidden"][here]
        if self.wiring.squash:
            return alive * np.tanh(c), alive * Γo * _tanh_slope(c)
        return alive * c, alive * Γo

    def _pre_activation(self, name: str, here: slice) -> Doubles:
        word, memory, bias = (part[here].astype(np.float64) for part in self.trace.before(name))
        return word + memory + bias


def _before(values: Doubles, here: slice, at_first: float = 0.0) -> Doubles:
    """Return the values of the steps before these, (N, H): `at_first` before the first word."""
    if here.start:
        return values[here.start - 1 : here.stop - 1]
    return np.concatenate([np.full_like(values[:1], at_first), values[: here.stop - 1]])


def _rows(diagonal: Doubles, matrices: Doubles) -> Doubles:
    """Return diag(d) M for every step, (N, H, H)."""
    return diagonal[:, :, None] * matrices


def _diagonals(diagonal: Doubles) -> Doubles:
    """Return diag(d) of every step, (N, H, H)."""
    return diagonal[:, :, None] * np.eye(diagonal.shape[1])


def _sigmoid_slope(z: Doubles) -> Doubles:
    """Return σ'(z) = σ(z) σ(-z), which keeps its digits however far z is from 0."""
    small = np.exp(-np.abs(z))
    return np.asarray(small / (1 + small) ** 2)


def _tanh_slope(z: Doubles) -> Doubles:
    """Return tanh'(z) = 1 - tanh(z)², as 4 σ'(2 z)."""
    return 4 * _sigmoid_slope(2 * z)
