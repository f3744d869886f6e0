"""A vocabulary from a file: which token is which row of an embedding."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from cells.tokens import MAX_CHARACTERS, tokenize

LARGEST, MOST_TOKENS, LONGEST_TOKEN = 20 * 2**20, 1_000_000, 200
"""The largest file in bytes, the most tokens in it, and the longest in characters."""

UNKNOWN = ("<unk>", "<UNK>", "[UNK]", "[unk]", "<oov>", "<OOV>", "UNK", "unk")
"""What the entry for words that are not in a vocabulary is called, the usual name first."""

_NAMED = 5  # unknown words that a sentence names
_WANTED = (
    "expected is a JSON list of tokens, a JSON object of tokens and their indices, or a text with "
    "one token a line"
)


@dataclass(frozen=True, slots=True)
class TokenMap:
    """The row of every token in an embedding, from 0; `unknown` is that of other words, if any."""

    places: Mapping[str, int]
    unknown: int | None

    @property
    def size(self) -> int:
        """How many rows an embedding of these tokens has."""
        return 1 + max(self.places.values())

    @property
    def by_character(self) -> bool:
        """Whether these are characters, but for entries such as "<unk>"."""
        return all(len(token) == 1 or token.startswith(("<", "[")) for token in self.places)

    def look_up(self, text: str) -> tuple[tuple[str, ...], tuple[int, ...]]:
        """Return a text as tokens with the row of each: characters, or words and marks.

        A word that is not there as it is written is looked for in small letters.

        Raises:
            ValueError: the text is empty or too long, or has words that are not there.
        """
        if len(text) > MAX_CHARACTERS:
            raise ValueError(
                f"This text has {len(text):,} characters; up to {MAX_CHARACTERS:,} are read."
            )
        words = tuple(text) if self.by_character else tokenize(text)
        if not words:
            raise ValueError("There is no word in this text.")
        found = [self.places.get(word, self.places.get(word.lower())) for word in words]
        absent = tuple(dict.fromkeys(w for w, row in zip(words, found, strict=True) if row is None))
        if absent and self.unknown is None:
            raise ValueError(_missing(absent, by_character=self.by_character))
        return words, tuple(self.unknown or 0 if row is None else row for row in found)


def read_vocabulary(content: bytes) -> TokenMap:
    """Read a vocabulary: a JSON list, a JSON object of tokens and indices, or one token a line.

    Raises:
        ValueError: it is none of these, is too large, or has two rows for one token.
    """
    if len(content) > LARGEST:
        raise ValueError(
            f"This vocabulary has {len(content) / 2**20:,.0f} MB; up to {LARGEST // 2**20} MB are "
            "read."
        )
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise ValueError(f"This vocabulary is no text in UTF-8; {_WANTED}.") from error
    return token_map(_parsed(text))


def token_map(tokens: Sequence[Any] | Mapping[Any, Any]) -> TokenMap:
    """Return tokens in the order of their rows, or with their rows, as a vocabulary.

    Raises:
        ValueError: there is none, a token is no text or stands twice, or a row is no number.
    """
    if isinstance(tokens, Mapping):
        places = dict(tokens)
    else:
        places = {token: row for row, token in enumerate(tokens) if isinstance(token, str)}
    if not tokens or len(places) > MOST_TOKENS:
        raise ValueError(
            f"This vocabulary has {len(tokens):,} tokens; from 1 to {MOST_TOKENS:,} are read."
        )
    if len(places) < len(tokens):
        raise ValueError(f"In this vocabulary {_wrong(tokens)}.")
    for token, row in places.items():
        if type(row) is not int or not 0 <= row < 10 * MOST_TOKENS or len(token) > LONGEST_TOKEN:
            raise ValueError(
                f"In this vocabulary {token!r:.40} has {row!r:.40} for its row; {_WANTED}."
            )
    if len(set(places.values())) < len(places):
        raise ValueError("In this vocabulary two tokens have one row.")
    return TokenMap(places, next((places[name] for name in UNKNOWN if name in places), None))


def _wrong(tokens: Sequence[Any] | Mapping[Any, Any]) -> str:
    """Say which token is no text, or stands twice."""
    seen: set[str] = set()
    for at, token in enumerate(tokens, start=1):
        if not isinstance(token, str):
            return f"token {at:,} is {token!r:.40}, which is no text"
        if token in seen:
            return f"“{token[:40]}” stands twice, the second time as token {at:,}"
        seen.add(token)
    return "a token is no text, or stands twice"


def _parsed(text: str) -> Sequence[Any] | Mapping[Any, Any]:
    """Return what a file holds: JSON, if it begins like that, else its lines."""
    if text.lstrip()[:1] not in ("[", "{"):
        return _lines(text)
    try:
        found = json.loads(text)
    except (ValueError, RecursionError) as error:
        if text.lstrip().startswith("["):  # a list of lines may begin with [UNK]
            return _lines(text)
        raise ValueError(f"This vocabulary is damaged JSON; {_WANTED}.") from error
    if not isinstance(found, list | dict):
        raise ValueError(f"This is no vocabulary; {_WANTED}.")  # noqa: TRY004 - as all else
    return found


def _lines(text: str) -> list[str]:
    """Return the lines of a text, none of them stripped: a space is a character, too."""
    lines = text.replace("\r\n", "\n").split("\n")
    return lines[:-1] if lines[-1] == "" else lines


def _missing(absent: Sequence[str], *, by_character: bool) -> str:
    named = ", ".join(f"“{word[:40]}”" for word in absent[:_NAMED])
    others = len(absent) - _NAMED
    rest = f" and {others} more" if others > 0 else ""
    noun = "character" if by_character else "word"
    return (
        f"Not in the vocabulary: the {noun}{'s' * (len(absent) > 1)} {named}{rest}; it has no "
        f"entry for unknown ones, such as {UNKNOWN[0]}."
    )
