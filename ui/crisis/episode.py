"""The card of a crisis episode: its words, sources and authors, its end, and a link to its mentions."""

from __future__ import annotations

from dataclasses import replace

import streamlit as st

from data.access.acting import ANALYST
from data.store import Store
from data.watch import episodes as record
from kpis.analysis.episodes import Episode
from kpis.inputs.crisis import CALM_DAYS
from kpis.lineage import mention_filter
from locales import numbers
from ui import browser, session
from ui.crisis import cause, handling, watch
from ui.fence import fenced
from ui.figures import cached, top_lists
from ui.locked import for_role
from ui.session import say, say_code, say_plural
from ui.view import url
from ui.view.view import View
from watch.messages import EPISODE as WATCHED
from wording import crisis_sentence

LISTED = 20
ASKED = "causes asked for"  # in the session: the next run goes to the card
COPIED = ("mentions", "negative_mentions", "voices")  # signals that count copies


def causes(store: Store, view: View) -> None:
    """The card of the selected episode; draws nothing if there is none."""
    found = cached.episodes(store, view, days=watch.DAYS)[:LISTED]
    if not found:
        return
    with st.container(border=True, key="causes"):
        chosen = _chosen(store, view, found)
        st.markdown(f"{watch.level(chosen.level)} · {watch.summary(chosen)}")
        st.caption(f"{watch.reasons(chosen)} {crisis_sentence.because(chosen, session.language())}".strip())
        _recovery(chosen)
        with for_role(ANALYST, "handling"):
            fenced(say("What was done"), lambda: handling.show(store, view.brand, chosen))
        fenced(say("Causes of an episode"), lambda: cause.show(store, view, chosen))
        episode = replace(view, since=chosen.since, until=chosen.until or view.until, compare="previous")
        kind = {"sensitive": "sensitive", "mentions": "all", "voices": "all"}.get(chosen.peak.signal, "negative")
        with st.grid(3, gap="medium", min_column_width=260):
            for by in ("term", "source", "author"):
                top_lists.driver_table(store, episode, by=by, kind=kind)
        st.caption(say("Compared with as many days before the episode. ✱ statistically significant difference."))
        fenced(say("Similar past episodes"), lambda: cause.history(store, view, chosen))
        if st.session_state.pop(ASKED, False):
            browser.bring("causes")
        if st.button(say("The mentions of this episode"), icon=":material/list:", key="episode mentions"):
            _to_mentions(
                episode,
                share="" if chosen.peak.signal in COPIED else "unique",
                sentiment="negative" if kind == "negative" else None,
            )


def ask(code: str) -> None:
    """Have the next card drawn be that of an episode, named by its first day, and go to it."""
    url.put("episode", code)
    st.session_state[ASKED] = True


def _chosen(store: Store, view: View, found: tuple[Episode, ...]) -> Episode:
    """The episode of the URL, by its first day or by its number in a message, else the most important one."""
    by_code = {one.since.isoformat(): one for one in found}
    key, asked = "choose episode", url.read("episode")
    number = url.read(WATCHED)
    if number:
        url.put(WATCHED, None)
        kept = record.kept(store, view.brand)
        held = {one.since.isoformat(): handling.match(kept, one) for one in found}
        asked = next((code for code, one in held.items() if one is not None and str(one.episode) == number), asked)
        ask(asked)
    st.session_state[key] = asked if asked in by_code else _foremost(found).since.isoformat()
    with st.container(horizontal=True, vertical_alignment="center"):
        st.markdown(f"**{say('Causes of an episode')}**", width="stretch")
        code = st.selectbox(
            say("Episode"),
            list(by_code),
            key=key,
            format_func=lambda code: _episode_name(by_code[code]),
            label_visibility="collapsed",
            width=360,
            on_change=lambda: url.put("episode", st.session_state[key]),
        )
    return by_code[code]


def _recovery(one: Episode) -> None:
    """When the episode ended, and the days from its peak to the return to calm."""
    if one.until is None:
        return
    days = (one.until - one.peak.day).days + CALM_DAYS
    st.caption(
        say(
            "Ended on {day}: {days} from the peak to the third calm day in a row.",
            day=numbers.day(one.until, session.language()),
            days=say_plural("{count} day", "{count} days", days),
        )
    )


def _to_mentions(episode: View, *, share: str, sentiment: str | None) -> None:
    """Open the Mentions screen, filtered on the mentions of the episode; `share`: unique, or '' with the copies."""
    for name in (*mention_filter.NAMES, "page"):
        url.put(name, None)
    url.put("since", episode.since.isoformat())
    url.put("until", episode.until.isoformat())
    url.put("share", share or None)
    url.put("sentiment", sentiment)
    st.switch_page("app_pages/mentions.py")


def _foremost(found: tuple[Episode, ...]) -> Episode:
    """The open episode, else the latest alert or crisis, else the latest."""
    return next((one for one in found if one.is_open or one.level > 1), found[0])


def _episode_name(one: Episode) -> str:
    language = session.language()
    span = (
        numbers.date_range(one.since, one.until, language)
        if one.until
        else say("since {day}", day=numbers.day(one.since, language))
    )
    return f"{watch.SIGNS[one.level]} {say_code(f'level {one.level}')} · {span}"
