"""The Jacobian of one time step, in closed form: how the state moves when the one before it moves.

The state is the memory c where a = c, and (c, a) else. With z the pre-activation of a gate Γ,
dΓ = diag(σ'(z)) W over a<t-1>; a gate that is wired, or that surgery holds, has no derivative:

    dc̃ = diag(tanh'(z)) Wc (diag(Γr) + diag(a<t-1>) dΓr)
    dc = diag(c̃) dΓu + diag(Γu) dc̃ + diag(c<t-1>) dΓf       and diag(Γf) over c<t-1>
    da = diag(tanh(c)) dΓo + diag(Γo tanh'(c)) dc            or c and 1 for tanh(c) and tanh'(c)

The rows of what is silenced are 0. σ' and tanh' are the slopes of the usual curves; others have
theirs (cells.curves), a hard gate none. A test holds all this to autograd, for every wiring.
"""

from collections.abc import Callable, Mapping

import numpy as np
from torch import Tensor

from cells.readers import Reader
from cells.torch_form import TorchForm
from cells.traces import Doubles, Trace


class StepJacobians:
    """The Jacobians of the time steps of a trace, made in blocks as they are asked for.

    `weights` are those over the hidden state, (H, H) by quantity. S, the size of the state, is H
    where the hidden state is the memory, and 2 H else.
    """

    def __init__(self, weights: Mapping[str, Tensor], trace: Trace) -> None:
        units = trace["cell"].shape[1]
        self.trace, self.wiring, self._weights = trace, trace.wiring, _doubles(weights)
        self._bends = _SLOPES[trace.curves.gates], _SLOPES[trace.curves.candidate]
        self.size = units if self.wiring.one_state else 2 * units
        self._free = {  # 1 where nothing was held or silenced, 0 where it was
            name: np.where(trace.forced(name), 0.0, 1.0)
            for name in (*self.wiring.learned, "cell", "hidden")
        }

    def between(self, first: int, end: int) -> Doubles:
        """Return d state<t> / d state<t-1> for the steps from `first` up to `end`, (N, S, S)."""
        here = slice(first, end)
        over_a, kept = self._memory(here)
        if self.wiring.one_state:  # a<t-1> is c<t-1> wherever it is not silenced
            seen = _before(self._free["hidden"], here, np.ones(1))
            return over_a * seen[:, None, :] + _diagonals(kept)
        shown, slope = self._shown(here)
        hidden = _rows(slope, over_a)
        if "output" in self.wiring.learned:
            hidden += _rows(shown, self._gate("output", here))
        return np.block([[_diagonals(kept), over_a], [_diagonals(slope * kept), hidden]])

    def _memory(self, here: slice) -> tuple[Doubles, Doubles]:
        """Return d c<t> over a<t-1>, (N, H, H), and the diagonal of it over c<t-1>, (N, H)."""
        c̃, Γu, Γf = (self.trace.exact(q)[here] for q in ("candidate", "update", "forget"))
        past = _before(self.trace.exact("cell"), here, self.trace.began("cell"))
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
        slope = self._bends[1](self._pre_activation("candidate", here))
        Wc = self._weights["candidate"]
        if self.wiring.reset == "open":
            return _rows(slope, Wc)
        a = _before(self.trace.exact("hidden"), here, self.trace.began("hidden"))
        inner = _rows(a, self._gate("reset", here)) + _diagonals(self.trace.exact("reset")[here])
        return _rows(slope, Wc @ inner)

    def _gate(self, name: str, here: slice) -> Doubles:
        """Return d Γ<t> over a<t-1>, (N, H, H): 0 where the gate is held."""
        slope = self._bends[0](self._pre_activation(name, here))
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


class Jacobians(StepJacobians):
    """The Jacobians of a reader's trace.

    Raises:
        ValueError: another reader has made the trace.
    """

    def __init__(self, reader: Reader, trace: Trace) -> None:
        reader.expect(trace)
        weights = {name: reader.cell.weight(name) for name in reader.cell.affines}
        super().__init__({n: W[:, : reader.units_count] for n, W in weights.items()}, trace)


class TorchJacobians(StepJacobians):
    """The Jacobians of a trace in torch's own form, as a `cells.layer_walks.LayerWalk` makes it.

    With q = U_n h<t-1> + b_hn the candidate of a GRU is n = tanh(... + r * q), so that
    dn = diag(tanh'(z)) (diag(r) U_n + diag(q) dr).
    """

    def __init__(self, form: TorchForm, trace: Trace) -> None:
        super().__init__(form.recurrent, trace)
        self._form = form

    def _candidate(self, here: slice) -> Doubles:
        z, Un = self._pre_activation("candidate", here), self._weights["candidate"]
        slope = _tanh_slope(z) if self._form.activation == "tanh" else np.where(z > 0, 1.0, 0.0)
        if self._form.inner is None:
            return _rows(slope, Un)
        past = _before(self.trace.exact("hidden"), here, self.trace.began("hidden"))
        q = past @ Un.T + self._form.inner.double().numpy()
        inner = _rows(self.trace.exact("reset")[here], Un[None]) + _rows(
            q, self._gate("reset", here)
        )
        return _rows(slope, inner)


def _doubles(weights: Mapping[str, Tensor]) -> dict[str, Doubles]:
    return {name: W.detach().double().numpy() for name, W in weights.items()}


def _before(values: Doubles, here: slice, at_first: Doubles) -> Doubles:
    """Return the values of the steps before these, (N, H): `at_first` before the first word."""
    if here.start:
        return values[here.start - 1 : here.stop - 1]
    return np.concatenate([np.broadcast_to(at_first, values[:1].shape), values[: here.stop - 1]])


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


_SLOPES: Mapping[str, Callable[[Doubles], Doubles]] = {
    "sigmoid": _sigmoid_slope,
    "tanh": _tanh_slope,
    "hard": np.zeros_like,
}
"""The slope of every curve, by its name."""
