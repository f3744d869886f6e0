"""Tables as HTML: they scroll inside their own box, and whatever they hold is shown as text."""

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from typing import Literal


@dataclass(frozen=True, slots=True)
class Table:
    """A caption, the heads of the columns, and rows of as many texts; the first text names a row.

    Wide tables share the widths of their columns, so that one can be read on in another; wordy
    ones hold words, which may break.

    Raises:
        ValueError: a row is longer or shorter than the head.
    """

    caption: str
    head: Sequence[str]
    rows: Sequence[Sequence[str]]
    look: Literal["plain", "wide", "wordy"] = "plain"

    def __post_init__(self) -> None:
        if any(len(row) != len(self.head) for row in self.rows):
            raise ValueError(f"Every row of {self.caption!r} needs {len(self.head)} cells.")

    @property
    def html(self) -> str:
        """The table in a box that scrolls by itself and can be reached by keyboard."""
        head = "".join(f'<th scope="col">{escape(text)}</th>' for text in self.head)
        body = "".join(f"<tr>{_row(row)}</tr>" for row in self.rows)
        name = escape(self.caption)
        return (
            f'<div class="gw-card {self.look}" role="region" aria-label="{name}" tabindex="0">'
            f"<table><caption><span>{name}</span></caption>"
            f"<thead><tr>{head}</tr></thead><tbody>{body}</tbody></table></div>"
        )


def _row(row: Sequence[str]) -> str:
    first, *rest = (escape(text) for text in row)
    return f'<th scope="row">{first}</th>' + "".join(f"<td>{text}</td>" for text in rest)
