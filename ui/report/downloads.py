"""The files of a report: each is made when it is asked for."""

from __future__ import annotations

import io
import zipfile
from functools import partial

import streamlit as st

from data.reports.outbox import File
from data.sentences import N_
from reports.weekly import faces
from reports.weekly.faces import FACES, Look
from reports.weekly.model import Report
from ui.noted_download import noted
from ui.session import say

NAMES = {
    "pptx": N_("Slides (PowerPoint)"),
    "pdf": N_("PDF"),
    "png": N_("Pictures of the pages (PNG)"),
    "svg": N_("Pictures of the pages (SVG)"),
    "html": N_("Page for an e-mail (HTML)"),
    "text": N_("Text"),
    "xlsx": N_("Figures (Excel)"),
    "csv": N_("Figures (CSV)"),
    "parquet": N_("Figures (Parquet)"),
    "json": N_("The whole report (JSON)"),
}
SHOWN = ("pptx", "pdf")  # beside the title; the others are in the menu
_DATED = (1980, 1, 1, 0, 0, 0)  # of the members of an archive, so that its bytes are those of its files alone


def show(report: Report, look: Look) -> None:
    """A button for slides and PDF, and a menu of the other forms."""
    for face in SHOWN:
        _button(report, look, face)
    with st.popover(say("Other forms"), icon=":material/download:"):
        for face in NAMES:
            if face not in SHOWN:
                _button(report, look, face)


def _button(report: Report, look: Look, face: str) -> None:
    suffix, media_type, _ = FACES[face]
    is_several = face in ("png", "svg", "csv", "parquet")
    name = f"{faces.stem_of(report)}{f'_{face}.zip' if is_several else suffix}"
    st.download_button(
        say(NAMES[face]),
        noted(partial(_content, report, look, face), file=name),
        file_name=name,
        mime="application/zip" if is_several else media_type,
        icon=":material/download:" if face in SHOWN else None,
        on_click="ignore",
        key=f"report as {face}",
    )


def _content(report: Report, look: Look, face: str) -> bytes:
    files = faces.files_of(report, (face,), look)
    return files[0].content if len(files) == 1 else archive(files)


def archive(files: tuple[File, ...]) -> bytes:
    """The files as one ZIP, the same bytes for the same files."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as package:
        for one in files:
            package.writestr(zipfile.ZipInfo(one.name, _DATED), one.content, zipfile.ZIP_DEFLATED)
    return target.getvalue()
