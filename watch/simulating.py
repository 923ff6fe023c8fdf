"""Another threshold, tried on the past: what would have rung, against what people made of episodes and alerts.

Nothing is written: the threshold in force is the same afterwards.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from data.store import Store, time_zone
from data.watch import episodes
from kpis.analysis import other_threshold
from kpis.analysis.other_threshold import Judged, Rung
from kpis.inputs.threshold import Threshold

_LOGGED = """
    -- the alerts of a team's own log that somebody confirmed or refuted; those that the watch logs are its episodes
    select
        a.name,
        -- from its first mention on, a week at most: an old one says nothing about when it should have rung
        greatest(
            a.day - 7, least(a.day, cast((a.first_mention_at at time zone 'UTC') at time zone $zone as date))
        ) as since,
        a.day as until,
        a.is_confirmed
    from alerts a
    join uploads u on u.upload_id = a.upload_id
    where a.brand = $brand
      and a.day between $since and $until
      and u.origin <> 'watch'
      and a.is_confirmed is not null
    order by a.day, a.name
"""
BESIDE = timedelta(days=1)  # an alert may be logged before the day that rings is over


@dataclass(frozen=True)
class Label:
    """What people made of some days: an episode that they closed (its number and level), or an alert of their log (name)."""

    since: date
    until: date
    is_confirmed: bool
    episode: int | None = None
    level: int = 0
    name: str = ""


@dataclass(frozen=True)
class Tried:
    """A threshold on the past of a brand, and on which labels of these weeks it would ring, and would not."""

    judged: Judged
    rings: tuple[Label, ...]
    silent: tuple[Label, ...]

    @property
    def missed(self) -> tuple[Label, ...]:
        """What people confirmed and it would miss."""
        return tuple(one for one in self.silent if one.is_confirmed)

    def counts(self, *, is_confirmed: bool, is_logged: bool) -> tuple[int, int]:
        """Of the labels of a kind, on how many it would ring, and how many there are."""
        rung, not_rung = (
            sum(one.is_confirmed == is_confirmed and (one.episode is None) == is_logged for one in labels)
            for labels in (self.rings, self.silent)
        )
        return rung, rung + not_rung


@dataclass(frozen=True)
class Simulated:
    """The threshold in force beside another one. new: episodes that would ring and do not; gone: that would no more."""

    now: Tried
    then: Tried
    new: tuple[Rung, ...]
    gone: tuple[Rung, ...]


def simulated(store: Store, brand: str, threshold: Threshold) -> Simulated | None:
    """What a threshold would have done in the last 104 weeks; None for a brand without mentions."""
    before = other_threshold.judged(store, brand)
    if before is None:
        return None
    after = before if threshold == before.threshold else other_threshold.judged(store, brand, threshold)
    assert after is not None
    labels = [*_closed(store, brand, before), *_logged(store, brand, before)]
    return Simulated(
        _tried(before, labels), _tried(after, labels), new=_apart(after, before), gone=_apart(before, after)
    )


def _closed(store: Store, brand: str, judged: Judged) -> list[Label]:
    held = [(one, (one.until or one.seen_until).date()) for one in episodes.kept(store, brand) if one.verdict]
    return [
        Label(one.since.date(), last, one.verdict == "confirmed", episode=one.episode, level=one.level)
        for one, last in held
        if last >= judged.since
    ]


def _logged(store: Store, brand: str, judged: Judged) -> list[Label]:
    days = {"since": judged.since, "until": judged.until}
    rows = store.rows(_LOGGED, {"brand": brand, "zone": time_zone(store), **days})
    return [Label(row["since"], row["until"] + BESIDE, row["is_confirmed"], name=row["name"]) for row in rows]


def _tried(judged: Judged, labels: list[Label]) -> Tried:
    alarms = {day for one in judged.episodes for day in one.alarms}
    rings = [any(one.since <= day <= one.until for day in alarms) for one in labels]
    return Tried(
        judged,
        tuple(one for one, rung in zip(labels, rings, strict=True) if rung),
        tuple(one for one, rung in zip(labels, rings, strict=True) if not rung),
    )


def _apart(some: Judged, others: Judged) -> tuple[Rung, ...]:
    """The episodes of `some` that share no day with one of `others`, the newest first."""
    spans = [(one.since, one.until or date.max) for one in others.episodes]
    return tuple(
        one
        for one in reversed(some.episodes)
        if not any(since <= (one.until or date.max) and until >= one.since for since, until in spans)
    )
