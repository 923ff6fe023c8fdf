"""Sentences that people wrote about a figure in place of the generated one: appended with date and author."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from data.sentences import Refusal
from data.store import Store, now

LONGEST = 280  # characters


@dataclass(frozen=True)
class Message:
    """The sentence about a KPI of a brand and period; `text` None: the generated one was restored."""

    kpi: str
    text: str | None
    set_at: datetime
    set_by: str


def messages(store: Store, brand: str, since: date, until: date) -> dict[str, Message]:
    """KPI -> the latest sentence for the brand and these days, unless the generated one was restored."""
    rows = store.rows(
        """
        select kpi, text, set_at, set_by
        from messages
        where brand = $brand and since = $since and until = $until
        qualify row_number() over (partition by kpi order by rowid desc) = 1
        """,
        {"brand": brand, "since": since, "until": until},
    )
    return {row["kpi"]: Message(**row) for row in rows if row["text"]}


def write(store: Store, kpi: str, *, brand: str, since: date, until: date, text: str | None, who: str) -> None:
    """Store a sentence; None restores the generated one. Raises Refusal for an empty or too long one."""
    if text is not None:
        text = " ".join(text.split())
        if not text:
            raise Refusal("The sentence is empty: write one, or restore the generated one.")
        if len(text) > LONGEST:
            raise Refusal(
                "The sentence has {letters} characters, more than the {most} that fit on a card: shorten it.",
                letters=len(text),
                most=LONGEST,
            )
    store.append(
        "messages",
        {"brand": brand, "since": since, "until": until, "kpi": kpi, "text": text, "set_at": now(), "set_by": who},
    )
