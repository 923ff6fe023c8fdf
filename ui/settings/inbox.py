"""The inbox folder: where it is, in which language its receipts are, and how it fares."""

from __future__ import annotations

from datetime import timedelta

import streamlit as st

from data.decisions import drop_folder
from data.sentences import from_json
from data.store import Store, now
from loaders.drop_folder import seen
from ui import identity, session
from ui.confirmation import attempt
from ui.session import say, say_plural, say_sentence
from ui.uploads import inbox
from wording.markdown import escaped

NAMES = {"fr": "Français", "en": "English"}
LATELY = timedelta(days=7)
LISTED = 3


def show(store: Store) -> None:
    """The form, and below it the state of the folder."""
    st.subheader(say("Inbox folder"), anchor=False)
    st.caption(
        say(
            "Exports that a tool's scheduler, a mail rule or SFTP drops into this folder are loaded as in Uploads, then "
            "moved to its subfolder loaded or refused, with a receipt. What needs an answer waits for it in Uploads. "
            "Every file in the folder is treated so; its subfolders are not read. Files in loaded and refused stay until "
            "somebody deletes them."
        )
    )
    _form(store)
    if drop_folder.folder(store):
        _state(store)


def _form(store: Store) -> None:
    """Folder and language; the language alone where the environment names the folder."""
    outside, kept = drop_folder.of_environment(), drop_folder.folder(store)
    if outside == drop_folder.OFF:
        st.markdown(say("EREPUTATION_INBOX=off: no folder is looked into."))
        return
    if outside:
        st.markdown(say("{folder}, as EREPUTATION_INBOX says.", folder=f"**{escaped(outside)}**"))
    known = drop_folder.language_of(store) if kept else session.language()
    with st.form("inbox folder form", border=False):
        folder = ""
        if not outside:
            folder = st.text_input(
                say("Folder of this machine"),
                value=kept,
                placeholder="/srv/exports",
                max_chars=400,
                key=f"inbox {kept}",
            )
        language = st.selectbox(
            say("Language of the receipts"),
            drop_folder.LANGUAGES,
            index=drop_folder.LANGUAGES.index(known),
            format_func=NAMES.__getitem__,
            width=320,
        )
        if st.form_submit_button(say("Save"), key="save inbox folder"):

            def act() -> None:
                if outside:
                    drop_folder.choose_language(store, language, who=identity.who())
                else:
                    drop_folder.choose(store, folder, language=language, who=identity.who())

            attempt(act, say("Saved."))


def _state(store: Store) -> None:
    look = seen.latest(store)
    st.markdown(inbox.line(look, len(look.waiting) if look else 0))
    if look is not None:
        inbox.faults(look)
        if look.unread:
            names = ", ".join(look.unread[:LISTED]) + (" …" if len(look.unread) > LISTED else "")
            st.caption(say("Not read, as subfolders and links are not: {names}.", names=escaped(seen.printable(names))))
    refused = store.rows(
        "select name, reason from uploads where origin = ? and status = 'refused' and loaded_at > ? order by seq desc",
        [drop_folder.ORIGIN, now() - LATELY],
    )
    if refused:
        told = say_plural(
            "{count} file was refused in the last 7 days:",
            "{count} files were refused in the last 7 days:",
            len(refused),
        )
        reasons = [
            f":red[▲] {escaped(row['name'])} · {escaped(say_sentence(from_json(row['reason'])))}"
            for row in refused[:LISTED]
        ]
        st.caption("  \n".join([told, *reasons, *(["…"] if len(refused) > LISTED else [])]))
