"""Uploads: drop exports, preview them before anything is written, load them, withdraw them."""

from __future__ import annotations

import streamlit as st

from data.access.acting import ANALYST
from data.decisions import retention
from ui import session
from ui.fence import fenced
from ui.locked import for_role
from ui.session import say, say_plural
from ui.uploads import backlog as backlog_progress
from ui.uploads import brand_roles, inbox, pending
from ui.uploads import card as upload_card
from ui.uploads import history as upload_history
from ui.uploads import templates as template_menu
from ui.view import scope_bar

store = session.store()

with st.container(horizontal=True, vertical_alignment="center", key="scope"):
    st.header(say("Uploads"), anchor=False, width="stretch")
    scope_bar.language_choice()
st.caption(
    say(
        "Exports from the tools that you use, as they are: CSV, text, Excel, or a zip of them. They stay on this "
        "machine."
    ),
    help=inbox.for_large_files(store),
)

with for_role(ANALYST, "drop") as is_open:  # what is dropped by whoever may not is looked at by nobody
    dropped = (
        st.file_uploader(
            say("Drop your exports here, several at once"),
            accept_multiple_files=True,
            key=f"dropped {st.session_state.get('drops', 0)}",
        )
        if is_open
        else []
    )
pending.keep_only(store, {upload.file_id for upload in dropped})
files = [pending.receive(store, upload) for upload in dropped]
for file in files:
    fenced(file.name, lambda file=file: upload_card.card(store, file))
with for_role(ANALYST, "inbox", told=False):
    fenced(say("Inbox folder"), lambda: inbox.status(store))

if st.session_state.pop("derive due", False):
    retention.sweep(store)
    backlog_progress.run(store)
elif backlog_progress.is_due(store):
    backlog_progress.status(store)

ready = [file for file in files if file.is_ready]
if len(ready) > 1:
    st.button(
        say_plural("Load the file that is ready", "Load the {count} files that are ready", len(ready)),
        type="primary",
        on_click=pending.load_later,
        args=(ready,),
        key="load all",
    )
if files and all(file.is_done for file in files):
    st.button(say("Clear this list"), on_click=pending.clear, key="clear")

fenced(say("Your brand and its competitors"), lambda: brand_roles.roles(store))
fenced(say("Upload history"), lambda: upload_history.uploads(store))

st.subheader(say("Templates to fill by hand"), anchor=False)
st.caption(
    say(
        "Each opens in a spreadsheet and has one example row. Dates and numbers may be written the French or the "
        "English way; title lines above and total rows below are ignored."
    )
)
fenced(say("Templates to fill by hand"), template_menu.menu)
