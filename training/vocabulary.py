"""The words a reader can name, each with one class: the set of tags that its form can have.

"walk" is a noun and a verb's base form, and nothing in its spelling says which: as a class of its
own ("NN|VB"), such an ambiguity keeps one linear logit for every word. The vocabulary is the whole
lexicon, like a dictionary: a word held out of training has a class here, though the reader has
never read it.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable

import numpy as np

from cells.readout import Vocabulary
from training.lexicon import Lexicon

SMALLEST_CLASS = 8
"""Ambiguities that fewer forms share are folded into the form's most frequent tag."""

FLATTEN = 0.75
"""Shares go with frequency to this power, so that rare words are not beyond all mention."""

Uses = dict[str, dict[str, float]]


def build_vocabulary(lexicon: Lexicon, function_words: Iterable[str]) -> Vocabulary:
    """Build a vocabulary; every function word is a class alone, lexicon words share classes.

    A word's share is its part of its class. All forms of a lemma weigh alike ("eat" and "eats"),
    so that choosing between them is choosing between their classes.
    """
    uses = _uses(lexicon) | {word: {word: 1.0} for word in function_words}
    class_of = _classes(uses)
    words, classes = tuple(sorted(uses)), tuple(sorted(set(class_of.values())))
    place = {name: k for k, name in enumerate(classes)}
    k = np.array([place[class_of[word]] for word in words])
    weight = np.array([sum(uses[word].values()) for word in words]) ** FLATTEN
    return Vocabulary(words, classes, k, weight / np.bincount(k, weights=weight)[k])


def _uses(lexicon: Lexicon) -> Uses:
    """Return {word: {tag: uses per million of all forms of its lemma}}."""
    uses: defaultdict[str, defaultdict[str, float]] = defaultdict(lambda: defaultdict(float))
    for row in lexicon.rows:
        for form, tag in dict.fromkeys(zip(row.forms, row.tags, strict=True)):
            if form != "-":
                uses[form][tag] += sum(row.weights) + 1e-3
    return {word: dict(tags) for word, tags in uses.items()}


def _classes(uses: Uses) -> dict[str, str]:
    """Return every word's class: its tags joined, or its main tag where few share that set."""
    main = {word: max(sorted(tags), key=tags.__getitem__) for word, tags in uses.items()}
    joined = {word: "|".join(sorted(tags)) for word, tags in uses.items()}
    sizes = Counter(joined.values())
    kept = {word: sizes[joined[word]] >= SMALLEST_CLASS or len(uses[word]) == 1 for word in uses}
    return {word: joined[word] if kept[word] else main[word] for word in uses}
