"""The recurrent modules that a file of weights holds, found by the names and shapes of tensors.

torch names the weights of layer k `weight_ih_lk` (G·H, I), `weight_hh_lk` (G·H, H), `bias_ih_lk`,
`bias_hh_lk` (G·H), with `_reverse` behind them for the other direction; those of a single cell have
no `_lk`. G, the number of blocks of H rows, tells the kind: 1 for an RNN, 3 for a GRU, 4 for an
LSTM. An LSTM with `proj_size` P has `weight_hr_lk` (P, H) as well, and hidden states of P numbers.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any, Literal, NamedTuple

import torch
from torch import Tensor, nn

Kind = Literal["RNN", "GRU", "LSTM"]
Nonlinearity = Literal["tanh", "relu"]

KINDS: Mapping[int, Kind] = MappingProxyType({1: "RNN", 3: "GRU", 4: "LSTM"})
"""The kind of a module by its number of gates and candidates, the blocks of its weights."""

MOST_UNITS, MOST_LAYERS = 8_192, 64
"""The largest module that is built, in units and in layers."""

_NAME = re.compile(
    r"(?P<prefix>.*?)(?P<part>weight_ih|weight_hh|weight_hr|bias_ih|bias_hh)"
    r"(?:_l(?P<layer>0|[1-9][0-9]{0,3})(?P<reverse>_reverse)?)?",
    re.DOTALL,
)

# nn.RNNBase is made otherwise than the three that inherit from it: their options are one table
_MODULES: Mapping[str, Any] = {"RNN": nn.RNN, "GRU": nn.GRU, "LSTM": nn.LSTM}
_CELLS: Mapping[str, Any] = {"RNN": nn.RNNCell, "GRU": nn.GRUCell, "LSTM": nn.LSTMCell}


@dataclass(frozen=True, slots=True)
class Blueprint:
    """One recurrent module in a file: all that its names and shapes tell.

    `prefix` is what stands before the names of its weights, such as "encoder.rnn.", `inputs` is I,
    `units` H, `projected` P (0 for none); `cell` tells an `nn.LSTMCell` from an `nn.LSTM`.
    """

    prefix: str
    kind: Kind
    layers: int
    directions: int
    inputs: int
    units: int
    projected: int
    bias: bool
    cell: bool
    dtype: torch.dtype

    @property
    def name(self) -> str:
        """The name of the module in its model: "encoder.rnn"; "" for one that is the whole file."""
        return self.prefix.removesuffix(".")

    @property
    def width(self) -> int:
        """The width of the hidden state of one direction: P, or H."""
        return self.projected or self.units

    @property
    def called(self) -> str:
        """The module's class: "nn.LSTM" or "nn.LSTMCell"."""
        return f"nn.{self.kind}{'Cell' if self.cell else ''}"


@dataclass(frozen=True, slots=True)
class Found:
    """What a file holds: the modules that can be built, and a sentence for each that cannot."""

    modules: tuple[Blueprint, ...]
    complaints: tuple[str, ...]


class _Place(NamedTuple):
    """Where a weight belongs: its layer, None in a cell, and whether it reads backward."""

    layer: int | None
    reverse: bool


_Parts = Mapping[_Place, Mapping[str, Tensor]]


def find(tensors: Mapping[str, Tensor]) -> Found:
    """Find the recurrent modules among tensors by name, the one named first in the file first."""
    modules, complaints = [], []
    for prefix, parts in _gathered(tensors).items():
        try:
            modules.append(_blueprint(prefix, parts))
        except ValueError as error:
            complaints.append(str(error))
    return Found(tuple(modules), tuple(complaints))


