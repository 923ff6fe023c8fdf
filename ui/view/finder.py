"""Search everywhere: a screen, a KPI, a setting, a brand, a view or an upload by name, from any screen (Ctrl+K, ⌘K)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

import streamlit as st

from data import ledger
from data.store import Store
from kpis.catalogue import catalogue
from ui import session, sign_in
from ui.session import say
from ui.view import named_views, offered, url

UPLOADS = 200  # newest uploads that can be found
KEPT = ("lang", "brand", "since", "until", "compare", "role", "channel")  # of the view, when another screen opens


@dataclass(frozen=True)
class Place:
    """Somewhere to go. `label` in the reader's language; `screen`: path in the address; `query`: values put into it."""

    label: str
    screen: str
    query: dict[str, str] = field(default_factory=dict)
    view: str = ""  # the name of a view, in place of screen and query


def button(store: Store, pages: dict[str, st.Page], settings: Callable[[], dict[str, str]]) -> None:
    """The button that opens the search. `pages`: path -> screen; `settings`: section -> its name."""

    @sign_in.dialog(say("Search everywhere"))
    def search() -> None:
        st.caption(say("A screen, an indicator, a setting, a brand, a view or an upload: type a part of its name."))
        found = places(store, pages, settings())
        picked = st.selectbox(
            say("Search everywhere"),
            range(len(found)),
            index=None,
            format_func=lambda position: found[position].label,
            placeholder=say("Name"),
            label_visibility="collapsed",
            key="find",
        )
        if picked is not None:
            _go(store, found[picked], pages)

    if st.button(
        say("Search"), icon=":material/search:", shortcut="Mod+K", type="tertiary", key="search everywhere", wrap=False
    ):
        search()


def places(store: Store, pages: dict[str, st.Page], settings: dict[str, str]) -> list[Place]:
    """All places, in the order in which they are listed: views, screens, KPIs, settings, brands, uploads."""
    language = session.language()
    found = [Place(f"{one.name} · {say('view')}", "", view=one.name) for one in named_views.known()]
    found += [Place(f"{page.title} · {say('screen')}", path) for path, page in pages.items()]
    for kpi in catalogue().values():
        screen = kpi.screen if kpi.screen in pages else ""
        found.append(Place(f"{kpi.title[language]} · {say('indicator')}", screen, {"kpi": kpi.id}))
    if store.limited_to is None:
        found += [
            Place(f"{name} · {say('settings')}", "settings", {"section": section}) for section, name in settings.items()
        ]
    found += [Place(f"{brand} · {say('brand')}", "", {"brand": brand}) for brand in offered.brand_names(store)]
    if store.limited_to is not None:  # files are not listed there
        return found
    known = ledger.uploads(store).head(UPLOADS)
    found += [
        Place(f"{upload.name} · {say('uploaded file')} {upload.upload_id}", "uploads", {"upload": upload.upload_id})
        for upload in known.itertuples()
    ]
    return found


def _go(store: Store, place: Place, pages: dict[str, st.Page]) -> None:
    """Show a place; brand, period and networks stay those of the view."""
    if place.view:
        named_views.open_view(next(one for one in named_views.known() if one.name == place.view), pages)
    url.replace(place.query, keep=KEPT)
    st.switch_page(pages[place.screen])
