"""Sentences that several tests look at, made once."""

from functools import cache
from itertools import islice

from training.grammar import Grammar, Sentence
from training.lexicon import load_lexicon


@cache
def mixture() -> tuple[Sentence, ...]:
    return tuple(islice(Grammar(load_lexicon(), "train", seed=2), 60_000))
