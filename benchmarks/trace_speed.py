"""How long `cells.trace` takes beside the bare module, and beside what people write by hand.

    python -m benchmarks.trace_speed

Every figure is the median of ratios, each of two times measured one right after the other in one
process, so that what else the machine does tells as little as possible. Above 1 in the columns
"loop" and "cells", the other way is slower than `cells.trace`.
"""

import argparse
import sys
import time
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from statistics import median
from typing import Any

import torch
from torch import Tensor, nn
from torch.profiler import ProfilerActivity, profile

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


def held(gates: cells.ModuleTrace) -> int:
    """Return the bytes of all that a trace returns, each storage once."""
    tensors = [x for layer in gates.layers for each in layer if each for x in each.values()]
    parts = gates.state if isinstance(gates.state, tuple) else (gates.state,)
    storages = {x.untyped_storage().data_ptr(): x.untyped_storage() for x in (*tensors, *parts)}
    return sum(storage.nbytes() for storage in storages.values())


def peak(run: Run) -> int:
    """Return the most bytes that torch held at once during a call, beyond those before it."""
    profiled: Any = profile(activities=[ProfilerActivity.CPU], profile_memory=True)
    with profiled:
        kept = run()
    del kept
    now = most = 0
    for event in profiled.profiler.kineto_results.events():
        if event.name() == "[memory]":
            now += event.nbytes()
            most = max(most, now)
    return most


def line(kind: str, size: tuple[int, int, int, int], num_layers: int, pairs: int) -> str:
    """Measure one module at one size and return a line of the table."""
    H, I, T, B = size  # noqa: E741  as in the documentation of torch
    torch.manual_seed(0)
    module, x = getattr(nn, kind)(I, H, num_layers), torch.randn(T, B, I)
    work = T * B * H * (H + I) * num_layers
    pairs, times = (pairs, 5) if work < 10**7 else (max(pairs // 2, 3), 2)
    mine: Run = partial(cells.trace, module, x)
    others: list[Run] = [
        partial(module, x),
        partial(loop, module, x),
        partial(stacked_cells, module, x),
    ]
    over_bare = ratio(mine, others[0], pairs, times)
    slower = [1 / ratio(mine, other, max(pairs // 4, 3), 1) for other in others[1:]]
    memory = peak(mine) / held(cells.trace(module, x))
    figures = "".join(f"{figure:>8.2f}" for figure in (over_bare, *slower, memory))
    return f"{kind:<5}{size!s:<22}{num_layers:>6}{torch.get_num_threads():>8}{figures}"


def main() -> None:
    """Print the table of ratios: trace / bare, loop / trace, stacked cells / trace, peak / held."""
    parser = argparse.ArgumentParser(description=main.__doc__)
    parser.add_argument("--pairs", type=int, default=15, help="pairs of times a figure (15)")
    parser.add_argument("--sizes", type=int, nargs="*", default=range(len(SIZES)), help="which")
    parser.add_argument("--threads", type=int, nargs="*", default=(1, 2))
    parser.add_argument("--clock", choices=CLOCKS, default="wall", help="cpu: on a busy machine")
    args: Any = parser.parse_args()
    globals()["CLOCK"] = CLOCKS[args.clock]
    heads = "".join(f"{head:>8}" for head in ("/bare", "loop", "cells", "memory"))
    print(f"{'':<5}{'(H, I, T, B)':<22}{'layers':>6}{'threads':>8}{heads}")
    with torch.no_grad():
        for threads in args.threads:
            torch.set_num_threads(threads)
            for at in args.sizes:
                for kind in ("GRU", "LSTM"):
                    for num_layers in (1, 2):
                        print(line(kind, SIZES[at], num_layers, args.pairs), flush=True)


if __name__ == "__main__":
    main()
