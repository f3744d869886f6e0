import copy
import json
import pickle

import numpy as np
import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st

from cells import QUANTITIES, WIRINGS, Clamp, Reader, Silence, Wiring, load, tokenize
from cells.readers import _batches
from tests.cells.small import WORDS, small_reader

TEXT = "the cat, which already ate the apples, was full"


@pytest.fixture
def reader() -> Reader:
    return small_reader()


@pytest.mark.parametrize("wiring", Wiring.every(), ids=str)
def test_a_trace_names_everything_in_its_shape(wiring: Wiring) -> None:
    trace = small_reader(wiring).read(TEXT)
    assert trace.words == tokenize(TEXT)
    assert len(trace) == 11
    for name in QUANTITIES:
        assert trace[name].shape == (11, 6)
        assert trace[name].dtype == np.float32
        assert not trace[name].flags.writeable
    for gate in ("reset", "update", "forget", "output"):
        assert (trace[gate] >= 0).all()
        assert (trace[gate] <= 1).all()
        if gate not in wiring.learned and not (gate == "forget" and wiring.forget == "tied"):
            wired = {"open": 1, "shut": 0}[getattr(wiring, gate)]
            assert (trace[gate] == wired).all()
    if wiring.one_state:
        assert (trace["hidden"] == trace["cell"]).all()


def test_the_memory_is_what_was_written_and_kept(reader: Reader) -> None:
    trace = reader.read(TEXT)
    past = np.vstack([np.zeros(6), trace["cell"][:-1]])
    memory = trace["update"] * trace["candidate"] + trace["forget"] * past
    np.testing.assert_allclose(memory, trace["cell"], atol=1e-6)


def test_the_parts_of_a_pre_activation_add_up(reader: Reader) -> None:
    trace = reader.read(TEXT)
    word, memory, bias = trace.before("update")
    assert word.shape == memory.shape == bias.shape == (11, 6)
    np.testing.assert_allclose(
        1 / (1 + np.exp(-(word + memory + bias))), trace["update"], atol=1e-6
    )
    with pytest.raises(KeyError, match="'forget' has no pre-activation"):
        trace.before("forget")
    with pytest.raises(KeyError, match="no 'z'"):
        trace["z"]


def test_reading_never_changes_a_reader(reader: Reader) -> None:
    weights = {name: p.clone() for name, p in reader.cell.state_dict().items()}
    alone = reader.read(TEXT)
    reader.read(TEXT, surgery=[Clamp("update"), Silence(units=[2])])
    again = reader.read(TEXT, surgery=[])
    assert all(torch.equal(weights[name], p) for name, p in reader.cell.state_dict().items())
    assert all((alone[name] == again[name]).all() for name in QUANTITIES)
    with pytest.raises(AttributeError):
        reader.name = "other"  # type: ignore[misc]


def test_prefer_is_a_difference_of_log_probabilities(reader: Reader) -> None:
    trace = reader.read("the cat")
    probability = reader.probabilities(trace, list(WORDS))
    np.testing.assert_allclose(probability.sum(axis=1), 1, atol=1e-5)
    was, were = (list(WORDS).index(word) for word in ("was", "were"))
    odds = np.log(probability[-1, was] / probability[-1, were])
    assert reader.prefer("the cat", "was", "were") == pytest.approx(odds, abs=1e-4)
    assert reader.prefer("the cat", "were", "was") == pytest.approx(-odds, abs=1e-4)
    assert reader.log_odds(trace, "was", "were")[-1] == pytest.approx(odds, abs=1e-4)


def test_any_two_words_can_be_compared(reader: Reader) -> None:
    assert np.isfinite(reader.prefer("the cat", "glorps", "glorp"))
    assert reader.prefer("the cat", "glorp", "glorp") == 0
    assert reader.prefer("the", "Cat", "apple") == pytest.approx(np.log(3), abs=1e-5)
    assert np.isfinite(reader.prefer("", "the", "was"))
    for text in ("", "was not", ","):
        if text != ",":
            with pytest.raises(ValueError, match="exactly one word"):
                reader.prefer("the cat", text, "were")
    assert np.isfinite(reader.prefer("the cat", ",", "was"))


words = st.lists(st.sampled_from(["the", "cat", "wugs", ",", "一"]), max_size=12)


