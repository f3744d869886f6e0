"""Which gates a cell learns and which are wired: every cell of the lectures is one row here."""

from collections.abc import Mapping
from dataclasses import dataclass, fields
from itertools import product
from types import MappingProxyType
from typing import Any, Literal

Gate = Literal["reset", "update", "forget", "output"]

GATES: tuple[Gate, ...] = ("reset", "update", "forget", "output")
"""The four gates, in the order in which a step computes them."""

SWITCHES: Mapping[str, tuple[str | bool, ...]] = MappingProxyType(
    {
        "update": ("learned", "open"),
        "reset": ("learned", "open"),
        "forget": ("learned", "tied", "open", "shut"),
        "output": ("learned", "open"),
        "squash": (True, False),
    }
)
"""Every switch of a wiring and the positions it has."""


@dataclass(frozen=True, slots=True)
class Wiring:
    """Five switches that make one cell out of the general one.

    `update`, `reset` and `output` are "learned" or "open" (1); `forget` is "learned", "tied"
    (1 - update), "open" (1) or "shut" (0); `squash` puts tanh between memory and hidden state.
    An open update gate makes "tied" the same cell as "shut": such a wiring is stored as "shut", so
    that equal cells compare equal.

    Raises:
        ValueError: a switch is in a position it does not have.
    """

    update: Literal["learned", "open"]
    reset: Literal["learned", "open"]
    forget: Literal["learned", "tied", "open", "shut"]
    output: Literal["learned", "open"]
    squash: bool

    def __post_init__(self) -> None:
        for switch, positions in SWITCHES.items():
            position = getattr(self, switch)
            # 1 == True in Python: without the type, squash=1 would pass and break equality of text.
            if not any(position is p or (position == p and isinstance(p, str)) for p in positions):
                allowed = ", ".join(repr(p) for p in positions)
                raise ValueError(f"The switch {switch!r} is {position!r}; it can be {allowed}.")
        if self.update == "open" and self.forget == "tied":
            object.__setattr__(self, "forget", "shut")

    @property
    def learned(self) -> tuple[Gate, ...]:
        """The gates that have weights of their own, in the order of `GATES`."""
        return tuple(gate for gate in GATES if getattr(self, gate) == "learned")

    @property
    def one_state(self) -> bool:
        """Whether the hidden state is the memory cell itself: output open, squash off."""
        return self.output == "open" and not self.squash

    @property
    def name(self) -> str | None:
        """The name of this wiring in the literature, or None for one that has no name here."""
        return next((name for name, wiring in WIRINGS.items() if wiring == self), None)

    def as_dict(self) -> dict[str, str | bool]:
        """Return the switches as plain data, to be stored in a card."""
        return {field.name: getattr(self, field.name) for field in fields(self)}

    @staticmethod
    def every() -> tuple["Wiring", ...]:
        """Return all wirings that differ as cells, each once, in its canonical form."""
        every: product[Any] = product(*SWITCHES.values())
        return tuple(dict.fromkeys(Wiring(*positions) for positions in every))


WIRINGS: Mapping[str, Wiring] = MappingProxyType(
    {
        # Elman 1990
        "rnn": Wiring("open", "open", "shut", "open", squash=False),
        # Ng, Deep Learning Specialization, course 5 (2018): simplified, then full GRU
        "gru-simple": Wiring("learned", "open", "tied", "open", squash=False),
        "gru": Wiring("learned", "learned", "tied", "open", squash=False),  # Cho et al. 2014
        # Gers, Schmidhuber & Cummins 2000
        "lstm": Wiring("learned", "open", "learned", "learned", squash=True),
        # handwritten lecture notes, as we read them: a = Γo * c
        "lstm-plain-output": Wiring("learned", "open", "learned", "learned", squash=False),
        # Hochreiter & Schmidhuber 1997: no forget gate, so the memory can grow
        "lstm-1997": Wiring("learned", "open", "open", "learned", squash=True),
        # CIFG of Greff et al. 2017
        "lstm-coupled": Wiring("learned", "open", "tied", "learned", squash=True),
    }
)
"""The wirings that have a name, in the order in which they are taught."""
