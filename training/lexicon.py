"""The words that the grammar speaks: forms, tags and frequencies, read from data/lexicon.tsv.

A tag is an output class of the readers. Every frequent function word is its own tag ("the", "was",
","); open classes share one: NN and NNS (things), NN_person, NNS_food, VBZ, VBD, JJ, RB, NNP, ...
A verb's base form has one tag, VB, whether it is the plural present ("the cats eat") or an
infinitive ("did not eat"), and a form that is past and participle alike ("walked") is VED, while
VBD ("ate") and VBN ("eaten") are one thing only: so each form of a verb belongs to one class, and a
score for the class is a score for the word.
"""

from __future__ import annotations

import zlib
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache, cached_property
from itertools import pairwise
from pathlib import Path
from typing import Literal

DATA = Path(__file__).parent / "data"
HELD_OUT_SHARE = 0.12

SINGULAR_ENDINGS = ("ss", "us", "is")
"""Endings in s that nouns of one thing have as a rule: dress, virus, crisis."""

Split = Literal["train", "held-out"]


def held_out(lemma: str) -> bool:
    """Whether the frozen split by hash keeps a lemma out of training (about 12 %)."""
    return zlib.crc32(lemma.encode("utf-8")) % 1000 < 1000 * HELD_OUT_SHARE


@dataclass(slots=True)
class Row:
    """One lemma of the file: its forms (`-`: none) and the uses per million words of each.

    `kind` is noun, verb, adj, adv, name or word; `name` is its class (person, food; `-`: none);
    `notes` are a verb's frames, where an adjective stands (a: only before nouns, p: never there),
    or what a noun takes (c: a clause, v: an infinitive, q: a mass noun with `of`, r: an owner with
    `of`, m: another noun, d: it is drunk);
    `split` is train, held-out or core (train whatever the hash says).
    """

    kind: str
    name: str
    forms: tuple[str, ...]
    weights: tuple[float, ...]
    notes: str
    split: str

    @property
    def lemma(self) -> str:
        """The first form that there is."""
        return self.forms[0] if self.forms[0] != "-" else self.forms[-1]

    @property
    def pairs(self) -> list[tuple[str, str, float]]:
        """(form, tag, weight) of each form that there is; the mark - is a word."""
        found = zip(self.forms, self.tags, self.weights, strict=True)
        return [triple for triple in found if triple[0] != "-" or self.kind == "word"]

    @property
    def tags(self) -> tuple[str, ...]:
        """The tag of each form."""
        ending = "" if self.name in ("-", "thing") else f"_{self.name}"
        if self.kind == "word":
            return (self.name,)
        if self.kind == "noun":
            return _noun_tags(self.name)
        if self.kind == "verb":
            # a topic's verbs have tags of their own only in the past, where they decide adjectives
            if self.forms[2] == self.forms[3]:
                return ("VB", "VBZ", f"VED{ending}", f"VED{ending}", "VBG")
            return ("VB", "VBZ", f"VBD{ending}", "VBN", "VBG")
        return ({"adj": "JJ", "adv": "RB", "name": "NNP"}[self.kind] + ending,)


def _noun_tags(name: str) -> tuple[str, str]:
    if name.startswith("mass"):
        return ("NNM" + ("_food" if name.endswith("food") else ""),) * 2
    if name == "same":
        return ("NN_same", "NN_same")
    name = {"people": "person"}.get(name, name)
    ending = "" if name == "thing" else f"_{name}"
    return (f"NN{ending}", f"NNS{ending}")


def write_rows(path: Path, rows: Iterable[Row]) -> None:
    """Write rows as tab-separated lines, sorted, weights to two significant digits."""
    lines = []
    for row in rows:
        weights = "/".join(f"{weight:.2g}" for weight in row.weights)
        forms = "/".join(row.forms)
        lines.append(f"{row.kind}\t{row.name}\t{forms}\t{weights}\t{row.notes}\t{row.split}")
    path.write_text("\n".join(sorted(lines)) + "\n", "utf-8")


