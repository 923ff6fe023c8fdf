"""The six pages as they leave: the very pictures that are exported."""

from __future__ import annotations

import streamlit as st

from reports.weekly.faces import Look
from reports.weekly.model import PAGES, Report
from ui.report import shown
from wording.markdown import escaped


def show(report: Report, look: Look) -> None:
    """One picture below the other, each described by its message."""
    labels = dict(report.labels)
    with st.container(key="report-pages", gap="medium"):
        for page, picture in zip(PAGES, shown.pictures(report, look.style), strict=True):
            message = report.message(page).text or labels.get(page, page)
            told = f"{labels.get(page, page)} – {message}"
            st.image(picture, caption=escaped(told), alt=told, width="stretch", output_format="PNG")
