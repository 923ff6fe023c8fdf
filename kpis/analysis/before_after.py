"""A KPI before and after an action or an event: the difference, its interval, and what else happened meanwhile.

A difference proves no cause. The weeks of the action itself belong to neither side. Sums, stocks and distinct counts
are compared as means of complete weeks, rates and medians as the figure of all weeks of a side together.
"""

from __future__ import annotations

import warnings
from dataclasses import dataclass, replace
from datetime import date, timedelta

import numpy as np
import pandas as pd

from data.decisions.annotations import Annotation, annotations
from data.sentences import Sentence, sentence
from data.store import Store
from kpis.catalogue import Kpi
from kpis.compute import compute
from kpis.engine import breaks, statistics
from kpis.engine.figure import Figure
from kpis.engine.scope import Scope

WEEKS = 4
LEAST_WEEKS = 2  # on each side
WEEK = timedelta(days=7)
COUNTED = ("flow", "stock", "distinct")


@dataclass(frozen=True)
class Side:
    """The complete weeks before or after: one figure for all of them, and the value of each."""

    since: date
    until: date
    figure: Figure
    weekly: tuple[float, ...]


@dataclass(frozen=True)
class Peer:
    """A competitor over the same weeks."""

    brand: str
    before: float
    after: float


@dataclass(frozen=True)
class Reading:
    """`difference`, `low`, `high`: after less before, with the 95 % interval, in the scale of the KPI's values.

    They are None where a `reason` says why there is no comparison. `others`: other annotations of these weeks.
    `is_filtered`: only the annotation's channel or topic is counted.
    """

    kpi: Kpi
    annotation: Annotation
    before: Side | None
    after: Side | None
    difference: float | None
    low: float | None
    high: float | None
    reason: Sentence | None
    others: tuple[Annotation, ...]
    peers: tuple[Peer, ...]
    is_filtered: bool

    @property
    def is_beyond_chance(self) -> bool:
        """Whether the interval of the difference excludes 0."""
        return self.low is not None and self.high is not None and (self.low > 0 or self.high < 0)


def before_and_after(
    store: Store,
    kpi: Kpi,
    annotation: Annotation,
    *,
    brand: str,
    competitors: tuple[str, ...],
    today: date,
    weeks: int = WEEKS,
) -> Reading:
    """Compare `weeks` weeks before the annotation's first week with as many after its last one.

    Each side needs two complete weeks.
    """
    first = annotation.first_day - timedelta(days=annotation.first_day.weekday())
    last = annotation.last_day - timedelta(days=annotation.last_day.weekday()) + WEEK
    scope = _scope(kpi, annotation, (brand, *competitors), today)
    spans = ((first - WEEK * weeks, first - timedelta(days=1)), (last, last + WEEK * weeks - timedelta(days=1)))
    weekly = [_weekly(store, kpi, replace(scope, since=since, until=until)) for since, until in spans]
    before, after = (_side(store, kpi, scope, rows, brand) for rows in weekly)
    others = tuple(
        one for one in annotations(store, brand, spans[0][0], spans[1][1]) if one.annotation != annotation.annotation
    )
    reason = _not_comparable(kpi, before, after) or _redefined(store, kpi, scope, before, after)
    difference, low, high = (None, None, None) if reason else _difference(kpi, before, after)
    peers = () if reason else _peers(store, kpi, scope, weekly, competitors)
    is_filtered = bool(scope.channels or scope.topics)
    return Reading(kpi, annotation, before, after, difference, low, high, reason, others, peers, is_filtered)


def _scope(kpi: Kpi, annotation: Annotation, brands: tuple[str, ...], today: date) -> Scope:
    """The scope, with the annotation's channel and topic where the KPI can be broken down by them."""
    channels = (annotation.channel,) if annotation.channel and "channel" in kpi.by else ()
    topics = (annotation.topic,) if annotation.topic and "topic" in kpi.by else ()
    return Scope(annotation.first_day, annotation.first_day, brands, channels=channels, topics=topics, today=today)


