"""Nouns that nobody has met, and sentences about them."""

from collections.abc import Iterator
from random import Random

from training.cases import Contrast
from training.lexicon import load_lexicon

_ONSETS = ("b", "bl", "br", "d", "dr", "f", "fl", "g", "gl", "gr", "k", "kr", "m", "n", "p", "pl",
           "sk", "sl", "sn", "sp", "t", "tr", "v", "w", "z")  # fmt: skip
_VOWELS = ("a", "e", "i", "o", "u", "ee", "oo", "ai")
_CODAS = ("b", "ck", "d", "f", "g", "k", "l", "lt", "m", "mp", "n", "nd", "nk", "p", "rb", "rg",
          "rt", "t", "zzle", "ster", "ch", "sh", "x", "ry")  # fmt: skip

_FRAMES = (
    ("the {}", "was", "were"),
    ("the {} near the door", "is", "are"),
    ("the {} , which already ate the apples ,", "was", "were"),
    ("my {} behind the boxes", "has", "have"),
    ("the {} that the boy saw yesterday", "was", "were"),
    ("in the garden the {} with the long tails", "doesn't", "don't"),
    ("she said that the {}", "is", "are"),
    ("the red {} on the table", "has", "have"),
)
"""Beginnings with a hole for the noun, and the verb that follows: of one, of many."""


def made_up_cases(count: int, seed: int) -> list[Contrast]:
    """Return `count` beginnings about made-up nouns, half of them singular."""
    nouns = _nouns(Random(seed))
    cases = []
    for number in range(count):
        frame, *verbs = _FRAMES[number // 2 % len(_FRAMES)]
        plural = number % 2
        words = tuple(frame.format(next(nouns)[plural]).split())
        at = frame.split().index("{}")
        right, wrong = verbs[plural], verbs[1 - plural]
        cases.append(Contrast(words, at, -1 if plural else 1, right, wrong))
    return cases


def _nouns(random: Random) -> Iterator[tuple[str, str]]:
    """Yield (singular, plural) that are in no lexicon of ours."""
    known = {form for row in load_lexicon().rows for form in row.forms}
    while True:
        parts = [_ONSETS, _VOWELS, _CODAS]
        if random.random() < 0.4:
            parts = [_ONSETS, _VOWELS, *parts]
        one = "".join(random.choice(part) for part in parts)
        many = _plural(one)
        if not {one, many} & known:
            yield one, many


def _plural(noun: str) -> str:
    if noun.endswith(("ch", "sh", "x")):
        return f"{noun}es"
    return f"{noun[:-1]}ies" if noun.endswith("ry") else f"{noun}s"
