"""What a load leaves for later: near duplicates of busy days, labels of the scorer. Settled after the load, some at a time."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass

from data.derived import near_duplicates, sentiment_labels
from data.derived import refresh as derived_tables
from data.store import Store


@dataclass(frozen=True)
class Settled:
    """Days of a brand whose near duplicates were found, and texts that were labelled."""

    days: int
    texts: int


def settle(store: Store) -> Settled:
    """Find the near duplicates that wait, then label the texts that wait while the owner has the scorer on.

    Each transaction settles some: what is done stays done, whatever stops the rest.
    """
    before = pending(store)
    for _ in settling(store):
        pass
    return Settled(before - pending(store), sentiment_labels.label(store))


def pending(store: Store) -> int:
    """Days of a brand whose near duplicates are still to be found."""
    return int(store.value("select count(*) from near_pending"))


def settling(store: Store) -> Iterator[int]:
    """Find the near duplicates that wait, yielding the remaining days after each transaction; safe to stop."""
    while True:
        with store.writing() as cursor:
            derived_tables.start(cursor)
            if not near_duplicates.next_days(cursor):
                return
            derived_tables.refresh(cursor, at_once=math.inf)
        yield pending(store)
