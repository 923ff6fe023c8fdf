"""Alternative text of a chart: its subject, first, last and extreme values."""

from __future__ import annotations

import pandas as pd

from charts.ink import FormatValue
from locales import numbers, translator


def line(frame: pd.DataFrame, title: str, *, format_value: FormatValue, language: str) -> str:
    """'Unique mentions, Aurelle: first 210 on 17 August 2026, last 389 on …; highest 1,284 on …, lowest 180 on …'."""
    say = translator(language)
    known = frame.dropna(subset=["value"])
    if known.empty:
        return say("{title}: no figure in this period.").format(title=title)

    def value_on_day(row: pd.Series) -> str:
        return say("{value} on {day}").format(
            value=format_value(row["value"]), day=numbers.day(row["period"], language)
        )

    first, last = known.iloc[0], known.iloc[-1]
    high, low = known.loc[known["value"].idxmax()], known.loc[known["value"].idxmin()]
    text = say("{title}: first {first}, last {last}; highest {high}, lowest {low}.")
    sentence = text.format(
        title=title, first=value_on_day(first), last=value_on_day(last), high=value_on_day(high), low=value_on_day(low)
    )
    gaps = len(frame) - len(known)
    return sentence + (" " + say("Without a figure: {count}.").format(count=gaps) if gaps else "")


def bars(frame: pd.DataFrame, title: str, *, format_value: FormatValue, language: str, shown: int = 5) -> str:
    """'Unique mentions by network, Aurelle · X 120, Press 95, …'."""
    say = translator(language)
    ranked = frame.dropna(subset=["value"]).sort_values("value", ascending=False)
    if ranked.empty:
        return say("{title}: no figure in this period.").format(title=title)
    named = ", ".join(f"{row.label} {format_value(row.value)}" for row in ranked.head(shown).itertuples())
    more = len(ranked) - shown
    return f"{title} · {named}" + (f", +{more}" if more > 0 else "")
