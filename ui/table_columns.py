"""Columns of the tables: figures to the right, moments on the organisation's clock, people by their own names."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pandas as pd
import streamlit as st

from data.store import time_zone
from ui import session

NOBODY = ("dashboard", "demonstration")  # what the ledger notes where nobody is signed in


def right_aligned(*names: str) -> dict:
    """Formatted figures stand under each other: the units below the units."""
    return {name: st.column_config.TextColumn(name, alignment="right") for name in names}


def days(table: pd.DataFrame) -> dict:
    """Columns of days, in the reader's manner."""
    return {
        name: st.column_config.DateColumn(name, format=session.day_format())
        for name in table.columns
        if (kept := table[name].dropna()).size and all(type(one) is date for one in kept)
    }


def local_times(values: Iterable[datetime]) -> list[str]:
    """'25/11/2026 22:38', '2026-11-25 22:38': moments of the ledger, kept in UTC, as the organisation's clock shows them."""
    zone = ZoneInfo(time_zone(session.store()))
    pattern = "%d/%m/%Y %H:%M" if session.language() == "fr" else "%Y-%m-%d %H:%M"
    return [
        "" if pd.isna(one) else pd.Timestamp(one).replace(tzinfo=UTC).astimezone(zone).strftime(pattern)
        for one in values
    ]


def without_empty(table: pd.DataFrame, name: str) -> pd.DataFrame:
    """The table, without that column where it tells nothing."""
    return table if (table[name] != "").any() else table.drop(columns=[name])


def people(values: Iterable[object]) -> list[str]:
    """Who did it; empty where nobody was signed in."""
    return ["" if pd.isna(one) or one in NOBODY else str(one) for one in values]


def capitalised(words: str) -> str:
    """Words as a table begins a cell."""
    return words[:1].upper() + words[1:]
