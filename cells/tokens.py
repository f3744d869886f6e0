"""Text to words: what counts as one time step."""

import regex

MAX_WORDS = 10_000
"""The longest text read: its trace then takes 20 MB (gru) to 24 MB (lstm).

At 32 units that is 2.05 kB a word for a GRU and 2.43 kB for an LSTM, which has more gates.
"""

MAX_CHARACTERS = 200_000
"""The longest text taken apart: 20 characters for each of `MAX_WORDS` words."""

# In this order: a lone 's; Han characters one by one (no spaces tell words apart); letters, digits
# and their marks, joined inside by an apostrophe, hyphen or full stop; flags; else one visible
# character with all that modifies it (an emoji with its skin tone, a family, is one word).
# Graphemes (\X) would not do: where one ends depends on what stands before it, so that words
# would not read back as themselves.
_WORD = regex.compile(
    r"""
      ['’]s (?! [[\p{L}\p{N}\p{M}_]--\p{Han}] )
    | \p{Han} \p{M}*
    | [[\p{L}\p{N}_]--\p{Han}] [[\p{L}\p{N}\p{M}_\u200c\u200d]--\p{Han}]*
      (?: ['’.\-] [[\p{L}\p{N}]--\p{Han}] [[\p{L}\p{N}\p{M}_\u200c\u200d]--\p{Han}]* )*
    | \p{RI}{2}
    | [^\s\p{C}\p{Z}] [\p{M}\p{EMod}\u200c\U000E0020-\U000E007F]*
      (?: \u200d [\p{ExtPict}--\p{Cn}] [\p{M}\p{EMod}\U000E0020-\U000E007F]* )*
    """,
    regex.VERBOSE | regex.VERSION1,
)


def tokenize(text: str) -> tuple[str, ...]:
    """Split text into its words, punctuation marks being words of their own.

    Words keep the spelling they were typed in; white space and control characters only separate.
    `tokenize(" ".join(words)) == words` for every text.

    Raises:
        TypeError: the text is not a string.
        ValueError: the text is longer than `MAX_CHARACTERS` or has more than `MAX_WORDS` words.
    """
    if not isinstance(text, str):
        raise TypeError(f"A text to read is a string, not {type(text).__name__}.")
    if len(text) > MAX_CHARACTERS:
        raise ValueError(
            f"This text has {len(text):,} characters; at most {MAX_CHARACTERS:,} can be read. "
            "Shorten it and try again."
        )
    words = tuple(word for chunk in _WORD.findall(text) for word in _apart(chunk))
    if len(words) > MAX_WORDS:
        raise ValueError(
            f"This text has {len(words):,} words; at most {MAX_WORDS:,} can be read. "
            "Shorten it and try again."
        )
    return words


def words_of(text: str) -> tuple[str, ...]:
    """Return the words of a text that is to be read, at least one.

    Raises:
        ValueError: the text has no word, or as in `tokenize`.
        TypeError: as in `tokenize`.
    """
    if words := tokenize(text):
        return words
    raise ValueError('There is no word to read. Type a sentence, such as "the cat was full".')


def one_word(text: str) -> str:
    """Return the only word of a text.

    Raises:
        ValueError: the text is not exactly one word.
    """
    words = tokenize(text)
    if len(words) != 1:
        raise ValueError(f"Give exactly one word to compare, not {len(words)}: {text[:40]!r}.")
    return words[0]


def _apart(chunk: str) -> list[str]:
    """Take 's off its noun, so that "the cat's" is read as the noun it is about."""
    end = len(chunk)
    while end > 2 and chunk[end - 2 : end] in {"'s", "’s"}:
        end -= 2
    return [chunk[:end], *(chunk[at : at + 2] for at in range(end, len(chunk), 2))]
