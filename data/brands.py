"""Which brands are ours, which are competitors: decided by people, appended with date and author."""

from __future__ import annotations

import pandas as pd

from data.sentences import Refusal
from data.store import Store, insert, now

ROLES = ("own", "competitor", "other")


def brands(store: Store) -> pd.DataFrame:
    """One row per brand that was loaded or declared: brand, role."""
    return store.frame("select brand, role from brands order by role = 'own' desc, role, brand")


def own_brands(store: Store) -> tuple[str, ...]:
    """The brands declared as our own, by name."""
    return tuple(row["brand"] for row in store.rows("select brand from brands where role = 'own' order by brand"))


def set_role(store: Store, brand: str, role: str, *, who: str) -> None:
    """Declare a brand as own, competitor or other. Raises Refusal for an unknown role or an empty name."""
    if role not in ROLES:
        raise Refusal("'{role}' is no role of a brand: use own, competitor or other.", role=role)
    if not brand.strip():
        raise Refusal("A brand needs a name.")
    with store.writing() as cursor:
        insert(cursor, "brand_roles", {"brand": brand.strip(), "role": role, "set_at": now(), "set_by": who})
