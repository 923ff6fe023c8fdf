"""The publishing plan: planned posts per week on a channel. Dated, appended, never overwritten."""

from __future__ import annotations

from datetime import date

from data.sentences import Refusal
from data.store import Store, now


def plan(
    store: Store, channel: str, posts_per_week: int, *, valid_from: date, who: str, brand: str | None = None
) -> None:
    """Plan posts per week on a channel from a day on; 0 ends the plan. Raises Refusal for a negative number."""
    if posts_per_week < 0:
        raise Refusal("The number of posts a week must be 0 or more, not {count}.", count=posts_per_week)
    if not channel.strip():
        raise Refusal("A publishing plan needs a network.")
    store.append(
        "publishing_plans",
        {
            "brand": brand,
            "channel": channel.strip().lower(),
            "posts_per_week": posts_per_week,
            "valid_from": valid_from,
            "set_at": now(),
            "set_by": who,
        },
    )
