"""`python -m training.distance`: accuracy against distance, and the gradient at that distance.

Held-out sentences with more and more words between a subject and its verb are read up to the verb
by the readers as found. From the same readings comes how far the state before the verb still moves
with the state after the subject: at no words between, the two are one state, and the norm is 1.

The report also holds what can be put between subject and verb of any sentence, to ask it the same.
"""

import json
from collections.abc import Sequence
from statistics import median, quantiles
from typing import Any

import torch
from tqdm import tqdm

import cells
from cells import Reader, shelf
from training.cases import Contrast, embed
from training.figures import DISTANCES, PER_CONSTRUCTION
from training.grammar import Grammar
from training.held_out import SEED, apart
from training.lexicon import load_lexicon
from training.recipe import AS_FOUND

REPORT = shelf.SHELF / "distance.json"

FAR = (*DISTANCES, 200)
"""Words between subject and verb, at least; those of a sentence are up to a fifth more."""

INSERTIONS = 10
"""What can be put in, of every length."""

_OWNERS = frozenset(("its", "their", "his", "her"))

READERS = tuple(f"{name}-as-found" for name in AS_FOUND)


def main() -> None:
    """Measure the readers as found and write the report."""
    torch.set_num_threads(1)
    bar = tqdm([(name, words) for name in READERS for words in FAR])
    found: dict[str, dict[str, Any]] = {name: {} for name in READERS}
    for name, words in bar:
        found[name][str(words)] = at_distance(cells.load(name), words)
    between = {str(words): insertions(words) for words in FAR if words}
    report = {"sentences": PER_CONSTRUCTION, "readers": found, "insertions": between}
    REPORT.write_text(json.dumps(report, indent=1, allow_nan=False) + "\n", encoding="utf-8")


def at_distance(reader: Reader, words: int, count: int = PER_CONSTRUCTION) -> dict[str, Any]:
    """Measure a reader on `count` sentences with at least so many words between.

    `between` is the median of the words that do stand there, `accuracy` the share of right verbs
    in [0, 1], and `log10_norm` the lower quartile, the median and the upper quartile of log10 of
    the norm of d state / d state, from before the verb back to the subject.
    """
    found = apart(words, count)
    return {
        "between": median(len(each.words) - each.at - 1 for each in found),
        "accuracy": accuracy(reader, found),
        "log10_norm": [round(at, 3) for at in quantiles(norms(reader, found), n=4)],
    }


def insertions(words: int, count: int = INSERTIONS) -> list[str]:
    """Return what stands between subject and verb of held-out sentences: ", which … ,".

    Each has so many words, or up to a fifth more, and none tells the number of the subject.
    """
    grammar, found = Grammar(load_lexicon(), "held-out", SEED), list[str]()
    while len(found) < count:
        sentence = grammar.sentence("insertion", words)
        start, end = sentence.agreements[0].subject + 1, sentence.agreements[0].verb
        inner = sentence.words[start:end]
        tells = any(start <= each.verb < end for each in sentence.agreements)
        tells |= not _OWNERS.isdisjoint(inner)
        fits = inner[:2] == (",", "which") and inner[-1] == ","
        if fits and not tells and words <= len(inner) <= 1.2 * words:
            found.append(" ".join(inner))
    return found


@torch.no_grad()
def accuracy(reader: Reader, found: Sequence[Contrast]) -> float:
    """Return the share of sentences after which the right verb is the likelier one, to 4 digits."""
    cases = embed(reader, found)
    return round(cases.accuracy(cases.read(reader)), 4)


def norms(reader: Reader, found: Sequence[Contrast]) -> list[float]:
    """Return log10 of the norm of d state before the verb / d state after the subject, of each."""
    traces = ((each.at, reader.read(" ".join(each.words))) for each in found)
    return [float(cells.jacobian_norms(reader, trace).log10_norm[at]) for at, trace in traces]


if __name__ == "__main__":
    main()
