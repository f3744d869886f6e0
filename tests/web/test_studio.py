"""A visitor's studio: how many runs there may be, and whose readers are whose."""

import shutil
import sys
from collections.abc import Callable, Iterator
from typing import Any

import pytest

import cells
from cells import WIRINGS, Wiring, parcels, shelf
from cells.shelf import SHELF
from views import own
from web import runs, state, studio, switches
from web.runs import Order, Own
from web.state import Walk

NAMELESS = Wiring("open", "learned", "learned", "learned", squash=False)
Session = dict[Any, Any]


@pytest.fixture
def visit() -> Iterator[Callable[[], Session]]:
    """Return a function that begins a session; all runs are ended with the test."""
    sessions: list[Session] = []

    def begin() -> Session:
        sessions.append({state.WALK: Walk()})
        return sessions[-1]

    yield begin
    for session in sessions:
        end(session)


@pytest.fixture
def endless(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let every run wait until it is stopped."""
    wait = [sys.executable, "-c", "import sys; sys.stdin.read()"]
    monkeypatch.setattr(Order, "command", lambda *_: wait)


def begin(session: Session, wiring: Wiring = NAMELESS) -> str:
    """Start a run and return what was refused."""
    studio.start(session, Order(wiring, 1.0))
    return studio.refusal(session)


def end(session: Session) -> None:
    if run := studio.of(session).run:
        run.stop()
        run.wait(20)


def mine(name: str = "gru", **card: Any) -> Own:
    """Return a reader as if a visitor had trained it."""
    shipped = cells.load(name)
    reader = cells.Reader(
        "", shipped.cell, shipped.embedding, shipped.readout, {**shipped.card, **card}
    )
    named = parcels.renamed(reader, own.name(reader.wiring, reader.card))
    return Own(named, parcels.parcel(SHELF / name, named.name))


@pytest.mark.usefixtures("endless")
def test_one_run_a_session(visit: Callable[[], Session]) -> None:
    session = visit()
    assert begin(session) == ""
    assert studio.running(session)
    assert begin(session, WIRINGS["gru"]) == studio.ONE
    end(session)
    assert not studio.running(session)
    assert begin(session) == ""


@pytest.mark.usefixtures("endless")
def test_two_runs_a_server(visit: Callable[[], Session]) -> None:
    first, second, third = visit(), visit(), visit()
    assert (begin(first), begin(second), begin(third)) == ("", "", studio.BUSY)
    assert studio.of(third).run is None
    end(first)
    assert begin(third) == ""


def test_a_server_without_room_says_so(
    visit: Callable[[], Session], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(runs, "NEEDED", shutil.disk_usage(".").total * 2)
    session = visit()
    assert begin(session) == studio.NO_ROOM
    assert not studio.running(session)
    assert studio.refusal(session) == ""


def test_what_is_trained_is_read_here_alone(visit: Callable[[], Session]) -> None:
    here, elsewhere = visit(), visit()
    reader = mine(seed=7).reader
    name = studio.keep(here, mine(seed=7))
    assert studio.names(here) == (name, *cells.names())
    assert studio.load(here, name).card == reader.card
    assert studio.cards(here)[name]["seed"] == 7
    assert studio.names(elsewhere) == cells.names()
    assert name not in studio.cards(elsewhere)
    with pytest.raises(ValueError, match="There is no reader"):
        studio.load(elsewhere, name)


def test_shipped_readers_are_those_of_the_library(visit: Callable[[], Session]) -> None:
    session = visit()
    assert studio.load(session, "lstm") is cells.load("lstm")
    assert studio.size(session, "gru") == (SHELF / "gru" / shelf.TENSORS).stat().st_size


def test_few_readers_are_kept_the_newest_first(visit: Callable[[], Session]) -> None:
    session = visit()
    names = [studio.keep(session, mine(seed=seed)) for seed in range(studio.KEPT + 2)]
    assert studio.names(session)[: studio.KEPT] == tuple(reversed(names[2:]))
    state.change(session, reader=names[2])
    another = studio.keep(session, mine(seed=99))
    assert studio.names(session)[: studio.KEPT] == (another, *reversed(names[4:]), names[2])


def test_a_file_is_taken_in_under_the_name_of_what_it_holds(visit: Callable[[], Session]) -> None:
    session = visit()
    content = parcels.parcel(SHELF / "gru", "renamed-by-somebody")
    name = studio.take_in(session, content)
    assert name == own.name(WIRINGS["gru"], cells.load("gru").card)
    assert studio.load(session, str(name)).name == name
    assert studio.take_in(session, b"no zip") is None
    assert "no zip archive" in studio.refusal(session)
    assert studio.take_in(session, bytes(studio.LARGEST_MB * 2**20 + 1)) is None
    assert studio.refusal(session) == studio.TOO_LARGE
    assert studio.names(session)[0] == name


def test_the_file_of_a_walk_is_made_for_who_has_seen_the_weights(
    visit: Callable[[], Session],
) -> None:
    session = visit()
    name = studio.keep(session, mine(seed=9))
    sha256 = studio.load(session, name).card["sha256"]
    assert studio.known(name, sha256) is studio.load(session, name)
    assert studio.known(name, "") is None
    assert studio.known("gru", cells.load("gru").card["sha256"]) is None
    studio.of(session).readers.clear()
    assert studio.known(name, sha256) is None


@pytest.mark.parametrize(
    ("said", "seconds"),
    [("", 40.0), ("12", 12.0), ("0", 0.0), ("-3", 0.0), ("1e9", 120.0), ("nan", 40.0), ("a", 40.0)],
)
def test_the_budget_is_set_from_outside(
    said: str, seconds: float, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(studio.SETTING, said)
    assert studio.budget() == seconds


def test_switches_stand_as_the_reader_does_until_one_is_flipped(
    visit: Callable[[], Session],
) -> None:
    session = visit()
    found = studio.cards(session)
    assert switches.standing(session, found) == WIRINGS["gru"]
    session["switches-reset"] = "open"
    switches.flip(session, "reset")
    assert session[state.WALK].reader == "gru-simple"
    session["switches-output"] = "learned"
    switches.flip(session, "output")  # which nobody has trained
    assert session[state.WALK].reader == "gru-simple"
    assert switches.standing(session, found).output == "learned"
    state.change(session, reader="lstm")
    assert switches.standing(session, found) == WIRINGS["lstm"]


@pytest.mark.parametrize("wiring", Wiring.every(), ids=own.code)
def test_from_any_cell_every_switch_is_followed(
    wiring: Wiring, visit: Callable[[], Session]
) -> None:
    session = visit()
    found = studio.cards(session)
    for switch, where in wiring.as_dict().items():
        if where != "tied" or wiring.update == "learned":
            session[f"switches-{switch}"] = where
            switches.flip(session, switch)
    assert switches.standing(session, found) == wiring
    names = [name for name in found if cells.load(name).wiring == wiring]
    assert (session[state.WALK].reader in names) == bool(names)


def test_a_trained_reader_reads_if_the_switches_still_stand_there(
    visit: Callable[[], Session],
) -> None:
    session = visit()
    name = studio.keep(session, mine("lstm", seed=3))
    switches.choose_if_standing(session, name)
    assert session[state.WALK].reader == "gru"
    session[state.SWITCHES] = (WIRINGS["lstm"], "gru")
    switches.choose_if_standing(session, name)
    assert session[state.WALK].reader == name


def test_a_link_to_a_reader_of_another_session_sets_the_switches(
    visit: Callable[[], Session],
) -> None:
    del visit
    session: Session = {}
    link = {"reader": own.name(NAMELESS, {}), "v": "1"}
    (said,) = state.arrive(link, session, cells.names())
    assert "trained in another session" in said
    assert session[state.WALK].reader == "gru"
    assert switches.standing(session, studio.cards(session)) == NAMELESS
