"""How the watch stands in a period: its level, and the episode that it is of."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

import pandas as pd

from kpis.analysis.episodes import Episode, Spike, episodes

# signal of a peak -> the kind of mentions that it counts (kpis/analysis/drivers.py); others count copies
KINDS = {"sensitive": "sensitive", "negative": "negative", "all": "all"}


@dataclass(frozen=True)
class Standing:
    """`level`: the highest of the period's days, as the KPI crisis_level gives it; None if no day was evaluated.

    `episode`: the highest one that touches the period, an open one first; None in a calm period. `calm_since`: the first
    day after the last episode; None where the rows hold none, or one is open. `judged_since`: the first evaluated day of
    the rows; None where there is none.
    """

    level: int | None
    episode: Episode | None
    calm_since: date | None
    judged_since: date | None = None


def standing(rows: pd.DataFrame, since: date, until: date) -> Standing:
    """Of the evaluated days `rows` (kpis/analysis/episodes.py) that end with the period."""
    watched = rows[(rows["signal"] == "crisis") & (rows["day"] >= since) & (rows["day"] <= until)]
    level = watched["level"].max()
    found = episodes(rows)
    touching = [one for one in found if one.since <= until and (one.until is None or one.until >= since)]
    foremost = max(touching, key=lambda one: (one.is_open, one.level, one.since), default=None)
    ended = [one.until for one in found if one.until is not None]
    calm = max(ended) + timedelta(days=1) if ended and not any(one.is_open for one in found) else None
    judged = rows.loc[(rows["signal"] == "crisis") & rows["level"].notna(), "day"]
    first = judged.min() if len(judged) else None
    return Standing(None if pd.isna(level) else int(level), foremost, calm, first)


def is_covered(rows: pd.DataFrame, since: date, until: date) -> bool:
    """Whether mentions of any day from `since` to `until` are known."""
    return bool(rows.loc[(rows["day"] >= since) & (rows["day"] <= until), "observed"].notna().any())


def topic_of(peak: Spike, topics: pd.DataFrame) -> str:
    """The topic of more than half of the mentions of a peak; '' if none has as many.

    `topics`: the drivers of its day by topic, of the mentions that its signal counts (KINDS).
    """
    most = topics.sort_values("now", ascending=False).head(1)
    return str(most["item"].iloc[0]) if len(most) and 2 * most["now"].iloc[0] > peak.observed else ""
