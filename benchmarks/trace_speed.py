"""How long `cells.trace` takes beside the bare module, and beside what people write by hand.

    python -m benchmarks.trace_speed

Every figure is the median of ratios, each of two times measured one right after the other in one
process, so that what else the machine does tells as little as possible. Above 1 in the columns
"loop" and "cells", the other way is slower than `cells.trace`; these run without autograd always.
The module and its trace are called where autograd is on, as anybody calls them ("on"), and under
`torch.no_grad()` ("off"), where torch runs another kernel for an LSTM, which keeps no gates.
"memory" is the most that became resident during a call beside what the returned arrays take.
"""

import argparse
import ctypes
import sys
import time
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from statistics import median
from typing import Any, cast

import torch
from torch import Tensor, nn

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

import cells

SIZES = ((32, 64, 20, 1), (64, 64, 1000, 1), (64, 64, 10_000, 1), (200, 200, 35, 20),
         (650, 650, 50, 32))  # fmt: skip
"""(H, I, T, B)."""

CLOCKS = {"wall": time.perf_counter, "cpu": time.process_time}
CLOCK = CLOCKS["wall"]

Run = Callable[[], object]
Parameters = Sequence[Tensor]


def loop(module: nn.RNNBase, x: Tensor) -> list[Tensor]:
    """Step in plain Python, layer by layer, keeping every gate: what people write by hand."""
    kept = []
    for k in range(module.num_layers):
        weights = [
            getattr(module, f"{n}_l{k}") for n in ("weight_ih", "weight_hh", "bias_ih", "bias_hh")
        ]
        step = _gru_step if isinstance(module, nn.GRU) else _lstm_step
        h = c = x.new_zeros(x.shape[1], module.hidden_size)
        rows = []
        for now in x:
            rows.append(step(weights, now, h, c))
            h, c = rows[-1][:2]
        found = [torch.stack(each) for each in zip(*rows, strict=True)]
        kept += found
        x = found[0]
    return kept


def _gru_step(weights: Parameters, x: Tensor, h: Tensor, _c: Tensor) -> tuple[Tensor, ...]:
    ih, hh, b_ih, b_hh = weights
    of_x, of_h = (x @ ih.T + b_ih).chunk(3, 1), (h @ hh.T + b_hh).chunk(3, 1)
    r, z = torch.sigmoid(of_x[0] + of_h[0]), torch.sigmoid(of_x[1] + of_h[1])
    n = torch.tanh(of_x[2] + r * of_h[2])
    h = (1 - z) * n + z * h
    return h, h, r, z, n


def _lstm_step(weights: Parameters, x: Tensor, h: Tensor, c: Tensor) -> tuple[Tensor, ...]:
    ih, hh, b_ih, b_hh = weights
    i, f, g, o = (x @ ih.T + b_ih + h @ hh.T + b_hh).chunk(4, 1)
    i, f, g, o = torch.sigmoid(i), torch.sigmoid(f), torch.tanh(g), torch.sigmoid(o)
    c = f * c + i * g
    return o * torch.tanh(c), c, i, f, g, o


def stacked_cells(module: nn.RNNBase, x: Tensor) -> list[Tensor]:
    """Call an `nn.GRUCell` or `nn.LSTMCell` step by step: memory and hidden state, but no gates."""
    kept = []
    for k in range(module.num_layers):
        kind = nn.GRUCell if isinstance(module, nn.GRU) else nn.LSTMCell
        cell = kind(x.shape[2], module.hidden_size)
        own = {
            n.removesuffix(f"_l{k}"): p
            for n, p in module.named_parameters()
            if n.endswith(f"_l{k}")
        }
        cell.load_state_dict(own)
        state, rows = None, []
        for now in x:
            state = cell(now, state)
            rows.append(state if isinstance(state, tuple) else (state,))
        found = [torch.stack(each) for each in zip(*rows, strict=True)]
        kept += found
        x = found[0]
    return kept


def timed(run: Run) -> float:
    """Return the seconds one call takes."""
    start = CLOCK()
    run()
    return CLOCK() - start


