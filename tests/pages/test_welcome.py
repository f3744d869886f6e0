"""Whoever comes without a link is greeted, until something is chosen."""

import pytest
from playwright.sync_api import expect
from streamlit.testing.v1 import AppTest

from tests.pages.panel import ran, told
from tests.visits import PHONE, Visits, until
from web.state import Walk

DOORS = ("Walk a sentence", "Take a lesson", "Bring your model")


def _script() -> None:
    from pages import walk

    walk.page()


def _after_another_page() -> None:
    import streamlit as st

    from pages import glossary, walk

    if st.session_state.setdefault("visits", 0):
        walk.page()
    else:
        glossary.page()
    st.session_state.visits += 1


def greets(app: AppTest) -> bool:
    assert not app.exception
    return any("Watch a trained net remember" in each.value for each in app.markdown)


def test_a_first_visitor_is_greeted_with_the_ways_on() -> None:
    app = ran(_script)
    assert greets(app)
    app.button(key="door_walk").click().run()
    assert not greets(app)


def test_what_was_typed_takes_the_greeting_away() -> None:
    app = ran(_script)
    app.text_input(key="sentence").set_value("the dogs were hungry").run()
    assert not greets(app)


def test_whoever_has_seen_another_page_is_not_greeted() -> None:
    app = ran(_after_another_page)
    assert app.title[0].value == "Glossary"
    assert not greets(app.run())
    assert app.text_input(key="sentence").value == Walk().sentence


def test_what_the_greeting_says_is_so() -> None:
    reading = told()
    gates, memory = (reading.track(name, reading.carriers[0].unit) for name in ("update", "cell"))
    cat, verb = reading.words.index("cat"), reading.words.index("was")
    assert gates[cat] > 0.9
    assert memory[cat] > 0.9
    assert (gates[cat + 1 : verb] < 0.1).all()
    assert (memory[cat:verb] > 0.9).all()
    assert reading.log_odds[verb - 1] > 1


@pytest.mark.parametrize("link", [{"step": "2"}, {"sentence": "the cat was"}, {"reader": "lstm"}])
def test_a_link_leads_straight_to_what_it_names(link: dict[str, str]) -> None:
    assert not greets(ran(_script, **link))


def test_the_stage_plays_for_a_first_visitor_and_not_once_the_page_is_loaded_again(
    open_page: Visits,
) -> None:
    page = open_page("/")
    bare = page.url.split("?")[0]
    page.locator(".gw-transport").wait_for()
    expect(page.get_by_role("button", name="Pause")).to_be_visible()
    expect(page.locator(".gw-counter b")).to_have_text("3")
    page.reload()
    page.locator(".gw-transport").wait_for()
    expect(page.get_by_role("button", name="Play")).to_be_visible()
    expect(page.get_by_role("button", name="Walk a sentence")).to_have_count(0)
    page.emulate_media(reduced_motion="reduce")
    page.set_viewport_size(PHONE)
    page.goto(bare)
    page.locator(".gw-transport").wait_for()
    expect(page.get_by_role("button", name="Play")).to_be_visible()
    for door in DOORS:
        box = page.locator(".st-key-welcome").get_by_text(door).bounding_box()
        assert box
        assert box["y"] + box["height"] < PHONE["height"] / 2
        assert box["x"] + box["width"] < PHONE["width"]
    expect(page.locator(".gw-counter b")).to_have_text("1")
    page.get_by_role("button", name="Walk a sentence").press("Enter")
    expect(page.locator(".st-key-welcome")).to_have_count(0)
    until(page, "document.activeElement.closest('.gw')")
    page.keyboard.press("ArrowRight")
    expect(page.locator(".gw-counter b")).to_have_text("2")
