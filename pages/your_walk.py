"""The walk of a visitor's own module: the stage, and below it why it remembers."""

from collections.abc import Sequence
from contextlib import nullcontext

import streamlit as st
from torch import Tensor, nn

from pages import notice, your_memory, your_readout, your_verdict
from views import your_model
from views.modules import Part, longest
from views.readouts import Readout
from web import own_walk, stage, uploads
from web.uploads import Yours

_QUICK = 1_000  # steps that are read in a moment


def show(
    yours: Yours,
    module: nn.Module,
    part: Part,
    given: tuple[Tensor, Sequence[str]],
    readout: Readout | None,
) -> None:
    """Show one direction of one layer as it reads."""
    chosen, told = uploads.blueprint(yours), st.container(key="told")
    place = told.empty()
    try:
        asked = own_walk.ask(yours, module, part, given, readout)
        doing = your_model.reading(asked.window)
        bar = place.progress(0.0, doing) if asked.window.stop > _QUICK else None
        tell = (lambda share: bar.progress(share, doing)) if bar else None
        with nullcontext() if bar else st.spinner(doing):
            reading, said = own_walk.reading(yours, asked, tell)
    except (ValueError, TypeError) as error:
        notice.say([str(error)])
        return
    finally:
        place.empty()
    notice.say([*your_model.cut_short(len(given[1]), longest(chosen.units)), *said])
    with told:
        if part.reverse:
            st.caption("It reads backward: its first step is the last of what it is given.")
        your_readout.told(yours, readout)
    title = f"{your_model.called(chosen)}, {part.called}"
    stage.show_own(own_walk.message(yours, reading, title))
    with st.container(key="beneath"):
        at = your_memory.show(yours, reading)
        if readout is not None:
            your_verdict.show(yours, asked, reading, at)
        your_memory.gradient(yours, reading)
