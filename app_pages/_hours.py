"""Settings of time and networks: time zone, first day of the week, working hours, promised answers, publishing plan."""

from __future__ import annotations

from datetime import date
from zoneinfo import available_timezones

import pandas as pd
import streamlit as st

from app_pages import _columns, _session, _zone
from app_pages._confirmation import attempt
from app_pages._markdown import plain
from app_pages._session import say, say_code
from data import publishing
from data.store import Store, time_zone
from kpis import working_hours
from locales import numbers


def show(store: Store) -> None:
    """Time first, then what is promised and planned."""
    left, right = st.columns(2, gap="medium")
    with left.container(border=True, height="stretch"):
        _time(store)
    with right.container(border=True, height="stretch"):
        _work(store)
    with st.container(border=True):
        _plan(store)


def _time(store: Store) -> None:
    st.subheader(say("Time"), anchor=False)
    held = time_zone(store)
    zones = sorted(
        name for name in available_timezones() if "/" in name and not name.startswith(("Etc/", "posix", "right"))
    )
    wished = st.selectbox(
        say("Time zone of the organisation"),
        zones,
        index=zones.index(held) if held in zones else None,
        key=f"zone {store.version}",
        width=320,
    )
    st.caption(
        say(
            "It says what a day is. Changing it reads every file again: moments, days and past figures change with it. "
            "Corrections by hand stay with mentions that have an identifier or an address."
        )
    )
    _zone.change(store, held, wished)
    st.markdown(f":gray[{say('The week begins on')}] {say('Monday (ISO 8601)')}")
    st.caption(say("Weeks are ISO weeks in every figure, target and report, so that a week is one thing everywhere."))


def _work(store: Store) -> None:
    st.subheader(say("Working hours and promised answers"), anchor=False)
    held = working_hours.hours(store)
    days = [
        numbers.day(date(2026, 6, place), _session.language(), pattern="EEEE") for place in range(1, 8)
    ]  # the 1st is a Monday
    with st.form(f"hours {store.version}", border=False):
        with st.container(horizontal=True):
            opens = st.time_input(say("Opens at"), value=held.opens, width=140)
            closes = st.time_input(say("Closes at"), value=held.closes, width=140)
            country = st.text_input(say("Holidays of (country code)"), value=held.country, max_chars=2, width=200)
        chosen = st.multiselect(
            say("Working days"),
            range(1, 8),
            default=list(held.weekdays),
            format_func=lambda place: days[place - 1],
            placeholder=say("Choose"),
        )
        with st.container(horizontal=True):
            answers = {
                role: st.number_input(
                    say("Answer within, working hours: {role}", role=say_code(role)),
                    min_value=0.25,
                    value=working_hours.response_hours(store, role),
                    step=1.0,
                    width=240,
                )
                for role in working_hours.PROMISED
            }
        if st.form_submit_button(say("Save")):
            attempt(
                lambda: _save_work(
                    store, f"{opens:%H:%M}-{closes:%H:%M}", "".join(map(str, sorted(chosen))), country, answers
                ),
                say("Saved."),
            )


def _save_work(store: Store, between: str, weekdays: str, country: str, answers: dict[str, float]) -> None:
    held = working_hours.hours(store)
    if working_hours.read_hours(between=between, weekdays=weekdays, country=country) != held:
        working_hours.declare(store, between=between, weekdays=weekdays, country=country, who=_session.who())
    for role, hours in answers.items():
        if hours != working_hours.response_hours(store, role):
            working_hours.promise(store, hours, who=_session.who(), role=role)


def _plan(store: Store) -> None:
    st.subheader(say("Networks: the publishing plan"), anchor=False)
    rows = store.frame(
        "select channel, posts_per_week, valid_from, set_at, set_by, brand from publishing_plans order by rowid desc"
    )
    if not rows.empty:
        table = pd.DataFrame(
            {
                say("Network"): [say_code(code) for code in rows["channel"]],
                say("Posts a week"): rows["posts_per_week"],
                say("Valid from"): [numbers.day(day.date(), _session.language()) for day in rows["valid_from"]],
                say("Brand"): rows["brand"],
                say("By"): _columns.people(rows["set_by"]),
                say("Set at"): _columns.moments(rows["set_at"]),
            }
        )
        st.dataframe(
            _columns.told(table, say("By")),
            hide_index=True,
            placeholder=say("every own brand"),
            alt=say("Networks: the publishing plan"),
        )
    offered = ["facebook", "x", "instagram", "linkedin", "youtube", "tiktok", "dailymotion", "viadeo", "blog"]
    with st.form("plan", border=False), st.container(horizontal=True, vertical_alignment="bottom"):
        channel = st.selectbox(say("Network"), offered, format_func=say_code, width=200, accept_new_options=True)
        count = st.number_input(say("Posts a week"), min_value=0, value=3, step=1, width=150)
        since = st.date_input(
            say("Valid from"),
            value=_session.today(),
            width=160,
            format=_session.day_format(),
        )
        if st.form_submit_button(say("Add to the plan")):
            attempt(
                lambda: publishing.plan(store, channel, int(count), valid_from=since, who=_session.who()),
                say("{network}: planned.", network=plain(say_code(channel))),
            )
