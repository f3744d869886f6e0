"""Gatewalk: walk a sentence, word by word, through a trained recurrent cell.

`streamlit run app.py` starts it. Streamlit imports this file as a server, where it offers the app
with our few routes, and then runs it as a script for every visitor.
"""

import streamlit as st
import torch
from streamlit.runtime.pages_manager import PagesManager
from streamlit.runtime.scriptrunner import get_script_run_ctx

from pages import compare, readers, walk, ways, why
from web import take_away
from web.routes import routes


def main() -> None:
    """Set up the page and show the one that was asked for."""
    st.set_page_config("Gatewalk", layout="wide", initial_sidebar_state="collapsed")
    pages = [
        st.Page(walk.page, title="Walk", url_path=ways.WALK, default=True),
        st.Page(readers.page, title="The readers", url_path=ways.READERS),
        st.Page(compare.page, title="Compare", url_path=ways.COMPARE),
        st.Page(why.page, title="Why it remembers", url_path=ways.WHY),
    ]
    st.navigation(pages, position="hidden").run()


if get_script_run_ctx(suppress_warning=True):
    main()
else:
    # Else a server's first visitor, sent to a page by a link, would be told that there is none:
    # Streamlit takes the files of a folder `pages` for pages until a script has run.
    PagesManager.uses_pages_directory = False
    # A step of 32 units is too small to share: more threads only wait for each other.
    torch.set_num_threads(1)
    app = st.App("app.py", routes=[*routes(), *take_away.served()])
