"""Sources and methods: what was loaded and what it covers; each KPI with its question, formula, SQL and sentence."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from app_pages import _address, _evidence, _figures, _scope, _session
from app_pages._session import plain, say, say_code
from kpis.catalogue import catalogue
from locales import numbers

store = _session.store()
spoken = _session.language()

with st.container(horizontal=True, vertical_alignment="center", key="scope"):
    st.header(say("Sources and methods"), anchor=False, width="stretch")
    _scope.language_choice()

st.subheader(say("What was loaded, and what it covers"), anchor=False)
windows = store.frame(
    """
    select
        coverage.table_name,
        coverage.brand,
        coverage.channel,
        min(coverage.covered_from) as first,
        max(coverage.covered_to) as last,
        count(distinct coverage.upload_id) as files
    from coverage
    group by coverage.table_name, coverage.brand, coverage.channel
    order by coverage.brand, coverage.table_name, coverage.channel
    """
)
if windows.empty:
    st.info(say("No upload counts yet. Drop your exports in Uploads, or load the demonstration data from Overview."))
else:
    covered = pd.DataFrame(
        {
            say("Brand"): windows["brand"],
            say("Data"): [say_code(name) for name in windows["table_name"]],
            say("Network"): [say("all") if pd.isna(code) else say_code(code) for code in windows["channel"]],
            say("Covers"): [
                numbers.date_range(row.first.date(), row.last.date(), spoken) for row in windows.itertuples()
            ],
            say("Files"): [numbers.number(files, spoken) for files in windows["files"]],
        }
    )
    st.dataframe(covered, hide_index=True, alt=say("What was loaded, and what it covers"))
    st.caption(
        say("A day without rows inside these dates counts 0; outside them it is missing: a gap, and no verdict.")
    )

st.subheader(say("Rules that hold for every figure"), anchor=False)
st.markdown(
    "\n".join(
        f"- {rule}"
        for rule in (
            _figures.folding_rule(),
            say("Weeks are ISO weeks, from Monday to Sunday, in the time zone of the organisation."),
            say(
                "A rate is a ratio of sums: no figure averages other figures. A share without a denominator is n/a, never 0."
            ),
            say("Sentiment shares leave out mentions that no one qualified; their rate is a figure of its own."),
            say(
                "Where a mention log and an aggregated sentiment export cover the same day, the log is used and the two are never added."
            ),
            say(
                "An arrow means that chance does not explain the change; an interval that contains the objective gives no verdict."
            ),
        )
    )
)

st.subheader(say("Each indicator"), anchor=False)
known = catalogue()
asked = _address.read("kpi")
names = sorted(known, key=lambda name: (known[name].casquette, known[name].title[spoken]))
st.session_state["choose kpi"] = asked if asked in known else names[0]
st.selectbox(
    say("Indicator"),
    names,
    key="choose kpi",
    width=480,
    format_func=lambda name: f"{known[name].title[spoken]} · {say_code(known[name].casquette)}",
    on_change=lambda: _address.put("kpi", st.session_state["choose kpi"]),
)
kpi = known[st.session_state["choose kpi"]]
with st.container(border=True):
    _evidence.definition(kpi)
    facts = {
        say("Unit"): say_code(kpi.unit),
        say("Better"): say_code(kpi.better),
        say("Kind"): say_code(kpi.class_),
        say("Interval"): say_code(kpi.interval),
        say("Needs"): ", ".join(say_code(name) for name in kpi.needs),
        say("Identifier"): kpi.id,
    }
    st.markdown(" · ".join(f":gray[{plain(label)}] {plain(fact)}" for label, fact in facts.items()))
    st.code(kpi.sql, language="sql")
