"""Numbers in the text of a lesson: placeholders that a reading fills, claims that it must bear out.

`{update[cat]:.2f}` is the pinned unit's update gate at the word cat; `{odds[apples]}` what the
reader expects after it. `{claim update[cat] > 0.5: the gate opens}` shows the words alone, and
holds them to the numbers. Braces between dollars are a formula's own. A word that comes twice is
named "the#2". Before a word may stand whose it is: `{update[food: ate]}` is the best unit for food,
`{odds[alone: apples]}` the run without surgery, `{cell[gru-as-found: cat]}` another reader.
"""

import math
import operator
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from types import MappingProxyType

import numpy as np

import cells
from cells import Gradient, Reader
from views import measured, presets
from views.numbers import gate, percent, power, times, two
from views.reading import Reading, read

_VALUE = r"([a-z]+)(?:\[([^\[\]{}]+)\])?"
_PLACE = re.compile(rf"\{{{_VALUE}(?::(?:\.([0-9])f|(gate|percent|power|whole)))?\}}")
_CLAIM = re.compile(rf"\{{claim\s{_VALUE}\s(<=|>=|<|>)\s(?:(-?[0-9.]+)|{_VALUE}):\s([^{{}}]+)\}}")
_FORMULA = re.compile(r"(\$[^$]*\$)")
_ANY = re.compile(r"\{[^{}]*\}?")
_IS: Mapping[str, Callable[[float, float], bool]] = MappingProxyType(
    {"<": operator.lt, ">": operator.gt, "<=": operator.le, ">=": operator.ge}
)
_QUANTITIES = ("update", "reset", "forget", "output", "candidate", "cell", "hidden")
_GATES = _QUANTITIES[:4]


@dataclass(frozen=True, eq=False)
class Filling:
    """What the placeholders of a part may name: a reading, the word stood at (0-based), a unit."""

    reader: Reader
    reading: Reading
    at: int
    unit: int

    def text(self, text: str) -> str:
        """Fill a text; the numbers are those of the reading. A formula comes back on one line.

        Raises:
            ValueError: a placeholder names what is not there.
        """
        return "".join(
            " ".join(piece.split()) if piece.startswith("$") else self._filled(piece)
            for piece in _FORMULA.split(text)
        )

    def _filled(self, text: str) -> str:
        shown = _CLAIM.sub(lambda claim: claim[7], text)
        return _PLACE.sub(lambda place: self._written(*place.groups()), shown)

    def broken(self, text: str) -> list[str]:
        """Return the claims of a text that the numbers contradict.

        Raises:
            ValueError: a claim names what is not there.
        """
        return [claim[7] for claim in _CLAIM.finditer(text) if not self._holds(claim)]

    def _holds(self, claim: re.Match[str]) -> bool:
        name, key, sign, number, other, other_key, _ = claim.groups()
        right = float(number) if number else self.value(other, other_key)
        return _IS[sign](self.value(name, key), right)

    def value(self, name: str, key: str | None) -> float:
        """Return what a placeholder names as a number.

        Raises:
            ValueError: there is no such thing, or no such word.
        """
        key = " ".join(key.split()) if key else None
        if name in _BARE:
            return _BARE[name](self.beside(key) if key else self)
        if key is None or name not in _KINDS:
            known = ", ".join((*_KINDS, *_BARE))
            raise ValueError(f"There is no {{{name}}}; there are {known}.")
        whose, apart, rest = key.partition(": ")
        return self.beside(whose).value(name, rest) if apart else _KINDS[name](self, key)

    def beside(self, whose: str) -> "Filling":
        """Return whose numbers a placeholder asks for instead.

        That is "alone", the run without surgery; "unit 7", or "food", the best unit for it; the
        name of another reader; or "cats for cat", the sentence with another word in a place.

        Raises:
            ValueError: there is no such thing.
        """
        if whose not in self._others:
            self._others[whose] = self._beside(whose)
        return self._others[whose]

    @cached_property
    def _others(self) -> dict[str, "Filling"]:
        return {}

    def _beside(self, whose: str) -> "Filling":
        pair = self.reading.pair
        if whose == "alone":
            if self.reading.alone is None:
                raise ValueError("Nothing is forced here: there is no run left alone.")
            return replace(self, reading=self.reading.alone)
        if whose in cells.names():
            other = cells.load(whose)
            unit = other.units("number")[0].unit
            return Filling(other, read(other, " ".join(self.reading.words), pair), self.at, unit)
        if swap := re.fullmatch(r"(\S+) for (\S+)", whose):
            words = list(self.reading.words)
            words[self.step(swap[2])] = swap[1]
            return replace(self, reading=read(self.reader, " ".join(words), pair))
        if (chosen := re.fullmatch(r"unit ([0-9]{1,3})", whose)) is None:
            return replace(self, unit=self.reader.units(whose)[0].unit)
        if int(chosen[1]) >= self.reading.units:
            raise ValueError(f"There is no {whose}: this reader has {self.reading.units}.")
        return replace(self, unit=int(chosen[1]))

    def _written(self, name: str, key: str | None, digits: str | None, style: str | None) -> str:
        if name == "expects" and key is not None:
            return self._expects(key)
        if name == "reader" and key is None:
            return presets.title(self.reading.reader)
        value = self.value(name, key)
        if digits is not None:
            return f"{value:.{digits}f}".replace("-", "−")
        return (_STYLES[style] if style else _FORMS.get(name, two))(value)

    def _expects(self, key: str) -> str:
        first, second = self.reading.pair
        return first if self.value("odds", key) > 0 else second

    def step(self, key: str) -> int:
        """Return where a word stands, 0-based: "cat", "the#2" for the second, or its number.

        Raises:
            ValueError: it is not there.
        """
        return step_of(self.reading.words, key)

    @cached_property
    def gradient(self) -> Gradient:
        """The gradient from the word stood at back to every earlier one."""
        words = " ".join(self.reading.words[: self.at + 1])
        return cells.jacobian_norms(self.reader, self.reader.read(words))

    def track(self, quantity: str, key: str) -> float:
        """Return a quantity of the unit at a word."""
        return float(self.reading.track(quantity, self.unit)[self.step(key)])

    def share(self, key: str) -> float:
        """Return the share of the unit's memory at the word stood at that a word wrote."""
        written = np.abs(cells.provenance(self.reading.trace, self.at)[:, self.unit])
        return float(written[self.step(key)] / written.sum()) if written.any() else 0.0

    def left(self, key: str) -> float:
        """Return the product of the forget gates after a word up to the word stood at."""
        forget = self.reading.track("forget", self.unit).astype(np.float64)
        return float(np.prod(forget[self.step(key) + 1 : self.at + 1]))

    def right(self, key: str) -> float:
        """Return a share of right verbs of the reader's card: "mean", or words between."""
        figures = self.reader.card["figures"]
        found = figures["mean"] if key == "mean" else figures["distances"].get(key)
        if found is None:
            raise ValueError(f"The card has no accuracy at {key!r} words between.")
        return float(found)

    def opened(self, key: str) -> float:
        """Return how many units have an update gate above one half at a word."""
        return float((self.reading.trace["update"][self.step(key)] > 0.5).sum())

    def largest(self, key: str) -> float:
        """Return the largest |c| of all units after a word."""
        return float(np.abs(self.reading.trace["cell"][self.step(key)]).max())

    def moved(self, key: str) -> float:
        """Return by what share of its length the whole memory moved since a word."""
        cell = self.reading.trace["cell"].astype(np.float64)
        then = cell[self.step(key)]
        return float(np.linalg.norm(cell[self.at] - then) / np.linalg.norm(then))

    def odds(self, key: str) -> float:
        """Return log P(pair[0]) - log P(pair[1]) of what comes after a word."""
        return float(self.reading.log_odds[self.step(key)])


