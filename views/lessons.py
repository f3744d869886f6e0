"""Lessons as data: a file each, with front matter in TOML between two lines of `+++`.

The front matter names the lesson and has a table `[[part]]` for each part: what the stage shows
there, and what is asked. The text follows, its parts apart by lines of `---`; each begins with a
heading, `## ...`. Numbers in it are placeholders that a reading fills (views.filling).
"""

import re
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal, get_args

from views import authoring, filling

Asked = Literal["", "verdict", "gate", "writer", "keep"]
"""What a part asks before it is read on: which verb, whether a gate opens, who wrote the memory,
what an update gate is for those to whom 1 means keep."""

LONGEST = 100_000
"""Characters of a file that is taken for a lesson."""

_FENCE, _BREAK = "+++", "---"
_SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")


class LessonError(ValueError):
    """A lesson's file is not as it must be; says which file and line, and what to write."""

    def __init__(self, file: str, line: int, what: str) -> None:
        super().__init__(f"{file}, line {line}: {what}")


@dataclass(frozen=True, slots=True)
class Part:
    """One part of a lesson: its text, and the state of the stage that it speaks of.

    `at` is the word where the stage stands: its number from 1, or the word itself, "apples#2" for
    the second of them. `unit` is a unit's number or what it carries, "number" or "food".
    """

    heading: str
    text: str
    sentence: str
    reader: str
    at: str | int = 1
    unit: str | int = "number"
    pair: str = "was/were"
    cut: str = ""
    ask: Asked = ""
    gate: str = "update"


@dataclass(frozen=True, slots=True)
class Lesson:
    """A lesson: its parts in order, the minutes that it takes, and its place among the others.

    For whoever gives it: what to `say`, what to `click`, and which misconception it `meets`.
    """

    slug: str
    title: str
    order: int
    minutes: int
    parts: tuple[Part, ...]
    say: str = ""
    click: str = ""
    meets: str = ""


_HEAD: Mapping[str, tuple[type, ...]] = {
    **dict.fromkeys(("title", "say", "click", "meets"), (str,)),
    **dict.fromkeys(("order", "minutes"), (int,)),
}
_TYPES: Mapping[str, tuple[type, ...]] = {
    "sentence": (str,),
    "reader": (str,),
    "at": (str, int),
    "unit": (str, int),
    "pair": (str,),
    "cut": (str,),
    "ask": (str,),
    "gate": (str,),
}
_NEEDED = ("sentence", "reader")


def load(folder: Path) -> tuple[Lesson, ...]:
    """Return the lessons of a folder, in their order.

    Raises:
        LessonError: a file is not a lesson; two have one order.
    """
    found, broken = survey(folder)
    for error in broken:
        raise error
    return found


def survey(folder: Path) -> tuple[tuple[Lesson, ...], tuple[LessonError, ...]]:
    """Return the lessons of a folder that are sound, in their order, and what is wrong with others.

    Of two with one order the file that comes first is taken.
    """
    found: dict[int, Lesson] = {}
    broken: list[LessonError] = []
    for file in sorted(folder.glob("*.md")):
        try:
            lesson = parse(file.name, _read(file))
            _alone(file.name, lesson, found.values())
        except LessonError as error:
            broken.append(error)
        else:
            found[lesson.order] = lesson
    return tuple(found[order] for order in sorted(found)), tuple(broken)


def _alone(file: str, lesson: Lesson, others: Iterable[Lesson]) -> None:
    """Refuse a lesson that has the order or the name of another one."""
    for other in others:
        if lesson.order == other.order:
            what = f"order {other.order} is taken by {other.slug!r}: choose another."
            raise LessonError(file, 1, what)
        if lesson.slug == other.slug:
            raise LessonError(file, 1, "another file has this name: choose another.")


def _read(file: Path) -> str:
    try:
        text = file.read_text("utf-8-sig")
    except (OSError, UnicodeDecodeError):
        raise LessonError(file.name, 1, "this file cannot be read as text in UTF-8.") from None
    if len(text) > LONGEST:
        raise LessonError(file.name, 1, f"a lesson has at most {LONGEST:,} characters.")
    return text


