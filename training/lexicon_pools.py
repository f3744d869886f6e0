"""Words ready for drawing: pools by role and number, and verbs with all their forms."""

from __future__ import annotations

import math
from bisect import bisect
from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from itertools import accumulate
from typing import NamedTuple

from training.lexicon import Lexicon, Row, Split

FLATTEN = {"noun": 0.35, "verb": 0.4, "adj": 0.4}
"""Words are drawn with probability ~ frequency to this power, so that rare ones are met too."""
CORE = 2.5
"""How much more often everyday words picked by hand are drawn."""
LEAST = 3
"""With fewer words than this on one side of the split, a pool takes them from both."""

THINGS = {
    "thing": 40.0, "food": 14.0, "clothing": 9.0, "vehicle": 9.0, "book": 9.0, "music": 7.0,
    "tool": 6.0, "money": 6.0,
}  # fmt: skip
"""Classes of nouns that play the role of a thing, and their shares."""
ANIMATE = {"person": 65.0, "animal": 35.0}
ROLES: dict[str, dict[str, float]] = {
    **{name: {name: 1.0} for name in ("person", "animal", "place", "idea", "event", "time")},
    **{name: {name: 1.0} for name in ("weather", "same", *THINGS)},
    "thing": THINGS,
    "object": {"thing": 1.0},
    "anyone": ANIMATE,
    "event": {"event": 92.0, "weather": 8.0},
}
TOPICS = ("food", "clothing", "vehicle", "music", "tool", "book", "money", "weather")
WALKING = frozenset(("walk", "run", "stand", "stay", "wait", "travel", "march", "sleep"))
"""What people do in the rain."""
AN_PREFIXES = ("hour", "honest", "honor", "honour", "heir", "unin", "unim", "unid", "ush")
A_PREFIXES = ("uni", "unanim", "us", "uti", "uto", "ute", "eu", "ewe", "ura", "uk", "one", "ubi")


def takes_an(word: str) -> bool:
    """Whether the article before a word is `an`, by its first sound."""
    if word.startswith(AN_PREFIXES):
        return True
    return word[0] in "aeiou" and not word.startswith(A_PREFIXES)


class Pool(NamedTuple):
    """Words and their tags with cumulative weights, to be drawn by bisection."""

    words: tuple[str, ...]
    tags: tuple[str, ...]
    cumulative: tuple[float, ...]
    total: float

    def at(self, where: float) -> int:
        """Index of the word at a position `where` in [0, 1)."""
        return bisect(self.cumulative, where * self.total)


class Verb(NamedTuple):
    """A verb's forms and tags: base, -s, past, participle, -ing; `topic` is its class or `-`."""

    forms: tuple[str, ...]
    tags: tuple[str, ...]
    topic: str
    tells: bool
    """Whether the present plural is no past: "the boy cut" may be right."""


class VerbPool(NamedTuple):
    """Verbs of one frame, to be drawn by bisection."""

    verbs: tuple[Verb, ...]
    cumulative: tuple[float, ...]
    total: float

    def at(self, where: float) -> Verb:
        """The verb at a position `where` in [0, 1)."""
        return self.verbs[bisect(self.cumulative, where * self.total)]


def pool(pairs: Iterable[tuple[str, str, float]]) -> Pool:
    """A pool of (word, tag, weight)."""
    words, tags, weights = zip(*pairs, strict=True)
    cumulative = tuple(accumulate(weights))
    return Pool(words, tags, cumulative, cumulative[-1])


