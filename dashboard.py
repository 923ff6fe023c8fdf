"""The dashboard: opens the store and shows the requested screen in the visitor's language.

Served by `python server.py`, or by `streamlit run dashboard.py`.
"""

from __future__ import annotations

import logging
from pathlib import Path

import streamlit as st

from commands import owner
from commands.operation import metrics
from data.access import acting
from data.sentences import Refusal
from data.store import Store, StoreBusy
from ui import browser, browser_words, confirmation, identity, limits, session, sign_in
from ui.evidence import dialog
from ui.fence import fenced
from ui.report import copied
from ui.session import say, say_sentence
from ui.settings import sections
from ui.uploads import demonstration as demonstration_offer
from ui.view import finder, limited, named_views, url
from wording.markdown import escaped

HERE = Path(__file__).parent
log = logging.getLogger(__name__)

st.set_page_config(page_title="e-reputation", page_icon="📈", layout="wide")
url.begin()
acting.ask(sign_in.acting_visitor)


def screen(name: str, title: str, *, default: bool = False) -> st.Page:
    """A screen of the navigation: one file of app_pages."""
    return st.Page(f"app_pages/{name}.py", title=title, default=default)


role_sheet = screen("role_sheet", say("Role sheet"))
always = (
    screen("uploads", say("Uploads")),
    screen("sources", say("Sources and methods")),
    screen("settings", say("Settings")),
)
menu = {
    "": [
        screen("overview", say("Overview"), default=True),
        screen("objectives", say("Objectives")),
        role_sheet,
        screen("annotations", say("Annotations")),
        screen("weekly_report", say("Weekly report")),
    ],
    say("Indicators"): [
        screen("audience", say("Audience")),
        screen("visibility", say("Visibility")),
        screen("sentiment", say("Sentiment")),
        screen("relation", say("Relation")),
        screen("activity", say("Activity")),
        screen("crisis", say("Crisis watch")),
        screen("search", say("Search and suggestions")),
        screen("reviews", say("Reviews and assistants")),
        screen("impact", say("Impact")),
        screen("mentions", say("Mentions")),
    ],
    say("Data"): list(always),
}
is_admitted = sign_in.is_admitted(lambda: session.open_store(owner.serve))
page = st.navigation(menu, position="top" if is_admitted else "hidden")
pages = {one.url_path: one for section in menu.values() for one in section}


def show(store: Store) -> None:
    """The screen of the address, and what is on every screen."""
    limits.begin(store)
    sign_in.watch()
    sign_in.come_back(pages)
    confirmation.show_confirmations()
    identity.show()
    with st.container(horizontal=True, gap="xxsmall", width="content", key="everywhere"):
        fenced(say("Search everywhere"), lambda: finder.button(store, pages, sections.names))
        fenced(say("Views"), lambda: named_views.menu(pages, page))
        copies = st.container(width="content")
        fenced(say("Sign out"), lambda: sign_in.menu(session.main_store()))
    copied.begin()
    limited.notice(store)
    demonstration_offer.banner(store)
    if limited.is_closed(store, page.url_path):
        limited.instead(page.title)
    elif demonstration_offer.is_empty(store) and page not in (*always, role_sheet):
        demonstration_offer.show(store)
    else:
        page.run()
        with copies:
            fenced(say("Copy"), copied.menu)
        dialog.open_of_url(store)
    url.end()


try:
    store = session.open_store(owner.serve)
    if store.read_only:
        st.error(escaped(say_sentence(store.why)))
    if is_admitted:
        with metrics.run_of(page.url_path or "overview"):
            show(session.store())
    else:
        sign_in.page(store, page.url_path)
except StoreBusy:
    st.error(
        say(
            "Another program is using the store. Close the other dashboard, or name another store in EREPUTATION_STORE."
        )
    )
except Refusal as refusal:
    st.error(escaped(say_sentence(refusal.sentence)))
except Exception:  # the outermost edge: logged whole, shown as a sentence
    log.exception("screen %s", page.url_path)
    st.error(say("This screen could not be shown. The server log gives the reason; the data is untouched."))
st.html(HERE / "ui" / "style.css")
if st.context.theme.type == "dark":
    st.html(HERE / "ui" / "style_dark.css")
if session.language() == "fr":
    st.html(HERE / "ui" / "style_fr.css")
browser.install()
browser_words.install(section=next(name for name, screens in menu.items() if page in screens), page=page.title)
