"""Dropped files: kept on disk while they wait, previewed, asked about, loaded."""

from __future__ import annotations

import shutil
import uuid
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

import streamlit as st
from streamlit.runtime.uploaded_file_manager import UploadedFile

from app_pages import _questions, _receipts, _session
from app_pages._markdown import plain
from app_pages._session import said, say
from data.sentences import Sentence
from data.store import Store
from loaders.load import load, preview
from loaders.receipt import Receipt

_FILES = "received files"


@dataclass
class Received:
    """One dropped file and what was said about it."""

    id: str
    name: str
    path: Path
    answers: dict[str, str] = field(default_factory=dict)
    covered: tuple[date, date] | None = None
    previewed: tuple[object, Receipt] | None = None  # what it was made from, and the receipt
    loaded: Receipt | None = None
    load_now: bool = False

    @property
    def waits(self) -> bool:
        """Ready to be loaded, and not loaded yet."""
        return self.loaded is None and self.previewed is not None and self.previewed[1].status == "ready"

    @property
    def done(self) -> bool:
        """Nothing more can be done with it: loaded, known already, or refused."""
        return self.loaded is not None or (
            self.previewed is not None and self.previewed[1].status in ("already loaded", "refused")
        )


def receive(store: Store, upload: UploadedFile) -> Received:
    """The file on disk, written once; its name is kept apart, never used as a path."""
    known = st.session_state.setdefault(_FILES, {})
    if upload.file_id not in known:
        folder = store.work / f"received-{uuid.uuid4().hex}"
        folder.mkdir()
        path = folder / "content"
        with path.open("wb") as target:
            shutil.copyfileobj(upload, target)
        known[upload.file_id] = Received(upload.file_id, upload.name, path)
    return known[upload.file_id]


def keep_only(store: Store, ids: set[str]) -> None:
    """Forget the files that were taken off the list."""
    known = st.session_state.setdefault(_FILES, {})
    for gone in set(known) - ids:
        shutil.rmtree(known.pop(gone).path.parent, ignore_errors=True)


def clear() -> None:
    """Begin with an empty list of files."""
    st.session_state["drops"] = st.session_state.get("drops", 0) + 1


def load_later(files: list[Received]) -> None:
    """Load these files in the next run, where their progress shows."""
    for file in files:
        file.load_now = True


def card(store: Store, file: Received) -> None:
    """A file: its preview and questions, the button, the progress, the receipt."""
    with st.container(border=True, key=f"file {file.id}"):
        if file.loaded is not None:
            _receipts.receipt(store, file.loaded)
            return
        looked_at = _preview(store, file)
        if file.load_now and looked_at.status == "ready":
            file.load_now = False
            _load(store, file)
            _receipts.receipt(store, file.loaded or looked_at)
            return
        _receipts.preview(looked_at)
        if looked_at.status == "needs an answer" or file.answers:
            _questions.ask(file, looked_at)
        if looked_at.status == "ready":
            _window(file, looked_at)
            st.button(say("Load"), type="primary", key=f"load {file.id}", on_click=load_later, args=([file],))


def _preview(store: Store, file: Received) -> Receipt:
    made_from = (store.version, tuple(sorted(file.answers.items())), file.covered)
    if file.previewed is None or file.previewed[0] != made_from:
        with st.spinner(say("Reading {name}", name=plain(file.name))):
            receipt = preview(store, file.path, name=file.name, answers=dict(file.answers), covered=file.covered)
        made_from = (store.version, *made_from[1:])
        file.previewed = (made_from, receipt)
    return file.previewed[1]


def _load(store: Store, file: Received) -> None:
    bar = st.progress(0.0, text=say("Reading {name}", name=plain(file.name)))
    # a click runs the screen again, which ends this run: the load's transaction is rolled back, and the file waits again
    cancel = st.empty()
    cancel.button(say("Cancel"), key=f"cancel {file.id}")

    def tell(share: float, sentence: Sentence) -> None:
        bar.progress(min(1.0, max(0.0, share)), text=plain(said(sentence)))

    file.loaded = load(
        store,
        file.path,
        name=file.name,
        who=_session.who(),
        origin="screen",
        answers=dict(file.answers),
        covered=file.covered,
        progress=tell,
    )
    bar.empty()
    cancel.empty()
    st.session_state["derive due"] = True


def _window(file: Received, receipt: Receipt) -> None:
    """The days that the export covers: a day without rows inside it counts 0, outside it is missing."""
    if receipt.covered_from is None or receipt.covered_to is None:
        return
    key = f"window {file.id}"
    chosen = st.date_input(
        say("This export covers"),
        value=file.covered or (receipt.covered_from, receipt.covered_to),
        key=key,
        width=320,
        help=say(
            "A day without rows counts as 0 inside these dates, and is missing outside them. Widen them to what you asked the tool for."
        ),
        format="DD/MM/YYYY" if _session.language() == "fr" else "YYYY-MM-DD",
    )
    if isinstance(chosen, tuple) and len(chosen) == 2 and chosen != (receipt.covered_from, receipt.covered_to):
        file.covered = chosen
        st.rerun()
