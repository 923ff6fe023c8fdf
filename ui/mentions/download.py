"""Download of rows: at once if they are few, else written first with a progress bar that can be cancelled."""

from __future__ import annotations

import uuid
from pathlib import Path

import streamlit as st

from data.sentences import Refusal
from data.store import Store
from locales import numbers
from reports import mentions_file
from ui import session
from ui.noted_download import noted
from ui.session import say, say_plural, say_sentence
from wording.markdown import escaped

Query = tuple[str, dict[str, object]]


def offer(store: Store, query: Query, *, rows: int, name: str, key: str) -> None:
    """A button with the formats CSV, Excel and Parquet."""
    if rows <= mentions_file.AT_ONCE:
        with st.popover(say("Download"), icon=":material/download:", key=f"{key} few"):
            st.caption(say_plural("{count} row", "{count} rows", rows))
            language = session.language()
            for form in mentions_file.FORMATS:
                _button(lambda form=form: _bytes(store, query, form, language), name=name, form=form, key=key)
        return
    _prepare(store, query, rows=rows, name=name, key=key)


def _button(content, *, name: str, form: str, key: str) -> None:
    st.download_button(
        {"csv": "CSV", "xlsx": "Excel", "parquet": "Parquet"}[form],
        noted(content, file=f"{name}.{form}"),
        file_name=f"{name}.{form}",
        mime=mentions_file.FORMATS[form],
        on_click="ignore",
        icon=":material/download:",
        key=f"{key} {form}",
    )


def _bytes(store: Store, query: Query, form: str, language: str) -> bytes:
    path = _temporary_file(store, form)
    try:
        mentions_file.write(store, query, path, form=form, language=language)
        return path.read_bytes()
    finally:
        path.unlink(missing_ok=True)


def _prepare(store: Store, query: Query, *, rows: int, name: str, key: str) -> None:
    """Many rows: write the file, then offer it."""
    ready = st.session_state.get("prepared file")
    form = ""
    with st.popover(say("Download"), icon=":material/download:", key=f"{key} many"):
        st.caption(say_plural("{count} row", "{count} rows", rows))
        for one, label in (("csv", "CSV"), ("xlsx", "Excel"), ("parquet", "Parquet")):
            too_many = one == "xlsx" and rows > mentions_file.SHEET
            if st.button(say("Prepare {format}", format=label), key=f"{key} prepare {one}", disabled=too_many):
                form = one
        if rows > mentions_file.SHEET:
            st.caption(
                say(
                    "An Excel sheet can have {count} rows at most.",
                    count=numbers.number(mentions_file.SHEET, session.language()),
                )
            )
    if form:
        ready = _write_with_progress(store, query, rows=rows, form=form, key=key)
    if ready and ready[0] == (key, store.version, repr(query)) and ready[1].exists():
        _button(ready[1].read_bytes, name=name, form=ready[2], key=f"{key} ready")


def _write_with_progress(store: Store, query: Query, *, rows: int, form: str, key: str):
    """Write with a progress bar. Cancel reruns the screen, which ends this run and deletes the file."""
    language = session.language()
    path = _temporary_file(store, form)
    done = False
    with st.container(border=True, key="writing"):
        bar = st.progress(0.0, text=say("Writing the file"))
        st.button(say("Cancel"), key=f"{key} cancel")
        try:
            mentions_file.write(
                store,
                query,
                path,
                form=form,
                language=language,
                progress=lambda count: bar.progress(
                    min(1.0, count / rows),
                    text=say(
                        "rows: {done} of {all}",
                        done=numbers.number(count, language),
                        all=numbers.number(rows, language),
                    ),
                ),
            )
            done = True
        except Refusal as refusal:
            st.error(escaped(say_sentence(refusal.sentence)))
        finally:
            if not done:
                path.unlink(missing_ok=True)
    before = st.session_state.pop("prepared file", None)
    if before:
        before[1].unlink(missing_ok=True)
    if done:
        st.session_state["prepared file"] = ((key, store.version, repr(query)), path, form)
    return st.session_state.get("prepared file")


def _temporary_file(store: Store, form: str) -> Path:
    return store.work / f"selection-{uuid.uuid4().hex}.{form}"
