"""The role sheet: an annex to a job description that owner and approver sign.

`RoleSheet` contains texts in the reader's language; `reports/role_sheet_docx.py` and `reports/role_sheet_pdf.py` lay
out the same sections.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class ObjectiveRow:
    """The objective of a KPI, as texts. `validity`: its days. `terms`: commitment and tolerance."""

    title: str
    definition: str
    source: str
    target: str
    baseline: str
    terms: str
    responsible: str
    validity: str


@dataclass(frozen=True)
class Reason:
    """A reason for the profile, with the sentence of the article (`quote`) and its id (`article`)."""

    text: str
    quote: str
    article: str


@dataclass(frozen=True)
class RoleSheet:
    """`facts`: pairs of label and text. `objectives`: by casquette. `followed`, `outside`: titles of KPIs."""

    title: str
    subtitle: str
    facts: tuple[tuple[str, str], ...]
    reasons: tuple[Reason, ...]
    objectives: tuple[tuple[str, tuple[ObjectiveRow, ...]], ...]
    followed: tuple[str, ...]
    outside: tuple[str, ...]
    rules: tuple[str, ...]
    footer: str
    language: str


def columns(sheet: RoleSheet, say) -> tuple[tuple[str, float], ...]:
    """Name and width in centimetres of each column of the objectives, for a landscape A4 page (27.1 between margins).

    People and validity get columns only if they differ between objectives; otherwise they are in the facts.
    """
    shared = (
        (say("Indicator and definition"), 9.2),
        (say("Objective"), 5.2),
        (say("Baseline"), 4.2),
        (say("Conditions"), 3.7),
        (say("Source"), 4.8),
    )
    if not _differ(sheet):
        return shared
    narrow = tuple((name, width * 0.78) for name, width in shared)
    return (*narrow[:4], (say("Owner · approver"), 3.2), (say("Validity"), 2.7), narrow[4])


def cells(objective: ObjectiveRow, sheet: RoleSheet) -> tuple[str, ...]:
    """The cells of an objective, in the order of `columns`; the first contains title and definition."""
    own = (objective.responsible, objective.validity) if _differ(sheet) else ()
    return (
        f"{objective.title}\n{objective.definition}",
        objective.target,
        objective.baseline,
        objective.terms,
        *own,
        objective.source,
    )


def _differ(sheet: RoleSheet) -> bool:
    return (
        len(
            {
                (objective.responsible, objective.validity)
                for _, objectives in sheet.objectives
                for objective in objectives
            }
        )
        > 1
    )
