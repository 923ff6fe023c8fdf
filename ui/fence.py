"""A panel that fails takes nothing else with it: the rest of the screen is drawn."""

from __future__ import annotations

import logging
from collections.abc import Callable
from typing import TypeVar

import streamlit as st

from data.sentences import Refusal
from ui.session import say, say_sentence
from wording.markdown import escaped

Drawn = TypeVar("Drawn")

log = logging.getLogger(__name__)


def fenced(name: str, draw: Callable[[], Drawn]) -> Drawn | None:
    """Draw a panel; None when it failed, after a sentence that names it. `name`: of the panel, as people read it.

    Ending or repeating a run is no failure: Streamlit does that with exceptions that are not of class Exception.
    """
    try:
        return draw()
    except Refusal as refusal:
        st.error(escaped(say_sentence(refusal.sentence)))
    except Exception:  # the edge of a panel: logged whole, shown as a sentence
        log.exception("panel %s", name)
        st.error(
            say(
                "{panel} could not be shown; the rest of this screen is complete. The log of the server gives the "
                "reason, and the data is untouched.",
                panel=escaped(name),
            )
        )
    return None
