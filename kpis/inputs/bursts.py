"""The input table `burst_days`: how fast stories spread, day by day.

One row per day and series with mentions: the most distinct authors of one story in six hours (null where no mention names
an author), the same of the stories that are not mostly positive, where a mention without an author is one more, and the mentions that name an author. Read from the
table `story_bursts` for whole brands; for a network, a language or another part of the mentions, counted from them.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from functools import cache
from pathlib import Path

import pandas as pd

from data.derived.story_bursts import bursts
from data.store import Store
from kpis.catalogue import Kpi, read_kpi
from kpis.engine.check import checked
from kpis.engine.run import run
from kpis.engine.scope import Scope
from kpis.tables import INPUTS

HERE = Path(__file__).parent
_BEFORE = 27  # days before the scope that its first period of four weeks may reach back
_OF_BRANDS = """
    select day, brand as series, authors, voices, mentions
    from story_bursts
    where day between cast($since as date) and cast($until as date)
      and (len($brands) = 0 or list_contains($brands, brand))
    order by brand, day
"""


def burst_days(store: Store, scope: Scope, *, by: str) -> pd.DataFrame:
    """The rows of the scope's days, and of the 27 days before it; none of a day after the reference day."""
    since, until = _after(scope.since, _BEFORE), min(scope.until, scope.reference)
    if by == "brand" and not scope.filters:
        asked = {"since": since, "until": until, "brands": list(scope.brands)}
        return store.frame(_OF_BRANDS, asked)[list(INPUTS["burst_days"])]
    longer = replace(scope, since=_after(since, 1), until=until, role=None)  # six hours may begin on the day before
    frame = run(store, checked(store, _query(), longer, grain="day", by=by), {})
    frame = frame[frame["n"].notna() & (frame["period"] >= pd.Timestamp(since))]
    frame = frame.assign(day=[one.date() for one in frame["period"]], authors=frame["value"], mentions=frame["n"])
    return frame[list(INPUTS["burst_days"])].reset_index(drop=True)


def _after(day: date, days: int) -> date:
    """So many days before a day, but no day before the calendar's first."""
    return day - min(timedelta(days=days), day - date.min)


@cache
def _query() -> Kpi:
    text = (HERE / "bursts.sql").read_text(encoding="utf-8")
    return read_kpi(
        text.replace("bursts_of_mentions_told", bursts("from mentions_told")),
        id="bursts",
        casquette="vigilance",
        of_an_input=True,
    )
