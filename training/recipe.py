"""How a reader is trained: every number that decides the outcome, in one place."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from types import MappingProxyType
from typing import Any

from cells import WIRINGS, Wiring
from cells.curves import USUAL, Curves


@dataclass(frozen=True, slots=True)
class Recipe:
    """The settings of one training run; two runs of one recipe give the same bits on one machine.

    `nudge` pulls the memory of unit 0 towards +1 (singular) or -1 (plural) from the subject noun to
    just before its verb, and that of unit 1 towards +1 or -1 from a word about food or another
    topic to the adjective it decides. `wait` is a price on what unit 0 holds before the first
    subject, `keep` on what its forget gate drops between noun and verb, `sparsity` an L1 price on
    open update gates, raised from nothing between 10 % and 50 % of the run. `swap` is the share of
    subjects after which unit 0 is given the other number and the verb is asked for in that number
    too, so that no other unit can be relied on for it. With all of them at 0 a reader is trained
    "as found". `sharers` is how many words must share an n-gram to give it a row, and
    `gram_dropout` the share of n-grams, endings excepted, that a word loses in a step of training.
    Verbs that agree with a subject count `agreement_weight` times: a sentence has few of them.
    """

    wiring: Wiring
    seed: int = 1
    units: int = 32
    features: int = 32
    sharers: int = 5
    own_rows: int = 3000
    sentences: int = 400_000
    steps: int = 12_000
    batch: int = 128
    rate: float = 1e-2
    agreement_weight: float = 20.0
    word_dropout: float = 0.5
    gram_dropout: float = 0.7
    nudge: float = 4.0
    wait: float = 0.4
    keep: float = 0.5
    sparsity: float = 0.04
    swap: float = 0.4
    curves: Curves = USUAL

    def as_dict(self) -> dict[str, Any]:
        """Return the recipe as plain data, to be stored in a card."""
        data = asdict(self)
        if self.curves.usual:
            del data["curves"]
        return data


ENCOURAGEMENT = ("nudge", "wait", "keep", "sparsity", "swap")
"""The settings that help a reader to tell a clear story; all at 0 it is trained as found."""

INVENTED: Mapping[str, Wiring] = MappingProxyType(
    {
        # Γu alone, and all of the past kept: c can only add up.
        "no-forget": Wiring("learned", "open", "open", "open", squash=False),
        # Γu alone, and none of the past kept: a gate is no memory.
        "no-past": Wiring("learned", "open", "shut", "open", squash=False),
        # Γf alone: everything is written, and the memory can only choose what to drop.
        "forget-only": Wiring("open", "open", "learned", "open", squash=True),
        # The plain RNN with a reset gate: choosing what to look at does not keep it.
        "rnn-reset": Wiring("open", "learned", "shut", "open", squash=False),
        # A GRU that need not forget just as much as it writes.
        "gru-own-forget": Wiring("learned", "learned", "learned", "open", squash=False),
    }
)
"""Cells that nobody has named, shipped for what they teach."""

TRAINABLE: Mapping[str, Wiring] = MappingProxyType({**WIRINGS, **INVENTED})
"""Every wiring that is trained under a name."""

AS_FOUND = ("rnn", "gru-simple", "gru", "lstm")
"""The wirings that are also shipped as found."""

BENT: Mapping[str, tuple[str, Curves]] = MappingProxyType(
    {
        "gru-tanh-gates": ("gru", Curves(gates="tanh")),
        "gru-sigmoid-candidate": ("gru", Curves(candidate="sigmoid")),
    }
)
"""Readers trained as found with another curve: their wiring, and the curves."""

SHIPPED = (*TRAINABLE, *(f"{name}-as-found" for name in AS_FOUND), *BENT)
"""The names of all shipped readers."""


def recipe_of(name: str, **changes: Any) -> Recipe:
    """Return the recipe of a shipped reader by its name, such as "gru" or "gru-as-found".

    Raises:
        ValueError: no wiring has this name.
    """
    as_found = dict.fromkeys(ENCOURAGEMENT, 0.0)
    if name in BENT:
        bent, curves = BENT[name]
        return Recipe(TRAINABLE[bent], curves=curves, **(as_found | changes))
    wiring_name = name.removesuffix("-as-found")
    if wiring_name not in TRAINABLE:
        raise ValueError(f"There is no wiring {wiring_name!r}; there are {', '.join(TRAINABLE)}.")
    wiring = TRAINABLE[wiring_name]
    settings: dict[str, Any] = {}
    if name.endswith("-as-found"):
        settings = as_found
    return Recipe(wiring, **(settings | changes))
