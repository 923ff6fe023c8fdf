"""What a picture says of itself: whose exports it rests on, the size of the sample, its days, and up to when data goes."""

from __future__ import annotations

from datetime import date, timedelta

import pandas as pd
import streamlit as st

from data.store import Store
from loaders import demonstration
from loaders.recognition.catalogue import formats
from locales import numbers
from ui import session
from ui.figures.trend_events import ALIASES
from ui.session import say
from ui.view import offered

OWN_TEMPLATES = "E-reputation"  # the tool of formats that a team fills by hand


def footer(store: Store, needs: tuple[str, ...], brand: str, data: pd.DataFrame) -> tuple[str, ...]:
    """The lines below a picture. `needs`: tables that the figure reads; `brand` '': all brands; `data`: what is drawn."""
    return sample(store, needs, brand, data), data_date(store)


def sample(store: Store, needs: tuple[str, ...], brand: str, data: pd.DataFrame) -> str:
    """'Source: Brandwatch, Talkwalker · 18 May – 15 November 2026 · n = 389 in the last period'."""
    tables = {ALIASES.get(one, one) for one in needs}
    tables |= {"mentions"} if "sentiment" in tables else set()  # an export of mentions states their tone
    tables |= {"account_days"} if "post_days" in needs else set()
    known = tools(str(store.path), store.version, tuple(sorted(tables)), brand, _store=store)
    names = [say("our own files") if one == OWN_TEMPLATES else one for one in known]
    parts = [say("Source: {names}", names=", ".join(names))] if names else []
    drawn = _days(data)
    if drawn is not None:
        parts.append(numbers.date_range(*drawn, session.language()))
    return " · ".join([*parts, *_size(data)])


def data_date(store: Store) -> str:
    """'Data up to 15 November 2026'; that of the demonstration is called so."""
    _, last = offered.covered(store)
    day = numbers.day(min(last, session.today()), session.language())
    told = say("Data up to {day}", day=day)
    return f"{told} · {say('Demonstration data')}" if demonstration.is_loaded(store) else told


@st.cache_data(max_entries=200, show_spinner=False)
def tools(path: str, version: int, tables: tuple[str, ...], brand: str, *, _store: Store) -> tuple[str, ...]:
    """The tools whose loaded exports fill these tables for a brand; OWN_TEMPLATES for files filled by hand."""
    rows = _store.rows(
        """
        select distinct p.format
        from coverage c
        join upload_parts p on p.upload_id = c.upload_id and p.part = c.part and p.table_name = c.table_name
        join uploads u on u.upload_id = c.upload_id and u.status = 'loaded'
        where list_contains($tables, c.table_name) and ($brand in ('', c.brand) or c.brand = '')
        """,
        {"tables": list(tables), "brand": brand},
    )
    known = formats()
    names = {known[row["format"]].tool if row["format"] in known else "" for row in rows}
    told = sorted(name for name in names if name not in ("", OWN_TEMPLATES))
    return tuple(told) + ((OWN_TEMPLATES,) if len(told) < len(names) else ())


def _days(data: pd.DataFrame) -> tuple[date, date] | None:
    """First and last day drawn; the last period is named by its first day."""
    name = next((one for one in ("period", "day") if one in data), None)
    if name is None or data.empty:
        return None
    first, last = data[name].min(), data[name].max()
    if "days" in data and name == "period":
        length = int(data["days"].iloc[-1])
        if length == 28 and (not _is_monthly(data)):  # four weeks up to the last
            return first - timedelta(days=21), last + timedelta(days=6)
        last += timedelta(days=max(0, length - 1))
    return first, last


def _is_monthly(data: pd.DataFrame) -> bool:
    return all(one.day == 1 for one in data["period"])


def _size(data: pd.DataFrame) -> list[str]:
    """The n of the last period, or the least and greatest n of the bars."""
    if "n" not in data or data["n"].isna().all() or data["n"].equals(data.get("value")):
        return []
    language = session.language()
    known = data["n"].dropna()
    if "period" in data and data["series"].nunique() < 2:
        return [say("n = {n} in the last period", n=numbers.number(known.iloc[-1], language))]
    low, high = numbers.number(known.min(), language), numbers.number(known.max(), language)
    if "period" in data:
        return [say("n from {low} to {high} per point", low=low, high=high)]
    return [say("n from {low} to {high} per bar", low=low, high=high)]
