"""What is said of a visitor's own module: what was found in a file, and what is missing."""

from collections.abc import Mapping, Sequence

from torch import Tensor

from cells.blueprints import KINDS, Blueprint, Found, embeddings
from cells.vocabularies import TokenMap
from views.readouts import Readout
from views.tables import Table

SAVED = "torch.save(model.state_dict(), 'model.pt')      # or: safetensors.torch.save_file(...)"
"""How a file is written that can be read here."""

_LONGEST_NAME = 80

INTRODUCED = (
    "Bring a torch module you trained: nn.RNN, nn.GRU, nn.LSTM or one of their cells, alone or in "
    "a larger model. Its gates are shown as torch computes them. The file is read in this session "
    "only, and dropped with it; no code in it is run."
)

OURS = "No file at hand? Take the LSTM of the walk as a torch nn.LSTM"
"""What is offered to those who have no file."""

NEEDED = (
    "**What you need**\n\n"
    "1. Weights: the state_dict of your model, or of its recurrent module alone. Modules in it are "
    "found by the names and shapes that torch gives their weights.\n"
    "2. Something to read: a text with the vocabulary it was trained on, and an embedding, which "
    "is found in the file; characters as one-hot rows; or a table of numbers.\n"
    "3. Then walk it: every gate, the candidate and the memory at every step, with surgery, in "
    "torch's own notation."
)

STAYS = "Meanwhile the stage keeps what it last read."

WAITS = "The stage waits for an embedding."

ALONE = "the whole file"

_TOLD = 2  # layers that do not fit and are named


def called(blueprint: Blueprint) -> str:
    """Return what a module is called in a choice: "encoder.rnn · nn.LSTM"."""
    return f"{blueprint.name or ALONE} · {blueprint.called}"


def gone(name: str) -> str:
    """Ask for a file anew, whose walk an address tells of."""
    shown = name if len(name) <= _LONGEST_NAME else f"{name[:_LONGEST_NAME]}…"
    return (
        f"{shown} is not here: what is uploaded lies in the server's memory for one visit alone, "
        "and that has ended. Upload it again, with its vocabulary or its numbers."
    )


def summary(name: str, found: Found) -> str:
    """Return what a file is in short: "tagger.pt: rnn · nn.LSTM"."""
    if not found.modules:
        return "Weights"
    first, *others = (called(each) for each in found.modules)
    return f"{name}: {first}{f' and {len(others)} more' if others else ''}"


def words(vocabulary: TokenMap | None) -> str:
    """Return what there is of a vocabulary."""
    return f"Vocabulary: {len(vocabulary.places):,} tokens" if vocabulary else "Vocabulary"


def numbers(table: tuple[str, bytes] | None) -> str:
    """Return what there is of a table of numbers."""
    return f"Numbers: {table[0]}" if table else "Numbers"


def table(found: Found) -> Table:
    """Return what was found in a file: a row for each module."""
    head = ("module", "kind", "layers", "reads", "inputs", "units", "projects to", "bias")
    rows = [_row(each) for each in found.modules]
    return Table("Found in this file", head, rows)


def _row(each: Blueprint) -> tuple[str, ...]:
    return (
        each.name or ALONE,
        each.called,
        str(each.layers),
        "forward and backward" if each.directions == 2 else "forward",
        f"{each.inputs:,}",
        f"{each.units:,}",
        f"{each.projected:,}" if each.projected else "–",
        "yes" if each.bias else "no",
    )


def misnamed(found: Found) -> list[str]:
    """Say of each module that is called after another kind what it really is."""
    return [
        f"{each.name} is {each.called}, whatever its name: its weight_hh has {rows} rows a unit."
        for each in found.modules
        for rows, kind in KINDS.items()
        if kind == each.kind and _other_kind(each)
    ]


def _other_kind(each: Blueprint) -> bool:
    """Tell whether the last part of a name says GRU or LSTM of something else; any may be "rnn"."""
    last = each.name.rsplit(".", maxsplit=1)[-1].lower()
    return any(kind.lower() in last for kind in ("GRU", "LSTM") if kind != each.kind)


def no_embedding(tensors: Mapping[str, Tensor], width: int) -> str:
    """Say that no embedding fits, and what there is instead; "" where one does."""
    if embeddings(tensors, width):
        return ""
    others = [
        f"{name} is {tensor.shape[1]:,} wide"
        for name, tensor in tensors.items()
        if tensor.dim() == 2 and "emb" in name.lower()
    ]
    there = f" ({'; '.join(others[:3])})" if others else ""
    return (
        f"No embedding of width {width:,} was found in this file{there}: upload a matrix, a row of "
        f"{width:,} numbers for each token."
    )


def no_readout(unfit: Sequence[str]) -> str:
    """Say that no linear layer of a file fits, and why."""
    more = len(unfit) - _TOLD
    others = f" So with {more} more." if more > 0 else ""
    return f"No readout: {' '.join(unfit[:_TOLD])}{others}"


def rows(readout: Readout, vocabulary: TokenMap | None) -> str:
    """Say what the rows of a readout are called, and why."""
    layer = readout.layer
    if readout.words is not None:
        return f"The {layer.rows:,} rows of {layer.name} are the tokens of the vocabulary."
    there = f", and the vocabulary has {vocabulary.size:,} tokens" if vocabulary else ""
    return f"{layer.name} has {layer.rows:,} rows{there}: they are called by their numbers, from 0."


def not_last(readout: Readout) -> str:
    """Say why a verdict is not taken apart."""
    return (
        f"{readout.layer.name} reads the last layer: choose that one to see what each word adds to "
        "the verdict. Surgery here goes through the layers above before it comes to the verdict."
    )


def steps(window: range) -> str:
    """Return what a part of a long reading is called: "4,001 to 6,000"."""
    return f"{window.start + 1:,} to {window.stop:,}"


def reading(window: range) -> str:
    """Say what is done before a part of a reading is shown."""
    return f"reading up to step {window.stop:,}"


def cut_short(steps: int, shown: int) -> Sequence[str]:
    """Say that a text is longer than what is shown; nothing where it is not."""
    if steps <= shown:
        return []
    return [
        f"The first {shown:,} of these {steps:,} steps are read: as many as are of this module."
    ]
