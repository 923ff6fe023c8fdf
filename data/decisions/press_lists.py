"""What a team wants to see in the press: its tier-1 outlets and its key messages, by brand.

Decided with date and author, the latest in force; a change reads the mentions again (data/derived/key_messages.py).
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from dataclasses import dataclass

from data.decisions import log as decision_log
from data.derived import refresh as derived_tables
from data.derived.key_messages import SEPARATOR
from data.sentences import Refusal
from data.store import Store

KINDS = ("tier_one_outlets", "key_messages")


@dataclass(frozen=True)
class PressLists:
    """`outlets`: sites and names of outlets. `messages`: each the ways of saying it, with a bar between them."""

    outlets: tuple[str, ...] = ()
    messages: tuple[str, ...] = ()


def decided(store: Store) -> dict[str, PressLists]:
    """Brand -> its lists, for the brands that have one."""
    found = [decision_log.in_force(store, kind) for kind in KINDS]
    brands = dict.fromkeys(brand for one in found for brand in one)
    return {
        brand: PressLists(*(tuple(json.loads(one[brand].value)) if brand in one else () for one in found))
        for brand in brands
    }


def decide(store: Store, brand: str, *, outlets: Iterable[str], messages: Iterable[str], who: str) -> None:
    """Set the lists of a brand, in place of those before. Raises Refusal for an outlet or a message without a letter."""
    lists = (
        tuple(dict.fromkeys(_outlet(one) for one in outlets if one.strip())),
        tuple(dict.fromkeys(_message(one) for one in messages if one.strip())),
    )
    for kind, names in zip(KINDS, lists, strict=True):
        decision_log.decide(store, kind, brand, json.dumps(names, ensure_ascii=False) if names else "", who=who)
    rederive(store)


def rederive(store: Store) -> None:
    """Look for the messages again, in every mention."""
    with store.writing() as cursor:
        derived_tables.recount_all(cursor)


def _outlet(text: str) -> str:
    """'https://www.LeJour.fr/auto' -> 'lejour.fr'; 'Le  Jour' -> 'Le Jour'."""
    told = " ".join(text.split())
    if not re.search(r"\w", told):
        raise Refusal("'{name}' is not an outlet: write its site, such as lejour.fr, or its name.", name=told)
    if "." in told and " " not in told:
        return re.split(r"[/:?#]", re.sub(r"^[a-z]+://", "", told.lower()), maxsplit=1)[0].removeprefix("www.")
    return told


def _message(text: str) -> str:
    """'batterie garantie |  dix ans' -> 'batterie garantie | dix ans'."""
    ways = [" ".join(one.split()) for one in text.split(SEPARATOR)]
    kept = [one for one in ways if re.search(r"\w", one)]
    if not kept:
        raise Refusal("'{name}' is not a message: write the words that say it.", name=text.strip())
    return f" {SEPARATOR} ".join(kept)