def build(
    blueprint: Blueprint, tensors: Mapping[str, Tensor], nonlinearity: Nonlinearity = "tanh"
) -> nn.RNNBase | nn.RNNCellBase:
    """Return the torch module of a blueprint with its weights in it, in eval mode.

    What a file does not tell: whether an RNN goes through tanh or ReLU; say so by `nonlinearity`.

    Raises:
        ValueError: a weight is no number or infinite.
    """
    module: nn.RNNBase | nn.RNNCellBase = _empty(blueprint, nonlinearity)
    weights = {name: tensors[blueprint.prefix + name] for name in module.state_dict()}
    for name, weight in weights.items():
        if not bool(torch.isfinite(weight).all()):
            raise ValueError(
                f"{blueprint.prefix}{name} has entries that are no numbers or infinite; "
                "every weight is expected to be a finite number."
            )
    copies = {name: weight.detach().clone() for name, weight in weights.items()}
    module.load_state_dict(copies, assign=True)
    if isinstance(module, nn.RNNBase):
        module.flatten_parameters()
    return module.requires_grad_(requires_grad=False).eval()


def _empty(blueprint: Blueprint, nonlinearity: Nonlinearity) -> Any:
    """Return the module without numbers: none are drawn only to be replaced."""
    options: dict[str, Any] = {
        "bias": blueprint.bias,
        "dtype": blueprint.dtype,
        "device": "meta",
    }
    if blueprint.kind == "RNN":
        options["nonlinearity"] = nonlinearity
    if blueprint.cell:
        return _CELLS[blueprint.kind](blueprint.inputs, blueprint.units, **options)
    options |= {"num_layers": blueprint.layers, "bidirectional": blueprint.directions == 2}
    if blueprint.projected:
        options["proj_size"] = blueprint.projected
    return _MODULES[blueprint.kind](blueprint.inputs, blueprint.units, **options)


def embeddings(tensors: Mapping[str, Tensor], width: int) -> tuple[str, ...]:
    """Return the names of all matrices of that width, those called an embedding first."""
    found = [
        name
        for name, tensor in tensors.items()
        if tensor.dim() == 2
        and tensor.shape[1] == width
        and tensor.shape[0] > 0
        and tensor.is_floating_point()
        and _NAME.fullmatch(name) is None
    ]
    return tuple(sorted(found, key=lambda name: "emb" not in name.lower()))


def _gathered(tensors: Mapping[str, Tensor]) -> dict[str, dict[_Place, dict[str, Tensor]]]:
    """Sort the weights that are named as torch names them: by prefix, by place, by part."""
    every: dict[str, dict[_Place, dict[str, Tensor]]] = {}
    for name, tensor in tensors.items():
        if match := _NAME.fullmatch(name):
            layer = None if match["layer"] is None else int(match["layer"])
            place = _Place(layer, match["reverse"] is not None)
            every.setdefault(match["prefix"], {}).setdefault(place, {})[match["part"]] = tensor
    return every


def _blueprint(prefix: str, parts: _Parts) -> Blueprint:
    """Infer a module from its weights.

    Raises:
        ValueError: some are missing, or contradict each other.
    """
    called = f"The module {prefix.removesuffix('.')!r}" if prefix else "The module of this file"
    places = _in_order(called, parts)
    first = parts[places[0]]
    kind, units = _kind(called, places[0], first)
    projected = len(first["weight_hr"]) if "weight_hr" in first else 0
    made = Blueprint(
        prefix=prefix,
        kind=kind,
        layers=1 + max(place.layer or 0 for place in places),
        directions=2 if any(place.reverse for place in places) else 1,
        inputs=first["weight_ih"].shape[1],
        units=units,
        projected=projected,
        bias="bias_ih" in first,
        cell=places[0].layer is None,
        dtype=first["weight_ih"].dtype,
    )
    _check(called, made, parts)
    return made


def _in_order(called: str, parts: _Parts) -> list[_Place]:
    """Return the places of a module's weights, in order and without a gap."""
    places = sorted(parts, key=lambda place: (-1 if place.layer is None else place.layer, place))
    if any(place.layer is None for place in places):
        if len(places) > 1:
            raise ValueError(f"{called} has weights of a cell and of layers under one name.")
        return places
    layers = sorted({place.layer for place in places if place.layer is not None})
    if layers[-1] >= MOST_LAYERS:
        raise ValueError(f"{called} has a layer {layers[-1]}; up to {MOST_LAYERS} are read.")
    missing = [k for k in range(layers[-1] + 1) if k not in layers]
    if missing:
        raise ValueError(f"{called} has layer {layers[-1]}, but nothing of layer {missing[0]}.")
    backward = any(place.reverse for place in places)
    for k in layers:
        for reverse in (False, True) if backward else (False,):
            if _Place(k, reverse) not in parts:
                way = "backward" if reverse else "forward"
                raise ValueError(f"{called} has no weights for layer {k} reading {way}.")
    return places


