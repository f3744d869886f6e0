"""Carriers are found by what forcing them does: tried on a cell whose carrier is put in by hand."""

from dataclasses import replace

import torch

from cells import Reader
from tests.cells.small import small_reader
from training.carriers import unit_reports
from training.cases import Cases


def counting_reader() -> tuple[Reader, Cases]:
    """Return a reader whose unit 2 alone writes a word's first feature and keeps it; cases."""
    reader = small_reader()
    cell = reader.cell
    with torch.no_grad():
        for parameter in cell.parameters():
            parameter.zero_()
        cell.bias("update").fill_(-30.0)
        cell.weight("candidate")[2, cell.units] = 9.0
        cell.weight("update")[2, cell.units + 1] = 60.0
    number = torch.tensor([1, -1, 1, -1])
    x = torch.zeros(4, 4, cell.inputs)
    x[1, :, 0], x[1, :, 1] = number.float(), 1.0  # the noun: its number, and "write now"
    out = torch.zeros(4, cell.units)
    out[:, 2] = number.float()
    steps = torch.full((4,), 4)
    return reader, Cases(x, torch.ones(4, dtype=torch.long), steps, number, out, torch.zeros(4))


def test_the_unit_that_decides_is_found_and_described() -> None:
    reader, cases = counting_reader()
    best = unit_reports(reader, "number", cases)[0]
    assert (best["unit"], best["sign"], best["flip"]) == (2, 1, 1.0)
    assert best["opens"] > 0.99
    assert best["determiner"] < 0.01
    assert best["between"] < 0.01
    assert best["kept"] > 0.99
    assert best["silenced"] == 0.0
    assert best["silenced_other"] == 1.0


def test_the_other_sign_is_seen() -> None:
    reader, cases = counting_reader()
    flipped = replace(cases, x=cases.x * torch.tensor([-1.0, 1, 1, 1, 1]), out=-cases.out)
    assert unit_reports(reader, "number", flipped)[0]["sign"] == -1
