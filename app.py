"""Gatewalk: walk a sentence, word by word, through a trained recurrent cell.

`streamlit run app.py` starts it. Streamlit imports this file as a server, where it offers the app
with our few routes, and then runs it as a script for every visitor.
"""

import streamlit as st
import torch
from starlette.middleware import Middleware
from streamlit.runtime.pages_manager import PagesManager
from streamlit.runtime.scriptrunner import get_script_run_ctx

from pages import (
    claims,
    compare,
    fault,
    glossary,
    gru_lstm,
    join,
    lessons,
    nonlinearities,
    readers,
    walk,
    ways,
    why,
    your_model,
)
from web import live, logs, metrics, operations, take_away
from web.doorkeeper import Doorkeeper
from web.headers import SafeHeaders
from web.intake import Intake
from web.routes import routes


def main() -> None:
    """Set up the page and show the one that was asked for."""
    st.set_page_config("Gatewalk", layout="wide", initial_sidebar_state="collapsed")
    pages = [
        st.Page(walk.page, title="Walk", url_path=ways.WALK, default=True),
        st.Page(readers.page, title="The readers", url_path=ways.READERS),
        st.Page(compare.page, title="Compare", url_path=ways.COMPARE),
        st.Page(why.page, title="Why it remembers", url_path=ways.WHY),
        st.Page(lessons.page, title="Lessons", url_path=ways.LESSONS),
        st.Page(glossary.page, title="Glossary", url_path=ways.GLOSSARY),
        st.Page(gru_lstm.page, title="GRU or LSTM?", url_path=ways.GRU_LSTM),
        st.Page(nonlinearities.page, title="Why sigmoid, why tanh", url_path=ways.CURVES),
        st.Page(claims.page, title="Claims on trial", url_path=ways.CLAIMS),
        st.Page(your_model.page, title="Your model", url_path=ways.YOURS),
        st.Page(join.page, title="A class", url_path=ways.CLASS),
    ]
    st.navigation(pages, position="hidden").run()


if get_script_run_ctx(suppress_warning=True):
    with metrics.RUNS.time():
        main()
else:
    logs.begin()
    # Else a server's first visitor, sent to a page by a link, would be told that there is none:
    # Streamlit takes the files of a folder `pages` for pages until a script has run.
    PagesManager.uses_pages_directory = False
    # A step of 32 units is too small to share: more threads only wait for each other.
    torch.set_num_threads(1)
    guards = [Middleware(SafeHeaders), Middleware(Doorkeeper), Middleware(Intake)]
    app = st.App(
        "app.py",
        routes=[*routes(), *take_away.served(), *live.served(), *operations.served()],
        middleware=guards,
        lifespan=operations.lifespan,
        on_script_error=fault.show,
    )
