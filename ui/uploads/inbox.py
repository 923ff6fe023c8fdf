"""The inbox folder on the screens: what the last look saw, and the files that wait for an answer, to be answered here."""

from __future__ import annotations

import uuid
from datetime import timedelta

import streamlit as st

from charts.labels import shortened
from data.decisions import drop_folder
from data.store import Store, now
from loaders.drop_folder import folder as folder_files
from loaders.drop_folder import seen
from loaders.drop_folder.seen import Look, Waiting, printable
from locales import numbers
from ui import session, table_columns
from ui.session import say, say_plural, say_sentence
from ui.uploads import card as upload_card
from ui.uploads.pending import DroppedFile, forget
from wording.markdown import escaped

LISTED = 20  # files that are listed one by one
QUESTION = 140  # letters of a question in the list
LATE = timedelta(minutes=1)  # after it, a look is missed
_ANSWERED = "files of the inbox folder"  # in the session: hash of a file -> the copy that is being answered


def status(store: Store) -> None:
    """One line, and below it the files that wait; nothing where no folder is set."""
    if not drop_folder.folder(store):
        return
    look = seen.latest(store)
    with st.container(key="inbox folder", gap="small"):
        head = st.empty()  # filled last: a card may load what waits
        if look is not None:
            faults(look)
        copies = _copies()
        for file in list(copies.values()):
            _card(store, file)
        waiting = [] if look is None else _waiting(store, look)
        head.markdown(f"**{say('Inbox folder')}** · {line(look, len(waiting))}")
        listed = [one for one in waiting if one.sha256 not in copies][:LISTED]
        if listed:
            with st.container(border=True, gap="small"):
                for one in listed:
                    _row(store, one)
        if len(waiting) > LISTED:
            st.caption(say("The {count} that have waited longest are listed.", count=LISTED))


def for_large_files(store: Store) -> str:
    """Where a file goes that is too large for the browser: what is dropped there passes through memory, the folder's do not."""
    most, folder = st.get_option("server.maxUploadSize"), drop_folder.folder(store)
    if folder:
        return say("Above {most} MB, put the file into the inbox folder: {folder}", most=most, folder=f"`{folder}`")
    return say(
        "Above {most} MB, name an inbox folder in Settings and put the file there, or load it with `python -m loaders FILE`.",
        most=most,
    )


def line(look: Look | None, waiting: int) -> str:
    """What the last look saw, in one line."""
    if look is None:
        return f":orange[▲] {say('no program looks into it: serve the dashboard with python server.py')}"
    parts = []
    if waiting:
        text = say_plural("{count} file waits for an answer", "{count} files wait for an answer", waiting)
        parts.append(f":orange[●] {text}")
    if look.faults:
        text = say_plural("{count} file cannot be loaded", "{count} files cannot be loaded", len(look.faults))
        parts.append(f":red[▲] {text}")
    if look.problem is not None:
        parts.append(f":red[▲] {say('nothing is loaded')}")
    if look.arriving:
        parts.append(
            say_plural("{count} file is still arriving", "{count} files are still arriving", len(look.arriving))
        )
    if not parts:
        parts.append(f":blue[✔] {say('nothing waits')}")
    return " · ".join([*parts, _when(look)])


def _when(look: Look) -> str:
    if look.loading is not None:
        return say("loading {name}", name=escaped(printable(look.loading)))
    if look.at is None:
        return say("not looked at yet")
    ago = now() - look.at
    text = say("last looked at {age} ago", age=_age(ago))
    return f":red[▲ {text}]" if ago > LATE else text


def _age(ago: timedelta) -> str:
    """'12 s', '5 min', '3 h'."""
    seconds = max(0, round(ago.total_seconds()))
    count, unit = (
        (seconds, "s") if seconds < 90 else (seconds // 60, "min") if seconds < 5400 else (seconds // 3600, "h")
    )
    return f"{numbers.number(count, session.language())}\u00a0{unit}"


def faults(look: Look) -> None:
    """What is wrong with the folder, and with files of it."""
    if look.problem is not None:
        st.warning(escaped(say_sentence(look.problem)))
    for name, why in look.faults[:LISTED]:
        st.caption(f":red[▲] {escaped(printable(name))} · {escaped(say_sentence(why))}")


def _waiting(store: Store, look: Look) -> list[Waiting]:
    """The files that wait, without those that somebody's answer has loaded since the look."""
    if not look.waiting:
        return []
    hashes = [one.sha256 for one in look.waiting]
    rows = store.rows(
        "select distinct sha256 from uploads where status = 'loaded' and list_contains(?, sha256)", [hashes]
    )
    loaded = {row["sha256"] for row in rows}
    return [one for one in look.waiting if one.sha256 not in loaded]


def _row(store: Store, one: Waiting) -> None:
    text, button = st.columns([6, 1], vertical_alignment="center")
    asked = " ".join(say_sentence(question) for question in one.questions[:1])
    since = say("waiting since {moment}", moment=table_columns.local_times([one.since])[0])
    text.markdown(
        f"**{escaped(printable(one.name))}** :gray[· {since}]  \n{escaped(shortened(asked, letters=QUESTION))}"
    )
    if button.button(say("Answer"), key=f"answer inbox {one.sha256}"):
        _copy(store, one)


def _copy(store: Store, one: Waiting) -> None:
    """Copy the file, so that what is answered about is what is loaded, whatever becomes of it in the folder."""
    folder = store.work / f"received-{uuid.uuid4().hex}"
    folder.mkdir(mode=0o700)
    file = DroppedFile(f"inbox {one.sha256}", printable(one.name), folder / "content", origin=drop_folder.ORIGIN)
    try:
        is_same = folder_files.copied(one.path, file.path) == one.sha256
    except (OSError, folder_files.Unsettled):
        is_same = False
    if not is_same:
        forget(file)
        st.info(say("This file has changed or is gone: look again in a moment."))
        return
    _copies()[one.sha256] = file
    st.rerun()


def _card(store: Store, file: DroppedFile) -> None:
    upload_card.card(store, file)
    if st.button(say("Close this file"), key=f"close {file.id}", type="tertiary"):
        sha256 = next(key for key, one in _copies().items() if one is file)
        forget(_copies().pop(sha256))
        st.rerun()


def _copies() -> dict[str, DroppedFile]:
    return st.session_state.setdefault(_ANSWERED, {})
