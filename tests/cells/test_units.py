from dataclasses import asdict, replace

import pytest

from cells.units import UnitReport
from tests.cells.small import small_reader

REPORT = UnitReport(3, "number", 1, 0.98, 0.02, 0.1, 0.95, 0.99, 0.5, 0.97)


def test_reports_are_read_from_the_card_in_their_order() -> None:
    card = {"figures": {"units": {"number": [asdict(REPORT), asdict(replace(REPORT, unit=5))]}}}
    reader = replace(small_reader(), card=card)
    assert reader.units("number") == [REPORT, replace(REPORT, unit=5)]
    with pytest.raises(ValueError, match="for 'food'; measured: number"):
        reader.units("food")


def test_every_shipped_reader_has_reports() -> None:
    import cells

    for name in cells.names():
        reports = cells.load(name).units("number")
        assert reports == sorted(reports, key=lambda report: -report.flip)
        assert cells.load(name).card["carriers"]["number"] == reports[0].unit
