"""The input table `term_weeks`: words that emerge in a scope's unique mentions, week by week.

One row per week (on its Sunday), series and word that emerges: used by at least 5 authors, 1.5 times the expected
number, and far more than chance among all the words of the week (kpis/inputs/novelty.py). One more row, without a word,
for each week that could be evaluated: it and at least four of the eight weeks before are fully covered. What is expected
is scaled up to the week's volume of mentions, so that in a busy week not every word emerges.

An author counts once a week for a word; a mention without an author counts as one. A word has three letters or more, no
digit, and is not in kpis/inputs/stopwords.txt.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from functools import cache
from pathlib import Path

import numpy as np
import pandas as pd

from data.store import Store
from kpis.catalogue import Kpi, read_kpi
from kpis.engine import depends
from kpis.engine.check import checked
from kpis.engine.kept_states import Kept
from kpis.engine.run import run
from kpis.engine.scope import Scope
from kpis.inputs.novelty import LEAST_USES, novelty
from kpis.tables import INPUTS

HERE = Path(__file__).parent
WEEK = timedelta(days=7)
BEFORE, LEAST_BEFORE = 8, 4  # weeks of history; how many of them must be covered


def term_weeks(store: Store, scope: Scope, *, by: str) -> pd.DataFrame:
    """The emerging words of the whole weeks of the scope, and of the three weeks before it."""
    monday = scope.since - timedelta(days=scope.since.weekday() + 21)  # the first period may be of four weeks
    weeks = [monday + number * WEEK for number in range((scope.until - monday).days // 7 + 1)]
    weeks = [week for week in weeks if week + WEEK - timedelta(days=1) <= scope.until]
    if not weeks:
        return _nothing()
    until = weeks[-1] + WEEK - timedelta(days=1)
    whole = replace(scope, since=monday - BEFORE * WEEK, until=until, today=scope.reference, role=None)
    words, sizes, volumes = _known.get(
        store,
        (whole, by),
        lambda: depends.state_of(store, depends.HISTORY, () if whole.filters else whole.brands),
        lambda: _counted(store, whole, by),
    )
    deleted = texts_deleted(store, whole)
    found = [
        _wordless(week, str(series), since_when)
        if (since_when := _deleted(deleted, week)) is not None
        else _emerging(words.get(series), volumes[series], week, words_said=sizes.get((pd.Timestamp(week), series), 0))
        for series in volumes.columns
        for week in weeks
    ]
    return pd.concat(found, ignore_index=True) if found else _nothing()


_Counted = tuple[dict[str, pd.DataFrame], dict[tuple[pd.Timestamp, str], int], pd.DataFrame]
_known: Kept[_Counted] = Kept(64)


def _counted(store: Store, scope: Scope, by: str) -> _Counted:
    """Series -> authors by week and word; how many words each week and series uses; and the unique mentions by week and
    series, NaN for an incomplete week."""
    totals = run(store, checked(store, "mention_volume_unique", scope, grain="week", by=by), {})
    totals["value"] = totals["value"].where(totals["state"] == "complete")
    volumes = totals.pivot(index="period", columns="series", values="value")
    counts = _words(by == "brand" and bool(scope.brands))
    words = run(store, checked(store, counts, scope, grain="week", by=by), {})
    words = words[words["term"].notna() & words["n"].notna()]  # of a week that is not covered nothing is known
    sizes = words.groupby(["period", "series"])["n"].max().astype(int).to_dict()
    words = words[~words["term"].isin(list(stopwords()))]
    by_series = {
        str(series): rows.pivot(index="period", columns="term", values="value").reindex(volumes.index).fillna(0)
        for series, rows in words.groupby("series")
    }
    return by_series, sizes, volumes


def _emerging(words: pd.DataFrame | None, volumes: pd.Series, week: date, *, words_said: int) -> pd.DataFrame:
    """The rows of one week and series; none when it cannot be evaluated. z: the normal quantile of the p-value."""
    monday = pd.Timestamp(week)
    before = volumes[(volumes.index < monday) & (volumes.index >= monday - BEFORE * WEEK)].dropna()
    if pd.isna(volumes.get(monday)) or len(before) < LEAST_BEFORE:
        return _nothing()
    sunday = week + WEEK - timedelta(days=1)
    evaluated = {"day": [sunday], "series": [str(volumes.name)], "term": [None], "observed": [volumes[monday]]}
    if words is None:
        return pd.DataFrame({**evaluated, "expected": [np.nan], "z": [np.nan], "deleted": [None]})
    # the words of these nine weeks, not of all weeks asked for: those also tell how much words vary
    words = words.loc[:, words.loc[[monday, *before.index]].max() >= LEAST_USES]
    now, past = words.loc[monday].to_numpy(dtype=float), words.loc[before.index].to_numpy(dtype=float)
    one = novelty(now, past, volume=float(volumes[monday]), volumes=before.to_numpy(dtype=float), words=words_said)
    high = one.emerges
    from scipy.special import ndtri  # its import is heavy

    return pd.DataFrame(
        {
            "day": sunday,
            "series": str(volumes.name),
            "term": [None, *words.columns[high]],
            "observed": [volumes[monday], *now[high]],
            "expected": [np.nan, *one.expected[high]],
            "z": [np.nan, *-ndtri(np.maximum(one.p[high], 1e-300))],
            "deleted": None,
        }
    )


def texts_deleted(store: Store, scope: Scope) -> dict[date, date]:
    """Monday -> when retention deleted texts of mentions of that week and the brands of the scope (data/personal/limits.py)."""
    rows = store.rows(
        "select cast(date_trunc('week', day) as date) as week, cast(max(text_deleted_at) as date) as deleted "
        "from blanked_records where table_name = 'mention_records' and text_deleted_at is not null "
        "and day between ? and ? and (len(?) = 0 or list_contains(?, brand)) group by 1",
        [scope.since, scope.until, list(scope.brands), list(scope.brands)],
    )
    return {row["week"]: row["deleted"] for row in rows}


def _deleted(weeks: dict[date, date], week: date) -> date | None:
    """When texts went of a week or of one of those that it is compared with; None where none did."""
    found = [at for monday, at in weeks.items() if week - BEFORE * WEEK <= monday <= week]
    return max(found) if found else None


def _wordless(week: date, series: str, deleted: date) -> pd.DataFrame:
    row = {"day": [week + WEEK - timedelta(days=1)], "series": [series], "term": [None], "observed": [np.nan]}
    return pd.DataFrame({**row, "expected": [np.nan], "z": [np.nan], "deleted": [deleted.isoformat()]})


def _nothing() -> pd.DataFrame:
    return pd.DataFrame(columns=list(INPUTS["term_weeks"]))


@cache
def stopwords() -> frozenset[str]:
    """Words without a subject of their own, in French and English."""
    lines = (HERE / "stopwords.txt").read_text(encoding="utf-8").splitlines()
    return frozenset(word for line in lines if not line.startswith("#") for word in line.split())


@cache
def _words(wants_brands: bool) -> Kpi:
    """The query that counts words; `wants_brands`: only in mentions of the brands of the parameter $wanted."""
    text = (HERE / "words.sql").read_text(encoding="utf-8")
    wanted = "list_contains(cast($wanted as varchar[]), brand)" if wants_brands else "true"
    return read_kpi(text.replace("mentions_wanted", wanted), id="words", casquette="vigilance", of_an_input=True)
