"""The one table of symbols: what every quantity is called in every notation students will meet.

Conventions differ in letters and in meaning. Where a convention's z says how much is *kept*, its
number is the complement of ours (1 = write) and its weights are ours negated, W_z = -W_u and
b_z = -b_u, so that its equation still evaluates to its number. The complement exists only where
the forget gate is tied to the update gate: elsewhere no such number is computed. Nor does it exist
for tanh gates, as 1 - tanh(z) is not tanh(-z): there a z means what ours does, 1 = write.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import Literal

from cells.curves import USUAL, Curves
from cells.wirings import WIRINGS, Wiring

Convention = Literal["ng", "slides", "cho", "chung", "torch", "keras"]

CONVENTIONS: Mapping[str, str] = MappingProxyType(
    {
        "ng": "Ng",  # Deep Learning Specialization, course 5 (2018)
        "slides": "Lecture slides",
        "cho": "Cho 2014",  # arXiv 1406.1078v3
        "chung": "Chung 2014",  # arXiv 1412.3555
        "torch": "PyTorch",
        "keras": "Keras",
    }
)
"""The conventions a screen can switch between, under the names it shows."""


@dataclass(frozen=True, slots=True)
class Symbol:
    """How one convention writes one quantity: `letter` and `index` in LaTeX, without the time.

    `subscript` names the quantity's weights (W_u, b_u). `complement` says that the number shown
    under this symbol is 1 minus ours. `called` is the convention's own name of the quantity, where
    it is not the one in `QUANTITY`.
    """

    letter: str
    subscript: str
    index: str = ""
    complement: bool = False
    called: str = ""

    @property
    def latex(self) -> str:
        """The symbol in LaTeX."""
        return f"{self.letter}_{{{self.index}}}" if self.index else self.letter

    @property
    def plain(self) -> str:
        """The symbol in plain text, such as Γu."""
        return _PLAIN.get(self.letter, self.letter) + self.index


@dataclass(frozen=True, slots=True)
class Quantity:
    """What one quantity of a trace is: its name on screen, its meaning, its range, its palette."""

    name: str
    title: str
    meaning: str
    low: float
    high: float
    palette: Literal["gate", "memory"]


QUANTITY: Mapping[str, Quantity] = MappingProxyType(
    {
        row.name: row
        for row in (
            Quantity(
                "reset", "reset gate", "how much of this unit every candidate may see", 0, 1, "gate"
            ),
            Quantity("candidate", "candidate", "what the cell would write here", -1, 1, "memory"),
            Quantity("update", "update gate", "how much of the candidate is written", 0, 1, "gate"),
            Quantity("forget", "forget gate", "how much of the memory is kept", 0, 1, "gate"),
            Quantity("cell", "memory cell", "what the unit remembers", -1, 1, "memory"),
            Quantity("output", "output gate", "how much of the memory is shown", 0, 1, "gate"),
            Quantity(
                "hidden", "hidden state", "what the readout and the next step see", -1, 1, "memory"
            ),
        )
    }
)
"""What each quantity means, under any notation; the memory of some cells can leave its range."""


def limits(quantity: str, curves: Curves = USUAL) -> tuple[float, float]:
    """Return the lowest and the highest value of a quantity; a memory can leave its range."""
    row = QUANTITY[quantity]
    signed = row.palette == "gate" and curves.gates == "tanh"
    return (-1.0, 1.0) if signed else (row.low, row.high)


RESET_AFTER: Mapping[str, Quantity] = MappingProxyType(
    {
        **QUANTITY,
        "reset": replace(
            QUANTITY["reset"], meaning="how much of the past this unit's own candidate may see"
        ),
    }
)
"""The same where the reset gate acts after the product, as in torch's GRU: it scales the target."""

_PLAIN = {
    r"\Gamma": "Γ",
    r"\tilde{c}": "c̃",
    r"\tilde{C}": "C̃",
    r"\tilde{h}": "h̃",
    r"\tilde{H}": "H̃",
    r"\hat{h}": "ĥ",
}

