"""The lists of the crisis watch: unusual days, which open their mentions, and the alert log, which opens its records."""

from __future__ import annotations

from datetime import timedelta

import pandas as pd
import streamlit as st

from data.store import Store
from kpis.analysis import top_lists as top_rows
from kpis.analysis.episodes import Spike, spikes
from kpis.engine.periods import Period
from kpis.lineage import source_days
from kpis.lineage.source_days import Source
from locales import numbers
from ui import doors, session, table_columns
from ui.crisis import watch
from ui.empty_state import nothing
from ui.evidence import behind, dialog
from ui.figures import cached, trend_events
from ui.session import say
from ui.view.view import View
from watch.counting import counted
from wording import amounts
from wording.markdown import escaped

LISTED = 20
DETECTED, INFORMED = "time_to_detect", "time_to_alert"  # the KPIs of the two delays in the alert log


def unusual_days(store: Store, view: View) -> None:
    """The unusual days: observed, expected, z, verdict, and the days of history used."""
    days = cached.watch_days(store, view, days=watch.DAYS)
    found = spikes(days)[:LISTED]
    language = session.language()
    with st.container(border=True):
        st.markdown(
            f"**{say('Unusual days')}** :gray[· {say('26 weeks; z against what the 84 days before lead to expect')}]"
        )
        if days["z"].isna().all():
            nothing(say("No day could be evaluated yet."))
            return
        if not found:
            nothing(say("None: every evaluated day stayed within the expected range."))
            return
        place = doors.table(
            pd.DataFrame(
                {
                    say("Day"): [numbers.day(one.day, language, pattern="EEE d MMM y") for one in found],
                    say("Series"): [watch.series_name(one.signal) for one in found],
                    say("Observed"): [numbers.number(one.observed, language) for one in found],
                    say("Expected"): [numbers.number(one.expected, language, decimals=1) for one in found],
                    "z": [numbers.number(one.z, language, decimals=1) for one in found],
                    say("Verdict"): [_verdict(one) for one in found],
                    say("Window"): [say("{days} days before", days=84)] * len(found),
                    say("Days used"): [numbers.number(one.history_days, language) for one in found],
                }
            ),
            column_config=table_columns.right_aligned(say("Observed"), say("Expected"), "z", say("Days used")),
            alt=say("Unusual days"),
            key="spikes",
            height="content",  # paper shows what the screen shows
        )
    if place is not None:
        one = found[place]
        dialog.go(counted(view.brand, one.signal, one.day, one.day, view.channels))


def alert_log(store: Store, view: View) -> None:
    """The alert log of the last 26 weeks."""
    rows = top_rows.alerts(store, view.brand, Period(view.until - timedelta(days=watch.DAYS - 1), view.until))
    with st.container(border=True):
        st.markdown(f"**{say('Alert log')}** :gray[· {say('26 weeks')}]")
        if rows.empty:
            nothing(trend_events.export_for(cached.kpi(INFORMED)))
            return
        language = session.language()
        verdicts = {True: f"✔ {say('confirmed')}", False: f"– {say('false alarm')}"}
        place = doors.table(
            pd.DataFrame(
                {
                    say("Day"): [numbers.day(one, language, pattern="d MMM y") for one in rows["day"]],
                    say("Alert"): rows["name"],
                    say("Detected after"): [
                        amounts.amount(one, cached.kpi(DETECTED), language) for one in rows["hours_to_detect"]
                    ],
                    say("Decision makers informed after"): [
                        amounts.amount(one, cached.kpi(INFORMED), language) for one in rows["minutes_to_inform"]
                    ],
                    say("Outcome"): [verdicts.get(one, "") if not pd.isna(one) else "" for one in rows["is_confirmed"]],
                }
            ),
            column_config=table_columns.right_aligned(say("Detected after"), say("Decision makers informed after")),
            alt=say("Alert log"),
            key="alert log",
            height="content",
        )
    if place is not None:
        day, name = rows["day"].iloc[place].date(), rows["name"].iloc[place]
        found = source_days.held(Source("alerts", view.brand), day, day, name=name)
        behind.records(store, escaped(name), found, name=f"{view.brand} alert {day}")


def _verdict(one: Spike) -> str:
    return f"▲ {say('spike')}" if one.level == 2 else f"● {say('to watch')}"
