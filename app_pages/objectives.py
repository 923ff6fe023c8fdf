"""Objectives: the scorecard of a role by casquette, worst gap first; KPIs without an objective are collapsed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from functools import partial

import streamlit as st

from data.sentences import N_
from kpis.catalogue import counts_verdicts
from kpis.objectives import headline, role_profiles
from kpis.objectives.scorecard import Line
from locales import numbers
from reports.weekly.model import Table
from ui import session
from ui.fence import fenced
from ui.figures import cached
from ui.objectives import scorecard_row
from ui.report import copied, slide
from ui.session import say, say_code, say_plural, say_sentence
from ui.view import scope_bar
from ui.view import view as scope_view
from wording import amounts
from wording import headline as headline_wording
from wording.amounts import STATUS_SIGNS, STATUS_WORDS
from wording.markdown import escaped

SHOWN = ("met", "near", "behind", "undecided", "unjudged")
HEADS = (
    N_("KPI"),
    N_("13 weeks"),
    N_("Value"),
    N_("Change"),
    N_("Value and target"),
    N_("Target and gap"),
    N_("Status"),
    N_("For comparison"),
)

store = session.store()
view = scope_view.week_view(store)
scope_bar.bar(store, say("Objectives of the role · {role}", role=escaped(say_code(view.role))), view=view)

lines = fenced(say("Objectives"), lambda: cached.role_lines(store, view)) or ()
first = set(role_profiles.first_kpis(role_profiles.profile_of(store, view.role, view.brand)))
shown = [line for line in lines if line.has_target and (line.kpi.id in first or line.channel)]
others = [line for line in lines if line.has_target and line not in shown]
followed = [line for line in lines if line.objective is not None and line.objective.mode == "followed"]
outside = [line for line in lines if line.objective is not None and line.objective.mode == "out_of_scope"]


def by_casquette() -> None:
    """The headline: what is signed, casquette by casquette, and why some of it is not judged."""
    tallies = headline.headline(lines)
    if not tallies:
        return
    language = session.language()
    heads = (say("Casquette"), *(say(STATUS_WORDS[status]) for status in SHOWN), say("In all"))
    rows = [
        (say_code(tally.casquette), *(str(tally.counts[status]) for status in SHOWN), str(len(tally.ideas)))
        for tally in tallies
    ]
    title = say("Objectives by casquette")
    copied.offer("table", title, lambda: Table(title, heads, tuple(rows), numbers=tuple(range(1, len(heads)))))
    cells = [" | ".join(row) for row in (heads, ["---"] * len(heads), *rows)]
    st.markdown("\n".join(f"| {row} |" for row in cells))
    signed = say(
        "Of the objectives that are signed; KPIs of one idea (such as the three of tone) count once, by the worst."
    )
    unsigned = say("Of the starting values: none is signed yet. KPIs of one idea count once, by the worst.")
    st.caption(signed if tallies[0].is_signed else unsigned)
    why = [text for tally in tallies for text in headline_wording.reasons(tally.ideas, language)]
    if why:
        with st.expander(say("Not judged, and why ({count})", count=len(why)), key="unfold not judged"):
            st.markdown("\n".join(f"- {text}" for text in why))
    for line in headline.to_mend(lines):
        title, reason = escaped(line.kpi.title[language]), escaped(say_sentence(line.verdict.reason))
        st.warning(say("{kpi}: this signed objective cannot hold. {reason}", kpi=title, reason=reason))


def counted(rows: Sequence[Line]) -> str:
    """Lines per status: '✔ 9 tenus · ● 2 proches …'."""
    counts = Counter(amounts.status(line) for line in rows)
    words = {
        "met": say_plural("{count} met", "{count} met", counts["met"]),
        "near": say_plural("{count} close", "{count} close", counts["near"]),
        "behind": say_plural("{count} behind", "{count} behind", counts["behind"]),
        "undecided": say_plural("{count} undecided", "{count} undecided", counts["undecided"]),
        "unjudged": say_plural("{count} without a verdict", "{count} without a verdict", counts["unjudged"]),
    }
    return " · ".join(f"{STATUS_SIGNS[code]} {word}" for code, word in words.items() if counts[code])


def row(line: Line, *, compared: bool) -> None:
    """One scorecard row. `compared`: with benchmarks."""
    benchmarks = cached.benchmarks_of(store, line, view) if compared else None
    scorecard_row.row(store, line, view, benchmarks=benchmarks)


def table(rows: Sequence[Line], *, compared: bool = False) -> None:
    """Scorecard rows grouped by casquette. `compared`: with benchmarks."""
    for casquette in dict.fromkeys(line.casquette for line in rows):
        st.markdown(f"**{say_code(casquette)}**")
        with st.container(border=True, gap="xsmall"):
            for line in rows:
                if line.casquette == casquette:
                    fenced(line.kpi.title[session.language()], partial(row, line, compared=compared))


def folded(title: str, rows: Sequence[Line], *, key: str) -> None:
    """A collapsed group, drawn only when it is opened."""
    if rows:
        with st.expander(title, key=key, on_change="rerun") as opened:
            if opened.open:
                table(rows)


evaluated = [line for line in lines if line.has_target and not counts_verdicts(line.kpi.id)]  # it counts the others
st.caption(" · ".join((escaped(view.brand), scope_view.week_dates(view), scope_view.compared(view))))
fenced(say("Casquette"), by_casquette)
if evaluated:
    # objectives are counted as in the table above, where KPIs of one idea count once; rows are indicators
    st.markdown(
        f"**{headline_wording.total(headline.headline(lines), session.language())}**  \n"
        + say("Main indicators of the role ({count}): {counts}", count=len(shown), counts=counted(shown))
    )
if not any(line.objective is not None and line.objective.is_signed for line in lines):
    with st.container(horizontal=True, vertical_alignment="center", key="unsigned"):
        first_day = cached.signed_from(store, view)
        st.caption(
            say(
                "Starting values: the signed objectives are valid from {day}.",
                day=numbers.day(first_day, session.language()),
            )
            if first_day is not None
            else say("Starting values: these objectives have not been signed yet."),
            width="content",
        )
        st.page_link("app_pages/role_sheet.py", label=say("Write and sign the role sheet"), icon=":material/signature:")

with st.container(key="heads"):
    for column, head in zip(st.columns(scorecard_row.WIDTHS), HEADS, strict=True):
        column.caption(say(head))
table(shown, compared=True)
role = say("Objectives of the role · {role}", role=say_code(view.role))
copied.offer("table", role, lambda: slide.scorecard(store, [*shown, *others], view, title=role))
folded(
    say("Other indicators with an objective ({count}): {counts}", count=len(others), counts=counted(others) or "–"),
    others,
    key="unfold others",
)
folded(say("Followed, without an objective ({count})", count=len(followed)), followed, key="unfold followed")
folded(
    say("Outside the perimeter of the role, shown without a verdict ({count})", count=len(outside)),
    outside,
    key="unfold outside",
)

st.caption(
    say(
        "Orange mark: the target in force that week · bar: the value (a dot where the scale does not start at zero) "
        "· thin line: its 95% interval · background, from dark to light: behind, close, met · undecided: the "
        "interval contains the target"
    )
    + " · "
    + say("thin grey marks: a year earlier and the competitors' median")
)