def step_of(words: tuple[str, ...], key: str | int) -> int:
    """Return where a word stands, 0-based: "cat", "the#2" for the second, or its number from 1.

    Raises:
        ValueError: it is not there.
    """
    word, _, nth = str(key).partition("#")
    count = int(nth) if nth.isdecimal() and int(nth) else 1
    places = [step for step, each in enumerate(words) if each == word]
    if len(places) >= count:
        return places[count - 1]
    if word.isdecimal() and 1 <= int(word) <= len(words):
        return int(word) - 1
    raise ValueError(f"There is no {str(key)!r} among the words of this sentence.")


def _tracked(quantity: str) -> Callable[[Filling, str], float]:
    return lambda filling, key: filling.track(quantity, key)


_KINDS: Mapping[str, Callable[[Filling, str], float]] = MappingProxyType(
    {
        **{quantity: _tracked(quantity) for quantity in _QUANTITIES},
        "odds": Filling.odds,
        "times": lambda filling, key: math.exp(min(abs(filling.odds(key)), 700)),
        "opened": Filling.opened,
        "largest": Filling.largest,
        "moved": Filling.moved,
        "share": Filling.share,
        "left": Filling.left,
        "gradient": lambda filling, key: float(filling.gradient.log10_norm[filling.step(key)]),
        "right": Filling.right,
        "measured": lambda _, key: measured.figure(key),
    }
)
_BARE: Mapping[str, Callable[[Filling], float]] = MappingProxyType(
    {
        "unit": lambda filling: float(filling.unit),
        "units": lambda filling: float(filling.reading.units),
        "words": lambda filling: float(len(filling.reading)),
        "parameters": lambda filling: float(filling.reader.card["parameters"]["cell"]),
    }
)
_STYLES: Mapping[str, Callable[[float], str]] = MappingProxyType(
    {"gate": gate, "percent": percent, "power": power, "whole": lambda value: f"{value:,.0f}"}
)
_FORMS: Mapping[str, Callable[[float], str]] = MappingProxyType(
    {
        **dict.fromkeys(_GATES, gate),
        **dict.fromkeys(("share", "left", "right", "moved"), percent),
        **dict.fromkeys((*_BARE, "opened"), _STYLES["whole"]),
        "gradient": power,
        "times": times,
    }
)


def faults(text: str) -> Iterator[tuple[int, str]]:
    """Yield what is written in braces and is neither a placeholder nor a claim, with its line."""
    rest = text
    for known in (_FORMULA, _CLAIM, _PLACE):
        rest = known.sub(lambda found: "\n" * found[0].count("\n"), rest)
    for found in _ANY.finditer(rest):
        what = f"{found[0]!r} is no placeholder such as {{update[cat]:.2f}}, and no claim."
        yield rest.count("\n", 0, found.start()), what
