"""The history of the settings: each change with its date and author; the one in force can be undone."""

from __future__ import annotations

import json

import pandas as pd
import streamlit as st

from data.decisions import history as decision_history
from data.decisions.history import Change
from data.derived import people
from data.store import DEFAULT_TIME_ZONE, Store
from ui import doors, identity, table_columns
from ui.confirmation import attempt
from ui.empty_state import nothing
from ui.session import say, say_code
from ui.settings import accounts as account_settings
from wording.markdown import escaped

# values in force before any change
DEFAULTS = {
    "label_sentiment": "off",
    "retention_days": "0",
    "keep_texts_months": "",
    "keep_authors_months": "",
    "keep_rejects_months": "",
    "backup_hour": "3",
    "backups_kept": "7 5 12",
    "keep_other_columns": "off",
    "inbox_folder": "",
    "inbox_language": "fr",
    "publish_folder": "",
    "watch_z": "3.5",
    "watch_least": "5",
    "working_hours": "09:00-18:00",
    "working_weekdays": "12345",
    "holidays_country": "FR",
    "time_zone": DEFAULT_TIME_ZONE,
    "response_hours": "4.0",
    "response_hours.senior": "4.0",
    "response_hours.stagiaire": "24.0",
}


def show(store: Store) -> None:
    """One row per change, newest first; select one to undo it."""
    known = [one for one in decision_history.history(store) if one.kind != "filter"]
    if not known:
        nothing(say("Nothing has been changed yet."))
        return
    event = doors.frame(
        pd.DataFrame(
            {
                say("When"): table_columns.local_times(one.set_at for one in known),
                say("Setting"): [_what(one) for one in known],
                say("Before"): [_value(one, one.before) for one in known],
                say("After"): [_value(one, one.value) for one in known],
                say("By"): table_columns.people(one.set_by for one in known),
                say("In force"): ["✔" if one.is_last else "" for one in known],
            }
        ),
        hide_index=True,
        on_select="rerun",
        selection_mode="single-row",
        key=f"changes {store.version}",
        alt=say("History"),
        height=min(560, 38 + 35 * len(known)),
    )
    rows = event["selection"]["rows"]
    if not rows:
        st.caption(say("Select the change in force to undo it; undoing is a change in itself."))
        return
    one = known[rows[0]]
    if not one.is_last:
        st.info(say("A later change of the same setting is in force: undo that one."))
    elif one.kind == "setting" and one.before is None and one.subject not in DEFAULTS:
        st.info(say("Nothing was in force before this change: there is nothing to go back to."))
    elif one.subject == people.SETTING:
        st.info(say("Pseudonyms are not undone: no name can be brought back."))
    elif one.subject == "time_zone":
        st.info(say("Change the time zone under Time and networks: every file is read again."))
    elif st.button(
        say("Undo: {what}", what=escaped(_what(one))), type="primary", icon=":material/undo:", key="undo change"
    ):
        with st.spinner(say("Recomputing every day")):
            attempt(
                lambda: decision_history.undo(store, one, who=identity.who(), default=DEFAULTS.get(one.subject, "")),
                say("Undone."),
            )


def _what(one: Change) -> str:
    if one.kind == "setting":
        return say_code(one.subject)
    words = {
        "role": say("Role of the brand"),
        "colour": say("Brand colour"),
        "logo": say("Brand logo"),
        "aliases": say("Other names of the brand"),
        "own_sites": say("Own sites of the brand"),
        "own_accounts": say("Own accounts of the brand"),
        "not_own": say("Not the brand's"),
        "tier_one_outlets": say("Tier-1 outlets of the brand"),
        "key_messages": say("Key messages of the brand"),
        "topic": say("Topic"),
        "person": say("Role of"),
        "target": say("Alert recipient"),
        "rhythm": say("Rhythm of a source"),
        "account": say("Account opened or closed"),
        "view": say("View"),
        "report_recipients": say("Recipients of a report"),
        "report_schedule": say("Schedule of the report"),
        "report_style": say("Look of the reports"),
        "report_file": say("File of the reports"),
        "watch_channel": say("Told of alerts"),
        "answer_case": say("Case"),
    }
    return f"{words.get(one.kind, one.kind)} · {_subject(one)}"


def _subject(one: Change) -> str:
    if one.kind in ("rhythm", "account", "answer_case"):  # a list of codes and names
        return " · ".join(say_code(part) for part in json.loads(one.subject) if part)
    return say_code(one.subject) if one.kind in ("topic", "report_schedule", "report_file") else one.subject


def _fields(values: dict[str, object]) -> str:
    """What a decision about reports says, without its empty fields."""
    said = (", ".join(map(str, value)) if isinstance(value, list) else str(value) for value in values.values())
    return " · ".join(text for text in said if text)


def _value(one: Change, value: str | None) -> str:
    if not value:
        return "–"
    if one.kind == "logo":
        return say("a picture")
    if one.kind == "report_file":
        return say("a picture") if one.subject == "logo" else say("a presentation")
    if one.kind in ("report_recipients", "report_schedule", "report_style"):
        return _fields(json.loads(value))
    if one.kind in ("aliases", "own_sites", "own_accounts", "not_own", "tier_one_outlets", "key_messages"):
        return ", ".join(json.loads(value))
    if one.kind == "topic":
        rule = json.loads(value)
        without = f" − {', '.join(rule['exclusions'])}" if rule["exclusions"] else ""
        return ", ".join(rule["words"]) + without
    if one.kind == "account":
        return account_settings.declared_days(*json.loads(value))
    return say_code(value) if one.kind in ("role", "person", "rhythm") or value in ("on", "off") else value
