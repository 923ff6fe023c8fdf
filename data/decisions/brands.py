"""Which brands are ours, which are competitors: decided by people, appended with date and author."""

from __future__ import annotations

import base64
import json
import re

import pandas as pd

from data.decisions import log as decision_log
from data.sentences import Refusal
from data.store import Store, insert, now

ROLES = ("own", "competitor", "other")
LARGEST_LOGO = 300_000  # bytes
_PICTURES = {b"\x89PNG\r\n\x1a\n": "image/png", b"\xff\xd8\xff": "image/jpeg"}


def brands(store: Store) -> pd.DataFrame:
    """One row per brand that was loaded or declared: brand, role."""
    return store.frame("select brand, role from brands order by role = 'own' desc, role, brand")


def own_brands(store: Store) -> tuple[str, ...]:
    """The brands declared as our own, by name."""
    return tuple(row["brand"] for row in store.rows("select brand from brands where role = 'own' order by brand"))


def set_role(store: Store, brand: str, role: str, *, who: str) -> None:
    """Declare a brand as own, competitor or other. Raises Refusal for an unknown role or an empty name."""
    if role not in ROLES:
        raise Refusal("'{role}' is not a valid role for a brand: use own, competitor or other.", role=role)
    if not brand.strip():
        raise Refusal("A brand needs a name.")
    with store.writing() as cursor:
        insert(cursor, "brand_roles", {"brand": brand.strip(), "role": role, "set_at": now(), "set_by": who})


def colours(store: Store) -> dict[str, str]:
    """Brand -> '#rrggbb', for the brands that a person gave a colour."""
    return {brand: one.value for brand, one in decision_log.standing(store, "colour").items()}


def set_colour(store: Store, brand: str, colour: str, *, who: str) -> None:
    """Give a brand its colour in charts; '' gives it back to the palette. Raises Refusal for what is no colour."""
    if colour and not re.fullmatch(r"#[0-9a-fA-F]{6}", colour):
        raise Refusal("'{colour}' is not a valid colour: write it as #1F4E79.", colour=colour)
    decision_log.decide(store, "colour", brand, colour.lower(), who=who)


def logos(store: Store) -> dict[str, bytes]:
    """Brand -> the bytes of its logo (PNG or JPEG)."""
    return {brand: base64.b64decode(one.value) for brand, one in decision_log.standing(store, "logo").items()}


def set_logo(store: Store, brand: str, picture: bytes, *, who: str) -> None:
    """Give a brand its logo; b'' takes it away. Raises Refusal for what is no PNG or JPEG, or too large."""
    if picture and not any(picture.startswith(sign) for sign in _PICTURES):
        raise Refusal("A logo is a PNG or JPEG picture; this file is neither.")
    if len(picture) > LARGEST_LOGO:
        raise Refusal("The logo has {size} bytes; the maximum is {most}.", size=len(picture), most=LARGEST_LOGO)
    decision_log.decide(store, "logo", brand, base64.b64encode(picture).decode(), who=who)


def aliases(store: Store) -> dict[str, tuple[str, ...]]:
    """Brand -> the other names that exports use for it."""
    return {brand: tuple(json.loads(one.value)) for brand, one in decision_log.standing(store, "aliases").items()}


def other_names(store: Store) -> dict[str, str]:
    """Another name in lower case -> the brand that it means."""
    return {name.lower(): brand for brand, known in aliases(store).items() for name in known}


def set_aliases(store: Store, brand: str, names: list[str], *, who: str) -> None:
    """Say under which other names exports know a brand. Files loaded from then on are read with them.

    Raises Refusal for a name that is another brand's, or its alias.
    """
    wanted = tuple(dict.fromkeys(name for name in (" ".join(one.split()) for one in names) if name and name != brand))
    taken = {name.casefold(): other for other, known in aliases(store).items() if other != brand for name in known}
    for name in wanted:
        if name.casefold() in taken:
            raise Refusal("'{name}' is already another name of {brand}.", name=name, brand=taken[name.casefold()])
    decision_log.decide(store, "aliases", brand, json.dumps(wanted, ensure_ascii=False) if wanted else "", who=who)
