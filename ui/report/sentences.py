"""The message of each page: as it was generated, and as somebody wrote it before the report is issued."""

from __future__ import annotations

import streamlit as st

from data.reports.messages import LONGEST
from data.store import Store
from reports.weekly import issuing
from reports.weekly.model import PAGES, Message
from ui import identity
from ui.confirmation import attempt
from ui.report.shown import Shown
from ui.session import say
from wording.markdown import escaped


def edit(store: Store, one: Shown) -> None:
    """A field per page of the draft."""
    labels = dict(one.report.labels)
    st.caption(say("Your sentence takes the place of the generated one, and the report says who wrote it."))
    for page in PAGES:
        message = one.report.message(page)
        if message.written or message.text:
            _field(store, one, message, labels.get(page, page))


def _field(store: Store, one: Shown, message: Message, title: str) -> None:
    language = one.report.language
    key = f"message {one.request.period.since} {language} {message.page}"
    with st.form(key, border=False):
        text = st.text_area(title, value=message.text, max_chars=LONGEST, height=68, key=f"{key} text")
        if message.is_edited:
            st.caption(
                say("Edited by {who}. Generated: {sentence}", who=escaped(message.edited_by), sentence=escaped(message.written))
            )  # fmt: skip
        with st.container(horizontal=True):
            is_saved = st.form_submit_button(say("Save the sentence"), key=f"{key} save")
            is_restored = message.is_edited and st.form_submit_button(
                say("Restore the generated sentence"), key=f"{key} restore"
            )
    if is_restored or (is_saved and " ".join(text.split()) == message.written):
        if message.is_edited:
            _write(store, one, message.page, None, say("The generated sentence is back."))
    elif is_saved and " ".join(text.split()) != message.text:
        _write(store, one, message.page, text, say("Sentence saved."))


def _write(store: Store, one: Shown, page: str, text: str | None, done: str) -> None:
    attempt(
        lambda: issuing.edit(store, one.request, one.report.language, page, text, who=identity.who()),
        done,
    )
