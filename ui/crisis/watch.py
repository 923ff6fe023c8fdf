"""What the watch shows: where it stands, the judged days, the causes of an episode, the spikes with their numbers."""

from __future__ import annotations

from datetime import timedelta

import pandas as pd
import streamlit as st

from charts import described
from charts.watch import watch
from data.store import Store
from kpis.analysis import top_lists as top_rows
from kpis.analysis.episodes import Episode, Spike, episodes, spikes
from kpis.engine.periods import Period
from locales import numbers
from ui import session, table_columns
from ui.empty_state import nothing
from ui.figures import cached, chart_export, chart_panel, trend_events
from ui.session import say, say_code
from ui.view.view import View
from wording import amounts

DAYS = 182
SIGNS = {0: "✔", 1: "●", 2: "▲", 3: "◆"}
COLOURS = {0: "blue", 1: "orange", 2: "red", 3: "red"}
LISTED = 20
DETECTED, INFORMED = "time_to_detect", "time_to_alert"  # the KPIs of the log's two delays


def level(code: int) -> str:
    """Colour, shape and word of a level."""
    return f":{COLOURS[code]}[{SIGNS[code]} **{say_code(f'level {code}')}**]"


def standing(store: Store, seen: View) -> None:
    """Open episodes in one line each; else since when it is calm."""
    rows = cached.watched(store, seen, days=DAYS)
    if rows[rows["signal"] == "crisis"]["level"].notna().sum() == 0:
        nothing(
            say(
                "The crisis watch needs 14 days of mentions before it can evaluate a day; the uploads do not cover "
                "them yet."
            )
        )
        return
    found = episodes(rows)
    still = [one for one in found if one.is_open]
    for one in still:
        st.warning(f"{level(one.level)} · {told(one)}")
    if not still:
        last = found[0] if found else None
        since = last.until + timedelta(days=1) if last and last.until else seen.until - timedelta(days=DAYS - 1)
        st.info(f"{level(0)} · {say('no open episode; calm since {day}.', day=numbers.day(since, session.language()))}")


def told(one: Episode) -> str:
    """An episode in a sentence: since when, its peak, what was counted and expected."""
    spoken = session.language()
    peak = one.peak
    since = {"days": numbers.date_range(one.since, one.until or one.since, spoken)}
    if one.is_open:
        since = {"days": say("since {day}", day=numbers.day(one.since, spoken))}
    return say(
        "{days}; peak on {day}: {observed} {signal}, {expected} expected (z = {z}).",
        **since,
        day=numbers.day(peak.day, spoken),
        observed=numbers.number(peak.observed, spoken),
        signal=_series_name(peak.signal),
        expected=numbers.number(peak.expected, spoken, decimals=1),
        z=numbers.number(peak.z, spoken, decimals=1),
    )


def days(store: Store, seen: View) -> None:
    """The judged days of one series, against what was expected."""
    with st.container(border=True):
        with st.container(horizontal=True, vertical_alignment="center"):
            head = say("Unique mentions per day, observed and expected")
            st.markdown(f"**{head}** :gray[· {say('signs: 1 vigilance, 2 alert, 3 crisis')}]", width="stretch")
            signal = chart_panel.choice(
                "signal", ("negative", "sensitive", "all"), "negative", lambda code: _series_name(code)
            )
        rows = cached.watched(store, seen, days=DAYS)
        shown = rows[rows["signal"] == signal].drop(columns="level")
        if signal != "all":
            crisis = rows[rows["signal"] == "crisis"][["day", "level"]]
        else:
            crisis = rows[rows["signal"] == "all"][["day", "level"]]
        frame = shown.merge(crisis, on="day", how="left").reset_index(drop=True)
        if frame["observed"].isna().all():
            nothing(say("No file covers these days."))
            return
        spoken = session.language()

        def figured(value: float) -> str:
            return numbers.number(value, spoken)

        figure = watch(
            frame,
            session.pen(),
            figured=figured,
            events=trend_events.events(store, seen.brand, frame["day"].min(), seen.until, channels=seen.channels),
        )
        title = f"{say_code(f'{signal} mentions')}, {seen.brand}"
        chart_export.chart(
            figure,
            key="watch",
            name=chart_export.file_name(seen.brand, f"watch_{signal}", seen.period),
            title=f"{seen.brand} · {head}\n{say_code(f'{signal} mentions')}",
            alt=described.line(
                frame.assign(period=frame["day"], value=frame["observed"]), title, figured=figured, language=spoken
            ),
            data=frame,
        )


def spiked(store: Store, seen: View) -> None:
    """Each day out of the ordinary: what was counted, expected, z, and the days that the judgement rests on."""
    found = spikes(cached.watched(store, seen, days=DAYS))[:LISTED]
    spoken = session.language()
    with st.container(border=True):
        st.markdown(
            f"**{say('Unusual days')}** :gray[· {say('26 weeks; z against the same weekday of the 84 days before')}]"
        )
        if not found:
            nothing(say("None: every evaluated day stayed within the expected range."))
            return
        st.dataframe(
            pd.DataFrame(
                {
                    say("Day"): [numbers.day(one.day, spoken, pattern="EEE d MMM y") for one in found],
                    say("Series"): [_series_name(one.signal) for one in found],
                    say("Observed"): [numbers.number(one.observed, spoken) for one in found],
                    say("Expected"): [numbers.number(one.expected, spoken, decimals=1) for one in found],
                    "z": [numbers.number(one.z, spoken, decimals=1) for one in found],
                    say("Verdict"): [_judged(one) for one in found],
                    say("Window"): [say("{days} days before", days=84)] * len(found),
                    say("Days used"): [numbers.number(one.history_days, spoken) for one in found],
                }
            ),
            hide_index=True,
            column_config=table_columns.figures(say("Observed"), say("Expected"), "z", say("Days used")),
            alt=say("Unusual days"),
            key="spikes",
        )


def log(store: Store, seen: View) -> None:
    """The alert log of the last 26 weeks."""
    rows = top_rows.alerts(store, seen.brand, Period(seen.until - timedelta(days=DAYS - 1), seen.until))
    with st.container(border=True):
        st.markdown(f"**{say('Alert log')}** :gray[· {say('26 weeks')}]")
        if rows.empty:
            nothing(trend_events.export_for(cached.kpi(INFORMED)))
            return
        spoken = session.language()
        verdicts = {True: f"✔ {say('confirmed')}", False: f"– {say('false alarm')}"}
        st.dataframe(
            pd.DataFrame(
                {
                    say("Day"): [numbers.day(one, spoken, pattern="d MMM y") for one in rows["day"]],
                    say("Alert"): rows["name"],
                    say("Detected after"): [
                        amounts.amount(one, cached.kpi(DETECTED), spoken) for one in rows["hours_to_detect"]
                    ],
                    say("Decision makers informed after"): [
                        amounts.amount(one, cached.kpi(INFORMED), spoken) for one in rows["minutes_to_inform"]
                    ],
                    say("Outcome"): [verdicts.get(one, "") if not pd.isna(one) else "" for one in rows["is_confirmed"]],
                }
            ),
            hide_index=True,
            column_config=table_columns.figures(say("Detected after"), say("Decision makers informed after")),
            alt=say("Alert log"),
            key="alert log",
        )


def _judged(one: Spike) -> str:
    return f"▲ {say('spike')}" if one.level == 2 else f"● {say('to watch')}"


def _series_name(signal: str) -> str:
    return say_code(f"{signal} mentions")
