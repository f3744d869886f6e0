"""What visitors do, one after another with pauses for thought: on the walk, and on a bare app."""

import asyncio
import json
import time
from collections import defaultdict
from collections.abc import Awaitable, Callable, Iterator
from dataclasses import dataclass, field
from itertools import count
from random import Random
from urllib.parse import urlencode

from websockets.exceptions import ConnectionClosed

from benchmarks.visitor import Visitor, VisitorError
from training.grammar import Grammar
from training.lexicon import load_lexicon
from views.presets import FRONT, SENTENCES
from views.stage import unpack

DISTINCT = 0.8
"""Share of the sentences that nobody else types; the others are those of the examples."""

ACTIONS = {"sentence": 0.35, "step": 0.35, "cell": 0.15, "clamp": 0.15}
"""What is done, and how often. A step never reaches the server."""

THINK = (2.0, 5.0)
"""Seconds between two actions, drawn evenly."""

LONGEST = 20
"""Words of the sentences that are typed, at most."""


@dataclass(slots=True)
class Log:
    """Seconds that actions took, by name, and what went wrong."""

    seconds: dict[str, list[float]] = field(default_factory=lambda: defaultdict(list))
    errors: list[str] = field(default_factory=list)

    async def timed(self, name: str, doing: Awaitable[None]) -> None:
        """Wait for something to be done, and note how long it took, or why it failed."""
        start = time.perf_counter()
        await doing
        self.seconds[name].append(time.perf_counter() - start)


class Sentences:
    """Sentences to type, as many as are wanted: the share `DISTINCT` of them comes once only."""

    def __init__(self, seed: int) -> None:
        self._random = Random(seed)
        self._fresh = self._distinct(Grammar(load_lexicon(), seed=seed))

    def next(self) -> str:
        """Return the next one."""
        if self._random.random() < DISTINCT:
            return next(self._fresh)
        return self._random.choice(list(SENTENCES.values()))

    @staticmethod
    def _distinct(grammar: Grammar) -> Iterator[str]:
        seen: set[str] = set()
        for sentence in grammar:
            text = " ".join(sentence.words)
            if len(sentence.words) <= LONGEST and text not in seen:
                seen.add(text)
                yield text


class Walker:
    """Someone on the walk: opens a link, types, steps, changes cells and clamps gates."""

    def __init__(self, visitor: Visitor, sentences: Sentences, seed: int, log: Log) -> None:
        self.visitor, self.log = visitor, log
        self.steps = 0
        self._sentences = sentences
        self._random = Random(seed)
        self._reports = count(1)
        self._link = {"sentence": SENTENCES["cat"], "reader": "gru"}
        self._stood = dict(self._link)

    async def arrive(self) -> None:
        """Open the link that the whole room was given."""
        await self.log.timed("open", self.visitor.open(urlencode({"v": "1", **self._link})))
        self._expect()

    async def act(self) -> None:
        """Do what one of them does next."""
        name = self._random.choices(list(ACTIONS), list(ACTIONS.values()))[0]
        await getattr(self, name)()

    async def sentence(self) -> None:
        """Type a sentence; what is clamped stays so, where it fits."""
        self._link["sentence"] = self._sentences.next()
        typed = self.visitor.set("sentence", string_value=self._link["sentence"])
        await self.log.timed("sentence", typed)
        self._expect()

    async def step(self) -> None:
        """Step through the words: the browser has all it needs."""
        self.steps += 1

    async def cell(self) -> None:
        """Choose another cell among those in front; a gate that it has not is clamped no more."""
        others = [name for name in FRONT if name != self._link["reader"]]
        self._link["reader"] = self._random.choice(others)
        self._link.pop("cut", None)
        value = {"data": [FRONT[self._link["reader"]]]}
        await self.log.timed("cell", self.visitor.set("front_reader", string_array_value=value))
        self._expect()

    async def clamp(self) -> None:
        """Hold a gate open, or silence a unit of a cell that has none, from the stage."""
        unit = self._random.randrange(16)
        self._link["cut"] = f"silence:{unit}"
        if self._link["reader"] != "rnn":
            self._link["cut"] = f"update:1:{unit}:{self._random.choice(('open', 'shut'))}"
        report = f"n={next(self._reports)}&cut={self._link['cut']}"
        told = self.visitor.set("stage", json_value=json.dumps({"report": report}))
        await self.log.timed("clamp", told)
        self._expect()

    def _expect(self) -> None:
        """Raise if the stage shows anything else than was asked for."""
        shown = unpack(self.visitor.component())[0]["link"]
        wrong = {k: shown.get(k) for k, v in self._link.items() if shown.get(k) != v}
        if wrong:
            raise VisitorError(f"asked for {self._link}, shown {shown}")
        self._stood = dict(self._link)


