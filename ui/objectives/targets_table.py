"""The table of targets with their baselines, and the form for an objective of one network."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd
import streamlit as st

from data.store import Store
from kpis.catalogue import catalogue
from kpis.objectives import role_profiles, signing
from kpis.objectives.objectives import COMMITMENTS, MODES, STEPS, Objective
from locales import numbers
from ui import session
from ui.empty_state import nothing
from ui.objectives import role_draft
from ui.session import say, say_code
from ui.view import offered
from wording import objectives as objective_wording
from wording.markdown import escaped

NUMBERS = ("target", "target_high", "tolerance")
NONE = "–"


def table(store: Store) -> None:
    """Edit the objective of every KPI, those of the scorecard first. Edits go to the draft immediately."""
    one = role_draft.draft(store)
    if not one.rows:
        role_draft.propose(store)
    if f"targets {one.edition}" not in st.session_state:  # drawn again: continue from the edited rows
        one.base = one.rows
    first = role_profiles.first_kpis(one.profile or role_profiles.propose(one.perimeter)[0])
    base = sorted(one.base, key=lambda row: (row.is_followed, row.kpi not in first))
    words = {code: say_code(code) for code in (*MODES, *COMMITMENTS, *STEPS)}
    edited = st.data_editor(
        _frame(store, base, words),
        key=f"targets {one.edition}",
        hide_index=True,
        num_rows="fixed",
        disabled=["kpi", "casquette", "baseline", "unit"],
        column_config=_columns(words),
        height=520,
        placeholder="",
    )
    codes = {word: code for code, word in words.items()}
    one.rows = tuple(_edited(row, cells, codes) for row, cells in zip(base, edited.to_dict("records"), strict=True))


def channel_form(store: Store) -> None:
    """Add an objective for one network."""
    one = role_draft.draft(store)
    channels = offered.channels(store)
    kpis = [kpi for kpi in catalogue().values() if "channel" in kpi.by and kpi.better != "context"]
    with st.popover(say("Add an objective for one network"), icon=":material/add:"):
        if not channels:
            nothing(say("No upload names a network yet."))
            return
        titles = {kpi.id: kpi.title[session.language()] for kpi in kpis}
        kpi = st.selectbox(say("KPI"), list(titles), format_func=titles.__getitem__, key="channel kpi")
        channel = st.selectbox(say("Network"), channels, format_func=say_code, key="channel name")
        unit = objective_wording.unit(catalogue()[kpi], session.language())
        target = st.number_input(say("Target") + (f" ({unit})" if unit else ""), value=None, key="channel target")
        if st.button(say("Add"), disabled=target is None, key="channel add"):
            row = Objective(
                one.role,
                kpi,
                "absolute",
                target,
                None,
                brand=one.brand,
                channel=channel,
                valid_from=one.valid_from,
                casquette=catalogue()[kpi].casquette,
                commitment="committed",
            )
            one.rows = (*(held for held in one.rows if (held.kpi, held.channel) != (kpi, channel)), row)
            one.base, one.edition = one.rows, one.edition + 1
            st.rerun()


def with_baselines(store: Store, rows: tuple[Objective, ...]) -> tuple[Objective, ...]:
    """The rows with the baselines computed from today's data."""
    today = session.today()
    return tuple(
        replace(row, baseline=value, baseline_from=since, baseline_to=until) if row.baseline is None else row
        for row, (value, since, until, _) in ((row, _baseline(store, row, today)) for row in rows)
    )


def _baseline(store: Store, row: Objective, today) -> tuple:
    if row.is_followed:
        return None, None, None, 0
    return _cached_baseline(
        str(store.path), _data_version(store), row.role, row.kpi, row.brand, row.channel, today, _store=store
    )


def _data_version(store: Store) -> str:
    """Cache key of the baselines: it changes with the uploads and brand roles, not with the objectives."""
    uploads = store.value("select concat_ws(' ', count(*), max(loaded_at), max(withdrawn_at)) from uploads")
    roles = store.value("select concat_ws(' ', count(*), max(set_at)) from brand_roles")
    return f"{uploads} {roles}"


