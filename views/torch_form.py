"""What a stage must say otherwise of a torch module: it speaks torch's notation, in torch's form.

A GRU of torch lets its reset gate act after the product, as Keras's does by default
(reset_after=True): only their two equations of the candidate evaluate to its numbers. An LSTM and
an RNN of torch are the cells of the lectures: they can be shown in every notation.
"""

from collections.abc import Mapping
from typing import Any

from cells.notation import RESET_AFTER
from cells.torch_form import TorchForm
from cells.wirings import WIRINGS
from views.conventions import conventions, quantities

SPOKEN = "torch"
"""The notation that is shown first."""

CANDIDATES = {
    SPOKEN: r"n_{t} = \tanh(W_{in} x_{t} + b_{in} + r_{t} \odot (W_{hn} h_{t-1} + b_{hn}))",
    "keras": r"\hat{h}_{t} = \tanh(W_{h} x_{t} + b_{h} + r_{t} * (U_{h} h_{t-1} + b_{rh}))",
}
"""The candidate of a GRU whose reset gate acts after the product, by who writes it so."""

_KEEPS = "z = 1 keeps; the fence and the way in open by 1 − z, how much is written."
_APART = {
    SPOKEN: "b of a gate is b_i + b_h; the candidate's two biases act apart.",
    "keras": (
        "As a Keras GRU with reset_after=True: W is its kernel, U its recurrent_kernel, both "
        "turned; b of a gate is the sum of its two biases, the candidate's act apart."
    ),
}
_ADDED = "b is the sum of torch's two biases, b_i + b_h."
_PROJECTED = (
    "This LSTM projects: h = W_hr m has {width} numbers. W over m stands for W_h W_hr, the same "
    "product, so that every unit has one number."
)
_SQUASHED, _UNBOUND = r"\tanh", r"\ReLU"


def header(form: TorchForm | None, *, foresees: bool = False) -> dict[str, Any]:
    """Return what a header says otherwise of a module, with or without a readout.

    Of a reader it says nothing.
    """
    if form is None:
        return {}
    silent: dict[str, Any] = {
        "pair": [],
        "log_odds": [],
        "probabilities": [],
        "next_words": [],
        "shares": [],
    }
    return {
        "brought": True,
        "notation": SPOKEN,
        "activation": "ReLU" if form.activation == "relu" else "tanh",
        "reset_after": form.inner is not None,
        "quantities": _quantities(form),
        "conventions": spoken(form),
        **({} if foresees else silent),
    }


def spoken(form: TorchForm) -> dict[str, dict[str, Any]]:
    """Return every notation in which the equations of a module evaluate, torch's own first."""
    every = conventions(form.wiring)
    if form.wiring == WIRINGS["gru"]:
        return {name: _gru(every[name], name) for name in CANDIDATES}
    if form.projected:
        return {SPOKEN: _projecting(every[SPOKEN], form.projected)}
    own = every.pop(SPOKEN)
    found = {SPOKEN: {**own, "notes": [_ADDED]}, **every}
    return found if form.activation == "tanh" else {k: _unbound(v) for k, v in found.items()}


def _quantities(form: TorchForm) -> Mapping[str, tuple[str, str]]:
    found = quantities()
    if form.inner is not None:
        row = RESET_AFTER["reset"]
        found["reset"] = row.title, row.meaning
    if form.projected:
        found["hidden"] = "state before projection", "what W_hr projects to the hidden state"
    return found


def _gru(own: Mapping[str, Any], convention: str) -> dict[str, Any]:
    equations = {**own["equations"], "candidate": CANDIDATES[convention]}
    return {**own, "equations": equations, "notes": [_KEEPS, _APART[convention]]}


def _projecting(own: Mapping[str, Any], width: int) -> dict[str, Any]:
    """Write m where the hidden state of an LSTM is, before it is projected."""
    return {
        **own,
        "symbols": {**own["symbols"], "hidden": ["m", ""]},
        "equations": {n: latex.replace("h_{t", "m_{t") for n, latex in own["equations"].items()},
        "notes": [_PROJECTED.format(width=width), _ADDED],
    }


def _unbound(convention: Mapping[str, Any]) -> dict[str, Any]:
    """Write ReLU where an RNN has no tanh."""
    equations = {n: e.replace(_SQUASHED, _UNBOUND) for n, e in convention["equations"].items()}
    return {**convention, "equations": equations}