@given(prefixes=st.lists(words, min_size=1, max_size=9))
@settings(max_examples=50, deadline=None)
def test_batches_answer_as_one_by_one(prefixes: list[list[str]]) -> None:
    reader = small_reader()
    cases = [(" ".join(prefix), "was", "glorps") for prefix in prefixes]
    together = reader.prefer_many(cases)
    assert together.shape == (len(cases),)
    np.testing.assert_allclose(together, [reader.prefer(*case) for case in cases], atol=1e-5)


def test_batches_larger_than_one_come_back_in_order(reader: Reader) -> None:
    cases = [("the " * (i % 7), "cat", "cats") for i in range(600)]
    expected = np.array([reader.prefer(*case) for case in cases[:7]])
    np.testing.assert_allclose(reader.prefer_many(cases), expected[np.arange(600) % 7], atol=1e-5)
    assert reader.prefer_many([]).shape == (0,)


def test_next_words_are_the_likeliest_of_the_vocabulary(reader: Reader) -> None:
    trace = reader.read(TEXT)
    probability = reader.probabilities(trace, list(WORDS))
    for t, best in enumerate(reader.next_words_along(trace, k=3)):
        order = np.argsort(-probability[t])[:3]
        assert [word for word, _ in best] == [list(WORDS)[i] for i in order]
        np.testing.assert_allclose([p for _, p in best], probability[t, order], atol=1e-5)
    everything = reader.next_words(TEXT, k=100)
    assert sorted(word for word, _ in everything) == sorted(WORDS)
    assert sum(p for _, p in everything) == pytest.approx(1, abs=1e-5)
    along = reader.next_words_along(trace, k=3)[-1]
    assert [word for word, _ in everything[:3]] == [word for word, _ in along]
    assert [p for _, p in everything[:3]] == pytest.approx([p for _, p in along], abs=1e-5)


def test_surgery_reaches_every_answer(reader: Reader) -> None:
    cut = [Clamp("update", value="shut")]
    assert (reader.read(TEXT, surgery=cut)["cell"] == 0).all()
    nothing = reader.prefer("", "was", "were")
    assert reader.prefer(TEXT, "was", "were", surgery=cut) == pytest.approx(nothing, abs=1e-6)
    assert reader.prefer_many([(TEXT, "was", "were")], surgery=cut)[0] == pytest.approx(nothing)
    assert reader.next_words(TEXT, surgery=cut) == reader.next_words("")
    with pytest.raises(ValueError, match="no word 3"):
        reader.prefer_many([("the cat", "was", "were")], surgery=[Silence(steps=[3])])


def test_surgery_must_fit_every_prefix_by_itself(reader: Reader) -> None:
    cases = [("the cat", "was", "were"), (TEXT, "was", "were")]
    with pytest.raises(ValueError, match="no word 3 here: they run from 0 to 1"):
        reader.prefer_many(cases, surgery=[Silence(steps=[3])])
    assert reader.prefer_many(cases, surgery=[Silence(steps=[1])]).shape == (2,)
    with pytest.raises(ValueError, match="no word 0 here: the text is empty"):
        reader.prefer("", "was", "were", surgery=[Clamp("update", steps=[0])])


def test_none_is_no_surgery(reader: Reader) -> None:
    assert (reader.read(TEXT, surgery=None)["cell"] == reader.read(TEXT)["cell"]).all()
    assert reader.read(TEXT, surgery=None).surgery == ()
    assert reader.next_words(TEXT, surgery=None) == reader.next_words(TEXT)
    assert reader.prefer(TEXT, "was", "were", surgery=None) == reader.prefer(TEXT, "was", "were")


def test_what_makes_no_sense_is_told_in_a_sentence(reader: Reader) -> None:
    with pytest.raises(TypeError, match="is a string, not NoneType"):
        reader.read(None)  # type: ignore[arg-type]
    with pytest.raises(TypeError, match="list of Clamp and Silence"):
        reader.prefer_many([], surgery=Clamp("update"))  # type: ignore[arg-type]
    with pytest.raises(ValueError, match="A case is a prefix and two words"):
        reader.prefer_many([("the cat", "was")])  # type: ignore[list-item]
    with pytest.raises(ValueError, match="A case is a prefix and two words"):
        reader.prefer_many("abc")  # type: ignore[arg-type]
    trace = reader.read(TEXT)
    with pytest.raises(ValueError, match="Name at least one word"):
        reader.probabilities(trace, [])
    with pytest.raises(TypeError, match=r"as a list: \['was'\]"):
        reader.probabilities(trace, "was")
    other = small_reader(units=5)
    for ask in (
        lambda: other.log_odds(trace, "was", "were"),
        lambda: other.probabilities(trace, ["was"]),
        lambda: other.next_words_along(trace),
    ):
        with pytest.raises(ValueError, match="trace has 6 units and the reader 5"):
            ask()


