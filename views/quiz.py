"""Which questions a sentence asks: clear ones, whose answers are not all alike, few enough.

The same reading and unit always ask the same, so that a link to a step is a link to its question.
"""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from hashlib import blake2b

import numpy as np

from views import asked
from views.asked import MOST_OPTIONS, Asked, Kind, Subject
from views.left_alone import forced
from views.predictions import CLEAR, OPEN
from views.reading import Floats, Reading
from views.story import EXPECTED, beats, refused
from views.writers import Writers

MOST = 20
"""Of one kind and answer so many questions are asked, however long the text."""

_LOOKED = 80
"""How many words are looked at for a question about writers, at most."""

_AHEAD = 3
"""How many words ahead a question about writers looks, at most."""

_FEW = 3
"""With fewer words to choose from nobody is asked who wrote."""

_SPARSE = 15
"""A text of so many words has another pair of questions about writers."""


@dataclass(frozen=True, slots=True)
class Draft:
    """What could be asked at a step; `alike` are those with the same answer, first by `order`.

    A question about writers is one about word `at`, with some words to choose from.
    """

    kind: Kind
    step: int
    alike: bool
    order: int
    at: int = 0
    options: tuple[int, ...] = ()

    def made(self, subject: Subject) -> Asked:
        """Return the question."""
        if self.kind == "writer":
            return asked.writer(subject, self.step, self.at, self.options)
        return _MADE[self.kind](subject, self.step)


_MADE: Mapping[Kind, Callable[[Subject, int], Asked]] = {
    "verdict": asked.verdict,
    "update": asked.update,
    "forget": asked.forget,
}


