"""Every sentence of many random readings is held against the numbers it is about."""

import math
import re
from dataclasses import replace

import pytest

from cells import Wiring
from tests.views.readings import WIRED, reading
from views import numbers
from views.narration import Facts, facts, name, narrate, text
from views.story import OPEN, SHUT

NUMBER = r"(−?[\d.]+(?:·10[⁻⁰¹²³⁴⁵⁶⁷⁸⁹]+)?)"


def sentences(wiring: Wiring) -> list[tuple[Facts, str]]:
    made = [reading(wiring, seed) for seed in range(12)]
    told = [facts(r, unit, step) for r in made for unit in range(r.units) for step in range(len(r))]
    return [(each, text(narrate(each)).replace("\u00a0", " ")) for each in told]


@pytest.mark.parametrize("wiring", WIRED, ids=str)
def test_no_sentence_contradicts_its_numbers(wiring: Wiring) -> None:
    for known, sentence in sentences(wiring):
        check_gate(known, sentence)
        check_memory(known, sentence)
        check_verdict(known, sentence)
        assert name(known.word) in sentence
        assert sentence.count(". ") == 1
        assert sentence.endswith(".")


def check_gate(known: Facts, sentence: str) -> None:
    if known.update is None:
        assert "Γu" not in sentence
        assert "gate opens" not in sentence
        return
    assert f"Γu = {numbers.gate(known.update)}" in sentence
    assert ("opens at" in sentence) == (known.update >= OPEN)
    assert ("opens a little" in sentence) == (SHUT <= known.update < OPEN)
    assert ("shut" in sentence) == (known.update < SHUT)
    assert ("would write" in sentence) == known.refused
    if "c̃ =" in sentence:
        assert f"c̃ = {numbers.two(known.candidate)}" in sentence
    kept = re.search(r"the forget gate keeps (\S+ %)", sentence)
    assert (kept is None) == (known.forget is None)
    if kept and known.forget is not None:
        assert kept[1] == numbers.percent(known.forget).replace("\u00a0", " ")


def check_memory(known: Facts, sentence: str) -> None:
    letter = known.letters[1]
    assert f"{letter} = {numbers.two(known.after)}" in sentence
    moved = re.search(rf"goes from {NUMBER} to", sentence)
    if moved:
        assert moved[1] == numbers.two(known.before)
    if "stays at" in sentence:
        assert numbers.two(known.before) == numbers.two(known.after)
    held = re.search(rf"{letter} = {NUMBER}, (singular|plural)", sentence)
    assert (held is not None) == (known.held is not None)
    if held:
        assert held[2] == ("singular" if known.after > 0 else "plural")


def check_verdict(known: Facts, sentence: str) -> None:
    said = sentence.split("As the next word, ")[1]
    ratio = math.exp(abs(known.log_odds))
    if "equally" in said:
        assert ratio < 1.1
        return
    first, second = known.pair if known.log_odds > 0 else reversed(known.pair)
    assert said == f"“{first}” is {numbers.times(ratio)} times as likely as “{second}”."


def test_all_that_can_be_said_is_said_somewhere() -> None:
    said = " ".join(sentence for wiring in WIRED for _, sentence in sentences(wiring))
    for phrase in (
        "opens at",
        "opens a little",
        "stays shut",
        "would write",
        "keeps",
        "stays at",
        "goes from",
        "singular",
        "plural",
        "no update gate",
        "No gate guards",
    ):
        assert phrase in said


def test_marks_are_called_by_their_names_and_long_words_are_cut() -> None:
    assert name(",") == "the comma"
    assert name("cat") == "“cat”"
    assert name("a" * 500) == "“" + "a" * 23 + "…”"


def test_two_words_as_likely_as_each_other_are_not_compared() -> None:
    known = replace(facts(reading(), 0, 0), log_odds=0.05)
    assert text(narrate(known)).endswith("are about equally likely.")
