"""The claims are tried on the readers, and the report is what the readers do."""

import json
from typing import Any

import numpy as np
import pytest
import torch

import cells
from cells import Clamp
from training import claims, claims_gates, claims_gradients, claims_memory
from training.cases import embed
from training.held_out import apart
from views import claims as shown

HELD: dict[str, dict[str, Any]] = json.loads(claims.REPORT.read_text("utf-8"))
GATED = claims.READERS[1:]


def test_the_page_shows_the_report_of_every_reader() -> None:
    assert claims.REPORT.name == shown.REPORT
    assert list(HELD) == [*claims.READERS, *claims.OTHERS]
    assert set(shown.GATED) <= set(claims.READERS)


@pytest.mark.parametrize("name", GATED)
@pytest.mark.readers
def test_the_report_is_what_the_reader_does(name: str) -> None:
    reader = cells.load(name)
    now = claims.rounded(claims_gates.report(reader))
    unit = reader.units("number")[0].unit
    now |= claims.rounded({"freed": claims_memory.freed(reader, unit)})
    now |= claims.rounded({"equal": claims_memory.equal(reader, unit)})
    near(now, {key: HELD[name][key] for key in now})


def near(now: Any, held: Any) -> None:
    """Hold figures to the report: another machine may round otherwise and turn a few verdicts."""
    assert type(now) is type(held)
    if isinstance(now, dict):
        assert now.keys() == held.keys()
        for key in now:
            near(now[key], held[key])
    else:
        assert now == pytest.approx(held, rel=0.05, abs=0.01)


@pytest.mark.parametrize("name", claims.READERS)
@pytest.mark.readers
def test_gradients_and_accuracy_of_the_report(name: str) -> None:
    reader = cells.load(name)
    found = claims_gradients.between(reader, 10)
    assert found == pytest.approx(HELD[name]["gradient"]["between"]["10"], abs=0.05)
    grown = claims_memory.largest(reader, 100)
    assert grown == pytest.approx(HELD[name]["grown"]["100"], rel=0.01)
    figures = reader.card["figures"]
    right = {"mean": figures["mean"], **figures["distances"]}
    assert HELD[name]["right"] == claims.rounded(right)
    assert [HELD[f"{each}-as-found"]["spread"] for each in ("gru", "lstm")] == list(
        claims.spread().values()
    )


def test_a_gate_is_held_as_surgery_holds_it() -> None:
    reader = cells.load("gru-as-found")
    contrasts = apart(5, 20)
    cases = embed(reader, contrasts)
    at = torch.linspace(0, 1, reader.units_count)
    held = cases.margins(cases.read(reader, claims_gates.holding("reset", at)))
    cut = [Clamp("reset", [unit], None, float(value)) for unit, value in enumerate(at)]
    asked = [(" ".join(each.words), each.right, each.wrong) for each in contrasts]
    assert held.numpy() == pytest.approx(reader.prefer_many(asked, cut), abs=1e-4)


def test_only_words_that_are_read_count() -> None:
    reader = cells.load("gru-as-found")
    contrasts = [*apart(0, 3), *apart(20, 3)]
    found = claims_gates.values(reader, embed(reader, contrasts), "update")["update"]
    read = np.concatenate([reader.read(" ".join(each.words))["update"] for each in contrasts])
    assert found.shape == read.shape
    assert np.sort(found, axis=None) == pytest.approx(np.sort(read, axis=None), abs=1e-5)


def test_finished_sentences_go_on_after_their_verb() -> None:
    for each in claims_memory.finished(50):
        verb = len(each.words) - 1 - claims_memory.AFTER
        assert each.words[verb] == each.right
        assert verb - each.at > claims_memory.AFTER + 2
        assert not {".", "?"} & set(each.words)


def test_a_text_is_as_long_as_was_asked_and_not_one_sentence() -> None:
    assert claims_memory.text(7) == claims_memory.text(10_000)[:7]
    assert len(claims_memory.text(10_000)) == 10_000
    assert claims_memory.text(10_000).count(".") > 100
