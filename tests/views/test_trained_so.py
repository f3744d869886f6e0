"""Readers trained with another curve: the table and the sentences, against cards and readings."""

import numpy as np

import cells
from tests.pages.panel import CAT
from views import cards, trained_so
from views.numbers import two
from views.reading import read

FOUND = {name: cells.load(name).card for name in trained_so.NAMES}
READ = {name: read(cells.load(name), CAT, ("was", "were")) for name in FOUND}
AGAIN = {name: cells.load(name).read("the " * trained_so.AGAIN) for name in FOUND}


def test_the_table_has_what_the_cards_and_the_readings_have() -> None:
    norms = {n: cells.jacobian_norms(cells.load(n), READ[n].trace) for n in FOUND}
    rows = {row[0]: row[1:] for row in trained_so.table(FOUND, READ, norms, AGAIN, 8).rows}
    assert rows["gates"] == ("σ", "tanh", "σ")
    assert rows["candidate"] == ("tanh", "tanh", "σ")
    for place, (name, card) in enumerate(FOUND.items()):
        assert rows["right verb"][place] == cards.share(card["figures"]["mean"])
        assert rows["100 words between"][place] == cards.share(card["figures"]["distances"]["100"])
        assert rows["log-odds here"][place] == two(float(READ[name].log_odds[8]))
        assert rows["largest |c| here"][place] == two(float(np.abs(READ[name].trace["cell"]).max()))
    assert rows["gate values below 0 here"][0] == "0\u00a0%"
    assert rows["gate values below 0 here"][1] != "0\u00a0%"


def test_a_memory_under_tanh_gates_grows_where_none_with_sigmoid_gates_does() -> None:
    sizes = {name: float(np.abs(trace["cell"]).max()) for name, trace in AGAIN.items()}
    assert sizes[trained_so.TANH] > 1e6
    assert sizes[trained_so.BASE] <= 1
    said = trained_so.grown(AGAIN)
    assert two(sizes[trained_so.TANH]) in said


def test_the_sentence_compares_what_was_trained_so_with_what_was_only_given_it() -> None:
    swapped = [
        {"gates": "tanh", "candidate": "tanh", "right": 0.61},
        {"gates": "sigmoid", "candidate": "sigmoid", "right": 0.72},
    ]
    said = trained_so.told(FOUND, swapped).replace("\u00a0", " ")
    for name in FOUND:
        assert f"{100 * FOUND[name]['figures']['mean']:.1f} %" in said
    assert "61.0 %" in said
    assert "72.0 %" in said
    means = [card["figures"]["mean"] for card in FOUND.values()]
    assert f"{100 * (max(means) - min(means)):.1f} points" in said
    assert trained_so.told({n: {} for n in FOUND}, []) == ""


def test_distances_are_those_of_the_cards() -> None:
    (title, mine), others = trained_so.distances(FOUND)
    assert title == "GRU, as found"
    assert mine == dict(FOUND[trained_so.BASE]["figures"]["distances"])
    assert list(others) == ["GRU, tanh gates", "GRU, sigmoid candidate"]
