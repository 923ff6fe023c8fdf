"""Breaks in follower counts: jumps that need an explanation, such as a purge, a merger of pages or 12,3 read as 123.

The screens list them; the figures are not corrected.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from data.store import Store
from kpis.engine.scope import Scope

JUMP = 0.2  # of the count before, per day (compounded over several days)
LEAST = 100  # smaller accounts vary as much by themselves

# one row per account and count that differs from the one before it by more than $jump per day
_BREAKS = """
    with counted as (
        select
            brand,
            channel,
            account,
            day,
            followers as after,
            lag(day) over (partition by brand, channel, account order by day) as day_before,
            lag(followers) over (partition by brand, channel, account order by day) as before
        from followers
        where followers is not null
          and day <= $until
    )
    select
        brand,
        channel,
        account,
        day,
        day_before,
        before,
        after
    from counted
    where day >= $since
      and greatest(before, after) >= $least
      and (
          (before = 0 and after > 0)  -- growth from 0 has no rate
          or abs(
              power(cast(after as double precision) / nullif(before, 0), 1.0 / (day - day_before)) - 1
          ) > $jump + 1e-9
      )
      and (len($brands) = 0 or list_contains($brands, brand))
      and (len($channels) = 0 or list_contains($channels, channel))
    order by day, brand, channel, account
"""


@dataclass(frozen=True)
class Break:
    """A jump of one account, from the count of `day_before` to that of `day`. `account`: '' if no export names it."""

    brand: str
    channel: str
    account: str
    day: date
    day_before: date
    before: int
    after: int


def breaks(store: Store, scope: Scope) -> tuple[Break, ...]:
    """The jumps of more than 20 % per day in the scope's days, oldest first; spread over days without a count."""
    parameters = {
        "since": scope.since,
        "until": min(scope.until, scope.reference),
        "jump": JUMP,
        "least": LEAST,
        "brands": list(scope.brands),
        "channels": list(scope.channels),
    }
    rows = store.rows(_BREAKS, parameters)
    return tuple(Break(**row) for row in rows)
