"""Which unit carries a concept: found by what forcing it does, not by correlation."""

from dataclasses import asdict
from typing import Any

import torch
from torch import Tensor

from cells.fast import Run
from cells.readers import Reader
from cells.units import UnitReport
from training.cases import Cases, Force, forcing


@torch.no_grad()
def unit_reports(reader: Reader, concept: str, cases: Cases, most: int = 8) -> list[dict[str, Any]]:
    """Measure every unit as a carrier of a concept; return the best `most`, as plain data."""
    read = cases.read(reader)
    silenced = [
        cases.accuracy(cases.read(reader, forcing(_silence(unit))))
        for unit in range(reader.units_count)
    ]
    reports = [
        _report(reader, concept, cases, read, unit, silenced) for unit in range(reader.units_count)
    ]
    reports.sort(key=lambda report: (-report.flip, report.unit))
    return [asdict(report) for report in reports[:most]]


def _report(
    reader: Reader, concept: str, cases: Cases, read: Run, unit: int, silenced: list[float]
) -> UnitReport:
    column = torch.arange(len(cases.until))
    update = read.update[..., unit]
    memory = read.cell[cases.at, column, unit]
    means = {sign: float(memory[cases.sign == sign].mean()) for sign in (1, -1)}
    between = _between(cases)
    others = [accuracy for other, accuracy in enumerate(silenced) if other != unit]
    return UnitReport(
        unit=unit,
        name=concept,
        sign=1 if means[1] >= means[-1] else -1,
        opens=float(update[cases.at, column].mean()),
        between=float(update[between].mean()),
        determiner=float(update[(cases.at - 1).clamp(min=0), column].mean()),
        kept=float(read.forget[..., unit].masked_fill(~between, 1.0).prod(dim=0).mean()),
        flip=_flip(reader, cases, read, unit, means),
        silenced=silenced[unit],
        silenced_other=sum(others) / len(others),
    )


def _between(cases: Cases) -> Tensor:
    """Return which steps (T, B) lie between the word that decides and the decided one."""
    steps = torch.arange(len(cases.x))[:, None]
    return (steps > cases.at) & (steps < cases.until)


def _flip(reader: Reader, cases: Cases, read: Run, unit: int, means: dict[int, float]) -> float:
    """Return the share of right verdicts that turn wrong with the other memory at that word."""
    other = torch.where(cases.sign == 1, means[-1], means[1])

    def force(t: int, memory: Tensor) -> Tensor:
        here = cases.at == t
        if not bool(here.any()):
            return memory
        changed = memory.clone()
        changed[here, unit] = other[here]
        return changed

    right = cases.margins(read) > 0
    flipped = cases.margins(cases.read(reader, forcing(force))) < 0
    return float((right & flipped).float().sum() / right.float().sum().clamp(min=1))


def _silence(unit: int) -> Force:
    def force(_t: int, memory: Tensor) -> Tensor:
        keep = torch.ones(memory.shape[-1])
        keep[unit] = 0.0
        return memory * keep

    return force
