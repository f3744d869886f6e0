"""Sentences to begin with, and what the readers are called on screen."""

import re
from collections.abc import Mapping, Sequence

from views import own

SENTENCES: Mapping[str, str] = {
    "cat": "the cat, which already ate the apples, was full",
    "cats": "the cats, which already ate the apples, were full",
    "the key": "the key to the cabinets was rusty",
    "cat, then dogs": "the cat was full and the dogs were hungry",
    "wugs": "the wugs near the door were asleep",
}
"""Label to sentence: singular, plural, a noun in between, a change of subject, a made-up word."""

FRONT: Mapping[str, str] = {
    "rnn": "RNN",
    "gru-simple": "simple GRU",
    "gru": "GRU",
    "lstm": "LSTM",
}
"""The readers that stand in front, in the order in which they are taught."""

_TITLES: Mapping[str, str] = {
    **FRONT,
    "lstm-plain-output": "LSTM, plain output",
    "lstm-1997": "LSTM 1997",
    "lstm-coupled": "LSTM, coupled",
    "no-forget": "forgets nothing",
    "no-past": "keeps nothing",
    "forget-only": "forget gate only",
    "rnn-reset": "RNN with reset",
    "gru-own-forget": "GRU, own forget",
}
"""What readers are called whose names do not say it by themselves."""


def title(reader: str) -> str:
    """Return what a reader is called on screen: "GRU", "LSTM, coupled", "GRU, as found"."""
    if own.wiring(reader):
        return _own(reader)
    if reader in _TITLES:
        return _TITLES[reader]
    for name in sorted(_TITLES, key=len, reverse=True):
        if reader.startswith(f"{name}-"):
            rest = reader.removeprefix(f"{name}-").replace("-", " ")
            return f"{_TITLES[name]}, {rest}"
    return reader.replace("-", " ")


def _own(reader: str) -> str:
    """Return "your GRU 0123": the cell, and four digits that tell two of one cell apart."""
    wiring = own.wiring(reader)
    cell = title(wiring.name) if wiring and wiring.name else "cell"
    return f"your {cell} {reader[-16:][:4]}"


def label(sentence: str) -> str | None:
    """Return the label of a preset sentence, None for any other."""
    return next((name for name, text in SENTENCES.items() if text == sentence), None)


def in_front(readers: Sequence[str]) -> tuple[list[str], list[str]]:
    """Split the readers into those in front and those in the menu."""
    front = [name for name in FRONT if name in readers]
    return front, [name for name in readers if name not in front]


def as_text(message: str) -> str:
    """Return a message so that Markdown shows it letter by letter."""
    return re.sub(r"([\\`*_{}\[\]<>#$~|:&])", r"\\\1", message)
