"""English with number agreement, made to order: sentences, their tags, and what agrees."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from random import Random

from training import constructions as plain
from training import constructions_clauses as clauses
from training import constructions_questions as questions
from training import constructions_subjects as subjects
from training.lexicon import Lexicon, Split
from training.lexicon_pools import Pools
from training.phrases import Agreement, Draft, Draw, Subject, Topic

__all__ = ["CONSTRUCTIONS", "Agreement", "Grammar", "Sentence", "Topic"]

CONSTRUCTIONS: dict[str, tuple[Callable[[Draft], None], float]] = {
    "simple": (plain.simple, 7.0),
    "determiner": (subjects.determiner_agreement, 4.0),
    "irregular": (subjects.irregular, 3.0),
    "invariant": (subjects.invariant, 4.0),
    "mass": (subjects.mass, 4.0),
    "name": (subjects.proper_name, 3.0),
    "pronoun": (clauses.pronoun, 5.5),
    "partitive": (subjects.partitive, 4.0),
    "quantified": (subjects.quantified, 3.5),
    "possessive": (subjects.possessive, 3.0),
    "compound": (plain.compound, 1.5),
    "coordinated": (subjects.coordinated, 3.5),
    "gerund": (subjects.gerund, 3.5),
    "relational": (plain.relational, 3.0),
    "prepositional": (plain.prepositional, 5.0),
    "prepositional-stacked": (plain.prepositional_stacked, 3.0),
    "subject-relative-past": (plain.subject_relative_past, 4.0),
    "subject-relative-present": (plain.subject_relative_present, 4.0),
    "object-relative": (plain.object_relative, 6.5),
    "object-relative-bare": (plain.object_relative_bare, 5.5),
    "reduced-relative": (plain.reduced_relative, 3.0),
    "whose": (plain.whose_relative, 3.5),
    "comma-relative": (plain.between_commas, 4.5),
    "appositive": (plain.appositives, 4.0),
    "parenthesis": (plain.parenthesis, 3.0),
    "attractors": (plain.attractors, 3.0),
    "insertion": (plain.insertion, 5.0),
    "fact-complement": (plain.fact_complement, 4.0),
    "sentential-complement": (plain.sentential_complement, 7.0),
    "coordination-short": (plain.coordination_short, 5.0),
    "coordination-long": (plain.coordination_long, 5.0),
    "change-of-subject": (clauses.change_of_subject, 9.0),
    "fronted": (clauses.fronted, 3.5),
    "adverbs": (clauses.adverbs, 2.5),
    "existential": (clauses.existential, 4.0),
    "question": (questions.question, 5.0),
    "topic": (plain.topic, 6.0),
    "statement": (clauses.statement, 6.0),
    "imperative": (clauses.imperative, 2.5),
}
"""Every construction by name, with its weight in the mixture."""
STRETCHED = 0.08
"""Share of the mixture asked for with 20 to 60 words in between; a fifth of it can be stretched."""
ENDS = frozenset('!"')
ASKING = frozenset(("question",))


@dataclass(frozen=True, slots=True)
class Sentence:
    """Words and their tags, the verbs that agree, and the topics that decide adjectives.

    `offers` are objects that could turn out to be the subject of a clause. The main agreement is
    the first: the verb that the construction is about.
    """

    words: tuple[str, ...]
    tags: tuple[str, ...]
    agreements: tuple[Agreement, ...]
    topics: tuple[Topic, ...]
    construction: str
    offers: tuple[Subject, ...] = ()

    @property
    def distance(self) -> int:
        """Words between subject and verb of the main agreement; 0 where there is none."""
        if not self.agreements:
            return 0
        main = self.agreements[0]
        return main.verb - main.subject - 1


@lru_cache(maxsize=2)
def _pools(lexicon: Lexicon, split: Split) -> Pools:
    """Return the pools of a lexicon, made once: they take a tenth of a second and never change."""
    return Pools(lexicon, split)


class Grammar:
    """An endless supply of sentences, the same for the same seed on every machine.

    `split` says on which side of the frozen split the nouns, verbs and adjectives lie; the words of
    closed classes, adverbs and names are on both. ValueError for another split.
    """

    def __init__(self, lexicon: Lexicon, split: Split = "train", seed: int = 0) -> None:
        if split not in ("train", "held-out"):
            raise ValueError(f"split is 'train' or 'held-out', not {split!r}")
        self.pools = _pools(lexicon, split)
        self._random = Random(seed)
        self._draft = Draft(self.pools, self._random.random)
        self._mixture = Draw([(name, weight) for name, (_, weight) in CONSTRUCTIONS.items()])

    @property
    def constructions(self) -> tuple[str, ...]:
        """Names of all constructions."""
        return tuple(CONSTRUCTIONS)

    def __iter__(self) -> Iterator[Sentence]:
        while True:
            yield self.sentence()

    def sentence(self, construction: str | None = None, distance: int | None = None) -> Sentence:
        """Make a sentence: of a construction, and about `distance` words between subject and verb.

        Constructions that cannot be stretched pass over the distance. KeyError for an unknown name.
        """
        d = self._draft
        name = self._mixture.at(d.random()) if construction is None else construction
        if construction is None and distance is None and d.chance(STRETCHED):
            distance = int(20 + 40 * d.random())
        d.clear(distance)
        CONSTRUCTIONS[name][0](d)
        if d.random() < 0.5 and d.words[-1] not in ENDS:
            d.say("?" if name in ASKING else ".")
        agreements = d.agreements
        if d.main:
            agreements.insert(0, agreements.pop(d.main))
        notes = (tuple(agreements), tuple(d.topics), name, tuple(d.offers))
        return Sentence(tuple(d.words), tuple(d.tags), *notes)
