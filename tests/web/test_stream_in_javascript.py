"""How a browser holds on to the events of its class: whatever the network or the stage does."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

STAGE = Path(__file__).parents[2] / "assets/stage"
SCRIPT = """
const { setTimeout } = globalThis;
globalThis.setTimeout = (act, ms) => setTimeout(act, ms / 200); // 40 s of silence are 0.2 s
globalThis.document = Object.assign(new EventTarget(), { hidden: false });
const told = { faults: [], events: [], connected: [], sent: [] };
globalThis.reportError = (error) => told.faults.push(error.message);
let listening = 0;
document.addEventListener = (name, act, { signal }) => {
    listening += 1;
    signal.addEventListener("abort", () => { listening -= 1; });
    EventTarget.prototype.addEventListener.call(document, name, act, { signal });
};
const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms));
const encoder = new TextEncoder();
const body = (signal, ...events) => new ReadableStream({ start: (controller) => {
    for (const event of events) controller.enqueue(encoder.encode(event));
    signal.addEventListener("abort", () => controller.error(signal.reason));
} });
const answers = [
    ({ signal }) => new Promise((_, fail) => {
        signal.addEventListener("abort", () => fail(signal.reason));
    }),
    () => new Response("{}", { status: 429 }),
    ({ signal }) => new Response(body(
        signal, 'data: {"n": 1}\\n\\ndata: {"n"', ': 2}\\n\\n: still here\\n\\n')),
    ({ signal }) => new Response(body(signal, 'data: {"n": 3}\\n\\n')),
];
globalThis.fetch = async (address, how) => {
    told.sent.push([address, Object.keys(how.headers)]);
    const next = answers.shift() ?? (({ signal }) => new Response(body(signal)));
    return next(how);
};
const { Stream } = await import(Deno.args[0]);
const stream = new Stream("/live/CODE/events", "token", {
    event: ({ n }) => {
        told.events.push(n);
        if (n === 1) throw new Error("The stage is at fault.");
    },
    end: () => {}, refused: () => {}, connected: (is, status) => told.connected.push([is, status]),
});
while (told.events.at(-1) !== 3) await pause(5);
told.listening = [listening];
for (let n = 0; n < 6; n += 1) {
    document.hidden = n % 2 === 0;
    document.dispatchEvent(new Event("visibilitychange"));
    await pause(20);
    told.listening.push(listening);
}
stream.stop();
await pause(20);
told.listening.push(listening);
console.log(JSON.stringify(told));
"""


def ran() -> dict[str, Any]:
    deno = [sys.executable, "-m", "deno", "eval", "--no-remote", "--ext=js", SCRIPT]
    address = (STAGE / "stream.js").as_uri()
    run = subprocess.run([*deno, address], capture_output=True, text=True, check=True, timeout=60)
    told: dict[str, Any] = json.loads(run.stdout)
    return told


def test_a_stream_outlives_silence_a_full_class_a_fault_of_the_stage_and_hidden_tabs() -> None:
    told = ran()
    assert told["events"] == [1, 2, 3]
    assert told["faults"] == ["The stage is at fault."]
    # No answer at all, a class that is full, a connection that fell silent, and the next one.
    assert told["connected"][:5] == [
        [False, 0],
        [False, 429],
        [True, 200],
        [False, 200],
        [True, 200],
    ]
    assert {tuple(names) for _, names in told["sent"]} == {("Authorization",)}
    first, *shown, stopped = told["listening"]
    assert max(shown) <= first == 1
    assert stopped == 0
