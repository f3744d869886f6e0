"""The fast twin of `Cell.walk`: the same equations with their products gathered.

All words enter in one product, and all gates' shares of a<t-1> in one product per time step. The
readable step (cells.equations) is the definition; a test holds the two together.
"""

from typing import NamedTuple

import torch
from torch import Tensor, nn

from cells.cell import Cell, CutAt, left_alone
from cells.equations import Cut


class Run(NamedTuple):
    """What a fast run keeps of every time step, each (T, B, H)."""

    hidden: Tensor
    cell: Tensor
    update: Tensor
    forget: Tensor


def run(cell: Cell, x: Tensor, cut: CutAt = left_alone) -> Run:
    """Step through x (T, B, D) from a<0> = c<0> = 0; every time step keeps four of its values."""
    names = (*cell.wiring.learned, "candidate")
    over = [cell.weight(name).split((cell.units, cell.inputs), dim=1) for name in names]
    over_a, over_x = (torch.cat(part) for part in zip(*over, strict=True))
    words = nn.functional.linear(x, over_x, torch.cat([cell.bias(name) for name in names]))
    a, c = cell.begin((x.shape[1],))
    kept: list[tuple[Tensor, ...]] = []
    for t, word in enumerate(words.unbind()):
        gates, c̃ = _gates_and_candidate(cell, a, word, over_a, cut(t))
        a, c = _next_state(cell, gates, c̃, c, cut(t))
        kept.append((a, c, gates["update"], gates["forget"]))
    return Run(*(torch.stack(values) for values in zip(*kept, strict=True)))


def _gates_and_candidate(
    cell: Cell, a: Tensor, word: Tensor, over_a: Tensor, cut: Cut
) -> tuple[dict[str, Tensor], Tensor]:
    wiring, units = cell.wiring, cell.units
    early = over_a if wiring.reset == "open" else over_a[:-units]  # Γr must be known for the rest
    before = word[..., : len(early)] + a @ early.T
    learned = cell.curves.gate(before[..., : len(over_a) - units]).split(units, dim=-1)
    gates: dict[str, Tensor] = {
        name: cut(name, Γ) for name, Γ in zip(wiring.learned, learned, strict=False)
    }
    if wiring.reset == "open":
        before_c = before[..., -units:]
    else:
        before_c = word[..., -units:] + (gates["reset"] * a) @ over_a[-units:].T
    if wiring.update == "open":
        gates["update"] = torch.ones_like(a)
    if wiring.forget == "tied":
        gates["forget"] = 1 - gates["update"]
    elif wiring.forget != "learned":
        gates["forget"] = torch.full_like(a, wiring.forget == "open")
    return gates, cell.curves.write(before_c)


def _next_state(
    cell: Cell, gates: dict[str, Tensor], c̃: Tensor, c_past: Tensor, cut: Cut
) -> tuple[Tensor, Tensor]:
    c = cut("cell", gates["update"] * c̃ + gates["forget"] * c_past)
    shown = torch.tanh(c) if cell.wiring.squash else c
    return cut("hidden", gates["output"] * shown if "output" in gates else shown), c
