"""Work that a load defers: near-duplicates of busy days, and labels of the scorer. Settled afterwards, in batches."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass

from data.derived import near_duplicates, sentiment_labels
from data.derived import refresh as derived_tables
from data.store import Store


@dataclass(frozen=True)
class Settled:
    """The number of days (of one brand each) whose near-duplicates were found, and of texts labelled."""

    days: int
    texts: int


def settle(store: Store) -> Settled:
    """Find the pending near-duplicates, then label the pending texts if the scorer is on.

    Works in several transactions: finished ones persist when it is stopped.
    """
    before = pending(store)
    for _ in settling(store):
        pass
    return Settled(before - pending(store), sentiment_labels.label(store))


def pending(store: Store) -> int:
    """The number of days (of one brand each) whose near-duplicates are still to be found."""
    return int(store.value("select count(*) from near_pending"))


def settling(store: Store) -> Iterator[int]:
    """Find the pending near-duplicates, yielding the remaining days after each transaction; safe to stop."""
    while True:
        with store.writing() as cursor:
            derived_tables.start(cursor)
            if not near_duplicates.next_days(cursor):
                return
            derived_tables.refresh(cursor, at_once=math.inf)
        yield pending(store)
