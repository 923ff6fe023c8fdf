"""What stands on every screen where access is limited to some brands, and in place of the screens that are of no brand."""

from __future__ import annotations

import streamlit as st

from data.limited import copies
from data.store import Store
from ui import session, table_columns
from ui.limits import listed
from ui.session import say
from ui.view import scope_bar

# of the organisation: files, people, backups and the log hold more than some brands
CLOSED = ("uploads", "settings")


def notice(store: Store) -> None:
    """To what the access of the visitor is limited; nothing where it is not."""
    if store.limited_to is None:
        return
    there = _there(store)
    if there:
        st.caption(
            ":material/visibility: "
            + say(
                "Your access is limited to {brands}: shares and comparisons count these brands only, as of {moment}.",
                brands=listed(there),
                moment=table_columns.local_times([copies.moment(store)])[0],
            )
        )


def is_closed(store: Store, screen: str) -> bool:
    """Whether a screen, by its address, is not for a limited access, or there is nothing to show in it."""
    return store.limited_to is not None and (screen in CLOSED or not _there(store))


def instead(title: str) -> None:
    """What stands in place of such a screen."""
    with st.container(horizontal=True, vertical_alignment="center", key="scope"):
        st.header(title, anchor=False, width="stretch")
        scope_bar.language_choice()
    store = session.store()
    if _there(store):
        st.info(
            say(
                "This screen is not shown where access is limited to some brands: files and settings are of the whole "
                "organisation. What was loaded about your brands is on every other screen."
            )
        )
    else:
        st.info(
            say(
                "Nothing was loaded here about the brands that your access is limited to: {brands}. Ask whoever runs this "
                "dashboard whether their names are written as here.",
                brands=listed(store.limited_to or ()) or "—",
            )
        )


def _there(store: Store) -> tuple[str, ...]:
    """The brands of a limited access that the store knows."""
    return tuple(row["brand"] for row in store.rows_once("select brand from brands order by brand"))
