"""Settings of time and networks: time zone, working hours, promised response times, publishing plan."""

from __future__ import annotations

from datetime import date
from zoneinfo import available_timezones

import pandas as pd
import streamlit as st

from data.decisions import publishing_plan
from data.store import Store, time_zone
from kpis.inputs import days_off, working_time
from locales import numbers, places
from ui import doors, identity, session, table_columns
from ui.confirmation import attempt
from ui.fence import fenced
from ui.session import say, say_code
from ui.settings import time_zone as time_zone_settings
from wording.markdown import escaped


def show(store: Store) -> None:
    """The panels: time, working hours, publishing plan."""
    left, right = st.columns(2, gap="medium")
    with left.container(border=True, height="stretch"):
        fenced(say("Time"), lambda: _time(store))
    with right.container(border=True, height="stretch"):
        fenced(say("Working hours and promised response times"), lambda: _work(store))
    with st.container(border=True):
        fenced(say("Networks: the publishing plan"), lambda: _plan(store))


def _time(store: Store) -> None:
    st.subheader(say("Time"), anchor=False)
    current = time_zone(store)
    zones = sorted(
        name for name in available_timezones() if "/" in name and not name.startswith(("Etc/", "posix", "right"))
    )
    wished = st.selectbox(
        say("Time zone of the organisation"),
        zones,
        index=zones.index(current) if current in zones else None,
        key=f"zone {store.version}",
        width=320,
    )
    st.caption(
        say(
            "It defines where a day starts and ends. Changing it reads every file again: times, days and past "
            "figures change with it. Manual corrections stay with mentions that have an identifier or an address."
        )
    )
    time_zone_settings.change(store, current, wished)
    st.markdown(f":gray[{say('The week begins on')}] {say('Monday (ISO 8601)')}")
    st.caption(say("Weeks are ISO weeks in every figure, target and report."))


def _work(store: Store) -> None:
    st.subheader(say("Working hours and promised response times"), anchor=False)
    current = working_time.hours(store)
    days = [
        numbers.day(date(2026, 6, weekday), session.language(), pattern="EEEE") for weekday in range(1, 8)
    ]  # the 1st is a Monday
    country = _place(current.country, store.version)
    with st.form(f"hours {store.version}", border=False):
        with st.container(horizontal=True):
            opens = st.time_input(say("Opens at"), value=current.opens, width=140)
            closes = st.time_input(say("Closes at"), value=current.closes, width=140)
        chosen = st.multiselect(
            say("Working days"),
            range(1, 8),
            default=list(current.weekdays),
            format_func=lambda weekday: days[weekday - 1],
            placeholder=say("Choose"),
        )
        with st.container(horizontal=True):
            answers = {
                role: st.number_input(
                    say("Response time, working hours: {role}", role=say_code(role)),
                    min_value=0.25,
                    value=working_time.response_hours(store, role),
                    step=1.0,
                    width=240,
                )
                for role in working_time.PROMISED
            }
        if st.form_submit_button(say("Save")):
            attempt(
                lambda: _save_work(
                    store, f"{opens:%H:%M}-{closes:%H:%M}", "".join(map(str, sorted(chosen))), country, answers
                ),
                say("Saved."),
            )


def _place(current: str, version: int) -> str:
    """The place whose public holidays do not count: a country and, where they differ, a region of it; '' for none."""
    language = session.language()
    country, _, region = current.partition("-")
    countries = {"": say("nowhere: every day is worked")}
    countries |= {code: places.country_name(code, language) for code in places.by_name(days_off.countries(), language)}
    with st.container(horizontal=True):
        place = st.selectbox(
            say("Public holidays of"),
            list(countries),
            index=list(countries).index(country),
            format_func=countries.__getitem__,
            width=240,
            key=f"holidays {version}",
        )
        if known := days_off.regions(place):
            regions = {"": say("those of the whole country alone")}
            regions |= {code: f"{name} ({code})" for code, name in known.items()}
            chosen = st.selectbox(
                say("Region with days off of its own"),
                list(regions),
                index=list(regions).index(region) if place == country and region in regions else 0,
                format_func=regions.__getitem__,
                width=280,
                key=f"region {place} {version}",
            )
            place = f"{place}-{chosen}" if chosen else place
    year = session.today().year
    if named := days_off.days_off(place, year, year, language=language):
        listed = ", ".join(f"{numbers.day(day, language, pattern='d MMM')} {name}" for day, name in named.items())
        st.caption(escaped(say("{year}: {days}.", year=str(year), days=listed)))
    return place


def _save_work(store: Store, between: str, weekdays: str, country: str, answers: dict[str, float]) -> None:
    current = working_time.hours(store)
    if working_time.read_hours(between=between, weekdays=weekdays, country=country) != current:
        working_time.declare(store, between=between, weekdays=weekdays, country=country, who=identity.who())
    for role, hours in answers.items():
        if hours != working_time.response_hours(store, role):
            working_time.promise(store, hours, who=identity.who(), role=role)


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
                say("Valid from"): [numbers.day(day.date(), session.language()) for day in rows["valid_from"]],
                say("Brand"): rows["brand"],
                say("By"): table_columns.people(rows["set_by"]),
                say("Set on"): table_columns.local_times(rows["set_at"]),
            }
        )
        doors.frame(
            table_columns.without_empty(table, say("By")),
            hide_index=True,
            placeholder=say("all our brands"),
            alt=say("Networks: the publishing plan"),
        )
    offered = ["facebook", "x", "instagram", "linkedin", "youtube", "tiktok", "dailymotion", "viadeo", "blog"]
    names = {code: say_code(code) for code in offered}
    with st.form("plan", border=False), st.container(horizontal=True, vertical_alignment="bottom"):
        channel = st.selectbox(
            say("Network"), offered, format_func=lambda code: names.get(code, code), width=200, accept_new_options=True
        )
        count = st.number_input(say("Posts a week"), min_value=0, value=3, step=1, width=150)
        since = st.date_input(
            say("Valid from"),
            value=session.today(),
            width=160,
            format=session.day_format(),
        )
        if st.form_submit_button(say("Add to the plan")):
            attempt(
                lambda: publishing_plan.plan(store, channel, int(count), valid_from=since, who=identity.who()),
                say("{network}: plan saved.", network=escaped(say_code(channel))),
            )
