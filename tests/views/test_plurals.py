import pytest

from training.lexicon import DATA, read_rows
from views.plurals import plurals, singulars


@pytest.mark.parametrize(
    ("one", "many"),
    [
        *(("cat", "cats"), ("wug", "wugs"), ("box", "boxes"), ("church", "churches")),
        *(("city", "cities"), ("toy", "toys"), ("child", "children"), ("woman", "women")),
        *(("mouse", "mice"), ("person", "people"), ("fireman", "firemen")),
    ],
)
def test_the_likeliest_spelling_comes_first(one: str, many: str) -> None:
    assert next(plurals(one)) == many
    assert next(singulars(many)) == one


@pytest.mark.parametrize("word", ["", "s", "es", "ies", "ves", "men", "was", "zzes"])
def test_a_singular_is_a_word_whose_plural_it_is(word: str) -> None:
    for guess in singulars(word):
        assert len(guess) > 1
        assert word in plurals(guess)


def test_nearly_all_nouns_of_the_lexicon_are_spelled() -> None:
    pairs = [
        (row.forms[0], row.forms[1])
        for row in read_rows(DATA / "lexicon.tsv")
        if row.kind == "noun" and len(set(row.forms)) == 2 and "-" not in row.forms
    ]
    found = [many in plurals(one) and one in singulars(many) for one, many in pairs]
    assert len(found) > 2900
    assert sum(found) / len(found) > 0.99
