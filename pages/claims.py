"""Claims on trial: what lectures and notes say, and what our readers say to it."""

import streamlit as st

from pages import heading, ways
from views import claims, race, reports
from views.claims import Claim
from views.claims_cells import CELLS
from views.claims_gates import GATES
from views.claims_memory import MEMORY
from web import state, studio

EVERY = (*CELLS, *GATES, *MEMORY)

_WHY = (
    "What is said in lectures and notes, tried on cells that were trained alike and encouraged to "
    "nothing. Every figure is measured and every verdict worked out from the figures by the rule "
    "beside it. It is a verdict on these readers and this task, English sentences whose verb must "
    "agree with its subject, and not on every net: hence “here”."
)


def page() -> None:
    """Show every claim with who says so, how it was tried, the figures and the verdict."""
    with heading.under("Claims on trial", ways.CLAIMS):
        report = reports.report(claims.REPORT)
        report = report and {**report, "race": reports.report(race.NAME)}
        if not report:
            st.warning("The file of what was measured is missing or damaged: nothing can be shown.")
            return
        st.markdown(f"{_WHY} {claims.counted(EVERY, report)}")
        st.html(claims.summary(EVERY, report).html)
        for claim in EVERY:
            _show(claim, report)


def _show(claim: Claim, report: claims.Report) -> None:
    st.subheader(claim.claim, anchor=claim.slug)
    finding = claim.finding(report)
    st.html(claims.pill(finding.verdict if finding else None))
    text, figures = st.columns([3, 2], gap="large")
    with text:
        st.markdown(f"**Who says so.** {claim.who}\n\n**How it was tried.** {claim.tried}")
        if finding:
            st.markdown(f"**What was found.** {finding.said}")
        if st.button("Walk a sentence of it", key=claim.slug):
            state.begin(st.session_state, claim.link, studio.names(st.session_state))
            ways.go(ways.WALK)
    if finding:
        figures.html(finding.figures.html)
