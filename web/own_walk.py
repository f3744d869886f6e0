"""The walk of a visitor's own module: read for the session alone, and shown on the stage."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from hashlib import blake2b
from typing import Any, TypeVar

from torch import Tensor, nn

from cells import Gradient
from cells.gradients import gradient
from cells.jacobians import TorchJacobians
from cells.layer_walks import LayerWalk, Tell
from cells.outputs import outputs, over_hidden
from cells.torch_form import TorchForm
from views import cuts, own_verdict
from views.modules import Part, longest, packed, read_window, windows
from views.own_verdict import Apart
from views.reading import Reading
from views.readouts import Readout, answered, first_pair
from web import own_page, uploads
from web.uploads import Yours

_MOST = 4  # readings: the one on stage, left alone, and what Undo goes back to
_WALKS = 3  # as is, under surgery, and the other direction

Kept = TypeVar("Kept")


@dataclass(frozen=True, eq=False, slots=True)
class Asked:
    """What is to be read: the rows x (T, I) of words, by one part of a module, and its readout."""

    module: nn.Module
    part: Part
    x: Tensor
    words: Sequence[str]
    readout: Readout | None = None
    window: range = range(0)
    key: Any = None

    @property
    def other(self) -> "Asked":
        """The same by the other direction."""
        return replace(self, part=Part(self.part.layer, not self.part.reverse))


def ask(
    yours: Yours,
    module: nn.Module,
    part: Part,
    given: tuple[Tensor, Sequence[str]],
    readout: Readout | None = None,
) -> Asked:
    """Return what is to be read of what was given, as much of it as is read of such a module."""
    units = uploads.blueprint(yours).units
    most = longest(units)
    x, words = given[0][:most], given[1][:most]
    spans = windows(len(x), units)
    yours.window = spans[min(yours.span, len(spans) - 1)]
    key = yours.built and yours.built[0], tuple(words), blake2b(x.flatten().numpy().data).digest()
    return Asked(module, part, x, words, readout, yours.window, key)


def reading(yours: Yours, asked: Asked, tell: Tell | None = None) -> tuple[Reading, list[str]]:
    """Read what is asked for, with what of the surgery fits; say what was left out.

    Raises:
        ValueError: the rows do not fit the module, or a weight of the readout is no number.
    """
    walk = _walked(yours, asked, ())
    size = walk.form.wiring, len(walk), walk.form.units
    yours.surgery, complaints = cuts.fitting(yours.surgery, *size)
    if yours.unit is not None and yours.unit >= walk.form.units:
        yours.unit = None
    if asked.readout is not None:
        complaints += _mended(yours, asked.readout)
    acting = any(c.steps is None or min(c.steps) < asked.window.stop for c in yours.surgery)
    found = _shown(yours, asked, (), None, tell)
    if acting:
        found = _shown(yours, asked, yours.surgery, found, tell)
    return found, complaints


def _mended(yours: Yours, readout: Readout) -> list[str]:
    """Take back a pair that names no rows of the readout; say so."""
    try:
        if yours.pair:
            readout.pair(yours.pair)
    except ValueError as error:
        yours.pair = ""
        return [str(error)]
    return []


def _walked(yours: Yours, asked: Asked, surgery: tuple[cuts.Cut, ...]) -> LayerWalk:
    """Return the walk of what is asked for, from its first step on, the newest kept."""
    how: dict[str, Any] = {"layer": asked.part.layer, "reverse": asked.part.reverse}

    def begun() -> LayerWalk:
        walk = LayerWalk(asked.module, asked.x, asked.words, surgery=surgery, **how)
        if surgery:
            walk.begin_as(_walked(yours, asked, ()))
        return walk

    return _kept(yours.walks, (asked.key, asked.part, surgery), begun, _WALKS)


def _shown(
    yours: Yours,
    asked: Asked,
    surgery: tuple[cuts.Cut, ...],
    alone: Reading | None,
    tell: Tell | None,
) -> Reading:
    """Return the window of a walk that is on stage, with what the readout says."""
    name = f"nn-{uploads.blueprint(yours).kind.lower()}"
    origin = {"module": str(asked.module), "part": asked.part.called}
    walk = _walked(yours, asked, surgery)
    how: dict[str, Any] = {"name": name, "origin": origin, "tell": tell}
    key: tuple[Any, ...] = asked.key, asked.part, surgery, asked.window
    read = _kept(yours.readings, key, lambda: read_window(walk, asked.window, **how), 2 * _MOST)
    if asked.readout is not None:
        key = *key, asked.readout, yours.pair
        read = _kept(yours.readings, key, lambda: _answered(yours, asked, walk, read), 2 * _MOST)
    return replace(read, alone=alone) if alone is not None else read


def _answered(yours: Yours, asked: Asked, walk: LayerWalk, read: Reading) -> Reading:
    """Return a reading with what the readout says after each of its steps."""
    readout, part = asked.readout, asked.part
    if readout is None:
        return read
    whole = _puts_out(yours, asked, walk)
    ordered = whole.flip(0) if part.reverse else whole
    out = ordered[asked.window.start : asked.window.stop]
    rows = readout.pair(yours.pair) if yours.pair else first_pair(readout, _alone(yours, asked))
    contrast, _ = readout.layer.contrast(*rows)
    over = over_hidden(asked.module, contrast.float(), part.layer, reverse=part.reverse)
    if over is None:
        return answered(read, readout, rows, out, None)
    own, other = over
    there = out[:, : len(other)] if part.reverse else out[:, out.shape[1] - len(other) :]
    return answered(read, readout, rows, out, own.numpy(), there * other)


def _alone(yours: Yours, asked: Asked) -> Tensor:
    """Return what the module puts out, left alone, up to the end of the window: (·, W)."""
    whole = _puts_out(yours, asked, _walked(yours, asked, ()))
    ordered = whole.flip(0) if asked.part.reverse else whole
    return ordered[: asked.window.stop]


def _puts_out(yours: Yours, asked: Asked, walk: LayerWalk) -> Tensor:
    """Return what the module puts out for all rows, (T, W), under the surgery of a walk."""
    if not walk.surgery:
        return _kept(yours.puts_out, asked.key, lambda: outputs(asked.module, asked.x), 1)
    reverse, layer = asked.part.reverse, asked.part.layer
    last = layer == getattr(asked.module, "num_layers", 1) - 1
    hidden = walk.hidden(asked.window.stop if last else None)  # layers above need all of it
    changed = hidden.flip(0) if reverse else hidden
    return outputs(asked.module, asked.x, changed, layer=layer, reverse=reverse)


def verdict(yours: Yours, asked: Asked, read: Reading, at: int) -> Apart | None:
    """Take apart the verdict after step `at` of what is on stage; None where that cannot be.

    That is where the readout does not read the layer that is shown.
    """
    if asked.readout is None:
        return None
    rows = [asked.readout.row(name) for name in read.pair]
    contrast, bias = asked.readout.layer.contrast(rows[0] or 0, rows[1] or 0)
    over = over_hidden(asked.module, contrast.float(), asked.part.layer, reverse=asked.part.reverse)
    if over is None:
        return None
    own, other = (each.double().numpy() for each in over)
    found = own_verdict.apart(read, at, own, bias)
    if not len(other):
        return found
    steps, size = len(asked.x), len(asked.window)
    met = steps - 1 - (asked.window.start + at)  # the other direction's step at the same word
    window = range(steps) if steps <= size else range(max(0, met + 1 - size), met + 1)
    there = _shown(yours, replace(asked.other, window=window, readout=None), (), None, None)
    other_way = not asked.part.reverse
    through = over_hidden(asked.module, contrast.float(), asked.part.layer, reverse=other_way)
    weights = own if through is None else through[0].double().numpy()
    said = own_verdict.apart(there, met - window.start, weights, 0.0)
    return own_verdict.with_other(found, read, said, there.first, steps)


def _kept(store: dict[Any, Kept], key: object, make: Callable[[], Kept], most: int) -> Kept:
    """Make once; the newest are kept, in the session alone."""
    found = store.pop(key) if key in store else make()
    store[key] = found
    for oldest in list(store)[:-most]:
        del store[oldest]
    return found


def gradient_of(yours: Yours, read: Reading, form: TorchForm) -> Gradient:
    """Return the gradient of a reading, computed once while that is on the stage."""
    if yours.gradient is None or yours.gradient[0] is not read.trace:
        yours.gradient = read.trace, gradient(TorchJacobians(form, read.trace))
    return yours.gradient[1]


def message(yours: Yours, read: Reading, title: str) -> bytes:
    """Return what the stage is sent; its address names the file, to ask for it when it is gone."""
    yours.shown = read, title
    link = {**uploads.link(yours, read), "file": yours.name}
    told: dict[str, Any] = {"link": link, "ticket": own_page.ticket(yours)}
    return packed(read, unit=yours.unit, title=title, **told)
