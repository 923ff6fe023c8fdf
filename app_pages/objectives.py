"""Objectives: the scorecard of a role, by casquette, the worst gap first."""

from __future__ import annotations

from collections import Counter

import streamlit as st

from app_pages import _amounts, _cards, _figures, _scope, _session
from app_pages._amounts import STATUS_SIGNS
from app_pages._session import plain, say, say_code, say_plural

HEADS = ("KPI", "13 weeks", "Value", "Change", "Value and target", "Status", "Sample")

store = _session.store()
seen = _scope.view(store)
_scope.bar(store, say("Objectives of the role · {role}", role=say_code(seen.role)), seen=seen)

lines = _figures.lines(store, seen)
counts = Counter(_amounts.standing(line) for line in lines)
words = {
    "met": say_plural("{count} met", "{count} met", counts["met"]),
    "near": say_plural("{count} close", "{count} close", counts["near"]),
    "behind": say_plural("{count} behind", "{count} behind", counts["behind"]),
    "undecided": say_plural("{count} undecided", "{count} undecided", counts["undecided"]),
    "unjudged": say_plural("{count} without verdict", "{count} without verdict", counts["unjudged"]),
    "none": say_plural("{count} without target", "{count} without target", counts["none"]),
}
summed = " · ".join(f"{STATUS_SIGNS[code]} {word}" for code, word in words.items() if counts[code])
st.caption(f"{plain(seen.brand)} · {_scope.week_dates(seen)} · {_scope.compared(seen)} · {summed}")

with st.container(key="heads"):
    for column, head in zip(st.columns(_cards.WIDTHS), HEADS, strict=True):
        column.caption(say(head))

for casquette in dict.fromkeys(line.casquette for line in lines):
    st.markdown(f"**{say_code(casquette)}**")
    with st.container(border=True, gap="xsmall"):
        for line in lines:
            if line.casquette == casquette:
                _cards.row(store, line, seen)

st.caption(
    say(
        "Orange mark: the objective valid that week · bar: the value (a dot where the scale does not begin at zero) · thin line: its 95 % "
        "interval · background, from dark to light: behind, close, met · undecided: the interval contains the objective"
    )
)
