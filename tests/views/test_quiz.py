"""What is asked of any sentence: clear, right, balanced, bounded, and the same every time."""

import json
from collections import Counter
from functools import lru_cache

import numpy as np
import pytest
import torch
from torch import nn

import cells
from cells import WIRINGS, Clamp, Silence, provenance
from tests.views.readings import WIRED, read_whole
from tests.views.readings import reading as small
from tests.views.test_predictions import CAT, COUNT, readings
from views.asked import Asked
from views.modules import Part
from views.narration import name
from views.predictions import CLEAR, OPEN
from views.quiz import MOST, quiz
from views.reading import Reading, read
from views.stage import framed, pack, unpack
from views.writers import Writers

PAIR = ("was", "were")


@lru_cache(maxsize=4)
def asked(reader: str) -> tuple[tuple[Reading, Asked], ...]:
    """Return all that is asked of hundreds of sentences."""
    unit = cells.load(reader).units("number")[0].unit
    return tuple((reading, each) for reading in readings(reader) for each in quiz(reading, unit))


def margin(reading: Reading, each: Asked) -> float:
    """Return how far a question lies from its threshold, by the library; below 0 it is wrong."""
    if each.kind == "verdict":
        chance = 1 / (1 + np.exp(-float(reading.log_odds[each.step])))
        return float((chance - 0.5) * (1, -1)[each.answer])
    if each.kind == "writer":
        sizes = np.abs(provenance(reading.trace, each.reveals)[:, each.unit])
        shares = sorted(sizes / sizes.sum())
        return float(shares[-1] - shares[-2])
    Γ = float(reading.trace[each.kind][each.step + 1, each.unit])
    return (Γ - OPEN) * (1, -1)[each.answer]


def check(reading: Reading, questions: tuple[Asked, ...]) -> None:
    """Assert that what is asked is clear and right, in order, one question a step."""
    steps = [each.step for each in questions]
    assert steps == sorted(set(steps))
    for each in questions:
        assert margin(reading, each) >= CLEAR - 1e-6, (reading.words, each)
        assert 2 <= len(each.options) == len(set(each.options)) <= 4
        ahead = {"verdict": {0}, "writer": {1, 2, 3}}.get(each.kind, {1})
        assert each.reveals - each.step in ahead
        assert each.reveals < len(reading)
        if each.kind == "writer":
            sizes = np.abs(provenance(reading.trace, each.reveals)[:, each.unit])
            word = reading.words[int(sizes.argmax())]
            assert each.options[each.answer].startswith(name(word))


@pytest.mark.parametrize("reader", ["gru", "lstm", "rnn"])
@pytest.mark.readers
def test_of_hundreds_of_sentences_only_what_is_clear_is_asked(reader: str) -> None:
    unit = cells.load(reader).units("number")[0].unit
    for reading in readings(reader):
        check(reading, quiz(reading, unit))
        check(reading, quiz(reading, 7))
    assert len(asked(reader)) > 2 * COUNT, "a sentence asks more than two questions"


@pytest.mark.parametrize("reader", ["gru", "lstm", "rnn"])
@pytest.mark.readers
def test_right_answers_are_balanced(reader: str) -> None:
    found = asked(reader)
    kinds = Counter(str(each.kind) for _, each in found)
    gates: set[str] = {"rnn": set[str](), "gru": {"update"}, "lstm": {"update", "forget"}}[reader]
    assert set(kinds) == {"verdict", "writer", *gates}
    for kind in ("verdict", *gates):
        assert kinds[kind] > COUNT / 2
        first = sum(each.answer == 0 for _, each in found if each.kind == kind)
        assert 0.4 < first / kinds[kind] < 0.6, kind
    many = [each.answer for _, each in found if len(each.options) == 4]
    assert len(many) > COUNT / 3
    assert all(0.15 < share / len(many) < 0.38 for share in Counter(many).values())
    assert set(many) == {0, 1, 2, 3}
    if gates:  # a plain RNN keeps nothing: there the last word always wrote all of it
        new = [_writer(reading, each) > each.step for reading, each in found if _asks(each)]
        assert 0.35 < sum(new) / len(new) < 0.65, "at times who has written, at times who will"


def _asks(each: Asked) -> bool:
    return each.kind == "writer"


def _writer(reading: Reading, each: Asked) -> int:
    return int(np.abs(provenance(reading.trace, each.reveals)[:, each.unit]).argmax())


@pytest.mark.parametrize("wiring", WIRED, ids=str)
def test_every_wiring_is_asked_what_makes_sense_under_surgery_too(wiring: cells.Wiring) -> None:
    for seed in range(4):
        reading = small(wiring, seed)
        for unit in range(reading.units):
            questions = quiz(reading, unit)
            check(reading, questions)
            assert {each.kind for each in questions} <= {"verdict", "writer", *wiring.learned}


