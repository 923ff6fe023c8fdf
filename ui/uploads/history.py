"""The history of uploads: their outcome, their rejects, and their withdrawal."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from data import ledger
from data.access.acting import APPROVER
from data.sentences import from_json
from data.store import Store
from locales import numbers
from ui import doors, identity, session, sign_in, table_columns
from ui.confirmation import attempt
from ui.session import say, say_code, say_sentence
from ui.uploads import receipt as receipt_view
from ui.uploads import see_figures
from ui.view import url
from wording.markdown import escaped


def uploads(store: Store) -> None:
    """One row per upload, newest first; select one to withdraw it."""
    known = ledger.uploads(store)
    if known.empty:
        return
    st.subheader(say("Upload history"), anchor=False)
    asked = url.read("upload")  # of a link, or of the search
    named = [place for place, upload_id in enumerate(known["upload_id"]) if upload_id == asked]
    if asked and not named:
        st.info(say("The link names an upload that is not in this store."))
    chosen = doors.frame(
        _table(known),
        hide_index=True,
        column_config=table_columns.right_aligned(
            say("Read"), say("Kept"), say("Folded"), say("Replaced"), say("Rejected")
        ),
        on_select="rerun",
        selection_mode="single-row",
        selection_default={"selection": {"rows": named}} if named else None,
        key=f"history {store.version} {asked}".rstrip(),
        alt=say("Upload history"),
        placeholder="–",
    )
    rows = chosen["selection"]["rows"]
    if not rows:
        st.caption(say("Select a row to withdraw an upload or to download its rejected records."))
        return
    upload = known.iloc[min(rows[0], len(known) - 1)]
    with st.container(horizontal=True, vertical_alignment="center"):
        st.markdown(f"**{escaped(upload['name'])}** · {receipt_view.status(upload['status'])}", width="content")
        if upload["status"] == "loaded":
            see_figures.button(store, upload["upload_id"], place="history")
        if upload["rejected"]:
            receipt_view.rejects_download(store, upload["upload_id"], place="history")
        if (
            upload["status"] == "loaded"
            and sign_in.may(APPROVER)
            and st.button(say("Withdraw…"), key=f"withdraw {upload['upload_id']}", icon=":material/undo:")
        ):
            _confirm(store, upload)
    if upload["status"] == "refused" and pd.notna(upload["reason"]):
        st.info(escaped(say_sentence(from_json(upload["reason"]))))


def _confirm(store: Store, upload: pd.Series) -> None:
    @sign_in.dialog(say("Withdraw this upload?"))
    def confirm() -> None:
        st.markdown(
            say(
                "{name}: records that will no longer count: {kept}. The figures will be those of the other uploads; "
                "you can load the file again.",
                name=f"**{escaped(upload['name'])}**",
                kept=numbers.number(upload["kept"], session.language()),
            )
        )
        with st.container(horizontal=True):
            if st.button(say("Withdraw"), type="primary", key="withdraw now"):
                attempt(
                    lambda: ledger.withdraw(store, upload["upload_id"], who=identity.who()),
                    lambda done: escaped(say_sentence(done)),
                )
            if st.button(say("Keep it"), key="keep it"):
                st.rerun()

    confirm()


def _table(known: pd.DataFrame) -> pd.DataFrame:
    language = session.language()

    def whole(name: str) -> list[str]:
        return [numbers.number(count, language) for count in known[name]]

    def window(row: object) -> str:
        if pd.isna(row.covered_from) or pd.isna(row.covered_to):  # type: ignore[attr-defined]
            return ""
        return numbers.date_range(row.covered_from.date(), row.covered_to.date(), language)  # type: ignore[attr-defined]

    return pd.DataFrame(
        {
            say("File"): known["name"],
            say("Status"): [say(receipt_view.WORDS.get(status, status)) for status in known["status"]],
            say("Covers"): [window(row) for row in known.itertuples()],
            say("Read"): whole("read"),
            say("Kept"): whole("kept"),
            say("Folded"): whole("folded"),
            say("Replaced"): whole("replaced"),
            say("Rejected"): whole("rejected"),
            say("Loaded at"): table_columns.local_times(known["loaded_at"]),
            say("By"): table_columns.people(known["who"]),
            say("From"): [say_code(origin) for origin in known["origin"]],
        }
    )
