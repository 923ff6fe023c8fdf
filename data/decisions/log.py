"""The log of decisions: appended with date and author, never overwritten.

A decision has a kind, a subject (a brand, a filter's name, an address) and a value. The latest of a kind and subject is
in force, by the order in which they were written (the number of the row), whatever the clock said; an empty value
withdraws it.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from data.store import Store, now

KINDS = (
    "colour",
    "logo",
    "aliases",
    "own_sites",
    "own_accounts",
    "not_own",
    "tier_one_outlets",
    "key_messages",
    "filter",
    "person",
    "target",
    "rhythm",
    "account",
    "view",
    "report_recipients",
    "report_schedule",
    "report_style",
    "report_file",
    "watch_channel",
    "answer_case",
)


@dataclass(frozen=True)
class Decision:
    """`value` '': withdrawn. `set_at` in UTC."""

    kind: str
    subject: str
    value: str
    set_at: datetime
    set_by: str


def decide(store: Store, kind: str, subject: str, value: str, *, who: str) -> None:
    """Append a decision, unless it changes nothing."""
    if kind not in KINDS:
        raise ValueError(kind)
    if in_force(store, kind).get(subject, Decision(kind, subject, "", now(), who)).value != value:
        row = {"kind": kind, "subject": subject, "value": value, "set_at": now(), "set_by": who}
        store.append("decisions", row)


def in_force(store: Store, kind: str) -> dict[str, Decision]:
    """Subject -> the decision in force, of one kind."""
    rows = store.rows_once(
        """
        select kind, subject, value, set_at, set_by
        from decisions
        where kind = ?
        qualify row_number() over (partition by subject order by rowid desc) = 1
        order by subject
        """,
        [kind],
    )
    return {row["subject"]: Decision(**row) for row in rows if row["value"]}
