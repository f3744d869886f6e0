"""What tracing a torch module returns: its own output, and the gates of every layer."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import NamedTuple

from torch import Tensor
from torch.nn.utils.rnn import PackedSequence

from cells.arguments import State
from cells.layers import Gates
from cells.notation import QUANTITY, RESET_AFTER, Quantity, Symbol, symbols
from cells.wirings import WIRINGS, Wiring


class Layer(NamedTuple):
    """One layer: its gates as it read forward, and, if it is bidirectional, backward."""

    forward: Gates
    backward: Gates | None = None


@dataclass(frozen=True, eq=False, repr=False, slots=True)
class ModuleTrace:
    """What `module(x, state)` returns, and what it computed on the way.

    `output` and `state` are the module's own, bit for bit, in its own layout (of a cell: both are
    what it returns, output without the memory). With and without autograd torch runs other
    kernels, whose last bits differ: these are those of a call where, or as, the trace was made.

    `layers[k].forward["update"]`, and `backward` of a bidirectional module, are (T, B, H), time
    first whatever `batch_first` says, (T, H) for unbatched input, and without T for a cell that
    takes one step. They have the module's dtype and device. Packed sequences come as a padded
    block in the caller's order, 0 after the end of each; `lengths` (B,) has their lengths, None
    for other input. `wiring` says which gates there are.
    """

    output: Tensor | PackedSequence
    state: State
    layers: tuple[Layer, ...]
    wiring: Wiring
    lengths: Tensor | None = None

    @property
    def symbols(self) -> Mapping[str, Symbol]:
        """The symbol of every quantity in torch's documentation; z of a GRU is 1 - update."""
        return symbols(self.wiring, "torch")

    @property
    def meanings(self) -> Mapping[str, Quantity]:
        """What every quantity means here: torch's reset gate acts after the product."""
        return RESET_AFTER if self.wiring == WIRINGS["gru"] else QUANTITY

    def __repr__(self) -> str:
        name, count = self.wiring.name, len(self.layers)
        directions = "forward" if self.layers[0].backward is None else "forward and backward"
        shape = tuple(self.layers[0].forward["cell"].shape)
        return f"ModuleTrace({name}, layers: {count}, {directions}, gates {shape})"
