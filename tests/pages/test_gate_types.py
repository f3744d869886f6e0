"""The panel of gate types: its switches are the wiring, and what is missing is trained here."""

import re
from dataclasses import replace
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

import cells
from cells import WIRINGS, Wiring, parcels
from cells.shelf import SHELF
from tests.pages.test_walk import opened, said, sent
from views import own
from views.gate_types import ORDER, Position
from web import state, studio

NAMELESS = Wiring("learned", "open", "learned", "open", squash=False)
MINE = own.name(NAMELESS, {})


def panel(app: AppTest) -> AppTest:
    """Open the panel."""
    app.session_state[state.PANEL] = True
    return app.run()


def flip(app: AppTest, switch: str, where: Position) -> AppTest:
    found = [group for group in app.button_group if group.key == f"{state.SWITCHES}-{switch}"]
    return found[0].set_value(where).run()


def standing(app: AppTest) -> dict[str, str | bool]:
    return {switch: app.session_state[f"{state.SWITCHES}-{switch}"] for switch in ORDER}


def told(app: AppTest) -> str:
    assert said(app) is not None
    bodies = [element.proto.body for element in app.main if element.type == "html"]
    return re.sub(r"<[^>]+>", " ", " ".join(bodies))


def test_closed_the_panel_draws_nothing_of_itself() -> None:
    app = opened()
    assert said(app) == []
    assert not [group for group in app.button_group if str(group.key).startswith(state.SWITCHES)]


@pytest.mark.parametrize("name", WIRINGS)
def test_the_switches_stand_as_the_reader_does(name: str) -> None:
    app = panel(opened(reader=name))
    assert standing(app) == WIRINGS[name].as_dict()
    assert f"{cells.load(name).card['figures']['mean']:.3f}" in told(app)


def test_a_flip_to_a_shipped_reader_is_read_at_once() -> None:
    app = flip(panel(opened(reader="gru")), "reset", "open")
    assert sent(app)["reader"] == "gru-simple"
    assert sent(app)["link"]["reader"] == "gru-simple"
    app = flip(app, "update", "open")
    assert sent(app)["reader"] == "rnn"
    assert standing(app) == WIRINGS["rnn"].as_dict()
    assert "tied would be shut" in told(app)


def test_a_flip_to_what_nobody_has_trained_says_so_and_offers_it() -> None:
    app = flip(panel(opened(reader="gru-simple")), "forget", "learned")
    assert sent(app)["reader"] == "gru-simple"
    assert "No reader has been trained with these gates. The stage still shows simple GRU" in told(
        app
    )
    assert "Train it here and now (about a minute)" in [button.label for button in app.button]
    app = flip(app, "forget", "tied")
    assert "still shows" not in told(app)


def test_a_server_may_offer_no_training(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(studio.SETTING, "0")
    app = flip(panel(opened(reader="gru-simple")), "forget", "learned")
    assert not [button for button in app.button if "Train" in button.label]


def test_a_reader_of_ones_own_reads_on_every_page_and_in_no_other_session() -> None:
    app = panel(opened())
    content = parcels.parcel(SHELF / "lstm-as-found", "x")
    session: dict[Any, Any] = {}
    name = studio.take_in(session, content)
    app.session_state[state.STUDIO] = session[state.STUDIO]
    app.session_state[state.WALK] = replace(app.session_state[state.WALK], reader=name)
    app.run()
    assert said(app) == []
    assert sent(app)["reader"] == name
    assert sent(app)["title"].startswith("your LSTM ")
    (complaint, *_) = said(opened(reader=str(name)))
    assert "trained in another session" in complaint


def test_a_link_to_a_reader_of_another_session_leads_to_its_switches() -> None:
    app = panel(opened(reader=MINE))
    assert standing(app) == NAMELESS.as_dict()
    assert "No reader has been trained" in told(app)