def test_every_answer_is_float32_and_read_only_whatever_torch_defaults_to() -> None:
    def answers(reader: Reader) -> list[np.ndarray]:
        trace = reader.read(TEXT, surgery=[Clamp("update", units=[1], value=0.3)])
        cases = [(TEXT, "was", "glorps"), ("", "was", "were")]
        return [
            *(trace[name] for name in QUANTITIES),
            reader.prefer_many(cases, surgery=[Silence(units=[2])]),
            reader.prefer_many([]),
            reader.log_odds(trace, "was", "glorps"),
            reader.probabilities(trace, ["was", "glorps"]),
            np.array([p for _, p in reader.next_words(TEXT)], np.float32),
        ]

    reader = small_reader()
    expected = answers(reader)
    for array in expected[:-1]:
        assert array.dtype == np.float32
        assert not array.flags.writeable
    torch.set_default_dtype(torch.float64)
    try:
        again = answers(reader)
    finally:
        torch.set_default_dtype(torch.float32)
    for array, other in zip(expected, again, strict=True):
        assert other.dtype == np.float32
        assert (array == other).all()


def test_marks_are_read_as_the_readers_know_them() -> None:
    for name in ("rnn", "gru-simple", "gru", "lstm"):
        reader = load(name)
        typed = reader.read("“the cat’s ‘apples’ «which» „ate‟")
        ascii_marks = reader.read('"the cat\'s \'apples\' "which" "ate"')
        assert typed.words[:4] == ("“", "the", "cat", "’s")
        assert (typed["hidden"] == ascii_marks["hidden"]).all()


def test_a_reader_can_be_copied_and_pickled(reader: Reader) -> None:
    for again in (copy.deepcopy(reader), pickle.loads(pickle.dumps(reader))):  # noqa: S301 - our own
        assert (again.name, again.wiring, again.card) == (reader.name, reader.wiring, reader.card)
        assert (again.read(TEXT)["hidden"] == reader.read(TEXT)["hidden"]).all()
        assert again.next_words(TEXT) == reader.next_words(TEXT)
        with pytest.raises(TypeError, match="cannot be changed"):
            again.card["encouraged"] = True  # type: ignore[index]
    assert json.loads(json.dumps(reader.card)) == {"encouraged": False}


def test_a_trace_is_as_long_as_its_words_and_has_quantities_by_name(reader: Reader) -> None:
    trace = reader.read(TEXT)
    assert tuple(trace) == QUANTITIES
    assert all(name in trace for name in QUANTITIES)
    assert "z" not in trace
    assert 0 not in trace
    assert len(trace) == 11


def test_readers_and_traces_say_in_short_what_they_are(reader: Reader) -> None:
    assert repr(reader) == "Reader('small', 6 units, gru)"
    assert repr(reader.read(TEXT)) == "Trace(11 words, 6 units, gru)"
    odd = small_reader(Wiring("open", "learned", "open", "open", squash=True), units=1)
    assert repr(odd) == "Reader('small', 1 unit, unnamed wiring)"
    assert repr(odd.read("cat")) == "Trace(1 word, 1 unit, unnamed wiring)"


@pytest.mark.parametrize("text", ["", " ", "\n\t", "\x00\u200b"])
def test_a_text_without_words_is_told_what_to_do(reader: Reader, text: str) -> None:
    with pytest.raises(ValueError, match=r"no word to read. Type a sentence"):
        reader.read(text)


@given(text=st.text(max_size=200))
@settings(deadline=None)
def test_any_text_with_a_word_is_read(text: str) -> None:
    if words := tokenize(text):
        trace = small_reader().read(text)
        assert trace.words == words
        assert all(np.isfinite(trace[name]).all() for name in QUANTITIES)


@pytest.mark.parametrize(
    "text", ["...", "?!", "<script>alert(1)</script>", "$\\LaTeX$", "👩‍👩‍👧", "مرحبا", "x" * 9000]
)
def test_odd_text_is_read(reader: Reader, text: str) -> None:
    assert len(reader.read(text)) == len(tokenize(text))


