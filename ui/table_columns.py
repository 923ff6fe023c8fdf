"""Columns of tables: alignment, dates, local times, people."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pandas as pd
import streamlit as st

from charts.labels import shortened
from data.sentences import N_
from data.store import time_zone
from locales import numbers
from ui import session
from ui.session import say, say_code

BEGINNING = 46  # letters of a mention's text that its column shows


def right_aligned(*names: str) -> dict:
    """Column configuration that aligns formatted figures to the right."""
    return {name: st.column_config.TextColumn(name, alignment="right") for name in names}


def shares(name: str) -> dict:
    """Column configuration of shares out of 100, drawn as bars: '45 %' in French, '45%' in English."""
    form = f"%.0f{numbers.NBSP}%%" if session.language() == "fr" else "%.0f%%"
    return {name: st.column_config.ProgressColumn(name, format=form, min_value=0, max_value=100)}


def days(table: pd.DataFrame) -> dict:
    """Column configuration of the columns of dates and of moments, in the visitor's date format."""
    found: dict = {
        name: st.column_config.DateColumn(name, format=session.day_format())
        for name in table.columns
        if (kept := table[name].dropna()).size and all(type(one) is date for one in kept)
    }
    for name in table.select_dtypes("datetime").columns:
        found[name] = st.column_config.DatetimeColumn(name, format=f"{session.day_format()} HH:mm")
    return found


def local(moment: datetime) -> datetime:
    """A UTC time of the store in the organisation's time zone."""
    return pd.Timestamp(moment).replace(tzinfo=UTC).astimezone(ZoneInfo(time_zone(session.main_store())))


def local_day(moment: datetime) -> str:
    """The day of a UTC time in the organisation's time zone: '25 novembre 2026'."""
    return numbers.day(local(moment).date(), session.language())


def local_moments(values: pd.Series) -> pd.Series:
    """UTC times of the store as those of the organisation's time zone, without a zone: a browser shows them as they are."""
    return (
        pd.to_datetime(values).dt.tz_localize("UTC").dt.tz_convert(time_zone(session.main_store())).dt.tz_localize(None)
    )


def local_times(values: Iterable[datetime]) -> list[str]:
    """UTC times in the organisation's time zone: '25/11/2026 22:38' in French, else '2026-11-25 22:38'."""
    pattern = "%d/%m/%Y %H:%M" if session.language() == "fr" else "%Y-%m-%d %H:%M"
    return ["" if pd.isna(one) else local(one).strftime(pattern) for one in values]


def mentions(rows: pd.DataFrame) -> tuple[pd.DataFrame, dict]:
    """Mentions as a table shows them, and the configuration of its columns: codes in words, the beginning of each text.

    The columns of reviews are there where a mention has stars, or an export that tells of answers.

    A text that its column cannot show whole ends in an ellipsis; a screen shows it whole where its row is selected.
    """
    words = {
        name: [say_code(code) if pd.notna(code) else None for code in rows[name]]
        for name in ("channel", "sentiment", "topic")
    }
    texts = [
        beginning(body if pd.notna(body) else title) for body, title in zip(rows["text"], rows["title"], strict=True)
    ]
    text, number = st.column_config.TextColumn, st.column_config.NumberColumn
    of_reviews = {
        "rating": number(say("Stars"), format="localized", width=70),
        "is_answered": text(capitalised(say_code("is_answered")), width=90),
    }
    words["is_answered"] = [None if pd.isna(one) else say("yes") if one else say("no") for one in rows["is_answered"]]
    columns = {
        "published": st.column_config.DatetimeColumn(
            say("Published"), format=f"{session.day_format()} HH:mm", width=132
        ),
        "brand": text(say("Brand"), width=90),
        "channel": text(say("Network"), width=92),
        "source": text(say("Source"), width=110),
        "author": text(say("Author"), width=110),
        "text": text(say("Text"), width=330),
        "sentiment": text(say("Sentiment"), width=92),
        **{name: one for name, one in of_reviews.items() if rows[name].notna().any()},
        "topic": text(say("Topic"), width="small"),
        "reach": number(say("Reach"), format="localized", width="small"),
        "engagement": number(say("Engagements"), format="localized", width=98),
        "language": text(say("Language"), width=86),
        "country": text(say("Country"), width=60),
        "url": st.column_config.LinkColumn(say("Address"), display_text=say("open"), width="small"),
        "file": text(say("File")),
        "record": number(say("Record"), format="%d"),
    }
    return rows.assign(**words, text=texts), columns


def beginning(text: object) -> str | None:
    """The beginning of a text on one line, with an ellipsis where it is cut."""
    return None if pd.isna(text) else shortened(" ".join(str(text).split()), letters=BEGINNING)


def without_empty(table: pd.DataFrame, name: str) -> pd.DataFrame:
    """The table without that column if it is empty."""
    return table if (table[name] != "").any() else table.drop(columns=[name])


PROGRAMS = {  # what the product itself writes as an author (identity.NOT_NAMES)
    "demonstration": N_("demonstration"),
    "inbox folder": N_("inbox folder"),
    "command line": N_("command line"),
    "watch": N_("crisis watch"),
    "reports": N_("schedule of the reports"),
    "scheduler": N_("schedule of the reports"),
    "housekeeping": N_("care of the store"),
    "sign-in": N_("sign-in"),
    "audit log": N_("audit log"),
    "local user": N_("user of this machine"),
    "this program": N_("this program"),
    "rebuild": N_("rebuild of the store"),
}


def person(name: object) -> str:
    """The author of a change, as one reads it; of the product's own writes, what wrote it."""
    if name in PROGRAMS:
        return say(PROGRAMS[str(name)])
    return say("not noted") if pd.isna(name) or name in ("", "dashboard") else str(name)


def people(values: Iterable[object]) -> list[str]:
    """The authors of changes."""
    return [person(one) for one in values]


def capitalised(words: str) -> str:
    """The text with its first letter in upper case; the rest is unchanged."""
    return words[:1].upper() + words[1:]
