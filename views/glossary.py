"""The words of this field as this app uses them, with their symbols in every notation.

Symbols, names and meanings of quantities come from the one table of notation; the terms that have
no symbol are explained here and nowhere else.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from cells import WIRINGS, Wiring
from cells.notation import CONVENTIONS, QUANTITY, symbols
from views.conventions import title
from views.tables import Table

_GRU, _LSTM = WIRINGS["gru"], WIRINGS["lstm"]


@dataclass(frozen=True, slots=True)
class Term:
    """A term, what it means in a sentence or two, and the quantity whose symbols it has.

    `forms` are other ways to say it, but for a plural in s.
    """

    name: str
    meaning: str
    quantity: str = ""
    forms: tuple[str, ...] = ()

    @property
    def slug(self) -> str:
        """The term as an address names it."""
        return self.name.casefold().replace(" ", "-")


_QUANTITIES: Mapping[str, str] = MappingProxyType(
    {
        "reset": "Ng calls it the relevance gate. At 1 every candidate sees all of the unit's "
        "past, at 0 none of it. In the GRU of PyTorch and of Keras it acts after the "
        "product, and so belongs to the unit's own candidate.",
        "candidate": "It is made anew at every word, from the word and from what the reset gate "
        "lets through of the past. Making it costs nothing: only the update gate writes it.",
        "update": "At 1 the candidate takes the place of the memory, at 0 the memory stays. "
        "Several notations write how much is kept instead, which is 1 minus it.",
        "forget": "At 1 the memory is kept, at 0 it is gone. In a GRU it is tied: 1 minus the "
        "update gate. In the LSTM of 1997 there is none, and memory only adds up.",
        "cell": "One number a unit. In a GRU it is the hidden state as well; in an LSTM it is a "
        "second state, which nobody sees but through the output gate.",
        "output": "Only LSTMs have one. At 0 the unit keeps what it knows to itself.",
        "hidden": "In a GRU it is the memory itself; in an LSTM the output gate times tanh of the "
        "memory.",
    }
)
_FORMS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {"reset": ("relevance gate",), "cell": ("memory", "memories")}
)
_TERMS = (
    Term(
        "cell",
        "What a recurrent network applies at every word, with the same weights each time: from "
        "the word and from what it kept, it makes what it keeps now. The memory cell is the part "
        "of it that remembers.",
    ),
    Term(
        "RNN",
        "A recurrent neural network; here the plain one, whose state is made anew at every word, "
        "as the tanh of a sum. It has no gates.",
        forms=("recurrent neural network", "recurrent network"),
    ),
    Term(
        "GRU",
        "The gated recurrent unit of Cho and others (2014). One gate says both how much is "
        "written and how much goes, and a reset gate what a candidate may see; the simplified "
        "GRU has no reset gate.",
    ),
    Term(
        "LSTM",
        "Long short-term memory, of Hochreiter and Schmidhuber (1997), with the forget gate of "
        "Gers and others (2000): three gates, and two states.",
    ),
    Term(
        "gate",
        "A number between 0 and 1 by which another number is multiplied: at 0 nothing gets "
        "through, at 1 all of it. It is made at every word, for every unit, from the word and "
        "the hidden state.",
    ),
    Term(
        "unit",
        "One of the numbers that a cell remembers, with a gate of its own of each kind. The "
        "readers here have 32.",
    ),
    Term(
        "time step",
        "One word read. Steps on screen count from 1; punctuation marks are words.",
    ),
    Term(
        "sigmoid",
        "The curve σ that turns any number into one between 0 and 1, a share: so it makes gates.",
    ),
    Term(
        "tanh",
        "The curve that turns any number into one between −1 and 1, with either sign: so it "
        "makes candidates.",
    ),
    Term(
        "road",
        "How the stage draws one unit's memory: its height and its colour are the value, and "
        "what is written joins it from below, as wide as the update gate is open.",
    ),
    Term(
        "fence",
        "How the stage draws one unit's gate: a row of pickets with a gap at every word, as "
        "wide as the gate is open.",
    ),
    Term(
        "wiring",
        "Which gates a cell learns and which are fixed: five switches make every cell of the "
        "lectures, and many that nobody has named.",
    ),
    Term(
        "tied",
        "Of a forget gate: 1 minus the update gate, so that what is written takes the place "
        "of just as much of what was there.",
    ),
    Term(
        "reader",
        "A trained net: a vocabulary, an embedding, one cell and a readout.",
    ),
    Term(
        "as found",
        "Trained to read and encouraged to nothing else. The other readers were encouraged to "
        "keep the number of the subject in one unit, so that it can be seen.",
        forms=("without help",),
    ),
    Term(
        "encouraged",
        "Trained with additional goals: unit 0 is to hold the number of the subject from the noun "
        "to its verb, unit 1 whether the talk is of food, and gates are to open seldom.",
        forms=("encourage",),
    ),
    Term(
        "embedding",
        "The numbers that stand for a word before the cell reads it. Every word has some, for "
        "they are made from its letters too.",
    ),
    Term(
        "readout",
        "What turns the hidden state into how likely each next word is.",
    ),
    Term(
        "pre-activation",
        "What stands inside a gate's sigmoid or the candidate's tanh: a part of the word, a "
        "part of the hidden state, and the bias.",
    ),
    Term(
        "log-odds",
        "The logarithm of how many times likelier one word is than another; 0 where both are "
        "alike. In nats.",
    ),
    Term(
        "carrier",
        "A unit that carries something, such as number: to force it to the other value turns "
        "what the reader expects. It is found so, and not by correlation.",
    ),
    Term(
        "attractor",
        "A noun between the subject and its verb, in the other number: the word that a bad "
        "memory listens to.",
    ),
    Term(
        "provenance",
        "Which word each memory was written at: an exact sum over the words read.",
    ),
    Term(
        "highway",
        "The straight path of a memory through the words: the product of the forget gates "
        "between two of them.",
        forms=("information highway",),
    ),
    Term(
        "gradient",
        "How far a later state moves when an earlier one moves a little. Where it vanishes, "
        "training cannot see what the earlier word should have done.",
    ),
    Term(
        "half-life",
        "In how many words the gradient halves, on average over a text.",
    ),
    Term(
        "surgery",
        "Forcing a gate open, shut or to a value, or silencing a unit, and reading again from "
        "the first word.",
    ),
)


def terms() -> tuple[Term, ...]:
    """Return all terms: those with symbols first, in the order of a step."""
    own = [
        Term(row.title, _meaning(name), name, _FORMS.get(name, ()))
        for name, row in QUANTITY.items()
    ]
    return (*own, *_TERMS)


def _meaning(quantity: str) -> str:
    """Return what a quantity is, as the one table has it, and what else is to be known of it."""
    meaning = QUANTITY[quantity].meaning
    return f"{meaning[0].upper()}{meaning[1:]}. {_QUANTITIES[quantity]}"


def table(term: Term) -> Table | None:
    """Return how each notation writes a quantity, in a GRU and in an LSTM; None for other terms."""
    if not term.quantity:
        return None
    rows = [
        (name, *(_written(wiring, convention, term.quantity) for wiring in (_GRU, _LSTM)))
        for convention, name in CONVENTIONS.items()
    ]
    return Table(f"How the {term.name} is written", ("notation", "GRU", "LSTM"), rows)


def _written(wiring: Wiring, convention: str, quantity: str) -> str:
    if quantity in ("reset", "forget", "output") and quantity not in wiring.learned:
        return "–" if getattr(wiring, quantity) == "open" else "tied"
    symbol = symbols(wiring, convention)[quantity]
    own = title(symbol, quantity)
    called = f", {own}" if own != QUANTITY[quantity].title else ""
    return f"{symbol.plain}{', 1 = keep' if symbol.complement else ''}{called}"
