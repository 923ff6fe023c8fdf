"""People's roles and the targets of notifications: lists of addresses, decided with date and author."""

from __future__ import annotations

import re

from data.decisions.log import Decision, decide
from data.decisions.log import standing as _standing
from data.sentences import Refusal
from data.store import Store

ROLES = ("reader", "analyst", "owner")
LEVELS = ("1", "2", "3")  # of the crisis watch, from which on a target is told
_MAIL = r"[^@\s<>\"',;:]+@[^@\s<>\"',;:]+\.[^@\s<>\"',;:]+"


def standing(store: Store, kind: str) -> dict[str, Decision]:
    """Address -> what holds, of kind `person` or `target`."""
    return _standing(store, kind)


def give_role(store: Store, address: str, role: str, *, who: str) -> None:
    """Give a person a role. Raises Refusal for what is no e-mail address or no role."""
    if role not in ROLES:
        raise Refusal("'{role}' is not a valid role for a person: use {known}.", role=role, known=", ".join(ROLES))
    decide(store, "person", _mail(address), role, who=who)


def notify(store: Store, address: str, level: str, *, who: str) -> None:
    """Tell an address of crises from a level on. Raises Refusal for what is no e-mail and no https address, or no level."""
    if level not in LEVELS:
        raise Refusal(
            "'{level}' is not a valid level of the crisis watch: use {known}.", level=level, known=", ".join(LEVELS)
        )
    text = address.strip()
    is_hook = re.fullmatch(r"https://[^\s/?#@]+\.[^\s/?#@]+\S*", text)
    decide(store, "target", text if is_hook else _mail(text), level, who=who)


def remove(store: Store, kind: str, address: str, *, who: str) -> None:
    """Take an address off its list."""
    decide(store, kind, address, "", who=who)


def _mail(address: str) -> str:
    text = address.strip().lower()
    if not re.fullmatch(_MAIL, text):
        raise Refusal("'{address}' is not a valid e-mail address.", address=address.strip())
    return text
