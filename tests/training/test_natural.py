from collections import Counter
from dataclasses import FrozenInstanceError
from pathlib import Path

import pytest

from cells.tokens import tokenize
from training.lexicon import DATA, load_lexicon
from training.natural import AUXILIARIES, HEADER, Point, load_points, plural_of, read_points

GOOD = "open\tThe cat\twas\twere\tsimple"


def share(points: tuple[Point, ...]) -> float:
    return sum(p.number == "singular" for p in points) / len(points)


def write(folder: Path, *lines: str) -> Path:
    path = folder / "points.tsv"
    path.write_text("\n".join(["\t".join(HEADER), *lines]) + "\n", "utf-8")
    return path


def test_there_are_many_and_half_of_them_are_kept() -> None:
    assert len(load_points()) >= 320
    assert len(load_points("kept")) == len(load_points("open")) == len(load_points()) / 2
    assert set(load_points("kept")) | set(load_points("open")) == set(load_points())


def test_both_numbers_are_as_likely_in_either_half() -> None:
    for points in (load_points(), load_points("open"), load_points("kept")):
        assert 0.45 < share(points) < 0.55


def test_every_kind_is_in_both_halves_with_both_numbers() -> None:
    kinds = Counter(p.kind for p in load_points())
    assert len(kinds) >= 20
    for kind, count in kinds.items():
        points = tuple(p for p in load_points() if p.kind == kind)
        assert 0.25 < share(points) < 0.75, kind
        assert abs(sum(p.half == "kept" for p in points) - count / 2) <= 1, kind


def test_the_wrong_form_is_the_other_number() -> None:
    pairs = set(AUXILIARIES.items())
    pairs |= {(r.forms[1], r.forms[0]) for r in load_lexicon().rows if r.kind == "verb"}
    known = 0
    for point in load_points():
        one, many = point.right, point.wrong
        if point.number == "plural":
            one, many = many, one
        assert plural_of(one) == many
        known += (one, many) in pairs
    assert known > 0.95 * len(load_points())


def test_no_wrong_form_is_a_past_tense() -> None:
    """The boy cuts, but the boy cut as well: that decides nothing."""
    past = {r.forms[2] for r in load_lexicon().rows if r.kind == "verb"} - set(AUXILIARIES.values())
    assert not {p.wrong for p in load_points() if p.number == "singular"} & past


def test_every_verb_is_asked_for() -> None:
    asked = Counter(p.right for p in load_points())
    for one, many in AUXILIARIES.items():
        if one != "does":  # a question would begin with it
            assert asked[one] > 0, one
            assert many == "do" or asked[many] > 0, many
    others = {p.right for p in load_points()} - set(AUXILIARIES) - set(AUXILIARIES.values())
    assert len(others) >= 80


def test_no_sentence_comes_twice() -> None:
    said = Counter(" ".join(p.words).lower() for p in load_points())
    assert said.most_common(1)[0][1] == 1


def test_sentences_read_back_as_their_words() -> None:
    for point in load_points():
        assert tokenize(f"{point.prefix} {point.right}") == (*point.words, point.right)
        assert tokenize(point.wrong) == (point.wrong,)


@pytest.mark.parametrize(
    "name", ["corpus", "grammar", "lexicon", "make_lexicon", "model", "recipe", "trainer", "tagger"]
)
def test_nothing_that_trains_knows_them(name: str) -> None:
    source = (DATA.parent / f"{name}.py").read_text("utf-8")
    assert "natural" not in source


def test_some_are_long() -> None:
    assert sum(len(p.words) >= 20 for p in load_points()) >= 15


@pytest.mark.parametrize(
    ("one", "many"),
    [("was", "were"), ("doesn't", "don't"), ("carries", "carry"), ("watches", "watch"),
     ("closes", "close"), ("goes", "go"), ("passes", "pass"), ("buzzes", "buzz"), ("dies", "die"),
     ("fixes", "fix"), ("says", "say"), ("were", None), ("pass", None), ("eat", None)],
)  # fmt: skip
def test_plurals(one: str, many: str | None) -> None:
    assert plural_of(one) == many


def test_a_good_file_is_read(tmp_path: Path) -> None:
    (point,) = read_points(write(tmp_path, GOOD))
    assert point == Point("open", "The cat", "was", "were", "simple")
    assert (point.words, point.number) == (("The", "cat"), "singular")
    with pytest.raises(FrozenInstanceError):
        point.right = "were"  # type: ignore[misc]


@pytest.mark.parametrize(
    ("line", "complaint"),
    [
        ("open\tThe cat\twas\twere", "line 3: 5 cells"),
        ("open\tThe cat\twas\twere\t", "line 3: 5 cells"),
        ("open\tThe cat \twas\twere\tsimple", "line 3: 5 cells"),
        ("shut\tThe cat\twas\twere\tsimple", "line 3: the half is 'open' or 'kept', not 'shut'"),
        ("open\tThe cat\twas\tare\tsimple", "line 3: 'was' and 'are' are not the two numbers"),
        ("open\tThe cat\twas\twas\tsimple", "line 3: 'was' and 'was' are not the two numbers"),
        ("", "line 3: 5 cells"),
    ],
)
def test_a_bad_row_is_named(tmp_path: Path, line: str, complaint: str) -> None:
    with pytest.raises(ValueError, match=complaint):
        read_points(write(tmp_path, GOOD, line))


@pytest.mark.parametrize("text", ["", "open\tThe cat\twas\twere\tsimple\n"])
def test_a_file_without_its_header_is_refused(tmp_path: Path, text: str) -> None:
    (tmp_path / "points.tsv").write_text(text, "utf-8")
    with pytest.raises(ValueError, match="line 1: the columns are half, prefix"):
        read_points(tmp_path / "points.tsv")
