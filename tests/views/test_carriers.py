import pytest

import cells
from views.carriers import Carrier, carriers


@pytest.mark.parametrize("name", cells.names())
def test_carriers_are_those_of_the_card_number_first(name: str) -> None:
    reader = cells.load(name)
    found = carriers(reader)
    assert {each.name: each.unit for each in found} == dict(reader.card["carriers"])
    assert found[0].name == "number"
    for each in found:
        report = next(r for r in reader.units(each.name) if r.unit == each.unit)
        assert (each.sign, each.flip) == (report.sign, report.flip)


def test_a_unit_that_carries_only_part_of_it_says_so() -> None:
    assert Carrier(0, "number", 1, 0.98).label == "number"
    assert Carrier(9, "food", -1, 0.04).label == "food, in part"
    assert Carrier(9, "food").label == "food"  # nobody measured
