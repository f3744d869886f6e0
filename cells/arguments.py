"""What may be traced: a module, its input and its state, checked before torch runs.

Every complaint is one sentence that says what was expected and what was found.
"""

from collections.abc import Sequence
from typing import cast

import torch
from torch import Tensor, nn
from torch.nn.utils.rnn import PackedSequence

from cells.kernels import directions, widths

State = Tensor | tuple[Tensor, Tensor]
"""What torch takes and returns as state: h, or (h, c) for an LSTM."""

_MODULES = (nn.RNN, nn.GRU, nn.LSTM, nn.RNNCell, nn.GRUCell, nn.LSTMCell)
_CALLED = "an nn.RNN, nn.GRU, nn.LSTM or one of their cells"
_DTYPES = (torch.float32, torch.float64, torch.bfloat16, torch.float16)


def check_module(module: object) -> None:
    """Check that a module is one that can be traced.

    Raises:
        TypeError: it is not, or not as it stands.
        ValueError: it draws its dropout anew at every call, or has no memory behind its weights.
    """
    if not isinstance(module, _MODULES):
        raise TypeError(_why_not(module))
    kind = next(kind for kind in _MODULES if isinstance(module, kind))
    name = f"nn.{kind.__name__}"
    if type(module).forward is not kind.forward:
        raise TypeError(f"This {name} has a forward of its own, so its gates are not {name}'s.")
    if isinstance(module, nn.RNNBase) and _drops_out(module):
        raise ValueError(
            f"This {name} is in training mode with dropout {module.dropout:g} between its layers, "
            "so that every call is another draw: call module.eval() first."
        )
    weight = _weight(module)
    if weight.device.type == "meta":
        raise ValueError(f"The weights of this {name} are on the device meta: it has no numbers.")
    if weight.dtype not in _DTYPES:
        raise TypeError(f"The weights of this {name} are {_short(weight.dtype)}, not real numbers.")


def _why_not(module: object) -> str:
    """Tell why something is no module that can be traced."""
    instead = "pass the module it was made from."
    if isinstance(module, type):
        return f"Expected {_CALLED}, made, and got the class {module.__name__}."
    if isinstance(module, torch.jit.ScriptModule):
        return f"This module is scripted, which hides its layers: {instead}"
    if isinstance(getattr(module, "_orig_mod", None), nn.Module):
        return f"This module is compiled, which hides its layers: {instead}"
    if ".quantiz" in type(module).__module__:
        return f"This {type(module).__name__} is quantised, which hides its numbers: {instead}"
    parts = module.named_modules() if isinstance(module, nn.Module) else ()
    inside = [f"model.{name}" for name, part in parts if isinstance(part, _MODULES)]
    there = f"; inside it there is {', '.join(inside[:4])}" if inside else ""
    return f"Expected {_CALLED}, not {type(module).__name__}{there}{', ...' * (len(inside) > 4)}."


def _drops_out(module: nn.RNNBase) -> bool:
    return module.training and module.dropout > 0 and module.num_layers > 1


def _weight(module: nn.Module) -> Tensor:
    if isinstance(module, nn.RNNCellBase):
        return module.weight_hh
    return cast("Tensor", module.weight_hh_l0)


def check_x(module: nn.Module, x: object) -> None:
    """Check an input against its module.

    Raises:
        TypeError: it is not a tensor, packed where a cell reads it, or of another dtype.
        ValueError: its shape does not fit the module, it is empty, or it is elsewhere.
    """
    is_cell = isinstance(module, nn.RNNCellBase)
    if isinstance(x, PackedSequence):
        if is_cell:
            raise TypeError("A cell reads a tensor (B, I) or (T, B, I), not a packed sequence.")
        data = x.data
        if data.dim() != 2:
            raise ValueError(f"A packed x holds rows (N, I), not {_shape(data)}.")
    elif isinstance(x, Tensor):
        data = x
    else:
        raise TypeError(f"x is a torch tensor or a packed sequence, not {type(x).__name__}.")
    _check_numbers("x", data, _weight(module))
    if not isinstance(x, PackedSequence):
        _check_shape(module, data)
    if data.shape[-1] != module.input_size:
        raise ValueError(
            f"x has {data.shape[-1]} features a step; the module reads {module.input_size}."
        )