def parse(file: str, text: str) -> Lesson:
    """Read a lesson's file.

    Raises:
        LessonError: something in it is missing, unknown or of the wrong kind.
    """
    slug = file.removesuffix(".md").lstrip("0123456789-")
    if not _SLUG.fullmatch(slug):
        raise LessonError(file, 1, "name the file like 03-gate-fence.md: small letters, hyphens.")
    front, body, begin = _split(file, text)
    head = _front(file, front)
    tables = head.pop("part", None)
    if not isinstance(tables, list) or not tables or not all(isinstance(t, dict) for t in tables):
        raise LessonError(file, 1, "the front matter has no table [[part]].")
    _check(file, front, head, _HEAD, ("title", "order", "minutes"), None)
    if wrong := authoring.in_head(head):
        raise LessonError(file, _line(front, wrong[0], None), wrong[1])
    pieces = _pieces(file, body, begin)
    if len(pieces) != len(tables):
        what = f"there are {len(tables)} tables [[part]] and {len(pieces)} parts of text."
        raise LessonError(file, begin, what)
    for number, table in enumerate(tables):
        _check(file, front, table, _TYPES, _NEEDED, number)
        if table.get("ask", "") not in get_args(Asked):
            line = _line(front, "ask", number)
            kinds = ", ".join(repr(kind) for kind in get_args(Asked) if kind)
            raise LessonError(file, line, f"`ask` is one of {kinds}.")
        if wrong := authoring.in_part(table):
            raise LessonError(file, _line(front, wrong[0], number), _one_line(wrong[1]))
    parts = [Part(*piece, **table) for piece, table in zip(pieces, tables, strict=True)]
    return Lesson(slug, parts=tuple(parts), **head)


def _one_line(text: str) -> str:
    return " ".join(text.split())


def _split(file: str, text: str) -> tuple[str, str, int]:
    """Return the front matter, the text after it, and the line on which that begins."""
    lines = text.splitlines()
    if not lines or lines[0].strip() != _FENCE:
        raise LessonError(file, 1, f"a lesson begins with a line of {_FENCE}.")
    ends = [number for number, line in enumerate(lines) if number and line.strip() == _FENCE]
    if not ends:
        raise LessonError(file, len(lines), f"the front matter does not end: write {_FENCE}.")
    end = ends[0]
    return "\n".join(lines[1:end]), "\n".join(lines[end + 1 :]), end + 2


def _front(file: str, front: str) -> dict[str, Any]:
    try:
        return tomllib.loads(front)
    except tomllib.TOMLDecodeError as error:
        at = re.search(r"at line (\d+)", str(error))
        line = int(at[1]) + 1 if at else front.count("\n") + 2
        what = re.sub(r" \(at .*\)$", "", str(error))
        raise LessonError(file, line, f"the front matter is not TOML: {what}.") from None


def _check(
    file: str,
    front: str,
    table: Mapping[str, Any],
    types: Mapping[str, tuple[type, ...]],
    needed: Sequence[str],
    part: int | None,
) -> None:
    """Refuse a table with a key that is missing, unknown, or of the wrong kind."""
    for name in needed:
        if name not in table:
            what = f"`{name}` is missing."
            raise LessonError(file, _line(front, "", part), what)
    for name, value in table.items():
        line = _line(front, name, part)
        if name not in types:
            what = f"`{name}` is unknown: there are {', '.join(types)}."
            raise LessonError(file, line, what)
        if not isinstance(value, types[name]) or isinstance(value, bool):
            kinds = " or ".join({str: "a text", int: "a number"}[kind] for kind in types[name])
            raise LessonError(file, line, f"`{name}` must be {kinds}.")


def _line(front: str, name: str, part: int | None) -> int:
    """Return the line of the file on which a key of the front matter stands, or its table."""
    at, inside = 0, -1 if part is not None else None
    for number, line in enumerate(front.splitlines(), start=2):
        if line.strip() == "[[part]]":
            inside = 0 if inside is None else inside + 1
            at = number if inside == part else at
            if part is None:
                break
        elif inside == part and name and re.match(rf"\s*{re.escape(name)}\s*=", line):
            return number
    return at or 1


def _pieces(file: str, body: str, begin: int) -> list[tuple[str, str]]:
    """Return heading and text of every part."""
    found: list[tuple[str, str]] = []
    start, lines = 0, [*body.splitlines(), _BREAK]
    for number, line in enumerate(lines):
        if line.strip() == _BREAK:
            found.append(_piece(file, lines[start:number], begin + start))
            start = number + 1
    return found


def _piece(file: str, lines: Sequence[str], begin: int) -> tuple[str, str]:
    """Return heading and text of a part whose lines begin at one of the file's."""
    blank = next((number for number, line in enumerate(lines) if line.strip()), 0)
    heading = lines[blank].strip() if lines else ""
    if not heading.startswith("## "):
        raise LessonError(file, begin + blank, "every part begins with a heading, `## ...`.")
    for number, what in filling.faults("\n".join(lines)):
        raise LessonError(file, begin + number, what)
    return heading.removeprefix("## ").strip(), "\n".join(lines[blank + 1 :]).strip()
