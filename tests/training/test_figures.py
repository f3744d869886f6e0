import pytest

from cells import Reader
from tests.cells.small import small_reader
from training.cases import embed
from training.figures import figures, held_out, story_cases
from training.lexicon import load_lexicon


@pytest.fixture(scope="module")
def reader() -> Reader:
    return small_reader()


def test_story_cases_are_of_held_out_nouns_in_both_numbers() -> None:
    cases = story_cases(400)
    splits = {e.word: e.split for e in load_lexicon().entries if e.tag.startswith("NN")}
    assert {splits[sentence.words[1]] for sentence, _ in cases} == {"held-out"}
    verbs = [sentence.words[-1] for sentence, _ in cases]
    assert 0.4 < verbs.count("was") / len(verbs) < 0.6
    assert " ".join(cases[0][0].words[2:-1]) == "which already ate the apples"


def test_a_subject_stands_before_its_verb() -> None:
    for sentence, agreement in held_out("comma-relative", None, 30):
        assert agreement.subject < agreement.verb
        assert sentence.words[agreement.verb] != agreement.other


def test_margins_in_a_batch_are_what_the_reader_prefers(reader: Reader) -> None:
    agreements = held_out("prepositional", None, 25)
    cases = embed(reader, agreements)
    prefixes = [(" ".join(s.words[: a.verb]), s.words[a.verb], a.other) for s, a in agreements]
    margins = cases.margins(cases.read(reader)).numpy()
    assert margins == pytest.approx(reader.prefer_many(prefixes), abs=1e-5)


def test_figures_of_a_reader_that_knows_nothing_are_near_chance(reader: Reader) -> None:
    found = figures(reader, per_construction=20)
    assert 0.3 < found["mean"] < 0.7
    assert set(found) == {"story", "mean", "constructions", "distances", "gates", "units"}
    assert set(found["gates"]) == {"reset", "update"}
    assert found == figures(reader, per_construction=20)