class Guest(Walker):
    """A walker whose server may go away: comes back by the link in the address, to the same."""

    async def arrive(self) -> None:
        """Open the link, elsewhere if need be."""
        await self._or_return(super().arrive())

    async def act(self) -> None:
        """Do what comes next, or where the connection is lost, come back to where one stood."""
        await self._or_return(super().act())

    async def _or_return(self, doing: Awaitable[None]) -> None:
        try:
            await doing
        except ConnectionClosed:
            await self.log.timed("return", self._return())
            self._expect()

    async def _return(self) -> None:
        self._link = dict(self._stood)
        await self.visitor.reload(urlencode({"v": "1", **self._link}))


class Presser:
    """Someone on the bare app: presses its button as often as a walker asks the server."""

    def __init__(self, visitor: Visitor, _: Sentences, seed: int, log: Log) -> None:
        self.visitor, self.log = visitor, log
        self.steps = self._presses = 0
        self._random = Random(seed)

    async def arrive(self) -> None:
        """Open the app."""
        await self.log.timed("open", self.visitor.open())

    async def act(self) -> None:
        """Press the button, or do nothing where a walker steps."""
        if self._random.random() < ACTIONS["step"]:
            self.steps += 1
            return
        self._presses += 1
        await self.log.timed("press", self.visitor.set("step", trigger_value=True))
        if f"pressed {self._presses}" not in self.visitor.text():
            raise VisitorError(f"pressed {self._presses} times, shown {self.visitor.text()!r}")


Kind = Callable[[Visitor, Sentences, int, Log], Walker | Presser]


@dataclass(frozen=True, slots=True)
class Room:
    """How many come within how many seconds, how long all of it lasts, and the scale of pauses.

    `least` is how much each does in any case, however long it takes.
    """

    visitors: int
    arrivals: float
    seconds: float
    pace: float = 1.0
    least: int = 0

    async def filled(self, kind: Kind, url: str, seed: int = 0) -> Log:
        """Let them all in, let them do what they do until the time is up, and return the log."""
        log, sentences = Log(), Sentences(seed)
        end = time.monotonic() + self.seconds
        each = (
            self._one(kind, url, number, sentences, log, end) for number in range(self.visitors)
        )
        await asyncio.gather(*each)
        return log

    async def _one(
        self, kind: Kind, url: str, number: int, sentences: Sentences, log: Log, end: float
    ) -> None:
        pauses, acts = Random(number), count(1)
        await asyncio.sleep(self.arrivals * number / self.visitors)
        try:
            # a browser has the cookie by which a balancer knows it again
            async with Visitor(url, {"Cookie": f"gatewalk={number:032x}"}) as visitor:
                one = kind(visitor, sentences, number, log)
                await one.arrive()
                while True:
                    pause = self.pace * pauses.uniform(*THINK)
                    if next(acts) > self.least and pause > end - time.monotonic():
                        break
                    await asyncio.sleep(pause)
                    await one.act()
        except (VisitorError, ConnectionClosed, OSError, EOFError) as error:
            log.errors.append(f"visitor {number}: {error}")
