"""A sentence stretched: more and more words put between its subject and its verb.

The same is done to its twin, the sentence with that noun in its other number: a reader that knows
nothing of the subject any more is right in one of the two.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from statistics import median, quantiles
from typing import Any

import cells
from cells import Reader
from views.distances import Report
from views.twin import number_of, twin

NOWHERE = (
    "In this sentence nothing can be put in: that asks for a noun with a was or were after it, "
    "whose other number turns the verdict of the reader."
)

GRADIENTS = 2
"""Of how many insertions of every length the gradient is taken, in the sentence and its twin."""

_VERBS = ("was", "were")


@dataclass(frozen=True, slots=True)
class Stretch:
    """A sentence and its twin up to the verb, the steps (0-based) of the noun, and the verbs.

    `right` is the verb that is right after the sentence, `wrong` the one that is after its twin.
    """

    words: tuple[str, ...]
    twin: tuple[str, ...]
    noun: int
    right: str
    wrong: str

    def cases(self, inner: str) -> list[tuple[str, str, str]]:
        """Return sentence and twin with words put in before the verb, each with right and wrong."""
        both = ((self.words, self.right, self.wrong), (self.twin, self.wrong, self.right))
        return [(_put(words, inner), right, wrong) for words, right, wrong in both]


def _put(words: Sequence[str], inner: str) -> str:
    """Return words with others, which begin and end with a comma, behind them."""
    before = words[:-1] if inner and words[-1] == "," else words
    return " ".join((*before, inner)).strip()


def stretch(reader: Reader, text: str) -> Stretch | None:
    """Return where a text can be stretched, as the reader's twin of it tells; None if nowhere."""
    trace = reader.read(text)
    other = twin(reader, trace)
    if other is None:
        return None
    words = tuple(word.lower() for word in trace.words)
    verb = next((k for k in range(other.noun + 1, len(words)) if words[k] in _VERBS), None)
    number = number_of(reader, words[other.noun])
    if verb is None or number is None:
        return None
    right, wrong = _VERBS if number == "singular" else _VERBS[::-1]
    return Stretch(trace.words[:verb], other.words[:verb], other.noun, right, wrong)


def at_distance(reader: Reader, where: Stretch, inner: Sequence[str]) -> dict[str, Any]:
    """Measure a reader with each of some insertions put in, none for the sentence as it is.

    Return what `training.distance` tells of many sentences, and of how many cases it is.
    """
    cases = [case for words in inner or ("",) for case in where.cases(words)]
    margins = reader.prefer_many(cases)
    norms = [_norm(reader, text, where.noun) for text, _, _ in cases[: 2 * GRADIENTS]]
    return {
        "sentences": len(cases),
        "between": median(len(cells.tokenize(text)) - where.noun - 1 for text, _, _ in cases),
        "accuracy": float((margins > 0).mean()),
        "log10_norm": quantiles(norms, n=4, method="inclusive"),
    }


def _norm(reader: Reader, text: str, noun: int) -> float:
    return float(cells.jacobian_norms(reader, reader.read(text)).log10_norm[noun])


def insertions(report: Report) -> Mapping[int, tuple[str, ...]]:
    """Return what can be put in, by how many words it has; 0 is nothing."""
    found = report.get("insertions", {})
    return {0: (), **{int(words): tuple(texts) for words, texts in found.items()}}


def told(where: Stretch, count: int) -> str:
    """Say what is read: `count` insertions of every length in the sentence and in its twin."""
    before, after = (f"“… {words[where.noun]} …" for words in (where.words, where.twin))
    return (
        f"{before} {where.right}” and its twin {after} {where.wrong}”, {count} insertions of every "
        f"length in each; the gradient with {GRADIENTS} of them."
    )
