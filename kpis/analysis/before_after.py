"""Before and after an action or an event: what changed, how sure that is, and what else happened.

It reads a difference; it proves no cause. The weeks in which the action lasted belong to neither side. Sums, stocks and
distinct counts are compared as means of complete weeks, rates and medians over the weeks taken as one.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta

import numpy as np
import pandas as pd

from data.decisions.annotations import Annotation, annotations
from data.sentences import Sentence, sentence
from data.store import Store
from kpis.catalogue import Kpi
from kpis.compute import compute
from kpis.engine import statistics
from kpis.engine.figure import Figure
from kpis.engine.scope import Scope

WEEKS = 4
LEAST_WEEKS = 2  # on each side
WEEK = timedelta(days=7)
COUNTED = ("flow", "stock", "distinct")


@dataclass(frozen=True)
class Side:
    """Some complete weeks: their figure, and each week's."""

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
    """`difference` with its 95 % interval is in the scale of the KPI's values; None with a `reason` where it is not read.

    `is_filtered`: only the annotation's channel or topic was looked at.
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
        """Whether the interval of the difference leaves zero out."""
        return self.low is not None and self.high is not None and (self.low > 0 or self.high < 0)


def before_and_after(
    store: Store, kpi: Kpi, annotation: Annotation, *, brand: str, competitors: tuple[str, ...], today: date,
    weeks: int = WEEKS,
) -> Reading:  # fmt: skip
    """The `weeks` weeks before the annotation's first week and after its last one, where at least two of each are complete."""
    first = annotation.first_day - timedelta(days=annotation.first_day.weekday())
    last = annotation.last_day - timedelta(days=annotation.last_day.weekday()) + WEEK
    scope = _scope(kpi, annotation, (brand, *competitors), today)
    spans = ((first - WEEK * weeks, first - timedelta(days=1)), (last, last + WEEK * weeks - timedelta(days=1)))
    weekly = [_weekly(store, kpi, replace(scope, since=since, until=until)) for since, until in spans]
    before, after = (_side(store, kpi, scope, rows, brand) for rows in weekly)
    others = tuple(
        one for one in annotations(store, brand, spans[0][0], spans[1][1]) if one.annotation != annotation.annotation
    )
    reason = _unread(kpi, before, after)
    difference, low, high = (None, None, None) if reason else _difference(kpi, before, after)
    peers = () if reason else _peers(store, kpi, scope, weekly, competitors)
    return Reading(
        kpi, annotation, before, after, difference, low, high, reason, others, peers,
        bool(scope.channels or scope.topics),
    )  # fmt: skip


def _scope(kpi: Kpi, annotation: Annotation, brands: tuple[str, ...], today: date) -> Scope:
    """The annotation's channel and topic, where the KPI is told by them."""
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


def _unread(kpi: Kpi, before: Side | None, after: Side | None) -> Sentence | None:
    if kpi.class_ == "max" or "verdicts" in kpi.needs:
        return sentence("No before and after for a maximum or a count of verdicts.")
    for side, missing in (
        (before, sentence("Fewer than {least} complete weeks before it.", least=LEAST_WEEKS)),
        (after, sentence("Fewer than {least} complete weeks after it: check again later.", least=LEAST_WEEKS)),
    ):
        if side is None or len(side.weekly) < LEAST_WEEKS or side.figure.value is None or pd.isna(side.figure.value):
            return missing
    return None


def _difference(kpi: Kpi, before: Side, after: Side) -> tuple[float, float, float]:
    """The difference and its 95 % interval: Newcombe's for shares, of net scores by their errors, else Welch's of the weeks."""
    then, now = before.figure, after.figure
    difference = float(now.value - then.value)  # type: ignore[operator]
    if kpi.interval == "wilson":
        low, high = statistics.newcombe(now.value, now.n, then.value, then.n)
        return difference, float(low), float(high)
    if kpi.interval == "net":
        # each bound by the halves on its side, as Newcombe joins them
        down = np.hypot(now.value - now.low, then.high - then.value)
        up = np.hypot(now.high - now.value, then.value - then.low)
        return difference, difference - float(down), difference + float(up)
    half = _welch(before.weekly, after.weekly)
    return difference, difference - half, difference + half


def _welch(before: tuple[float, ...], after: tuple[float, ...]) -> float:
    """Half the 95 % interval of a difference of means of unequal variances (Welch 1947)."""
    from scipy.stats import t  # its import is heavy

    parts = [np.var(side, ddof=1) / len(side) for side in (before, after)]
    error = float(sum(parts))
    if error == 0:
        return 0.0
    freedom = error**2 / sum(part**2 / (len(side) - 1) for part, side in zip(parts, (before, after), strict=True))
    return float(t.ppf(0.975, freedom)) * error**0.5


def _peers(
    store: Store, kpi: Kpi, scope: Scope, weekly: list[pd.DataFrame], competitors: tuple[str, ...]
) -> tuple[Peer, ...]:  # fmt: skip
    """The competitors that have complete weeks on both sides."""
    found = []
    for name in competitors:
        sides = [_side(store, kpi, scope, rows, name) for rows in weekly]
        values = [side.figure.value for side in sides if side is not None and not pd.isna(side.figure.value)]
        if len(values) == 2:
            found.append(Peer(name, float(values[0]), float(values[1])))
    return tuple(found)