def _check_shape(module: nn.Module, x: Tensor) -> None:
    ranks: tuple[int, ...]
    if isinstance(module, nn.RNNCellBase):
        ranks, forms = (1, 2, 3), "(I,), (B, I) or (T, B, I)"
    else:
        ranks = (2, 3)
        forms = "(T, I) or (B, T, I)" if module.batch_first else "(T, I) or (T, B, I)"
    if x.dim() not in ranks:
        raise ValueError(f"x has the shape {_shape(x)}; this module reads {forms}.")
    if 0 in x.shape[:-1]:
        raise ValueError(f"x has the shape {_shape(x)}: there is no time step to read.")


def _check_numbers(name: str, given: Tensor, weight: Tensor) -> None:
    """Check the layout, the dtype and the device of a tensor against those of the weights."""
    if given.layout != torch.strided:
        raise TypeError(f"{name} is {_short(given.layout)}; a dense tensor is expected.")
    if given.dtype != weight.dtype and not torch.is_autocast_enabled(given.device.type):
        raise TypeError(
            f"{name} is {_short(given.dtype)}, and the module's weights are {_short(weight.dtype)}."
        )
    if given.device != weight.device:
        raise ValueError(f"{name} is on {given.device}, and the module on {weight.device}.")


def check_state(module: nn.RNNBase, state: object, B: int, *, unbatched: bool) -> None:
    """Check the state before the first step of a module, which is None or h or (h, c).

    Raises:
        TypeError: it is not one tensor for an RNN or GRU and two for an LSTM, or of another dtype.
        ValueError: a shape does not fit the module and its input, or it is elsewhere.
    """
    count = module.num_layers * directions(module)
    batch = () if unbatched else (B,)
    shapes = [(count, *batch, width) for width in widths(module)]
    _check_parts(state, shapes, _weight(module))


def check_cell_state(module: nn.RNNCellBase, state: object, batch: Sequence[int]) -> None:
    """As `check_state`, of a cell and its batch dimensions, (B,) or none."""
    parts = 2 if isinstance(module, nn.LSTMCell) else 1
    _check_parts(state, [(*batch, module.hidden_size)] * parts, module.weight_hh)


def _check_parts(state: object, shapes: Sequence[tuple[int, ...]], weight: Tensor) -> None:
    if state is None:
        return
    parts = (state,) if isinstance(state, Tensor) else state
    if len(shapes) == 2:
        fits, wanted = isinstance(state, tuple | list) and len(state) == 2, "a pair (h, c)"
    else:
        fits, wanted = isinstance(state, Tensor), "one tensor h"
    if (
        not fits
        or not isinstance(parts, tuple | list)
        or not all(isinstance(part, Tensor) for part in parts)
    ):
        raise TypeError(f"The state of this module is {wanted}, not {_told(state)}.")
    for name, part, shape in zip("hc", parts, shapes, strict=False):
        if tuple(part.shape) != shape:
            raise ValueError(
                f"{name} of the state has the shape {_shape(part)}; {_written(shape)} is expected."
            )
        _check_numbers(f"{name} of the state", part, weight)


def _told(state: object) -> str:
    if isinstance(state, tuple | list):
        return f"a {type(state).__name__} of {len(state)}"
    return "one tensor" if isinstance(state, Tensor) else type(state).__name__


def _shape(x: Tensor) -> str:
    return _written(tuple(x.shape))


def _written(shape: tuple[int, ...]) -> str:
    return f"({', '.join(map(str, shape))}{',' * (len(shape) == 1)})"


def _short(of_torch: object) -> str:
    return str(of_torch).removeprefix("torch.")
