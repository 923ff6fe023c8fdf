"""Settings of the backups: when the last good one was made, one now, how often, how many are kept, how to restore."""

from __future__ import annotations

from datetime import UTC, datetime

import streamlit as st

from data.backups import making, settings, shelf
from data.backups.shelf import Kept
from data.store import Store
from locales import numbers
from ui import identity, session, table_columns
from ui.confirmation import attempt
from ui.session import say, say_plural
from wording.markdown import escaped

NEVER = -1  # as an hour
HOURS = (NEVER, *range(24))


def show(store: Store) -> None:
    """The state, the button, the schedule."""
    st.subheader(say("Backups"), anchor=False)
    found = shelf.listed(store.path)
    _state(store, found)
    if st.button(say("Back up now"), icon=":material/save:", key="back up now"):
        with st.spinner(say("Backing up and verifying")):
            attempt(lambda: _made(store), say("Backed up and verified."))
    _schedule(store)
    st.caption(
        say(
            "A backup is a verified copy of the store and of its raw files. To restore the last one, stop the dashboard and "
            "run: {command}. What is there now is kept aside.",
            command="`python -m data restore latest`",
        )
    )


def missed(store: Store) -> None:
    """A line where backups are wanted and the last one is old; else nothing."""
    at = datetime.now(UTC)
    if not settings.is_missed(store, at):
        return
    last = shelf.latest(store.path)
    days = None if last is None else (at - last.made_at).days
    told = (
        say("No backup has been made yet.")
        if days is None
        else say_plural("The last backup is {count} day old.", "The last backup is {count} days old.", days)
    )
    st.warning(f"{told} {say('Make one under Settings, Data and sentiment.')}", icon=":material/warning:")


def _made(store: Store) -> None:
    identity.who()  # nobody's click makes none
    making.make(store, "by hand")


def _state(store: Store, found: tuple[shelf.Backup, ...]) -> None:
    place = escaped(str(shelf.folder(store.path)))
    if not found:
        st.markdown(
            f":orange[▲] {say('There is no backup yet. The next one will be written to {folder}.', folder=place)}"
        )
        return
    last = found[0]
    made = table_columns.local_times([last.made_at.replace(tzinfo=None)])[0]
    size = numbers.number(round(last.size() / 1e6, 1), session.language())
    is_old = settings.is_missed(store, datetime.now(UTC))
    mark = ":red[▲]" if is_old else ":blue[✔]"
    st.markdown(
        f"{mark} {say('Last good backup: {moment}, {size} MB.', moment=made, size=size)} "
        + say_plural("{count} backup lies in {folder}.", "{count} backups lie in {folder}.", len(found), folder=place)
    )


def _schedule(store: Store) -> None:
    current, kept = settings.schedule(store).hour, settings.kept(store)
    if shelf.is_off():
        st.caption(say("EREPUTATION_BACKUPS is off: no backup is made by itself."))
        return
    with (
        st.form(f"backups {store.version}", border=False),
        st.container(horizontal=True, vertical_alignment="bottom"),
    ):
        hour = st.selectbox(
            say("Made each day at"),
            HOURS,
            index=HOURS.index(NEVER if current is None else current),
            format_func=lambda one: say("Never") if one == NEVER else f"{one:02}:00",
            width=160,
        )
        counts = [
            st.number_input(label, min_value=least, max_value=400, value=value, width=140)
            for label, least, value in (
                (say("Days kept"), 1, kept.days),
                (say("Weeks kept"), 0, kept.weeks),
                (say("Months kept"), 0, kept.months),
            )
        ]
        is_saved = st.form_submit_button(say("Save"))
    if is_saved:
        attempt(lambda: _save(store, None if hour == NEVER else hour, Kept(*map(int, counts))), say("Saved."))


def _save(store: Store, hour: int | None, wanted: Kept) -> None:
    who = identity.who()
    if hour != settings.schedule(store).hour:
        settings.set_hour(store, hour, who=who)
    if wanted != settings.kept(store):
        settings.keep(store, wanted, who=who)
