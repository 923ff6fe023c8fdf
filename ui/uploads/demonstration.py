"""The screen of an empty store, and the demonstration data: load, banner, removal."""

from __future__ import annotations

import streamlit as st

from data.access.acting import APPROVER
from data.sentences import Sentence
from data.store import Store
from loaders import demonstration
from ui import identity
from ui.confirmation import attempt
from ui.locked import for_role
from ui.session import say, say_sentence
from ui.sign_in import may
from ui.uploads import backlog as backlog_progress
from ui.view import scope_bar
from wording.markdown import escaped


def is_empty(store: Store) -> bool:
    """Whether no upload is loaded."""
    return not store.value_once("select count(*) from uploads where status = 'loaded'")


def show(store: Store) -> None:
    """What to upload, and the demonstration in one click."""
    with st.container(horizontal=True, vertical_alignment="center", key="scope"):
        st.header(say("Nothing has been loaded yet"), anchor=False, width="stretch")
        scope_bar.language_choice()
    left, right = st.columns(2, gap="medium")
    with left.container(border=True, height="stretch"):
        st.subheader(say("Start with your own exports"), anchor=False)
        st.markdown(say("Three kinds of files feed the screens; each is enough to begin:"))
        st.markdown(
            "\n".join(
                f"- {line}"
                for line in (
                    say(
                        "**mentions** of your brand and its competitors, from a monitoring tool: volume, share of "
                        "voice, sentiment, authors"
                    ),
                    say("**followers** per network and day, from the networks' own statistics: growth of the audience"),
                    say("**sentiment** counts per day, when your tool does not export mentions one by one"),
                )
            )
        )
        st.page_link("app_pages/uploads.py", label=say("Go to Uploads"), icon=":material/upload_file:")
    with right.container(border=True, height="stretch"):
        st.subheader(say("Or explore the demonstration first"), anchor=False)
        st.markdown(
            say(
                "The demonstration is 70 weeks of a fictional French car maker and two competitors: a recall, a strike, weekday rhythm, gaps."
            )
        )
        with for_role(APPROVER, "demonstration") as is_open:
            if is_open and st.button(say("Load the demonstration data"), type="primary", key="load demonstration"):
                _load(store)


def banner(store: Store) -> None:
    """The banner on every screen while demonstration data is loaded."""
    if not demonstration.is_loaded(store):
        return
    with st.container(horizontal=True, vertical_alignment="center", gap="small", key="banner"):
        st.markdown(
            f":orange-badge[{say('Demonstration data')}] :small[{say('Brands and figures are invented.')}]",
            width="content",
        )
        if may(APPROVER) and st.button(say("Remove it"), type="tertiary", key="remove demonstration"):
            with st.spinner(say("Removing the demonstration data")):
                attempt(
                    lambda: demonstration.remove_demonstration(store, who=identity.who()),
                    lambda done: escaped(say_sentence(done)),
                )


def _load(store: Store) -> None:
    bar = st.progress(0.0)

    def tell(share: float, sentence: Sentence) -> None:
        bar.progress(min(1.0, max(0.0, share)), text=escaped(say_sentence(sentence)))

    receipts = demonstration.load_demonstration(store, progress=tell)
    refused = [receipt for receipt in receipts if receipt.status not in ("loaded", "already loaded")]
    for receipt in refused:
        st.error(
            f"{escaped(receipt.name)} · {escaped(say_sentence(receipt.reason)) if receipt.reason else receipt.status}"
        )
    if not refused:
        backlog_progress.run(store)
        st.rerun()
