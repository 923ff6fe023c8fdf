"""What became of a report: its editions, the figures that are others today, and what was sent of it."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from data.reports import outbox
from data.sentences import N_, from_json
from data.store import Store
from loaders import report_log
from locales import numbers
from reports.weekly import issuing
from ui import doors, identity, session, table_columns
from ui.confirmation import attempt
from ui.empty_state import nothing
from ui.noted_download import noted
from ui.report import downloads, shown
from ui.report.shown import Shown
from ui.session import say, say_code, say_plural, say_sentence
from ui.view import url
from wording.markdown import escaped

STATES = {
    "waiting": N_("waits in the outbox"),
    "written": N_("written to the folder"),
    "sent": N_("sent"),
    "failed": N_("failed"),
}


def state(store: Store, one: Shown) -> None:
    """Whether the draft or an issue is shown, with the change between them."""
    editions = shown.editions(store, one.request)
    if one.row is None:
        st.badge(say("Draft: its figures follow the uploads"), icon=":material/edit_note:", color="gray")
    else:
        when = table_columns.local_day(one.row.issued_at)
        st.badge(
            say("Issued on {day} by {who}, edition {edition}", day=when, who=escaped(table_columns.person(one.row.issued_by)), edition=one.row.edition),
            icon=":material/verified:",
            color="blue",
        )  # fmt: skip
        if one.row.redacted_at is not None:
            st.badge(
                say(
                    "Redacted on {day}: a person's data were erased from it. The hash is that of what is left.",
                    day=table_columns.local_day(one.row.redacted_at),
                ),
                icon=":material/person_remove:",
                color="orange",
            )
    if editions:
        options = [str(row["report"]) for row in editions] + [shown.DRAFT]
        names = {str(row["report"]): say("Edition {edition}", edition=row["edition"]) for row in editions}
        names[shown.DRAFT] = say("Draft")
        current = shown.DRAFT if one.row is None else str(one.row.report)
        st.session_state["choose edition"] = current
        st.selectbox(
            say("Edition"),
            options,
            key="choose edition",
            format_func=names.__getitem__,
            label_visibility="collapsed",
            width=150,
            on_change=lambda: url.put("report", st.session_state["choose edition"]),
        )


def issue_button(store: Store, one: Shown) -> None:
    """Freezes the draft in both languages, after a confirmation."""
    known = bool(shown.editions(store, one.request))
    with st.popover(say("Issue a further edition") if known else say("Issue"), icon=":material/verified:"):
        st.markdown(
            say(
                "The report is frozen as it stands, in French and English: later uploads and corrections no longer change it."
            )
        )
        if st.button(say("Issue the report"), type="primary", key="issue report"):
            attempt(lambda: _issue(store, one), say("The report is issued."))


def _issue(store: Store, one: Shown) -> None:
    issuing.issue(store, one.request, titles=report_log.titles(), who=identity.who(), log=report_log.log_report)
    url.put("report", None)


def revised(store: Store, one: Shown) -> None:
    """Of an issue, the figures that the store gives otherwise today, with both values."""
    if one.row is None:
        return
    asked = issuing.request_of(one.row, session.today())
    changed = issuing.revised(one.report, shown.draft(store, asked, one.report.language))
    if not changed:
        st.caption(say("No figure of this report was revised since: the store gives the same ones today."))
        return
    with st.expander(
        say_plural("{count} figure was revised since", "{count} figures were revised since", len(changed)),
        expanded=True,
    ):
        rows = [
            {
                say("Indicator"): row.label + (f" · {say_code(row.channel)}" if row.channel else ""),
                say("As issued"): row.issued_text or "–",
                say("Today"): row.today_text or "–",
            }
            for row in changed
        ]
        doors.frame(
            pd.DataFrame(rows),
            hide_index=True,
            column_config=table_columns.right_aligned(say("As issued"), say("Today")),
            alt=say("Revised figures"),
            key="revised figures",
        )


def history(store: Store) -> None:
    """The reports that were issued, and the deliveries with their files."""
    rows = shown.every(store)
    if store.limited_to is not None:
        nothing(say("Issued reports count every brand: they are not shown where access is limited to some."))
    elif not rows:
        nothing(say("No report was issued yet."))
    else:
        table = pd.DataFrame(
            {
                say("Report"): [_name(row) for row in rows],
                say("Role"): [say_code(str(row["role"])) for row in rows],
                say("Edition"): [row["edition"] for row in rows],
                say("Issued on"): table_columns.local_times([row["issued_at"] for row in rows]),
                say("By"): table_columns.people(row["issued_by"] for row in rows),
            }
        )
        chosen = doors.frame(
            table,
            alt=say("Issued reports"),
            hide_index=True,
            key="issued reports",
            on_select="rerun",
            selection_mode="single-row-required",
        )
        at = chosen.selection.rows[0] if chosen.selection.rows else 0
        st.button(
            say("Open {report}", report=escaped(table.iloc[at, 0])),
            key="open issued report",
            on_click=_open,
            args=(rows[at],),
            icon=":material/folder_open:",
        )
    _deliveries(store)


def _name(row: dict) -> str:
    days = numbers.date_range(row["since"], row["until"], session.language())
    return f"{row['brand']} · {days}"


def _open(row: dict) -> None:
    for name, value in (
        ("brand", row["brand"]),
        ("role", row["role"]),
        ("since", row["since"].isoformat()),
        ("until", row["until"].isoformat()),
        ("report", str(row["report"])),
    ):
        url.put(name, value)


def _deliveries(store: Store) -> None:
    sent = outbox.deliveries(store, most=50)
    if not sent:
        return
    st.markdown(f"**{say('Deliveries')}**")
    for one in sent:
        with st.container(horizontal=True, vertical_alignment="center", gap="small"):
            when = table_columns.local_times([one.changed_at])[0]
            reason = f" · {escaped(say_sentence(from_json(one.reason)))}" if one.reason else ""
            st.markdown(
                f"{when} · {escaped(one.recipient)} · {escaped(one.subject)} · {say(STATES[one.status])}{reason}",
                width="stretch",
            )
            if one.status == "waiting":
                st.download_button(
                    say("Files"),
                    noted(
                        lambda number=one.delivery: downloads.archive(outbox.files(store, number)),
                        file=f"report-{one.since}-{one.language}.zip",
                    ),
                    file_name=f"report-{one.since}-{one.language}.zip",
                    mime="application/zip",
                    on_click="ignore",
                    key=f"delivery {one.delivery}",
                )
