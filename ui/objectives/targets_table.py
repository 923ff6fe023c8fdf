"""The targets of the draft, one row per objective, and the form for an objective of one network."""

from __future__ import annotations

from functools import partial

import streamlit as st

from data.store import Store
from kpis.catalogue import CASQUETTES, catalogue
from kpis.objectives import role_profiles, signing
from kpis.objectives.objectives import Objective
from ui import session
from ui.empty_state import nothing
from ui.fence import fenced
from ui.objectives import past_weeks, role_draft, target_row
from ui.session import say, say_code
from ui.view import offered
from wording import objectives as objective_wording
from wording.markdown import escaped


def table(store: Store) -> None:
    """One row per objective of the draft, by casquette, those of the scorecard first; edits go to the draft at once."""
    one = role_draft.draft(store)
    if not one.rows:
        role_draft.propose(store)
    first = role_profiles.first_kpis(one.profile or role_profiles.propose(one.perimeter)[0])
    order = sorted(
        one.rows, key=lambda row: (row.kpi not in first, list(catalogue()).index(row.kpi), row.channel or "")
    )
    aims = [row for row in order if not row.is_followed]
    with st.spinner(say("Holding each target against the past year")):
        for casquette in CASQUETTES:
            rows = [row for row in aims if (row.casquette or catalogue()[row.kpi].casquette) == casquette]
            if rows:
                st.markdown(f"**{say_code(casquette)}**")
                with st.container(border=True, gap="small"):
                    for row in rows:
                        fenced(catalogue()[row.kpi].title[session.language()], partial(target_row.row, store, row))
    others = [row for row in order if row.is_followed]
    if others:
        with st.expander(say("Without an objective ({count})", count=len(others)), key="targets followed"):
            st.caption(say("Followed, or outside the perimeter of the role. Choose another kind to set a target."))
            for row in others:
                target_row.followed(store, row)


def channel_form(store: Store) -> None:
    """Add an objective for one network."""
    one = role_draft.draft(store)
    channels = offered.channels(store)
    kpis = [kpi for kpi in catalogue().values() if "channel" in kpi.by and kpi.better != "context"]
    with st.popover(
        say("Add an objective for one network"), icon=":material/add:", on_change="rerun", key="add for a network"
    ) as panel:
        if not panel.open:
            return
        if not channels:
            nothing(say("No upload names a network yet."))
            return
        titles = {kpi.id: kpi.title[session.language()] for kpi in kpis}
        kpi = st.selectbox(say("KPI"), list(titles), format_func=titles.__getitem__, key="channel kpi")
        channel = st.selectbox(say("Network"), channels, format_func=say_code, key="channel name")
        unit = objective_wording.unit(catalogue()[kpi], session.language())
        target = st.number_input(say("Target") + (f" ({unit})" if unit else ""), value=None, key="channel target")
        if st.button(say("Add"), disabled=target is None, key="channel add"):
            row = Objective(
                one.role,
                kpi,
                "absolute",
                target,
                None,
                brand=one.brand,
                channel=channel,
                valid_from=one.valid_from,
                casquette=catalogue()[kpi].casquette,
                commitment="committed",
            )
            one.rows = (*(held for held in one.rows if (held.kpi, held.channel) != (kpi, channel)), row)
            one.edition += 1
            st.rerun()


def with_baselines(store: Store, rows: tuple[Objective, ...]) -> tuple[Objective, ...]:
    """The rows with the baselines computed from today's data."""
    return tuple(past_weeks.with_baseline(store, row) for row in rows)


def show_faults(store: Store, rows: tuple[Objective, ...]) -> int:
    """Show the faults that prevent a signature; returns their number."""
    wrong = signing.faults(store, rows)
    for one in wrong[:8]:
        st.error(escaped(session.say_sentence(one)))
    return len(wrong)
