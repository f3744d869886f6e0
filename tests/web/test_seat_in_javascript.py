"""Where a tab sits in a class when an address brings someone there, or a page is loaded again."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

SEAT = Path(__file__).parents[2] / "assets/stage/seat.js"
SCRIPT = """
const [address, search, hash, kept] = Deno.args;
globalThis.location = { search, hash, pathname: "/" };
globalThis.history = { state: null, replaceState: (_, __, to) => { location.left = to; } };
if (kept) sessionStorage.setItem("gatewalk-class", kept);
const { arrive } = await import(address);
const arrived = { ...arrive(), left: location.left ?? search };
const held = JSON.parse(sessionStorage.getItem("gatewalk-class"));
if (JSON.stringify(held) !== JSON.stringify(arrived.seat)) throw new Error("lost by a reload");
console.log(JSON.stringify(arrived));
"""
SECRET = "s" * 43
LEADS = {"code": "BCDFGH", "secret": SECRET}
FOLLOWS = {
    "code": "BCDFGH",
    "token": "t.1",
    "away": True,
    "said": {"poll": "abc", "option": 1},
}


def arrived(search: str, fragment: str, kept: dict[str, Any] | None) -> dict[str, Any]:
    deno = [sys.executable, "-m", "deno", "eval", "--no-remote", "--ext=js", SCRIPT]
    told = json.dumps(kept) if kept else ""
    run = subprocess.run(
        [*deno, SEAT.as_uri(), search, fragment, told], capture_output=True, text=True, check=True
    )
    found: dict[str, Any] = json.loads(run.stdout)
    return found


@pytest.mark.parametrize("code", ["BCDFGH", "bcd-fgh", "bcd%20fgh"])
def test_by_the_link_for_the_room_its_lecturer_leads_on(code: str) -> None:
    found = arrived(f"?step=3&class={code}", "", LEADS)
    assert found["seat"] == {**LEADS, "away": False}
    assert found["left"] == "/?step=3"


def test_whoever_comes_back_has_their_token_and_what_they_said() -> None:
    assert arrived("?step=3", "", FOLLOWS)["seat"] == FOLLOWS
    assert arrived("?class=bcdfgh", "", FOLLOWS)["seat"] == {**FOLLOWS, "away": False}
    assert arrived("?class=ZZZZZZ", "", FOLLOWS)["seat"] == {"code": "ZZZZZZ"}
    assert arrived("?class=ZZZZZZ", "", LEADS)["seat"] == {"code": "ZZZZZZ"}


def test_a_link_of_her_own_leads_and_is_taken_out_of_the_address() -> None:
    found = arrived("?step=3", f"#lead=BCDFGH.{SECRET}", None)
    assert found == {"asked": "lead", "seat": LEADS, "left": "/?step=3"}
