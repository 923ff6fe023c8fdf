"""The last steps of a role sheet: signature, history, withdrawal, CSV files."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pandas as pd
import streamlit as st

from data.sentences import Refusal
from data.store import Store
from kpis.catalogue import catalogue
from kpis.objectives import csv_files, objectives, role_profiles, signing
from kpis.objectives.objectives import Objective
from ui import doors, identity, session, table_columns
from ui.confirmation import attempt
from ui.empty_state import nothing
from ui.noted_download import noted
from ui.objectives import role_draft, targets_table
from ui.session import say, say_code, say_plural, say_sentence
from wording import objectives as objective_wording
from wording.markdown import escaped


def sign(store: Store) -> None:
    """The signature form: owner, approver, validity; signing appends the objectives."""
    one = role_draft.draft(store)
    _people(one)
    rows = tuple(_as_signed(one, row) for row in one.rows)
    changed = signing.replacing(store, rows)
    with st.spinner(say("Reading the baselines")):
        frozen = targets_table.with_baselines(store, changed)
    empty = [row for row in frozen if row.mode.startswith("baseline") and _has_no_week(store, row)]
    ready = tuple(row for row in frozen if row not in empty)
    aims = [row for row in ready if not row.is_followed]
    st.markdown(
        say_plural("{count} objective will be signed", "{count} objectives will be signed", len(aims))
        + f" :gray[· {say_plural('{count} followed or outside the perimeter', '{count} followed or outside the perimeter', len(ready) - len(aims))}]"
    )
    if empty:
        names = ", ".join(catalogue()[row.kpi].title[session.language()] for row in empty)
        st.info(
            say(
                "Excluded until the first complete week is loaded, because their baseline has no data yet: {names}.",
                names=escaped(names),
            )
        )
    wrong = targets_table.show_faults(store, ready)
    lacking = [
        label for label, text in ((say("Owner"), one.owner), (say("Approver"), one.approver)) if not text.strip()
    ]
    if lacking:
        st.caption(say("To be named: {names}.", names=", ".join(lacking)))
    if st.button(
        say("Sign"), type="primary", icon=":material/signature:", disabled=bool(wrong or lacking or not ready)
    ):
        _sign_and_keep(store, ready)


def _sign_and_keep(store: Store, rows: tuple[Objective, ...]) -> None:
    one = role_draft.draft(store)
    profile = one.profile or role_profiles.propose(one.perimeter)[0]

    def act() -> int:
        written = signing.sign(store, rows, until=session.today(), who=identity.who())
        role_profiles.define(store, one.role, one.perimeter, profile=profile, brand=one.brand, who=identity.who())
        role_draft.begin(store, one.role, one.brand)
        return sum(not row.is_followed for row in written)

    attempt(act, _signed_text)


def _signed_text(signed: int) -> str:
    return say_plural("{count} objective was signed.", "{count} objectives were signed.", signed)


def _people(one: role_draft.Draft) -> None:
    left, middle, right, end = st.columns(4)
    one.owner = _text(left, say("Owner"), one.owner, "owner")
    one.approver = _text(middle, say("Approver"), one.approver, "approver")
    form = session.day_format()
    one.valid_from = right.date_input(
        say("Valid from"),
        value=one.valid_from,
        format=form,
        key=f"from {one.edition}",
        **session.day_bounds(one.valid_from),
    )
    one.valid_to = end.date_input(
        say("Valid to (empty: no end)"),
        value=one.valid_to,
        format=form,
        key=f"to {one.edition}",
        **session.day_bounds(one.valid_to),
    )
    one.comment = _text(st, say("Why (kept in the history)"), one.comment, "why")


def _text(column, label: str, value: str, name: str) -> str:
    key = f"sign {name} {role_draft.widget_key()}"
    if key not in st.session_state:
        st.session_state[key] = value
    return column.text_input(label, key=key, max_chars=200)


def _as_signed(one: role_draft.Draft, row: Objective) -> Objective:
    """The objective to sign: a new one, with the draft's people, validity and comment."""
    return replace(
        row,
        role=one.role,
        brand=one.brand,
        valid_from=one.valid_from,
        valid_to=one.valid_to,
        owner=one.owner.strip() or None,
        approver=one.approver.strip() or None,
        comment=one.comment.strip() or row.comment,
        objective=None,
        replaces=None,
    )


def _has_no_week(store: Store, row: Objective) -> bool:
    return row.baseline is None and signing.baseline_of(store, row, until=session.today()).weeks == 0


