"""The card of a dropped file: preview, questions, load with progress, receipt."""

from __future__ import annotations

import streamlit as st

from data.sentences import Sentence
from data.store import Store
from loaders.load import load, preview
from loaders.receipt import Receipt
from ui import identity, session
from ui.session import say, say_sentence
from ui.uploads import questions as question_form
from ui.uploads import receipt as receipt_view
from ui.uploads.pending import DroppedFile, load_later
from wording.markdown import escaped


def card(store: Store, file: DroppedFile) -> None:
    """Draw the card in its current state: preview, load or receipt."""
    with st.container(border=True, key=f"file {file.id}"):
        if file.loaded is not None:
            receipt_view.receipt(store, file.loaded, place=file.id)
            return
        previewed = _preview(store, file)
        if file.load_now and previewed.status == "ready":
            file.load_now = False
            who = identity.name()
            if who is None:
                identity.ask(lambda: (load_later([file]), st.rerun()))
                st.rerun()
            _load(store, file, who=who)
            receipt_view.receipt(store, file.loaded or previewed, place=file.id)
            return
        receipt_view.preview(previewed)
        if previewed.status == "needs an answer" or file.answers:
            question_form.ask(file, previewed)
        if previewed.status == "ready":
            _window(file, previewed)
        if previewed.status != "already loaded":
            question_form.by_column_names(file)
        if previewed.status == "ready":
            st.button(say("Load"), type="primary", key=f"load {file.id}", on_click=load_later, args=([file],))


def _preview(store: Store, file: DroppedFile) -> Receipt:
    made_from = (store.version, tuple(sorted(file.answers.items())), file.covered)
    if file.previewed is None or file.previewed[0] != made_from:
        with st.spinner(say("Reading {name}", name=escaped(file.name))):
            receipt = preview(store, file.path, name=file.name, answers=dict(file.answers), covered=file.covered)
        made_from = (store.version, *made_from[1:])
        file.previewed = (made_from, receipt)
    return file.previewed[1]


def _load(store: Store, file: DroppedFile, *, who: str) -> None:
    bar = st.progress(0.0, text=say("Reading {name}", name=escaped(file.name)))
    # Cancel reruns the screen, which ends this run: the load is rolled back and the file is ready again
    cancel = st.empty()
    cancel.button(say("Cancel"), key=f"cancel {file.id}")

    def tell(share: float, sentence: Sentence) -> None:
        bar.progress(min(1.0, max(0.0, share)), text=escaped(say_sentence(sentence)))

    file.loaded = load(
        store,
        file.path,
        name=file.name,
        who=who,
        origin=file.origin,
        answers=dict(file.answers),
        covered=file.covered,
        progress=tell,
    )
    bar.empty()
    cancel.empty()
    st.session_state["derive due"] = True


def _window(file: DroppedFile, receipt: Receipt) -> None:
    """The days that the export covers: a day without rows counts 0 inside them and is missing outside."""
    if receipt.covered_from is None or receipt.covered_to is None:
        return
    key = f"window {file.id}"
    chosen = st.date_input(
        say("This export covers"),
        value=file.covered or (receipt.covered_from, receipt.covered_to),
        key=key,
        width=320,
        help=say(
            "A day without rows counts as 0 inside these dates and as missing outside them. Widen them to the "
            "period that you exported from the tool."
        ),
        format=session.day_format(),
        **session.day_bounds(receipt.covered_from, receipt.covered_to, *(file.covered or ())),
    )
    if isinstance(chosen, tuple) and len(chosen) == 2 and chosen != (receipt.covered_from, receipt.covered_to):
        file.covered = chosen
        st.rerun()
