"""A reading: one trace with everything its reader would say next, computed once."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal, Optional

import numpy as np
from numpy.typing import NDArray

from cells import Clamp, Reader, Silence, Trace, tokenize
from cells.torch_form import TorchForm
from cells.verdicts import shares
from views.carriers import Carrier, carriers
from views.origin import origin
from views.twin import Twin, twin

WINDOW = 2_000
"""The most words the screen draws: what a browser steps through without lag. `cells` reads more."""

NEXT_WORDS = 8
"""How many of the likeliest next words are shown."""

Floats = NDArray[np.float32]
Surgery = tuple[Clamp | Silence, ...]
Asks = Literal["next", "word", "class"]
"""What the rows of a readout are: the word that comes next, the word here, or a class."""


@dataclass(frozen=True, eq=False, slots=True)
class Reading:
    """A text as one reader read it: T words, H units.

    `log_odds` (T,) is log P(pair[0]) - log P(pair[1]) in nats and `probabilities` (T, 2) those two
    probabilities, both for what comes *after* each word; `next_words` holds the likeliest of all.
    `weights` (H,) is what each unit of the hidden state adds to the log-odds, times its value.
    `number_unit` is the unit that carries grammatical number, if the reader's card names one, and
    `encouraged` tells whether training helped it to, and `origin` how the reader came to be.
    `carriers` are all units that the card names, and `twin` is the same sentence with a noun of the
    other number, if that makes a difference. `recurrent` has the weights of every learned quantity
    over the hidden state before, (H, H). Under surgery `alone` is the same text left alone, and
    there is no twin.

    `form` is set for a torch module of one's own. Without a readout it has the pair ("", ""), and
    nothing is said of what comes next; with one, `asks` tells what its rows are, and `elsewhere`
    (T,) is Σ|terms| of the log-odds over what is not shown: the other direction. `weights` are 0
    where the readout does not read the layer that is shown. `first` is the step, from 0, at which
    this part of a longer reading begins, and `whole` how many steps that has; 0 for no part.
    """

    reader: str
    trace: Trace
    pair: tuple[str, str]
    log_odds: Floats
    probabilities: Floats
    next_words: Sequence[Sequence[tuple[str, float]]]
    weights: Floats
    number_unit: int | None
    encouraged: bool = False
    carriers: tuple[Carrier, ...] = ()
    twin: Twin | None = None
    recurrent: Mapping[str, Floats] = field(default_factory=dict)
    origin: Mapping[str, Any] = field(default_factory=dict)
    alone: Optional["Reading"] = None
    form: TorchForm | None = None
    asks: Asks = "next"
    elsewhere: Floats | None = None
    first: int = 0
    whole: int = 0

    def __len__(self) -> int:
        """Return T, the number of words shown."""
        return len(self.trace)

    @property
    def words(self) -> tuple[str, ...]:
        """The T words."""
        return self.trace.words

    @property
    def units(self) -> int:
        """H, the number of units."""
        return int(self.trace["cell"].shape[1])

    @property
    def foresees(self) -> bool:
        """Whether anything is said of what comes next: there is a readout."""
        return bool(self.pair[0])

    def track(self, quantity: str, unit: int) -> Floats:
        """Return what one unit did in one quantity of the trace, (T,)."""
        return self.trace[quantity][:, unit]

    def before(self, unit: int) -> Floats:
        """Return one unit's memory before each word, (T,), starting with c<0>, as a rule 0."""
        after = self.track("cell", unit)
        return np.concatenate([self.trace.began("cell")[[unit]].astype(np.float32), after[:-1]])

    def share(self, unit: int) -> Floats:
        """Return how much of the verdict one unit decides after each word, (T,), in [0, 1].

        That is |its term| / sum of all units' |terms| in log-odds = weights · a + bias; where no
        unit says anything, 0.
        """
        terms = self.trace["hidden"] * self.weights
        if self.elsewhere is not None:
            terms = np.concatenate([terms, self.elsewhere[:, None]], axis=1)
        return shares(terms)[:, unit]


def read(
    reader: Reader,
    text: str,
    pair: tuple[str, str],
    surgery: Surgery = (),
    alone: Reading | None = None,
) -> Reading:
    """Read a text and collect what the screen shows of it, at most `WINDOW` words.

    `alone` is the same text read without the surgery, if that was done before.

    Raises:
        ValueError: the text has no word or is too long, the pair is not two single words, or the
            surgery does not fit the text or the reader.
    """
    if surgery and alone is None:
        alone = read(reader, text, pair)
    trace = reader.read(window(text).text, surgery)
    number = reader.card.get("carriers", {}).get("number")
    return Reading(
        reader=reader.name,
        trace=trace,
        pair=pair,
        log_odds=reader.log_odds(trace, *pair),
        probabilities=reader.probabilities(trace, list(pair)),
        next_words=reader.next_words_along(trace, k=NEXT_WORDS),
        weights=_weights(reader, pair),
        number_unit=None if number is None else int(number),
        encouraged=bool(reader.card.get("encouraged", False)),
        recurrent={name: _recurrent(reader, name) for name in reader.cell.affines},
        carriers=carriers(reader),
        twin=None if surgery else twin(reader, trace),
        origin=origin(reader.card),
        alone=alone if surgery else None,
    )


def _recurrent(reader: Reader, name: str) -> Floats:
    return np.asarray(reader.cell.weight(name)[:, : reader.units_count].detach().numpy())


def _weights(reader: Reader, pair: tuple[str, str]) -> Floats:
    return np.asarray(reader.contrast(*pair)[0].detach().numpy(), np.float32)


@dataclass(frozen=True, slots=True)
class Window:
    """The part of a text that the screen shows, and what to say if that is not all of it."""

    text: str
    complaints: tuple[str, ...] = ()


def window(text: str) -> Window:
    """Return what the screen shows of a text: all of it, or its first `WINDOW` words.

    Raises:
        ValueError: the text is longer than `cells` reads.
    """
    words = tokenize(text)
    said = _unread(text, words)
    if len(words) <= WINDOW:
        return Window(text, said)
    cut = f"The stage shows the first {WINDOW:,} of these {len(words):,} words."
    return Window(" ".join(words[:WINDOW]), (*said, cut))


def _unread(text: str, words: Sequence[str]) -> tuple[str, ...]:
    """Say how many characters, white space aside, are in no word: words are parts of the text."""
    left = sum(not sign.isspace() for sign in text) - sum(map(len, words))
    if not left:
        return ()
    what = "1 character that is" if left == 1 else f"{left:,} characters that are"
    return (f"Left out of the reading: {what} not text, such as control or direction marks.",)
