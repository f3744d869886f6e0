"""Make training/data/lexicon.tsv: `python -m training.make_lexicon FOLDER_OF_WORDNET`.

Needs the packages lemminflect and wordfreq and the files of WordNet 3.0 (Debian: wordnet-base). The
result is shipped, so nobody else needs them; data/NOTICE says where the words come from.
"""

from __future__ import annotations

import argparse
import math
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from training.lexicon import DATA, Row, held_out, write_rows
from training.lexicon_sources import (
    Sense,
    WordNet,
    read_inflections,
    read_picks,
    read_wordnet,
    zipf,
)

NOUNS, VERBS, ADJECTIVES, ADVERBS = 3400, 2000, 2400, 500
SLOTS = {"noun": (0.7, 0.3), "verb": (0.4, 0.1, 0.3, 0.1, 0.1), "adj": (1.0,), "adv": (1.0,)}
"""How a lemma's uses fall to its forms, roughly; a verb's: base, -s, past, participle, -ing."""

PLACES = {"04341686", "08630985", "09225146", "09287968", "04105893", "08620061", "08578706"}
CLASSES = {"03051540": "clothing", "04524313": "vehicle", "03800933": "music", "06589574": "book"}
FILES = {
    5: "animal", 6: "thing", 8: "thing", 9: "idea", 10: "idea", 11: "event", 12: "idea",
    13: "food", 15: "place", 17: "place", 18: "person", 20: "thing", 4: "idea", 7: "idea",
}  # fmt: skip
"""What WordNet's lexicographer files hold (lexnames(5WN)); nouns of other files are left out."""


@dataclass(slots=True)
class Sources:
    """Everything that is read once."""

    net: WordNet
    table: dict[tuple[str, str], list[list[str]]]
    picks: dict[str, list[str]]
    barred: frozenset[str]


def main() -> None:
    """Choose the words, weigh their forms, write the file."""
    parser = argparse.ArgumentParser(description=main.__doc__)
    parser.add_argument("wordnet", type=Path, help="folder of the files of WordNet 3.0")
    arguments = parser.parse_args()
    picks = read_picks(DATA / "picks.txt")
    barred = set((DATA / "excluded.txt").read_text("utf-8").split())
    for heading, words in picks.items():
        if heading.startswith(("word ", "name ")):
            barred.update(words)
    sources = Sources(read_wordnet(arguments.wordnet), read_inflections(), picks, frozenset(barred))
    rows = [*nouns(sources), *verbs(sources), *adjectives(sources), *adverbs(sources)]
    rows += [*proper_names(picks), *closed_words(picks)]
    write_rows(DATA / "lexicon.tsv", weigh(rows, sources.net))


def split_of(lemma: str, *, core: bool) -> str:
    """`core`, or the side of the frozen split on which the lemma's hash falls."""
    return "core" if core else "held-out" if held_out(lemma) else "train"


def plain(lemma: str, sources: Sources, kind: str) -> bool:
    """Whether an open-class lemma may be chosen without a hand: a clean word of WordNet's."""
    senses = sources.net.senses.get((lemma, kind), [])
    every = [s for k in SLOTS for s in sources.net.senses.get((lemma, k), [])]
    clean = lemma.isascii() and lemma.isalpha() and lemma.islower() and len(lemma) >= 3
    known = bool(senses) and not senses[0].proper and not any(s.rude for s in every)
    return clean and known and lemma not in sources.barred


def share(lemma: str, net: WordNet, kind: str) -> float:
    """Share of a lemma's uses that are of one part of speech, in [0, 1]."""
    weights = {k: net.weight(lemma, k) for k in SLOTS}
    return weights[kind] / (sum(weights.values()) or 1.0)


def best(forms: Iterable[str]) -> str:
    """The most frequent of alternative forms; the first of equals."""
    return max((form for form in forms if form.isalpha()), key=zipf, default="")


# --- nouns


def nouns(sources: Sources) -> Iterator[Row]:
    """Hand-picked nouns first, then the most frequent others of a class we know."""
    seen: set[str] = set()
    for heading, picked in sources.picks.items():
        kind, *marks = heading.split()
        if kind == "noun":
            for pick in picked:
                row = _picked_noun(pick, marks, sources)
                if row.lemma not in seen:
                    seen.add(row.lemma)
                    yield row
    open_nouns = sorted(_open_nouns(sources, seen), key=lambda row: (-zipf(row.lemma), row.lemma))
    yield from open_nouns[: NOUNS - len(seen)]


def _picked_noun(pick: str, marks: list[str], sources: Sources) -> Row:
    word, _, plural = pick.partition("/")
    mass = marks[0].startswith("mass")
    if marks[0] == "same":
        plural = word
    elif not plural:
        plural = "-" if mass else _plural(word, sources)
    lemma = plural if word == "-" else word
    # "fish/-" among the animals: one form for both numbers
    name = "same" if marks[0] == "animal" and plural in ("-", word) else marks[0]
    forms = (word, word) if name == "same" else (word, plural)
    split = split_of(lemma, core="core" in marks)
    return Row("noun", name, forms, (), _notes(lemma, sources), split)


