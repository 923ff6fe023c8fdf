"""Named views: the address of a screen (brand, period, networks, filters …) kept under a name, for everyone of the store.

A view holds absolute days, as a copied link does: it shows next year what it shows today, unless it was kept without
days, in which case it follows the last complete week.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime

from data.decisions import log as decision_log
from data.sentences import Refusal
from data.store import Store

KIND = "view"
LONGEST = 60  # characters of a name


@dataclass(frozen=True)
class NamedView:
    """`screen`: its path in the address, '' for the Overview. `query`: names and codes of the address. `kept_at` in UTC."""

    name: str
    screen: str
    query: dict[str, str]
    kept_at: datetime
    kept_by: str


def views(store: Store) -> tuple[NamedView, ...]:
    """The views in force, by name."""
    found = decision_log.in_force(store, KIND)
    read = ((one, json.loads(one.value)) for one in found.values())
    return tuple(NamedView(one.subject, value["screen"], value["query"], one.set_at, one.set_by) for one, value in read)


def keep(store: Store, name: str, *, screen: str, query: dict[str, str], who: str) -> None:
    """Keep a view under a name, in place of an earlier one of that name. Raises Refusal for a name that is none."""
    name = " ".join(name.split())
    if not name:
        raise Refusal("A view needs a name.")
    if len(name) > LONGEST:
        raise Refusal("The name of a view has {longest} characters at most; this one has {count}.", longest=LONGEST, count=len(name))  # fmt: skip
    value = json.dumps({"screen": screen, "query": query}, ensure_ascii=False, sort_keys=True)
    decision_log.decide(store, KIND, name, value, who=who)


def forget(store: Store, name: str, *, who: str) -> None:
    """Withdraw a view. The history of the settings can restore it."""
    decision_log.decide(store, KIND, name, "", who=who)
