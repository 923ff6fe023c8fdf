"""A sentence on a figure, generated from its numbers: change, rank among the past periods, gap to the target.

Pure functions. It states changes, never causes.
"""

from __future__ import annotations

import pandas as pd

from kpis.objectives.scorecard import Line
from kpis.objectives.verdict import Target, shortfall
from locales import numbers, translator
from wording import amounts

LEAST_HISTORY = 8  # fewest known periods for 'the highest of'


def sentence_of(line: Line, language: str) -> str:
    """'Falls by 14 pts, the lowest of 13 periods; 23 pts short of the target.' Missing: the reason or ''."""
    if numbers.is_missing(line.value):
        return amounts.in_words(line.verdict.reason, language) if line.verdict.reason is not None else ""
    parts = [part for part in (_moved(line, language), _against(line, language)) if part]
    text = f"{numbers.NBSP}; ".join(parts) if language == "fr" else "; ".join(parts)
    return f"{text[:1].upper()}{text[1:]}." if text else ""


def gap(line: Line, language: str) -> str:
    """The distance to the target and its side: short, ahead, too high, to spare, or outside the range."""
    if line.target_value is None or numbers.is_missing(line.value):
        return ""
    say = translator(language)
    target = Target(line.target_value, line.target_high, line.tolerance or 0.0)
    size = shortfall(float(line.value), target, line.kpi.better)  # type: ignore[arg-type]
    text = amounts.gap(size, line.kpi, language)
    if size == 0:
        return ""
    if target.high is not None or line.kpi.better == "range":
        return say("{gap} outside the range").format(gap=text) if size > 0 else ""
    if line.kpi.better == "lower":
        return (say("{gap} too high") if size > 0 else say("{gap} to spare")).format(gap=text)
    return (say("{gap} short") if size > 0 else say("{gap} ahead")).format(gap=text)


def _moved(line: Line, language: str) -> str:
    """'falls by 14 pts, the lowest of 13 periods'."""
    say = translator(language)
    if line.change is None or numbers.is_missing(line.change.difference):
        moved = say("not compared")
    elif line.change.reason is not None:
        moved = say("no arrow yet")
    elif not line.change.significant:
        moved = say("stable")
    else:
        size = amounts.change_text(line.change, line.kpi, language).text[2:].lstrip(f"+{numbers.MINUS}")
        moved = (say("up by {size}") if line.change.difference > 0 else say("down by {size}")).format(size=size)
    extreme = _extreme(line, language)
    return f"{moved}, {extreme}" if extreme else moved


def _extreme(line: Line, language: str) -> str:
    """'the highest of 13 periods', if there are at least LEAST_HISTORY and the change is significant."""
    say = translator(language)
    values = _alike(line)
    if len(values) < LEAST_HISTORY or line.change is None or not line.change.significant:
        return ""
    before, last = values[:-1], values[-1]
    if last > max(before):
        return say("the highest of {count} periods").format(count=len(values))
    return say("the lowest of {count} periods").format(count=len(values)) if last < min(before) else ""


def _alike(line: Line) -> list[float]:
    """The known values of the history that count the same as the last one does."""
    rows = line.history.dropna(subset=["value"])
    for one in line.redefined:
        rows = rows[pd.to_datetime(rows["period"]) >= pd.Timestamp(one.of.until)]
    return rows["value"].tolist()


def _against(line: Line, language: str) -> str:
    """'target met', '23 pts from the target', 'the sample is not conclusive'."""
    say = translator(language)
    status = amounts.status(line)
    if status == "met":
        return say("target met")
    if status == "undecided":
        return say("the sample is not conclusive")
    if status in ("near", "behind") and line.target_value is not None:
        target = Target(line.target_value, line.target_high, line.tolerance or 0.0)
        gap = amounts.gap(shortfall(float(line.value), target, line.kpi.better), line.kpi, language)  # type: ignore[arg-type]
        return (say("close: {gap} from the target") if status == "near" else say("{gap} from the target")).format(
            gap=gap
        )
    return ""