def _kind(called: str, place: _Place, found: Mapping[str, Tensor]) -> tuple[Kind, int]:
    """Return the kind of a module and its units, from one direction of one layer."""
    for part in ("weight_ih", "weight_hh"):
        if part not in found:
            raise ValueError(f"{called} has no {_written(part, place)}.")
        if found[part].dim() != 2 or 0 in found[part].shape:
            raise ValueError(
                f"{called}: {_written(part, place)} has the shape {_shape(found[part])}; "
                "a matrix is expected."
            )
    rows, past = found["weight_hh"].shape
    if "weight_hr" in found:
        projection = found["weight_hr"]
        if projection.dim() != 2 or projection.shape[0] != past:
            raise ValueError(
                f"{called}: {_written('weight_hr', place)} has the shape {_shape(projection)}; "
                f"({past}, …) is expected, as the hidden state has {past} numbers."
            )
        past = projection.shape[1]
    blocks = rows / past
    if blocks not in KINDS:
        raise ValueError(
            f"{called}: {_written('weight_hh', place)} has {rows:,} rows for {past:,} units; "
            "expected are 1 a unit (RNN), 3 (GRU) or 4 (LSTM)."
        )
    if past > MOST_UNITS:
        raise ValueError(f"{called} has {past:,} units; up to {MOST_UNITS:,} are read.")
    return KINDS[int(blocks)], past


def _check(called: str, made: Blueprint, parts: _Parts) -> None:
    """Check every weight against the shape that the module has for it.

    Raises:
        ValueError: one is missing, is too much, or has another shape or dtype.
    """
    if made.projected and (made.kind != "LSTM" or made.cell or made.projected >= made.units):
        raise ValueError(
            f"{called} has a weight_hr of {made.projected} rows: only an nn.LSTM has one, with "
            "fewer rows than units."
        )
    for place, found in parts.items():
        expected = dict(_expected(made, place))
        for part in sorted(expected.keys() | found.keys()):
            name = _written(part, place)
            if part not in found:
                raise ValueError(f"{called} has no {name}, which its other weights ask for.")
            if part not in expected:
                raise ValueError(f"{called} has a {name}, which its first layer has not.")
            if tuple(found[part].shape) != expected[part]:
                raise ValueError(
                    f"{called}: {name} has the shape {_shape(found[part])}; "
                    f"{_of(expected[part])} is expected in {_article(made.kind)} of "
                    f"{made.units} units."
                )
            if found[part].dtype != made.dtype or not made.dtype.is_floating_point:
                raise ValueError(
                    f"{called}: {name} is {_dtype(found[part].dtype)}; real numbers of one kind "
                    "are expected in all weights."
                )


def _expected(made: Blueprint, place: _Place) -> Iterator[tuple[str, tuple[int, ...]]]:
    """Yield every weight of one direction of one layer with its shape."""
    blocks = next(count for count, kind in KINDS.items() if kind == made.kind)
    rows, below = blocks * made.units, made.directions * made.width
    yield "weight_ih", (rows, below if place.layer else made.inputs)
    yield "weight_hh", (rows, made.width)
    if made.bias:
        yield "bias_ih", (rows,)
        yield "bias_hh", (rows,)
    if made.projected:
        yield "weight_hr", (made.projected, made.units)


def _written(part: str, place: _Place) -> str:
    """Write a weight's name as torch does."""
    layer = "" if place.layer is None else f"_l{place.layer}"
    return f"{part}{layer}{'_reverse' if place.reverse else ''}"


def _article(kind: Kind) -> str:
    return f"{'a' if kind == 'GRU' else 'an'} {kind}"


def _shape(tensor: Tensor) -> str:
    return _of(tuple(tensor.shape))


def _of(shape: tuple[int, ...]) -> str:
    return f"({', '.join(map(str, shape))}{',' * (len(shape) == 1)})"


def _dtype(dtype: torch.dtype) -> str:
    return str(dtype).removeprefix("torch.")