def read_rows(path: Path) -> list[Row]:
    """Read rows; ValueError if the file is unsorted or repeats a line, or a line is malformed."""
    lines = path.read_text("utf-8").splitlines()
    if any(line >= after for line, after in pairwise(lines)):
        raise ValueError(f"{path.name} is not sorted")
    return [_read_row(line) for line in lines]


def _read_row(line: str) -> Row:
    cells = line.split("\t")
    if len(cells) != 6:
        raise ValueError(f"a line of the lexicon has {len(cells)} cells, not 6: {line!r}")
    kind, name, forms, weights, notes, split = cells
    uses = tuple(float(weight) for weight in weights.split("/"))
    row = Row(kind, name, tuple(forms.split("/")), uses, notes, split)
    if not len(row.forms) == len(row.weights) == len(row.tags):
        raise ValueError(f"forms, weights and tags differ in number: {line!r}")
    if split not in ("core", "train", "held-out"):
        raise ValueError(f"there is no split of this name: {line!r}")
    if kind != "adv" and split != "core" and (split == "held-out") != held_out(row.lemma):
        raise ValueError(f"the split of a lemma is not that of its hash: {line!r}")
    return row


@dataclass(frozen=True, slots=True)
class Entry:
    """A word form under one tag; `frequency` is its share of the tag's uses, in (0, 1]."""

    word: str
    tag: str
    lemma: str
    frequency: float
    split: Split


class Lexicon:
    """Entries of every word form and tag, in the order of the file: the same in every process."""

    def __init__(self, rows: Iterable[Row]) -> None:
        self.rows: tuple[Row, ...] = tuple(rows)
        self.entries: tuple[Entry, ...] = tuple(_entries(self.rows))
        self.tags: tuple[str, ...] = tuple(sorted({entry.tag for entry in self.entries}))
        self._forms: dict[str, dict[str, list[Entry]]] = {
            tag: {"train": [], "held-out": []} for tag in self.tags
        }
        for entry in self.entries:
            self._forms[entry.tag][entry.split].append(entry)

    def forms(self, tag: str, split: Split = "train") -> tuple[Entry, ...]:
        """Entries of a tag on one side of the split; KeyError for an unknown tag."""
        return tuple(self._forms[tag][split])

    def tag_of(self, word: str) -> str | None:
        """The tag of a word's most frequent use; None for an unknown word."""
        return self.primary.get(word)

    @cached_property
    def exceptions(self) -> frozenset[str]:
        """The nouns and names of one thing whose ending is that of many: physics, series, James."""
        return frozenset(
            row.forms[0]
            for row in self.rows
            if row.kind in ("noun", "name")
            and row.forms[0].endswith("s")
            and not row.forms[0].endswith(SINGULAR_ENDINGS)
        )

    @cached_property
    def primary(self) -> dict[str, str]:
        """The primary tag of every word form."""
        uses: dict[str, dict[str, float]] = defaultdict(dict)
        for row in self.rows:
            for form, tag, weight in row.pairs:
                uses[form][tag] = uses[form].get(tag, 0.0) + weight
        return {word: max(found, key=found.__getitem__) for word, found in uses.items()}


def _entries(rows: Iterable[Row]) -> Iterable[Entry]:
    uses: dict[tuple[str, str, str], float] = defaultdict(float)
    splits: dict[tuple[str, str, str], Split] = {}
    totals: dict[str, float] = defaultdict(float)
    for row in rows:
        for form, tag, weight in row.pairs:
            key = (form, tag, row.lemma)
            uses[key] += weight
            totals[tag] += weight
            splits[key] = "held-out" if row.split == "held-out" else "train"
    for (form, tag, lemma), weight in uses.items():
        yield Entry(form, tag, lemma, weight / totals[tag], splits[form, tag, lemma])


@cache
def load_lexicon() -> Lexicon:
    """The shipped lexicon, read once; ValueError if its file is damaged."""
    return Lexicon(read_rows(DATA / "lexicon.tsv"))
