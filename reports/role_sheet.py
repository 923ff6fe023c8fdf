"""The role sheet: an annex to a job description that owner and approver sign.

`RoleSheet` holds texts in the reader's language, frozen as they were signed; `reports/role_sheet_docx.py` and
`reports/role_sheet_pdf.py` lay the same sections out.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Goal:
    """A KPI of the sheet, with its objective in words. `validity`: its days; `terms`: tolerance and commitment."""

    title: str
    definition: str
    source: str
    target: str
    baseline: str
    terms: str
    responsible: str
    validity: str


@dataclass(frozen=True)
class Ground:
    """A reason for the profile: what it answers, and the article's sentence with its id."""

    text: str
    quote: str
    article: str


@dataclass(frozen=True)
class RoleSheet:
    """`facts`: pairs of a label and a text. `goals`: by casquette. `followed`, `outside`: titles of KPIs."""

    title: str
    subtitle: str
    facts: tuple[tuple[str, str], ...]
    grounds: tuple[Ground, ...]
    goals: tuple[tuple[str, tuple[Goal, ...]], ...]
    followed: tuple[str, ...]
    outside: tuple[str, ...]
    rules: tuple[str, ...]
    footer: str
    language: str


def heads(say) -> tuple[str, ...]:
    """The columns of the table of objectives."""
    return (
        say("Indicator and definition"), say("Objective"), say("Baseline"), say("Terms"), say("Owner · approver"),
        say("Validity"), say("Source"),
    )  # fmt: skip


def cells(goal: Goal) -> tuple[str, ...]:
    """The cells of a goal, in the order of `heads`; the first one holds title and definition."""
    return (
        f"{goal.title}\n{goal.definition}", goal.target, goal.baseline, goal.terms, goal.responsible, goal.validity,
        goal.source,
    )  # fmt: skip


WIDTHS = (6.9, 4.4, 3.6, 2.9, 3.1, 2.7, 3.5)  # centimetres: of a landscape A4 page, 27.1 between the margins