def quiz(reading: Reading, unit: int) -> tuple[Asked, ...]:
    """Return what is asked of a unit, at most one question a step, in their order.

    No gate within `CLEAR` of `OPEN` is asked of, no verdict within `CLEAR` of one half, and no
    writer whose share is less than `CLEAR` above the next one's, or above what is left of the words
    before a part of a longer reading.
    """
    subject = Subject(reading, unit, Writers.of(reading, unit))
    seed = _seed(" ".join(reading.words))
    found: dict[int, Draft] = {}
    for kind, alone in _kinds(seed):
        free = (d for d in _DRAFTS[kind](subject, seed) if d.step not in found)
        most = min(MOST, 1 + len(reading) // _SPARSE if kind == "writer" else MOST)
        found |= {draft.step: draft for draft in _balanced(free, alone, most)}
    return tuple(found[step].made(subject) for step in sorted(found))


def _kinds(seed: int) -> Sequence[tuple[Kind, int]]:
    """Return the kinds in the order they choose their words, and how many if all answers are alike.

    A sentence has one number, which other sentences make up for; a gate that is always shut is not
    asked of. The kinds want the same words, where something happens, and take turns.
    """
    gates: list[tuple[Kind, int]] = [("update", 0), ("forget", 0)]
    gates = gates[:: 1 if seed % 2 else -1]
    return ("verdict", 2), *((*gates, ("writer", 1)) if seed % 3 else (("writer", 1), *gates))


def _balanced(drafts: Iterator[Draft], alone: int, most: int) -> list[Draft]:
    """Choose as many questions of each answer; of an answer that is the only one, `alone`.

    Of the commoner answer there may be one more: the last question is no matter of counting.
    """
    groups: dict[bool, list[Draft]] = {}
    for draft in drafts:
        groups.setdefault(draft.alike, []).append(draft)
    ordered = sorted((sorted(group, key=_order) for group in groups.values()), key=len)
    count = min(most, len(ordered[0])) if len(ordered) > 1 else alone
    more = ordered[-1][count : count + 1] if len(ordered) > 1 and count < most else []
    odd = [draft for draft in more if draft.order % 2]
    return [*(draft for group in ordered for draft in group[:count]), *odd]


def _order(draft: Draft) -> int:
    return draft.order


def _seed(text: str) -> int:
    return int.from_bytes(blake2b(text.encode("utf-8", "replace"), digest_size=6).digest())


def _shuffled(seed: int, kind: str, unit: int, step: int) -> int:
    """Return a number without meaning, the same whenever the same is asked."""
    return int.from_bytes(blake2b(f"{seed} {kind} {unit} {step}".encode(), digest_size=6).digest())


def _verdicts(subject: Subject, seed: int) -> Iterator[Draft]:
    """Draft a verdict where a word of the pair is expected; the one of the story comes first."""
    reading = subject.reading
    if reading.form:
        return
    likely = reading.probabilities.sum(axis=1)
    odds = reading.log_odds.astype(np.float64).clip(-700, 700)
    clear = np.abs(1 / (1 + np.exp(-odds)) - 0.5) >= CLEAR
    story = beats(reading, subject.unit).verdict
    for step in np.flatnonzero(clear & (likely >= min(EXPECTED, float(likely.max())))).tolist():
        order = -1 if step == story else _shuffled(seed, "verdict", subject.unit, step)
        yield Draft("verdict", step, bool(odds[step] > 0), order)


def _updates(subject: Subject, seed: int) -> Iterator[Draft]:
    """Draft a gate; where it keeps out what would turn the memory round comes first."""
    kept_out = refused(subject.reading, subject.unit)
    for step, opens in _clear(subject, "update"):
        order = _shuffled(seed, "update", subject.unit, step)
        order = -1 if step + 1 in kept_out else order
        yield Draft("update", step, opens, order)


def _forgets(subject: Subject, seed: int) -> Iterator[Draft]:
    for step, keeps in _clear(subject, "forget"):
        order = _shuffled(seed, "forget", subject.unit, step)
        yield Draft("forget", step, keeps, order)


def _clear(subject: Subject, gate: str) -> Iterator[tuple[int, bool]]:
    """Yield the steps before a word at which a gate is clearly open or shut, and which of them.

    A gate that is tanh neither opens nor stays shut, and what is forced needs no guess.
    """
    trace = subject.reading.trace
    if gate not in trace.wiring.learned or trace.curves.gates == "tanh":
        return
    Γ: Floats = subject.reading.track(gate, subject.unit)
    held = forced(subject.reading, subject.unit)
    clear = np.abs(Γ.astype(np.float64) - OPEN) >= CLEAR
    for quantity in (gate, "cell"):
        clear &= ~held[quantity] if quantity in held else True
    for at in np.flatnonzero(clear[1:]).tolist():
        yield at, bool(Γ[at + 1] > OPEN)


def _writers(subject: Subject, seed: int) -> Iterator[Draft]:
    """Draft who will have written most some words ahead: a word already read, or one to come."""
    words, unit = len(subject.reading), subject.unit
    order = {step: _shuffled(seed, "writer", unit, step) for step in range(words - 1)}
    for step in sorted(order, key=order.__getitem__)[:_LOOKED]:
        for more in range(_AHEAD):
            at = step + 1 + (order[step] + more) % _AHEAD
            shares = subject.writers.shares(at) if _FEW <= at + 1 <= words else np.zeros(1)
            ranked = np.argsort(-shares, kind="stable").tolist()
            if len(ranked) > 1 and _ahead(subject, at, ranked) >= CLEAR:
                now = int(subject.writers.shares(step).argmax())
                options = _options(subject.reading.words, seed, ranked, now)
                is_new = ranked[0] > step
                yield Draft("writer", step, is_new, order[step], at, options)
                break


def _ahead(subject: Subject, at: int, ranked: Sequence[int]) -> float:
    """Return how far the first of the writers is ahead, also of all before a part of a text."""
    first, second = subject.writers.shares(at)[list(ranked[:2])].tolist()
    return float(first - max(second, subject.writers.before(at)))


def _options(words: Sequence[str], seed: int, ranked: Sequence[int], now: int) -> tuple[int, ...]:
    """Return which words to choose from, shuffled: whoever wrote most stands at any place.

    Beside it: who has written most by `now`, the last word, others in the order of their shares;
    but first those that come once, for the others need a number to be told apart.
    """
    at = len(ranked) - 1
    often = Counter(words[: at + 1])
    others = dict.fromkeys((now, at, *ranked))
    others.pop(ranked[0], None)
    wanted = sorted(others, key=lambda step: often[words[step]] > 1)
    chosen = (ranked[0], *wanted[: MOST_OPTIONS - 1])
    return tuple(sorted(chosen, key=lambda step: _shuffled(seed, "option", at, step)))


_DRAFTS: Mapping[Kind, Callable[[Subject, int], Iterator[Draft]]] = {
    "verdict": _verdicts,
    "update": _updates,
    "forget": _forgets,
    "writer": _writers,
}
