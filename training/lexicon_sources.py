"""What the lexicon is made from: inflections, word frequencies, WordNet, lists picked by hand.

Needed only by `python -m training.make_lexicon`; neither training nor the app imports this module.
"""

from __future__ import annotations

import gzip
import math
from collections import defaultdict
from dataclasses import dataclass, field
from importlib import import_module
from pathlib import Path

OFFENSIVE_DOMAINS = {"06718862", "06717170", "07124340", "07124736"}
"""WordNet's usage domains for ethnic slurs, disparagement, obscenity and bawdy talk."""

OFFENSIVE_GLOSSES = ("offensive", "slur", "obscene", "disparag", "vulgar")


@dataclass(slots=True)
class Sense:
    """One sense of a lemma: lexicographer's file, verb frames, synset and its parents."""

    file: int
    frames: tuple[int, ...]
    offset: str
    parents: tuple[str, ...]
    marker: str
    proper: bool
    rude: bool


@dataclass(slots=True)
class WordNet:
    """Senses of every lemma, the most frequent first, and how often each lemma was tagged."""

    senses: dict[tuple[str, str], list[Sense]] = field(default_factory=dict)
    counts: dict[tuple[str, str], int] = field(default_factory=lambda: defaultdict(int))
    parents: dict[str, tuple[str, ...]] = field(default_factory=dict)

    def weight(self, lemma: str, kind: str) -> float:
        """How much a lemma is used as a part of speech: tagged uses, smoothed by its senses."""
        senses = self.senses.get((lemma, kind), [])
        return self.counts.get((lemma, kind), 0) + 0.5 * len(senses)

    def ancestors(self, offset: str) -> set[str]:
        """All synsets above a noun synset, itself included."""
        found: set[str] = set()
        agenda = [offset]
        while agenda:
            here = agenda.pop()
            if here not in found:
                found.add(here)
                agenda.extend(self.parents.get(here, ()))
        return found


def read_wordnet(folder: Path) -> WordNet:
    """Read WordNet 3.0's data, index and count files from a folder (Fellbaum, 1998)."""
    net = WordNet()
    for kind, name in (("noun", "noun"), ("verb", "verb"), ("adj", "adj"), ("adv", "adv")):
        synsets = _read_synsets(folder / f"data.{name}", kind)
        if kind == "noun":
            net.parents = {offset: row[3] for offset, row in synsets.items()}
        for line in _lines(folder / f"index.{name}"):
            parts = line.split()
            offsets = [part for part in parts[4:] if len(part) == 8 and part.isdigit()]
            net.senses[parts[0], kind] = [_sense(parts[0], o, synsets[o]) for o in offsets]
    _read_counts(folder / "cntlist.rev", net)
    return net


_Row = tuple[int, tuple[int, ...], tuple[str, ...], tuple[str, ...], bool]


def _lines(path: Path) -> list[str]:
    return [line for line in path.read_text("utf-8").splitlines() if not line.startswith("  ")]


def _read_synsets(path: Path, kind: str) -> dict[str, _Row]:
    rows: dict[str, _Row] = {}
    for line in _lines(path):
        head, _, gloss = line.partition("|")
        parts = head.split()
        count = int(parts[3], 16)
        words = tuple(parts[4 : 4 + 2 * count : 2])
        at = 4 + 2 * count
        pointers = [parts[at + 1 + 4 * k : at + 5 + 4 * k] for k in range(int(parts[at]))]
        parents = tuple(p[1] for p in pointers if p[0] in ("@", "@i"))
        rude = any(p[0] == ";u" and p[1] in OFFENSIVE_DOMAINS for p in pointers)
        rude = rude or any(word in gloss for word in OFFENSIVE_GLOSSES)
        frames = _frames(parts[at + 1 + 4 * len(pointers) :]) if kind == "verb" else ()
        rows[parts[0]] = (int(parts[1]), frames, words, parents, rude)
    return rows


def _frames(parts: list[str]) -> tuple[int, ...]:
    return tuple(int(parts[k + 1]) for k, part in enumerate(parts) if part == "+")


def _sense(lemma: str, offset: str, row: _Row) -> Sense:
    file, frames, words, parents, rude = row
    own = next((w for w in words if w.lower().partition("(")[0] == lemma), lemma)
    marker = own.partition("(")[2].rstrip(")")
    return Sense(file, frames, offset, parents, marker, own[:1].isupper(), rude)


def _read_counts(path: Path, net: WordNet) -> None:
    kinds = {"1": "noun", "2": "verb", "3": "adj", "4": "adv", "5": "adj"}
    for line in path.read_text("utf-8").splitlines():
        key, _, count = line.split()
        lemma, _, rest = key.partition("%")
        net.counts[lemma, kinds[rest[0]]] += int(count)


def read_inflections() -> dict[tuple[str, str], list[list[str]]]:
    """Forms of every lemma in lemminflect's table: {(lemma, part of speech): its slots}.

    A noun has one slot (its plurals), a verb four (past, participle, -ing, third person).
    """
    folder = Path(str(import_module("lemminflect").__file__)).parent
    table: dict[tuple[str, str], list[list[str]]] = {}
    with gzip.open(folder / "resources" / "infl_lu.csv.gz", "rt", encoding="utf-8") as lines:
        for line in lines:
            lemma, kind, *slots = line.rstrip("\n").split(",")
            table[lemma, kind] = [slot.split("/") if slot else [] for slot in slots]
    return table


def zipf(word: str) -> float:
    """Frequency of a form on the Zipf scale: log10 of its uses per billion words (0: unknown)."""
    frequency = float(import_module("wordfreq").word_frequency(word, "en", wordlist="large"))
    return round(math.log10(frequency) + 9.0, 2) if frequency > 0 else 0.0


def read_picks(path: Path) -> dict[str, list[str]]:
    """Hand-picked words by section heading, such as `noun food core`, in the file's order."""
    picks: dict[str, list[str]] = {}
    heading = ""
    for line in path.read_text("utf-8").splitlines():
        if line.startswith("["):
            heading = line.strip("[]")
        elif line and not line.startswith("#"):
            picks.setdefault(heading, []).extend(line.split())
    return picks