def test_what_is_forced_is_not_asked_and_the_rest_follows_the_cut() -> None:
    reader = cells.load("gru")
    cut = (Clamp("update", units=[0], steps=[7, 8], value=1.0), Silence(units=[0], steps=[4]))
    reading = read(reader, CAT, PAIR, surgery=cut)
    for unit in (0, 1, 9):
        check(reading, quiz(reading, unit))
    gates = {each.reveals for each in quiz(reading, 0) if each.kind == "update"}
    assert gates
    assert not gates & {4, 7, 8}
    writers = [each for each in quiz(reading, 0) if each.kind == "writer" and each.reveals > 8]
    assert all("cat" not in each.options[each.answer] for each in writers)


def test_a_gate_that_is_tanh_neither_opens_nor_stays_shut() -> None:
    reading = read(cells.load("gru-tanh-gates"), CAT, PAIR)
    kinds = {each.kind for unit in range(reading.units) for each in quiz(reading, unit)}
    assert kinds == {"verdict", "writer"}


@pytest.mark.parametrize("module", [nn.GRU(5, 6), nn.LSTM(5, 6), nn.RNN(5, 6)], ids=str)
def test_of_a_module_of_ones_own_no_verdict_is_asked(module: nn.RNNBase) -> None:
    torch.manual_seed(1)
    with torch.no_grad():
        for weight in module.parameters():
            weight.uniform_(-2.5, 2.5)
    words = [f"row {number}" for number in range(1, 31)]
    reading = read_whole(module, torch.randn(30, 5), words, Part())
    kinds: set[str] = set()
    for unit in range(6):
        questions = quiz(reading, unit)
        check(reading, questions)
        kinds |= {each.kind for each in questions}
    learned: dict[str, set[str]] = {"GRU": {"update"}, "LSTM": {"update", "forget"}}
    assert kinds == {"writer", *learned.get(module.mode, set())}


def test_the_same_is_asked_again_and_texts_of_one_word_ask_nothing_odd() -> None:
    reader = cells.load("lstm")
    assert quiz(read(reader, CAT, PAIR), 0) == quiz(read(reader, CAT, PAIR), 0)
    for text in ("cat", ",", "the cat", "\u202ecat <b>x</b> 🙂 " + "a" * 60):
        reading = read(reader, text, PAIR)
        for unit in range(reading.units):
            check(reading, quiz(reading, unit))


def test_the_reason_holds_the_numbers() -> None:
    reading = read(cells.load("gru"), CAT, PAIR)
    found = {(each.kind, each.step): each.as_dict() for each in quiz(reading, 0)}
    kept = found["update", 6]
    assert kept["text"] == "Will the update gate of the number unit open at “apples”?"
    assert kept["options"][kept["answer"]] == "it stays shut"
    Γ = float(reading.trace["update"][7, 0])
    assert f"Γu\u00a0=\u00a0{Γ:.0e}"[:6] in kept["why"]
    assert kept["why"].endswith(", so >99\u00a0% of the memory of “cat” stays.")
    said = found["verdict", 8]
    ratio = float(np.exp(reading.log_odds[8]))
    assert f"“was” is {ratio:.0f} times as likely as “were”" in said["why"]
    share = float(reading.share(0)[8])
    assert said["why"].endswith(
        f"the number unit decides {share:.0%} of it.".replace("%", "\u00a0%")
    )


def test_a_question_is_plain_data() -> None:
    reading = read(cells.load("lstm"), CAT, PAIR)
    for each in quiz(reading, 1):
        data = json.loads(json.dumps(each.as_dict()))
        fields = ("kind", "step", "reveals", "unit", "text", "options", "answer", "why")
        assert tuple(data) == fields
        assert data["unit"] == 1
        assert 0 <= data["answer"] < len(data["options"])
        assert data["text"].endswith("?")
        assert data["why"].endswith(".")


def test_writers_share_a_memory_as_the_library_has_it() -> None:
    for wiring in WIRINGS.values():
        reading = small(wiring)
        for unit in range(reading.units):
            writers = Writers.of(reading, unit)
            for at in range(len(reading)):
                sizes = np.abs(provenance(reading.trace, at)[: at + 1, unit])
                whole = sizes.sum() or 1.0
                np.testing.assert_allclose(writers.shares(at), sizes / whole, rtol=1e-12, atol=0)


def size_without(message: bytes) -> int:
    """Return how long a message is without its questions."""
    length = int.from_bytes(message[:4], "little")
    header, _ = unpack(message)
    del header["quiz"]
    return len(framed(header, message[4 + length :]))


@pytest.mark.parametrize(("times", "share"), [(1, 0.06), (170, 0.01)])
def test_a_message_hardly_grows_by_its_questions(times: int, share: float) -> None:
    text = " and ".join([CAT] * times)
    reading = read(cells.load("gru"), text, PAIR)
    message = pack(reading)
    assert len(message) < (1 + share) * size_without(message)
    questions = quiz(reading, 0)
    check(reading, questions)
    assert len(questions) <= 3 * (2 * MOST + 1)
    assert len(unpack(message)[0]["quiz"]["asked"]) == len(questions) > 3