def _weekly(store: Store, kpi: Kpi, scope: Scope) -> pd.DataFrame:
    """The complete weeks, one row per brand and week."""
    rows = compute(store, kpi.id, scope, grain="week")
    return rows[(rows["state"] == "complete") & rows["value"].notna()]


def _side(store: Store, kpi: Kpi, scope: Scope, rows: pd.DataFrame, brand: str) -> Side | None:
    """A brand's complete weeks of a side; None when there is none."""
    mine = rows[rows["series"] == brand]
    if mine.empty:
        return None
    values = tuple(float(value) for value in mine["value"])
    since, until = mine["period"].min().date(), mine["period"].max().date() + timedelta(days=6)
    if kpi.class_ in COUNTED:
        return Side(since, until, Figure(float(np.mean(values)), len(values)), values)
    whole = compute(store, kpi.id, replace(scope, since=since, until=until), grain="all")
    row = whole[whole["series"] == brand].iloc[-1]
    return Side(since, until, Figure(row["value"], row["n"], row["low"], row["high"], row["state"]), values)


def _not_comparable(kpi: Kpi, before: Side | None, after: Side | None) -> Sentence | None:
    if kpi.class_ == "max" or "verdicts" in kpi.needs:
        return sentence("No before and after for a maximum or a count of verdicts.")
    for side, missing in (
        (before, sentence("Fewer than {least} complete weeks before it.", least=LEAST_WEEKS)),
        (after, sentence("Fewer than {least} complete weeks after it: check again later.", least=LEAST_WEEKS)),
    ):
        if side is None or len(side.weekly) < LEAST_WEEKS or side.figure.value is None or pd.isna(side.figure.value):
            return missing
    return None


def _redefined(store: Store, kpi: Kpi, scope: Scope, before: Side, after: Side) -> Sentence | None:
    """Why the sides are not compared, where what is counted was redefined in between."""
    brands = () if kpi.across else scope.brands[:1]
    spans = ((side.since, side.until) for side in (before, after))
    crossings = breaks.crossed(store, kpi, brands, scope.channels, *spans)
    return crossings[0].not_compared if crossings else None


def _difference(kpi: Kpi, before: Side, after: Side) -> tuple[float, float, float]:
    """The difference and its 95 % interval: Newcombe's for shares and net scores, else Welch's over the weeks."""
    then, now = before.figure, after.figure
    difference = float(now.value - then.value)  # type: ignore[operator]
    if kpi.interval == "wilson":
        low, high = statistics.newcombe(now.value, now.n, then.value, then.n)
        return difference, float(low), float(high)
    if kpi.interval in ("net", "mean", "clustered") and all(
        end is not None and not np.isnan(end) for side in (then, now) for end in (side.low, side.high)
    ):
        # the halves of the two intervals joined as in Newcombe's method
        down = np.hypot(now.value - now.low, then.high - then.value)
        up = np.hypot(now.high - now.value, then.value - then.low)
        return difference, difference - float(down), difference + float(up)
    return difference, *_welch(before.weekly, after.weekly)


def _welch(before: tuple[float, ...], after: tuple[float, ...]) -> tuple[float, float]:
    """The 95 % interval of the difference of two means of unequal variances, after less before (Welch 1947)."""
    from scipy.stats import ttest_ind  # its import is heavy

    with warnings.catch_warnings():
        warnings.simplefilter("ignore", RuntimeWarning)  # scipy warns where all weeks of a side are equal
        interval = ttest_ind(after, before, equal_var=False).confidence_interval(0.95)
    return float(interval.low), float(interval.high)


def _peers(
    store: Store, kpi: Kpi, scope: Scope, weekly: list[pd.DataFrame], competitors: tuple[str, ...]
) -> tuple[Peer, ...]:
    """The competitors with complete weeks on both sides."""
    found = []
    for name in competitors:
        sides = [_side(store, kpi, scope, rows, name) for rows in weekly]
        values = [side.figure.value for side in sides if side is not None and not pd.isna(side.figure.value)]
        if len(values) == 2:
            found.append(Peer(name, float(values[0]), float(values[1])))
    return tuple(found)
