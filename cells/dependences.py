"""What a verdict depends on: read again with one word taken out, or another in its place.

All readings go on together, as one batch that grows: up to the word that is missing they are one
and the same, and from there on each has a state of its own.
"""

from collections.abc import Sequence

import numpy as np
import torch
from torch import Tensor

from cells.bounds import check_last
from cells.equations import step
from cells.readers import Reader
from cells.surgery import Surgery, gather, prepare
from cells.tokens import one_word, words_of
from cells.traces import Doubles, read_only, step_in


@torch.no_grad()
def dependence(
    reader: Reader,
    text: str,
    word: str,
    other: str,
    steps: Sequence[int] | None = None,
    instead: Sequence[str] | None = None,
    surgery: Surgery = (),
) -> Doubles:
    """Return how the log-odds of two words change when each word of a text is taken out: (T,).

    In nats: log P(word) - log P(other) after the text without that word, minus the same after the
    whole. `steps` chooses the words (0-based) and makes it (len(steps),); `instead` names, for each
    of them, the word that stands in its place. A surgery stays with its words: what is done at a
    word moves along with it, and is left out with it. Memory grows with T, time with T²: ask for a
    few hundred `steps` of a long text at a time to show progress.

    Raises:
        ValueError: the text has no word, there is no such step, `instead` does not name one word
            for each, `word` or `other` is not exactly one word, or the surgery does not fit.
    """
    out, _ = reader.contrast(word, other)
    hidden, _ = _ends(reader, text, steps, instead, surgery)
    return read_only(_changes(hidden) @ out.numpy().astype(np.float64))


@torch.no_grad()
def memory_dependence(
    reader: Reader,
    text: str,
    steps: Sequence[int] | None = None,
    instead: Sequence[str] | None = None,
    surgery: Surgery = (),
) -> Doubles:
    """Return how the last memory c<T> changes when each word of a text is taken out: (T, H).

    `steps`, `instead` and `surgery` are as in `dependence`, and so is what it raises.
    """
    _, memory = _ends(reader, text, steps, instead, surgery)
    return read_only(_changes(memory))


def _changes(states: Tensor) -> Doubles:
    """Return what the readings end with, less what the whole (the first of them) ends with."""
    ends = states.double().numpy()
    return np.asarray(ends[1:] - ends[0])


def _ends(
    reader: Reader,
    text: str,
    steps: Sequence[int] | None,
    instead: Sequence[str] | None,
    surgery: Surgery,
) -> tuple[Tensor, Tensor]:
    """Return the last hidden states and memories, each (1 + N, H): of the whole, then of N others.

    The word comes to all readings alike, which is one batched step; those that part at this word
    join the batch behind, with the state that the whole had before it.
    """
    words = words_of(text)
    chosen = [step_in(s, len(words)) for s in (range(len(words)) if steps is None else steps)]
    others = _one_for_each(instead, chosen)
    cut = prepare(gather(surgery), reader.wiring, len(words), reader.units_count)
    parting = _by_step(chosen)
    hidden, memory = reader.cell.begin((1,))
    for t, x in enumerate(reader.embedding(words)):
        past = hidden[:1], memory[:1]
        now = step(reader.cell, (hidden, memory), x, cut(t))
        hidden, memory = now.hidden, now.cell
        if places := parting.get(t):
            a, c = (state.expand(len(places), -1) for state in past)
            if others:
                y = reader.embedding([others[place] for place in places])
                now = step(reader.cell, (a, c), y, cut(t))
                a, c = now.hidden, now.cell
            hidden, memory = torch.cat([hidden, a]), torch.cat([memory, c])
    joined = [place for t in sorted(parting) for place in parting[t]]
    order = torch.tensor([0, *(1 + np.argsort(joined)).tolist()])
    check_last(memory, [words])
    return hidden[order], memory[order]


def _by_step(chosen: Sequence[int]) -> dict[int, list[int]]:
    """Return, for each step that is chosen, its places in the list."""
    places: dict[int, list[int]] = {}
    for place, t in enumerate(chosen):
        places.setdefault(t, []).append(place)
    return places


def _one_for_each(instead: Sequence[str] | None, chosen: Sequence[int]) -> list[str]:
    """Return the words that stand in for the chosen ones; none where these are taken out."""
    if instead is None:
        return []
    if isinstance(instead, str) or len(instead) != len(chosen):
        raise ValueError(
            f"`instead` is a list with one word for each that it stands for: {len(chosen)} here."
        )
    return [one_word(word) for word in instead]