class Pools:
    """Every pool of one side of the split."""

    def __init__(self, lexicon: Lexicon, split: Split) -> None:
        self.split = split
        self.lexicon = lexicon
        chosen: dict[tuple[str, str], list[Row]] = defaultdict(list)
        for row in lexicon.rows:
            chosen[row.kind, row.name].append(row)
        self._rows = {key: self._side(rows) for key, rows in chosen.items()}
        self.nouns = self._noun_pools() | self._noted_pools()
        self.modifiers = pool((r.forms[0], r.tags[0], self.weight(r)) for r in self._noted("m"))
        self.adjectives = self._adjective_pools(barred="a")
        self.attributes = self._adjective_pools(barred="p")
        self.names = {name: self._plain("name", name) for name in ("person", "place", "time")}
        self.mass = {name: self._plain("noun", name) for name in ("mass", "massfood")}
        self.mass["drink"] = pool((r.forms[0], r.tags[0], self.weight(r)) for r in self._noted("d"))
        self.adverbs = self._plain("adv", "-")
        self.same = self._plain("noun", "same")
        self.verbs = self._verb_pools()
        self.clausal = self._forms_of("cC")
        self.closed_verbs = self.verbs | self._verb_pools(barred="cC")
        self.eating = _verb_pool([row for row in self._rows["verb", "food"] if "e" in row.notes])
        self.topic_verbs = {name: _verb_pool(self._rows["verb", name]) for name in TOPICS}
        self.classes = self._class_pools()
        self.nouns["irregular"] = self._irregular_pools()
        self.walking = self._walking()
        self.own = frozenset(e.word for e in lexicon.entries if e.word == e.tag)
        """Words that are tags by themselves."""
        self.vowel = frozenset(e.word for e in lexicon.entries if takes_an(e.word))

    def _side(self, rows: Sequence[Row]) -> list[Row]:
        held = self.split == "held-out"
        wanted = [row for row in rows if (row.split == "held-out") == held]
        return list(rows) if held and len(wanted) < LEAST else wanted

    @staticmethod
    def weight(row: Row, slot: int = 0) -> float:
        """How often a form of a lemma is drawn."""
        core = CORE if row.split == "core" else 1.0
        return core * math.pow(max(row.weights[slot], 0.01), FLATTEN.get(row.kind, 0.6))

    def _plain(self, kind: str, name: str, slot: int = 0) -> Pool:
        return pool(self._weighted(kind, name, slot))

    def _weighted(self, kind: str, name: str, slot: int, share: float = 0.0) -> list[Weighted]:
        rows = [row for row in self._rows[kind, name] if row.forms[slot] != "-"]
        drawn = [(r.forms[slot], r.tags[slot], self.weight(r, slot)) for r in rows]
        scale = share / sum(weight for _, _, weight in drawn) if share else 1.0
        return [(word, tag, weight * scale) for word, tag, weight in drawn]

    def _noun_pools(self) -> dict[str, tuple[Pool, Pool]]:
        """Per role the pool of singulars and the pool of plurals."""
        made = {}
        for role, classes in ROLES.items():
            numbers = []
            for slot in (0, 1):
                pairs: list[Weighted] = []
                for name, share in classes.items():
                    if ("noun", name) in self._rows:
                        pairs += self._weighted("noun", name, slot, share)
                if role == "person" and slot == 1:
                    pairs += self._weighted("noun", "people", 1, 0.01)
                numbers.append(pool(pairs))
            made[role] = (numbers[0], numbers[1])
        return made

    def _noted(self, note: str, names: Collection[str] = ()) -> list[Row]:
        """Nouns of some classes with a note, from both sides of the split if there are few."""
        rows = [r for r in self.lexicon.rows if r.kind == "noun" and note in r.notes]
        return self._side([r for r in rows if not names or r.name in names])

    def _noted_pools(self) -> dict[str, tuple[Pool, Pool]]:
        """Nouns that take a clause or an infinitive, and persons and things in a relation."""
        rows = {
            "claim": self._noted("c"),
            "plan": self._noted("v", ("idea", "event")),
            "container": self._noted("q"),
            "relative": self._noted("r", ("person",)),
            "part": self._noted("r", ("thing", "place", "idea", "book", "tool", "event")),
        }
        return {
            role: (
                pool((r.forms[0], r.tags[0], self.weight(r, 0)) for r in found),
                pool((r.forms[1], r.tags[1], self.weight(r, 1)) for r in found),
            )
            for role, found in rows.items()
        }

    def _adjective_pools(self, barred: str) -> dict[str, Pool]:
        """Adjectives by class (`-`: of anything), without those that cannot stand in one place."""
        made = {}
        for (kind, name), rows in self._rows.items():
            if kind == "adj":
                fitting = [row for row in rows if row.notes != barred]
                made[name] = pool((r.forms[0], r.tags[0], self.weight(r)) for r in fitting)
        return made

    def _verb_pools(self, barred: str = "") -> dict[str, VerbPool]:
        """Verbs by frame, without those that also have one of the barred frames.

        Verbs that take a clause ("note") are a closed list, alike on both sides of the split: after
        one that nobody has met, "they note the dogs" could as well be a whole sentence.
        """
        frames: dict[str, list[Row]] = defaultdict(list)
        taken = self._forms_of(barred)
        for row in (row for row in self.lexicon.rows if row.kind == "verb"):
            fits = row.name == "-" and not taken & set(row.forms)  # "saw" is a form of "see" too
            for frame in row.notes if fits else ():
                frames[frame].append(row)
        sides = {frame: self._side(rows) for frame, rows in frames.items()}
        sides["c"] = [row for row in frames["c"] if row.split != "held-out"]
        return {frame: _verb_pool(rows) for frame, rows in sides.items() if rows}

    def _forms_of(self, frames: str) -> frozenset[str]:
        """Every form of the verbs that have one of some frames."""
        verbs = (row for row in self.lexicon.rows if row.kind == "verb")
        return frozenset(
            form for row in verbs if set(frames) & set(row.notes) for form in row.forms
        )

    def _irregular_pools(self) -> tuple[Pool, Pool]:
        """Singulars that end in s, and plurals that do not end in s, of countable nouns."""
        singular: list[Weighted] = []
        plural: list[Weighted] = []
        for (kind, name), rows in sorted(self._rows.items()):
            for row in rows if kind == "noun" and name != "same" else ():
                one, many = row.forms
                misleads = one.endswith("s") or (many != "-" and not many.endswith("s"))
                if misleads and "-" not in (one, many):
                    singular.append((one, row.tags[0], self.weight(row)))
                    plural.append((many, row.tags[1], self.weight(row)))
        return pool(singular), pool(plural)

    def _walking(self) -> VerbPool:
        return _verb_pool([row for row in self.lexicon.rows if row.forms[0] in WALKING])

    def _class_pools(self) -> dict[str, Pool]:
        """Pools of the closed classes that share a tag, such as MD or CD."""
        names = [name for kind, name in self._rows if kind == "word"]
        shared = [name for name in names if len(self._rows["word", name]) > 1]
        return {name: self._plain("word", name) for name in shared}


Weighted = tuple[str, str, float]


def _verb_pool(rows: Sequence[Row]) -> VerbPool:
    verbs = tuple(Verb(row.forms, row.tags, row.name, row.forms[0] != row.forms[2]) for row in rows)
    weights = [Pools.weight(row) for row in rows]
    cumulative = tuple(accumulate(weights))
    return VerbPool(verbs, cumulative, cumulative[-1])
