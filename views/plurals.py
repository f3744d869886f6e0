"""The other number of an English noun, as its spelling tells it."""

from collections.abc import Iterator

_PARTS = {
    "child": "children",
    "foot": "feet",
    "goose": "geese",
    "man": "men",
    "mouse": "mice",
    "person": "people",
    "tooth": "teeth",
    "louse": "lice",
}
"""Irregular nouns, which are also the last part of others: "fireman", "grandchild"."""

_ALONE = {"ox": "oxen", "cactus": "cacti", "crisis": "crises", "analysis": "analyses"}
_HISSING = ("s", "x", "z", "ch", "sh")
_VOWELS = "aeiou"


def plurals(noun: str) -> Iterator[str]:
    """Yield how the plural of a singular noun in lower case may be spelled, likeliest first."""
    yield from _irregular(noun, _PARTS, _ALONE)
    if noun.endswith("y") and noun[-2:-1] not in _VOWELS:
        yield f"{noun[:-1]}ies"
    if noun.endswith(_HISSING):
        yield f"{noun}es"
    else:
        yield f"{noun}s"
    if noun.endswith("o"):
        yield f"{noun}es"
    if noun.endswith("f"):
        yield f"{noun[:-1]}ves"
    if noun.endswith("fe"):
        yield f"{noun[:-2]}ves"
    if noun.endswith("z"):
        yield f"{noun}zes"


def singulars(noun: str) -> Iterator[str]:
    """Yield how the singular of a plural noun in lower case may be spelled, likeliest first.

    Each is a word of two letters or more, of which the plural is a plural.
    """
    for guess in _singulars(noun):
        if len(guess) > 1 and noun in plurals(guess):
            yield guess


def _singulars(noun: str) -> Iterator[str]:
    yield from _irregular(noun, *({many: one for one, many in d.items()} for d in (_PARTS, _ALONE)))
    if noun.endswith("ies"):
        yield f"{noun[:-3]}y"
    if noun.endswith(tuple(f"{ending}es" for ending in _HISSING)):
        yield noun[:-2]
    if noun.endswith("s"):
        yield noun[:-1]
    if noun.endswith("oes"):
        yield noun[:-2]
    if noun.endswith("ves"):
        yield from (f"{noun[:-3]}{ending}" for ending in ("f", "fe"))
    if noun.endswith("zzes"):
        yield noun[:-3]


def _irregular(noun: str, parts: dict[str, str], alone: dict[str, str]) -> Iterator[str]:
    if noun in alone:
        yield alone[noun]
    for part, other in parts.items():
        if noun.endswith(part):
            yield noun.removesuffix(part) + other
