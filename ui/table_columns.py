"""Columns of tables: alignment, dates, local times, people."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pandas as pd
import streamlit as st

from data.store import time_zone
from ui import session

NOBODY = ("dashboard", "demonstration")  # authors in the ledger when nobody is signed in


def right_aligned(*names: str) -> dict:
    """Column configuration that aligns formatted figures to the right."""
    return {name: st.column_config.TextColumn(name, alignment="right") for name in names}


def days(table: pd.DataFrame) -> dict:
    """Column configuration of the columns of dates, in the visitor's date format."""
    return {
        name: st.column_config.DateColumn(name, format=session.day_format())
        for name in table.columns
        if (kept := table[name].dropna()).size and all(type(one) is date for one in kept)
    }


def local_times(values: Iterable[datetime]) -> list[str]:
    """UTC times in the organisation's time zone: '25/11/2026 22:38' in French, else '2026-11-25 22:38'."""
    zone = ZoneInfo(time_zone(session.store()))
    pattern = "%d/%m/%Y %H:%M" if session.language() == "fr" else "%Y-%m-%d %H:%M"
    return [
        "" if pd.isna(one) else pd.Timestamp(one).replace(tzinfo=UTC).astimezone(zone).strftime(pattern)
        for one in values
    ]


def without_empty(table: pd.DataFrame, name: str) -> pd.DataFrame:
    """The table without that column if it is empty."""
    return table if (table[name] != "").any() else table.drop(columns=[name])


def people(values: Iterable[object]) -> list[str]:
    """The authors of changes; '' when nobody was signed in."""
    return ["" if pd.isna(one) or one in NOBODY else str(one) for one in values]


def capitalised(words: str) -> str:
    """The text with its first letter in upper case; the rest is unchanged."""
    return words[:1].upper() + words[1:]
