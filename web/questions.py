"""A question put to a class: what one may hold, who is told the answer, how votes are counted."""

import re
import secrets
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, replace
from typing import Any

LONGEST_TEXT, LONGEST_WHY, LONGEST_OPTION = 300, 800, 60
MOST_OPTIONS = 6
_KIND = re.compile(r"[a-z][a-z-]{0,29}", re.ASCII)


class QuestionError(ValueError):
    """This is no question that can be asked."""


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked of a unit, in plain text; `answer` is the place of the right option.

    `step` (from 0) is the word at which the truth is seen. The questions are those of `views.quiz`,
    which the lecturer's browser has.
    """

    kind: str
    step: int
    unit: int
    text: str
    options: tuple[str, ...]
    answer: int
    why: str

    @classmethod
    def read(cls, asked: object) -> "Question":
        """Read a question out of a message; whatever else stands in it is left out.

        Raises:
            QuestionError: something is missing, too long, or no such value.
        """
        if not isinstance(asked, dict):
            raise QuestionError("A question is an object.")
        options = asked.get("options")
        if not isinstance(options, list) or not 2 <= len(options) <= MOST_OPTIONS:
            raise QuestionError(f"A question has 2 to {MOST_OPTIONS} options.")
        read = cls(
            kind=_text(asked, "kind", 30),
            step=_whole(asked, "step", 999_999),
            unit=_whole(asked, "unit", 999_999),
            text=_text(asked, "text", LONGEST_TEXT),
            options=tuple(_text({"option": each}, "option", LONGEST_OPTION) for each in options),
            answer=_whole(asked, "answer", len(options) - 1),
            why=_text(asked, "why", LONGEST_WHY),
        )
        if not _KIND.fullmatch(read.kind) or not read.text or not all(read.options):
            raise QuestionError("A question has a kind, a text, and options that say something.")
        return read


@dataclass(frozen=True, slots=True)
class Poll:
    """A question that a class votes on; `counts` are there, one an option, once it is revealed."""

    id: str
    question: Question
    counts: tuple[int, ...] | None = None

    @classmethod
    def new(cls, question: Question) -> "Poll":
        """Ask a question anew, with no votes."""
        return cls(secrets.token_urlsafe(6), question)

    @classmethod
    def stored(cls, kept: Mapping[str, Any]) -> "Poll":
        """Read what `to_store` has written."""
        counts = kept["counts"]
        question = Question.read(kept["question"])
        return cls(kept["id"], question, None if counts is None else tuple(counts))

    def to_store(self) -> dict[str, Any]:
        """Write it out whole, for the store."""
        return asdict(self)

    def told(self) -> dict[str, Any]:
        """Write out what everybody may know: the answer only once it is revealed."""
        told = self.to_store()
        if self.counts is None:
            del told["question"]["answer"], told["question"]["why"]
        return told

    def counted(self, votes: Iterable[bytes]) -> tuple[int, ...]:
        """Count votes, each the place of an option; whatever is none counts nowhere."""
        chosen = list(votes)
        return tuple(chosen.count(b"%d" % place) for place in range(len(self.question.options)))

    def revealed(self, votes: Iterable[bytes]) -> "Poll":
        """Return the poll with its histogram, after which no vote counts."""
        return replace(self, counts=self.counted(votes))


def _text(asked: Mapping[str, object], name: str, longest: int) -> str:
    value = asked.get(name)
    if not isinstance(value, str) or len(value) > longest:
        raise QuestionError(f"The {name} of a question is a text of at most {longest} characters.")
    return value


def _whole(asked: Mapping[str, object], name: str, most: int) -> int:
    value = asked.get(name)
    if type(value) is not int or not 0 <= value <= most:
        raise QuestionError(f"The {name} of a question is a whole number from 0 to {most}.")
    return value
