"""Uploads: drop exports, see what they hold before anything is written, load them, take them back."""

from __future__ import annotations

import streamlit as st

from app_pages import _brands, _derive, _history, _pending, _received, _scope, _session
from app_pages._markdown import plain
from app_pages._session import say, say_plural
from data import retention
from loaders.templates import template, templates

store = _session.store()

with st.container(horizontal=True, vertical_alignment="center", key="scope"):
    st.header(say("Uploads"), anchor=False, width="stretch")
    _scope.language_choice()
st.caption(
    say(
        "Exports of the tools that you use, as they are: CSV, text, Excel, or a zip of them. They stay on this machine."
    )
)

dropped = st.file_uploader(
    say("Drop your exports here, several at once"),
    accept_multiple_files=True,
    key=f"dropped {st.session_state.get('drops', 0)}",
)
_pending.keep_only(store, {upload.file_id for upload in dropped})
files = [_pending.receive(store, upload) for upload in dropped]
for file in files:
    _received.card(store, file)

if st.session_state.pop("derive due", False):
    retention.sweep(store)
    _derive.now(store)
elif _derive.is_due(store):
    _derive.waiting(store)

ready = [file for file in files if file.waits]
if len(ready) > 1:
    st.button(
        say_plural("Load the file that is ready", "Load the {count} files that are ready", len(ready)),
        type="primary",
        on_click=_pending.load_later,
        args=(ready,),
        key="load all",
    )
if files and all(file.done for file in files):
    st.button(say("Clear this list"), on_click=_pending.clear, key="clear")

_brands.roles(store)
_history.uploads(store)

st.subheader(say("Templates to fill by hand"), anchor=False)
st.caption(
    say(
        "Each opens in a spreadsheet and holds one example row. Dates and numbers may be written in the French or in the English manner; title lines above and total rows below do no harm."
    )
)
for table, kind in templates().items():
    with st.container(horizontal=True, vertical_alignment="center"):
        st.markdown(plain(kind.title[_session.language()]))
        for code in ("fr", "en"):
            st.download_button(
                code.upper(),
                template(table, code),
                file_name=f"{table}-{code}.csv",
                mime="text/csv",
                on_click="ignore",
                icon=":material/download:",
                key=f"template {table} {code}",
            )