def _notes(lemma: str, sources: Sources) -> str:
    """What a noun takes; Row tells the letters."""
    return "".join(n for n in "cvqrmd" if lemma in sources.picks[f"note {n}"]) or "-"


def _plural(word: str, sources: Sources) -> str:
    slots = sources.table.get((word, "noun"))
    forms = [form for form in (slots[0] if slots else []) if form != word]
    return best(forms) if forms else regular_plural(word)


def regular_plural(word: str) -> str:
    """The plural by rule: bus, buses; city, cities; key, keys."""
    if word.endswith("y") and word[-2] not in "aeiou":
        return word[:-1] + "ies"
    return word + ("es" if word.endswith(("s", "x", "z", "ch", "sh")) else "s")


def _open_nouns(sources: Sources, seen: set[str]) -> Iterator[Row]:
    for (lemma, kind), slots in sources.table.items():
        if kind != "noun" or lemma in seen or not plain(lemma, sources, "noun"):
            continue
        plural = best([form for form in slots[0] if form != lemma] if slots else [])
        name = _noun_class(sources.net.senses[lemma, "noun"], sources.net)
        common = zipf(lemma) >= 2.6 and zipf(plural) >= max(2.0, zipf(lemma) - 1.6)
        if name and plural and common and share(lemma, sources.net, "noun") >= 0.55:
            notes = _notes(lemma, sources)
            yield Row("noun", name, (lemma, plural), (), notes, split_of(lemma, core=False))


def _noun_class(senses: list[Sense], net: WordNet) -> str:
    first = senses[0]
    name = FILES.get(first.file, "")
    if name == "thing":
        above = net.ancestors(first.offset)
        fitting = [CLASSES[key] for key in sorted(CLASSES) if key in above]
        return fitting[0] if fitting else "place" if above & PLACES else "thing"
    return name


# --- verbs, adjectives, adverbs


def verbs(sources: Sources) -> Iterator[Row]:
    """Topic verbs and verbs with a frame picked by hand, then the most frequent others."""
    frames: dict[str, str] = defaultdict(str)
    for heading, picked in sources.picks.items():
        if heading.startswith("frame "):
            for lemma in picked:
                frames[lemma] += heading.split()[1]
    seen: set[str] = set()
    for heading, picked in sources.picks.items():
        kind, *marks = heading.split()
        for lemma in picked if kind in ("verb", "frame") else ():
            if lemma not in seen:
                seen.add(lemma)
                name, core = (marks[0], "core" in marks) if kind == "verb" else ("-", True)
                notes = "t" if kind == "verb" else frames[lemma]
                notes += "e" if lemma in sources.picks["note e"] else ""
                yield _verb(lemma, name, notes, split_of(lemma, core=core), sources)
    rows = sorted(_open_verbs(sources, seen), key=lambda row: (-zipf(row.lemma), row.lemma))
    yield from rows[: VERBS - len(seen)]


IRREGULAR = {"run": ("ran", "run"), "bear": ("bore", "borne"), "hide": ("hid", "hidden")}
"""Past and participle where the tables would have us say something else."""


def _verb(lemma: str, name: str, frames: str, split: str, sources: Sources) -> Row:
    past, participle, ing, third = sources.table[lemma, "verb"][:4]
    said, done = IRREGULAR.get(lemma) or _past(past, participle or past)
    thirds = [form for form in third if form.startswith(lemma)] or third
    forms = (lemma, best(thirds), said, done, best(ing))
    return Row("verb", name, forms, (), frames, split)


def _past(past: list[str], participle: list[str]) -> tuple[str, str]:
    """The usual past and participle: `learned` for both, though the tables also have `learnt`."""
    said, done = best(past), best(participle)
    both = [form for form in past if form in participle or form.endswith("ed")]
    if both and zipf(best(both)) >= zipf(done):
        return best(both), best(both)
    return said, done


ASKING = frozenset(
    ("advise", "ask", "beg", "command", "decree", "desire", "direct", "instruct", "intend", "move",
     "petition", "prefer", "request", "require", "specify", "stipulate", "urge", "wish")
)  # fmt: skip
"""Verbs after which a clause may be said without agreement: "she insists that the boy go"."""


def _open_verbs(sources: Sources, seen: set[str]) -> Iterator[Row]:
    for (lemma, kind), slots in sources.table.items():
        if kind != "verb" or lemma in seen or not plain(lemma, sources, "verb"):
            continue
        frames = _frames(sources.net.senses[lemma, "verb"])
        frames = frames.replace("c", "C") if lemma in ASKING else frames
        if len(slots) < 4 or not all(slots[k] for k in (0, 2, 3)) or not frames:
            continue
        row = _verb(lemma, "-", frames, split_of(lemma, core=False), sources)
        forms_used = all(zipf(form) >= 1.6 for form in row.forms) and row.forms[2] != lemma
        if zipf(lemma) >= 2.2 and forms_used and share(lemma, sources.net, "verb") >= 0.3:
            yield row


