"""Terms in a text lead to the glossary, each at its first use, and nothing else is touched."""

import re
from functools import cache
from html import unescape

import pytest
from streamlit.testing.v1 import AppTest

import cells
from tests.pages.panel import ran
from views import scenes
from views.glossary import Term, terms
from views.glossed import linked
from views.lessons import Part, load
from web.lessons import FOLDER

PARTS = [
    pytest.param(part, id=f"{lesson.slug}.{number}")
    for lesson in load(FOLDER)
    for number, part in enumerate(lesson.parts, start=1)
]
LINK = re.compile(r"\[([^\[\]]+)\]\(words\?term=[a-z-]+#([a-z-]+)\)")


def _words() -> None:
    from pages import glossary

    glossary.page()


@cache
def shown(part: Part) -> str:
    reader = cells.load(part.reader)
    return scenes.filling(reader, scenes.reading(reader, part), part).text(part.text)


def said(term: Term, text: str) -> bool:
    """Tell whether a plain text uses a term, by a rule of its own: word by word."""
    words = [re.sub(r"[^\w-]", "", word) for word in text.casefold().split()]
    for form in (term.name, *term.forms):
        wanted = form.casefold().split()
        for start in range(len(words) - len(wanted) + 1):
            found = words[start : start + len(wanted)]
            if found[:-1] == wanted[:-1] and found[-1] in (wanted[-1], f"{wanted[-1]}s"):
                return True
    return False


def plain(text: str) -> str:
    """Return what stands in a text outside of formulas and of italics, without its longer terms."""
    text = re.sub(r"\$[^$]*\$", "·", text).replace("**", "")
    text = " ".join(re.sub(r"\*[^*]+\*", "·", text).split())
    for form in (form for term in terms() for form in (term.name, *term.forms) if " " in form):
        text = text.replace(form, "·")
    return text


@pytest.mark.parametrize("part", PARTS)
def test_every_term_of_a_lesson_is_linked_once_at_its_first_use(part: Part) -> None:
    text = shown(part)
    made = linked(text, "words")
    found = [slug for _, slug in LINK.findall(made)]
    assert len(set(found)) == len(found)
    assert {term.slug for term in terms()} >= set(found)
    assert LINK.sub(lambda link: link[1], made) == text, "nothing but links was added"
    assert not [found for found in LINK.findall(made) if "[" in found[0]]
    rest = plain(LINK.sub("·", made))
    for term in terms():
        if term.slug not in found:
            assert not said(term, rest), term.name


def test_every_lesson_has_links_and_the_glossary_has_their_targets() -> None:
    app: AppTest = ran(_words)
    assert not app.exception
    anchors = {each.anchor for each in app.subheader}
    assert anchors == {term.slug for term in terms()}
    used = {
        slug for part in PARTS for _, slug in LINK.findall(linked(shown(*part.values), "words"))
    }
    assert len(used) > len(anchors) / 2


def test_the_term_that_is_asked_for_comes_first_and_once() -> None:
    app = ran(_words, term="hidden-state")
    anchors = [str(each.anchor) for each in app.subheader]
    assert anchors[0] == "hidden-state"
    assert sorted(anchors) == sorted(term.slug for term in terms())
    for odd in ("", "<b>", "nothing"):
        assert ran(_words, term=odd).subheader[0].anchor == terms()[0].slug


@pytest.mark.parametrize(
    ("text", "made"),
    [
        ("a gate, a gate", "a [gate](words?term=gate#gate), a gate"),
        (
            "**Update\ngates**, more",
            "**[Update\ngates](words?term=update-gate#update-gate)**, more",
        ),
        (
            "gatepost, tail-gate, log-odds",
            "gatepost, tail-gate, [log-odds](words?term=log-odds#log-odds)",
        ),
        (r"$\text{gate}$ `gate` *gate types*", r"$\text{gate}$ `gate` *gate types*"),
        ("[gate](javascript:alert(1))", "[gate](javascript:alert(1))"),
        ("<b>gate</b>", "<b>[gate](words?term=gate#gate)</b>"),
        ("the memories it has", "the [memories](words?term=memory-cell#memory-cell) it has"),
        ("", ""),
    ],
)
def test_only_whole_words_outside_of_formulas_and_links_are_linked(text: str, made: str) -> None:
    assert linked(text, "words") == made


def test_what_is_explained_here_is_not_linked() -> None:
    assert linked("a gate of a unit", "", own="gate") == "a gate of a [unit](#unit)"


def test_hostile_text_is_taken_in_linear_time() -> None:
    for text in ("*" * 20_000, "[" * 20_000, "$" * 19_999, "[gate](" * 5_000, "gate " * 20_000):
        assert unescape(LINK.sub(lambda link: link[1], linked(text, "words"))) == text
