"""Settings of the crisis watch: who is told of what, by which way, and a test of each."""

from __future__ import annotations

from datetime import UTC, datetime

import streamlit as st

from data.decisions.brands import own_brands
from data.sentences import Refusal, from_json
from data.store import Store
from data.watch import channels, messages
from data.watch.channels import Channel
from ui import identity, session, table_columns
from ui.confirmation import attempt
from ui.empty_state import nothing
from ui.session import say, say_code, say_plural, say_sentence
from watch import rounds, secrets
from wording.markdown import escaped

HOURS = ["", *(f"{hour:02d}:00" for hour in range(24))]


def show(store: Store) -> None:
    """The list of who is told, and the form that adds or replaces one."""
    st.subheader(say("Who is told of an alert"), anchor=False)
    st.caption(
        say(
            "Told once per episode and level, as soon as an upload shows it. The address of a service, with its key, stands "
            "in the secrets of the server, never here."
        )
    )
    found = channels.channels(store)
    if not found:
        nothing(say("Nobody is told yet: an alert is seen by whoever opens the screen."))
    for one in found:
        _one(store, one)
    with st.expander(say("Tell somebody"), expanded=not found, key="unfold new channel"):
        _form(store)


def _one(store: Store, one: Channel) -> None:
    with st.container(border=True, gap="xsmall"):
        with st.container(horizontal=True, vertical_alignment="center", gap="small"):
            st.markdown(f"**{escaped(one.name)}** · {_told_what(one)}", width="stretch")
            with st.container(horizontal=True, width="content", gap="small"):
                is_tested = st.button(say("Send a test"), key=f"test channel {one.name}", type="tertiary")
                if st.button(say("Remove"), key=f"remove channel {one.name}", type="tertiary"):
                    attempt(lambda: channels.remove_channel(store, one.name, who=identity.who()), say("Removed."))
        by = escaped(table_columns.person(one.set_by))
        st.caption(f"{_by_what(one)} · {by}, {table_columns.local_day(one.set_at)}")
        if is_tested:
            _test(store, one)
        last = next((row for row in messages.messages(store) if row.channel == one.name), None)
        if last is not None and last.told:
            st.warning(escaped(say_sentence(from_json(last.told))))


def _told_what(one: Channel) -> str:
    parts = [say("from level {level}", level=f"{one.level} · {say_code(f'level {one.level}')}")]
    parts.append(escaped(", ".join(one.brands)) if one.brands else say("all our brands"))
    if one.after:
        parts.append(say_plural("if nobody acknowledges within {count} minute", "if nobody acknowledges within {count} minutes", one.after))  # fmt: skip
    return " · ".join(parts)


def _by_what(one: Channel) -> str:
    parts = [escaped(", ".join(one.addresses)) if one.addresses else escaped(one.way.upper()), one.language.upper()]
    if one.quiet_from:
        quiet = say("quiet from {first} to {last}", first=one.quiet_from, last=one.quiet_to)
        parts.append(
            f"{quiet} {say('(not from level {level})', level=one.through)}" if one.through < channels.ALWAYS else quiet
        )
    if one.is_deciding:
        parts.append(say("decision makers"))
    return " · ".join(parts)


def _test(store: Store, one: Channel) -> None:
    """Send a test at once, and say whether it was taken."""
    at = datetime.now(UTC)
    try:
        numbers = rounds.test_channel(store, one.name, at)
        rounds.deliver(store, at)
        tests = [row for row in messages.messages(store) if row.message in numbers]
        for row in tests:
            if row.status == "waiting" and row.told:  # a test is not tried again
                st.error(escaped(say_sentence(from_json(row.told))))
                messages.cancel_one(store, row.message, at.replace(tzinfo=None), from_json(row.told))
        if all(row.status == "sent" for row in tests):
            st.success(say("The test was taken: look whether it arrived."), icon=":material/check:")
        elif any(row.status == "sending" for row in tests):
            st.info(say("The test is being sent: the history of the messages will say what came of it."))
    except Refusal as refusal:
        st.error(escaped(say_sentence(refusal.sentence)))


def _form(store: Store) -> None:
    try:
        known = sorted(secrets.known())
    except Refusal as refusal:
        st.error(escaped(say_sentence(refusal.sentence)))
        known = []
    ways = list(dict.fromkeys(["MAIL", *known]))
    if "MAIL" not in known:
        st.caption(
            say(
                "No mail server is known yet: {variable} in the environment of the server holds its address, such as "
                "{example}.",
                variable=f"`{secrets.PREFIX}MAIL`",
                example="`mailtos://user:password@smtp.example.org?from=watch@example.org`",
            )
        )
    with st.form("channel", border=False, clear_on_submit=True):
        name = st.text_input(say("Name"), max_chars=channels.LONGEST, key="channel name")
        way = st.selectbox(
            say("By"),
            ways,
            format_func=lambda code: say("E-mail") if channels.is_mail(code) else code,
            accept_new_options=True,
            key="channel way",
            help=say("The name of a secret: EREPUTATION_NOTIFY_NAME in the environment, or NAME under [notify] in secrets.toml."),
        )  # fmt: skip
        written = st.text_input(say("E-mail addresses, separated by commas"), max_chars=1000, key="channel addresses")
        level = st.selectbox(
            say("From level"),
            channels.LEVELS,
            index=1,
            format_func=lambda code: f"{code} · {say_code(f'level {code}')}",
        )
        brands = st.multiselect(say("Only for"), own_brands(store), key="channel brands")
        language = st.segmented_control(
            say("Language"), channels.LANGUAGES, default=session.language(), required=True, format_func=str.upper,
            key="channel language",
        )  # fmt: skip
        after = st.number_input(
            say("Minutes without an acknowledgement before it is told (0: at once)"), 0, channels.MOST_WAIT, 0, step=15
        )
        with st.container(horizontal=True):
            first = st.selectbox(say("Quiet from"), HOURS, format_func=_hour, key="quiet from")
            last = st.selectbox(say("until"), HOURS, format_func=_hour, key="quiet to")
            through = st.selectbox(
                say("But not from level"), (3, 2, 1, channels.ALWAYS), format_func=_through, key="quiet through"
            )
        is_deciding = st.checkbox(say("These are the decision makers: the time to alert is counted to this message"))
        if st.form_submit_button(say("Save"), key="save channel"):
            addresses = tuple(one.strip() for one in written.split(",") if one.strip())
            made = Channel(
                name, (way or "").strip(), level, language, addresses, tuple(brands), int(after), first, last, through,
                is_deciding,
            )  # fmt: skip
            attempt(lambda: channels.set_channel(store, made, who=identity.who()), say("Saved."))


def _hour(code: str) -> str:
    return code or say("never")


def _through(level: int) -> str:
    return say("never disturbed") if level == channels.ALWAYS else f"{level} · {say_code(f'level {level}')}"
