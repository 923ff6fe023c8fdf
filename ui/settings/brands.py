"""Settings of the brands: role, other names in exports, colour in charts, logo, own sites and accounts, press lists."""

from __future__ import annotations

import streamlit as st

from data.decisions import brands
from data.store import Store
from ui import identity
from ui.confirmation import attempt
from ui.fence import fenced
from ui.figures import brand_colours
from ui.session import say, say_code
from ui.settings import accounts as account_settings
from ui.settings import own_media as own_media_settings
from ui.settings import press_lists as press_lists_settings
from ui.uploads import brand_roles
from wording.markdown import escaped


def show(store: Store) -> None:
    """One form per brand, and one to add a brand."""
    known = brands.brands(store)
    if not brands.own_brands(store):
        brand_roles.roles(store)
    colours, chosen = brand_colours.of_brands(store), brands.colours(store)
    names, logos = brands.aliases(store), brands.logos(store)
    for row in known.itertuples():
        with st.form(f"brand {row.brand} {store.version}"):
            _form(
                store,
                row.brand,
                row.role,
                colour=colours[row.brand],
                names=names.get(row.brand, ()),
                logo=logos.get(row.brand),
                has_colour=row.brand in chosen,
            )
    with st.form("new brand", clear_on_submit=True), st.container(horizontal=True, vertical_alignment="bottom"):
        name = st.text_input(say("Add a brand"), width=320, max_chars=80)
        role = st.selectbox(say("Role"), brands.ROLES, index=1, format_func=_roles().__getitem__, width=180)
        if st.form_submit_button(say("Add")):
            attempt(lambda: brands.set_role(store, name, role, who=identity.who()), say("Saved."))
    followed = list(known[known["role"] != "other"]["brand"])
    fenced(say("Own sites and accounts"), lambda: own_media_settings.show(store, followed))
    fenced(say("Tier-1 outlets and key messages"), lambda: press_lists_settings.show(store, followed))
    fenced(say("Accounts opened or closed"), lambda: account_settings.show(store))


def _form(
    store: Store, brand: str, role: str, *, colour: str, names: tuple[str, ...], logo: bytes | None, has_colour: bool
) -> None:
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        if logo:
            st.image(logo, width=40)
        st.markdown(f"**{escaped(brand)}**", width="stretch")
    whose, other, drawn, picture = st.columns([1.2, 2.4, 1, 2.2], vertical_alignment="top")
    new_role = whose.selectbox(
        say("Role"), brands.ROLES, index=brands.ROLES.index(role), format_func=_roles().__getitem__
    )
    aliases = other.text_input(
        say("Other names in exports, separated by commas"),
        value=", ".join(names),
        help=say("They apply to files loaded from now on. For earlier files: withdraw them and load them again."),
    )
    new_colour = drawn.color_picker(say("Colour"), value=colour)
    reset = drawn.checkbox(
        say("Automatic"), value=not has_colour, help=say("The colour of the colour-blind-safe palette.")
    )
    file = picture.file_uploader(say("Logo (PNG or JPEG)"), type=["png", "jpg", "jpeg"])
    removed = picture.checkbox(say("No logo"), value=False) if logo else False
    if st.form_submit_button(say("Save")):
        wanted_colour = "" if reset and new_colour == colour else new_colour
        attempt(
            lambda: _save(
                store,
                brand,
                role,
                new_role,
                aliases.split(","),
                wanted_colour,
                b"" if removed else file.getvalue() if file else None,
            ),
            say("Saved."),
        )


def _roles() -> dict[str, str]:
    return {code: say_code(code) for code in brands.ROLES}


def _save(
    store: Store, brand: str, role: str, new_role: str, names: list[str], colour: str, logo: bytes | None
) -> None:
    who = identity.who()
    if new_role != role:
        brands.set_role(store, brand, new_role, who=who)
    brands.set_aliases(store, brand, names, who=who)
    brands.set_colour(store, brand, colour, who=who)
    if logo is not None:
        brands.set_logo(store, brand, logo, who=who)
