"""To which brands the access of a visitor is limited, as the last whole run showed it; asked again at every run of a part."""

from __future__ import annotations

import streamlit as st

from data.access.acting import Actor
from data.limited import copies
from data.store import Store
from ui import session
from ui.session import say
from wording.markdown import escaped

_SHOWN, _STORE = "limited to", "copy of the store"  # in the session state


def begin(store: Store) -> None:
    """Keep what this run shows; where a session was begun for other brands, all that it kept goes, and the run begins again.
    Call once per run, before anything is drawn."""
    is_changed = _SHOWN in st.session_state and st.session_state[_SHOWN] != store.limited_to
    if is_changed:
        for name in list(st.session_state):
            del st.session_state[name]
    st.session_state[_SHOWN] = store.limited_to
    st.session_state[_STORE] = store if store.limited_to is not None else None
    if is_changed:
        st.rerun()


def shown() -> tuple[str, ...] | None:
    """The brands that the last whole run showed alone; None: every brand."""
    return st.session_state.get(_SHOWN)


def is_other(who: Actor) -> bool:
    """Whether somebody may see other brands by now than the last whole run showed, or its copy is closed."""
    if _SHOWN not in st.session_state:
        return False
    copy = st.session_state[_STORE]
    return who.brands != shown() or (copy is not None and not copies.is_open(session.main_store(), copy))


def explain(who: Actor) -> None:
    """The same in the menu of the sign-in."""
    if who.brands is not None:
        st.caption(say("Your access is limited to {brands}.", brands=listed(who.brands) or "—"))


def listed(brands: tuple[str, ...]) -> str:
    """Names of brands, as Markdown."""
    return ", ".join(escaped(one) for one in brands)
