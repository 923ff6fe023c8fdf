"""Roles of people and targets of notifications: lists of addresses, with date and author."""

from __future__ import annotations

import re

from data.decisions.log import decide
from data.sentences import Refusal
from data.store import Store

ROLES = ("reader", "analyst", "owner")
LEVELS = ("1", "2", "3")  # of the crisis watch, at or above which a target is notified
_MAIL = r"[^@\s<>\"',;:]+@[^@\s<>\"',;:]+\.[^@\s<>\"',;:]+"


def set_role(store: Store, address: str, role: str, *, who: str) -> None:
    """Set the role of a person. Raises Refusal for an invalid e-mail address or role."""
    if role not in ROLES:
        raise Refusal("'{role}' is not a valid role for a person: use {known}.", role=role, known=", ".join(ROLES))
    decide(store, "person", mail(address), role, who=who)


def notify(store: Store, address: str, level: str, *, who: str) -> None:
    """Notify an address of crises at or above a level.

    Raises Refusal unless the address is an e-mail or https address and the level is known.
    """
    if level not in LEVELS:
        raise Refusal(
            "'{level}' is not a valid level of the crisis watch: use {known}.", level=level, known=", ".join(LEVELS)
        )
    text = address.strip()
    is_hook = re.fullmatch(r"https://[^\s/?#@]+\.[^\s/?#@]+\S*", text)
    decide(store, "target", text if is_hook else mail(text), level, who=who)


def remove(store: Store, kind: str, address: str, *, who: str) -> None:
    """Remove an address from its list, `person` or `target`."""
    decide(store, kind, address, "", who=who)


def mail(address: str) -> str:
    """An e-mail address as it is kept: in lower case. Raises Refusal for what is none."""
    text = address.strip().lower()
    if not re.fullmatch(_MAIL, text):
        raise Refusal("'{address}' is not a valid e-mail address.", address=address.strip())
    return text
