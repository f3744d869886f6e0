"""The modules of the stage in one file: each is run once, after those that it imports."""

import json
import subprocess
import sys
from collections.abc import Mapping

import pytest

from web import routes
from web.bundle import bundle

MODULES = {
    "a.js": """// @ts-check
import { Twice, once as single } from "./b-c.js";
import * as all from "./d.js";

/** What an import(of something) or export says in a comment is no matter. */
export const LIMIT = 2;
export async function late() { return new Twice().of(single) + all.seen.length; }
""",
    "b-c.js": """import { note } from "./d.js";

note("b");
export class Twice { of(/** @type {number} */ n) { return 2 * n; } }
export const once = 20;
""",
    "d.js": """/** @type {string[]} */
export const seen = ["d"];
export function note(/** @type {string} */ what) { seen.push(what); }
""",
    "other.js": "export function never() {}\n",
}


def run(script: str) -> str:
    """Run a module by Deno, and return what it prints."""
    command = [sys.executable, "-m", "deno", "run", "--no-remote", "--quiet", "--ext=js", "-"]
    return subprocess.run(command, input=script, capture_output=True, text=True, check=True).stdout


def test_an_entry_exports_what_it_did() -> None:
    made = bundle(MODULES, ["a", "d"])
    tried = made.replace("export {", "const all = {").replace(" as ", ": ")
    asked = tried.replace("$a: a", "a: $a").replace("$d: d", "d: $d")
    asked += "console.log(JSON.stringify([all.a.LIMIT, await all.a.late(), all.d.seen]));"
    assert json.loads(run(asked)) == [2, 42, ["d", "b"]]
    assert "never" not in made


@pytest.mark.parametrize(
    "changed",
    [
        {"d.js": 'import { LIMIT } from "./a.js";\n'},
        {"d.js": "export default class {}\n"},
        {"d.js": 'const d = await import("./e.js");\n'},
        {"d.js": 'import { x } from "https://elsewhere.example/x.js";\n'},
        {"d.js": "export let counted = 0;\n"},
    ],
    ids=["a circle", "a default", "an import on the way", "elsewhere", "a variable"],
)
def test_what_would_not_be_the_same_is_refused(changed: Mapping[str, str]) -> None:
    with pytest.raises(ValueError, match=r"not bundled|cycle"):
        bundle({**MODULES, **changed}, ["a"])


def test_the_stage_is_one_file_that_parses_and_leaves_out_the_page_of_a_file() -> None:
    made = routes._assets()[routes.STAGE].body.decode()
    for entry in routes.ENTRIES:
        assert f"${entry} as {entry}" in made
    assert "gw-walk" not in made  # what alone.js reads
    assert not [name for name in routes._assets() if name.endswith(".js")][2:]
