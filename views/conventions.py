"""Every convention at once, for a screen that switches between them without asking anybody.

Numbers are the trace's own. Where a symbol means the complement, its number is 1 minus the
trace's: how much is kept.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from cells import Trace, Wiring
from cells.curves import USUAL, Curves
from cells.notation import CONVENTIONS, QUANTITY, Symbol, symbols
from views import numbers
from views.latex import equations, memory, recurrent
from views.narration import Span

_SHORT = {"slides": "Slides", "cho": "Cho", "chung": "Chung"}
"""What conventions with a long name are called on a narrow switch."""

_AFTER = {"torch": "PyTorch's own GRU", "keras": "Keras's own GRU, as it comes,"}
"""Who lets the reset gate act after the product, as these weights do not."""


_CURVED: Mapping[str, Sequence[str]] = {
    "tanh": ("Gates are tanh here, from −1 to 1: below 0 they turn the sign of what they let by.",),
    "hard": ("Gates are 0 or 1 here: step(x) is 1 where x > 0.",),
}
"""What must be said of gates that are no shares between 0 and 1."""


def conventions(wiring: Wiring, curves: Curves = USUAL) -> dict[str, dict[str, Any]]:
    """Return, for every convention, all that a screen needs to speak it, as plain data.

    `symbols` has (letter, index) by quantity and, where they are not ours, (..., whether it is the
    complement, name); `memory` has the factors of the memory equation, term by term: (LaTeX,
    quantity, steps back, whether the number is 1 minus the trace's).
    """
    return {name: _convention(wiring, name, curves) for name in CONVENTIONS}


def _convention(wiring: Wiring, convention: str, curves: Curves) -> dict[str, Any]:
    table = symbols(wiring, convention, curves)
    written = equations(wiring, convention, curves)
    return {
        "title": _SHORT.get(convention, CONVENTIONS[convention]),
        "source": CONVENTIONS[convention],
        "symbols": {name: _symbol(symbol) for name, symbol in table.items()},
        "equations": {e.quantity: e.latex for e in written if e.quantity != "cell"},
        "cell": next((e.left for e in written if e.quantity == "cell"), ""),
        "memory": [
            [[f.latex, f.quantity, f.back, f.rest] for f in term]
            for term in memory(wiring, convention, curves)
        ],
        "weights": recurrent(wiring, convention),
        "notes": notes(wiring, convention, curves),
    }


def _symbol(symbol: Symbol) -> list[str | bool]:
    ours: list[str | bool] = [symbol.plain.removesuffix(symbol.index), symbol.index]
    return [*ours, symbol.complement, symbol.called] if symbol.complement or symbol.called else ours


def quantities() -> dict[str, tuple[str, str]]:
    """Return what every quantity is called and what it means, in a few words."""
    return {name: (row.title, row.meaning) for name, row in QUANTITY.items()}


def title(symbol: Symbol, quantity: str) -> str:
    """Return what a convention calls a quantity: "update gate", or "input gate" for an i."""
    return symbol.called or QUANTITY[quantity].title


def notes(wiring: Wiring, convention: str, curves: Curves = USUAL) -> list[str]:
    """Return what must be said of a convention when it speaks of this cell."""
    update, said = symbols(wiring, convention, curves)["update"], [*_CURVED.get(curves.gates, ())]
    if symbols(wiring, convention)["update"].complement and not update.complement:
        z = update.plain
        said.append(f"{z} = 1 writes here: tanh has no {z} that keeps, 1 − tanh(x) ≠ tanh(−x).")
    if update.complement:
        z = update.plain
        said.append(f"{z} = 1 keeps: {z} is 1 − Γu, with the weights of Γu negated.")
    if convention in _AFTER and wiring.reset == "learned":
        said.append(
            f"{_AFTER[convention]} lets r act after the product. "
            "These weights are the course's cell: r acts before."
        )
    return said


def value(trace: Trace, symbol: Symbol, quantity: str, unit: int, step: int) -> float:
    """Return the number that a convention shows of one unit at one step (0-based)."""
    number = float(trace[quantity][step, unit])
    return 1 - number if symbol.complement else number


def number(trace: Trace, symbol: Symbol, quantity: str, unit: int, step: int) -> str:
    """Write the number that a convention shows: a small gate never as 0.00, nor its rest as 1."""
    raw = float(trace[quantity][step, unit])
    if symbol.complement:
        return numbers.rest(raw)
    return numbers.gate(raw) if QUANTITY[quantity].palette == "gate" else numbers.two(raw)


def sentence(
    spans: Sequence[Span], trace: Trace, unit: int, step: int, table: Mapping[str, Symbol]
) -> str:
    """Write a sentence of narration in a convention, given by its table of symbols."""
    return "".join(_written(span, trace, unit, step, table) for span in spans)


def _written(span: Span, trace: Trace, unit: int, step: int, table: Mapping[str, Symbol]) -> str:
    if not span.quantity:
        return span.text
    symbol = table[span.quantity]
    if span.kind == "name":
        return title(symbol, span.quantity)
    kept = "it keeps " if symbol.complement else ""
    shown = number(trace, symbol, span.quantity, unit, step)
    return f"{kept}{symbol.plain}\u00a0=\u00a0{shown}"
