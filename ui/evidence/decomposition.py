"""What each part adds to the change of a figure, as a table whose rows open the part's records."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from kpis.analysis.explanation import Explanation
from kpis.analysis.parts import CELL
from locales import numbers
from ui import doors, session, table_columns
from ui.evidence import address
from ui.session import say, say_plural, say_sentence
from ui.view import url
from wording import amounts, explanation
from wording.markdown import escaped

SHOWN = 12  # the others are one row
FIELDS = ("channel", "source")  # whose rows are told apart for a figure that is no sum, too
OF_ONE_BRAND = ("brand", CELL)  # whose share within itself is 0 or 1


def table(found: Explanation) -> str:
    """The parts of the chosen dimension; returns it ('' without parts)."""
    names = [name for name, frame in found.parts.items() if len(frame)]
    st.markdown(f"**{say('Where it comes from') if not found.is_divided else say('What moved it')}**")
    if found.reason is not None:
        st.caption(escaped(say_sentence(found.reason)))
    if not names:
        return ""
    by = _dimension(names)
    frame = found.parts[by]
    shown = _table(found, frame.head(SHOWN), by)
    rest = frame.iloc[SHOWN:]
    if len(rest):
        others = _rest(found, rest)
        shown = pd.concat([shown, others[[name for name in others if name in shown]]], ignore_index=True)
    _select(shown, frame, by, is_open=bool(found.kpi.parts) or by in FIELDS)
    if found.is_divided:
        st.caption(_note(found))
    return by


def _dimension(names: list[str]) -> str:
    """The chosen dimension, kept in the address."""
    asked = url.read(address.BY)
    chosen = asked if asked in names else names[0]
    if len(names) == 1:
        return chosen
    key = "evidence by"
    st.session_state[key] = chosen

    def choose() -> None:
        url.put(address.BY, st.session_state[key])
        address.select(None)

    st.segmented_control(
        say("Parts"),
        names,
        key=key,
        required=True,
        label_visibility="collapsed",
        format_func=lambda name: explanation.dimension_name(name, session.language()),
        on_change=choose,
    )
    return chosen


def _table(found: Explanation, frame: pd.DataFrame, by: str) -> pd.DataFrame:
    language = session.language()
    columns = {say("Part"): [explanation.item_name(by, item, language) for item in frame["item"]]}
    if found.is_divided:  # first: on a phone the columns to the right are out of sight
        columns[say("Adds to the change")] = [_change(found, one) for one in frame["contribution"]]
    columns |= _values(found, frame, by)
    if found.is_divided and found.kpi.class_ == "ratio" and frame["rate"].abs().sum() > 0:
        columns[say("of which: rate")] = [_change(found, one) for one in frame["rate"]]
        columns[say("of which: weight")] = [_change(found, one) for one in frame["volume"]]
    return pd.DataFrame(columns)


def _values(found: Explanation, frame: pd.DataFrame, by: str) -> dict[str, list[str]]:
    """The columns of now and before: of a share among brands the numbers, of others the figure of each part."""
    kpi, language = found.kpi, session.language()
    is_compared = found.before is not None
    if found.kpi.across:
        columns = {say("Number now"): [_number(one) for one in frame["denominator"]]}
        if is_compared:
            columns[say("Number before")] = [_number(one) for one in frame["denominator_before"]]
        if by in OF_ONE_BRAND:
            return columns
        columns[say("Share now")] = [amounts.amount(one, kpi, language) for one in frame["value"]]
        if is_compared:
            columns[say("Share before")] = [amounts.amount(one, kpi, language) for one in frame["value_before"]]
        return columns
    columns = {say("Now"): [amounts.amount(one, kpi, language) for one in frame["value"]]}
    if kpi.class_ == "ratio" and "denominator" in frame:
        columns[say("n now")] = [_number(one) for one in frame["rows"]]
    if is_compared:
        columns[say("Before")] = [amounts.amount(one, kpi, language) for one in frame["value_before"]]
        if kpi.class_ == "ratio" and "denominator" in frame:
            columns[say("n before")] = [_number(one) for one in frame["rows_before"]]
    return columns


def _rest(found: Explanation, rest: pd.DataFrame) -> pd.DataFrame:
    """One row for the parts that are not shown, so that the column adds up."""
    row = {say("Part"): say_plural("{count} other", "{count} others", len(rest))}
    if found.is_divided:
        row[say("Adds to the change")] = _change(found, rest["contribution"].sum())
        if found.kpi.class_ == "ratio" and found.parts:
            row[say("of which: rate")] = _change(found, rest["rate"].sum())
            row[say("of which: weight")] = _change(found, rest["volume"].sum())
    return pd.DataFrame([row])


def _select(shown: pd.DataFrame, frame: pd.DataFrame, by: str, *, is_open: bool) -> None:
    """The table; a selected row is a selected part."""
    if not is_open:
        doors.frame(shown, hide_index=True, column_config=_aligned(shown), alt=say("Parts"), placeholder="–")
        return
    items = frame["item"].head(SHOWN).tolist()
    asked = address.selected()
    chosen = [items.index(asked)] if asked in items else []
    event = doors.frame(
        shown,
        hide_index=True,
        column_config=_aligned(shown),
        alt=say("Parts"),
        placeholder="–",
        on_select="rerun",
        selection_mode="single-row",
        selection_default={"selection": {"rows": chosen, "columns": [], "cells": []}},
        key=f"evidence parts {by} {url.read(address.OF)} {address.turn()}",
    )
    rows = [one for one in event["selection"]["rows"] if one < len(items)]
    address.select(items[rows[0]] if rows else None)


def _aligned(shown: pd.DataFrame) -> dict:
    return table_columns.right_aligned(*shown.columns[1:])


def _change(found: Explanation, size: float) -> str:
    return amounts.difference(float(size), found.kpi, session.language())


def _number(value: float) -> str:
    decimals = 0 if float(value).is_integer() else numbers.decimals_for(value)
    return numbers.number(value, session.language(), decimals=decimals)


def _note(found: Explanation) -> str:
    """That the column adds up to the change, and to what; of a ratio, what rate and weight mean."""
    language = session.language()
    total = amounts.difference(found.now.figure.value - found.before.figure.value, found.kpi, language)  # type: ignore[operator,union-attr]
    text = say("The parts add up to {total}: arithmetic, not a cause.", total=total)
    if found.kpi.class_ != "ratio":
        return text
    if found.kpi.across:
        return f"{text} {say('A part adds what the change of its number makes of the share.')}"
    return f"{text} {say('Rate: what changed within the part; weight: what its share of the whole changed.')}"
