"""Which curve a gate and the candidate bend their pre-activation with: σ and tanh, or others."""

from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass
from types import MappingProxyType
from typing import Literal

import torch
from torch import Tensor

GateCurve = Literal["sigmoid", "tanh", "hard"]
CandidateCurve = Literal["tanh", "sigmoid"]


@dataclass(frozen=True, slots=True)
class Curves:
    """The curve of all learned gates, and that of the candidate: by default σ and tanh.

    A "sigmoid" is in [0, 1] and a "tanh" in [-1, 1]; a "hard" gate is 1 where its pre-activation is
    above 0, and 0 elsewhere. The tanh that a wiring may put on the memory is not one of them.

    Raises:
        ValueError: there is no such curve.
    """

    gates: GateCurve = "sigmoid"
    candidate: CandidateCurve = "tanh"

    def __post_init__(self) -> None:
        for field, known in POSITIONS.items():
            if (given := getattr(self, field)) not in known:
                there = ", ".join(repr(curve) for curve in known)
                raise ValueError(f"The curve of the {field} is {given!r:.40}; it can be {there}.")

    @property
    def usual(self) -> bool:
        """Whether they are those of every cell of the literature: σ on gates, tanh on c̃."""
        return self == USUAL

    def gate(self, z: Tensor) -> Tensor:
        """Bend the pre-activation of a gate, of any shape."""
        return _BENDS[self.gates](z)

    def write(self, z: Tensor) -> Tensor:
        """Bend the pre-activation of the candidate, of any shape."""
        return _BENDS[self.candidate](z)

    def as_dict(self) -> dict[str, str]:
        """Return the curves as plain data, to be stored in a card."""
        return asdict(self)

    @staticmethod
    def every() -> tuple["Curves", ...]:
        """Return all that differ, the usual ones first."""
        return tuple(
            Curves(gates, candidate)  # type: ignore[arg-type]  # __post_init__ checks them
            for gates in POSITIONS["gates"]
            for candidate in POSITIONS["candidate"]
        )


POSITIONS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {"gates": ("sigmoid", "tanh", "hard"), "candidate": ("tanh", "sigmoid")}
)
"""Every field of `Curves` and the curves that it can be, the usual one first."""


def _hard(z: Tensor) -> Tensor:
    """Return 1 where z > 0, else 0: flat wherever it has a slope at all, so nothing is learnt."""
    return torch.heaviside(torch.detach(z), torch.zeros_like(z))


_BENDS: Mapping[str, Callable[[Tensor], Tensor]] = MappingProxyType(
    {"sigmoid": torch.sigmoid, "tanh": torch.tanh, "hard": _hard}
)

USUAL = Curves()
"""Those of every cell of the literature: σ on gates, tanh on the candidate."""
