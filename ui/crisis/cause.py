"""The cause card of an episode: its figures, first mentions and similar past episodes, each a door to its rows."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd
import streamlit as st

from data.store import Store
from kpis.analysis.episodes import Episode
from kpis.engine.scope import Scope
from kpis.lineage.mention_filter import Filter
from locales import numbers
from ui import doors, session, table_columns
from ui.crisis import watch
from ui.evidence import dialog
from ui.session import say, say_code, say_plural
from ui.view.view import View
from watch import cause as causing
from watch import cause_sentences
from watch.cause import Cause
from watch.past import Past, Similar
from wording import crisis_sentence

Fact = tuple[str, str, str, Filter]  # what, value, what it is of, the mentions that it counts
OUTCOMES = {"confirmed": "✔", "false": "–", "": "…"}


def show(store: Store, view: View, one: Episode) -> None:
    """The figures of the card, and the first mentions."""
    found = card(store, view, one)
    _facts(found)
    _first(found)


def history(store: Store, view: View, one: Episode) -> None:
    """What similar past episodes did."""
    _past(card(store, view, one).past)


def card(store: Store, view: View, one: Episode) -> Cause:
    """The card, cached per store version."""
    scope = Scope(one.since, view.until, (view.brand,), view.channels, today=view.today)
    return _card(str(store.path), store.version, scope, one, _store=store)


@st.cache_data(max_entries=100, show_spinner=False)
def _card(path: str, version: int, scope: Scope, one: Episode, *, _store: Store) -> Cause:
    return causing.cause(_store, scope, one)


def _facts(found: Cause) -> None:
    facts = facts_of(found)
    place = doors.table(
        pd.DataFrame(
            {
                say("Cause"): [what for what, _, _, _ in facts],
                say("Value"): [value for _, value, _, _ in facts],
                say("Of what"): [of for _, _, of, _ in facts],
            }
        ),
        column_config={
            say("Cause"): st.column_config.TextColumn(width=150),
            say("Value"): st.column_config.TextColumn(width=250),
            say("Of what"): st.column_config.TextColumn(width="large"),
        },
        alt=say("Figures of the episode; each row opens its mentions"),
        key="cause",
        height="content",
    )
    if place is not None:
        dialog.go(facts[place][3])


def facts_of(found: Cause) -> list[Fact]:
    """The rows of the card."""
    language = session.language()
    peak = found.one.peak
    topic = found.topics[0].rows if found.topics else found.peak
    copied, copied_of = cause_sentences.copied(found.copied, language)
    reach, reach_of = cause_sentences.reach(found.reach, language)
    unknown = say("unknown")
    return [
        (
            say("Observed"),
            unknown if numbers.is_missing(peak.observed) else crisis_sentence.counted(peak.signal, round(peak.observed), language),
            say("on the day of the peak, {day}", day=numbers.day(peak.day, language)),
            found.peak,
        ),
        (
            say("Expected"),
            unknown if numbers.is_missing(peak.expected) else numbers.number(peak.expected, language, decimals=1),
            say("on such a weekday, by the days before"),
            found.usual,
        ),
        (
            say("Threshold"),
            unknown if found.limit is None else numbers.number(found.limit, language),
            say("the largest count of that day that would have been ordinary"),
            found.peak,
        ),
        (
            say("Baseline"),
            numbers.date_range(*found.window, language),
            say_plural(
                "{count} known ordinary day of these 84 was used",
                "{count} known ordinary days of these 84 were used",
                found.days_used,
            ),
            found.usual,
        ),
        (
            say("Suggested topic"),
            say_code(found.topic) if found.topic else "–",
            cause_sentences.topic(found.topics, language),
            topic,
        ),
        (say("Most copied text"), copied, copied_of, found.copied.rows if found.copied else replace(found.episode, share="")),
        (say("Reach of the difference"), reach, reach_of, replace(found.episode, sort="reach")),
    ]  # fmt: skip


def _first(found: Cause) -> None:
    if not found.first:
        return
    language = session.language()
    st.markdown(f"**{say('First mentions')}**")
    place = doors.table(
        pd.DataFrame(
            {
                say("When"): [
                    f"{numbers.day(one.published.date(), language, pattern='d MMM')}, {one.published:%H:%M}"
                    for one in found.first
                ],
                say("Source"): [one.source or say_code(one.channel) for one in found.first],
                say("Author"): [one.author or "–" for one in found.first],
                say("Text"): [cause_sentences.shortened(one.text) for one in found.first],
            }
        ),
        column_config={
            say("When"): st.column_config.TextColumn(width=110),
            say("Source"): st.column_config.TextColumn(width=160),
            say("Author"): st.column_config.TextColumn(width=140),
            say("Text"): st.column_config.TextColumn(width="large"),
        },
        alt=say("First mentions"),
        key="first mentions",
        height="content",
    )
    if place is not None:
        dialog.go(found.first[place].rows)


def _past(found: Past) -> None:
    language = session.language()
    st.markdown(f"**{say('Similar past episodes')}**")
    st.markdown(" ".join(cause_sentences.past(found, language)))
    if not found.similar:
        return
    place = doors.table(
        pd.DataFrame(
            {
                say("Episode"): [_days(one) for one in found.similar],
                say("Peak"): [_peak(one) for one in found.similar],
                say("Topic"): [say_code(one.topic) if one.topic else "–" for one in found.similar],
                say("Days to recovery"): [
                    say("not over") if one.recovered is None else numbers.number(one.recovered, language)
                    for one in found.similar
                ],
                say("Outcome"): [_outcome(one) for one in found.similar],
                say("What was done"): [_done(one) for one in found.similar],
            }
        ),
        column_config={
            **table_columns.right_aligned(say("Days to recovery")),
            say("What was done"): st.column_config.TextColumn(width="large"),
        },
        alt=say("Similar past episodes"),
        key="past episodes",
        height="content",
    )
    if place is not None:
        kept = found.similar[place].kept
        last = (kept.until or kept.seen_until).date()
        dialog.go(causing.counted(kept.brand, kept.signal, kept.since.date(), last))


def _days(one: Similar) -> str:
    last = one.kept.until or one.kept.seen_until
    span = numbers.date_range(one.kept.since.date(), last.date(), session.language())
    return f"{watch.SIGNS[one.kept.level]} {span}"


def _peak(one: Similar) -> str:
    if one.kept.observed is None:
        return "–"
    return crisis_sentence.counted(one.kept.signal, round(one.kept.observed), session.language())


def _outcome(one: Similar) -> str:
    if not one.kept.verdict:
        return f"{OUTCOMES['']} {say('closed by nobody')}"
    word = say("confirmed") if one.kept.verdict == "confirmed" else say("false alarm")
    return f"{OUTCOMES[one.kept.verdict]} {word} · {table_columns.person(one.kept.closed_by)}"


def _done(one: Similar) -> str:
    """Who acknowledged and informed, the notes and the annotations of its days."""
    words = {
        "acknowledge": say("acknowledged"),
        "inform": say("decision makers informed"),
    }
    told = [
        f"{words[step.action]} ({table_columns.person(step.done_by)})" if step.action in words else step.value
        for step in one.actions
        if step.action in words or (step.action == "note" and step.value)
    ]
    return " · ".join([*told, *(note.title for note in one.annotations)]) or "–"
