"""The URL of a view: its values as stable codes, so that a copied link shows the same view.

The session keeps every value; a page puts those that it read into the URL. Values from a link or from the browser's
Back button override the session's; widgets write with `put`.
"""

from __future__ import annotations

import threading

import streamlit as st

_KEPT = "address kept"
_SHOWN = "address shown"
_READ = "address read"

# the values of the run of this thread, which belong to its session: every text of a screen asks for the language, and
# the session state takes fifty times as long to answer
_run = threading.local()


def begin() -> None:
    """Take over the values of the URL. Call once per run, before any `read`."""
    kept = st.session_state.setdefault(_KEPT, {})
    shown = st.session_state.setdefault(_SHOWN, {})
    for name, value in st.query_params.to_dict().items():
        if shown.get(name) != value:
            kept[name] = value
    st.session_state[_READ] = set()
    _run.kept, _run.read = kept, st.session_state[_READ]


def read(name: str) -> str:
    """The value under a name; '' when there is none."""
    if not hasattr(_run, "kept"):  # a part of a screen that runs again by itself
        _run.kept, _run.read = st.session_state.get(_KEPT, {}), st.session_state.get(_READ, set())
    _run.read.add(name)
    return _run.kept.get(name, "")


def put(name: str, value: str | None) -> None:
    """Keep a value under a name; None or '' forgets it."""
    if value:
        st.session_state[_KEPT][name] = value
    else:
        st.session_state[_KEPT].pop(name, None)


def shown() -> dict[str, str]:
    """The values in the URL of the last run: those of the view on the screen."""
    return dict(st.session_state.get(_SHOWN, {}))


def replace(values: dict[str, str], *, keep: tuple[str, ...] = ()) -> None:
    """Put these values in place of all others, but for the names in `keep`."""
    kept = st.session_state[_KEPT]
    wanted = {name: kept[name] for name in keep if name in kept} | values
    kept.clear()
    kept.update(wanted)


def end() -> None:
    """Write the values that this run read into the URL. Call once per run, at its end."""
    kept = st.session_state[_KEPT]
    shown = {name: kept[name] for name in sorted(st.session_state[_READ]) if name in kept}
    if st.query_params.to_dict() != shown:
        st.query_params.from_dict(shown)
    st.session_state[_SHOWN] = shown
