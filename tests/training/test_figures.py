import pytest

from cells import Reader
from tests.cells.small import small_reader
from training.cases import embed
from training.figures import figures, first_figures
from training.held_out import apart, food_cases, held_out, story_cases, subjects_changed
from training.lexicon import load_lexicon
from training.made_up import made_up_cases


@pytest.fixture(scope="module")
def reader() -> Reader:
    return small_reader()


def test_story_cases_are_of_held_out_nouns_in_both_numbers() -> None:
    cases = story_cases(400)
    splits = {e.word: e.split for e in load_lexicon().entries if e.tag.startswith("NN")}
    assert {splits[case.words[1]] for case in cases} == {"held-out"}
    assert {(case.sign, case.right) for case in cases} == {(1, "was"), (-1, "were")}
    assert 0.4 < sum(case.sign == 1 for case in cases) / len(cases) < 0.6
    assert " ".join(cases[0].words[2:]) == "which already ate the apples"


def test_what_decides_stands_before_the_choice() -> None:
    for case in (*held_out("comma-relative", None, 30), *food_cases(20), *made_up_cases(40, 1)):
        assert 0 <= case.at < len(case.words)
        assert case.right != case.wrong
        assert case.sign in (-1, 1)


def test_half_of_the_topics_are_food_and_the_choice_is_between_topics() -> None:
    cases = food_cases(20)
    assert sorted(case.sign for case in cases) == [-1] * 10 + [1] * 10
    rights = {sign: {case.right for case in cases if case.sign == sign} for sign in (-1, 1)}
    wrongs = {sign: {case.wrong for case in cases if case.sign == sign} for sign in (-1, 1)}
    assert wrongs == {1: rights[-1], -1: rights[1]}


def test_made_up_nouns_are_in_no_lexicon_and_come_in_both_numbers() -> None:
    known = {form for row in load_lexicon().rows for form in row.forms}
    cases = made_up_cases(64, seed=3)
    assert made_up_cases(64, seed=3) == cases
    assert not {case.words[case.at] for case in cases} & known
    assert all(case.words[case.at].endswith("s") == (case.sign == -1) for case in cases)
    assert len({case.words[case.at] for case in cases}) > 60


@pytest.mark.parametrize("words", [0, 5, 50])
def test_as_many_words_stand_between_as_are_asked_for(words: int) -> None:
    distances = [len(case.words) - case.at - 1 for case in apart(words, 30)]
    assert len(distances) == 30
    assert words <= min(distances) <= max(distances) <= words * 1.2


def test_a_changed_subject_comes_after_the_old_one() -> None:
    for old, new in subjects_changed(20):
        assert old.at < len(old.words) <= new.at
        assert old.sign == -new.sign


def test_margins_in_a_batch_are_what_the_reader_prefers(reader: Reader) -> None:
    contrasts = held_out("prepositional", None, 25)
    cases = embed(reader, contrasts)
    prefixes = [(" ".join(case.words), case.right, case.wrong) for case in contrasts]
    margins = cases.margins(cases.read(reader)).numpy()
    assert margins == pytest.approx(reader.prefer_many(prefixes), abs=1e-5)


def test_figures_of_a_reader_that_knows_nothing_are_near_chance(reader: Reader) -> None:
    found = figures(reader, count=20)
    assert 0.3 < found["mean"] < 0.7
    assert set(found) == {
        *("story", "mean", "constructions", "distances", "beyond", "made_up", "natural"),
        *("gates", "units", "memory"),
    }
    assert set(found["units"]) == {"number", "food"}
    assert set(found["gates"]) == {"reset", "update"}
    assert {key: found[key] for key in first_figures(reader, 20)} == first_figures(reader, 20)
