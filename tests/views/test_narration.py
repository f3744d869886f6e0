"""Every sentence of many random readings is held against the numbers it is about."""

import math
import re
from dataclasses import replace

import pytest

from cells import Wiring
from tests.views.readings import WIRED, reading
from views import numbers
from views.narration import HALFWAY, WIDE, Facts, facts, name, narrate, text
from views.story import EXPECTED, SHUT, beats

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
        assert "update gate of unit" not in sentence
        return
    assert f"Γu = {numbers.gate(known.update)}" in sentence
    assert ("opens at" in sentence) == (known.update >= WIDE)
    assert ("opens halfway" in sentence) == (HALFWAY <= known.update < WIDE)
    assert ("opens a little" in sentence) == (SHUT <= known.update < HALFWAY)
    assert ("shut" in sentence) == (known.update < SHUT)
    assert ("would write" in sentence) == known.refused
    if "c̃ =" in sentence:
        assert f"c̃ = {numbers.two(known.candidate)}" in sentence
    kept = re.search(r"the forget gate keeps (\S+ %)", sentence)
    assert (kept is None) == (known.forget is None)
    if kept and known.forget is not None:
        assert kept[1] == numbers.percent(known.forget).replace("\u00a0", " ")
    out = re.search(r"the output gate lets (\S+ %) of it out\.", sentence)
    assert (out is None) == (known.output is None)
    if out and known.output is not None:
        assert out[1] == numbers.percent(known.output).replace("\u00a0", " ")


def check_memory(known: Facts, sentence: str) -> None:
    letter = known.letters[1]
    assert f"{letter} = {numbers.two(known.after)}" in sentence
    moved = re.search(rf"goes from {NUMBER} to", sentence)
    if moved:
        assert moved[1] == numbers.two(known.before)
    stays = numbers.two(known.before) == numbers.two(known.after)
    assert ("stays at" in sentence, moved is None) == (stays, stays)
    held = re.search(rf"{letter} = {NUMBER}, (singular|plural)", sentence)
    assert (held is not None) == (known.held is not None)
    if held:
        assert held[2] == ("singular" if known.after > 0 else "plural")


def check_verdict(known: Facts, sentence: str) -> None:
    assert known.pair is not None
    said = sentence.split(". ")[1]
    ratio = math.exp(abs(known.log_odds))
    (a, b), times = known.pair, f"{numbers.times(ratio)} times as likely"
    likelier, other = (a, b) if known.log_odds > 0 else (b, a)
    if known.likely <= EXPECTED:
        of_two = f"; of the two, “{likelier}” is {times}" if ratio >= 1.1 else ""
        assert said == f"Neither “{a}” nor “{b}” is likely as the next word{of_two}."
    elif ratio < 1.1:
        assert said == f"As the next word, “{a}” and “{b}” are about equally likely."
    else:
        assert said == f"As the next word, “{likelier}” is {times} as “{other}”."


def test_all_that_can_be_said_is_said_somewhere() -> None:
    said = " ".join(sentence for wiring in WIRED for _, sentence in sentences(wiring))
    for phrase in (
        "opens at",
        "opens a little",
        "opens halfway",
        "lets in part of",
        "of it out",
        "Neither",
        "As the next word",
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
    assert name("[") == "the opening square bracket"
    assert name("§") == "the sign “§”"
    assert name("¡") == "the sign “¡”"
    assert name("a" * 500) == "“" + "a" * 23 + "…”"


def test_two_words_as_likely_as_each_other_are_not_compared() -> None:
    known = replace(facts(reading(), 0, 0), log_odds=0.05, likely=0.4)
    assert text(narrate(known)).endswith("are about equally likely.")
    assert text(narrate(replace(known, likely=0.05))).endswith("is likely as the next word.")


@pytest.mark.parametrize("wiring", WIRED, ids=str)
def test_the_output_gate_is_spoken_of_where_the_story_is_decided(wiring: Wiring) -> None:
    made = reading(wiring)
    told = [step for step in range(len(made)) if facts(made, 2, step).output is not None]
    assert told == ([beats(made, 2).verdict] if wiring.output == "learned" else [])