_KEEP = True  # this convention's update gate says how much is kept

_TIED: Mapping[str, Mapping[str, Symbol]] = {  # the GRU family: one state, forget = 1 - update
    "ng": {
        "reset": Symbol(r"\Gamma", "r", "r"),
        "candidate": Symbol(r"\tilde{c}", "c"),
        "update": Symbol(r"\Gamma", "u", "u"),
        "cell": Symbol("c", "c"),
    },
    "slides": {
        "reset": Symbol("r", "r"),
        "candidate": Symbol(r"\tilde{H}", "H"),
        "update": Symbol("u", "u", "", _KEEP),
        "cell": Symbol("H", "H"),
    },
    "cho": {
        "reset": Symbol("r", "r"),
        "candidate": Symbol(r"\tilde{h}", "h"),
        "update": Symbol("z", "z", "", _KEEP),
        "cell": Symbol("h", "h"),
    },
    "chung": {
        "reset": Symbol("r", "r"),
        "candidate": Symbol(r"\tilde{h}", "h"),
        "update": Symbol("z", "z"),
        "cell": Symbol("h", "h"),
    },
    "torch": {
        "reset": Symbol("r", "r"),
        "candidate": Symbol("n", "n"),
        "update": Symbol("z", "z", "", _KEEP),
        "cell": Symbol("h", "h"),
    },
    "keras": {
        "reset": Symbol("r", "r"),
        "candidate": Symbol(r"\hat{h}", "h"),
        "update": Symbol("z", "z", "", _KEEP),
        "cell": Symbol("h", "h"),
    },
}


def _general(candidate: str, cell: str, hidden: str) -> Mapping[str, Symbol]:
    """Return the symbols of the LSTM family, where conventions differ in three letters only."""
    return {
        "reset": Symbol("r", "r"),
        "candidate": Symbol(candidate, "g" if candidate == "g" else "c"),
        "update": Symbol("i", "i", called="input gate"),
        "forget": Symbol("f", "f"),
        "cell": Symbol(cell, "c"),
        "output": Symbol("o", "o"),
        "hidden": Symbol(hidden, "h"),
    }


_GENERAL: Mapping[str, Mapping[str, Symbol]] = {  # the LSTM family, and every unnamed wiring
    "ng": {
        "reset": Symbol(r"\Gamma", "r", "r"),
        "candidate": Symbol(r"\tilde{c}", "c"),
        "update": Symbol(r"\Gamma", "u", "u"),
        "forget": Symbol(r"\Gamma", "f", "f"),
        "cell": Symbol("c", "c"),
        "output": Symbol(r"\Gamma", "o", "o"),
        "hidden": Symbol("a", "a"),
    },
    "slides": _general(r"\tilde{C}", "C", "H"),
    "cho": _general(r"\tilde{c}", "c", "h"),
    "chung": _general(r"\tilde{c}", "c", "h"),
    "torch": _general("g", "c", "h"),
    "keras": _general(r"\tilde{c}", "c", "h"),
}


def symbols(wiring: Wiring, convention: str, curves: Curves = USUAL) -> Mapping[str, Symbol]:
    """Return the symbol of every quantity of a trace, in one convention, for one wiring.

    Where the hidden state is the memory, both have one symbol: the memory's, as GRU lectures
    write it, or the hidden state's for the plain RNN, whose candidate has that symbol as well.

    Raises:
        ValueError: there is no such convention.
    """
    if convention not in CONVENTIONS:
        raise ValueError(
            f"There is no notation {convention!r}; there are {', '.join(CONVENTIONS)}."
        )
    table = dict(_GENERAL[convention])
    if wiring == WIRINGS["rnn"]:
        return table | dict.fromkeys(("candidate", "cell"), table["hidden"])
    if wiring.one_state and wiring.forget == "tied":
        table |= _TIED[convention]
        if curves.gates == "tanh":
            table["update"] = replace(table["update"], complement=False)
    return table | {"hidden": table["cell"]} if wiring.one_state else table
