"""Sources and methods: coverage, counting rules, label accuracy, and the definition of each KPI.

The methods that are disclosed follow the social media measurement standards of the Conclave (2013), adopted by AMEC.
"""

from __future__ import annotations

import streamlit as st

from data.derived import sentiment_labels
from data.store import Store, time_zone
from kpis.analysis import label_accuracy
from kpis.catalogue import catalogue
from kpis.lineage import coverage
from locales import numbers
from ui import session
from ui.evidence import dialog
from ui.fence import fenced
from ui.figures import cached
from ui.session import say, say_code
from ui.sources import confusion_matrix, label_audit
from ui.sources import coverage as source_coverage
from ui.view import scope_bar, url
from wording.markdown import escaped


def methods(store: Store) -> None:
    """One row per question of the standards."""
    answers = {
        say("Content"): _content(store),
        say("Uniqueness"): cached.folding_rule()
        + " "
        + say("Texts that share 80% of their three-word sequences within 72 hours also count as the same mention."),
        say("Reach"): say(
            "Reach is as each tool reports it, summed over all mentions: opportunities to see, not people. A "
            "mention without a reported reach adds nothing; the table of sources shows the share of mentions that "
            "have one. Reach is never estimated here."
        ),
        say("Engagement"): say(
            "Reactions, comments, shares, saves and clicks as the export gives them; where a tool gives only a "
            "total, that total. Counts of several exports of a record are never added: the most recent one is used."
        ),
        say("Sentiment"): _sentiment(store),
        say("Topics"): say(
            "By rule: words and exclusions, shown in Settings and matched in French and English; a topic from the "
            "tool or set by hand takes precedence."
        ),
        say("Influence"): say(
            "No influence score is computed: authors are ranked by the number of their mentions; follower counts "
            "are those of the export."
        ),
        say("Geography and language"): say("As the tool reports them; otherwise unknown, never guessed."),
        say("Time"): say(
            "Weeks are ISO weeks, from Monday to Sunday; days are those of the time zone {zone}. Times are stored "
            "in UTC.",
            zone=time_zone(store),
        ),
        say("Rates"): say(
            "A rate is a ratio of sums: no figure is an average of other figures. A share without a denominator is "
            "n/a, never 0."
        ),
        say("Unqualified mentions"): say(
            "Sentiment shares exclude unqualified mentions; their rate is a KPI of its own."
        ),
        say("Aggregated exports"): say(
            "Where a mention export and an aggregated sentiment export cover the same day, the mention export is "
            "used; the two are never added."
        ),
        say("Uncertainty"): say(
            "Shares come with their sample and 95% interval (Wilson; multinomial for net sentiment). An arrow means "
            "that the change is statistically significant; when the interval contains the target there is no "
            "verdict."
        ),
        say("Corrections"): _corrections(store),
    }
    for index, (name, text) in enumerate(answers.items()):
        with st.container(key=f"method-{index}", gap=None):
            label, words = st.columns([1, 4], gap="medium")
            label.markdown(f"**{escaped(name)}**")
            words.markdown(escaped(text))
    if sentiment_labels.is_on(store):
        _scorer()


def _content(store: Store) -> str:
    total = store.value("select count(*) from mention_records where state = 'kept'")
    return say(
        "Only what the uploads contain: {count} counted mentions. Nothing is collected from the web. Paid posts are "
        "distinguished where the export marks them.",
        count=numbers.number(total, session.language()),
    )


def _sentiment(store: Store) -> str:
    found = coverage.origins(store)
    total = sum(found.values())
    names = {
        "tool": say("the tool"),
        "manual": say("a person"),
        "model": say("the scorer"),
        "none": say("nobody: not qualified"),
    }
    shares = ", ".join(
        f"{names.get(origin, origin)} {numbers.percent(count / total, session.language(), decimals=1)}"
        for origin, count in found.items()
    )
    text = say("The label set by hand, else by the tool, else by the scorer if it is on.")
    return text if not total else f"{text} {say('Unique mentions labelled by: {origins}.', origins=shares)}"


def _corrections(store: Store) -> str:
    count = store.value(
        "select count(*) from mention_corrections where undoes is null and correction not in "
        "(select undoes from mention_corrections where undoes is not null)"
    )
    return say(
        "Manual corrections in force: {count}, dated and attributed; they survive later exports of the same mention.",
        count=numbers.number(count, session.language()),
    )


def _scorer() -> None:
    """Measured accuracy of the sentiment scorer."""
    measured, language = label_accuracy.measured(), session.language()
    st.subheader(say("Scorer accuracy"), anchor=False)
    st.markdown(
        say(
            "Measured on {count} texts labelled by people: {share} correct (95% interval {low} – {high}). Read its "
            "figures accordingly.",
            count=numbers.number(measured["n"], language),
            share=numbers.percent(measured["accuracy"], language, decimals=1),
            low=numbers.percent(measured["low"], language, decimals=1),
            high=numbers.percent(measured["high"], language, decimals=1),
        )
    )
    confusion_matrix.table(measured["confusion"])


def indicators(store: Store) -> None:
    """The definition of the selected KPI."""
    language = session.language()
    known = catalogue()
    asked = url.read("kpi")
    if asked and asked not in known:
        st.info(say("The link names an indicator that does not exist; showing the first of the list."))
    names = sorted(known, key=lambda name: (known[name].casquette, known[name].title[language]))
    st.session_state["choose kpi"] = asked if asked in known else names[0]
    st.selectbox(
        say("Indicator"),
        names,
        key="choose kpi",
        width=520,
        format_func=lambda name: f"{known[name].title[language]} · {say_code(known[name].casquette)}",
        on_change=lambda: url.put("kpi", st.session_state["choose kpi"]),
    )
    kpi = known[st.session_state["choose kpi"]]
    with st.container(border=True):
        dialog.definition(kpi)
        dialog.article(kpi)
        facts = {
            say("Unit"): say_code(kpi.unit),
            say("Better"): say_code(kpi.better),
            say("Kind"): say_code(kpi.class_),
            say("Interval"): say_code(kpi.interval),
            say("Data needed"): ", ".join(say_code(name) for name in kpi.needs),
            say("Identifier"): kpi.id,
        }
        st.markdown(" · ".join(f":gray[{escaped(label)}] {escaped(fact)}" for label, fact in facts.items()))
        st.code(kpi.sql, language="sql")


SECTIONS = {
    "coverage": source_coverage.show,
    "methods": methods,
    "audit": label_audit.show,
    "indicators": indicators,
}

store = session.store()
with st.container(horizontal=True, vertical_alignment="center", key="scope"):
    st.header(say("Sources and methods"), anchor=False, width="stretch")
    scope_bar.language_choice()
names = {
    "coverage": say("Sources and coverage"),
    "methods": say("How it is counted"),
    "audit": say("Audit of the labels"),
    "indicators": say("Each indicator"),
}
asked = url.read("section")
if asked and asked not in SECTIONS:
    st.info(say("The link names a section of this page that does not exist; showing Sources and coverage."))
start = asked if asked in SECTIONS else "indicators" if url.read("kpi") and not asked else "coverage"
st.session_state["choose part"] = start
section = st.segmented_control(
    say("Section"),
    list(SECTIONS),
    key="choose part",
    required=True,
    format_func=names.__getitem__,
    label_visibility="collapsed",
    on_change=lambda: url.put("section", st.session_state["choose part"]),
)
section = section or start
fenced(names[section], lambda: SECTIONS[section](store))
