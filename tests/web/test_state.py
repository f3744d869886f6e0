from typing import Any
from urllib.parse import urlencode

import pytest

from cells import WIRINGS
from views import cuts
from web.state import (
    CARD,
    LONGEST_LINK,
    SENTENCE,
    WALK,
    Walk,
    arrive,
    beyond,
    change,
    current,
    fit,
    fit_surgery,
    follow,
    link_card,
    parse,
    show_card,
    unfold,
)

READERS = ("rnn", "gru-simple", "gru", "lstm", "gru-as-found")


def session(walk: Walk | None = None) -> dict[Any, Any]:
    """Return a session in which a walk is on screen."""
    started: dict[Any, Any] = {}
    arrive((walk or Walk()).link(), started, READERS)
    current(started)
    return started


def test_a_link_brings_back_what_it_was_made_from() -> None:
    walk = Walk("the cats & <dogs>", "lstm", ("is", "are"), unit=7)
    assert parse(walk.link(), READERS) == (walk, [])
    assert parse(Walk().link(), READERS) == (Walk(), [])


def test_a_report_written_by_the_browser_is_read_as_any_other() -> None:
    walk = Walk("the cats & <dogs> ~*'() + é", "lstm", unit=7)
    assert parse(unfold("n=3&" + urlencode(walk.link())), READERS) == (walk, [])


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
    walk, complaints = parse({**Walk().link(), "step": "2", **bad}, READERS)
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


def test_only_the_first_link_of_a_session_is_read() -> None:
    started = session()
    assert arrive({"sentence": "late", "reader": "?"}, started, READERS) == []
    assert current(started) == Walk()


def test_what_is_typed_is_kept_when_its_box_was_away() -> None:
    started = session()
    started[SENTENCE] = "typed now"
    assert current(started).sentence == "typed now"
    del started[SENTENCE]  # another page was shown
    assert current(started).sentence == "typed now"


def test_a_report_changes_what_it_names_and_nothing_else() -> None:
    started = session(Walk("the cats", "lstm", ("is", "are"), unit=3))
    started[SENTENCE] = "typed now"
    current(started)
    follow("n=1&pair=has%2Fhave", started, READERS)
    assert current(started) == Walk("typed now", "lstm", ("has", "have"), unit=3)
    follow("n=2&sentence=the+dogs&unit=", started, READERS)
    assert current(started) == Walk("the dogs", "lstm", ("has", "have"), unit=None)


def test_a_step_in_a_report_changes_nothing() -> None:
    started = session()
    follow("n=1&step=7&v=9", started, READERS)
    assert current(started) == Walk()


@pytest.mark.parametrize("report", [None, 5, "", "unit=-1&reader=no&pair=x", "%ff=%00", b"unit=1"])
def test_a_report_of_nonsense_leaves_a_good_walk(report: object) -> None:
    started = session()
    follow(report, started, READERS)
    assert current(started) == Walk()


def test_another_reader_is_shown_with_a_unit_of_its_own() -> None:
    started = session(Walk(unit=3))
    change(started, reader="gru")
    assert current(started).unit == 3
    change(started, reader="lstm")
    assert current(started).unit is None
    follow("reader=gru&unit=5", started, READERS)  # Back to where 5 was pinned
    assert current(started).unit == 5


def test_a_step_beyond_the_end_is_told() -> None:
    assert beyond({"step": "99"}, 5) == ["Step 99 is beyond the end: this sentence has 5 words."]
    assert beyond({"step": "2"}, 1) == ["Step 2 is beyond the end: this sentence has 1 word."]
    assert beyond({"step": "5"}, 5) == beyond({}, 5) == beyond({"step": "x"}, 5) == []


def test_a_unit_that_is_not_there_gives_way_to_the_one_that_tells_most() -> None:
    started = session(Walk(unit=32))
    walk, complaints = fit(started, units=32)
    assert walk.unit is None
    assert complaints == ["There is no unit 32: this reader has 0 to 31."]
    assert fit(started, units=32) == (walk, [])


def test_a_sentence_that_its_link_cannot_hold_says_so() -> None:
    started = session()
    change(started, sentence="a " * LONGEST_LINK)
    (complaint,) = fit(started, units=9)[1]
    assert "longer than a link can hold" in complaint


@pytest.mark.parametrize(
    ("link", "walked", "shown", "complaints"),
    [
        ({}, None, "gru", 0),
        ({}, "lstm", "lstm", 0),
        ({"reader": "rnn"}, "lstm", "rnn", 0),
        ({"reader": "<b>"}, "lstm", "lstm", 1),
        ({}, "gone", "rnn", 0),
    ],
)
def test_a_card_is_that_of_the_link_else_of_the_walk(
    link: dict[str, str], walked: str | None, shown: str, complaints: int
) -> None:
    started: dict[str, object] = {} if walked is None else {WALK: Walk(reader=walked)}
    assert len(show_card(link, started, READERS)) == complaints
    assert started[CARD] == shown


def test_a_chosen_card_is_in_the_link() -> None:
    link = {"v": "1"}
    link_card(link, {CARD: "lstm"})
    assert link["reader"] == "lstm"
    link_card(link, {CARD: "lstm"}, "gru")
    assert link["reader"] == "gru"


SURGERY, _ = cuts.parse("update:8:0:open~silence:4-6:1,3")


def test_surgery_is_in_the_link_and_comes_back() -> None:
    walk = Walk(reader="lstm", unit=3, surgery=SURGERY)
    assert walk.link()["cut"] == "update:8:0:open~silence:4-6:1,3"
    assert parse(walk.link(), READERS) == (walk, [])
    assert parse(unfold("n=3&" + urlencode(walk.link())), READERS) == (walk, [])
    assert "cut" not in Walk().link()


def test_a_report_changes_surgery_and_an_empty_one_takes_it_back() -> None:
    started = session(Walk("the cats", unit=3))
    follow("n=1&cut=update:8:0:open~silence:4-6:1,3", started, READERS)
    assert current(started) == Walk("the cats", unit=3, surgery=SURGERY)
    follow("n=2&pair=is%2Fare", started, READERS)
    assert current(started).surgery == SURGERY
    follow("n=3&cut=", started, READERS)
    assert current(started) == Walk("the cats", pair=("is", "are"), unit=3)


def test_bad_surgery_is_told_and_the_rest_kept() -> None:
    walk, complaints = parse({"cut": "x<y~update:8:0:open", "unit": "3"}, READERS)
    assert walk == Walk(unit=3, surgery=SURGERY[:1])
    assert len(complaints) == 1
    assert "<" not in complaints[0]


def test_surgery_that_no_longer_fits_is_taken_back_from_the_session() -> None:
    started = session(Walk(surgery=SURGERY))
    gru = WIRINGS["gru"]
    assert fit_surgery(started, gru, 11, 32) == (Walk(surgery=SURGERY), [])
    walk, complaints = fit_surgery(started, gru, 5, 32)
    assert cuts.write(walk.surgery) == "silence:4-5:1,3"
    assert complaints == [
        "This sentence has 5 words: what was changed beyond its end was taken back."
    ]
    assert current(started) == walk
    change(started, reader="rnn")
    assert fit_surgery(started, WIRINGS["rnn"], 5, 32)[0].surgery == walk.surgery


def test_fifty_sessions_never_see_each_others_surgery() -> None:
    started = [session() for _ in range(50)]
    for step, each in enumerate(started, start=1):
        follow(f"n=1&cut=update:{step}:0:open", each, READERS)
    for step, each in enumerate(started):
        assert [cut.steps for cut in current(each).surgery] == [(step,)]
