"""The first two steps of a role sheet: the perimeter of the role, and the profile that the article suggests."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import streamlit as st

from data.decisions.brands import brands
from data.store import Store
from kpis.catalogue import ACCESSES, article_sentences, catalogue
from kpis.objectives import objectives, role_profiles
from kpis.objectives.role_profiles import CASQUETTES_OF_THE_ARTICLE, FUNCTIONS, MATURITIES, RISKS, TEAMS
from ui import session
from ui.objectives import role_draft
from ui.session import say, say_code
from wording.markdown import escaped

NEW = "new role"


def which_role(store: Store) -> None:
    """Select the role and the brand of the sheet, or create a role."""
    one = role_draft.draft(store)
    known = list(dict.fromkeys([*objectives.roles(store), one.role]))
    left, middle, right = st.columns(3)
    with left:
        chosen = st.selectbox(
            say("Role"),
            [*known, NEW],
            key=f"sheet role {one.edition}",
            index=known.index(one.role),
            format_func=lambda role: say("Another role …") if role == NEW else say_code(role),
        )
    with middle:
        if chosen == NEW:
            name = st.text_input(
                say("Name of the role"),
                key=f"sheet role name {one.edition}",
                placeholder=say("Agency, care team …"),
                max_chars=60,
            )
            if name.strip() and st.button(say("Start this role")):
                role_draft.begin(store, " ".join(name.split()), one.brand)
                st.rerun()
        elif chosen != one.role:
            role_draft.begin(store, chosen, one.brand)
            st.rerun()
    with right:
        names: list[str | None] = [None, *brands(store)["brand"]]
        brand = st.selectbox(
            say("Brand"),
            names,
            index=names.index(one.brand) if one.brand in names else 0,
            format_func=lambda name: name or say("all our brands"),
            key=f"sheet brand {one.edition}",
        )
        if brand != one.brand:
            role_draft.begin(store, one.role, brand)
            st.rerun()


def perimeter(store: Store) -> None:
    """The perimeter: duties, casquettes, accesses, team, risk and maturity."""
    one = role_draft.draft(store)
    current = one.perimeter
    left, right = st.columns([3, 2], gap="large")
    with left:
        functions = _several(say("Duties, as the article lists them"), tuple(FUNCTIONS), current.functions, "functions")
        casquettes = _several(say("Casquettes"), CASQUETTES_OF_THE_ARTICLE, current.casquettes, "casquettes")
        accesses = _several(say("Direct access to"), ACCESSES, current.accesses, "accesses")
    with right:
        team = _single(say("Works"), TEAMS, current.team, "team")
        risk = _single(say("Exposure to conflicts, recalls and similar risks"), RISKS, current.risk, "risk")
        maturity = _single(say("The company and social networks"), MATURITIES, current.maturity, "maturity")
        marked = _remembered(
            "marked",
            current.is_marked_out,
            lambda key: st.checkbox(say("Those responsible have defined the role and set its objectives"), key=key),
        )
    edited = replace(
        current,
        functions=functions,
        casquettes=casquettes,
        accesses=accesses,
        team=team,
        risk=risk,
        maturity=maturity,
        is_marked_out=marked,
    )
    if edited != current:
        one.perimeter = edited
        role_draft.propose(store)
        st.rerun()


def proposal(store: Store) -> None:
    """The suggested profile, with the sentences of the article; the KPIs inside and outside the perimeter."""
    one = role_draft.draft(store)
    profile, reasons = role_profiles.propose(one.perimeter)
    left, right = st.columns([3, 2], gap="large")
    with left:
        st.markdown(f"#### {say('The article suggests: {profile}', profile=say_code(profile))}")
        for reason in reasons:
            sign = {"caution": ":orange[▲]"}.get(reason.towards, ":blue[✔]")
            st.markdown(
                f"{sign} **{escaped(reason.text.said(say))}**  \n:gray[« {escaped(article_sentences()[reason.article])} » ({reason.article})]"
            )
        names = list(role_profiles.PROFILES)
        chosen = st.segmented_control(
            say("Use the starting targets of"),
            names,
            default=one.profile or profile,
            key=f"profile {one.edition}",
            format_func=say_code,
            required=True,
        )
        if chosen != (one.profile or profile):
            one.profile = chosen
            role_draft.propose(store)
            st.rerun()
    with right:
        _kpis_by_mode(store)


def _kpis_by_mode(store: Store) -> None:
    one = role_draft.draft(store)
    drawn = role_profiles.proposal(
        one.role, one.perimeter, brand=one.brand, valid_from=one.valid_from, profile=one.profile
    )
    titles = {kpi.id: kpi.title[session.language()] for kpi in catalogue().values()}
    for head, modes in (
        (say("With an objective"), None),
        (say("Followed, without an objective"), ("followed",)),
        (say("Outside the perimeter: shown, not evaluated"), ("out_of_scope",)),
    ):
        names = [row.kpi for row in drawn.rows if (row.mode in modes if modes else not row.is_followed)]
        st.markdown(f"**{head}** :gray[({len(names)})]")
        st.caption(escaped(" · ".join(titles[name] for name in names)) or "–")
    why = {str(text): text for text in drawn.out.values()}
    for text in why.values():
        st.caption(f"– {escaped(text.said(say))}")


def _several(label: str, known: tuple[str, ...], current: tuple[str, ...], name: str) -> tuple[str, ...]:
    picked = _remembered(
        name,
        [code for code in known if code in current],
        lambda key: st.pills(label, known, selection_mode="multi", format_func=say_code, key=key, wrap=True),
    )
    return tuple(code for code in known if code in picked)


def _single(label: str, known: tuple[str, ...], current: str, name: str) -> str:
    return _remembered(
        name, current, lambda key: st.radio(label, known, format_func=say_code, key=key, horizontal=True)
    )


def _remembered(name: str, current, shown: Callable[[str], object]):
    """A widget that starts with the draft's value, also after a visit to another screen."""
    key = f"sheet {name} {role_draft.widget_key()}"
    if key not in st.session_state:
        st.session_state[key] = current
    return shown(key)
