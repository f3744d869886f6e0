"""The glossary says what the one table of notation says."""

import pytest

from cells.notation import CONVENTIONS, QUANTITY, symbols
from cells.wirings import WIRINGS
from views.glossary import Term, table, terms

EVERY = terms()


def test_every_quantity_is_a_term_with_its_meaning() -> None:
    named = {term.quantity: term for term in EVERY if term.quantity}
    assert named.keys() == QUANTITY.keys()
    for name, row in QUANTITY.items():
        assert named[name].name == row.title
        assert named[name].meaning.casefold().startswith(row.meaning.casefold())


def test_no_term_is_there_twice_and_all_are_explained() -> None:
    assert len({term.slug for term in EVERY}) == len(EVERY)
    for term in EVERY:
        assert term.meaning.endswith(".")
        assert len(term.meaning.split()) > 5


@pytest.mark.parametrize("term", [term for term in EVERY if term.quantity], ids=lambda t: t.slug)
def test_symbols_are_those_of_the_notations(term: Term) -> None:
    made = table(term)
    assert made
    assert [row[0] for row in made.rows] == list(CONVENTIONS.values())
    for (_, gru, lstm), convention in zip(made.rows, CONVENTIONS, strict=True):
        for written, name in ((gru, "gru"), (lstm, "lstm")):
            if written in ("–", "tied"):
                assert term.quantity not in WIRINGS[name].learned
                continue
            symbol = symbols(WIRINGS[name], convention)[term.quantity]
            assert written.split(",")[0] == symbol.plain
            assert ("1 = keep" in written) == symbol.complement


def test_whoever_looks_up_a_word_of_the_lectures_finds_it() -> None:
    names = {term.name for term in EVERY}
    assert names >= {
        *("gate", "cell", "memory cell", "hidden state", "candidate", "wiring", "carrier"),
        *("highway", "readout", "unit", "time step", "provenance", "surgery", "reader"),
        *("update gate", "reset gate", "forget gate", "output gate", "RNN", "GRU", "LSTM"),
    }


def test_no_two_terms_are_said_alike() -> None:
    forms = [form.casefold() for term in EVERY for form in (term.name, *term.forms)]
    assert len(set(forms)) == len(forms)


def test_what_has_no_symbol_has_no_table() -> None:
    assert all(table(term) is None for term in EVERY if not term.quantity)
