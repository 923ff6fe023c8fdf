"""Who did what: the audit log, to be looked through and taken away; whether it is as it was written."""

from __future__ import annotations

import json

import pandas as pd
import streamlit as st

from data.access import log, noted, reading
from data.access.acting import APPROVER
from data.cells import csv_bytes
from data.sentences import N_
from data.store import Store
from ui import doors, session, table_columns
from ui.empty_state import nothing
from ui.locked import for_role
from ui.noted_download import noted as noted_download
from ui.session import say, say_code, say_plural
from ui.uploads import receipt

MOST = 500  # rows on the screen; the file holds all
ACTIONS = {
    "setting": N_("Setting"),
    "decision": N_("Decision"),
    "brand role": N_("Role of a brand"),
    "topic": N_("Topic"),
    "publishing plan": N_("Publishing plan"),
    "objective": N_("Objective"),
    "role sheet": N_("Role sheet"),
    "annotation": N_("Annotation"),
    "correction": N_("Correction of a mention"),
    "label of an audit": N_("Label of an audit"),
    "sentence of a figure": N_("Sentence of a figure"),
    "sentence of a report": N_("Sentence of a report"),
    "report": N_("Report issued"),
    "erasure of an author": N_("Erasure of a person"),
    "retention": N_("Retention"),
    "delivery of a report": N_("Delivery of a report"),
    "alert": N_("Alert handled"),
    "remembered answer": N_("Answer about a file"),
    "upload": N_("File loaded"),
    noted.WITHDRAWN: N_("File withdrawn"),
    "download": N_("File downloaded"),
    "export": N_("Export"),
    "sign-in": N_("Sign-in"),
    "sign-in without a role": N_("Sign-in without a role"),
    "change of role": N_("Change of role"),
    "change of role without a role": N_("Role withdrawn"),
    "sign-out": N_("Sign-out"),
    "sign-ins ended": N_("Sign-ins ended"),
}
CODED = (
    "role",
    "origin",
    "field",
)  # keys whose values are codes of the store; those of others may be what people wrote
HEADS = ("entry", "local_time", "utc_time", "who", "role", "action", "what", "before", "after", "hash")  # of the file


def show(store: Store) -> None:
    """The log, newest first, by who and what; an approver reads it."""
    with for_role(APPROVER, "audit") as is_open:
        if not is_open:
            return
    rows = reading.entries(store)
    if not rows:
        nothing(say("Nothing has been done yet: uploads, changes, downloads and sign-ins will be listed here."))
        return
    changed = log.first_changed(rows)
    if changed is not None:
        st.error(
            say(
                "Entry {entry} is not as it was written, or one before it is missing: somebody changed the file of the "
                "store by other means. What follows it cannot be trusted.",
                entry=changed,
            )
        )
    found = _chosen(log.as_frame(rows))
    shown = found.head(MOST)
    doors.frame(_table(shown), hide_index=True, alt=say("Who did what"), height=min(620, 38 + 35 * max(1, len(shown))))
    with st.container(horizontal=True, vertical_alignment="center"):
        counted = say_plural("{count} entry", "{count} entries", len(found))
        sound = "" if changed is not None else f" · {say('each as it was written')}"
        more = f" · {say('the latest {count} are shown', count=MOST)}" if len(found) > MOST else ""
        st.caption(f"{counted}{sound}{more}", width="stretch")
        st.download_button(
            "CSV",
            noted_download(lambda: as_csv(rows, set(found["entry"])), file=_name()),
            file_name=_name(),
            mime="text/csv",
            on_click="ignore",
            icon=":material/download:",
            key="audit csv",
        )


def _name() -> str:
    return f"audit-log-{session.today():%Y-%m-%d}.csv"


def _chosen(entries: pd.DataFrame) -> pd.DataFrame:
    with st.container(horizontal=True, gap="small"):
        who = st.selectbox(
            say("Who"),
            sorted(set(entries["who"]), key=table_columns.person),
            format_func=table_columns.person,
            index=None,
            placeholder=say("Everyone"),
            width=280,
            key="audit who",
        )
        actions = st.multiselect(
            say("What"),
            sorted(set(entries["action"]), key=_action),
            format_func=_action,
            placeholder=say("Everything"),
            key="audit what",
        )
    if who is not None:
        entries = entries[entries["who"] == who]
    return entries[entries["action"].isin(actions)] if actions else entries


def _table(entries: pd.DataFrame) -> pd.DataFrame:
    return pd.DataFrame(
        {
            say("No."): entries["entry"],
            say("Local time"): table_columns.local_times(entries["noted_at"]),
            say("UTC"): [f"{moment:%Y-%m-%d %H:%M:%S}" for moment in entries["noted_at"]],
            say("Who"): table_columns.people(entries["who"]),
            say("Role"): [_role(role) for role in entries["role"]],
            say("What"): [_action(action) for action in entries["action"]],
            say("Of what"): [_told(text) for text in entries["what"]],
            say("Before"): [_told(text) for text in entries["before"]],
            say("After"): [_told(text) for text in entries["after"]],
        }
    )


def _action(code: str) -> str:
    return say(ACTIONS[code]) if code in ACTIONS else code


def _role(code: str) -> str:
    return say("part of the program") if code == "program" else say("no role") if code == "nobody" else say_code(code)


def _told(text: str) -> str:
    """Keys and values on one line, codes in the visitor's language; of a single one its value."""
    read = json.loads(text) if text else {}
    values = {name: _value(name, value) for name, value in read.items()}
    return (
        next(iter(values.values()))
        if len(values) == 1
        else ", ".join(f"{name}={told}" for name, told in values.items())
    )


def _value(name: str, value: object) -> str:
    if value is None:
        return "–"
    if name == "status" and value in receipt.WORDS:
        return say(receipt.WORDS[str(value)])
    return say_code(str(value)) if name in CODED else str(value)


def as_csv(rows: list[tuple], chosen: set[int]) -> bytes:
    """The chosen entries as CSV, oldest first, with the time here and in UTC, and the hash that chains them."""
    lines = [
        (
            entry,
            table_columns.local(at).isoformat(timespec="seconds"),
            f"{at.isoformat(timespec='microseconds')}Z",
            *rest,
        )
        for entry, at, *rest in rows
        if entry in chosen
    ]
    return csv_bytes([HEADS, *lines])
