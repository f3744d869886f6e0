"""Words in another's place: which words of a sentence can be swapped, and for what."""

from collections.abc import Mapping, Sequence

from cells import Reader, tokenize
from cells.embedding import spelling
from views.twin import number_of, other_number

Swaps = Mapping[int, str]
"""The word that takes a word's place, by step (0-based)."""


def other_numbers(reader: Reader, words: Sequence[str]) -> Swaps:
    """Return every noun in its other number, where that can be spelled; nothing else changes."""
    found: dict[int, str] = {}
    for step, noun in enumerate(spelling(word) for word in words):
        number = number_of(reader, noun)
        other = number and other_number(reader, noun, number)
        if other:
            found[step] = other
    return found


def replaced(words: Sequence[str], text: str) -> Swaps:
    """Return a word in the place of each that is not the same.

    Raises:
        ValueError: the text is not exactly one word.
    """
    given = tokenize(text)
    if len(given) != 1:
        raise ValueError("Type exactly one word to stand in the place of each.")
    return {step: given[0] for step, word in enumerate(words) if word != given[0]}
