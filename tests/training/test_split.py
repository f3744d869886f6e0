"""The same seed gives the same sentences, and what is held out of training stays out of it."""

import hashlib
import os
import subprocess
import sys
from collections import Counter
from itertools import islice

import pytest

from tests.training.sentences import mixture
from training.grammar import Grammar
from training.lexicon import load_lexicon

PROGRAM = """
import hashlib, itertools
from training.grammar import Grammar
from training.lexicon import load_lexicon
stream = itertools.islice(Grammar(load_lexicon(), "train", seed=5), 2000)
print(hashlib.sha256(repr(list(stream)).encode()).hexdigest())
"""


def test_the_same_seed_gives_the_same_sentences_in_every_process() -> None:
    stream = islice(Grammar(load_lexicon(), "train", seed=5), 2000)
    here = hashlib.sha256(repr(list(stream)).encode()).hexdigest()
    for seed in ("0", "1", "4711"):
        env = os.environ | {"PYTHONHASHSEED": seed, "PYTHONPATH": os.pathsep.join(sys.path)}
        command = [sys.executable, "-c", PROGRAM]
        result = subprocess.run(command, env=env, check=True, capture_output=True, text=True)
        assert result.stdout.strip() == here


def test_another_seed_gives_other_sentences() -> None:
    first, second = (list(islice(Grammar(load_lexicon(), seed=s), 50)) for s in (1, 2))
    assert first != second


def test_held_out_lemmas_are_never_said_in_training() -> None:
    train = {(e.word, e.tag) for e in load_lexicon().entries if e.split == "train"}
    for sentence in mixture():
        assert set(zip(sentence.words, sentence.tags, strict=True)) <= train


def test_the_other_side_is_held_out() -> None:
    lexicon = load_lexicon()
    held = {(e.word, e.tag) for e in lexicon.entries if e.split == "held-out"}
    rare = {tag for tag in lexicon.tags if len({w for w, t in held if t == tag}) < 3}
    stream = islice(Grammar(lexicon, "held-out", seed=1), 5000)
    said_words = Counter(pair for s in stream for pair in zip(s.words, s.tags, strict=True))
    free = [pair for pair in said_words if pair[1].startswith(("NN", "VB", "JJ", "VED"))]
    outside = Counter(tag for word, tag in free if (word, tag) not in held and tag not in rare)
    # adjectives and nouns of small classes, and a few everyday words, stand on both sides
    assert outside.total() < 0.2 * len(free), outside


def test_unknown_names_are_refused() -> None:
    grammar = Grammar(load_lexicon())
    with pytest.raises(KeyError):
        grammar.sentence("nonsense")
    with pytest.raises(ValueError, match="split"):
        Grammar(load_lexicon(), "test")  # type: ignore[arg-type]
