"""Role (own, competitor, other), colour, logo and aliases of brands: appended with date and author."""

from __future__ import annotations

import base64
import json
import re

import pandas as pd

from data.decisions import log as decision_log
from data.decisions import own_media
from data.sentences import Refusal
from data.store import Store, insert, now

ROLES = ("own", "competitor", "other")
LARGEST_LOGO = 300_000  # bytes
_PICTURES = {b"\x89PNG\r\n\x1a\n": "image/png", b"\xff\xd8\xff": "image/jpeg"}


def brands(store: Store) -> pd.DataFrame:
    """One row per brand that was loaded or declared: brand, role."""
    return store.frame_once("select brand, role from brands order by role = 'own' desc, role, brand", {})


def own_brands(store: Store) -> tuple[str, ...]:
    """The brands declared as our own, by name."""
    return tuple(row["brand"] for row in store.rows_once("select brand from brands where role = 'own' order by brand"))


def declared(store: Store) -> tuple[str, ...]:
    """The brands of which somebody declared a role, by name."""
    return tuple(row["brand"] for row in store.rows_once("select distinct brand from brand_roles order by brand"))


def set_role(store: Store, brand: str, role: str, *, who: str) -> None:
    """Declare a brand as own, competitor or other. Raises Refusal for an unknown role or an empty name."""
    if role not in ROLES:
        raise Refusal("'{role}' is not a valid role for a brand: use own, competitor or other.", role=role)
    if not brand.strip():
        raise Refusal("A brand needs a name.")
    with store.writing() as cursor:
        insert(cursor, "brand_roles", {"brand": brand.strip(), "role": role, "set_at": now(), "set_by": who})


def colours(store: Store) -> dict[str, str]:
    """Brand -> '#rrggbb', for the brands whose colour was set."""
    return {brand: one.value for brand, one in decision_log.in_force(store, "colour").items()}


def set_colour(store: Store, brand: str, colour: str, *, who: str) -> None:
    """Set the colour of a brand in charts; '': from the palette. Raises Refusal for an invalid colour."""
    if colour and not re.fullmatch(r"#[0-9a-fA-F]{6}", colour):
        raise Refusal("'{colour}' is not a valid colour: write it as #1F4E79.", colour=colour)
    decision_log.decide(store, "colour", brand, colour.lower(), who=who)


def logos(store: Store) -> dict[str, bytes]:
    """Brand -> the bytes of its logo (PNG or JPEG)."""
    return {brand: base64.b64decode(one.value) for brand, one in decision_log.in_force(store, "logo").items()}


def set_logo(store: Store, brand: str, picture: bytes, *, who: str) -> None:
    """Set the logo of a brand; b'' removes it. Raises Refusal unless it is a PNG or JPEG of at most LARGEST_LOGO."""
    if picture and not any(picture.startswith(sign) for sign in _PICTURES):
        raise Refusal("A logo is a PNG or JPEG picture; this file is neither.")
    if len(picture) > LARGEST_LOGO:
        raise Refusal("The logo has {size} bytes; the maximum is {most}.", size=len(picture), most=LARGEST_LOGO)
    decision_log.decide(store, "logo", brand, base64.b64encode(picture).decode(), who=who)


def aliases(store: Store) -> dict[str, tuple[str, ...]]:
    """Brand -> its other names in exports."""
    return {brand: tuple(json.loads(one.value)) for brand, one in decision_log.in_force(store, "aliases").items()}


def other_names(store: Store) -> dict[str, str]:
    """Alias in lower case -> brand."""
    return {name.lower(): brand for brand, known in aliases(store).items() for name in known}


def set_aliases(store: Store, brand: str, names: list[str], *, who: str) -> None:
    """Set the other names of a brand in exports, for files loaded from now on, and by which it signs what it writes.

    Raises Refusal for a name that is an alias of another brand.
    """
    wanted = tuple(dict.fromkeys(name for name in (" ".join(one.split()) for one in names) if name and name != brand))
    taken = {name.casefold(): other for other, known in aliases(store).items() if other != brand for name in known}
    for name in wanted:
        if name.casefold() in taken:
            raise Refusal("'{name}' is already another name of {brand}.", name=name, brand=taken[name.casefold()])
    decision_log.decide(store, "aliases", brand, json.dumps(wanted, ensure_ascii=False) if wanted else "", who=who)
    own_media.rederive(store)  # an author of that name is the brand