def best(run: Run, times: int) -> float:
    """Return the shortest of some calls."""
    return min(timed(run) for _ in range(times))


def ratio(run: Run, other: Run, pairs: int, times: int) -> float:
    """Return the median over pairs of time(run) / time(other), each the best of some calls."""
    run(), other()
    return median(best(run, times) / best(other, times) for _ in range(pairs))


def returned(trace: cells.ModuleTrace) -> int:
    """Return the bytes of all numbers that a trace returns; what is wired takes none."""
    every = [x for layer in trace.layers for each in layer if each for x in each.values()]
    distinct = {(x.data_ptr(), x.stride()): x for x in every if any(x.stride())}
    return sum(x.nbytes for x in distinct.values())


def peak(run: Run) -> int:
    """Return by how many bytes the most that was ever resident grows during a call."""
    ctypes.CDLL(None).malloc_trim(0)  # what was freed is given back: it would be taken again
    Path("/proc/self/clear_refs").write_text("5", encoding="ascii")  # forget the peak until now
    before = resident("VmHWM")
    kept = run()
    after = resident("VmHWM")
    del kept
    return after - before


def resident(name: str) -> int:
    """Return a figure of this process's memory in bytes."""
    status = Path("/proc/self/status").read_text(encoding="ascii")
    return int(status.split(f"{name}:")[1].split()[0]) * 1024


def line(kind: str, size: tuple[int, int, int, int], num_layers: int, pairs: int) -> str:
    """Measure one module at one size and return a line of the table."""
    H, I, T, B = size  # noqa: E741  as in the documentation of torch
    torch.manual_seed(0)
    module, x = getattr(nn, kind)(I, H, num_layers), torch.randn(T, B, I)
    work = T * B * H * (H + I) * num_layers
    pairs, times = (pairs, 5) if work < 10**7 else (max(pairs // 2, 3), 2)
    mine: Run = partial(cells.trace, module, x)
    others: list[Run] = [partial(loop, module, x), partial(stacked_cells, module, x)]
    over_bare = []
    for is_on in (True, False):
        with torch.set_grad_enabled(is_on):
            over_bare.append(ratio(mine, partial(module, x), pairs, times))
    with torch.no_grad():
        slower = [1 / ratio(mine, other, max(pairs // 4, 3), 1) for other in others]
    figures = "".join(f"{figure:>8.2f}" for figure in (*over_bare, *slower))
    return (
        f"{kind:<5}{size!s:<22}{num_layers:>6}{torch.get_num_threads():>8}{figures}{memory(mine)}"
    )


def memory(run: Run) -> str:
    """Return the peak of a call beside what it returns, or a dash where it is too small to tell."""
    least = 10**7
    size = returned(cast("cells.ModuleTrace", run()))
    return (
        f"{peak(run) / size:>8.2f}" if size >= least and Path("/proc/self").exists() else "       -"
    )


def main() -> None:
    """Print the table: trace / bare, loop / trace, stacked cells / trace, peak / returned."""
    parser = argparse.ArgumentParser(description=main.__doc__)
    parser.add_argument("--pairs", type=int, default=15, help="pairs of times a figure (15)")
    parser.add_argument("--sizes", type=int, nargs="*", default=range(len(SIZES)), help="which")
    parser.add_argument("--threads", type=int, nargs="*", default=(1, 2))
    parser.add_argument("--clock", choices=CLOCKS, default="wall", help="cpu: on a busy machine")
    args: Any = parser.parse_args()
    globals()["CLOCK"] = CLOCKS[args.clock]
    heads = "".join(f"{head:>8}" for head in ("on", "off", "loop", "cells", "memory"))
    print(f"{'':<5}{'(H, I, T, B)':<22}{'layers':>6}{'threads':>8}{heads}")
    for threads in args.threads:
        torch.set_num_threads(threads)
        for at in args.sizes:
            for kind in ("GRU", "LSTM"):
                for num_layers in (1, 2):
                    print(line(kind, SIZES[at], num_layers, args.pairs), flush=True)


if __name__ == "__main__":
    main()
