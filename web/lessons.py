"""The lesson that a visitor is in: where, what the stage shows there, and what was answered."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import streamlit as st

from views import lessons, scenes, worksheets
from views.filling import Filling
from views.lessons import Lesson, LessonError, Part
from views.predictions import Question
from views.stage import Stand
from web import readings, state, studio
from web.state import Session, Walk

FOLDER = Path(__file__).parents[1] / "assets" / "lessons"

_CONTROLS = {
    "sentence": "**Type**",
    "examples": "**Choose**",
    "reader": "**Open**",
    "take-away": "**Take",
}
"""What a link can hide, and what a text says that has to do with it."""

ANSWERS = "lesson_answers"
"""Key of what was answered: the number of the answer by the place of the question."""


@dataclass(frozen=True, slots=True)
class Place:
    """A part of a lesson; `number` counts from 1."""

    lesson: Lesson
    number: int

    @property
    def part(self) -> Part:
        """The part itself."""
        return self.lesson.parts[self.number - 1]

    @property
    def name(self) -> str:
        """The place as a link names it."""
        return f"{self.lesson.slug}.{self.number}"


def every() -> tuple[Lesson, ...]:
    """Return all lessons that are sound, in their order."""
    return _survey(*_files())[0]


def broken() -> list[str]:
    """Return one sentence for each file that is no lesson: what is wrong, and on which line."""
    return [str(error) for error in _survey(*_files())[1]]


@lru_cache(maxsize=4)
def _survey(
    folder: Path, _: tuple[tuple[str, int], ...]
) -> tuple[tuple[Lesson, ...], tuple[LessonError, ...]]:
    """Read a folder once, and again once a file in it has changed."""
    return lessons.survey(folder)


def _files() -> tuple[Path, tuple[tuple[str, int], ...]]:
    files = sorted(FOLDER.glob("*.md"))
    return FOLDER, tuple((file.name, file.stat().st_mtime_ns) for file in files)


def arrive(link: Mapping[str, str], session: Session) -> None:
    """Lead a visitor whose link names a part of a lesson, and nothing to walk, to what it shows."""
    if not {"sentence", "reader"} & set(link) and "lesson" in link:
        there = place(session[state.WALK])
        if there:
            go(session, there)


def place(walk: Walk) -> Place | None:
    """Return where a walk stands in a lesson; None outside of lessons, or where there is none.

    What is wrong with a file is told where lessons are chosen.
    """
    slug, _, number = walk.lesson.rpartition(".")
    found = _named(slug) if slug else None
    if found is None or not 1 <= int(number) <= len(found.parts):
        return None
    return Place(found, int(number))


def _named(slug: str) -> Lesson | None:
    return next((lesson for lesson in every() if lesson.slug == slug), None)


def following(lesson: Lesson) -> Lesson | None:
    """Return the lesson after this one; None after the last."""
    later = [each for each in every() if each.order > lesson.order]
    return later[0] if later else None


def go(session: Session, there: Place) -> None:
    """Lead the walk to a part of a lesson: its sentence, reader, unit, pair and surgery."""
    session[state.WALK] = walk = shown(there)
    session[state.SENTENCE] = walk.sentence


def leave(session: Session) -> None:
    """Leave the lesson; the walk stays where it is."""
    state.change(session, lesson="")


def shown(there: Place) -> Walk:
    """Return the walk that a part shows."""
    part = there.part
    cut = tuple(scenes.surgery(part))
    return Walk(part.sentence, part.reader, scenes.pair(part), _unit(part), cut, there.name)


def _unit(part: Part) -> int:
    return scenes.unit(studio.load(st.session_state, part.reader), part)


def scene(there: Place) -> Filling:
    """Return what a part speaks of."""
    walk = shown(there)
    found = readings.reading(walk.sentence, walk.reader, walk.pair, walk.surgery)
    return scenes.filling(studio.load(st.session_state, walk.reader), found, there.part)


def link(lesson: Lesson) -> str:
    """Return a link to the first part of a lesson, for a projector.

    The controls of its page are hidden, but for those with which the lesson has something to do.
    """
    text = " ".join(part.text for part in lesson.parts)
    hidden = [name for name, wanted in _CONTROLS.items() if wanted not in text]
    return f"./?{urlencode({'lesson': f'{lesson.slug}.1', 'hide': ','.join(hidden)})}"


def worksheet(lesson: Lesson) -> str:
    """Return a lesson on paper, as an HTML document."""
    read = [scene(Place(lesson, number)) for number in range(1, len(lesson.parts) + 1)]
    return worksheets.document(lesson, read)


def question(there: Place) -> Question | None:
    """Return what a part asks; None where it asks nothing."""
    return scenes.question(scene(there), there.part) if there.part.ask else None


def answered(session: Session, there: Place) -> int | None:
    """Return which answer was given at a place, 0-based; None where none was."""
    found: Mapping[str, int] = session.get(ANSWERS, {})
    return found.get(there.name)


def answer(session: Session, there: Place, chosen: int) -> None:
    """Note an answer; the first counts."""
    given: dict[str, Any] = session.setdefault(ANSWERS, {})
    given.setdefault(there.name, chosen)


def score(session: Session, lesson: Lesson) -> tuple[int, int]:
    """Return how many questions of a lesson were answered rightly, and how many at all."""
    places = [Place(lesson, number) for number in range(1, len(lesson.parts) + 1)]
    given = [(each, chosen) for each in places if (chosen := answered(session, each)) is not None]
    right = [asked for each, chosen in given if (asked := question(each)) and asked.right == chosen]
    return len(right), len(given)


def stand(session: Session, walk: Walk) -> Stand | None:
    """Return where the stage is led, if the walk is still what the part shows."""
    there = place(walk)
    if there is None or walk != shown(there):
        return None
    try:
        at, asked = scene(there).at, question(there)
    except ValueError:  # told above the stage
        return None
    if asked is None:
        return Stand(there.name, at)
    if answered(session, there) is None:
        return Stand(there.name, at, covered=True)
    after = at + 1 if there.part.ask == "gate" else at
    return Stand(f"{there.name}, answered", after)
