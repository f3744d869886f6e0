"""A visitor's own torch module: its file, what is found in it, and what it is given to read.

All of it lives in the session's state and nowhere else: no cache has it, and it goes with the
session.
"""

from collections.abc import Callable, Mapping, MutableMapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import torch
from torch import Tensor, nn

import cells
from cells import Gradient, Trace, checkpoints, vocabularies
from cells.as_torch import as_torch
from cells.blueprints import Blueprint, Found, Nonlinearity, build, embeddings, find
from cells.checkpoints import read_checkpoint
from cells.layer_walks import LayerWalk
from cells.output_layers import output_layer
from cells.tables import Floats, read_table
from cells.vocabularies import TokenMap, read_vocabulary, token_map
from cells.windows import inside, moved, outside
from views import cuts
from views.modules import LONGEST
from views.reading import Reading
from views.readouts import SEEN, Readout, named
from web import state

YOURS = "yours"
"""Key of all that a visitor has brought."""

FILE, VOCABULARY, MATRIX, TABLE = (f"{YOURS}_{of}" for of in ("file", "words", "matrix", "table"))
"""Keys of the widgets that take files."""

MODULE, LAYER, WAY, ACTIVATION = (f"{YOURS}_{of}" for of in ("module", "layer", "way", "act"))
KIND, TEXT, ALPHABET, EMBEDDING = (f"{YOURS}_{of}" for of in ("kind", "text", "alphabet", "rows"))
READOUT, SPAN = f"{YOURS}_readout", f"{YOURS}_span"
"""Keys of the widgets that choose; what they hold outlives a visit to another page."""

STAGE = f"{YOURS}_stage"
"""Key of the stage, whose state is its newest report."""

ONE_HOT = "one-hot"
"""The choice of no embedding: a 1 for the token, 0 for all others."""

NONE = "none"
"""The choice of no readout."""

OURS = "lstm"
"""The reader that is offered to those who have no file at hand: torch's own cell."""

LARGEST_MB = checkpoints.LARGEST // 2**20
WORDS_MB = vocabularies.LARGEST // 2**20
"""The largest files in MB: of weights, and of words or numbers."""

_LONGEST_PAIR = 2 * vocabularies.LONGEST_TOKEN + 1

Session = MutableMapping[Any, Any]


@dataclass(eq=False, slots=True, weakref_slot=True)
class Yours:
    """What a session has of its own.

    `refused` says why the last file was not taken; `last` is what was last read, (T, I) and words.
    `pair` names two rows of the readout, "" for the first to compare. `span` is the number of the
    window of a long reading that is shown, and `window` its steps. `shown` is what the stage was
    sent last, with its title, and `ticket` opens it for a file.
    """

    name: str = ""
    tensors: Mapping[str, Tensor] = field(default_factory=dict)
    found: Found = field(default_factory=lambda: Found((), ()))
    vocabulary: TokenMap | None = None
    matrix: tuple[str, Floats] | None = None
    table: tuple[str, bytes] | None = None
    rows: tuple[Any, tuple[Tensor, tuple[str, ...]]] | None = None
    refused: str = ""
    unit: int | None = None
    surgery: tuple[cuts.Cut, ...] = ()
    chosen: dict[str, Any] = field(default_factory=dict)
    last: tuple[Tensor, tuple[str, ...]] | None = None
    built: tuple[Any, nn.Module] | None = None
    pair: str = ""
    span: int = 0
    window: range = range(LONGEST)
    walks: dict[Any, LayerWalk] = field(default_factory=dict)
    readings: dict[Any, Reading] = field(default_factory=dict)
    puts_out: dict[Any, Tensor] = field(default_factory=dict)
    readout: tuple[Readout, TokenMap | None] | None = None
    gradient: tuple[Trace, Gradient] | None = None
    shown: tuple[Reading, str] | None = None
    ticket: str = ""


def of(session: Session) -> Yours:
    """Return what a session has of its own."""
    if YOURS not in session:
        session[YOURS] = Yours()
    yours: Yours = session[YOURS]
    return yours


def remember(session: Session) -> None:
    """Keep what the widgets of the page hold, or give back what they held before another page."""
    chosen = of(session).chosen
    for key in (MODULE, LAYER, WAY, ACTIVATION, KIND, TEXT, ALPHABET, EMBEDDING, READOUT, SPAN):
        if key in session:
            chosen[key] = session[key]
        elif key in chosen:
            session[key] = chosen[key]


