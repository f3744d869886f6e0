"""Questions that courses ask: two walks beside each other, and an answer from their numbers."""

import math
from dataclasses import dataclass

import numpy as np

from cells import Clamp, Gradient
from views.alignment import align
from views.cuts import Cut
from views.numbers import gate, two
from views.reading import Reading

SMALL = 0.1
"""What a memory may move and still be called kept."""

DOGS = "the cat was full and the dogs were hungry"


@dataclass(frozen=True, slots=True)
class Question:
    """A question: who reads, what is held in B, and why the answer is what it is.

    `sentence` None asks it of whatever is read; `why` is said after the numbers.
    """

    label: str
    reader: str
    surgery: tuple[Cut, ...]
    why: str
    sentence: str | None = None


SAME = Question(
    "does c stay the same?",
    "gru",
    (),
    "Different units do different jobs: the bit of number is kept, others are rewritten meanwhile.",
    "the cat, which already ate the apples, was full",
)
QUESTIONS = (
    Question(
        "remove the reset gate (Γr = 1)",
        "gru",
        (Clamp("reset", value="open"),),
        "The highway is untouched, for Γr says only what the candidates may see of the past.",
    ),
    Question(
        "always update (Γu = 1)",
        "gru",
        (Clamp("update", value="open"),),
        "With Γf = 1 − Γu = 0 nothing is kept: the past goes on through the candidate alone, as in "
        "a plain RNN.",
    ),
    Question(
        "never update (Γu = 0)",
        "gru",
        (Clamp("update", value="shut"),),
        "With Γf = 1 − Γu = 1 the highway keeps the gradient whole, and there is nothing on it: no "
        "word is ever written.",
    ),
    Question(
        "shut Γf at the second subject",
        "lstm",
        (Clamp("forget", units=(0,), steps=(6,), value="shut"),),
        "B forgets there whatever it held: the number of the first subject cannot go on.",
        DOGS,
    ),
    SAME,
)


def asked(left: Reading, right: Reading) -> Question | None:
    """Return the question that two readings by one reader are, None if they are none of them."""
    if left.reader != right.reader or left.trace.surgery:
        return None
    same = left.words == right.words
    found = (
        question
        for question in QUESTIONS
        if (question.reader, question.surgery) == (left.reader, right.trace.surgery)
        and same == (question is not SAME)
    )
    return next(found, None)


def answers(question: Question, left: Reading, right: Reading, *norms: Gradient) -> list[str]:
    """Return the answer in sentences; `norms` are the gradients of both readings."""
    if question is SAME:
        said = stays(left, right)
        return [f"{said} {question.why}"] if said else []
    unit = left.number_unit or 0
    ends = [float(each.track("cell", unit)[-1]) for each in (left, right)]
    said = (
        f"Unit {unit} ends with c = {two(ends[0])} in A and {two(ends[1])} in B. The gradient over "
        f"the sentence {_does(norms[0])} in A and {_does(norms[1])} in B."
    )
    return [" ".join([said, *_by_itself(left, right), question.why])]


def _by_itself(left: Reading, right: Reading) -> list[str]:
    """Say where a gate that is held at one word of one unit stands if it is left alone."""
    return [
        f"Left alone Γ{cut.gate[0]} of unit {unit} stands at "
        f"{gate(float(left.track(cut.gate, unit)[step]))} at “{left.words[step]}”."
        for cut in right.trace.surgery
        if isinstance(cut, Clamp) and cut.steps and cut.units
        for step in cut.steps
        for unit in cut.units
    ]


def stays(left: Reading, right: Reading) -> str:
    """Say how much all units change from where two sentences part to their verb; "" if at once."""
    stops = align(left.words, right.words)
    parted = (
        i for i, j in stops if i is not None and (j is None or left.words[i] != right.words[j])
    )
    first = next(parted, 0)
    verb = next((t for t in range(first + 1, len(left)) if left.words[t] in left.pair), len(left))
    memory, last = left.trace.exact("cell"), verb - 1
    if last <= first:
        return ""
    moved = np.abs(memory[last] - memory[first])
    unit = left.number_unit or 0
    most = int(moved.argmax())
    where = f"From “{left.words[first]}” to “{left.words[last]}” (words {first + 1} to {last + 1})"

    def goes(unit: int) -> str:
        return f"from {two(float(memory[first, unit]))} to {two(float(memory[last, unit]))}"

    return (
        f"{where} c of unit {unit} goes {goes(unit)}. The mean of |Δc| over all {left.units} units "
        f"is {two(float(moved.mean()))}: unit {most} moves most, {goes(most)}, and "
        f"{int((moved < SMALL).sum())} units move by less than {SMALL}."
    )


def _does(gradient: Gradient) -> str:
    half = gradient.half_life
    if math.isnan(half):
        return "is that of one word"
    return "does not shrink" if math.isinf(half) else f"halves every {half:.1f} words"
