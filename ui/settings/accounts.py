"""Settings of accounts: the days on which they were opened or closed, declared once."""

from __future__ import annotations

from datetime import date

import pandas as pd
import streamlit as st

from data.decisions import accounts
from data.store import Store
from locales import numbers
from ui import doors, identity, session
from ui.confirmation import attempt
from ui.session import say, say_code


def show(store: Store) -> None:
    """The accounts that are counted, with their declared days, and the form that declares them."""
    found = list(accounts.accounts(store).itertuples())
    if not found:
        return
    st.subheader(say("Accounts opened or closed"), anchor=False)
    st.caption(
        say(
            "An account without a count blanks the total of its brand. Declare the day on which it was opened or closed: "
            "outside these days nothing is expected of it, and its counts are not used."
        )
    )
    doors.frame(
        pd.DataFrame(
            {
                say("Brand"): [row.brand for row in found],
                say("Network"): [say_code(row.channel) for row in found],
                say("Account"): [row.account or "–" for row in found],
                say("Counted"): [_range(row.first_day, row.last_day) for row in found],
                say("Opened on"): [_day(row.opened_on) for row in found],
                say("Closed on"): [_day(row.closed_on) for row in found],
            }
        ),
        hide_index=True,
        alt=say("Accounts opened or closed"),
        height=min(320, 38 + 35 * len(found)),
    )
    index = st.selectbox(
        say("Account"),
        range(len(found)),
        format_func=[_name(one) for one in found].__getitem__,
        width=420,
        key=f"account {store.version}",
    )
    row = found[index]
    with (
        st.form(f"account days {index} {store.version}", border=False),
        st.container(horizontal=True, vertical_alignment="bottom"),
    ):
        opened, closed = (
            st.date_input(
                label,
                value=None if pd.isna(told) else told.date(),
                min_value=date(2000, 1, 1),
                width=180,
                format=session.day_format(),
            )
            for label, told in ((say("Opened on"), row.opened_on), (say("Closed on"), row.closed_on))
        )
        if st.form_submit_button(say("Declare")):
            attempt(
                lambda: accounts.declare(
                    store,
                    row.brand,
                    row.channel,
                    row.account,
                    opened_on=opened,
                    closed_on=closed,
                    who=identity.who(),
                ),
                say("Saved."),
            )


def declared_days(opened_on: str, closed_on: str) -> str:
    """'opened on 2 Nov 2026, closed on …', of two stored days, '' for none."""
    parts = []
    if opened_on:
        parts.append(say("opened on {day}", day=_day(pd.Timestamp(opened_on))))
    if closed_on:
        parts.append(say("closed on {day}", day=_day(pd.Timestamp(closed_on))))
    return ", ".join(parts)


def _name(row) -> str:
    return " · ".join(part for part in (row.brand, say_code(row.channel), row.account) if part)


def _day(day) -> str:
    return "" if pd.isna(day) else numbers.day(day.date(), session.language())


def _range(first, last) -> str:
    return "" if pd.isna(first) else numbers.date_range(first.date(), last.date(), session.language())