def history(store: Store) -> None:
    """Who changed what, when and why; withdrawal of one objective or undo of the last signature."""
    one, language = role_draft.draft(store), session.language()
    rows = [row for row in objectives.recorded(store) if row.role == one.role]
    if not rows:
        nothing(say("Nothing has been signed for this role yet: the scorecard uses starting values."))
        return
    cells = [
        {
            say("When"): table_columns.local_day(row.recorded_at),
            say("Who"): table_columns.person(row.recorded_by),
            say("No."): row.objective,
            say("KPI"): _title(row),
            say("Objective"): say("withdrawn: number {number}", number=row.withdraws)
            if row.mode == "withdrawn"
            else objective_wording.objective_text(row, catalogue()[row.kpi], language),
            say("Baseline"): objective_wording.baseline(row, catalogue()[row.kpi], language),
            say("Validity"): objective_wording.validity(row, language),
            say("Replaces"): row.replaces,
            say("Owner · approver"): " · ".join(part for part in (row.owner, row.approver) if part),
            say("Why"): objective_wording.comment(row, language),
        }
        for row in reversed(rows)
        if row.kpi in catalogue()
    ]
    frame = pd.DataFrame(cells)
    for name in (say("No."), say("Replaces")):
        frame[name] = frame[name].astype("Int64")
    doors.frame(frame, alt=say("Signed objectives"), hide_index=True, height=360)
    _withdrawal(store, one)


def _withdrawal(store: Store, one: role_draft.Draft) -> None:
    in_force = {
        row.objective: row
        for row in objectives.in_force(objectives.recorded(store))
        if row.role == one.role and row.kpi in catalogue()
    }
    if not in_force:
        return
    with st.popover(say("Withdraw or undo"), icon=":material/undo:"):
        why = st.text_input(say("Why (kept in the history)"), key="withdraw why")
        number = st.selectbox(
            say("Objective"),
            list(in_force),
            key="withdraw which",
            format_func=lambda number: (
                f"{number} · {_title(in_force[number])} · {objective_wording.objective_text(in_force[number], catalogue()[in_force[number].kpi], session.language())}"
            ),
        )
        since = st.date_input(say("Ends on"), value=session.today(), key="withdraw since")
        if st.button(say("Withdraw this objective"), key="withdraw one"):
            _change(
                store,
                lambda: objectives.withdraw(store, number, since=since, comment=why, who=identity.who()),
                say("Withdrawn."),
            )
        if st.button(say("Undo the last signature"), key="withdraw all"):
            _change(
                store,
                lambda: objectives.undo_last(store, one.role, comment=why, who=identity.who()),
                say("Undone."),
            )


def _change(store: Store, act: Callable[[], object], done: str) -> None:
    """Change the objectives of the draft's role, then restart the draft from those in force."""
    one = role_draft.draft(store)
    attempt(lambda: (act(), role_draft.begin(store, one.role, one.brand)), done)


def files(store: Store) -> None:
    """Export and import of objectives as CSV."""
    one = role_draft.draft(store)
    left, right = st.columns(2, gap="large")
    with left:
        in_force = [row for row in objectives.in_force(objectives.recorded(store)) if row.role == one.role]
        rows = in_force or [replace(row, valid_from=one.valid_from) for row in one.rows]
        st.markdown(f"**{say('Export objectives')}**")
        st.caption(say("Signed objectives in force; until one is signed, the draft."))
        st.download_button(
            "CSV",
            noted(csv_files.written(rows), file="objectives.csv"),
            file_name="objectives.csv",
            mime="text/csv",
            on_click="ignore",
            icon=":material/download:",
            key="objectives csv",
        )
    with right:
        st.markdown(f"**{say('Import objectives')}**")
        uploaded = st.file_uploader(say("A CSV file with the same columns"), type=["csv"], key="objectives in")
        if uploaded is not None:
            _import(store, uploaded.getvalue())


def _import(store: Store, content: bytes) -> None:
    try:
        rows = signing.replacing(store, csv_files.read(content))
    except Refusal as refusal:
        st.error(escaped(say_sentence(refusal.sentence)))
        return
    wrong = targets_table.show_faults(store, rows)
    st.caption(say_plural("{count} new or changed objective", "{count} new or changed objectives", len(rows)))
    if st.button(say("Sign these objectives"), disabled=bool(wrong or not rows), key="sign file"):
        _change(
            store,
            lambda: signing.sign(store, rows, until=session.today(), who=identity.who()),
            _signed_text(len(rows)),
        )


def _title(row: Objective) -> str:
    title = catalogue()[row.kpi].title[session.language()]
    return title + (f" · {say_code(row.channel)}" if row.channel else "")
