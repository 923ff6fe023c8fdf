"""Whether the episodes on record were noticed in time: somebody was told, or took them in hand."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from data.store import Store, time_zone

_HANDLED = """
    -- one row per episode of level 2 or more that the data still tell, and when it was first noticed, in UTC
    with noticed as (
        select episode, done_at as at
        from watch_actions
        where action in ('acknowledge', 'inform', 'close')
        union all
        select episode, changed_at
        from watch_messages
        where status = 'sent' and reason in ('level', 'escalation')
    )
    select
        e.brand,
        cast(e.since as date) as since,
        cast(coalesce(e.until, timestamp '9999-01-01') as date) as until,
        e.found_at,
        min(noticed.at) as noticed_at
    from watch_episodes e
    left join noticed on noticed.episode = e.episode
    where e.level >= 2
      and not e.is_gone
    group by e.episode, e.brand, e.since, e.until, e.found_at
"""


@dataclass(frozen=True)
class Handled:
    """An episode on record. Days are local, moments have their zone; noticed_at None: nobody noticed it."""

    brand: str
    since: date
    until: date
    found_at: datetime
    noticed_at: datetime | None
    zone: ZoneInfo


def handled(store: Store) -> tuple[Handled, ...]:
    """The alerts and crises on record."""
    zone = ZoneInfo(time_zone(store))
    return tuple(
        Handled(
            row["brand"],
            row["since"],
            row["until"],
            row["found_at"].replace(tzinfo=UTC),
            None if row["noticed_at"] is None else row["noticed_at"].replace(tzinfo=UTC),
            zone,
        )
        for row in store.rows(_HANDLED)
    )


def is_handled(kept: tuple[Handled, ...], brand: str, since: date, rang: date, due: date) -> bool | None:
    """Whether an episode that rang on a day was noticed before the end of another; None where no record of it was there by
    then, so that nobody could."""
    for one in kept:
        if one.brand == brand and one.since <= rang and one.until >= since:
            end = datetime.combine(due + timedelta(days=1), time(), tzinfo=one.zone)
            if one.found_at >= end:
                return None
            return one.noticed_at is not None and one.noticed_at < end
    return None
