"""Named views: keep the view on the screen under a name, open one, and choose the one that this browser starts with."""

from __future__ import annotations

import streamlit as st

from data.access import acting
from data.decisions import views
from data.decisions.views import NamedView
from ui import browser, identity, session
from ui.confirmation import attempt
from ui.session import say
from ui.view import url
from wording.markdown import escaped

COOKIE = "e-reputation-start"  # the name of the view that this browser starts with
PERSONAL = ("lang",)  # the reader's own, not the view's
DAYS = ("since", "until")
_BEGUN = "session begun"


def known() -> tuple[NamedView, ...]:
    """The views that the visitor may see."""
    return views.views_of(session.main_store(), acting.current())


def menu(pages: dict[str, st.Page], page: st.Page) -> None:
    """A popover with the views; `pages`: path in the address -> screen; `page`: the one that is shown."""
    _first_look(pages, page)
    with st.popover(say("Views"), icon=":material/bookmark:", key="views"):
        found = known()
        for one in found:
            _row(one, pages)
        if not found:
            st.caption(say("No view has a name yet. A view is a screen with its brand, period, networks and filters."))
        _form(page)


def open_view(one: NamedView, pages: dict[str, st.Page]) -> None:
    """Show a view, as its link would; the language stays the reader's."""
    url.replace(one.query, keep=PERSONAL)
    st.switch_page(pages[one.screen] if one.screen in pages else pages[""])


def _first_look(pages: dict[str, st.Page], page: st.Page) -> None:
    """At the start of a session that was opened without a link: open the view that this browser starts with."""
    if _BEGUN in st.session_state:
        return
    st.session_state[_BEGUN] = True
    if page.url_path or any(name not in PERSONAL for name in st.query_params):
        return  # a link says what to show
    start = next((one for one in known() if one.name == browser.remembered(COOKIE)), None)
    if start is not None:
        open_view(start, pages)


def _row(one: NamedView, pages: dict[str, st.Page]) -> None:
    """A view: open it, start with it, forget it."""
    is_start = browser.remembered(COOKIE) == one.name
    with st.container(horizontal=True, vertical_alignment="center", gap="xsmall", key=f"view {one.name}"):
        screen = pages.get(one.screen, pages[""])
        if st.button(
            f"**{escaped(one.name)}** :small[{screen.title}]",
            type="tertiary",
            width="stretch",
            key=f"open view {one.name}",
        ):
            open_view(one, pages)
        pressed = st.button(
            say("Start here"),
            type="tertiary",
            icon=":material/check:" if is_start else ":material/home:",
            help=say("This browser starts with this view. Press again to start with the Overview.")
            if is_start
            else say("This browser then opens with this view"),
            key=f"start view {one.name}",
        )
        if pressed:
            browser.remember(COOKIE, "" if is_start else one.name)
            st.rerun()
        if st.button(
            say("Forget"),
            type="tertiary",
            icon=":material/delete:",
            help=say("Remove this name; the history of the settings can restore it"),
            key=f"forget view {one.name}",
        ):
            attempt(lambda: views.forget(session.main_store(), one.name, who=identity.who()), say("Removed."))


def _form(page: st.Page) -> None:
    """Keep the view that is on the screen."""
    with st.form("keep view", clear_on_submit=True, border=False):
        name = st.text_input(say("Name for the view on the screen"), max_chars=views.LONGEST)
        follows = st.checkbox(
            say("Follow the last complete week"),
            help=say("Without it, the view keeps the days that are on the screen."),
        )
        if st.form_submit_button(say("Keep this view"), icon=":material/bookmark_add:"):
            leave = (*PERSONAL, *(DAYS if follows else ()))
            query = {code: value for code, value in url.shown().items() if code not in leave}
            attempt(
                lambda: views.keep(session.main_store(), name, screen=page.url_path, query=query, who=identity.who()),
                say("The view is kept."),
            )
