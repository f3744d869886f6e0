"""What an author of a lesson may get wrong that is of the right kind and yet cannot be shown."""

from collections.abc import Callable, Iterator, Mapping
from typing import Any

import cells
from cells import GATES, Reader, tokenize
from views import cuts
from views.filling import step_of

LONGEST_TITLE = 80
"""Characters of a title, which stands above the stage of a phone."""


def in_head(head: Mapping[str, Any]) -> tuple[str, str] | None:
    """Return the first key of a lesson that cannot be shown, and what is wrong with it."""
    title = head["title"].strip()
    if not title or "\n" in title or len(title) > LONGEST_TITLE:
        return "title", f"`title` is one line of 1 to {LONGEST_TITLE} characters."
    for name in ("order", "minutes"):
        if not 1 <= head[name] <= 999:
            return name, f"`{name}` is a number from 1 to 999."
    return None


def in_part(table: Mapping[str, Any]) -> tuple[str, str] | None:
    """Return the first key of a part that cannot be shown, and what is wrong with it."""
    try:
        reader = cells.load(table["reader"])
    except ValueError as error:
        return "reader", str(error)
    for name, what in _wrong(table, reader):
        return name, what
    return None


def _wrong(table: Mapping[str, Any], reader: Reader) -> Iterator[tuple[str, str]]:
    words: list[str] = []
    if complaint := _complaint(lambda: words.extend(tokenize(table["sentence"]))):
        yield "sentence", complaint
    if not words:
        yield "sentence", "`sentence` has no word to read."
    if complaint := _complaint(lambda: step_of(tuple(words), table.get("at", 1))):
        yield "at", complaint
    if complaint := _complaint(lambda: _unit(reader, table.get("unit", "number"))):
        yield "unit", complaint
    if not _is_pair(table.get("pair", "was/were")):
        yield "pair", "`pair` is two different words such as was/were."
    yield from _cut(table.get("cut", ""), reader, len(words))
    yield from _asked(table, reader)


def _complaint(act: Callable[[], object]) -> str | None:
    try:
        act()
    except ValueError as error:
        return str(error)
    return None


def _unit(reader: Reader, unit: str | int) -> None:
    if isinstance(unit, str):
        reader.units(unit)
    elif not 0 <= unit < reader.units_count:
        raise ValueError(f"There is no unit {unit}: this reader has 0 to {reader.units_count - 1}.")


def _is_pair(pair: str) -> bool:
    words = pair.split("/")
    return len({word.casefold() for word in words}) == len(words) == 2 and all(
        tokenize(word) == (word,) for word in words
    )


def _cut(text: str, reader: Reader, words: int) -> Iterator[tuple[str, str]]:
    found, complaint = cuts.parse(text)
    _, misfits = cuts.fitting(found, reader.wiring, words, reader.units_count)
    yield from (("cut", each) for each in (complaint, *misfits) if each)


def _asked(table: Mapping[str, Any], reader: Reader) -> Iterator[tuple[str, str]]:
    gate, ask, wiring = table.get("gate", "update"), table.get("ask", ""), reader.wiring
    if gate not in GATES:
        yield "gate", f"`gate` is one of {', '.join(GATES)}."
    if ask == "gate" and gate not in wiring.learned:
        yield "ask", f"this reader learns no {gate} gate: ask something else."
    if ask == "keep" and wiring.forget != "tied":
        yield "ask", "only where the forget gate is tied can 1 mean keep: ask something else."