def take(session: Session, key: str) -> None:
    """Take a file that was just given to a widget; why one is not taken is said by `refusal`.

    Where it is not taken, all stays as it was.
    """
    if (file := session.get(key)) is None:
        return
    yours, content = of(session), file.getvalue()
    yours.refused = ""
    try:
        _TAKERS[key](yours, file.name, content)
    except ValueError as error:
        yours.refused = f"{file.name}: {error}"


def take_ours(session: Session) -> None:
    """Take our LSTM in the form of torch, for those who have no file at hand."""
    yours = of(session)
    tensors, words = as_torch(cells.load(OURS))
    _hold(yours, f"{OURS}.pt", tensors, find(tensors))
    yours.vocabulary, yours.refused = token_map(words), ""


def refusal(session: Session) -> list[str]:
    """Return why the last file was not taken."""
    return [said] if (said := of(session).refused) else []


def _take_weights(yours: Yours, name: str, content: bytes) -> None:
    tensors = read_checkpoint(content)
    found = find(tensors)
    if not found.modules:
        raise ValueError(
            " ".join(found.complaints)
            or f"Among its {len(tensors):,} tensors there is no weight_ih and weight_hh: no "
            "nn.RNN, nn.GRU or nn.LSTM is in this file."
        )
    for blueprint in found.modules:
        build(blueprint, tensors)
    _hold(yours, name, tensors, found)


def _hold(yours: Yours, name: str, tensors: Mapping[str, Tensor], found: Found) -> None:
    """Begin anew with the weights of another file."""
    yours.name, yours.tensors, yours.found = name, tensors, found
    yours.unit, yours.surgery, yours.built, yours.last = None, (), None, None
    yours.pair, yours.span, yours.readout, yours.gradient, yours.shown = "", 0, None, None, None
    for kept in (yours.walks, yours.readings, yours.puts_out):
        kept.clear()
    for key in (MODULE, LAYER, WAY, EMBEDDING, READOUT, SPAN):
        yours.chosen.pop(key, None)


def _take_words(yours: Yours, _name: str, content: bytes) -> None:
    yours.vocabulary = read_vocabulary(content)


def _take_matrix(yours: Yours, name: str, content: bytes) -> None:
    yours.matrix = name, read_table(content, _width(yours))


def _take_table(yours: Yours, name: str, content: bytes) -> None:
    read_table(content, _width(yours))
    yours.table = name, content


_TAKERS: Mapping[str, Callable[[Yours, str, bytes], None]] = {
    FILE: _take_weights,
    VOCABULARY: _take_words,
    MATRIX: _take_matrix,
    TABLE: _take_table,
}


def blueprint(yours: Yours) -> Blueprint:
    """Return the module that is chosen, the first of the file where none is."""
    modules = yours.found.modules
    chosen = yours.chosen.get(MODULE, 0)
    found = modules[chosen] if chosen < len(modules) else modules[0]
    if yours.last and yours.last[0].shape[1] != found.inputs:
        yours.last = None  # another module reads otherwise
    return found


def _width(yours: Yours) -> int:
    if not yours.found.modules:
        raise ValueError("Upload the weights first: they say how many numbers a step has.")
    return blueprint(yours).inputs


def module(yours: Yours, nonlinearity: Nonlinearity) -> nn.Module:
    """Return the chosen module with its weights, in float32, built once.

    Raises:
        ValueError: a weight is no finite number.
    """
    key = blueprint(yours), nonlinearity
    if yours.built is None or yours.built[0] != key:
        yours.built = key, build(*_args(yours, nonlinearity)).float()
    return yours.built[1]


def _args(
    yours: Yours, nonlinearity: Nonlinearity
) -> tuple[Blueprint, Mapping[str, Tensor], Nonlinearity]:
    return blueprint(yours), yours.tensors, nonlinearity


