"""Settings of the sites and accounts by which the brands speak themselves: declared, recognised, proposed."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from data.decisions import own_media
from data.decisions.own_media import Declared
from data.store import Store
from ui import identity
from ui.confirmation import attempt
from ui.session import say, say_code
from wording.markdown import escaped


def show(store: Store, brands: list[str]) -> None:
    """One form per brand, with what is recognised without a declaration and what may be added."""
    if not brands:
        return
    st.subheader(say("Own sites and accounts"), anchor=False)
    st.caption(
        say(
            "What others say (press coverage, tone, advocates, authors) leaves out what a brand writes itself. Its name "
            "and the accounts of its exports are recognised; declare the rest here."
        )
    )
    declared, known, proposed = own_media.declared(store), own_media.recognised(store), own_media.proposals(store)
    for brand in brands:
        with st.form(f"own media {brand} {store.version}"):
            st.markdown(f"**{escaped(brand)}**")
            _form(store, brand, declared.get(brand, Declared()))
            _recognised(known[known["brand"] == brand], proposed[proposed["brand"] == brand])


def _form(store: Store, brand: str, told: Declared) -> None:
    places = st.columns(3, vertical_alignment="top")
    sites = places[0].text_input(
        say("Sites, separated by commas"), value=", ".join(told.sites), help=say("orsa.fr includes blog.orsa.fr.")
    )
    accounts = places[1].text_input(
        say("Accounts, separated by commas"),
        value=", ".join(told.accounts),
        help=say("As the exports write them; on one network only: x:orsa_sav."),
    )
    others = places[2].text_input(
        say("Not the brand's, whatever the name"),
        value=", ".join(told.others),
        help=say("A site or an author of the same name that belongs to someone else."),
    )
    if st.form_submit_button(say("Save")):
        with st.spinner(say("Recomputing every day")):
            attempt(
                lambda: own_media.declare(
                    store,
                    brand,
                    sites=sites.split(","),
                    accounts=accounts.split(","),
                    others=others.split(","),
                    who=identity.who(),
                ),
                say("Saved."),
            )


def _recognised(known: pd.DataFrame, proposed: pd.DataFrame) -> None:
    if names := _names(known, "name"):
        st.caption(say("Recognised by its name: {names}.", names=names))
    if names := _names(known, "export"):
        st.caption(say("Recognised by its exports: {names}.", names=names))
    if len(proposed):
        st.caption(
            say(
                "Perhaps the brand's, to be declared if so: {names}.",
                names=", ".join(escaped(_named(row)) for row in proposed.head(10).itertuples()),
            )
        )


def _names(known: pd.DataFrame, proof: str) -> str:
    return ", ".join(escaped(_named(row)) for row in known[known["proof"] == proof].itertuples())


def _named(row) -> str:
    return f"{row.name} ({say_code(row.channel)})" if row.channel else row.name
