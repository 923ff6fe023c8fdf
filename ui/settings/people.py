"""Settings of people: their roles, which the sign-in reads, and who is told of an alert."""

from __future__ import annotations

import streamlit as st

from data.access import roles
from data.access.roles import OF_THE_LIST
from data.decisions import people
from data.decisions.log import in_force
from data.store import Store
from ui import identity, sign_in, table_columns
from ui.confirmation import attempt
from ui.fence import fenced
from ui.session import say, say_code
from ui.settings import alerts
from ui.view import offered
from wording.markdown import escaped


def show(store: Store) -> None:
    """People with their roles, and who is told of an alert."""
    left, right = st.columns(2, gap="medium")
    with left.container(border=True, height="stretch"):
        st.subheader(say("People and roles"), anchor=False)
        if sign_in.is_configured():
            st.caption(
                say(
                    "Viewers look; analysts load, correct, annotate and handle alerts; approvers sign objectives, change "
                    "settings and undo. What the file of the secrets says of an address wins over this list."
                )
            )
        else:
            _not_yet(
                say("Nothing reads this list until there is a sign-in: whoever reaches this page can do everything.")
            )
        _list(store, "person")
        _limits(store)
        with st.form("person", border=False, clear_on_submit=True):
            address = st.text_input(say("E-mail address"), max_chars=200)
            role = st.selectbox(say("Role"), people.ROLES, format_func=say_code)
            if st.form_submit_button(say("Save")):
                attempt(lambda: people.set_role(store, address, role, who=identity.who()), say("Saved."))
    with right.container(border=True, height="stretch"):
        fenced(say("Who is told of an alert"), lambda: alerts.show(store))


def _limits(store: Store) -> None:
    """Who sees some brands alone, as the file of the secrets says: it is changed there."""
    if not sign_in.is_configured():
        return
    given = sign_in.given()
    for one in given.limits:
        st.markdown(
            say(
                "Limited to {brands}: {who}",
                brands=", ".join(f"**{escaped(brand)}**" for brand in sorted(one.brands)) or "—",
                who=escaped(", ".join((*sorted(one.people), *sorted(one.groups)))),
            )
        )
    unknown = roles.unknown_brands(given, offered.brand_names(store))
    if unknown:
        st.warning(
            say(
                "The file of the secrets limits people to {brands}, which the store does not know by this name: it gives "
                "them nothing. Brands are written there as they are under Brands.",
                brands=", ".join(map(escaped, unknown)),
            )
        )


def _not_yet(what: str) -> None:
    """Said before the form that it is about: it keeps what is filled in, and does nothing else."""
    st.warning(what, icon=":material/hourglass_empty:")


def _list(store: Store, kind: str) -> None:
    for subject, one in in_force(store, kind).items():
        with st.container(horizontal=True, vertical_alignment="center", gap="small"):
            st.markdown(f"**{escaped(subject)}** · {say_code(OF_THE_LIST.get(one.value, one.value))}", width="stretch")
            st.caption(
                f"{escaped(table_columns.person(one.set_by))}, {table_columns.local_day(one.set_at)}", width="content"
            )
            if st.button(say("Remove"), key=f"remove {kind} {subject}", type="tertiary"):
                attempt(
                    lambda subject=subject: people.remove(store, kind, subject, who=identity.who()), say("Removed.")
                )
