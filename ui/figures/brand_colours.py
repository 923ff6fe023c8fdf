"""One colour per brand, the same on every screen: the colour in Settings, else one of the palette."""

from __future__ import annotations

from data.decisions.brands import brands, colours
from data.store import Store
from ui import session


def of_brands(store: Store) -> dict[str, str]:
    """Brand -> colour, in the visitor's theme. Colours repeat if there are more brands than colours."""
    ink = session.pen().ink
    known = brands(store)
    own = sorted(known.loc[known["role"] == "own", "brand"])
    others = sorted(known.loc[known["role"] != "own", "brand"])
    found = {name: (ink.own, *ink.others[::-1])[index % 6] for index, name in enumerate(own)}
    found |= {name: ink.others[index % len(ink.others)] for index, name in enumerate(others)}
    return found | colours(store)


def of_brand(store: Store, brand: str) -> str:
    """The colour of one brand."""
    return of_brands(store).get(brand, session.pen().ink.own)
