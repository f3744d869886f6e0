"""Payloads of scripts and event handlers in a browser: text everywhere, and dead if they get in."""

import re
from pathlib import Path
from urllib.parse import urlencode

import pytest
from playwright.sync_api import Page, expect
from torch import nn

import cells
from cells.blueprints import find
from tests.visits import Visits, origin, settle
from views import presets, your_model
from web import take_away

PAYLOAD = (
    "the <img src=x onerror=owned=1> <b>cats</b> <a href=javascript:owned=1>x</a> "
    "<svg/onload=owned=1> **bold** $x^2$ :red[x] were </script><script>owned=1</script>"
)
PAGES = ("remember", "curves", "side-by-side")
WORDS = list(cells.tokenize(PAYLOAD))[:9]
INJECT = """() => {
    const made = document.createElement("div");
    made.innerHTML = '<img src="data:," onerror="window.owned = 1">'
        + '<a id="lure" href="javascript:window.owned = 1">x</a>';
    document.body.append(made);
    const script = document.createElement("script");
    script.textContent = "window.owned = 1";
    document.body.append(script);
    document.querySelector("#lure").click();
    const base = document.createElement("base");
    base.href = "https://evil.example/";
    document.head.append(base);
    return new Promise((resolve) => setTimeout(resolve, 300));
}"""
REFUSED = (r"console: .*(Content Security Policy|violates the following)",)


def check(page: Page) -> None:
    """Expect that nothing of the payload has become an element or has run."""
    assert page.evaluate("typeof window.owned") == "undefined"
    for made in ('img[src="x"]', "[onerror]", "[onload]", 'a[href^="javascript"]', "b b"):
        assert page.locator(made).count() == 0, made


def test_payloads_are_text_on_every_page(open_page: Visits) -> None:
    link = urlencode({"sentence": PAYLOAD})
    page = open_page(f"/?{link}", tolerate=["404.*_stcore"])
    page.locator(".gw-counter").wait_for()
    assert page.locator(".gw-words text.word").all_text_contents()[:9] == WORDS
    check(page)
    page.get_by_role("button", name="table").first.click()
    check(page)
    page.keyboard.press("Escape")
    for place in PAGES:
        page.goto(f"{origin(page.url)}/{place}?{link}")
        settle(page)
        check(page)
        if place == "remember":
            ticks = page.locator(".js-plotly-plot .xtick text, .js-plotly-plot .ytick text")
            expect(ticks.filter(has_text="onerror").first).to_be_attached()


def test_what_gets_in_all_the_same_does_not_run(open_page: Visits) -> None:
    page = open_page("/", tolerate=REFUSED)
    page.evaluate(INJECT)
    assert page.evaluate("typeof window.owned") == "undefined"
    assert page.evaluate("document.baseURI").startswith("http://127.0.0.1")


def test_a_file_taken_away_runs_its_own_scripts_alone(open_page: Visits, tmp_path: Path) -> None:
    text = take_away._file({"sentence": PAYLOAD, "reader": "gru"})
    path = tmp_path / "walk.html"
    path.write_text(text.replace("</body>", "<script>window.owned = 1</script></body>"), "utf-8")
    page = open_page("/", tolerate=REFUSED)
    page.goto(path.as_uri())
    page.locator(".gw-counter").wait_for()
    assert page.evaluate("typeof window.owned") == "undefined"
    page.evaluate(INJECT)
    assert page.locator(".gw-words text.word").all_text_contents()[:9] == WORDS
    assert page.evaluate("typeof window.owned") == "undefined"
    other = take_away._file({"sentence": PAYLOAD, "reader": "gru"})
    assert text.count("nonce-") == 1
    assert text.split("nonce-")[1][:24] != other.split("nonce-")[1][:24]


@pytest.mark.parametrize("name", [PAYLOAD, "a|b`c", "<i>.pt"])
def test_names_of_uploads_are_text(name: str) -> None:
    """Names of files go through Markdown, those of tensors into tables."""
    tensors = {f"{name}.{key}": value for key, value in nn.LSTM(2, 3).state_dict().items()}
    found = find(tensors)
    assert found.modules
    shown = presets.as_text(your_model.summary(name, found))
    assert not re.search(r"(?<!\\)[<>*`$:|]", shown)
    table = your_model.table(found).html
    assert "<img" not in table
    assert "<script" not in table
    assert "<i>" not in table
