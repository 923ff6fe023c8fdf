"""A table of a screen as the table of a slide: the columns that one sees, their names, and every cell as it is read."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

import pandas as pd

from locales import numbers
from locales.typography import typeset
from reports.texts import clean
from reports.weekly.model import Table
from ui import session
from ui.session import say

MOST = 60  # rows; the others are counted


def table_of(
    data: pd.DataFrame,
    *,
    title: str,
    order: Sequence[str] | None = None,
    config: Mapping[str, Any] | None = None,
) -> Table:
    """`order`, `config`: as `column_order` and `column_config` of st.dataframe. Links of a column lead from its rows."""
    settings = config or {}
    names = [name for name in (order or list(data.columns)) if name in data and settings.get(name, "") is not None]
    links = [name for name in names if _kind(settings.get(name)) == "link"]
    shown = [name for name in names if name not in links]
    rows = data.head(MOST)
    columns = [[_text(one, settings.get(name)) for one in rows[name]] for name in shown]
    return Table(
        title,
        tuple(_head(name, settings.get(name)) for name in shown),
        tuple(zip(*columns, strict=True)) if columns else (),
        numbers=tuple(at for at, name in enumerate(shown) if _is_number(data[name], settings.get(name))),
        links=tuple(one if isinstance(one, str) else "" for one in rows[links[0]]) if links else (),
        absence=say("No rows."),
        more=max(0, len(data) - MOST),
    )


def _settings(config: Any) -> Mapping[str, Any]:
    return config if isinstance(config, dict) else {}


def _kind(config: Any) -> str:
    return (_settings(config).get("type_config") or {}).get("type", "")


def _head(name: object, config: Any) -> str:
    label = config if isinstance(config, str) and config else _settings(config).get("label")
    return clean(label or str(name))


def _is_number(column: pd.Series, config: Any) -> bool:
    if _settings(config).get("alignment"):
        return _settings(config)["alignment"] == "right"
    return pd.api.types.is_numeric_dtype(column) and not pd.api.types.is_bool_dtype(column)


def _text(value: Any, config: Any) -> str:
    """A cell as the screen shows it, in the reader's language; "" for a missing one."""
    language = session.language()
    if isinstance(value, list | tuple | set):
        return clean(", ".join(map(str, value)))
    if value is None or value is pd.NaT or (not isinstance(value, str) and pd.isna(value)):
        return ""
    if isinstance(value, bool) or type(value).__name__ == "bool_":
        return say("yes") if value else say("no")
    if isinstance(value, datetime):
        day = numbers.day(value.date(), language, pattern="d MMM y")
        return typeset(f"{day} {value:%H:%M}" if (value.hour, value.minute) != (0, 0) else day, language)
    if isinstance(value, date):
        return typeset(numbers.day(value, language, pattern="d MMM y"), language)
    if isinstance(value, str):
        return clean(value)
    form = (_settings(config).get("type_config") or {}).get("format")
    number = float(value)
    if _kind(config) == "progress":  # a share, of 100
        return typeset(numbers.percent(number / 100, language, decimals=0), language)
    if form == "percent":
        return typeset(numbers.percent(number, language, decimals=1), language)
    whole = number.is_integer()
    if form == "%d":
        return str(round(number))  # a number of a record or file, which is no amount
    return typeset(numbers.number(number, language, decimals=0 if whole else 2), language)
