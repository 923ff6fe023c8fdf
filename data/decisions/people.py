"""Roles of people: a list of addresses, with date and author."""

from __future__ import annotations

import re

from data.decisions.log import decide
from data.sentences import Refusal
from data.store import Store

ROLES = ("viewer", "analyst", "approver")
_MAIL = r"[^@\s<>\"',;:]+@[^@\s<>\"',;:]+\.[^@\s<>\"',;:]+"


def set_role(store: Store, address: str, role: str, *, who: str) -> None:
    """Set the role of a person. Raises Refusal for an invalid e-mail address or role."""
    if role not in ROLES:
        raise Refusal("'{role}' is not a valid role for a person: use {known}.", role=role, known=", ".join(ROLES))
    decide(store, "person", mail(address), role, who=who)


def remove(store: Store, kind: str, address: str, *, who: str) -> None:
    """Remove an address from its list."""
    decide(store, kind, address, "", who=who)


def mail(address: str) -> str:
    """An e-mail address as it is kept: in lower case. Raises Refusal for what is none."""
    text = address.strip().lower()
    if not re.fullmatch(_MAIL, text):
        raise Refusal("'{address}' is not a valid e-mail address.", address=address.strip())
    return text
