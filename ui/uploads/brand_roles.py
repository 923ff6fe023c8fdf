"""The form that declares our brands and the competitors: shown open until one is declared."""

from __future__ import annotations

import streamlit as st

from data.access.acting import APPROVER
from data.decisions.brands import brands, declared, own_brands, set_role
from data.store import Store
from ui import identity
from ui.confirmation import attempt
from ui.locked import for_role
from ui.session import say
from wording.markdown import escaped


def roles(store: Store) -> None:
    """The form of the brands' roles; draws nothing while no brand is known."""
    known = brands(store)
    if known.empty:
        return
    own = list(own_brands(store))
    competitors = list(known.loc[known["role"] == "competitor", "brand"])
    names = list(known["brand"])
    undeclared = [name for name in names if name not in declared(store)]
    if not own:
        st.warning(say("Choose which brand is yours: share of voice and objectives need it."), icon=":material/flag:")
    with (
        st.expander(say("Your brand and its competitors"), expanded=not own or bool(undeclared)),
        for_role(APPROVER, "brand roles"),
        st.form("brand roles"),
    ):
        mine = st.multiselect(
            say("Which brand is yours?"),
            names,
            default=own or _proposed(store),
            placeholder=say("Choose"),
            key=f"own {store.version}",
        )
        # a brand that nobody declared anything about is proposed: a file named it beside ours
        proposed = [name for name in names if name in (*competitors, *undeclared) and name not in mine]
        theirs = st.multiselect(
            say("Which are competitors?"),
            names,
            default=proposed,
            placeholder=say("Choose"),
            key=f"competitors {store.version}",
        )
        if st.form_submit_button(say("Save"), type="primary"):
            _save(store, names, mine, [name for name in theirs if name not in mine])


def _proposed(store: Store) -> list[str]:
    """Our brand, where the files tell: the only one whose own posts or conversations were exported."""
    rows = store.rows("select distinct brand from coverage where table_name in ('posts', 'conversations')")
    return [rows[0]["brand"]] if len(rows) == 1 else []


def _save(store: Store, names: list[str], mine: list[str], theirs: list[str]) -> None:
    if not mine:
        st.error(say("Choose at least one brand of your own."))
        return

    def act() -> None:
        known, settled = brands(store).set_index("brand")["role"], declared(store)
        for name in names:
            role = "own" if name in mine else "competitor" if name in theirs else "other"
            if known.get(name) != role or name not in settled:
                set_role(store, name, role, who=identity.who())

    attempt(act, say("{brand} is your brand.", brand=escaped(", ".join(mine))))
