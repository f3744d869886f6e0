"""The units that carry something, such as number or topic, as a reader's card names them."""

from dataclasses import dataclass

from cells import Reader

_WHOLLY = 0.5
"""From this share of turned verdicts on a unit carries its concept; below, only part of it."""


@dataclass(frozen=True, slots=True)
class Carrier:
    """A unit and the concept it carries ("number", "food").

    `sign` is +1 where its positive memory means singular, or food; `flip` is the share of the right
    verdicts in [0, 1] that turn when the unit is given the other memory, None if nobody measured.
    """

    unit: int
    name: str
    sign: int = 1
    flip: float | None = None

    @property
    def label(self) -> str:
        """Return what the unit is called: "number"; "number, in part" where others carry it too."""
        partly = self.flip is not None and self.flip < _WHOLLY
        return f"{self.name}, in part" if partly else self.name


def carriers(reader: Reader) -> tuple[Carrier, ...]:
    """Return the units that a reader's card names, number first."""
    named = reader.card.get("carriers", {})
    found = [_measured(reader, concept, int(unit)) for concept, unit in named.items()]
    return tuple(sorted(found, key=lambda carrier: (carrier.name != "number", carrier.name)))


def _measured(reader: Reader, concept: str, unit: int) -> Carrier:
    measured = reader.card.get("figures", {}).get("units", {})
    reports = reader.units(concept) if concept in measured else []
    for report in reports:
        if report.unit == unit:
            return Carrier(unit, concept, report.sign, report.flip)
    return Carrier(unit, concept)
