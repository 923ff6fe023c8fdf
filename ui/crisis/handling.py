"""What people do about an episode: acknowledge, assign, note, close; and what was sent about it."""

from __future__ import annotations

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import streamlit as st

from data.sentences import N_, from_json
from data.store import Store, time_zone
from data.watch import episodes, messages
from data.watch.episodes import Action, Kept
from kpis.analysis.episodes import Episode
from locales import numbers
from ui import identity, session, table_columns
from ui.confirmation import attempt
from ui.session import say, say_plural, say_sentence
from watch import evaluating
from wording.markdown import escaped

DONE = {
    "acknowledge": N_("acknowledged"),
    "assign": N_("assigned to {value}"),
    "note": N_("noted: {value}"),
    "inform": N_("decision makers informed"),
    "confirmed": N_("closed as confirmed"),
    "false": N_("closed as a false alarm"),
    "reopen": N_("opened again"),
}
SENT = {
    "waiting": N_("waits until {moment}"),
    "sending": N_("is being sent since {moment}"),
    "sent": N_("sent {moment}"),
    "cancelled": N_("taken back {moment}"),
}


def kept_of(store: Store, brand: str, one: Episode) -> Kept | None:
    """The episode on record that an evaluated one is; None before the watch has put it there."""
    return match(episodes.kept(store, brand), one)


def match(kept: tuple[Kept, ...], one: Episode) -> Kept | None:
    """The same among the episodes of a brand on record."""
    last = one.until or datetime.max.date()
    return next(
        (
            held
            for held in kept
            if not held.is_gone and held.since.date() <= last and (held.until or datetime.max).date() >= one.since
        ),
        None,
    )


def show(store: Store, brand: str, one: Episode) -> None:
    """The state of an episode, what can be done, and its history."""
    held = kept_of(store, brand, one)
    st.markdown(f"**{state(store, held)}**")
    with st.container(horizontal=True, gap="small", key="handle episode"):
        if held is None or held.acknowledged_at is None:
            _button(store, brand, one, "acknowledge", say("Acknowledge"), icon=":material/done:")
        if held is None or held.informed_at is None:
            _button(store, brand, one, "inform", say("Decision makers informed"), icon=":material/campaign:")
        if held is None or not held.verdict:
            _button(store, brand, one, "close", say("Confirm"), value="confirmed", icon=":material/verified:")
            _button(store, brand, one, "close", say("False alarm"), value="false", icon=":material/do_not_disturb_on:")
        else:
            _button(store, brand, one, "reopen", say("Open again"), icon=":material/undo:")
    with st.expander(say("Assign, note, history"), key="unfold handling"):
        with st.container(horizontal=True, vertical_alignment="bottom"):
            assigned = st.text_input(
                say("Assigned to"), value=held.assigned_to if held else "", max_chars=60, key=f"assign {one.since}"
            )
            if st.button(say("Assign"), key=f"assign {one.since} save"):
                _do(store, brand, one, "assign", assigned)
        with st.container(horizontal=True, vertical_alignment="bottom"):
            note = st.text_area(say("Note"), max_chars=episodes.LONGEST, key=f"note {one.since}", height=80)
            if st.button(say("Add the note"), key=f"note {one.since} save"):
                _do(store, brand, one, "note", note)
        if held is not None:
            _history(store, held)


def _button(store: Store, brand: str, one: Episode, action: str, label: str, *, icon: str, value: str = "") -> None:
    if st.button(label, key=f"{action} {value} {one.since}", icon=icon):
        _do(store, brand, one, action, value)


def _do(store: Store, brand: str, one: Episode, action: str, value: str) -> None:
    """Carry an action out; an episode that is not on record yet is put there first."""

    def act() -> None:
        who = identity.who()
        held = kept_of(store, brand, one)
        if held is None:
            evaluating.evaluate(store, datetime.now(UTC), brands=(brand,))
            held = kept_of(store, brand, one)
        if held is not None:
            episodes.act(store, held.episode, action, value, who=who)

    attempt(act, say("Saved."))


def state(store: Store, held: Kept | None) -> str:
    """Who acknowledged, closed or has it, as Markdown."""
    if held is None or held.needs_someone:
        told = say("Nobody has acknowledged it.")
    elif held.verdict:
        verdict = say("Confirmed") if held.verdict == "confirmed" else say("False alarm")
        closed = {"person": escaped(table_columns.person(held.closed_by)), "moment": _local(store, held.closed_at)}
        told = say("{verdict}: closed by {person}, {moment}.", verdict=verdict, **closed)
    else:
        done = {
            "person": escaped(table_columns.person(held.acknowledged_by)),
            "moment": _local(store, held.acknowledged_at),
        }
        told = say("Acknowledged by {person}, {moment}.", **done) if held.acknowledged_at else say("In hand.")
    if held is not None and held.assigned_to and not held.verdict:
        told += f" {say('Assigned to {name}.', name=escaped(held.assigned_to))}"
    return told


def _history(store: Store, held: Kept) -> None:
    """Every step with its author, and every message with what came of it; the newest first."""
    steps = [
        (step.done_at, f"{escaped(table_columns.person(step.done_by))} · {_step(step)}")
        for step in episodes.actions(store, held.episode)
        if step.action in (*DONE, "close")
    ]
    for one in messages.messages(store, episode=held.episode):
        text = say(SENT[one.status], moment=_local(store, one.due_at if one.status == "waiting" else one.changed_at))
        told = f" – {escaped(say_sentence(from_json(one.told)))}" if one.told else ""
        tried = f" ({say_plural('{count} attempt', '{count} attempts', one.attempts)})" if one.attempts > 1 else ""
        whom = f"{escaped(one.channel)}{f' · {escaped(one.address)}' if one.address else ''}"
        steps.append((one.made_at, f"{say('Message')} #{one.message} · {whom} · {text}{tried}{told}"))
    steps.append((held.found_at, say("Found by the watch.")))
    for moment, text in sorted(steps, key=lambda step: step[0], reverse=True):
        st.markdown(f":gray[{_local(store, moment)}] {text}")


def _step(step: Action) -> str:
    told = DONE[step.value if step.action == "close" else step.action]
    return say(told, value=escaped(step.value)) if step.value and step.action != "close" else say(told)


def _local(store: Store, moment: datetime | None) -> str:
    if moment is None:
        return ""
    local = moment.replace(tzinfo=UTC).astimezone(ZoneInfo(time_zone(store)))
    return f"{numbers.day(local.date(), session.language(), pattern='d MMM y')}, {local:%H:%M}"
