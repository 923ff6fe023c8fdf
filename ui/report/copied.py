"""What a screen shows, to be taken along: each card, chart and table offers itself while it is drawn, and one menu of the
screen gives the chosen one as a slide of PowerPoint or as a picture. Nothing is made before it is asked for.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import streamlit as st

from reports.mentions_file import slug
from reports.weekly.model import Bars, Figure, Table, Trend
from ui import session, sign_in
from ui.noted_download import noted
from ui.report import slide
from ui.session import say

Part = Trend | Bars | Table | Figure
_SHOWN, _VIEW = "shown to be copied", "whose is shown"


@dataclass(frozen=True)
class Shown:
    """A card, chart or table. `make`: the part as a slide draws it; `message`: its title; `footer`: what it rests on."""

    kind: str
    title: str
    make: Callable[[], Part]
    message: Callable[[], str]
    kicker: str
    footer: Callable[[], str]


def begin() -> None:
    """Forget what an earlier run showed."""
    st.session_state[_SHOWN] = {}
    st.session_state[_VIEW] = ("", "")


def whose(kicker: str, footer: str) -> None:
    """Whose figures the screen shows: 'Aurelle · 9 – 15 November 2026'; what is below them: 'Data up to …'."""
    st.session_state[_VIEW] = (kicker, footer)


def offer(
    kind: str,
    title: str,
    make: Callable[[], Part],
    *,
    message: Callable[[], str] | None = None,
    kicker: str | None = None,
    footer: Callable[[], str] | None = None,
) -> None:
    """Offer a part of the screen. kind: card | chart | table."""
    known, below = st.session_state.get(_VIEW, ("", ""))
    shown = Shown(kind, title, make, message or (lambda: title), known if kicker is None else kicker, footer or (lambda: below))  # fmt: skip
    st.session_state.setdefault(_SHOWN, {})[f"{kind} {title}"] = shown


@contextmanager
def inside() -> Iterator[None]:
    """Of a window over the screen: what it shows is in a menu of its own, at its end."""
    outer = st.session_state.get(_SHOWN, {})
    st.session_state[_SHOWN] = {}
    try:
        yield
        _menu(st.session_state[_SHOWN], key="window")
    finally:
        st.session_state[_SHOWN] = outer


def menu() -> None:
    """The menu of the screen, after it was drawn; none where it shows nothing of the kind."""
    found = dict(st.session_state.get(_SHOWN, {}))
    if found:
        sign_in.fragment(_menu)(found, key="screen")


def _menu(found: dict[str, Shown], *, key: str) -> None:
    if not found:
        return
    with st.popover(
        say("Copy"), icon=":material/slideshow:", key=f"copied {key}", help=say("A card, chart or table as a slide")
    ):
        kinds = {"card": say("Card"), "chart": say("Chart"), "table": say("Table")}
        chosen = st.selectbox(
            say("Card, chart or table"),
            sorted(found, key=lambda one: list(kinds).index(found[one].kind)),
            format_func=lambda one: f"{kinds[found[one].kind]} · {found[one].title}" if one in found else one,
            key=f"copied which {key}",
        )
        if chosen not in found:
            return
        one = found[chosen]
        name = slug(one.title)
        with st.container(horizontal=True):
            st.download_button(
                "PowerPoint",
                noted(lambda: slide.pptx(session.store(), one.make(), **_around(one)), file=f"{name}.pptx"),
                file_name=f"{name}.pptx",
                mime=slide.PPTX,
                on_click="ignore",
                icon=":material/slideshow:",
                key=f"copied pptx {key}",
                help=say("One slide, whose texts and numbers can be edited"),
            )
            st.download_button(
                say("Picture"),
                noted(lambda: slide.png(session.store(), one.make(), **_around(one)), file=f"{name}.png"),
                file_name=f"{name}.png",
                mime="image/png",
                on_click="ignore",
                icon=":material/image:",
                key=f"copied png {key}",
                help=say("A picture of 1600 × 900 pixels"),
            )


def _around(one: Shown) -> dict[str, str]:
    return {"message": one.message(), "kicker": one.kicker, "footer": one.footer()}
