"""Breaks in follower counts: jumps that a day does not explain, to be asked about and never smoothed.

A purge of fake accounts, a merger of pages, or 12,3 read as 123. The figures stay as they are; the screens list the breaks.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from data.store import Store
from kpis.engine.scope import Scope

JUMP = 0.2  # of the count before, in a day; over several days, compounded
LEAST = 100  # an account that never reached as many jumps by itself

# one row per account and count that follows another one at a day's growth or loss above the limit
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
          (before = 0 and after > 0)  -- from none, growth has no rate
          or abs(power(cast(after as double precision) / nullif(before, 0), 1.0 / (day - day_before)) - 1) > $jump + 1e-9
      )
      and (len($brands) = 0 or list_contains($brands, brand))
      and (len($channels) = 0 or list_contains($channels, channel))
    order by day, brand, channel, account
"""


@dataclass(frozen=True)
class Break:
    """A jump of one account ('' where no export names it), from the count before to the one of the day."""

    brand: str
    channel: str
    account: str
    day: date
    day_before: date
    before: int
    after: int


def breaks(store: Store, scope: Scope) -> tuple[Break, ...]:
    """The jumps above 20 % in a day that the scope's days hold, oldest first. Days without a count spread the jump."""
    rows = store.rows(_BREAKS, {
        "since": scope.since, "until": min(scope.until, scope.reference), "jump": JUMP, "least": LEAST,
        "brands": list(scope.brands), "channels": list(scope.channels),
    })  # fmt: skip
    return tuple(Break(**row) for row in rows)
