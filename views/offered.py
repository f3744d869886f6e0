"""Surgeries offered by name: a learned gate open or shut at every word, the number unit silent."""

from collections.abc import Mapping

from cells import Clamp, Silence, Wiring
from cells.notation import symbols
from views import cuts

NONE = ""
"""The text of no surgery."""


def offered(wiring: Wiring, number_unit: int | None, chosen: str = NONE) -> Mapping[str, str]:
    """Return what each surgery is called by its text in links; `chosen` is among them."""
    names = symbols(wiring, "ng")
    found = {NONE: "no surgery"}
    for gate in wiring.learned:
        for value in ("open", "shut"):
            symbol = names[gate].plain
            found[cuts.write([Clamp(gate, value=value)])] = f"{symbol} {value} at every word"
    if number_unit is not None:
        found[cuts.write([Silence(units=(number_unit,))])] = f"unit {number_unit} silenced"
    return found if chosen in found else {**found, chosen: chosen}
