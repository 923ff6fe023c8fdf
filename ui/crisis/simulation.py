"""Another threshold, tried on the past: alarms a year, what would be missed of what people confirmed, what would be new.

It only tries; a button puts the threshold in force, with its author and history.
"""

from __future__ import annotations

import pandas as pd
import streamlit as st

from data.access.acting import APPROVER
from data.store import Store
from kpis.analysis.other_threshold import Judged, Rung
from kpis.inputs import threshold as thresholds
from kpis.inputs.threshold import Threshold
from locales import numbers
from ui import doors, identity, session, table_columns
from ui.confirmation import attempt
from ui.crisis import watch
from ui.empty_state import nothing
from ui.evidence import dialog
from ui.session import say, say_code, say_plural
from ui.sign_in import may
from ui.view.view import View
from watch import simulating
from watch.counting import counted
from watch.simulating import Label, Simulated
from wording.markdown import escaped

LISTED, NAMED = 20, 5


def panel(store: Store, view: View) -> None:
    """Folded until somebody asks: the past is judged anew only then."""
    with st.expander(say("Another threshold, tried on the past"), key="unfold threshold", on_change="rerun") as opened:
        if opened.open:
            _panel(store, view)


def _panel(store: Store, view: View) -> None:
    held = thresholds.in_force(store)
    with st.container(horizontal=True, vertical_alignment="bottom", gap="medium"):
        z = st.slider(
            say("Spike from z ="),
            thresholds.LOWEST_Z,
            thresholds.HIGHEST_Z,
            held.z,
            thresholds.STEP,
            key=f"try z {held.z}",
            width=320,
            help=say("How far from the expected count, in deviations of an ordinary day. Lower: more alarms, earlier."),
        )
        least = st.number_input(
            say("Least count of a spike"),
            thresholds.FEWEST,
            thresholds.MOST,
            held.least,
            key=f"try least {held.least}",
            width=200,
            help=say(
                "Of mentions and negative mentions. Sensitive ones need three fifths of it, authors of one story twice as many."
            ),
        )
    wanted = Threshold(float(z), int(least))
    found = _simulated(str(store.path), store.version, view.brand, wanted, _store=store)
    if found is None or not found.now.judged.days:
        nothing(say("No day could be evaluated yet."))
        return
    _comparison(found)
    if view.channels:
        st.caption(say("Of all networks together, whichever are chosen above."))
    _named(found)
    _new(view, found)
    if wanted == held:
        st.caption(say("This is the threshold in force. Move it to see what another one would have done."))
        return
    st.caption(
        say(
            "Only tried: the threshold in force is unchanged. Used, it judges every day of every brand anew, past ones too; "
            "Settings, History undoes it."
        )
    )
    if may(APPROVER) and st.button(say("Use this threshold"), key="use threshold", icon=":material/check:"):
        attempt(lambda: thresholds.use(store, wanted, who=identity.who()), say("Saved."))


@st.cache_data(max_entries=50, show_spinner=False)
def _simulated(path: str, version: int, brand: str, wanted: Threshold, *, _store: Store) -> Simulated | None:
    return simulating.simulated(_store, brand, wanted)


