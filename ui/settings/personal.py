"""Settings of personal data: how long they are kept, pseudonyms, the erasure of one person, the register of processing."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Any

import pandas as pd
import streamlit as st

from data.access import roles
from data.access.acting import APPROVER, acting, current
from data.personal import erasure, limits
from data.personal.erasure import Erased, Found
from data.personal.looking import OTHERS, Person
from data.sentences import N_, Refusal, Sentence
from data.store import Store
from loaders import pseudonyms
from locales import numbers
from ui import doors, identity, session, sign_in
from ui.confirmation import attempt
from ui.fence import fenced
from ui.locked import for_role
from ui.noted_download import noted
from ui.session import say, say_plural, say_sentence
from wording import register as registers
from wording.markdown import escaped

NAMES = {
    "mention_records": N_("Mentions that they wrote"),
    f"mention_records{OTHERS}": N_("Mentions of others that name them"),
    "conversation_records": N_("Messages that they wrote"),
    f"conversation_records{OTHERS}": N_("Messages of others that name them"),
    "relation_records": N_("Exchanges with them"),
    f"relation_records{OTHERS}": N_("Exchanges with others that name them"),
    "post_records": N_("Own posts that name them"),
    "rejects": N_("Rejected records that hold their name"),
    "other_columns": N_("Records whose unused columns hold their name"),
    "uploads": N_("Names and answers of files"),
    "watch_messages": N_("Messages of alerts"),
}
LIMITS = {
    "texts": N_("Texts, in months"),
    "authors": N_("Authors and addresses, in months"),
    "rejects": N_("Rejected records and unused columns, in months"),
}
_LOOKED, _DONE = "looked for a person", "erased a person"  # in the session state


def show(store: Store) -> None:
    """The four panels of this section."""
    left, right = st.columns(2, gap="medium")
    with left.container(border=True, height="stretch"):
        fenced(say("How long personal data are kept"), lambda: _limits(store))
    with right.container(border=True, height="stretch"):
        fenced(say("Pseudonyms"), lambda: _pseudonyms(store))
    with st.container(border=True):
        fenced(say("Erase one person"), lambda: _erasure(store))
    with st.container(border=True):
        fenced(say("Register of processing"), lambda: _register(store))


def _limits(store: Store) -> None:
    st.subheader(say("How long personal data are kept"), anchor=False)
    st.caption(
        say(
            "Applied each day by itself; empty: for ever. Figures stay as they are; emerging words are unknown where texts are "
            "gone. Raw files go with the texts and authors in them."
        )
    )
    with st.form(f"limits {store.version}", border=False):
        wanted = {
            kind: st.number_input(
                say(label), min_value=1, max_value=limits.MOST, value=limits.months(store, kind), step=1, placeholder=say("For ever"), width="stretch"
            )
            for kind, label in LIMITS.items()
        }  # fmt: skip
        is_sure = st.checkbox(say("Delete what is past its time now; it cannot be undone"))
        is_saved = st.form_submit_button(say("Save"))
    due = limits.due(store)
    count = sum(count for kind, count in due.items() if kind != limits.RAW)
    if count:
        st.caption(say_plural("{count} record is past its time.", "{count} records are past their time.", count))
    if is_saved:
        attempt(lambda: _save_limits(store, wanted, is_sure=is_sure), _said_of_limits)


def _save_limits(store: Store, wanted: dict[str, int | None], *, is_sure: bool) -> limits.Done | None:
    who = identity.who()
    if not is_sure and any(count is not None for count in wanted.values()):
        raise Refusal("Tick that what is past its time is deleted: it would be deleted within a day in any case.")
    for kind, count in wanted.items():
        limits.set_months(store, kind, None if count is None else int(count), who=who)
    return limits.apply(store) if is_sure else None


def _said_of_limits(done: limits.Done | None) -> str:
    count = 0 if done is None else sum(done.deleted.values())
    told = say("Saved.")
    if count:
        told += " " + say_plural(
            "{count} record or file was deleted.", "{count} records and files were deleted.", count
        )
    return told if done is None or done.is_rewritten else f"{told} {_waits()}"


def _waits() -> str:
    return say("The file of the store is in use: it is rewritten within minutes, at the latest at the next start.")


def _pseudonyms(store: Store) -> None:
    st.subheader(say("Pseudonyms"), anchor=False)
    if pseudonyms.are_on(store):
        st.markdown(f":blue[✔] {say('Authors are stored as pseudonyms, such as {name}.', name='author 3f9a1c0be7d2')}")
        st.caption(
            say(
                "The secret lies in {file}, outside the store and its backups: keep a copy of it elsewhere. Without it no later "
                "file can be loaded. Names inside texts stay as they are.",
                file=escaped(store.secret.name),
            )
        )
        return
    held = pseudonyms.held(store)
    st.markdown(
        say(
            "Authors are stored by name. As pseudonyms, the same author is always the same one, no figure changes, and nobody "
            "can read who it is. Names inside texts stay."
        )
    )
    st.caption(
        say(
            "When they are turned on – records changed: {records}; authors: {authors}; raw files deleted, which can no longer "
            "be read again: {raw}; backups and copies deleted: {copies}. Issued reports stay as they are.",
            records=numbers.number(held.records, session.language()),
            authors=numbers.number(held.authors, session.language()),
            raw=held.raw,
            copies=len(held.copies),
        )
    )
    is_sure = st.checkbox(say("I know that names cannot be brought back"), key="sure of pseudonyms")
    if st.button(say("Store pseudonyms"), key="turn pseudonyms on", disabled=not is_sure):
        attempt(
            lambda: _turn_on(store),
            lambda done: say("Authors are stored as pseudonyms.") + ("" if done.is_rewritten else f" {_waits()}"),
        )


def _turn_on(store: Store) -> pseudonyms.Turned:
    who = identity.who()
    return _followed(lambda tell: pseudonyms.turn_on(store, who=who, progress=tell))


def _erasure(store: Store) -> None:
    st.subheader(say("Erase one person"), anchor=False)
    st.caption(
        say(
            "At the request of a person: who they are, what they wrote and where goes from records, rejected records, raw files, "
            "reports and backups; each record still counts. Their name goes from the texts of others, and is remembered as a "
            "one-way key for files that come later."
        )
    )
    if _DONE in st.session_state:
        work = st.session_state[_DONE]
        work.follow()
        _closing(work)
    with (
        st.form("look for a person", border=False),
        st.container(horizontal=True, vertical_alignment="bottom"),
    ):
        handle = st.text_input(say("Handle or name"), max_chars=200, width=240)
        also = st.text_input(
            say("Other names"), max_chars=400, help=say("Separated by commas, such as a display name."), width=280
        )
        network = st.selectbox(
            say("Network"), _networks(store), format_func=lambda one: session.say_code(one) if one else say("Every one"), width=180
        )  # fmt: skip
        is_asked = st.form_submit_button(say("Look"), icon=":material/search:")
    if is_asked:
        st.session_state.pop(_LOOKED, None)
        try:
            who = erasure.person(store, handle, tuple(also.split(",")), channel=network)
            with st.spinner(say("Looking through records, files and backups")):
                st.session_state[_LOOKED] = (who, erasure.found(store, who))
        except Refusal as refusal:
            st.error(escaped(say_sentence(refusal.sentence)))
    if _LOOKED in st.session_state:
        _confirm(store, *st.session_state[_LOOKED])


def _networks(store: Store) -> list[str]:
    rows = store.rows_once("select distinct channel from mention_records order by channel")
    return ["", *(row["channel"] for row in rows)]


def _confirm(store: Store, who: Person, found: Found) -> None:
    st.markdown(f"**{escaped(', '.join(who.names))}**")
    if found.is_nothing:
        st.info(say("Nothing of this person is in the store. Their names can still be remembered for later files."))
    else:
        rows = [(say(NAMES[name]) if name in NAMES else name, count) for name, count in found.tables.items()]
        rows += [
            (say("Raw files that are deleted, and can no longer be read again"), len(found.uploads)),
            (say("Issued reports that are redacted"), len(found.reports)),
            (say("Backups and copies that are removed; a new backup is made"), len(found.backups)),
        ]
        counts = [numbers.number(count, session.language()) for _, count in rows]
        doors.frame(
            pd.DataFrame({say("How many"): counts, say("What is touched"): [name for name, _ in rows]}),
            hide_index=True,
            column_config={
                say("How many"): st.column_config.TextColumn(say("How many"), width=80),
                say("What is touched"): st.column_config.TextColumn(say("What is touched"), width="large"),
            },
            alt=say("What is touched"),
        )
        if found.uploads:
            st.caption(say("Raw files: {names}.", names=escaped(", ".join(found.uploads))))
    for one in found.outside:
        st.warning(say("{file} holds a name and is out of reach: delete it yourself.", file=escaped(one)))
    is_sure = st.checkbox(say("I know that it cannot be undone"), key="sure of the erasure")
    if st.button(
        say("Erase for ever"), type="primary", icon=":material/person_remove:", disabled=not is_sure, key="erase the person"
    ):  # fmt: skip
        attempt(lambda: _begin(store, who), say("The erasure has begun."))


def _begin(store: Store, who: Person) -> None:
    by = identity.who()
    st.session_state.pop(_LOOKED, None)
    st.session_state[_DONE] = Work(lambda tell: erasure.erase(store, who, by=by, progress=tell))


def _closing(work: Work) -> None:
    """What was done, and what no program reaches."""
    if work.refusal is not None:
        st.error(escaped(say_sentence(work.refusal.sentence)))
        return
    done: Erased | None = work.result
    if done is None:
        st.error(say("The erasure did not come to its end: erase the person once more."))
        return
    told = [say("Erased, as number {number}; no file in reach holds a name.", number=done.number)]
    if done.remaining:
        names = escaped(", ".join(done.remaining))
        told = [
            say("Erased, as number {number}; these files still hold a name: {names}.", number=done.number, names=names)
        ]
    if not done.is_rewritten:
        told.append(_waits())
    if done.log_entries:
        told.append(
            say_plural(
                "The audit log, which is never changed, names the person in {count} entry.",
                "The audit log, which is never changed, names the person in {count} entries.",
                done.log_entries,
            )
        )
    told.append(
        say(
            "Not reached: what people downloaded, mails that left, reports written into folders, copies made by other means."
        )
    )
    (st.warning if done.remaining or done.log_entries or not done.is_rewritten else st.success)(" ".join(told))


def _register(store: Store) -> None:
    st.subheader(say("Register of processing"), anchor=False)
    st.caption(
        say("What is kept of people, why, how long, who sees it and where it goes: made from this store as it is now.")
    )
    language = session.language()
    with for_role(APPROVER, "register", told=False) as is_open:
        if not is_open:
            return
    with st.container(horizontal=True):
        for ending, face, mime in (("html", registers.page, "text/html"), ("md", registers.markdown, "text/markdown")):
            name = f"register-{session.today():%Y-%m-%d}.{ending}"
            st.download_button(
                ending.upper() if ending == "html" else "Markdown",
                noted(_register_as(store, face, language), file=name),
                file_name=name,
                mime=mime,
                on_click="ignore",
                icon=":material/download:",
                key=f"register {ending}",
            )


def _register_as(store: Store, face: Callable[[registers.Register], str], language: str) -> Callable[[], str]:
    known = roles.secrets(sign_in.files()).roles if sign_in.is_configured() else None
    today = session.today()
    return lambda: face(registers.register(store, language, roles=known, today=today))


class Work:
    """Something that takes long, in a thread of its own: what it has begun it ends, whatever its visitor clicks or closes."""

    def __init__(self, act: Callable[[Callable[[float, Sentence], None]], Any]) -> None:
        self.result: Any = None
        self.refusal: Refusal | None = None
        self.share, self.told = 0.0, Sentence("")
        self._act, self._who = act, current()
        self._thread = threading.Thread(target=self._run, name="personal data")
        self._thread.start()

    def follow(self) -> None:
        """Show its progress until it is over."""
        bar = st.progress(0.0)
        while self._thread.is_alive():
            bar.progress(
                min(1.0, max(0.0, self.share)), text=escaped(say_sentence(self.told)) if self.told.text else None
            )
            self._thread.join(0.3)
        bar.empty()

    def _run(self) -> None:
        with acting(self._who):
            try:
                self.result = self._act(self._tell)
            except Refusal as refusal:
                self.refusal = refusal

    def _tell(self, share: float, told: Sentence) -> None:
        self.share, self.told = share, told


def _followed(act: Callable[[Callable[[float, Sentence], None]], Any]) -> Any:
    """The result of something long, whose progress is shown. Raises its Refusal."""
    work = Work(act)
    work.follow()
    if work.refusal is not None:
        raise work.refusal
    return work.result
