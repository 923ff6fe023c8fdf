"""What a load leaves for later: near duplicates of busy days, labels of the scorer. Settled after the load, some at a time."""

from __future__ import annotations

from dataclasses import dataclass

from data import labels, near
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
    return Settled(near.settle(store), labels.label(store))
