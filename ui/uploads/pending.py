"""Dropped files of the session: kept on disk with their answers until they are loaded or removed from the list."""

from __future__ import annotations

import shutil
import uuid
import weakref
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

import streamlit as st
from streamlit.runtime.uploaded_file_manager import UploadedFile

from data.store import Store
from loaders.receipt import Receipt

_FILES = "received files"


@dataclass
class DroppedFile:
    """A dropped file with its answers, declared coverage, preview and receipt."""

    id: str
    name: str
    path: Path
    origin: str = "screen"  # of the upload
    answers: dict[str, str] = field(default_factory=dict)
    covered: tuple[date, date] | None = None
    previewed: tuple[object, Receipt] | None = None  # cache key of the preview, and its receipt
    loaded: Receipt | None = None
    load_now: bool = False

    def __post_init__(self) -> None:
        # the copy goes with the session that dropped the file, however that ends, and with the program
        weakref.finalize(self, shutil.rmtree, self.path.parent, ignore_errors=True)

    @property
    def is_ready(self) -> bool:
        """Whether it is ready to load and not loaded yet."""
        return self.loaded is None and self.previewed is not None and self.previewed[1].status == "ready"

    @property
    def is_done(self) -> bool:
        """Whether it is finished: loaded, already loaded, or refused."""
        return self.loaded is not None or (
            self.previewed is not None and self.previewed[1].status in ("already loaded", "refused")
        )


def receive(store: Store, upload: UploadedFile) -> DroppedFile:
    """Write the file to disk once. Its name is never used as a path."""
    known = st.session_state.setdefault(_FILES, {})
    if upload.file_id not in known:
        folder = store.work / f"received-{uuid.uuid4().hex}"
        folder.mkdir(mode=0o700)
        path = folder / "content"
        with path.open("wb") as target:
            shutil.copyfileobj(upload, target)
        known[upload.file_id] = DroppedFile(upload.file_id, upload.name, path)
    return known[upload.file_id]


def keep_only(store: Store, ids: set[str]) -> None:
    """Delete the files that were removed from the list."""
    known = st.session_state.setdefault(_FILES, {})
    for gone in set(known) - ids:
        forget(known.pop(gone))


def forget(file: DroppedFile) -> None:
    """Delete the copy of a file."""
    shutil.rmtree(file.path.parent, ignore_errors=True)


def clear() -> None:
    """Empty the list of files."""
    st.session_state["drops"] = st.session_state.get("drops", 0) + 1


def load_later(files: list[DroppedFile]) -> None:
    """Load these files in the next run, which shows their progress."""
    for file in files:
        file.load_now = True
