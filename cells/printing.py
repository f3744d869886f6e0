"""Tables for a terminal: columns that line up in every script, in as much width as there is."""

from collections.abc import Sequence
from dataclasses import dataclass

from wcwidth import clip, iter_graphemes, ljust, rjust, width

_LONGEST_CLUSTER = 16
"""Code points of one visible character that are printed; some texts heap up hundreds of marks."""

_GAP = "  "
_BOLD, _PLAIN = "\x1b[1m", "\x1b[0m"


@dataclass(frozen=True, slots=True)
class Column:
    """A head with one text a row; `strong` says which rows stand out where the terminal can."""

    head: str
    texts: Sequence[str]
    strong: Sequence[bool] = ()

    @property
    def cells(self) -> int:
        """How many cells of a terminal the widest text takes."""
        return max(width(text) for text in (self.head, *self.texts))


def table(names: Sequence[Column], columns: Sequence[Column], room: int, *, bold: bool) -> str:
    """Return a table whose rows begin with `names`, in blocks below one another if need be.

    `room` is the number of cells in a line; the last of `names` is cut short to keep half of it
    free. The texts of `columns` stand to the right.
    """
    *first, words = names
    taken = sum(column.cells + len(_GAP) for column in first)
    words = _shortened(words, max(room // 2 - taken, 4))
    left = [*first, words]
    free = room - taken - words.cells
    return "\n\n".join(_block(left, part, bold=bold) for part in _parts(columns, free))


def _shortened(column: Column, most: int) -> Column:
    return Column(column.head, [shorten(text, most) for text in column.texts], column.strong)


def shorten(text: str, most: int) -> str:
    """Return a text in at most so many cells, with an ellipsis where it was cut."""
    tidy = "".join(cluster[:_LONGEST_CLUSTER] for cluster in iter_graphemes(text))
    return tidy if width(tidy) <= most else clip(tidy, 0, most - 1).rstrip() + "…"


def _parts(columns: Sequence[Column], free: int) -> list[list[Column]]:
    """Part columns into blocks that fit, each with at least one."""
    parts: list[list[Column]] = [[]]
    left = free
    for column in columns:
        needed = column.cells + len(_GAP)
        if parts[-1] and needed > left:
            parts.append([])
            left = free
        parts[-1].append(column)
        left -= needed
    return parts


def _block(names: Sequence[Column], columns: Sequence[Column], *, bold: bool) -> str:
    every = [(column, ljust) for column in names] + [(column, rjust) for column in columns]
    lines = [_GAP.join(justify(c.head, c.cells) for c, justify in every)]
    for row in range(len(names[0].texts)):
        texts = []
        for column, justify in every:
            text = justify(column.texts[row], column.cells)
            strong = bold and bool(column.strong) and column.strong[row]
            texts.append(f"{_BOLD}{text}{_PLAIN}" if strong else text)
        lines.append(_GAP.join(texts))
    return "\n".join(line.rstrip() for line in lines)