def _comparison(found: Simulated) -> None:
    now, then = found.now, found.then
    days = numbers.date_range(now.judged.since, now.judged.until, session.language())
    evaluated = say_plural("{count} evaluated day", "{count} evaluated days", then.judged.days)
    st.markdown(f"**{say('What it would have done')}** :gray[· {days} · {evaluated}]")
    rows = {
        say("Alarms: episodes of level 2 or more"): [_count(len(one.judged.episodes)) for one in (now, then)],
        say("Alarms a year, with the 95% interval"): [_a_year(one.judged) for one in (now, then)],
    }
    kinds = {  # what -> whether it was confirmed, and whether the log tells it
        say("Found, of the episodes that people confirmed"): (True, False),
        say("Still ringing, of those closed as false alarms"): (False, False),
        say("Found, of the confirmed alerts of the log"): (True, True),
        say("Ringing, of the refuted alerts of the log"): (False, True),
    }
    for what, (is_confirmed, is_logged) in kinds.items():
        told = [one.counts(is_confirmed=is_confirmed, is_logged=is_logged) for one in (now, then)]
        if told[0][1] or not is_logged:
            rows[what] = [_of(*one) for one in told]
    heads = (
        say("On the past"),
        say("In force: {threshold}", threshold=_told(now.judged.threshold)),
        say("Tried: {threshold}", threshold=_told(then.judged.threshold)),
    )
    lines = [heads, ("---",) * 3, *((what, *told) for what, told in rows.items())]
    st.markdown(
        "\n".join(f"| {' | '.join(escaped(cell) if cell != '---' else cell for cell in line)} |" for line in lines)
    )


def _named(found: Simulated) -> None:
    """The confirmed episodes that would be missed, and the alarms in force that would be no more."""
    then = found.then
    if not then.rings + then.silent:
        st.caption(
            say("Nobody has confirmed or refuted an episode of these weeks: what would be missed is not known yet.")
        )
    if then.missed:
        newest = sorted(then.missed, key=lambda one: one.since, reverse=True)
        named = ", ".join(_label(one) for one in newest[:NAMED])
        more = len(newest) - NAMED
        if more > 0:
            named = f"{named} {say('and {count} more', count=numbers.number(more, session.language()))}"
        st.warning(say("Confirmed, and missed by it: {episodes}.", episodes=named))
    if found.gone:
        st.caption(
            say("Rings now, and would no more: {episodes}.", episodes=", ".join(_rung(one) for one in found.gone))
        )


def _new(view: View, found: Simulated) -> None:
    if not found.new:
        return
    shown = found.new[:LISTED]
    st.markdown(
        f"**{say_plural('{count} alarm that does not ring now', '{count} alarms that do not ring now', len(found.new))}**"
    )
    place = doors.table(
        pd.DataFrame(
            {
                say("Episode"): [_span(one) for one in shown],
                say("Level"): [f"{watch.SIGNS[one.level]} {say_code(f'level {one.level}')}" for one in shown],
                say("Days of alert"): [_count(len(one.alarms)) for one in shown],
            }
        ),
        column_config=table_columns.right_aligned(say("Days of alert")),
        alt=say("Alarms that do not ring now"),
        key="new alarms",
        height="content",
    )
    if place is not None:
        one = shown[place]
        dialog.go(counted(view.brand, "mentions", one.alarms[0], one.alarms[-1]))


def _a_year(one: Judged) -> str:
    language = session.language()
    low, high = (numbers.number(end, language, decimals=1) for end in one.interval)
    return f"{numbers.number(one.a_year, language, decimals=1)} {numbers.interval(low, high, language)}"


def _told(one: Threshold) -> str:
    language = session.language()
    decimals = 2 if (one.z * 10) % 1 else 1
    return say("z {z}, at least {least}", z=numbers.number(one.z, language, decimals=decimals), least=_count(one.least))


def _of(some: int, every: int) -> str:
    return say("{count} of {of}", count=_count(some), of=_count(every)) if every else "–"


def _count(value: int) -> str:
    return numbers.number(value, session.language())


def _span(one: Rung) -> str:
    return numbers.date_range(one.since, one.until or one.alarms[-1], session.language())


def _rung(one: Rung) -> str:
    return f"{watch.SIGNS[one.level]} {_span(one)}"


def _label(one: Label) -> str:
    """An episode by its level and days, an alert of the log by its name and day, as Markdown."""
    language = session.language()
    if one.episode is None:
        day = numbers.day(one.until - simulating.BESIDE, language, pattern="d MMM y")
        return f"{escaped(one.name)} ({day})"
    return f"{watch.SIGNS[one.level]} {numbers.date_range(one.since, one.until, language)}"
