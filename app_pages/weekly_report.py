"""Weekly report: six pages as they leave, their messages and files, and the editions that were issued."""

from __future__ import annotations

import streamlit as st

from data.access.acting import ANALYST
from data.store import Store
from reports.weekly.faces import Look
from reports.weekly.model import PAGES, Report
from ui import session
from ui.fence import fenced
from ui.report import downloads, issues, sentences, shown
from ui.report.shown import Shown
from ui.session import say
from ui.sign_in import may
from ui.view import scope_bar
from ui.view import view as scope_view
from ui.view.view import View
from wording.markdown import escaped

store = session.store()
view = scope_view.period_view(store)
scope_bar.bar(
    store, say("Weekly report · {title}", title=scope_view.title(view)), view=view, what=("brand", "period", "role")
)


def found(store: Store, view: View) -> Shown:
    """The issue or the draft of the view."""
    request, language = shown.request_of(view), shown.language()
    number = shown.chosen(store, request)
    if number is not None:
        return shown.opened(store, request, number, language)
    with st.spinner(say("The report is being written…")):
        return Shown(request, shown.draft(store, request, language))


def pages(report: Report, look: Look) -> None:
    """The pages one below the other, each described by its message."""
    labels = dict(report.labels)
    with st.container(key="report-pages", gap="medium"):
        for page, picture in zip(PAGES, shown.pictures(report, look.style), strict=True):
            told = f"{labels.get(page, page)} – {report.message(page).text}".strip(" –")
            st.image(picture, caption=escaped(told), alt=told, width="stretch", output_format="PNG")


def body() -> None:
    """The report with what can be done with it."""
    one, look = found(store, view), shown.look(store)
    with st.container(horizontal=True, vertical_alignment="center", gap="small", key="report-bar"):
        fenced(say("Editions"), lambda: issues.state(store, one))
        if one.row is None and may(ANALYST):
            fenced(say("Issue"), lambda: issues.issue_button(store, one))
            with st.popover(say("Edit the sentences"), icon=":material/edit:"):
                fenced(say("Edit the sentences"), lambda: sentences.edit(store, one))
        fenced(say("Files"), lambda: downloads.show(one.report, look))
    fenced(say("Revised"), lambda: issues.revised(store, one))
    fenced(say("Pages"), lambda: pages(one.report, look))


fenced(say("Weekly report"), body)
with st.expander(say("Issued reports and deliveries")):
    fenced(say("Issued reports and deliveries"), lambda: issues.history(store))