@st.cache_data(max_entries=400, show_spinner=False)
def _cached_baseline(
    path: str, version: str, role: str, kpi: str, brand: str | None, channel: str | None, today, *, _store: Store
):
    one = Objective(role, kpi, "absolute", 0.0, None, brand=brand, channel=channel)
    found = signing.baseline_of(_store, one, until=today)
    value = None if numbers.is_missing(found.value) else found.value
    return value, found.since, found.until, found.weeks


def _frame(store: Store, rows: list[Objective], words: dict[str, str]) -> pd.DataFrame:
    language, today = session.language(), session.today()
    cells = []
    for row in rows:
        kpi = catalogue()[row.kpi]
        value, since, until, weeks = _baseline(store, row, today)
        known = (
            row if row.baseline is not None else replace(row, baseline=value, baseline_from=since, baseline_to=until)
        )
        baseline = objective_wording.baseline(known, kpi, language)
        if not baseline and not row.is_followed:
            baseline = say("being established ({count} of 8)", count=weeks)
        title = kpi.title[language] + (f" · {say_code(row.channel)}" if row.channel else "")
        cells.append(
            {
                "kpi": title,
                "casquette": say_code(kpi.casquette).split(":")[0].strip(),
                "mode": words[row.mode],
                "target": row.target,
                "target_high": row.target_high,
                "unit": objective_wording.unit(kpi, language),
                "baseline": baseline or NONE,
                "per": words.get(row.per or "", NONE),
                "tolerance": row.tolerance,
                "commitment": words[row.commitment or "committed"],
                "comment": row.comment or "",
            }
        )
    frame = pd.DataFrame(cells)
    return frame.assign(**{name: frame[name].astype(float) for name in NUMBERS}) if len(frame) else frame


def _columns(words: dict[str, str]) -> dict[str, object]:
    select = st.column_config.SelectboxColumn
    return {
        "kpi": st.column_config.TextColumn(say("KPI"), width=240, pinned=True),
        "casquette": st.column_config.TextColumn(say("Casquette"), width="small"),
        "mode": select(say("Kind"), options=[words[code] for code in MODES], required=True, width=150),
        "target": st.column_config.NumberColumn(say("Target"), width="small"),
        "target_high": st.column_config.NumberColumn(say("Upper end"), help=say("For a range only"), width=130),
        "unit": st.column_config.TextColumn(say("Unit"), width="small"),
        "baseline": st.column_config.TextColumn(
            say("Baseline"), width=260, help=say("Median of the first eight complete weeks, frozen at signature")
        ),
        "per": select(say("Grows per"), options=[NONE, *(words[code] for code in STEPS)], width=150),
        "tolerance": st.column_config.NumberColumn(
            say("Tolerance"), width=120, help=say("Empty: 5% of the target, or 2 points for shares and scores")
        ),
        "commitment": select(say("Commitment"), options=[words[code] for code in COMMITMENTS], width=140),
        "comment": st.column_config.TextColumn(say("Comment"), width=300),
    }


def _edited(row: Objective, cells: dict[str, object], codes: dict[str, str]) -> Objective:
    """The objective with the edited cells; fields that the table does not show are kept."""
    values = {name: None if pd.isna(cells[name]) else float(cells[name]) for name in NUMBERS}  # type: ignore[arg-type,call-overload]
    mode = codes[str(cells["mode"])]
    if mode in ("followed", "out_of_scope"):
        values = dict.fromkeys(NUMBERS)
    per = codes.get(str(cells["per"]))
    return replace(
        row,
        mode=mode,
        per=per if mode.startswith("baseline") else None,
        comment=str(cells["comment"] or "").strip() or None,
        commitment=None if mode in ("followed", "out_of_scope") else codes[str(cells["commitment"])],
        **values,
    )


def show_faults(store: Store, rows: tuple[Objective, ...]) -> int:
    """Show the faults that prevent a signature; returns their number."""
    wrong = signing.faults(store, rows)
    for one in wrong[:8]:
        st.error(escaped(session.say_sentence(one)))
    return len(wrong)
