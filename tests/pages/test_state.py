from urllib.parse import urlencode

import pytest

from pages.state import (
    LINK,
    LONGEST_LINK,
    READER,
    SENTENCE,
    Walk,
    arrived,
    fit,
    merge,
    parse,
    unfold,
)

READERS = ("rnn", "gru-simple", "gru", "lstm", "gru-as-found")


def test_a_link_brings_back_what_it_was_made_from() -> None:
    walk = Walk("the cats & <dogs>", "lstm", 3, ("is", "are"), unit=7)
    assert parse(walk.link(), READERS) == (walk, [])
    assert parse(Walk().link(), READERS) == (Walk(), [])


def test_a_link_written_by_the_browser_is_read_as_any_other() -> None:
    walk = Walk("the cats & <dogs> ~*'() + é", "lstm", 3, unit=7)
    assert parse(unfold(urlencode(walk.link())), READERS) == (walk, [])


@pytest.mark.parametrize("written", [None, 7, "", "&&&&", "x=1", "a=b&" * 999, "%ff%00=1"])
def test_whatever_is_no_link_asks_for_nothing(written: object) -> None:
    assert unfold(written) == {}


def test_an_empty_link_asks_for_the_defaults_and_needs_no_word() -> None:
    assert parse({}, READERS) == (Walk(), [])


def test_defaults_never_change_within_a_version() -> None:
    assert Walk().link() == {
        "v": "1",
        "sentence": "the cat, which already ate the apples, was full",
        "reader": "gru",
        "step": "1",
        "pair": "was/were",
    }


@pytest.mark.parametrize(
    "bad",
    [
        {"step": "abc"},
        {"step": "0"},
        {"step": "-3"},
        {"step": "1e3"},
        {"step": ""},
        {"step": "٣"},
        {"step": "9" * 400},
        {"reader": "transformer"},
        {"reader": "../../etc"},
        {"reader": "<script>"},
        {"pair": "was"},
        {"pair": "was/was"},
        {"pair": "a/b/c"},
        {"pair": "was were/is"},
        {"pair": "/"},
        {"unit": "x"},
        {"unit": "-1"},
        {"v": "99"},
    ],
)
def test_a_bad_value_is_put_right_with_one_sentence(bad: dict[str, str]) -> None:
    walk, complaints = parse({**Walk(step=2).link(), **bad}, READERS)
    assert walk.sentence == Walk().sentence
    assert walk.reader in READERS
    assert len(complaints) == 1
    assert complaints[0].endswith(".")
    assert "<" not in complaints[0]


def test_many_bad_values_are_put_right_at_once_and_the_good_ones_kept() -> None:
    walk, complaints = parse({"sentence": "hi", "step": "x", "reader": "y", "pair": "z"}, READERS)
    assert walk == Walk(sentence="hi")
    assert len(complaints) == 3


def test_without_the_default_reader_another_one_reads() -> None:
    assert parse({}, ("lstm",))[0].reader == "lstm"


def test_a_sentence_too_long_for_a_link_is_left_out_of_it() -> None:
    assert "sentence" in Walk("a" * LONGEST_LINK).link()
    assert "sentence" not in Walk("a" * (LONGEST_LINK + 1)).link()


def test_what_is_typed_wins_over_a_link_that_did_not_change() -> None:
    link = Walk(step=4).link()
    state = {LINK: link, SENTENCE: "typed now", READER: "lstm"}
    walk, _ = merge(link, state, READERS)
    assert (walk.sentence, walk.reader, walk.step) == ("typed now", "lstm", 4)


def test_another_reader_is_shown_with_a_unit_of_its_own() -> None:
    state = {LINK: Walk(unit=3).link(), SENTENCE: Walk().sentence, READER: "lstm"}
    assert merge(Walk(unit=3).link(), state, READERS)[0].unit is None
    state[READER] = "gru"
    assert merge(Walk(unit=3).link(), state, READERS)[0].unit == 3


def test_steps_of_the_browser_do_not_undo_what_is_typed() -> None:
    state = {LINK: Walk(step=4).link(), SENTENCE: "typed now", READER: "gru"}
    walk, _ = merge(Walk(step=6).link(), state, READERS)
    assert (walk.sentence, walk.step) == ("typed now", 6)


def test_a_link_that_changed_wins_over_the_widgets() -> None:
    state = {LINK: Walk().link(), SENTENCE: Walk().sentence, READER: "gru"}
    merge(Walk("by Back", "rnn").link(), state, READERS)
    assert (state[SENTENCE], state[READER]) == ("by Back", "rnn")


def test_back_and_forward_in_a_row_are_followed_though_the_first_run_was_broken_off() -> None:
    cats, dogs = Walk("the cats").link(), Walk("the dogs").link()
    state = {LINK: dogs, SENTENCE: "the dogs", READER: "gru"}
    merge(cats, state, READERS)  # Back; nothing after this is run
    assert merge(dogs, state, READERS)[0].sentence == "the dogs"


def test_what_is_typed_is_not_lost_by_a_run_that_was_broken_off() -> None:
    old = Walk("the cats").link()
    state = {LINK: old, SENTENCE: "typed now", READER: "gru"}
    merge(old, state, READERS)  # broken off before the URL is written
    assert merge(old, state, READERS)[0].sentence == "typed now"


def test_a_sentence_too_long_for_the_link_stays_in_its_box() -> None:
    long = Walk("a " * LONGEST_LINK)
    state = {LINK: long.link(), SENTENCE: long.sentence, READER: "gru"}
    assert merge(long.link(), state, READERS)[0].sentence == long.sentence


def test_only_what_came_from_outside_has_arrived() -> None:
    assert arrived({}, {})
    assert arrived(Walk(step=2).link(), {LINK: Walk().link()})
    assert not arrived(Walk().link(), {LINK: Walk().link()})


def test_a_step_beyond_the_end_is_the_last_one() -> None:
    walk, complaints = fit(Walk(step=99), words=5, units=16, asked=True)
    assert walk.step == 5
    assert complaints == ["Step 99 is beyond the end: this sentence has 5 words."]
    assert fit(Walk(step=99), words=5, units=16, asked=False) == (walk, [])


def test_a_unit_that_is_not_there_gives_way_to_the_one_that_tells_most() -> None:
    walk, complaints = fit(Walk(unit=32), words=5, units=32, asked=True)
    assert walk.unit is None
    assert complaints == ["There is no unit 32: this reader has 0 to 31."]


def test_a_sentence_that_its_link_cannot_hold_says_so() -> None:
    (complaint,) = fit(Walk("a " * LONGEST_LINK), words=9, units=9, asked=False)[1]
    assert "longer than a link can hold" in complaint