def from_text(yours: Yours, text: str, embedding: str) -> tuple[Tensor, tuple[str, ...]]:
    """Return the rows of a text, (T, I), and its words; characters that cannot be seen are named.

    Raises:
        ValueError: there is no vocabulary, a word is not in it, or a row is not in the embedding.
    """
    if yours.vocabulary is None:
        raise ValueError("A text needs a vocabulary: upload one, or type the characters in order.")
    words, rows = yours.vocabulary.look_up(text)
    width = _width(yours)
    matrix = torch.eye(width) if embedding == ONE_HOT else matrix_of(yours, embedding)
    if max(rows) >= len(matrix):
        raise ValueError(
            f"The vocabulary has a row {max(rows):,}; {embedding} has {len(matrix):,} rows, from 0."
        )
    x = matrix[list(rows)].float()
    if not bool(torch.isfinite(x).all()):
        raise ValueError(f"The rows of {embedding} for this text are not all finite numbers.")
    return x, tuple(SEEN.get(word, word) for word in words)


def choices(yours: Yours) -> list[str]:
    """Return what can give a text its numbers: matrices of the file, one-hot rows, one's own."""
    width = _width(yours)
    found = list(embeddings(yours.tensors, width))
    if yours.vocabulary and yours.vocabulary.size == width:
        found.append(ONE_HOT)
    if yours.matrix and yours.matrix[1].shape[1] == width:
        found.append(yours.matrix[0])
    return found


def matrix_of(yours: Yours, embedding: str) -> Tensor:
    """Return an embedding by its name: one of the file's, or the matrix that was uploaded."""
    if embedding in yours.tensors:
        return yours.tensors[embedding]
    if yours.matrix is None:
        raise ValueError(f"There is no matrix {embedding!r}.")
    return torch.from_numpy(yours.matrix[1].copy())


def readout(yours: Yours, name: str, *, both: bool) -> Readout:
    """Return a readout by the name of its weight, its rows called by the vocabulary's tokens.

    It is kept, with the names of its rows, while weight and vocabulary stay the same.

    Raises:
        ValueError: a weight is no finite number.
    """
    kept, words = yours.readout, yours.vocabulary
    if kept is None or kept[0].layer.name != name:
        yours.pair = "" if kept else yours.pair
        kept = named(output_layer(yours.tensors, name), words, both=both), words
    elif kept[0].both != both or kept[1] is not words:
        kept = named(kept[0].layer, words, both=both), words
    yours.readout = kept
    return kept[0]


def from_table(yours: Yours) -> tuple[Tensor, tuple[str, ...]]:
    """Return the rows of the table of numbers, (T, I), and their numbers for words.

    Raises:
        ValueError: there is no table, or it does not fit the module.
    """
    if yours.table is None:
        raise ValueError(f"Upload a table: a row for every step, {_width(yours):,} numbers in it.")
    key = yours.table[1], _width(yours)
    if yours.rows is None or yours.rows[0] != key:
        rows = np.array(read_table(*key))
        words = tuple(f"t{at}" for at in range(1, len(rows) + 1))
        yours.rows = key, (torch.from_numpy(rows), words)
    return yours.rows[1]


def type_alphabet(session: Session) -> None:
    """Take the characters that were typed, in the order of their rows, for the vocabulary."""
    yours = of(session)
    yours.refused = ""
    try:
        yours.vocabulary = token_map(list(session[ALPHABET]))
    except ValueError as error:
        yours.refused = f"The characters: {error}"


def follow(report: object, session: Session) -> None:
    """Do what the stage reports: another unit or pair, or surgery on the steps that it shows."""
    yours, asked = of(session), state.unfold(report)
    if "unit" in asked:
        unit = asked["unit"]
        yours.unit = int(unit) if unit.isdecimal() and unit.isascii() and len(unit) < 7 else None
    if "pair" in asked:
        yours.pair = asked["pair"][:_LONGEST_PAIR]
    if "cut" in asked:
        cut, complaint = cuts.parse(asked["cut"])
        yours.surgery = (*outside(yours.surgery, yours.window), *moved(cut, yours.window.start))
        yours.refused = complaint or ""


def link(yours: Yours, read: Reading) -> dict[str, str]:
    """Return what the URL is to say but for the step: no link can bring back an upload."""
    found = {"pair": "/".join(read.pair)} if read.foresees else {}
    found |= {"unit": str(yours.unit)} if yours.unit is not None else {}
    cut = inside(yours.surgery, yours.window)
    return {**found, "cut": cuts.write(cut)} if cut else found
