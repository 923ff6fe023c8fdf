"""Who acts where nobody signs in: a name that is asked once per browser and kept in its cookie.

Whatever is written needs a name. Without one, the write waits behind a dialog that asks for it, and is then carried out:
nothing that was filled in is lost.
"""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from data.access import acting
from data.sentences import Refusal
from ui import browser
from ui.session import say

COOKIE = "e-reputation-name"
LONGEST = 60  # characters
NOT_NAMES = (  # what the product itself writes as an author
    "dashboard", "demonstration", "inbox folder", "preview", "watch", "reports", "scheduler", "command line", "sign-in",
    "audit log", "local user", "this program", "housekeeping", "rebuild", "renewal", "inbox", "supervisor",
)  # fmt: skip
REFUSED = "refused"  # in the session state: what callbacks were refused, said by the next run
_WAITING = "write that waits for a name"


class Unnamed(Exception):
    """Something is to be written, and nobody has said who acts."""


def who() -> str:
    """Who acts, for the ledger: the e-mail address of the signed-in person, else the name kept in this browser.

    Raises Unnamed when there is neither; `attempt` and `named` then ask for it.
    """
    found = name()
    if found is None:
        raise Unnamed
    return found


def name() -> str | None:
    """The name of the visitor; None until it is given. A person who signed in has no other name."""
    who = acting.current()
    return who.name if who.subject else given()


def given() -> str | None:
    """The name that a visitor without a sign-in goes by: that of a header which the owner trusts, else of the cookie."""
    return signed_in() or cleaned(browser.remembered(COOKIE))


def signed_in() -> str | None:
    """The e-mail address that a trusted header names."""
    address = st.user.get("email")
    return str(address) if address else None


def cleaned(text: str) -> str | None:
    """A name on one line; None for one that names nobody."""
    one = " ".join("".join(sign if sign.isprintable() else " " for sign in text).split())[:LONGEST].strip()
    return None if not one or one.casefold() in NOT_NAMES else one


def named(act: Callable[[], object]) -> None:
    """Run `act`; without a name, ask for it and run it then. It may stand in a callback."""
    try:
        act()
    except Unnamed:
        ask(lambda: (named(act), st.rerun()))
    except Refusal as refusal:  # in a callback nothing is drawn yet
        st.session_state.setdefault(REFUSED, []).append(refusal)


def ask(act: Callable[[], object]) -> None:
    """Show the dialog in the next run, and run `act` there once a name is given; `act` ends with a rerun, or says what
    is wrong."""
    st.session_state[_WAITING] = act


def keep(text: str) -> bool:
    """Keep a name in this browser. False for one that names nobody."""
    found = cleaned(text)
    if found is not None:
        browser.remember(COOKIE, found)
    return found is not None


def show() -> None:
    """The dialog while a write waits; call once per run, before the screen."""
    if _WAITING not in st.session_state:
        return

    @st.dialog(say("Your name"), on_dismiss=lambda: st.session_state.pop(_WAITING, None))
    def dialog() -> None:
        st.markdown(
            say(
                "What you change is listed with your name, so that others know whom to ask. It is asked once and kept "
                "in this browser."
            )
        )
        with st.form("visitor", border=False):
            given = st.text_input(say("First and last name"), max_chars=LONGEST, key="visitor name")
            if not st.form_submit_button(say("Continue"), type="primary"):
                return
        if not keep(given):
            st.error(say("Please write a name by which your colleagues know you."))
            return
        act = st.session_state.pop(_WAITING, None)
        if act is not None:  # None: the form was sent twice
            act()

    dialog()