def test_ten_thousand_words_are_read(reader: Reader) -> None:
    assert reader.read("the cat " * 5000)["hidden"].shape == (10_000, 6)


def test_units_come_from_the_card(reader: Reader) -> None:
    with pytest.raises(ValueError, match="No unit was measured for 'number'"):
        reader.units("number")
    assert reader.units_count == 6
    assert reader.wiring == WIRINGS["gru"]


def test_surgery_may_come_from_anything_that_yields_it(reader: Reader) -> None:
    units: list[int] = np.array([1]).tolist()
    cut: list[Clamp | Silence] = [Clamp("update", units, range(2)), Silence(units=[2])]
    expected = reader.read(TEXT, surgery=cut)
    once = reader.read(TEXT, surgery=iter(cut))
    assert once.surgery == expected.surgery == tuple(cut)
    assert (once["cell"] == expected["cell"]).all()
    cases = [("the cat", "was", "were"), (TEXT, "was", "were")]
    answers = reader.prefer_many(cases, surgery=iter(cut))
    np.testing.assert_allclose(answers, reader.prefer_many(cases, surgery=cut))


def test_a_copied_trace_is_the_same_and_read_only(reader: Reader) -> None:
    trace = reader.read(TEXT)
    for again in (copy.deepcopy(trace), pickle.loads(pickle.dumps(trace))):  # noqa: S301 - our own
        assert (again.words, again.wiring) == (trace.words, trace.wiring)
        assert all((again[name] == trace[name]).all() for name in QUANTITIES)
        for array in (again["update"], *again.before("update")):
            assert not array.flags.writeable


@pytest.mark.parametrize("k", [0, -1])
def test_no_next_word_cannot_be_asked_for(reader: Reader, k: int) -> None:
    with pytest.raises(ValueError, match="at least one next word"):
        reader.next_words("the cat", k=k)


def test_the_lstm_is_read_out_from_its_hidden_state() -> None:
    reader = small_reader(WIRINGS["lstm"])
    trace = reader.read(TEXT)
    out, b = reader.readout.row("was")
    other, b_other = reader.readout.row("were")
    odds = trace["hidden"] @ (out - other).numpy() + b - b_other
    np.testing.assert_allclose(reader.log_odds(trace, "was", "were"), odds, atol=1e-5)
    probability = reader.probabilities(trace, ["was", "were"])
    np.testing.assert_allclose(np.log(probability[:, 0] / probability[:, 1]), odds, atol=1e-4)
    along, last = reader.next_words_along(trace, k=3)[-1], reader.next_words(TEXT, k=3)
    assert [word for word, _ in along] == [word for word, _ in last]
    assert [p for _, p in along] == pytest.approx([p for _, p in last], abs=1e-5)
    assert reader.prefer(TEXT, "was", "were") == pytest.approx(odds[-1], abs=1e-5)


def test_the_parts_of_a_pre_activation_are_what_they_are_called() -> None:
    reader = small_reader(WIRINGS["lstm"])
    trace, cell = reader.read(TEXT), reader.cell
    over_a, over_x = cell.weight("forget").split((cell.units, cell.inputs), dim=1)
    word, memory, bias = trace.before("forget")
    np.testing.assert_allclose(word, (reader.embedding(trace.words) @ over_x.T).numpy(), atol=1e-5)
    np.testing.assert_allclose(memory[1:], trace["hidden"][:-1] @ over_a.numpy().T, atol=1e-5)
    assert (memory[0] == 0).all()
    assert (bias == cell.bias("forget").numpy()).all()


def test_batches_are_bounded_in_words_and_lose_no_case() -> None:
    lengths = [2] * 600 + [10_000, 9_000, 8_000, 7_000, 0, 3_000]
    batches = list(_batches(lengths))
    assert sorted(place for batch in batches for place in batch) == list(range(len(lengths)))
    for batch in batches:
        assert len(batch) <= 256
        assert len(batch) * max(lengths[place] for place in batch) <= 32_768


def test_cases_may_come_from_a_generator(reader: Reader) -> None:
    cases = [("the cat", "was", "were"), ("", "was", "were")]
    answers = reader.prefer_many(case for case in cases)
    np.testing.assert_allclose(answers, reader.prefer_many(cases))
