"""Named views: the address of a screen (brand, period, networks, filters …) kept under a name, for everyone of the store.

A view holds absolute days, as a copied link does: it shows next year what it shows today, unless it was kept without
days, in which case it follows the last complete week.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime

from data.access.acting import Actor
from data.decisions import log as decision_log
from data.limited import holding
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


def views_of(store: Store, who: Actor) -> tuple[NamedView, ...]:
    """The views that somebody may see, by name: of whoever is limited to some brands, those that they kept themselves and
    that name no other brand. `store`: the one with every brand."""
    if who.brands is None:
        return views(store)
    mine = [one for one in views(store) if one.kept_by == who.name]
    with store.reading() as cursor:
        known = [json.dumps([one.name, one.query], ensure_ascii=False) for one in mine]
        named = holding.naming_others(cursor, who.brands, known)
    return tuple(one for one, is_naming in zip(mine, named, strict=True) if not is_naming)


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