def _frames(senses: list[Sense]) -> str:
    first = senses[0]
    objects = "i" if first.file in (31, 32, 41, 42) else "o"
    codes = {1: "S", 2: "s", 8: objects, 9: "p", 10: "P", 11: "O", 26: "c", 28: "v"}
    return "".join(codes[f] for f in sorted(codes) if f in first.frames)


def adjectives(sources: Sources) -> Iterator[Row]:
    """Adjectives of persons and topics picked by hand, then the most frequent others."""
    seen: set[str] = set()
    for heading, picked in sources.picks.items():
        kind, *marks = heading.split()
        for lemma in picked if kind == "adj" else ():
            if lemma not in seen:
                seen.add(lemma)
                name = marks[0] + ("_thing" if "thing" in marks else "")
                place = next((n for n in "pa" if lemma in sources.picks[f"note {n}"]), "-")
                yield Row("adj", name, (lemma,), (), place, split_of(lemma, core="core" in marks))
    rows = sorted(_open_adjectives(sources, seen), key=lambda row: (-zipf(row.lemma), row.lemma))
    yield from rows[: ADJECTIVES - len(seen)]


def _open_adjectives(sources: Sources, seen: set[str]) -> Iterator[Row]:
    slots = [s for (_, kind), s in sources.table.items() if kind == "verb"]
    participles = {form for slot in slots for forms in slot for form in forms}
    for lemma, kind in sources.net.senses:
        if kind != "adj" or lemma in seen or not plain(lemma, sources, "adj"):
            continue
        first = sources.net.senses[lemma, "adj"][0]
        place = "a" if first.marker == "a" or first.file == 1 else "p" if first.marker else "-"
        place = "a" if lemma in sources.picks["note a"] else place
        # participles are adjectives only where people use them as such: "broken", not "said"
        tagged = sources.net.counts.get((lemma, "adj"), 0)
        used = tagged >= 4 if lemma in participles else share(lemma, sources.net, "adj") >= 0.6
        if zipf(lemma) >= 2.6 and used:
            yield Row("adj", "-", (lemma,), (), place, split_of(lemma, core=False))


def adverbs(sources: Sources) -> Iterator[Row]:
    """Adverbs of manner: those in -ly that are no adjectives, made from an adjective."""
    rows = []
    for lemma, kind in sources.net.senses:
        made = lemma.endswith("ly") and (lemma, "adj") not in sources.net.senses
        if kind == "adv" and made and plain(lemma, sources, "adv") and zipf(lemma) >= 2.6:
            rows.append(Row("adv", "-", (lemma,), (), "-", "train"))
    yield from sorted(rows, key=lambda row: (-zipf(row.lemma), row.lemma))[:ADVERBS]


# --- closed classes and weights


def proper_names(picks: dict[str, list[str]]) -> Iterator[Row]:
    """Proper names of persons, places and times."""
    for heading, picked in picks.items():
        kind, *marks = heading.split()
        for name in dict.fromkeys(picked) if kind == "name" else ():
            yield Row("name", marks[0], (name,), (), "-", "core")


def closed_words(picks: dict[str, list[str]]) -> Iterator[Row]:
    """Words of the closed classes; the class `own` means a tag by itself."""
    for heading, picked in picks.items():
        kind, *marks = heading.split()
        for word in dict.fromkeys(picked) if kind == "word" else ():
            tag = word if marks[0] == "own" else marks[0]
            yield Row("word", tag, (word,), (), "-", "core")


def weigh(rows: list[Row], net: WordNet) -> list[Row]:
    """Divide the frequency of each form among the rows and slots that share it.

    A form's uses follow its lemmas' tagged uses in WordNet's corpus, times the slot's usual share.
    """
    claims: dict[str, float] = defaultdict(float)
    for row in rows:
        for form, claim in zip(row.forms, _claims(row, net), strict=True):
            claims[form] += claim
    for row in rows:
        pairs = zip(row.forms, _claims(row, net), strict=True)
        row.weights = tuple(_weight(form, claim / (claims[form] or 1.0)) for form, claim in pairs)
    return rows


def _claims(row: Row, net: WordNet) -> list[float]:
    if row.kind in ("word", "name"):
        return [1e6 for _ in row.forms]
    weight = net.weight(row.lemma, row.kind) + 0.5
    slots = zip(row.forms, SLOTS[row.kind], strict=True)
    return [weight * slot if form != "-" else 0.0 for form, slot in slots]


def _weight(form: str, part: float) -> float:
    return math.pow(10.0, max(zipf(form), 1.0) - 3.0) * part


if __name__ == "__main__":
    main()
