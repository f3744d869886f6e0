"""One direction of one layer of a torch module, stepped by hand in torch's own form.

`cells.trace` takes all gates from torch's kernels at once; here every step waits for the one before
it, so that surgery can force a gate and every later gate sees the consequence. The equations are
those of `cells.layers`, under our names: update is 1 - z in a GRU, and i in an LSTM.

    update    = σ(-(W_iz x + b_iz + W_hz h<t-1> + b_hz))             GRU
    candidate = tanh(W_in x + b_in + reset * (W_hn h<t-1> + b_hn))   GRU
    c = update * candidate + forget * c<t-1>

Where an LSTM projects its hidden state, h = W_hr m with m = o * tanh(c), "hidden" is m, and the
weights over it are W_h W_hr: the same numbers, and one for every unit.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

import torch
from torch import Tensor, nn

from cells.equations import Before, Cut, Step
from cells.kernels import weights, wiring
from cells.layers import Weights
from cells.wirings import Wiring

_ROWS: Mapping[str, tuple[str, ...]] = {
    "RNN": ("candidate",),
    "GRU": ("reset", "update", "candidate"),
    "LSTM": ("update", "forget", "candidate", "output"),
}
"""Which quantity each block of rows of a module's weights is for, in torch's order."""


@dataclass(frozen=True, eq=False, slots=True)
class TorchForm:
    """The weights of one direction of one layer, by quantity, so that z = W x + U h<t-1> + b.

    `inputs` are the W (H, I), `recurrent` the U (H, H), `biases` the b (H,). `inner` is the bias
    b_hn (H,) of a GRU's candidate, which its reset gate multiplies, None in other modules.
    `projected` is P where the hidden state is projected to P numbers, else 0.
    """

    wiring: Wiring
    inputs: Mapping[str, Tensor]
    recurrent: Mapping[str, Tensor]
    biases: Mapping[str, Tensor]
    inner: Tensor | None
    activation: Literal["tanh", "relu"] = "tanh"
    projected: int = 0

    @property
    def units(self) -> int:
        """H, the number of units."""
        return len(self.biases["candidate"])

    def before(self, name: str, past: Tensor, word: Tensor) -> Before[Tensor]:
        """Return the parts of a gate's pre-activation; `word` (H,) is W x."""
        return Before(word, self.recurrent[name] @ past, self.biases[name])

    def candidate(self, past: Tensor, word: Tensor, reset: Tensor) -> Before[Tensor]:
        """Return the parts of the candidate's pre-activation, on which the reset gate has acted."""
        word, memory, bias = self.before("candidate", past, word)
        if self.inner is None:
            return Before(word, memory, bias)
        return Before(word, reset * memory, bias + reset * self.inner)


def torch_form(module: nn.Module, layer: int = 0, *, reverse: bool = False) -> TorchForm:
    """Return the weights of one direction of one layer, by quantity, in float32.

    Raises:
        ValueError: the module has no such layer or direction.
    """
    found, projection = _weights(module, layer, reverse=reverse)
    kind = next(kind for kind in _ROWS if type(module).__name__.startswith(kind))
    recurrent = _plain(found.hh) if projection is None else _plain(found.hh) @ _plain(projection)
    zeros = recurrent.new_zeros(len(recurrent))
    outer, late = (zeros if b is None else _plain(b) for b in (found.bias_ih, found.bias_hh))
    blocks = len(_ROWS[kind])
    H = len(recurrent) // blocks
    inner = None
    if kind == "GRU":  # of the candidate's two biases one is within the reset gate, one without
        late, inner = torch.cat([late[: 2 * H], zeros[2 * H :]]), late[2 * H :]
    return TorchForm(
        wiring(module),
        _by_name(kind, _plain(found.ih)),
        _by_name(kind, recurrent),
        _by_name(kind, outer + late),
        inner,
        "relu" if getattr(module, "nonlinearity", "tanh") == "relu" else "tanh",
        0 if projection is None else len(projection),
    )


def _plain(weight: Tensor) -> Tensor:
    return weight.detach().float()


def _by_name(kind: str, rows: Tensor) -> dict[str, Tensor]:
    """Split blocks of rows by quantity; a GRU's z keeps what our update gate writes: negated."""
    named = dict(zip(_ROWS[kind], rows.chunk(len(_ROWS[kind])), strict=True))
    return named | {"update": -named["update"]} if kind == "GRU" else named


def _weights(module: nn.Module, layer: int, *, reverse: bool) -> tuple[Weights, Tensor | None]:
    if isinstance(module, nn.RNNCellBase):
        sets = [[Weights(module.weight_ih, module.weight_hh, module.bias_ih, module.bias_hh)]]
    elif isinstance(module, nn.RNNBase):
        sets = [weights(module, k) for k in range(module.num_layers)]
    else:
        raise TypeError(f"A {type(module).__name__} has no layers of gates.")
    if not 0 <= layer < len(sets) or int(reverse) >= len(sets[0]):
        way = "backward" if reverse else "forward"
        raise ValueError(f"This module has no layer {layer} that reads {way}.")
    ending = f"_l{layer}{'_reverse' if reverse else ''}"
    return sets[layer][int(reverse)], getattr(module, f"weight_hr{ending}", None)


def step(
    form: TorchForm, past: tuple[Tensor, Tensor], word: Mapping[str, Tensor], cut: Cut
) -> Step:
    """Take one time step from the past (h<t-1>, c<t-1>), each (H,), in torch's own form.

    `word` has W x of every quantity, and `cut` may force what is computed, as in `cells.equations`.
    """
    h_past, c_past = past
    wiring = form.wiring
    before: dict[str, Before[Tensor]] = {}

    def gate(name: Literal["reset", "update", "forget", "output"]) -> Tensor:
        if (position := getattr(wiring, name)) != "learned":
            return torch.full_like(c_past, float(position == "open"))
        before[name] = form.before(name, h_past, word[name])
        return cut(name, torch.sigmoid(_sum(before[name])))

    reset = gate("reset")
    before["candidate"] = form.candidate(h_past, word["candidate"], reset)
    candidate = _activations[form.activation](_sum(before["candidate"]))
    update = gate("update")
    forget = 1 - update if wiring.forget == "tied" else gate("forget")
    c = cut("cell", update * candidate + forget * c_past)
    output = gate("output")
    h = cut("hidden", output * torch.tanh(c) if wiring.squash else c)
    return Step(reset, candidate, update, forget, c, output, h, before)


def _sum(before: Before[Tensor]) -> Tensor:
    return before.word + before.memory + before.bias


_activations: Mapping[str, Any] = {"tanh": torch.tanh, "relu": torch.relu}
