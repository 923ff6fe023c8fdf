"""The role sheet as a document: its texts in the reader's language, and its downloads."""

from __future__ import annotations

import streamlit as st

from data.store import Store
from kpis.catalogue import CASQUETTES, article_sentences, catalogue
from kpis.objectives import objectives, role_profiles
from kpis.objectives.objectives import Objective
from locales import numbers
from reports import mentions_file
from reports.role_sheet import ObjectiveRow, Reason, RoleSheet
from ui import session, table_columns
from ui.figures import trend_events
from ui.noted_download import noted
from ui.objectives import role_draft
from ui.session import say, say_code, say_sentence
from wording import objectives as objective_wording

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def downloads(store: Store, rows: tuple[Objective, ...], *, signed: bool) -> None:
    """Buttons for PDF and Word, in the language of the screen."""
    one = role_draft.draft(store)
    sheet = document(store, rows, signed=signed)
    with st.container(horizontal=True):
        st.download_button(
            say("Role sheet (PDF)"),
            noted(lambda: _pdf(sheet), file=f"{_file(one)}.pdf"),
            file_name=f"{_file(one)}.pdf",
            mime="application/pdf",
            icon=":material/picture_as_pdf:",
            on_click="ignore",
            key=f"pdf {signed}",
        )
        st.download_button(
            say("Role sheet (Word)"),
            noted(lambda: _docx(sheet), file=f"{_file(one)}.docx"),
            file_name=f"{_file(one)}.docx",
            mime=DOCX,
            icon=":material/description:",
            on_click="ignore",
            key=f"docx {signed}",
        )


def document(store: Store, rows: tuple[Objective, ...], *, signed: bool) -> RoleSheet:
    """The sheet of the draft's role with these objectives. `signed`: they are in force."""
    one, language = role_draft.draft(store), session.language()
    profile, reasons = role_profiles.propose(one.perimeter)
    chosen = one.profile or profile
    first = role_profiles.first_kpis(chosen)
    order = sorted(rows, key=lambda row: (row.kpi not in first, row.kpi, row.channel or ""))
    titles = {kpi.id: kpi.title[language] for kpi in catalogue().values()}
    brand = one.brand or say("all our brands")
    state = say("signed") if signed else say("draft, not signed")
    return RoleSheet(
        title=say("Role sheet · {role}", role=table_columns.capitalised(say_code(one.role))),
        subtitle=f"{brand} · {say('profile: {profile}', profile=say_code(chosen))} · {state}",
        facts=_facts(one, rows, signed=signed),
        reasons=tuple(
            Reason(say_sentence(reason.text), article_sentences()[reason.article], reason.article) for reason in reasons
        ),
        objectives=tuple(
            (say_code(casquette), rows_of_casquette)
            for casquette in CASQUETTES
            if (rows_of_casquette := tuple(_objective_row(row) for row in order if _is_of(row, casquette)))
        ),
        followed=tuple(titles[row.kpi] for row in order if row.mode == "followed"),
        outside=tuple(titles[row.kpi] for row in order if row.mode == "out_of_scope"),
        rules=_rules(),
        footer=f"{brand} · {say('Annex to the job description')} · {numbers.day(session.today(), language)} · {state}",
        language=language,
    )


def _is_of(row: Objective, casquette: str) -> bool:
    return not row.is_followed and (row.casquette or catalogue()[row.kpi].casquette) == casquette


def _facts(one: role_draft.Draft, rows: tuple[Objective, ...], *, signed: bool) -> tuple[tuple[str, str], ...]:
    language, perimeter = session.language(), one.perimeter
    aimed = [row for row in rows if not row.is_followed]
    begin = min((row.valid_from for row in aimed if row.is_signed), default=one.valid_from)
    ends = [row.valid_to for row in aimed]
    until = max((day for day in ends if day is not None), default=None) if all(ends) else None
    days = (
        numbers.date_range(begin, until, language)
        if until
        else say("from {day}").format(day=numbers.day(begin, language))
    )
    owner = next((row.owner for row in aimed if row.owner), None) or one.owner
    approver = next((row.approver for row in aimed if row.approver), None) or one.approver
    facts = [
        (say("Duties"), " · ".join(say_code(code) for code in perimeter.functions) or "–"),
        (say("Casquettes"), " · ".join(say_code(code) for code in perimeter.casquettes) or "–"),
        (say("Direct access to"), " · ".join(say_code(code) for code in perimeter.accesses) or "–"),
        (say("Context"), " · ".join(say_code(code) for code in (perimeter.team, perimeter.risk, perimeter.maturity))),
        (say("Owner"), owner or "–"),
        (say("Approver"), approver or "–"),
        (say("Validity"), days),
    ]
    if signed:
        moment = max(row.recorded_at for row in rows)
        facts.append((say("Signed on"), table_columns.local_day(moment)))
    return tuple(facts)


def _objective_row(row: Objective) -> ObjectiveRow:
    kpi, language = catalogue()[row.kpi], session.language()
    people = " · ".join(part for part in (row.owner, row.approver) if part)
    title = kpi.title[language] + (f" · {say_code(row.channel)}" if row.channel else "")
    if kpi.weeks == 4 and row.mode != "pace":
        title += f" ({say('over 4 weeks')})"
    return ObjectiveRow(
        title=title,
        definition=kpi.formula[language],
        source=table_columns.capitalised(trend_events.exports_of(kpi) or say("the uploads themselves")),
        target=objective_wording.objective_text(row, kpi, language),
        baseline=objective_wording.baseline(row, kpi, language) or "–",
        terms=objective_wording.terms(row, kpi, language),
        responsible=people or "–",
        validity=objective_wording.validity(row, language) if row.is_signed else "–",
    )


def _rules() -> tuple[str, ...]:
    return (
        say("Met: at the target or beyond it. Close: within the tolerance. Behind: otherwise."),
        say("Undecided: the 95% interval contains the target; the sample is not conclusive."),
        say(
            "No verdict for a sample under 10, for days that are not covered, or before the baseline has eight complete weeks."
        ),
        say(
            "A week is evaluated against the objective in force on its Monday; a change is added to the history, and past weeks keep their own."
        ),
        say("What is outside the perimeter is shown, not evaluated."),
    )


def _file(one: role_draft.Draft) -> str:
    """The file name, without extension."""
    return mentions_file.slug(f"{say('role-sheet')} {one.brand or ''} {say_code(one.role)}")


def _pdf(sheet: RoleSheet) -> bytes:
    from reports.role_sheet_pdf import pdf  # its import is heavy

    return pdf(sheet)


def _docx(sheet: RoleSheet) -> bytes:
    from reports.role_sheet_docx import docx  # its import is heavy

    return docx(sheet)


def signed_rows(store: Store) -> tuple[Objective, ...]:
    """The signed objectives of the draft's role and brand that are or will be in force."""
    one, today = role_draft.draft(store), session.today()
    return tuple(
        row
        for row in objectives.in_force(objectives.recorded(store))
        if row.role == one.role and row.brand == one.brand and (row.valid_to is None or row.valid_to >= today)
    )
