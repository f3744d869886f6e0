"""Terms of the glossary in a text: the first use of each becomes a link to what it means."""

import re
from functools import lru_cache

from views.glossary import Term, terms

# A formula, code and a link are left as they are; so is what stands in italics, words of a sentence
# and names of buttons.
_KEPT = re.compile(
    r"(\$[^$]*\$|`[^`]*`|\[[^\[\]]*\]\((?:[^()]|\([^()]*\))*\)|(?<!\*)\*(?!\*)[^*]+\*(?!\*))"
)


def linked(text: str, page: str, own: str = "") -> str:
    """Return Markdown whose terms, each at its first use, lead to the page of the glossary.

    The page is "" within it. `own` is the slug of a term that is not linked, for it is explained
    here.
    """
    seen = {own}
    pieces = _KEPT.split(text)
    return "".join(
        piece if number % 2 else _linked(piece, page, seen) for number, piece in enumerate(pieces)
    )


def _linked(piece: str, page: str, seen: set[str]) -> str:
    def link(found: re.Match[str]) -> str:
        slug = _slug(found[0])
        if slug in seen:
            return found[0]
        seen.add(slug)
        return f"[{found[0]}]({page and f'{page}?term={slug}'}#{slug})"

    return _pattern().sub(link, piece)


def _slug(said: str) -> str:
    form = " ".join(said.casefold().split())
    every = _forms()
    return (every.get(form) or every[form.removesuffix("s")]).slug


@lru_cache(maxsize=1)
def _forms() -> dict[str, Term]:
    """Return every way to say a term, in small letters."""
    return {form.casefold(): term for term in terms() for form in (term.name, *term.forms)}


@lru_cache(maxsize=1)
def _pattern() -> re.Pattern[str]:
    """Return what finds a term or its plural, a longer one before those within it."""
    longest = sorted(_forms(), key=len, reverse=True)
    every = "|".join(re.escape(form).replace(r"\ ", r"\s+") for form in longest)
    return re.compile(rf"(?<![\w-])(?:{every})s?(?![\w-])", re.IGNORECASE)
