"""Settings of the tier-1 outlets and key messages of the brands."""

from __future__ import annotations

import streamlit as st

from data.decisions import press_lists
from data.decisions.press_lists import PressLists
from data.store import Store
from ui import identity
from ui.confirmation import attempt
from ui.session import say, say_plural
from wording.markdown import escaped

HEIGHT = 130


def show(store: Store, brands: list[str]) -> None:
    """One form per brand. A change reads the mentions again."""
    if not brands:
        return
    st.subheader(say("Tier-1 outlets and key messages"), anchor=False)
    st.caption(
        say(
            "The outlets that matter most to a brand, and what it wants to read there: the figure Tier-1 message pull-through "
            "counts their mentions, and those that carry a message. Accents and capitals are ignored; a * stands for any ending."
        )
    )
    decided = press_lists.decided(store)
    found = {
        row["brand"]: row["n"]
        for row in store.rows(
            "select brand, count(*) as n from mention_marks where key_message is not null group by brand"
        )
    }
    for brand in brands:
        lists = decided.get(brand, PressLists())
        with st.form(f"press lists {brand} {store.version}"):
            told = say_plural(
                "{count} mention of these outlets", "{count} mentions of these outlets", found.get(brand, 0)
            )
            st.markdown(f"**{escaped(brand)}**" + (f" :gray[· {told}]" if lists.outlets and lists.messages else ""))
            _form(store, brand, lists)


def _form(store: Store, brand: str, lists: PressLists) -> None:
    left, right = st.columns(2, vertical_alignment="top")
    outlets = left.text_area(
        say("Tier-1 outlets, one per line"),
        value="\n".join(lists.outlets),
        height=HEIGHT,
        help=say("A site (lejour.fr includes eco.lejour.fr), or the name that exports give the outlet."),
    )
    messages = right.text_area(
        say("Key messages, one per line"),
        value="\n".join(lists.messages),
        height=HEIGHT,
        help=say("Several ways to say one message have a bar between them: guaranteed ten years | ten-year guarantee."),
    )
    if st.form_submit_button(say("Save")):
        with st.spinner(say("Reading the mentions again")):
            attempt(
                lambda: press_lists.decide(
                    store,
                    brand,
                    outlets=outlets.splitlines(),
                    messages=messages.splitlines(),
                    who=identity.who(),
                ),
                say("Saved."),
            )
