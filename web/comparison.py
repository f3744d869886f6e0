"""Two walks beside each other: what the URL says of them, and how it is changed.

The page that compares has its state in the URL alone: `sentence`, `reader` and `cut` of the left
walk, `sentence2`, `reader2` and `cut2` of the right one (left out, the first two are the left
one's), the pair of words and the pinned unit of both. The step is written by the browser.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Literal

from cells import Clamp
from views import cuts
from views.questions import Question
from web import state
from web.state import Walk

Side = Literal["left", "right"]
PAIRS = ("was/were", "is/are", "has/have")
SIDES: tuple[Side, Side] = ("left", "right")
NAMES: Mapping[Side, str] = {"left": "A", "right": "B"}
_MARKS: Mapping[Side, str] = {"left": "", "right": "2"}
_OWN = ("sentence", "reader", "cut")


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two walks; pair and pinned unit are the left one's."""

    left: Walk
    right: Walk

    def link(self) -> dict[str, str]:
        """Return the parameters of the URL but for the step, always in the same order."""
        link, other = self.left.link(), self.right.link()
        return link | {f"{name}2": other[name] for name in _OWN if name in other}


def parse(link: Mapping[str, str], readers: Sequence[str]) -> tuple[Comparison, list[str]]:
    """Read a link; whatever is missing gets its default, whatever is wrong also gets a sentence."""
    left, complaints = state.parse(link, readers)
    given = {name: link[f"{name}2"] for name in _OWN if f"{name}2" in link}
    shared = {"sentence": left.sentence, "reader": left.reader, "pair": "/".join(left.pair)}
    right, more = state.parse(shared | given, readers)
    return Comparison(left, right), list(dict.fromkeys([*complaints, *more]))


def is_new(link: Mapping[str, str]) -> bool:
    """Tell whether a link says nothing of what to compare: the walk then begins it."""
    return not {name for each in _OWN for name in (each, f"{each}2")} & set(link)


def begin(walk: Walk, twin: str | None) -> Comparison:
    """Compare a walk: with itself left alone, if it is not, or with its twin, or another reader."""
    left = replace(walk, unit=None)
    if walk.surgery:
        return Comparison(replace(left, surgery=()), left)
    if twin is not None:
        return Comparison(left, replace(left, sentence=twin))
    return two_readers(Comparison(left, left))


def two_readers(both: Comparison) -> Comparison:
    """Give the left sentence, left alone, to two readers: the GRU and the LSTM."""
    left = replace(both.left, reader="gru", surgery=(), unit=None)
    return Comparison(left, replace(left, reader="lstm"))


def two_sentences(both: Comparison, twin: str) -> Comparison:
    """Give the left reader another sentence beside the left one, both left alone."""
    left = replace(both.left, surgery=())
    return Comparison(left, replace(left, sentence=twin))


def without_reset(both: Comparison) -> Comparison:
    """Compare a cell trained without its reset gate with one whose reset gate is held open."""
    left = replace(both.left, reader="gru-simple", surgery=(), unit=None)
    return Comparison(left, replace(left, reader="gru", surgery=(Clamp("reset", value="open"),)))


def written(both: Comparison, link: Mapping[str, str]) -> dict[str, str]:
    """Return a link to two walks, with the step and whatever else another link says."""
    own = {"v", "pair", "unit", *_OWN, *(f"{name}2" for name in _OWN)}
    return both.link() | {name: value for name, value in link.items() if name not in own}


def changed(both: Comparison, side: Side, **fields: Any) -> Comparison:
    """Return the comparison with one walk changed; another left reader has other units."""
    if side == "left" and fields.get("reader", both.left.reader) != both.left.reader:
        fields = {"unit": None, **fields}
    walk: Walk = replace(getattr(both, side), **fields)
    whole: dict[str, Any] = {side: walk}
    return replace(both, **whole)


def question(both: Comparison, asked: Question, twin: str | None) -> Comparison:
    """Return the two walks of a question; `twin` is the sentence that one of them needs."""
    left = replace(both.left, reader=asked.reader, surgery=(), unit=None)
    left = replace(left, sentence=asked.sentence or left.sentence)
    right = replace(left, surgery=asked.surgery)
    return Comparison(
        left, right if asked.surgery or twin is None else replace(left, sentence=twin)
    )


def compared(both: Comparison, pair: str) -> Comparison:
    """Return the comparison with another pair of words, written "was/were"."""
    left, _ = state.parse({**both.left.link(), "pair": pair}, (both.left.reader,))
    return replace(both, left=left, right=replace(both.right, pair=left.pair))


def surgery(text: str) -> tuple[cuts.Cut, ...]:
    """Return the cuts of one of the texts that are offered."""
    return cuts.parse(text)[0]


def key(side: Side, field: str) -> str:
    """Return the key of the widget of one field of one walk."""
    return f"compare{_MARKS[side]}_{field}"
